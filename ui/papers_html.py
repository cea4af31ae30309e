"""Write the papers of a library, and the form that corrects them, as escaped, semantic HTML."""

from __future__ import annotations

import json
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.types import PaperKind
from indexer.build import BY_YOU, FACTS
from search.citation import DIGEST_NOTE, date_in_words
from ui.render import NO_COUNCIL, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.types import DocumentId, Paper, ReadingWarning
    from indexer.records import Inspection

CHOOSER = "correct-paper"  # papers.js knows these two by name
FORM = "corrections"
LABELS = {
    "council": "Council",
    "council_printed": "Council’s name at the time",
    "body": "Committee or board",
    "date": "Date",
    "title": "Title",
    "kind": "Kind of paper",
    "licence": "Licence",
}
NOT_RECOGNISED = "Not recognised"
NOTHING_CHANGED = (
    "<p><strong>Nothing was changed.</strong> Every box is empty or says what is known of the paper already.</p>"
)
NOT_SAVED = "<p><strong>Nothing was changed.</strong></p>"


def listing_html(papers: Sequence[Paper], inspections: Mapping[DocumentId, Inspection]) -> str:
    """Return every paper under its council, in the order given, with what is known of it and why."""
    if not papers:
        return '<h2 class="hidden-words">Papers</h2><p>No papers yet.</p>'
    titles = {str(paper.id): paper.title for paper in papers}
    councils = [(council, list(group)) for council, group in groupby(papers, key=lambda paper: paper.council)]
    sections = "".join(
        f'<section class="of-council" aria-labelledby="papers-of-{number}">'
        f'<h3 id="papers-of-{number}">{escape(council or NO_COUNCIL)} '
        f'<span class="number">{counted(len(group), "paper")}</span></h3>'
        f"{''.join(_paper_html(paper, titles, inspections.get(paper.id)) for paper in group)}</section>"
        for number, (council, group) in enumerate(councils, start=1)
    )
    return f"<h2>{counted(len(papers), 'paper')}, by council, newest first</h2>{sections}"


def chooser_html(papers: Sequence[Paper], *, chosen: str = "") -> str:
    """Return the list to choose a paper from; it carries what is known of each, for the form to be filled with.

    Nothing when there is no paper to correct.
    """
    if not papers:
        return ""
    facts = json.dumps({paper.id: {name: known(paper, name) or "" for name in FACTS} for paper in papers})
    groups = "".join(
        f'<optgroup label="{escape(council or NO_COUNCIL)}">'
        f"{''.join(_option_html(paper, is_chosen=paper.id == chosen) for paper in group)}</optgroup>"
        for council, group in groupby(papers, key=lambda paper: paper.council)
    )
    return (
        '<h2>Correct what was recognised</h2><p class="info-text">What you say of a paper stays, even when its file is '
        f'read again.</p><label for="{CHOOSER}">Paper to correct</label>'
        f'<select id="{CHOOSER}" name="paper" form="{FORM}" data-facts="{escape(facts)}">'
        f'<option value="">Choose a paper</option>{groups}</select>'
    )


def form_html(councils: Iterable[str]) -> str:
    """Return the form, empty and hidden until a paper is chosen; `councils` are the names to choose from."""
    names = "".join(f'<option value="{escape(name)}"></option>' for name in councils)
    kinds = "".join(f'<option value="{kind.value}">{_capital(kind.value)}</option>' for kind in PaperKind)
    kind_list = (
        f'<div class="field"><label for="correct-kind">{LABELS["kind"]}</label>'
        f'<select id="correct-kind" name="kind">{kinds}</select></div>'
    )
    return (
        f'<form id="{FORM}" class="corrections" aria-label="Corrections" autocomplete="off" novalidate hidden>'
        '<p class="info-text">Change what is wrong. A box that you leave alone, or empty, changes nothing.</p>'
        f"{_box_html('council', 'Start typing to choose from the councils of England', listed='councils-of-england')}"
        f'<datalist id="councils-of-england">{names}</datalist>'
        f"{_box_html('body')}{_box_html('date', 'A year, month or day: 2023, 2023-03 or 2023-03-08')}"
        f"{_box_html('title')}{kind_list}{_box_html('licence')}"
        '<button type="submit" class="act">Save corrections</button></form>'
    )


def saved_html(before: Paper, after: Paper) -> str:
    """Return what was changed, fact by fact, and where to see it."""
    changed = "".join(
        f"<li>{LABELS[name]}: {escape(_in_words(after, name))} "
        f'<span class="was">(before: {escape(_in_words(before, name))})</span></li>'
        for name in FACTS
        if known(before, name) != known(after, name)
    )
    link = f'<a href="#paper-{escape(after.id)}">See it in the list</a>'
    return f"<p><strong>Saved: {escape(after.title)}.</strong> {link}</p><ul>{changed}</ul>"


def known(paper: Paper, name: str) -> str | None:
    """Return what is known of a paper under the name of a fact, None when it was not recognised."""
    value = getattr(paper, name)
    return None if value is None else str(value)


def pages_in_words(pages: Iterable[int]) -> str:
    """Return page numbers in order, runs of three and more as such.

    >>> pages_in_words([4]), pages_in_words([9, 3, 7, 8]), pages_in_words([1, 2])
    ('page 4', 'pages 3 and 7 to 9', 'pages 1 and 2')
    """
    numbers = sorted(set(pages))
    parts: list[str] = []
    for _, run in groupby(enumerate(numbers), key=lambda place: place[1] - place[0]):
        stretch = [number for _, number in run]
        is_run = len(stretch) > 2  # noqa: PLR2004 - two pages are named, more are a stretch
        parts += [f"{stretch[0]} to {stretch[-1]}"] if is_run else map(str, stretch)
    said = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{'page' if len(numbers) == 1 else 'pages'} {said}"


