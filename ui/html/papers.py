"""Write the papers of a library, each to be opened, corrected and removed, as escaped, semantic HTML."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from search.citation import DIGEST_NOTE
from ui.html.adding import demonstration_html
from ui.html.correcting import facts_carried
from ui.html.paper_facts import (
    LABELS,
    NOT_RECOGNISED,
    capital,
    facts_html,
    lost_in_words,
    reading_html,
    unrecognised_in_words,
    value_html,
)
from ui.html.render import NO_COUNCIL, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import DocumentId, Paper
    from indexer.records import Inspection

FACTS_LISTED = ("date", "body", "kind", "licence")
FIND = (
    '<div class="find" hidden><label for="papers-find">Find a paper</label>'
    '<p class="info-text" id="papers-find-hint">Words of its title, council, committee, kind, date or file</p>'
    '<input type="text" id="papers-find" aria-describedby="papers-find-hint" autocomplete="off">'
    '<p class="found" role="status"></p></div>'
)


def listing_html(papers: Sequence[Paper], inspections: Mapping[DocumentId, Inspection]) -> str:
    """Return every paper under its council, in the order given, closed; councils by name at the head."""
    if not papers:
        return (
            '<h2 tabindex="-1">No papers yet</h2><p>Add files or a folder above. '
            f"To look round first, add our demonstration papers.</p>{demonstration_html()}"
        )
    titles = {str(paper.id): paper.title for paper in papers}
    councils = [(council, list(group)) for council, group in groupby(papers, key=lambda paper: paper.council)]
    sections = "".join(
        f'<section class="of-council" aria-labelledby="papers-of-{number}">'
        f'<h3 id="papers-of-{number}" tabindex="-1">{escape(council or NO_COUNCIL)} '
        f'<span class="number">{counted(len(group), "paper")}</span></h3>'
        f"{''.join(_paper_html(paper, titles, inspections.get(paper.id)) for paper in group)}</section>"
        for number, (council, group) in enumerate(councils, start=1)
    )
    heading = f"{counted(len(papers), 'paper')}, by council, newest first"
    return f'<h2 tabindex="-1">{heading}</h2>{_index_html(councils)}{sections}'


def removed_html(paper: Paper) -> str:
    """Return that a paper is gone, and where what was quoted of it remains."""
    return (
        f"<p><strong>Removed: {escape(paper.title)}.</strong> "
        "What you had pinned of it stays in its tray, marked as gone.</p>"
    )


def _index_html(councils: Sequence[tuple[str | None, Sequence[Paper]]]) -> str:
    if len(councils) == 1:
        return ""
    rows = "".join(
        f'<li><a href="#papers" data-goes="papers-of-{number}">{escape(council or NO_COUNCIL)}</a> ({len(group)})</li>'
        for number, (council, group) in enumerate(councils, start=1)
    )
    return f'<nav class="index" aria-label="Councils with papers here"><ul>{rows}</ul></nav>'


def _paper_html(paper: Paper, titles: Mapping[str, str], inspection: Inspection | None) -> str:
    title = escape(paper.title)
    of_it = f'<span class="hidden-words">: {title}</span>'
    correct = (
        f'<button type="button" class="as-link" data-corrects="{escape(paper.id)}">Correct this paper{of_it}</button>'
    )
    return (
        f'<article class="paper" id="paper-{escape(paper.id)}" tabindex="-1" '
        f'data-facts="{escape(facts_carried(paper))}"><h4>{title}</h4>'
        f"{_in_brief_html(paper)}{_digest_html(paper, titles)}"
        f"<details><summary>Details, corrections and removal{of_it}</summary>"
        f"{facts_html(paper, FACTS_LISTED, inspection)}{reading_html(paper)}"
        f'<div class="doing">{_reasons_html(paper)}{correct}{_remove_html(paper)}</div></details></article>'
    )


def _in_brief_html(paper: Paper) -> str:
    said = [value_html(paper, "date"), value_html(paper, "kind"), *([escape(paper.body)] if paper.body else [])]
    missing = unrecognised_in_words(paper)
    marks = [f"{NOT_RECOGNISED}: {missing}"] if missing else []
    marks += [lost_in_words(paper)] if paper.unreadable_pages else []
    tags = "".join(f' <span class="tag to-check">{escape(mark)}</span>' for mark in marks)
    return f'<p class="in-brief">{" <span class=dot>·</span> ".join(said)}{tags}</p>'


def _digest_html(paper: Paper, titles: Mapping[str, str]) -> str:
    if not paper.is_digest:
        return ""
    note = f'<p class="digest-note">{escape(DIGEST_NOTE)}</p>'
    if paper.stepped_aside_for is None:
        return note
    real = escape(titles.get(paper.stepped_aside_for, "the council’s own paper"))
    link = f'<a href="#papers" data-goes="paper-{escape(paper.stepped_aside_for)}">{real}</a>'
    return f'{note}<p class="aside">Not searched: it has stepped aside for the council’s own paper, {link}.</p>'


def _remove_html(paper: Paper) -> str:
    title = escape(paper.title)
    return (
        f'<details class="removing"><summary>Remove<span class="hidden-words">: {title}</span></summary>'
        "<p>Its file and all its passages will be gone from this library, and from searches, comparisons and counts. "
        "Corrections that you made of it will be gone too. What was pinned of it stays in its tray, quotation and "
        "citation as they are, marked as gone. To bring it back, add its file again.</p>"
        f'<button type="button" class="act grave" data-removes="{escape(paper.id)}">Yes, remove this paper'
        f'<span class="hidden-words">: {title}</span></button></details>'
    )


def _reasons_html(paper: Paper) -> str:
    if not paper.reasons:
        return ""
    rows = "".join(
        f"<div><dt>{LABELS.get(name, name)}: <span>{value_html(paper, name)}</span></dt>"
        f"<dd>{escape(capital(reason))}</dd></div>"
        for name, reason in paper.reasons
    )
    summary = f'Why we think so<span class="hidden-words">: {escape(paper.title)}</span>'
    return f'<details class="reasons"><summary>{summary}</summary><dl>{rows}</dl></details>'
