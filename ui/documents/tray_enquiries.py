"""Make lines of enquiry of a tray: one row for each pinned quotation, the person's own question, nothing concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.citation import date_in_words
from search.claim_rules import ClaimKind
from search.enquiries.drafts import dated as date_of
from search.enquiries.records import Dated
from search.tag import themes_of
from ui.documents.briefing_choice import is_inspectors
from ui.documents.enquiries import dated
from ui.documents.pinned import ENQUIRY, NOTE, left_out_blocks
from ui.documents.quoting import writable
from ui.documents.records import Heading, Look, Paragraph, Quoted, Run, Table, TakeAway, cell, plain
from ui.documents.searched import engine_lines, licence_blocks, quoted_papers_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.enquiries.templates import EnquiryTemplates
    from search.themes import Theme
    from ui.documents.pinned import Pinned, Taken
    from ui.documents.quoting import Mask
    from ui.documents.records import Block, Cell
    from ui.documents.searched import Searching

ASKED, NOT_ASKED = "Lines of enquiry", "Pinned, with no line of enquiry yet"
YOURS = "What is called “yours” was written by whoever keeps the tray, not by the papers."
#: What sort of claim a quotation makes, in words that judge nothing.
CLAIMS = {
    ClaimKind.PLANNED: "Planned",
    ClaimKind.REPORTED: "Reported",
    ClaimKind.EVIDENCED: "Reported (figure)",
    ClaimKind.CONCERN: "A difficulty stated",
    ClaimKind.CONTEXT: "Context",
}
INSPECTORS = "Set out by an inspection"
WIDTHS = (0.11, 0.13, 0.25, 0.065, 0.11, 0.1, 0.085, 0.085, 0.065)


class TrayRow(NamedTuple):
    """One pinned quotation, in the order of its columns but for the blank ones. `enquiry` is empty where none is."""

    number: int
    area: str
    theme: str
    enquiry: str
    quoted: Quoted
    claim: str
    position: tuple[str, ...]
    note: str


def tray_rows(
    held: Taken, as_of: str, mask: Mask, *, templates: EnquiryTemplates, themes: Sequence[Theme]
) -> list[TrayRow]:
    """Return a row for each item: those with a line of enquiry first, each in the tray's order, numbered throughout."""
    ordered = sorted(held.pinned, key=lambda it: not it.item.enquiry)
    titles = {theme.id: theme.title for theme in themes}
    rows = []
    for number, it in enumerate(ordered, start=1):
        own = themes_of(it.quoted.text, themes)
        rows.append(
            TrayRow(
                number=number,
                area=templates.area_of(own, themes).title,
                theme="; ".join(titles[theme] for theme in own) or "No theme",
                enquiry=writable(it.item.enquiry),
                quoted=it.quoted,
                claim=INSPECTORS if is_inspectors(it.found.paper) else CLAIMS[it.claim.kind],
                position=_position(it, as_of, mask),
                note=writable(it.item.note),
            )
        )
    return rows


def tray_enquiries_document(
    held: Taken, rows: Sequence[TrayRow], told: Searching, templates: EnquiryTemplates, *, as_of: str
) -> TakeAway:
    """Return the document: the statement first, then the rows, then what it rests on."""
    title = f"Lines of enquiry: {writable(held.name)}"
    position = f"Position at {date_in_words(as_of)}"
    made = "Areas and themes are told from the words of each quotation"
    return TakeAway(
        title=title,
        subject=position,
        date=as_of,
        is_landscape=True,
        blocks=(
            Heading(level=1, text=title),
            Paragraph(para=plain(templates.statement, is_strong=True), look=Look.LEAD),
            Paragraph(para=plain(f"{position}. From the evidence tray “{writable(held.name)}”. {_counted(rows)}.")),
            Paragraph(para=plain(f"{YOURS} {made}, areas by {templates.framework}."), look=Look.NOTE),
            *_table(ASKED, [row for row in rows if row.enquiry], as_of),
            *_table(NOT_ASKED, [row for row in rows if not row.enquiry], as_of),
            *left_out_blocks(held),
            *quoted_papers_blocks(told, held.papers),
            Heading(level=2, text="How this was made"),
            *(Paragraph(para=plain(line), look=Look.NOTE) for line in engine_lines(told)),
            *licence_blocks(told, held.papers),
        ),
    )


def _table(heading: str, rows: Sequence[TrayRow], as_of: str) -> list[Block]:
    if not rows:
        return []
    head = (
        "No., area and theme",
        ENQUIRY,
        "What the paper says, with citation",
        "Claim type",
        f"Position at {date_in_words(as_of)}",
        NOTE,
        "Evidence to seek",
        "Inspector’s notes",
        "Priority",
    )
    caption = f"{heading}, a row for each quotation"
    table = Table(caption=caption, head=head, rows=tuple(map(_cells, rows)), widths=WIDTHS)
    return [Heading(level=2, text=heading), table]


def _cells(row: TrayRow) -> tuple[Cell, ...]:
    quoted = row.quoted
    note = f" Note: {quoted.note}." if quoted.note else ""
    hidden = f" Hidden here: {', '.join(quoted.hidden)}." if quoted.hidden else ""
    return (
        ((Run(text=str(row.number), is_strong=True),), plain(row.area), plain(row.theme)),
        cell(row.enquiry),
        ((Run(quoted=quoted),), plain(f"— {writable(quoted.citation)}.{note}{hidden}")),
        cell(row.claim),
        cell(*row.position),
        cell(row.note),
        (),
        (),
        (),
    )


def _position(it: Pinned, as_of: str, mask: Mask) -> tuple[str, ...]:
    milestones = it.action.milestones if it.action else ()
    dates = [date_of(it.found.paper), *(Dated("milestone", m.due, m.due_raw, m.status_raw) for m in milestones)]
    return tuple(dict.fromkeys(dated(date, as_of, mask) for date in dates))


def _counted(rows: Sequence[TrayRow]) -> str:
    asked = sum(bool(row.enquiry) for row in rows)
    lines = f"{asked} {'line' if asked == 1 else 'lines'} of enquiry"
    without = len(rows) - asked
    return f"{lines}; {without} pinned without one" if without else lines
