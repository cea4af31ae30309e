"""Write where files are added, and what became of each of them; nothing here knows Gradio."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from search.citation import DIGEST_NOTE, date_in_words
from ui.html.paper_facts import facts_html, reading_html, unrecognised_in_words
from ui.html.render import NO_COUNCIL
from ui.library.knowledge import digests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.errors import FileRefusedError
    from corpus.types import Paper

FACTS_TOLD = ("council", "body", "date", "kind")
#: Where what became of files is told, by the word for it, in the order of what needs a person first.
OUTCOMES = {
    "refused": "Not added",
    "doubtful": "Added: something was not recognised",
    "added": "Added",
    "unchanged": "Here already, unchanged",
    "left": "Not read",
}


def adding_html(most_mb: int) -> str:
    """Return where files are chosen or dropped, and the progress of reading them."""
    return (
        f'<div class="drop" data-most="{most_mb * 1_000_000}">'
        '<h2>Add papers</h2><p class="info-text" id="adding-hint">PDF, Word, OpenDocument, web pages or text, of up to '
        f"{most_mb:,} MB each. They are read as soon as they are chosen, on the computer that runs Readacross, and go "
        "nowhere else. You can also drop files or folders here.</p>"
        '<div class="choosing"><div class="field"><label for="adding-files">Add files</label>'
        '<input type="file" id="adding-files" multiple aria-describedby="adding-hint"></div>'
        '<div class="field"><label for="adding-folder">Add a whole folder</label>'
        '<input type="file" id="adding-folder" multiple webkitdirectory aria-describedby="adding-hint"></div>'
        "</div></div>"
        '<div class="progress-of-adding" hidden><p id="adding-now"></p>'
        '<progress aria-labelledby="adding-now" max="1" value="0"></progress>'
        '<button type="button" class="as-link" data-cancels>Cancel<span class="hidden-words"> reading</span></button>'
        "</div>"
    )


def outcomes_html() -> str:
    """Return the place for what became of files, empty and hidden until some are read."""
    lists = "".join(
        f'<section data-became="{became}" aria-labelledby="became-{became}" hidden>'
        f'<h4 id="became-{became}">{said}</h4><ul></ul></section>'
        for became, said in OUTCOMES.items()
    )
    return (
        f'<section class="became" aria-labelledby="became" hidden><h3 id="became" tabindex="-1"></h3>{lists}</section>'
    )


def demonstration_html() -> str:
    """Return a button that adds our demonstration papers."""
    names = json.dumps([digest.name for digest in digests()])
    return (
        f'<button type="button" class="act" data-digests="{escape(names)}">Add the demonstration papers</button>'
        f'<p class="info-text">They are digests of real papers. {escape(DIGEST_NOTE)}.</p>'
    )


def refused_html(refusal: FileRefusedError) -> str:
    """Return why a file was refused and what can be done, as an item of a list."""
    return (
        f"<li><p><strong>{escape(refusal.file)}</strong></p>"
        f"<p>{escape(_sentence(refusal.reason))} {escape(refusal.remedy)}</p></li>"
    )


def unchanged_html(paper: Paper) -> str:
    """Return which paper a file is that was here already, as an item of a list."""
    of = f"{paper.council or NO_COUNCIL}, {date_in_words(paper.date)}"
    return f"<li><p><strong>{escape(paper.title)}</strong> ({escape(of)})</p>{_next_html(paper)}</li>"


def added_html(paper: Paper, stepped_aside: Sequence[str]) -> str:
    """Return what was recognised of a paper, what was not said first, as an item of a list.

    `stepped_aside` are the titles of our digests whose place the paper has taken.
    """
    missing = unrecognised_in_words(paper)
    doubt = f'<p class="to-check">Not recognised: {escape(missing)}.</p>' if missing else ""
    aside = "".join(f"<p>Our digest of it, “{escape(title)}”, has stepped aside.</p>" for title in stepped_aside)
    if paper.stepped_aside_for is not None:
        aside = "<p>This digest is not searched: the council’s own paper is here.</p>"
    return (
        f'<li><p><strong class="title">{escape(paper.title)}</strong></p>{doubt}{facts_html(paper, FACTS_TOLD)}'
        f"{reading_html(paper)}{aside}{_next_html(paper)}</li>"
    )


def _next_html(paper: Paper) -> str:
    title = f'<span class="hidden-words">: {escape(paper.title)}</span>'
    return (
        f'<p class="doing"><button type="button" class="as-link" data-corrects="{escape(paper.id)}">'
        f"Correct this paper{title}</button> "
        f'<a href="#papers" data-goes="paper-{escape(paper.id)}">See it in the list{title}</a></p>'
    )


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."
