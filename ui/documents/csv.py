"""Write a coded extract as CSV, with its codebook and methods beside it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ui.documents.extract_records import CodebookRow
from ui.table_files import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ui.documents.extract_records import Extract
    from ui.table_files import Cell

CODEBOOK_FILE, METHODS_FILE = "codebook.csv", "methods.txt"


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV: UTF-8 with a byte order mark, RFC 4180, no cell that a spreadsheet would run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in head])
    writer.writerows([guarded("" if cell is None else str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def extract_csv(extract: Extract) -> bytes:
    """Return the rows of a coded extract as CSV."""
    return csv_bytes(extract.columns, extract.table)


def codebook_csv(extract: Extract) -> bytes:
    """Return the codebook of an extract as CSV."""
    return csv_bytes(CodebookRow._fields, extract.codebook)


def methods_txt(extract: Extract) -> bytes:
    """Return the methods of an extract as text."""
    return ("\r\n".join(extract.methods) + "\r\n").encode("utf-8-sig", "replace")
