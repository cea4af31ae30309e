"""Make a comparable practice briefing of a comparison: what each council's papers say, dated, cited, on two pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.types import Span
from indexer.figures.records import Role
from indexer.store import EVERYWHERE
from search.actions import in_words
from search.batch import in_words as in_words_searched
from search.citation import date_in_words, pinpoint
from ui.documents.briefing_choice import chosen, numbers_of, places
from ui.documents.briefing_sections import MOST_SILENT, contacts, how_made, named, silences, silent_of
from ui.documents.claims_told import STATUS_TOLD, dates_told, status_of
from ui.documents.fitting import pages_of
from ui.documents.quoting import best_stretch, quoted, writable
from ui.documents.records import Blank, Heading, Look, Paragraph, Run, Table, TakeAway, cell, plain
from ui.documents.searched import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import DocumentId
    from indexer.records import Action
    from indexer.store import Where
    from search.compare import Comparison, CouncilColumn, Evidence
    from search.figures import FigureShown
    from ui.documents.quoting import Mask
    from ui.documents.records import Block, Cell, Para, Quoted
    from ui.documents.searched import Searching

TITLE = "Comparable practice briefing"
SHORT = 150  # characters of an extract in the table at the top
PAGES = 2
FITS = 1.94  # pages as estimated: programs differ by some lines
LEAST_LINES, NOTE_LINES = 3, 8  # for the officer's own notes, as there is room
NOTES_LABEL = "For your own notes: what would transfer to your council, and what would not"
LONG_TOLD = "This briefing is on {} councils and takes more than two pages. Choose six or fewer for one of two pages."


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
class _Room:
    """How much of each council is told: extracts, characters of each and of the same in the table, and numbers."""

    per_council: int
    long: int
    short: int
    numbers: int


#: The fullest first. Fewer extracts come before shorter ones: half a sentence helps nobody.
ROOMS: tuple[_Room, ...] = (
    _Room(per_council=3, long=420, short=SHORT, numbers=3),
    _Room(per_council=3, long=300, short=110, numbers=2),
    _Room(per_council=2, long=420, short=SHORT, numbers=3),
    _Room(per_council=2, long=360, short=130, numbers=2),
    _Room(per_council=2, long=280, short=110, numbers=2),
    _Room(per_council=1, long=420, short=SHORT, numbers=2),
    _Room(per_council=1, long=300, short=110, numbers=1),
    _Room(per_council=1, long=200, short=90, numbers=1),
)


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
        return status_of(self.evidence.found.paper, self.evidence.claim)

    @property
    def date(self) -> str:
        """When it was written, and when it was to be done as far as a plan says so."""
        return dates_told(self.evidence.found.paper, self.action)


def briefing(comparison: Comparison, told: Searching, mask: Mask, wanted: BriefingWanted) -> TakeAway:
    """Return the briefing: as much of each council as goes on two pages. `mask` hides personal data.

    Where the least of so many councils does not, the briefing is longer and says so.
    """
    rooms = ROOMS
    if wanted.per_council is not None:
        rooms = tuple(dict.fromkeys(replace(room, per_council=wanted.per_council) for room in ROOMS))
    for room in rooms:
        made = _made(comparison, told, mask, wanted, room)
        if pages_of(made) <= FITS:
            return with_room_for_notes(made)
    return _made(comparison, told, mask, wanted, rooms[-1], is_long=True)


def with_room_for_notes(made: TakeAway) -> TakeAway:
    """Return the document with as many lines to write on as still go on its pages."""
    for lines in range(NOTE_LINES, LEAST_LINES, -1):
        blocks = tuple(replace(block, lines=lines) if isinstance(block, Blank) else block for block in made.blocks)
        roomy = replace(made, blocks=blocks)
        if pages_of(roomy) <= FITS:
            return roomy
    return made


def _made(
    comparison: Comparison, told: Searching, mask: Mask, wanted: BriefingWanted, room: _Room, *, is_long: bool = False
) -> TakeAway:
    extracts = _extracts(comparison, mask, room)
    title = f"{TITLE}: {writable(comparison.theme.title)}"
    return TakeAway(
        title=title,
        subject="Comparable practice between councils, in the words of their papers",
        date=wanted.date or told.newest,
        is_landscape=False,
        blocks=(
            Heading(level=1, text=title),
            *_opening(comparison, told, wanted, is_long=is_long),
            *_table(comparison, told, extracts, mask, room.numbers),
            *_cited(comparison, extracts),
            *silences(comparison),
            *contacts({it.council: [found.action.lead for found in it.actions] for it in comparison.columns}, mask),
            Heading(level=2, text="Transferability notes"),
            Blank(label=NOTES_LABEL, lines=LEAST_LINES),
            *how_made(comparison, told, per_council=room.per_council, date=wanted.date),
        ),
    )


def _opening(comparison: Comparison, told: Searching, wanted: BriefingWanted, *, is_long: bool) -> list[Block]:
    theme = comparison.theme
    asked = [named("Question", wanted.question)] if wanted.question else []
    about = [named("Theme", theme.definition)] if theme.definition else []
    made = f"Prepared {date_in_words(wanted.date)}. " if wanted.date else ""
    long = [Paragraph(para=plain(LONG_TOLD.format(len(comparison.columns))), look=Look.LEAD)] if is_long else []
    return [
        *asked,
        *about,
        *long,
        Paragraph(para=plain(f"{made}Searched: {in_words_searched(told.within)}. {STATUS_TOLD}"), look=Look.NOTE),
        Heading(level=2, text="Council by council"),
    ]


def _extracts(comparison: Comparison, mask: Mask, room: _Room) -> dict[str, list[_Extract]]:
    """Return the extracts of each council, numbered throughout."""
    extracts: dict[str, list[_Extract]] = {}
    number = 0
    for column in comparison.columns:
        extracts[column.council] = []
        action_of = {name: item.action for item in column.actions for name in item.action.passage_ids}
        for evidence in chosen(column.evidence, room.per_council):
            number += 1
            text = evidence.found.passage.text
            wanted = places(evidence)
            extracts[column.council].append(
                _Extract(
                    number=number,
                    evidence=evidence,
                    action=action_of.get(evidence.found.passage.id),
                    short=in_a_line(quoted(evidence.found, mask, best_stretch(text, wanted, room.short))),
                    long=in_a_line(quoted(evidence.found, mask, best_stretch(text, wanted, room.long))),
                )
            )
    return extracts


def in_a_line(quotation: Quoted) -> Quoted:
    """Return a quotation whose cells, of a table's row, follow each other: on lines of their own they fill a page."""
    return replace(quotation, is_in_a_line=True)


