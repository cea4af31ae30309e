"""Make the lines-of-enquiry document: one row each, nothing concluded, room for the inspector's notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import on_one_line
from search.citation import date_in_words
from search.enquiries.drafts import is_over
from search.enquiries.records import Signal
from ui.documents.quoting import note_on, writable, written
from ui.documents.records import Heading, Look, Paragraph, Quoted, Run, Table, TakeAway, cell, plain
from ui.documents.searched import engine_lines, licence_blocks, papers_blocks

if TYPE_CHECKING:
    from indexer.store import View
    from search.enquiries.records import Dated, Enquiries, Enquiry, Quotation
    from search.themes import Theme
    from ui.documents.quoting import Mask
    from ui.documents.records import Block, Cell, Para
    from ui.documents.searched import Searching

NO_PASSAGE = "Not found in the papers searched."
#: What sort of claim a line of enquiry is about, by the rule that made it.
CLAIMS = {
    Signal.MILESTONE_PASSED: "Planned",
    Signal.TARGET_WITHOUT_ACTUAL: "Planned (target)",
    Signal.REPORTED_CHANGE: "Reported (figure)",
    Signal.FINDING_WITHOUT_REPLY: "Set out by an inspection",
    Signal.SILENT_THEME: "None found",
    Signal.REPORT_WITHOUT_MEASURE: "Reported",
}
EXPECTED = ("milestone", "target")  # dates by which something was to be so


class EnquiryRow(NamedTuple):
    """One line of enquiry, in the order of its columns; the last two are left blank for the inspector."""

    number: int
    area: str
    theme: str
    question: str
    quoted: tuple[Quoted, ...]
    claim: str
    position: tuple[str, ...]
    gap: str
    evidence: tuple[str, ...]
    line: str
    notes: str = ""
    priority: str = ""


def enquiry_rows(made: Enquiries, view: View, mask: Mask, themes: tuple[Theme, ...]) -> list[EnquiryRow]:
    """Return one row for each line of enquiry, numbered throughout."""
    titles = {theme.id: theme.title for theme in themes}
    rows: list[EnquiryRow] = []
    for area in made.areas:
        for line in area.enquiries:
            rows.append(
                EnquiryRow(
                    number=len(rows) + 1,
                    area=area.title,
                    theme="; ".join(titles[theme] for theme in line.themes if theme in titles) or "No theme",
                    question=writable(line.question),
                    quoted=tuple(_quoted(each, view, mask) for each in line.quotations),
                    claim=CLAIMS[line.signal],
                    position=_position(line, made.as_of, mask),
                    gap=writable(line.gap),
                    evidence=tuple(map(writable, line.evidence_to_ask_for)),
                    line=line.id,
                )
            )
    return rows


def enquiries_document(made: Enquiries, rows: list[EnquiryRow], told: Searching) -> TakeAway:
    """Return the document: the statement first, then a table for each inspection area."""
    title = f"Lines of enquiry: {writable(made.council)}"
    position = f"Position at {date_in_words(made.as_of)}"
    return TakeAway(
        title=title,
        subject=position,
        date=made.as_of,
        is_landscape=True,
        blocks=(
            Heading(level=1, text=title),
            Paragraph(para=plain(made.statement, is_strong=True), look=Look.LEAD),
            Paragraph(para=plain(f"{position}. Areas: {made.framework}. {_count(len(rows))}.")),
            Paragraph(para=plain(_undated(made)), look=Look.NOTE),
            *_tables(rows, made.as_of),
            *papers_blocks(told),
            Heading(level=2, text="How the lines were made"),
            *(Paragraph(para=plain(line), look=Look.NOTE) for line in engine_lines(told)),
            *licence_blocks(told),
        ),
    )


def head(as_of: str) -> tuple[str, ...]:
    """Return the heads of the columns of a table for one inspection area."""
    return (
        "No. and theme",
        "Line of enquiry",
        "What the papers say, with citation",
        "Claim type",
        f"Position at {date_in_words(as_of)}",
        "Gap or tension",
        "Evidence to seek",
        "Inspector’s notes",
        "Priority",
    )


WIDTHS = (0.085, 0.105, 0.255, 0.06, 0.1, 0.09, 0.15, 0.095, 0.06)


def _tables(rows: list[EnquiryRow], as_of: str) -> list[Block]:
    blocks: list[Block] = []
    for area in dict.fromkeys(row.area for row in rows):
        own = [row for row in rows if row.area == area]
        table = Table(
            caption=f"Lines of enquiry on: {area}",
            head=head(as_of),
            rows=tuple(_cells(row) for row in own),
            widths=WIDTHS,
        )
        blocks += [Heading(level=2, text=area), table]
    return blocks or [
        Paragraph(para=plain("No lines of enquiry: none of the signals was found in the papers searched."))
    ]


def _cells(row: EnquiryRow) -> tuple[Cell, ...]:
    number: Cell = ((Run(text=str(row.number), is_strong=True),), plain(row.theme))
    said: list[Para] = []
    for quoted in row.quoted:
        note = f" Note: {quoted.note}." if quoted.note else ""
        hidden = f" Hidden here: {', '.join(quoted.hidden)}." if quoted.hidden else ""
        said += [(Run(quoted=quoted),), plain(f"— {writable(quoted.citation)}.{note}{hidden}")]
    return (
        number,
        cell(row.question),
        tuple(said) or cell(NO_PASSAGE),
        cell(row.claim),
        cell(*row.position),
        cell(row.gap),
        cell(*row.evidence),
        (),
        (),
    )


def _quoted(each: Quotation, view: View, mask: Mask) -> Quoted:
    found = view.passage(each.passage_id)
    shown = mask(each.text)
    span = found.passage.span
    return Quoted(
        text=each.text,
        shown=written(shown.text),
        hidden=shown.hidden,
        citation=each.citation,
        document_id=found.paper.id,
        passage_id=each.passage_id,
        start=each.start,
        end=each.end,
        is_cut_before=each.start > span.start,
        is_cut_after=each.end < span.end,
        note=note_on(found),
        is_in_a_line=True,  # a row of a plan on eight lines makes a line of enquiry as long as a page
    )


def _position(line: Enquiry, as_of: str, mask: Mask) -> tuple[str, ...]:
    """Return the dates of a line with the status as printed, and whether each has passed."""
    return tuple(dict.fromkeys(dated(date, as_of, mask) for date in line.dates)) or ("No date printed.",)


def dated(date: Dated, as_of: str, mask: Mask) -> str:
    """Return a date in words with the status as printed; of what was to be so by then, whether it has passed."""
    printed = on_one_line(mask(date.printed).text) or date_in_words(date.iso)
    note = on_one_line(mask(date.note).text)
    if date.what == "paper":
        said = f"Paper dated {date_in_words(date.iso)}" if date.iso else "Paper undated"
    elif date.what == "milestone":
        said = f"Milestone date {printed}" + (f"; status printed: “{note}”" if note else "; no status printed")
    else:
        said = f"{date.what[:1].upper()}{date.what[1:]} {printed}" + (f": “{note}”" if note else "")
    if date.what in EXPECTED and date.iso is not None:
        said += "; the date has passed" if is_over(date.iso, as_of) else "; the date has not passed"
    return writable(f"{said}.")


def _undated(made: Enquiries) -> str:
    undated = sum(paper.date is None for paper in made.papers)
    papers = f"{undated} of {len(made.papers)} papers {'is' if undated == 1 else 'are'} undated. " if undated else ""
    return f"{papers}“Not found in the papers searched” says only that: it is not a finding about the council."


def _count(number: int) -> str:
    return f"{number} {'line' if number == 1 else 'lines'} of enquiry"
