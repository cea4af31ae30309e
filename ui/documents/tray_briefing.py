"""Make a comparable practice briefing of a tray: what a person pinned, in their order, with their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.types import Span
from search.actions import in_words, roll_up
from search.citation import date_in_words
from search.figures import figures_shown
from ui.documents.briefing import (
    FITS,
    LEAST_LINES,
    NOTES_LABEL,
    TITLE,
    in_a_line,
    number_told,
    with_room_for_notes,
)
from ui.documents.briefing_choice import numbers_of
from ui.documents.briefing_sections import contacts, named
from ui.documents.claims_told import STATUS_TOLD, dates_told, status_of
from ui.documents.fitting import pages_of
from ui.documents.pinned import left_out_blocks, noted
from ui.documents.quoting import best_stretch, quoted, writable
from ui.documents.records import Blank, Heading, Look, Paragraph, Run, Table, TakeAway, cell, plain
from ui.documents.searched import engine_lines, letters, licence_blocks, quoted_papers_blocks
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import DocumentId
    from ui.documents.pinned import Pinned, Taken
    from ui.documents.quoting import Mask
    from ui.documents.records import Block, Cell
    from ui.documents.searched import Searching

SHORTS = (150, 110, 80)  # characters of a quotation in the table at the top: the most that fits two pages
SILENCE = (
    "Not known: a tray holds what was found and pinned, and reports no silence. To learn which councils' papers do not "
    "speak of a theme, compare the councils on it."
)


def tray_briefing(held: Taken, told: Searching, mask: Mask, *, question: str | None, date: str | None) -> TakeAway:
    """Return the briefing: on two pages where that is room enough, since what was pinned is quoted whole.

    `told` is of the whole library. `question` is the person's, the tray's name where None. `date` is the ISO date that
    it bears, None for that of the newest paper quoted.
    """
    by_room = [_made(held, told, mask, question=question or held.name, date=date, short=short) for short in SHORTS]
    fitting = next((made for made in by_room if pages_of(made) <= FITS), None)
    return with_room_for_notes(fitting) if fitting else by_room[0]


def _made(held: Taken, told: Searching, mask: Mask, *, question: str, date: str | None, short: int) -> TakeAway:
    title = f"{TITLE}: {writable(held.name)}"
    newest = max((paper.date for paper in held.papers if paper.date), default=None)
    leads = {council: [it.action.lead for it in own if it.action] for council, own in held.councils.items()}
    return TakeAway(
        title=title,
        subject="Comparable practice between councils, in the words of their papers",
        date=date or newest,
        is_landscape=False,
        blocks=(
            Heading(level=1, text=title),
            *_opening(held, question, date),
            _table(held, mask, short),
            *_extracts(held),
            *_silences(held, told),
            *contacts(leads, mask),
            *left_out_blocks(held),
            Heading(level=2, text="Transferability notes"),
            Blank(label=NOTES_LABEL, lines=LEAST_LINES),
            *quoted_papers_blocks(told, held.papers),
            *_how_chosen(held, told, date),
            *licence_blocks(told, held.papers),
        ),
    )


def _opening(held: Taken, question: str, date: str | None) -> list[Block]:
    made = f"Prepared {date_in_words(date)}. " if date else ""
    councils = counted(len(held.councils), "council")
    said = (
        f"{made}From the evidence tray “{writable(held.name)}”: {counted(len(held.pinned), 'quotation')} from papers "
        f"of {councils}, chosen and put in order by a person. What is called “yours” is that person's; what stands in "
        f"quotation marks is the papers'. {STATUS_TOLD}"
    )
    return [
        named("Question", question),
        Paragraph(para=plain(said), look=Look.NOTE),
        Heading(level=2, text="Council by council"),
    ]


def _table(held: Taken, mask: Mask, short: int) -> Table:
    names = letters(held.papers)
    return Table(
        caption=f"What was pinned of councils' papers: {writable(held.name)}",
        head=("Council", "What the papers say", "Numbers as printed", "Actions in plans"),
        rows=tuple(_row(council, own, names, mask, short) for council, own in held.councils.items()),
        widths=(0.15, 0.45, 0.24, 0.16),
    )


def _row(council: str, own: Sequence[Pinned], names: dict[DocumentId, str], mask: Mask, short: int) -> tuple[Cell, ...]:
    papers = {it.found.paper.id: f"{names[it.found.paper.id]} {date_in_words(it.found.paper.date)}" for it in own}
    actions = {it.action.id: it.action for it in own if it.action}
    roll = in_words(roll_up(list(actions.values()))) if actions else "None pinned"
    figures = numbers_of(figures_shown([(it.found, it.figures) for it in own], {}))
    return (
        (
            (Run(text=writable(council), is_strong=True),),
            plain(f"{'Papers' if len(papers) > 1 else 'Paper'} {'; '.join(papers.values())}"),
        ),
        tuple(
            (
                Run(text=status_of(it.found.paper, it.claim), is_strong=True),
                Run(text=f" ({dates_told(it.found.paper, it.action)}): "),
                Run(quoted=in_a_line(quoted(it.found, mask, _short(it, short)))),
                Run(text=f" [{it.number}]"),
            )
            for it in own
        ),
        tuple(number_told(figure, names, mask) for figure in figures) or cell("None pinned"),
        cell(f"{roll[:1].upper()}{roll[1:]}"),
    )


def _short(it: Pinned, most: int) -> Span:
    """Return the stretch of a quotation for the table, in its passage: from the words that tell the claim."""
    words = it.claim.span
    wanted = [words.start] if words and "\t" not in it.quoted.text else []
    start, end = best_stretch(it.quoted.text, wanted, most)
    return Span(it.part.start + start, it.part.start + end)


def _extracts(held: Taken) -> list[Block]:
    blocks: list[Block] = [Heading(level=2, text="Extracts, in the order of the tray")]
    for it in held.pinned:
        note = f" Note: {it.quoted.note}." if it.quoted.note else ""
        hidden = f" Hidden here: {', '.join(it.quoted.hidden)}." if it.quoted.hidden else ""
        told = f"{status_of(it.found.paper, it.claim)}. {writable(it.quoted.citation)}.{note}{hidden}"
        blocks += [
            Paragraph(para=(Run(text=f"[{it.number}] "), Run(quoted=in_a_line(it.quoted))), look=Look.QUOTE),
            Paragraph(para=plain(told), look=Look.NOTE),
            *noted(it.item.note, it.item.enquiry),
        ]
    return blocks


def _silences(held: Taken, told: Searching) -> list[Block]:
    others = sorted({paper.council for paper in told.papers if paper.council} - held.councils.keys())
    named_here = f"Nothing was pinned of the papers here of {', '.join(others)}. That is not a finding about them."
    return [
        Heading(level=2, text="Silences"),
        *(Paragraph(para=plain(writable(text))) for text in (SILENCE, *([named_here] if others else []))),
    ]


def _how_chosen(held: Taken, told: Searching, date: str | None) -> list[Block]:
    days = sorted(it.item.pinned_at[:10] for it in held.pinned)
    first, last = date_in_words(days[0]), date_in_words(days[-1])
    lines = [
        f"A person pinned each quotation to the tray “{held.name}” ({first if first == last else f'{first} to {last}'})"
        " and put them in this order; they stand whole, as pinned. Nothing says that each council's papers were "
        "searched alike. Planned, reported and evidenced are told from a quotation's own words, by the same rules as "
        f"in a comparison. Date given: {date_in_words(date) if date else 'none'}.",
        " ".join(engine_lines(told)),
    ]
    return [
        Heading(level=2, text="How the extracts were chosen"),
        *(Paragraph(para=plain(writable(line)), look=Look.NOTE) for line in lines),
    ]
