"""Write tables as an XLSX workbook: texts as texts, real tables with heads that stay in sight, methods beside them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from ui.documents.extract_records import CodebookRow
from ui.documents.packing import MAKER, moment
from ui.documents.pinned import ENQUIRY, NOTE
from ui.documents.quoting import writable
from ui.documents.records import Bullets, Heading, Paragraph
from ui.table_files import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.documents.enquiries import EnquiryRow
    from ui.documents.extract_records import Extract
    from ui.documents.records import TakeAway
    from ui.documents.tray_enquiries import TrayRow
    from ui.table_files import Cell

ENQUIRY_HEAD = (
    "No.",
    "Inspection area",
    "Theme",
    "Line of enquiry",
    "What the papers say",
    "Citation",
    "Claim type",
    "Position",
    "Gap or tension",
    "Evidence to seek",
    "Inspector’s notes",
    "Priority",
    "Line id",
)
ENQUIRY_WIDTHS = (5, 17, 17, 24, 56, 26, 11, 26, 20, 30, 24, 9, 12)
TRAY_HEAD = (
    "No.",
    "Inspection area",
    "Theme",
    ENQUIRY,
    "What the paper says",
    "Citation",
    "Claim type",
    "Position",
    NOTE,
    "Evidence to seek",
    "Inspector’s notes",
    "Priority",
    "Passage",
)
FILLED = 1.0  # of a line: words break early, and letters are narrower than the figures that widths are counted in
LINE_PT, LEAST_PT, MOST_PT = 15, 15, 405  # Excel allows rows of 409 points
A3, A4, WIDEST_ON_A4 = 8, 9, 200  # as Excel numbers papers; characters
PLAIN_WIDTH, TEXT_WIDTH = 16, 60
WIDE = {
    "text_raw": 60,
    "text_clean": 60,
    "citation": 44,
    "definition": 60,
    "vocabulary": 60,
    "figures": 40,
    "note": 40,
    "line_of_enquiry": 40,
}
HEAD_LOOK = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#F3F2F1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet with one table; `above` are lines over it. `widths` are in characters, one to a column.

    `is_printed` says that it is to fit the width of a page; a sheet of data need not. One that
    would be too small to read on A4 is printed on A3.
    """

    name: str
    head: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]
    widths: tuple[int, ...]
    above: tuple[str, ...] = ()
    is_printed: bool = True

    @property
    def is_wide(self) -> bool:
        """Whether it takes the larger paper."""
        return sum(self.widths) > WIDEST_ON_A4


def enquiries_xlsx(document: TakeAway, rows: Sequence[EnquiryRow], statement: str) -> bytes:
    """Return lines of enquiry as a workbook: one row each under the statement; then what was searched, and how."""
    return lines_xlsx(document, statement, ENQUIRY_HEAD, [_enquiry_cells(row) for row in rows])


def tray_lines_xlsx(document: TakeAway, rows: Sequence[TrayRow], statement: str) -> bytes:
    """Return lines of enquiry from a tray in the same way."""
    return lines_xlsx(document, statement, TRAY_HEAD, [_tray_cells(row) for row in rows])


