"""Write what is known of a paper, and how well its file could be read; nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.types import PaperKind
from indexer.build import BY_YOU
from search.citation import date_in_words
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.types import Paper, ReadingWarning
    from indexer.records import Inspection

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


def known(paper: Paper, name: str) -> str | None:
    """Return what is known of a paper under the name of a fact, None when it was not recognised."""
    value = getattr(paper, name)
    return None if value is None else str(value)


def unrecognised(paper: Paper) -> list[str]:
    """Return the labels of the facts that a paper should state and that were not recognised.

    Inspectors write for no committee. A paper without a title goes by the name of its file.
    """
    wanted = ["council", "date"] if paper.kind is PaperKind.INSPECTION_REPORT else ["council", "date", "body"]
    missing = [name for name in wanted if known(paper, name) is None]
    missing += ["title"] if paper.title == paper.file else []
    missing += ["kind"] if paper.kind is PaperKind.OTHER else []
    return [LABELS[name] for name in missing]


def unrecognised_in_words(paper: Paper) -> str:
    """Return the same in words within a sentence, empty when everything was recognised."""
    return _listed([f"{label[:1].lower()}{label[1:]}" for label in unrecognised(paper)])


def in_words(paper: Paper, name: str) -> str:
    """Return a fact as a person reads it, in plain text."""
    value = known(paper, name)
    if name == "date":
        return capital(date_in_words(value))
    if value is None:
        return NOT_RECOGNISED
    return capital(value) if name in ("kind", "licence") else value


def value_html(paper: Paper, name: str) -> str:
    """Return a fact as a person reads it."""
    if name == "date" and paper.date:
        return f'<time datetime="{escape(paper.date)}">{escape(date_in_words(paper.date))}</time>'
    return escape(in_words(paper, name))


def facts_html(paper: Paper, names: Iterable[str], inspection: Inspection | None = None) -> str:
    """Return the named facts, the file, and what an inspection report records, as a list of terms."""
    reasons = dict(paper.reasons)
    rows = [(LABELS[name], value_html(paper, name) + _by_you(reasons.get(name))) for name in names]
    size = f", {counted(paper.pages, 'page')}" if paper.pages else ""
    rows += [("File", f"{escape(paper.file)}{size}")]
    rows += _inspection_rows(inspection) if inspection is not None else []
    return f'<dl class="facts">{"".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in rows)}</dl>'


def reading_html(paper: Paper) -> str:
    """Return what could not be read, reason by reason, and what else is to be known of how the file was read."""
    if not paper.warnings:
        return ""
    lost = lost_in_words(paper)
    heading = f"{lost}, and cannot be found:" if lost else "How the file was read:"
    rows = "".join(f"<li>{escape(said)}</li>" for said in _losses(paper.warnings))
    css_class = "reading lost" if lost else "reading"
    return f'<div class="{css_class}"><p>{heading}</p><ul>{rows}</ul></div>'


def lost_in_words(paper: Paper) -> str:
    """Return how many pages could not be read, empty when all could."""
    if not paper.unreadable_pages:
        return ""
    return f"{counted(paper.unreadable_pages, 'page')} of {paper.pages:,} could not be read as text"


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
    return f"{'page' if len(numbers) == 1 else 'pages'} {_listed(parts)}"


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def _inspection_rows(inspection: Inspection) -> list[tuple[str, str]]:
    rows = [("Inspected under", escape(capital(inspection.framework)))]
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


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _by_you(reason: str | None) -> str:
    return ' <span class="tag">Stated by you</span>' if reason == BY_YOU else ""


def _losses(warnings: Iterable[ReadingWarning]) -> list[str]:
    pages: dict[str, list[int]] = {}
    for warning in warnings:
        pages.setdefault(warning.reason, []).extend([warning.page] if warning.page is not None else [])
    return [
        f"{capital(pages_in_words(numbers))}: {reason}" if numbers else capital(reason)
        for reason, numbers in pages.items()
    ]
