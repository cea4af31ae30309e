"""Write the list of papers as semantic HTML: what each is, why we think so, and what could not be read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corpus.types import PaperKind
from search.citation import DIGEST_NOTE, date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.types import Paper

NO_PAPERS = "<p>No papers yet. Add some in a terminal: <code>readacross add FILE-OR-FOLDER</code></p>"
NOT_SAID = "not stated in the paper"
FACTS = (
    ("council", "Council"),
    ("body", "Committee or board"),
    ("date", "Date"),
    ("title", "Title"),
    ("kind", "Kind"),
    ("licence", "Licence"),
)


def papers_html(papers: Sequence[Paper]) -> str:
    """Return the papers as a list, in the order given; what to do next when there are none."""
    if not papers:
        return NO_PAPERS
    return f'<ol class="papers">{"".join(f"<li>{_paper_html(paper)}</li>" for paper in papers)}</ol>'


def paper_choices_html(papers: Sequence[Paper], *, elem_id: str) -> str:
    """Return the browser's own list of the papers to choose from."""
    options = "".join(f'<option value="{escape(p.id)}">{escape(_in_one_line(p))}</option>' for p in papers)
    return f'<label for="{elem_id}">Paper</label><select id="{elem_id}">{options}</select>'


def kind_choices_html(*, elem_id: str) -> str:
    """Return the browser's own list of kinds of paper, the first leaving the kind as it is."""
    options = "".join(f'<option value="{kind}">{kind.capitalize()}</option>' for kind in PaperKind)
    return (
        f'<label for="{elem_id}">Kind of paper</label>'
        f'<select id="{elem_id}"><option value="">Leave as it is</option>{options}</select>'
    )


def corrected_html(paper: Paper) -> str:
    """Return what is known of a paper now, for the status line."""
    facts = "; ".join(f"{name.lower()} {_value(paper, fact)}" for fact, name in FACTS if fact != "title")
    return f"<p><strong>Saved.</strong> {escape(paper.title)}: {escape(facts)}.</p>"


def _paper_html(paper: Paper) -> str:
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{escape(_value(paper, fact))}</dd></div>" for fact, name in FACTS if fact != "title"
    )
    size = f"{paper.pages} pages" if paper.pages else "no pages"
    return (
        f'<article class="paper"><h3>{escape(paper.title)}</h3>{_standing_html(paper)}'
        f"<dl>{rows}<div><dt>File</dt><dd>{escape(paper.file)}, {size}</dd></div></dl>"
        f"{_losses_html(paper)}{_reasons_html(paper)}</article>"
    )


def _standing_html(paper: Paper) -> str:
    if paper.stepped_aside_for is not None:
        return '<p class="digest-note">Our digest: it has stepped aside for the paper itself, and answers no more.</p>'
    return f'<p class="digest-note">{escape(DIGEST_NOTE)}</p>' if paper.is_digest else ""


def _losses_html(paper: Paper) -> str:
    if not paper.warnings:
        return ""
    lines = (f"page {w.page}: {w.reason}" if w.page is not None else w.reason for w in paper.warnings)
    return f'<div class="losses"><p><strong>Could not be read as it should:</strong></p>{_list_html(lines)}</div>'


def _reasons_html(paper: Paper) -> str:
    names = dict(FACTS)
    lines = (f"{names[fact]}: {reason}" for fact, reason in paper.reasons if fact in names)
    hidden = f'<span class="hidden-words">: {escape(paper.title)}</span>'
    return f'<details class="context"><summary>Why we think so{hidden}</summary>{_list_html(lines)}</details>'


def _list_html(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _value(paper: Paper, fact: str) -> str:
    if fact == "date":
        return date_in_words(paper.date)
    return str(getattr(paper, fact) or NOT_SAID)


def _in_one_line(paper: Paper) -> str:
    return f"{paper.council or 'Council not recognised'}, {date_in_words(paper.date)}: {paper.title} ({paper.file})"
