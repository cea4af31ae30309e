"""Write a table as a CSV or XLSX file that a spreadsheet opens as text, never as formulas."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Cell = str | int | float | None

# What a spreadsheet takes for the beginning of a formula, and the apostrophe, so that it can be told from ours.
# Source: OWASP, CSV Injection (owasp.org/www-community/attacks/CSV_Injection).
RISKY = tuple("=+-@\t\r\n＝＋－＠'")
LONGEST_CELL = 32_767  # characters that XLSX allows
WIDTHS = (6, 60)  # of a column, in characters
WIDE = 40  # a column with longer texts is wrapped
HEAD_ROWS = 1


def table_writer(path: Path) -> Callable[[Path, Sequence[str], Sequence[Sequence[Cell]]], None]:
    """Return what writes a file of this name, CSV or XLSX.

    Raises:
        InputError: the name ends otherwise, or its folder is not there.
    """
    writers = {".csv": write_csv, ".xlsx": write_xlsx}
    if path.suffix.casefold() not in writers:
        raise InputError(f"A table cannot be written to {path}.", remedy="End its name with .csv or .xlsx.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}.", remedy="Make it first, or choose another.")
    return writers[path.suffix.casefold()]


def write_csv(path: Path, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a table as CSV (RFC 4180: commas, CRLF, quotation marks doubled) in UTF-8 with a byte order mark.

    A cell that begins with = + - @, a tab or a line break, or with an apostrophe, gets an apostrophe before it
    (`guarded`). The file appears, or takes another's place, only when it is whole.

    Raises:
        InputError: it cannot be written; what was there is as it was.
    """
    with _aside(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([guarded(name) for name in head])
        writer.writerows([guarded(_printed(cell)) for cell in row] for row in rows)


def write_xlsx(path: Path, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a table as XLSX: texts as texts, never as formulas or links; the head frozen, long cells wrapped.

    The file appears, or takes another's place, only when it is whole.

    Raises:
        InputError: a text is longer than a cell may be, or the file cannot be written; what was there is as it was.
    """
    _check_lengths(rows)
    # Chosen over openpyxl, which would do as well but had its last release in June 2024.
    from xlsxwriter import Workbook  # type: ignore[import-untyped] # it comes without its types

    with _aside(path) as part, Workbook(str(part), {"in_memory": True}) as book:  # else it leaves files in /tmp
        book.set_properties({"title": path.stem, "comments": "Made by Readacross"})
        sheet = book.add_worksheet("Answers")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"valign": "top"})
        wrapped = book.add_format({"valign": "top", "text_wrap": True})
        for column, name in enumerate(head):
            longest = max((_longest_line(row[column]) for row in rows), default=0)
            is_wide = longest > WIDE
            sheet.set_column(column, column, min(max(longest + 2, len(name) + 4, WIDTHS[0]), WIDTHS[1]))
            sheet.write_string(0, column, name, bold)
            for place, row in enumerate(rows, start=HEAD_ROWS):
                _write_cell(sheet, place, column, row[column], wrapped if is_wide else plain)
        sheet.freeze_panes(HEAD_ROWS, 0)
        sheet.autofilter(0, 0, len(rows), len(head) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs: led by an apostrophe where it begins like a formula.

    A text that begins with an apostrophe gets another, so that `unguarded` returns every text as it was.

    >>> guarded("- weekly visits"), guarded("Visits are weekly.")
    ("'- weekly visits", 'Visits are weekly.')
    """
    return f"'{text}" if text.startswith(RISKY) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made a cell of.

    >>> unguarded("'- weekly visits")
    '- weekly visits'
    """
    return cell.removeprefix("'")


def _printed(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _write_cell(sheet: object, row: int, column: int, cell: Cell, look: object) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, look)  # type: ignore[attr-defined] # the library comes without its types
    elif cell is not None:
        sheet.write_number(row, column, cell, look)  # type: ignore[attr-defined] # the library comes without its types


def _longest_line(cell: Cell) -> int:
    return max(map(len, _printed(cell).split("\n")))


def _check_lengths(rows: Sequence[Sequence[Cell]]) -> None:
    for row in rows:
        longest = max((len(cell) for cell in row if isinstance(cell, str)), default=0)
        if longest > LONGEST_CELL:
            raise InputError(
                f"A text of {longest:,} characters does not fit into a cell of an XLSX file.",
                remedy="Write the table as CSV: end its name with .csv.",
            )


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Give a place to write beside a file, and put what was written there in the file's place when all went well."""
    path = path.resolve()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise InputError(
            f"The file {path} cannot be written: {error.strerror or error}.",
            remedy="Close it where it is open, or choose another name.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