def _option_html(paper: Paper, *, is_chosen: bool) -> str:
    selected = " selected" if is_chosen else ""
    said = f"{_capital(date_in_words(paper.date))}: {paper.title}"
    return f'<option value="{escape(paper.id)}"{selected}>{escape(said)}</option>'


def _box_html(name: str, hint: str = "", *, listed: str = "") -> str:
    said = f'<p class="info-text" id="correct-{name}-hint">{escape(hint)}</p>' if hint else ""
    described = f' aria-describedby="correct-{name}-hint"' if hint else ""
    options = f' list="{listed}"' if listed else ""
    return (
        f'<div class="field"><label for="correct-{name}">{LABELS[name]}</label>{said}'
        f'<input type="text" id="correct-{name}" name="{name}"{described}{options}></div>'
    )


def _paper_html(paper: Paper, titles: Mapping[str, str], inspection: Inspection | None) -> str:
    title = escape(paper.title)
    correct = (
        f'<button type="button" class="as-link" data-corrects="{escape(paper.id)}">Correct this paper'
        f'<span class="hidden-words">: {title}</span></button>'
    )
    return (
        f'<article class="paper" id="paper-{escape(paper.id)}" tabindex="-1"><h4>{title}</h4>'
        f"{_digest_html(paper, titles)}{_facts_html(paper, inspection)}{_reading_html(paper)}"
        f'<div class="doing">{_reasons_html(paper)}{correct}</div></article>'
    )


def _digest_html(paper: Paper, titles: Mapping[str, str]) -> str:
    if not paper.is_digest:
        return ""
    note = f'<p class="digest-note">{escape(DIGEST_NOTE)}</p>'
    if paper.stepped_aside_for is None:
        return note
    real = escape(titles.get(paper.stepped_aside_for, "the council’s own paper"))
    link = f'<a href="#paper-{escape(paper.stepped_aside_for)}">{real}</a>'
    return f'{note}<p class="aside">Not searched: it has stepped aside for the council’s own paper, {link}.</p>'


def _facts_html(paper: Paper, inspection: Inspection | None) -> str:
    reasons = dict(paper.reasons)
    shown = [(name, _value_html(paper, name)) for name in ("date", "body", "kind", "licence")]
    rows = [(LABELS[name], value + _by_you(reasons.get(name))) for name, value in shown]
    size = f", {counted(paper.pages, 'page')}" if paper.pages else ""
    rows += [("File", f"{escape(paper.file)}{size}")]
    rows += _inspection_rows(inspection) if inspection is not None else []
    return f'<dl class="facts">{"".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in rows)}</dl>'


def _inspection_rows(inspection: Inspection) -> list[tuple[str, str]]:
    rows = [("Inspected under", escape(_capital(inspection.framework)))]
    if inspection.start:
        held = f"{date_in_words(inspection.start)} to {date_in_words(inspection.end)}"
        rows.append(("Inspected", escape(held if inspection.end else date_in_words(inspection.start))))
    if inspection.published:
        rows.append(("Published", escape(date_in_words(inspection.published))))
    grades = "".join(
        f"<li>{escape(each.area)}: <strong>{escape(each.grade)}</strong></li>" for each in inspection.judgements
    )
    rows.append(("Judgements, as printed", f"<ul>{grades}</ul>" if grades else "No graded judgements"))
    return rows


def _value_html(paper: Paper, name: str) -> str:
    if name == "date" and paper.date:
        return f'<time datetime="{escape(paper.date)}">{escape(date_in_words(paper.date))}</time>'
    return escape(_in_words(paper, name))


def _in_words(paper: Paper, name: str) -> str:
    value = known(paper, name)
    if name == "date":
        return _capital(date_in_words(value))
    if value is None:
        return NOT_RECOGNISED
    return _capital(value) if name in ("kind", "licence") else value


def _by_you(reason: str | None) -> str:
    return ' <span class="tag">Stated by you</span>' if reason == BY_YOU else ""


def _reading_html(paper: Paper) -> str:
    """Return what could not be read, reason by reason, and what else is to be known of how the file was read."""
    if not paper.warnings:
        return ""
    lost = f"{counted(paper.unreadable_pages, 'page')} of {paper.pages:,} could not be read as text"
    heading = f"{lost}, and cannot be found:" if paper.unreadable_pages else "How the file was read:"
    rows = "".join(f"<li>{escape(said)}</li>" for said in _losses(paper.warnings))
    css_class = "reading lost" if paper.unreadable_pages else "reading"
    return f'<div class="{css_class}"><p>{heading}</p><ul>{rows}</ul></div>'


def _losses(warnings: Iterable[ReadingWarning]) -> list[str]:
    pages: dict[str, list[int]] = {}
    for warning in warnings:
        pages.setdefault(warning.reason, []).extend([warning.page] if warning.page is not None else [])
    return [
        f"{_capital(pages_in_words(numbers))}: {reason}" if numbers else _capital(reason)
        for reason, numbers in pages.items()
    ]


def _reasons_html(paper: Paper) -> str:
    if not paper.reasons:
        return ""
    rows = "".join(
        f"<div><dt>{LABELS.get(name, name)}: <span>{_value_html(paper, name)}</span></dt>"
        f"<dd>{escape(_capital(reason))}</dd></div>"
        for name, reason in paper.reasons
    )
    summary = f'Why we think so<span class="hidden-words">: {escape(paper.title)}</span>'
    return f'<details class="reasons"><summary>{summary}</summary><dl>{rows}</dl></details>'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
