"""Make a comparable practice briefing of a comparison: what each council's papers say, dated, cited, on two pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.types import PaperKind, Span
from indexer.figures.records import Role
from indexer.store import EVERYWHERE
from search.actions import in_words
from search.answers import Searched
from search.batch import in_words as in_words_searched
from search.citation import date_in_words, pinpoint
from search.claim_rules import ClaimKind
from search.claims import STATUS_WORDS
from ui.documents.briefing_choice import chosen, is_inspectors, numbers_of, places
from ui.documents.quoting import best_stretch, quoted, writable
from ui.documents.records import (
    Blank,
    Bullets,
    Heading,
    Look,
    Paragraph,
    Run,
    Table,
    TakeAway,
    cell,
    plain,
)
from ui.documents.searched import engine_lines, letters, licence_blocks, papers_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import DocumentId, Paper
    from indexer.records import Action
    from indexer.store import Where
    from search.compare import Comparison, CouncilColumn, Evidence
    from search.figures import FigureShown
    from ui.documents.quoting import Mask
    from ui.documents.records import Block, Cell, Para, Quoted
    from ui.documents.searched import Searching

FEW_COUNCILS, FEW_PAPERS = 3, 8  # so many fill two pages with three extracts each, more with two
LONG, SHORT = 420, 150  # characters of an extract, and of the same in the table at the top
ROLES_NAMED = 3
NOTE_LINES = 5
STATUS = {
    ClaimKind.PLANNED: "Planned",
    ClaimKind.REPORTED: "Reported as done",
    ClaimKind.EVIDENCED: "Evidenced with a figure",
    ClaimKind.CONCERN: "Concern stated",
    ClaimKind.CONTEXT: "Context",
}
STATUS_TOLD = (
    "Planned, reported as done and evidenced are told from the papers' own words and can be wrong: "
    "read the paragraph before you rely on one. What was planned may not have happened."
)
SILENCE_TOLD = "Not found in the papers searched is not a finding about the council: it may stand in other papers."


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingWanted:
    """What a briefing is to be about: a theme's id or title, or words; all councils when none is named.

    `where` limits papers and passages, its councils do not count. `question` in the officer's own words and `date` are
    None where none was given.

    `per_council` is the most extracts for a council; None for as many as fit on two pages.
    """

    theme: str
    councils: tuple[str, ...] = ()
    where: Where = EVERYWHERE
    question: str | None = None
    date: str | None = None
    per_council: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extract:
    """A passage of evidence with its number in the document."""

    number: int
    evidence: Evidence
    action: Action | None
    short: Quoted
    long: Quoted

    @property
    def status(self) -> str:
        if is_inspectors(self.evidence.found.paper):
            return "Inspectors wrote"
        return STATUS[self.evidence.claim.kind]

    @property
    def date(self) -> str:
        """When it was written, and when it was to be done as far as a plan says so."""
        date = self.evidence.found.paper.date
        written = f"paper of {date_in_words(date)}" if date else "paper undated"
        if self.action is None:
            return written
        dues = list(dict.fromkeys(date_in_words(it.due) if it.due else it.due_raw for it in self.action.milestones))
        many = "milestones" if len(dues) > 1 else "milestone"
        due = f"{many} {', '.join(dues)}; " if any(dues) else ""
        return f"{due}status of the action: {STATUS_WORDS[self.action.status]}; {written}"


def briefing(comparison: Comparison, told: Searching, mask: Mask, wanted: BriefingWanted) -> TakeAway:
    """Return the briefing. `mask` hides personal data."""
    theme = comparison.theme
    if wanted.per_council is None:
        is_few = len(comparison.columns) <= FEW_COUNCILS and len(told.papers) <= FEW_PAPERS
        wanted = replace(wanted, per_council=3 if is_few else 2)
    extracts = _extracts(comparison, mask, wanted.per_council)
    title = f"Comparable practice briefing: {writable(theme.title)}"
    return TakeAway(
        title=title,
        subject="Comparable practice between councils, in the words of their papers",
        date=wanted.date or told.newest,
        is_landscape=False,
        blocks=(
            Heading(level=1, text=title),
            *_opening(comparison, wanted),
            _table(comparison, told, extracts, mask),
            *_cited(comparison, extracts),
            *_silences(comparison),
            *_contacts(comparison, mask),
            *papers_blocks(told, is_lettered=True),
            *_how_found(comparison, told, wanted),
            *licence_blocks(told),
            Heading(level=2, text="Transferability notes"),
            Blank(
                label="For your own notes: what would transfer to your council, and what would not", lines=NOTE_LINES
            ),
        ),
    )


def _opening(comparison: Comparison, wanted: BriefingWanted) -> list[Block]:
    theme = comparison.theme
    asked = [_named("Question", wanted.question)] if wanted.question else []
    definition = f"{theme.title}. {theme.definition}" if theme.definition else theme.title
    made = [Paragraph(para=plain(f"Prepared {date_in_words(wanted.date)}."), look=Look.NOTE)] if wanted.date else []
    return [
        *asked,
        _named("Theme", definition),
        *made,
        Heading(level=2, text="Council by council"),
        Paragraph(para=plain(STATUS_TOLD), look=Look.NOTE),
    ]


def _named(name: str, text: str) -> Paragraph:
    return Paragraph(para=(Run(text=f"{name}: ", is_strong=True), Run(text=writable(text))))


def _extracts(comparison: Comparison, mask: Mask, per_council: int | None) -> dict[str, list[_Extract]]:
    """Return the extracts of each council, numbered throughout."""
    extracts: dict[str, list[_Extract]] = {}
    number = 0
    for column in comparison.columns:
        extracts[column.council] = []
        action_of = {name: item.action for item in column.actions for name in item.action.passage_ids}
        for evidence in chosen(column.evidence, per_council or 0):
            number += 1
            text = evidence.found.passage.text
            wanted = places(evidence)
            extracts[column.council].append(
                _Extract(
                    number=number,
                    evidence=evidence,
                    action=action_of.get(evidence.found.passage.id),
                    short=quoted(evidence.found, mask, best_stretch(text, wanted, SHORT)),
                    long=quoted(evidence.found, mask, best_stretch(text, wanted, LONG)),
                )
            )
    return extracts


def _table(comparison: Comparison, told: Searching, extracts: dict[str, list[_Extract]], mask: Mask) -> Table:
    names = letters(told.papers)
    return Table(
        caption=f"What councils' papers say of {writable(comparison.theme.title)}",
        head=("Council and papers", "What the papers say", "Numbers as printed", "Actions in plans"),
        rows=tuple(_row(column, extracts[column.council], names, mask) for column in comparison.columns),
        widths=(0.17, 0.44, 0.23, 0.16),
    )


def _row(
    column: CouncilColumn, extracts: Sequence[_Extract], names: dict[DocumentId, str], mask: Mask
) -> tuple[Cell, ...]:
    papers = "; ".join(f"{names.get(paper.id, '')} {date_in_words(paper.date)}".strip() for paper in column.papers)
    council: Cell = (
        (Run(text=writable(column.council), is_strong=True),),
        plain(f"{'Papers' if len(column.papers) > 1 else 'Paper'} {papers}" if papers else "No papers"),
    )
    if column.silence is not None:
        silent = f"{column.silence.wording[0].upper()}{column.silence.wording[1:]} ({_searched(column)})."
        return (council, cell(silent), cell("None found"), cell("None found"))
    said: Cell = tuple(_short(extract) for extract in extracts)
    if column.passages > len(extracts):
        said = (*said, plain(f"{len(extracts)} of {column.passages} passages on the theme are quoted."))
    numbers = tuple(_number(figure, names, mask) for figure in numbers_of(column.figures))
    roll = in_words(column.rolled_up) if column.rolled_up else ""
    return (
        council,
        said,
        numbers or cell("None printed"),
        cell(f"{roll[:1].upper()}{roll[1:]}" if roll else "None on the theme"),
    )


def _short(extract: _Extract) -> Para:
    return (
        Run(text=f"{extract.status}", is_strong=True),
        Run(text=f" ({extract.date}): "),
        Run(quoted=extract.short),
        Run(text=f" [{extract.number}]"),
    )


def _number(shown: FigureShown, names: dict[DocumentId, str], mask: Mask) -> Para:
    figure, found = shown.figure, shown.found
    value = quoted(found, mask, Span(figure.span.start, figure.span.end))
    what = mask(" ".join((figure.what or "").split())).text
    narrowed = "".join(f", {' '.join(word.split())}" for word in figure.qualifiers)
    if figure.as_of:
        dated = f"for {date_in_words(figure.as_of)}" if figure.role is Role.TARGET else date_in_words(figure.as_of)
    else:
        dated = "no date printed with it"
    paper = (
        f"{names.get(found.paper.id, '')} of {date_in_words(found.paper.date)}"
        if found.paper.date
        else f"{names.get(found.paper.id, '')}, undated"
    )
    place = f"paper {paper.strip()}, {pinpoint(found.passage)}"
    return (Run(quoted=_bare(value)), Run(text=writable(f" {what}{narrowed}: {figure.role}, {dated}; {place}")))


def _bare(value: Quoted) -> Quoted:
    """Return a number without the signs that its sentence goes on."""
    return replace(value, is_cut_before=False, is_cut_after=False)


def _cited(comparison: Comparison, extracts: dict[str, list[_Extract]]) -> list[Block]:
    blocks: list[Block] = [Heading(level=2, text="Extracts")]
    for column in comparison.columns:
        if not extracts[column.council]:
            continue
        blocks.append(Heading(level=3, text=writable(column.council)))
        for extract in extracts[column.council]:
            blocks.append(Paragraph(para=(Run(text=f"[{extract.number}] "), Run(quoted=extract.long)), look=Look.QUOTE))
            note = f" Note: {extract.long.note}." if extract.long.note else ""
            hidden = f" Hidden here: {', '.join(extract.long.hidden)}." if extract.long.hidden else ""
            told = f"{extract.status}. {writable(extract.long.citation)}.{note}{hidden}"
            blocks.append(Paragraph(para=plain(told), look=Look.NOTE))
    return blocks if len(blocks) > 1 else []


def _silences(comparison: Comparison) -> list[Block]:
    silent = [column for column in comparison.columns if column.silence is not None]
    passing = [column for column in comparison.columns if any(item.is_in_passing for item in column.evidence)]
    if not silent and not passing:
        text = "None: each council's papers speak of the theme."
        return [Heading(level=2, text="Silences"), Paragraph(para=plain(text))]
    items = [
        *(f"{column.council}: not found in the papers searched ({_searched(column)})." for column in silent),
        *(f"{column.council}: the theme is only named in passing ({_searched(column)})." for column in passing),
    ]
    return [
        Heading(level=2, text="Silences"),
        Bullets(items=tuple(plain(writable(item)) for item in items)),
        Paragraph(para=plain(SILENCE_TOLD), look=Look.NOTE),
    ]


def _searched(column: CouncilColumn) -> str:
    papers = "; ".join(_dated(paper) for paper in column.papers)
    if column.silence is None:
        return papers
    silence = column.silence
    within = in_words_searched(Searched(len(column.papers), silence.passages_searched, silence.unreadable_pages))
    return f"{within}: {papers}" if papers else within


def _dated(paper: Paper) -> str:
    kind = "paper" if paper.kind is PaperKind.OTHER else str(paper.kind)
    return f"{kind} of {date_in_words(paper.date)}" if paper.date else f"{kind}, undated"


def _contacts(comparison: Comparison, mask: Mask) -> list[Block]:
    """Return the roles that lead on actions; what else could name a person is hidden by `mask`."""
    items = []
    for column in comparison.columns:
        leads = [" ".join(found.action.lead.split()) for found in column.actions if found.action.lead]
        roles = list(dict.fromkeys(mask(lead).text for lead in leads))[:ROLES_NAMED]
        if roles:
            items.append(plain(writable(f"{column.council}: {'; '.join(roles)}")))
    if not items:
        return []
    return [Heading(level=2, text="Who to contact, by role"), Bullets(items=tuple(items))]


def _how_found(comparison: Comparison, told: Searching, wanted: BriefingWanted) -> list[Block]:
    theme = comparison.theme
    asked = f"the theme {theme.id}" if theme.areas else f"the words “{theme.title}”"
    lines = [
        f"Asked for: {asked}; the same question and the same cut-off for every council "
        f"({', '.join(column.council for column in comparison.columns)}).",
        "A passage is marked with the theme when its words reach the theme's threshold "
        f"({theme.threshold:.2f} of 1); marks and nearness in meaning put the passages in order. "
        f"Of each council at most {wanted.per_council} are quoted, the surest of each kind of claim.",
        f"Date given: {date_in_words(wanted.date) if wanted.date else 'none'}.",
        *engine_lines(told),
    ]
    return [
        Heading(level=2, text="How the extracts were found"),
        Bullets(items=tuple(plain(writable(line)) for line in lines)),
    ]
