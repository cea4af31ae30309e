"""Write one passage as a quotation in HTML: its words untouched, its matches marked, its place cited."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

from corpus.types import FileFormat
from search.answers import Why
from search.citation import DIGEST_NOTE, cite, pinpoint
from search.masking import masked
from ui.library.names_hidden import HIDDEN
from ui.settings import hides_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.types import Paper, Span
    from indexer.store import Found, Passage
    from search.answers import Match

REPAIRED_NOTE = "Source text damaged or rejoined"
ALTERED_NOTE = "Altered by us: personal data hidden"
CELL_BREAK = re.compile(r"\s*\t[\s|]*|\s*\|[\s|]*")
FEWEST_BARS = 2  # a row of a Markdown table has at least two; a single bar is somebody's punctuation
LABEL = re.compile(r"\(?\w{1,4}\)|[\d.]+|[-–•]")  # what stands before a list item: "(1)", "iv)", "10.2.11", "•"
FORMATS = {
    FileFormat.PDF: "PDF",
    FileFormat.TEXT: "text",
    FileFormat.MARKDOWN: "Markdown",
    FileFormat.WORD: "Word",
    FileFormat.ODT: "OpenDocument",
    FileFormat.WEB: "web page",
}


def quotation_html(text: str, matched: Sequence[Match] = ()) -> str:
    """Return a passage's text as HTML, its matches in `mark`, the sentence that carries the match in a span.

    The characters between the tags are the passage's own, in order and complete; how the breaks between a table's
    cells look is left to the style sheet.

    >>> quotation_html("Agency < staff")
    'Agency &lt; staff'
    """
    tabular = "\t" in text or text.count("|") >= FEWEST_BARS
    parts = []
    words = _covered(len(text), [match for match in matched if match.why is not Why.MEANING])
    sentences = _covered(len(text), [match for match in matched if match.why is Why.MEANING])
    for start, end in _stretches(words, sentences):
        written = _with_cell_breaks(text, start, end) if tabular else escape(text[start:end])
        written = f"<mark>{written}</mark>" if words[start] else written
        parts.append(f'<span class="carries">{written}</span>' if sentences[start] else written)
    return "".join(parts)


def figure_html(found: Found, matched: Sequence[Match] = (), *, remarks: Iterable[str] = ()) -> str:
    """Return a passage as a figure, and below it what can be done with it: copy, pin, see the page, download.

    The figure holds the quotation, what must be known of it, and its citation. `remarks` are sentences of ours, in
    HTML, that stand after the citation.
    """
    passage, paper = found
    css_class = "quotation digest" if paper.is_digest else "quotation"
    note = f'<p class="digest-note">{escape(DIGEST_NOTE)}</p>' if paper.is_digest else ""
    shown = masked(passage.text, matched)
    repaired = f'<p class="repaired">{REPAIRED_NOTE}</p>' if set(passage.repairs) - {HIDDEN} else ""
    if shown.hidden or HIDDEN in passage.repairs:
        repaired += f'<p class="repaired">{ALTERED_NOTE}</p>'
    said = "".join(f'<p class="remark">{remark}</p>' for remark in remarks)
    return (
        f'<figure class="{css_class}">{note}'
        f"<blockquote>{quotation_html(shown.text, shown.matched)}</blockquote>"
        f'<figcaption><p class="citation">{escape(cite(found))}</p>{repaired}{said}</figcaption></figure>'
        f"{tools_html(found)}"
    )


def tools_html(found: Found, part: Span | None = None) -> str:
    """Return what can be done with a quotation that stands just before, in the same parent, with its citation.

    `part` is the stretch of the passage's own text that is quoted, None for all of it.
    """
    passage, paper = found
    of = f'<span class="hidden-words"> of {escape(pinpoint(passage))}</span>'
    span = f' data-start="{part.start}" data-end="{part.end}"' if part else ""
    start, end = part or (0, passage.span.end - passage.span.start)
    key = f"{passage.id}:{passage.span.start + start}-{passage.span.start + end}"
    return (
        f'<div class="tools"><button type="button" class="as-link" data-copy="blockquote">Copy quotation{of}</button>'
        f'<button type="button" class="as-link" data-copy=".citation">Copy citation{of}</button>'
        f'<button type="button" class="as-link" data-pin="{escape(passage.id)}" data-key="{escape(key)}"{span}>'
        f'<span class="word">Pin</span>{of}</button>{paper_html(paper, passage)}'
        '<span class="told" role="status"></span></div>'
    )


def paper_html(paper: Paper, passage: Passage | None = None) -> str:
    """Return the ways from a quotation to its paper: the page with the passage outlined, and the file.

    Where names are hidden neither is offered, because names stand in them, and that is said.
    """
    if hides_names():
        return (
            '<details class="withheld"><summary>Why the paper is not shown</summary><p>People’s names are hidden here. '
            "They stand in the paper’s pages and in its file, so neither is shown.</p></details>"
        )
    what = "digest" if paper.is_digest else "paper"
    page = passage.page if passage and paper.format is FileFormat.PDF else None
    return (
        f"{_page_html(paper, passage, page) if passage and page else ''}"
        f'<a class="download" href="library/paper/{escape(paper.id)}/file" download>Download the {what}'
        f'<span class="hidden-words">: {escape(paper.title)}</span> ({FORMATS[paper.format]})</a>'
    )


def _page_html(paper: Paper, passage: Passage, page: int) -> str:
    """Return the page that a passage stands on, drawn when it is opened, with the way to the pages around it."""
    source = f"library/paper/{escape(paper.id)}/page/"
    query = f"?passage={quote(passage.id, safe='')}"
    on = ",".join(map(str, passage.pages))
    title = escape(paper.title)
    return (
        f'<details class="page-view" data-source="{source}" data-of="{query}" data-page="{page}" '
        f'data-pages="{paper.pages}" data-on="{on}"><summary>See the page<span class="hidden-words">: '
        f'{escape(pinpoint(passage))}</span></summary><div class="page-sheet"><div class="page-turning">'
        '<button type="button" class="as-link" data-turn="-1">Previous page</button>'
        f'<p class="page-told" role="status">Page {page} of {paper.pages}, with the passage outlined.</p>'
        '<button type="button" class="as-link" data-turn="1">Next page</button></div>'
        f'<a class="page-picture" href="{source}{page}.png{query}" target="_blank" rel="noopener">'
        f'<img loading="lazy" src="{source}{page}.png{query}" alt="Page {page} of {title}, with the passage outlined">'
        "<span>Open the picture at its full size (opens in a new tab)</span></a></div></details>"
    )


def context_html(found: Found, neighbours: Sequence[Found]) -> str:
    """Return the passage in its context, to be opened on demand; nothing when no context is known."""
    if not neighbours:
        return ""
    passage = found.passage
    place = escape(pinpoint(passage))
    path = " <span>›</span> ".join(escape(heading) for heading in passage.section)
    section = f'<p class="section-path">Section: {path}</p>' if path else ""
    rows = "".join(_neighbour_html(near.passage, is_quoted=near.passage.id == passage.id) for near in neighbours)
    return (
        f'<details class="context"><summary>In context<span class="hidden-words">: {place}</span></summary>'
        f'<div class="around">{section}{rows}</div></details>'
    )


def _neighbour_html(passage: Passage, *, is_quoted: bool) -> str:
    place = escape(pinpoint(passage))
    if is_quoted:
        place = f"{place} <strong>The passage found</strong>"
    current = ' aria-current="true"' if is_quoted else ""
    css_class = "neighbour quoted" if is_quoted else "neighbour"
    text = quotation_html(masked(passage.text).text)
    return f'<div class="{css_class}"{current}><p class="where">{place}</p><p>{text}</p></div>'


def _covered(length: int, matched: Sequence[Match]) -> list[bool]:
    """Return for each character of a text whether a match covers it."""
    covered = [False] * length
    for match in matched:
        for offset in range(max(0, match.start), min(length, match.end)):
            covered[offset] = True
    return covered


def _stretches(words: Sequence[bool], sentences: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the stretches of a text in order, alike throughout in what covers them."""
    both = list(zip(words, sentences, strict=True))
    edges = [offset for offset in range(1, len(both)) if both[offset] != both[offset - 1]]
    return list(pairwise([0, *edges, len(both)])) if both else []


def _with_cell_breaks(text: str, start: int, end: int) -> str:
    parts, done = [], start
    for gap in CELL_BREAK.finditer(text, start, end):
        parts.append(escape(text[done : gap.start()]))
        parts.append(f'<span class="{_break_class(text, gap)}">{escape(gap.group())}</span>')
        done = gap.end()
    return "".join(parts) + escape(text[done:end])


def _break_class(text: str, gap: re.Match[str]) -> str:
    if not text[: gap.start()].strip() or not text[gap.end() :].strip():
        return "cell-edge"
    is_label = "|" not in gap.group() and LABEL.fullmatch(text[: gap.start()].strip())
    return "cell-gap" if is_label else "cell-break"
