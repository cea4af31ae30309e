"""Recognise a file by its bytes and call the reader for its format."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.errors import FileRefusedError
from corpus.markdown import looks_like_markdown, read_markdown
from corpus.ocr import INSTALL
from corpus.office.containers import OLE, ZIP, format_in_zip, refusal_of_ole
from corpus.office.odt import read_odt
from corpus.office.word import read_word
from corpus.pdf.reader import read_pdf
from corpus.plain import decode, read_plain
from corpus.types import Document, DocumentId, FileFormat, ReadingWarning
from corpus.web.reader import looks_like_web, read_web

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.ocr import ReadPicture
    from corpus.types import Reading

ID_DIGITS = 12
ROWS_LOOKED_AT, FEWEST_ROWS, FEWEST_CELLS = 20, 3, 3

READERS: dict[FileFormat, Callable[..., Reading]] = {
    FileFormat.TEXT: read_plain,
    FileFormat.MARKDOWN: read_markdown,
    FileFormat.WORD: read_word,
    FileFormat.ODT: read_odt,
    FileFormat.WEB: read_web,
}

REFUSED_BY_THEIR_FIRST_BYTES = (
    (b"{\\rtf", "it is a rich text file (.rtf)", "Open it in Word, save it as .docx or PDF, and add that."),
    (b"\x89PNG", "it is a picture", "Add the paper itself, as PDF or text."),
    (b"\xff\xd8\xff", "it is a picture", "Add the paper itself, as PDF or text."),
)


def read_document(data: bytes, *, file: str, read_picture: ReadPicture | None = None) -> Document:
    """Return what can be read of a file.

    Args:
        data: The whole file.
        file: Its name, for messages and citations; the format is told from the bytes, not from the name.
        read_picture: What reads pictures of pages (`corpus.ocr`); without it, such pages count as unreadable.

    Raises:
        FileRefusedError: the file is empty, of a format that is not read, damaged, or holds no text.
    """
    kind = recognise(data, file=file)
    reading = _read(data, kind, file, read_picture)
    if not reading.text.strip():
        raise FileRefusedError(file, "it holds no text", remedy="Add a file that has text in it.")
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        id=DocumentId(sha256[:ID_DIGITS]),
        sha256=sha256,
        file=file,
        format=kind,
        text=reading.text,
        blocks=reading.blocks,
        lines=reading.lines,
        pages=reading.pages,
        warnings=reading.warnings,
        front_matter=reading.front_matter,
    )


def _read(data: bytes, kind: FileFormat, file: str, read_picture: ReadPicture | None) -> Reading:
    if kind is not FileFormat.PDF:
        return READERS[kind](data, file=file)
    reading = read_pdf(data, file=file, read_picture=read_picture)
    pictures = sum(warning.page is not None and "loaded" not in warning.reason for warning in reading.warnings)
    if read_picture is not None or not pictures:
        return reading
    hint = f"to have pages that are pictures read by OCR ({pictures} here): {INSTALL}, then readacross reindex"
    return replace(reading, warnings=(*reading.warnings, ReadingWarning(page=None, reason=hint)))


def recognise(data: bytes, *, file: str) -> FileFormat:
    """Return the format that the bytes are in.

    Raises:
        FileRefusedError: the file is empty or of a format that is not read.

    >>> recognise(b"%PDF-1.7 ...", file="plan.txt")
    <FileFormat.PDF: 'pdf'>
    """
    if not data.strip():
        raise FileRefusedError(file, "it is empty", remedy="Check that the file was saved or downloaded whole.")
    if b"%PDF-" in data[:1024]:
        return FileFormat.PDF
    if data.startswith(ZIP):
        return format_in_zip(data, file=file)
    _refuse_by_first_bytes(data, file)
    return _format_of_text(data, file)


def _refuse_by_first_bytes(data: bytes, file: str) -> None:
    if data.startswith(OLE):
        raise refusal_of_ole(data, file=file)
    for first_bytes, reason, remedy in REFUSED_BY_THEIR_FIRST_BYTES:
        if data.startswith(first_bytes):
            raise FileRefusedError(file, reason, remedy=remedy)


def _format_of_text(data: bytes, file: str) -> FileFormat:
    text, _ = decode(data)
    if "\x00" in text:
        raise FileRefusedError(file, "it is not text", remedy="Add a PDF, Word, Markdown or plain text file.")
    if looks_like_web(text):
        return FileFormat.WEB
    if looks_like_a_table(text):
        raise FileRefusedError(
            file, "it is a table of comma-separated values, not a paper", remedy="Add the paper that the table is from."
        )
    return FileFormat.MARKDOWN if looks_like_markdown(text) else FileFormat.TEXT


def looks_like_a_table(text: str) -> bool:
    r"""Tell whether a text is comma-separated values: its first lines have the same number of cells, three or more.

    >>> looks_like_a_table("a,b,c\n1,2,3\n4,5,6\n"), looks_like_a_table("Yes, no, maybe.")
    (True, False)
    """
    try:
        rows = list(csv.reader(text.splitlines()[:ROWS_LOOKED_AT]))
    except csv.Error:  # a cell of more than 131072 characters: a whole paper on one line
        return False
    widths = {len(row) for row in rows}
    return len(rows) >= FEWEST_ROWS and len(widths) == 1 and widths.pop() >= FEWEST_CELLS