def _table(
    comparison: Comparison, told: Searching, extracts: dict[str, list[_Extract]], mask: Mask, numbers: int
) -> list[Block]:
    """Return the table of councils. Where most are silent they have no rows: the section on silences names them."""
    names = letters(told.papers)
    are_many_silent = len(silent_of(comparison)) > MOST_SILENT
    columns = [column for column in comparison.columns if column.silence is None or not are_many_silent]
    if not columns:
        return [
            Paragraph(para=plain("Nothing was found on the theme in the papers searched of any of these councils."))
        ]
    table = Table(
        caption=f"What councils' papers say of {writable(comparison.theme.title)}",
        head=("Council", "What the papers say", "Numbers as printed"),
        rows=tuple(_row(column, extracts[column.council], names, mask, numbers) for column in columns),
        widths=(0.16, 0.53, 0.31),
    )
    if any(column.figures for column in columns):
        return [table]
    # A column of nothing would take the room of what there is.
    return [replace(table, head=table.head[:2], rows=tuple(row[:2] for row in table.rows), widths=(0.18, 0.82))]


def _row(
    column: CouncilColumn, extracts: Sequence[_Extract], names: dict[DocumentId, str], mask: Mask, numbers: int
) -> tuple[Cell, ...]:
    council: Cell = ((Run(text=writable(column.council), is_strong=True),), plain(_papers(column, names)))
    if column.silence is not None:
        silent = f"{column.silence.wording[0].upper()}{column.silence.wording[1:]}."
        return (council, cell(silent), cell("None found"))
    said: Cell = tuple(_short(extract) for extract in extracts)
    if column.passages > len(extracts):
        said = (*said, plain(f"{len(extracts)} of {column.passages} passages on the theme are quoted."))
    if column.rolled_up:
        said = (*said, (Run(text="Actions in plans: ", is_strong=True), Run(text=f"{in_words(column.rolled_up)}.")))
    printed = tuple(number_told(figure, names, mask) for figure in numbers_of(column.figures, numbers))
    return (council, said, printed or cell("None printed"))


def _papers(column: CouncilColumn, names: dict[DocumentId, str]) -> str:
    """Return a council's papers by letter, with the time that they span: each date stands where one is quoted."""
    if not column.papers:
        return "No papers"
    own = sorted((names[paper.id] for paper in column.papers if paper.id in names), key=lambda it: (len(it), it))
    dates = sorted(paper.date for paper in column.papers if paper.date)
    undated = len(column.papers) - len(dates)
    first, last = (date_in_words(dates[0]), date_in_words(dates[-1])) if dates else ("", "")
    span = f", {first}" if first == last and dates else f", {first} to {last}" if dates else ""
    which = f"{own[0]} to {own[-1]}" if len(own) > 2 else " and ".join(own)  # noqa: PLR2004 - more than a pair
    return f"{'Papers' if len(own) > 1 else 'Paper'} {which}{span}" + (f", {undated} undated" if undated else "")


def _short(extract: _Extract) -> Para:
    return (
        Run(text=f"{extract.status}", is_strong=True),
        Run(text=f" ({extract.date}): "),
        Run(quoted=extract.short),
        Run(text=f" [{extract.number}]"),
    )


def number_told(shown: FigureShown, names: dict[DocumentId, str], mask: Mask) -> Para:
    """Return a figure: its value as a quotation, what it counts, when, and in which paper by the letters `names`."""
    figure, found = shown.figure, shown.found
    value = quoted(found, mask, Span(figure.span.start, figure.span.end))
    what = mask(" ".join((figure.what or "").split())).text
    narrowed = "".join(f", {' '.join(word.split())}" for word in figure.qualifiers)
    if figure.as_of:
        dated = f"for {date_in_words(figure.as_of)}" if figure.role is Role.TARGET else date_in_words(figure.as_of)
    else:
        dated = "no date printed"
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
