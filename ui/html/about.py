"""Write what Readacross is, how it works and how accessible it is. Nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Paper

#: When what is said of accessibility was last checked, and how.
CHECKED = "22 November 2026"

ABOUT = """
<section><h3>What it is</h3>
<p>Readacross reads the papers that councils publish about improving children’s services, and lets you search them and
lay councils side by side on a theme. Every quotation is cut exactly from its paper, with the council, the body, the
date and the paragraph, so that you can check it and quote it.</p></section>
<section><h3>What it does not do</h3><ul>
<li>It writes no sentences about councils. No language model composes, sums up or rephrases anything that you read
here: what stands in quotation is the paper’s, and the words around it are fixed.</li>
<li>It reaches no conclusion and gives no grade. That papers say nothing of a theme is reported as “not found in the
papers searched”, with what was searched; it does not mean that nothing is being done.</li>
<li>It sends nothing anywhere. Papers, questions and trays stay on the computer that runs it, and the page asks no
other address.</li>
<li>It does not know what is not in the papers here, nor whether what they say is true.</li></ul></section>
<section><h3>How a search works</h3>
<p>Your question is compared with every passage in two ways: by the words they share, and by how near they are in
meaning, which a small language model measures on this computer as a number. The two orders are put together, and the
best passages are compared with your question again, word by word.</p>
<p>Other names that the sector uses for the same thing are searched too, such as interim staff for agency staff. They
are named above the results, with a link that searches only your own words. Words in quotation marks must stand in
every passage; a word with a hyphen before it must stand in none.</p>
<p>When nothing is near enough to count as an answer, we say so and show the nearest passages apart.</p></section>
<section><h3>How themes and claims are told</h3>
<p>A passage is counted under a theme when it uses words that speak of that theme. The list of words can be read and
edited, and people’s own decisions about a passage come before it. Whether a passage tells of something planned, done
or measured is told from its tense, its words of status and its figures; the reason stands beside it. Both are
sometimes wrong. Read the passage in context before you rely on it.</p></section>
<section><h3>What was measured</h3>
<p>How well Readacross finds passages, counts themes and tells claims apart was measured on judged passages, and
compared with simpler methods. What was measured and what came out, the weak points too, stands in the file
docs/measured.md that comes with it, with the commands that repeat each measurement.</p></section>
"""

ACCESSIBILITY = f"""
<section><h3>Accessibility statement</h3>
<p>We want everybody to be able to use this page. You should be able to: use it with the keyboard alone or with a screen
reader; zoom to 400% without scrolling sideways, except within wide tables, which scroll in a frame of their own;
change colours and fonts; print what you found.</p>
<h4>How accessible it is</h4>
<p>The page is meant to meet the <abbr title="Web Content Accessibility Guidelines">WCAG</abbr> 2.2 AA standard. We know
of no failure in the parts that we wrote. These limits remain:</p>
<ul><li>tables with many councils scroll sideways within their frame on a narrow screen</li>
<li>papers that are pictures of pages are only as readable as what was recognised of them, and files that you download
are as accessible as the council made them</li>
<li>the page needs JavaScript</li>
<li>it has not yet been tested by people who use assistive technology every day</li></ul>
<h4>How it was tested</h4>
<p>Each part is checked automatically by axe-core in Chromium, before and after results, on a wide screen and at 320
pixels. The path from a question to a comparison is walked by the keyboard alone. Automatic checks find only some
problems. This statement was last reviewed on {CHECKED}.</p>
<h4>Keys</h4>
<ul><li><kbd>Tab</kbd> and <kbd>Shift</kbd> + <kbd>Tab</kbd> move between links, boxes and buttons</li>
<li><kbd>Enter</kbd> in a box searches or compares</li>
<li><kbd>Escape</kbd> closes what you opened last around where you are</li></ul>
<h4>If something does not work for you</h4>
<p>Tell whoever runs Readacross at your organisation, with what you were doing and which browser and assistive
technology you use.</p></section>
"""


def about_html(papers: Sequence[Paper], version: str) -> str:
    """Return what Readacross is and does not do, how it works, its accessibility statement, and licences of papers."""
    return (
        f'<div class="to-read">{ABOUT}{ACCESSIBILITY}{_licences_html(papers)}'
        f"<section><h3>Version</h3><p>This is Readacross {escape(version)}.</p></section></div>"
    )


def _licences_html(papers: Sequence[Paper]) -> str:
    listed = "".join(
        f"<li><strong>{escape(licence)}</strong>: {counted(n, 'paper')}</li>" for licence, n in _by_licence(papers)
    )
    held = f"<p>Of the papers here:</p><ul>{listed}</ul>" if listed else "<p>There are no papers here yet.</p>"
    return (
        "<section><h3>Licences of the papers quoted</h3>"
        "<p>Each council owns what it publishes and sets its own terms. Quote short passages, with their citation. "
        f"The licence of each paper, where one was found, is listed under Papers.</p>{held}</section>"
    )


def _by_licence(papers: Sequence[Paper]) -> list[tuple[str, int]]:
    """Return each licence with how many papers have it, the commonest first."""
    licences = [paper.licence for paper in papers]
    return sorted(((licence, licences.count(licence)) for licence in set(licences)), key=lambda each: (-each[1], each))