def lines_xlsx(document: TakeAway, statement: str, head: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """Return rows under a statement as a workbook, with what else the document holds on a sheet of its own."""
    table = Sheet(
        name="Lines of enquiry",
        head=head,
        rows=tuple(rows),
        widths=ENQUIRY_WIDTHS,
        above=(statement, f"{document.title}. {document.subject}."),
    )
    return workbook([table, _about(document, statement)], document.title, document.date)


def extract_xlsx(extract: Extract) -> bytes:
    """Return a coded extract as a workbook, with sheets for its codebook, the decisions and its methods."""
    decisions = [(it.passage_id, it.theme, it.coder, str(it.verdict), it.at) for it in extract.decisions]
    sheets = [
        Sheet(
            name="Extract",
            head=extract.columns,
            rows=extract.table,
            widths=_widths(extract.columns),
            is_printed=False,
        ),
        Sheet(name="Codebook", head=CodebookRow._fields, rows=extract.codebook, widths=_widths(CodebookRow._fields)),
        Sheet(
            name="Decisions",
            head=("passage_id", "theme", "coder", "verdict", "at"),
            rows=tuple(decisions),
            widths=(18, 18, 18, 12, 26),
        ),
        Sheet(
            name="Methods", head=("methods",), rows=tuple((line,) for line in extract.methods), widths=(2 * TEXT_WIDTH,)
        ),
    ]
    return workbook(sheets, "Coded extract", extract.date)


def workbook(sheets: Sequence[Sheet], title: str, date: str | None) -> bytes:
    """Return a workbook; the same sheets give the same bytes.

    Raises:
        InputError: a text is longer than a cell may be.
    """
    _check_lengths(sheets)
    from xlsxwriter import Workbook  # type: ignore[import-untyped] # it comes without its types

    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": title, "author": MAKER, "created": moment(date)})
        looks = {
            "head": book.add_format(HEAD_LOOK),
            "cell": book.add_format({"valign": "top", "align": "left", "text_wrap": True}),
            "above": book.add_format({"bold": True, "valign": "top"}),
        }
        for number, sheet in enumerate(sheets):
            _write_sheet(book.add_worksheet(sheet.name), sheet, looks, number)
    return made.getvalue()


def _write_sheet(page: Any, sheet: Sheet, looks: dict[str, Any], number: int) -> None:
    top = len(sheet.above)
    for line, text in enumerate(sheet.above):
        page.write_string(line, 0, writable(text), looks["above"])
    if sheet.rows:
        # A table of the workbook's own, so that screen readers know its head.
        page.add_table(
            top,
            0,
            top + len(sheet.rows),
            len(sheet.head) - 1,
            {
                "name": f"Table{number + 1}",
                "style": "Table Style Light 1",
                "columns": [{"header": name, "header_format": looks["head"]} for name in sheet.head],
            },
        )
    for column, name in enumerate(sheet.head):
        page.set_column(column, column, sheet.widths[column])
        page.write_string(top, column, name, looks["head"])
    for line, row in enumerate(sheet.rows, start=top + 1):
        # Excel would find the height itself; LibreOffice does not.
        page.set_row(line, _height(row, sheet.widths))
        for column, value in enumerate(row):
            _write_cell(page, line, column, value, looks["cell"])
    page.freeze_panes(top + 1, 1 if len(sheet.head) > 1 else 0)
    page.repeat_rows(0, top)
    page.set_landscape()
    page.set_paper(A3 if sheet.is_printed and sheet.is_wide else A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)  # inches
    if sheet.is_printed:
        page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")


def _write_cell(page: Any, line: int, column: int, value: Cell, look: Any) -> None:
    if isinstance(value, str):
        # Blank cells stay blank: an empty string would hide a neighbour's overflow and count as filled.
        if value:
            page.write_string(line, column, writable(value), look)
        else:
            page.write_blank(line, column, None, look)
    elif value is not None:
        page.write_number(line, column, value, look)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return how high a row must be, in points, for its wrapped texts; at most what Excel allows."""
    lines = (
        sum(ceil((len(line) or 1) / (width * FILLED)) for line in str(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
        if value is not None
    )
    return min(MOST_PT, max(LEAST_PT, LINE_PT * max(lines, default=1)))


def _enquiry_cells(row: EnquiryRow) -> tuple[Cell, ...]:
    quotations = [quoted.in_marks + (f" [{quoted.note}]" if quoted.note else "") for quoted in row.quoted]
    return (
        row.number,
        row.area,
        row.theme,
        row.question,
        "\n\n".join(quotations) or "Not found in the papers searched.",
        "\n\n".join(dict.fromkeys(quoted.citation for quoted in row.quoted)),
        row.claim,
        "\n".join(row.position),
        row.gap,
        "\n".join(row.evidence),
        row.notes,
        row.priority,
        row.line,
    )


def _tray_cells(row: TrayRow) -> tuple[Cell, ...]:
    note = f" [{row.quoted.note}]" if row.quoted.note else ""
    return (
        row.number,
        row.area,
        row.theme,
        row.enquiry,
        f"{row.quoted.in_marks}{note}",
        row.quoted.citation,
        row.claim,
        "\n".join(row.position),
        row.note,
        "",
        "",
        "",
        row.quoted.passage_id,
    )


def _about(document: TakeAway, statement: str) -> Sheet:
    """Return what stands in the document outside its tables, a line each."""
    lines, section = [("What this is", statement)], "What this is"
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Paragraph):
            lines.append((section, "".join(run.words for run in block.para)))
        elif isinstance(block, Bullets):
            lines += [(section, "".join(run.words for run in item)) for item in block.items]
    return Sheet(name="About", head=("Section", "Text"), rows=tuple(dict.fromkeys(lines)), widths=(30, 2 * TEXT_WIDTH))


def _widths(names: Sequence[str]) -> tuple[int, ...]:
    return tuple(WIDE.get(name, PLAIN_WIDTH) for name in names)


def _check_lengths(sheets: Sequence[Sheet]) -> None:
    texts = (value for sheet in sheets for row in sheet.rows for value in row if isinstance(value, str))
    longest = max(map(len, texts), default=0)
    if longest > LONGEST_CELL:
        raise InputError(
            f"A text of {longest:,} characters does not fit into a cell of an XLSX file.",
            remedy="Choose another format: --to csv, or --to docx.",
        )
