"""Read a PDF's bytes into text, blocks and printed lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import FileRefusedError
from corpus.ocr import INSTALL, READ_BY_OCR
from corpus.pdf.columns import place_columns
from corpus.pdf.draft import Draft
from corpus.pdf.frame import Frame, page_frame
from corpus.pdf.furniture import PageLines, part_furniture
from corpus.pdf.layout import lay_out
from corpus.pdf.lines import printed_lines
from corpus.pdf.marks import part_marks
from corpus.pdf.rows import Row
from corpus.pdf.rules import page_rules
from corpus.pdf.scanned import recognised_lines
from corpus.types import Block, BlockKind, Line, Reading, ReadingWarning, Span

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

    from corpus.ocr import ReadPicture
    from corpus.pdf.lines import PrintedLine

FEW_CHARACTERS = 60  # a page with fewer is looked at for a picture that may hold its words
PICTURE_SHARE = 0.5  # of the page that a picture covers
UNREADABLE_SHARE = 0.3  # of a page's letters without a meaning
NESTED_FORMS = 4
MOST_PICTURES = 300  # pages of a file read from their pictures, at some seconds each; the rest count as unreadable
MEANINGLESS_REASON = "the page's letters have no meaning in the file"
MEANINGLESS = re.compile(r"[\ue000-\uf8ff\ufffd\x01-\x08\x0e-\x1f]")


def read_pdf(data: bytes, *, file: str, read_picture: ReadPicture | None = None) -> Reading:
    r"""Return a PDF's text with its blocks, its printed lines and what could not be read.

    The characters are those that pdfium extracts from the visible part of each page, with these exceptions: white space
    between lines and cells is ours (`\n` between lines, `\t` between cells of a row, an empty line between blocks),
    pdfium's mark for a hyphen at the end of a line is written as the hyphen that is printed there, and NULs and halves
    of surrogate pairs are left out. Blocks stand in the order of the file's drawing instructions. A block that runs
    over a page is one block; footnotes that would stand within it follow it; running heads, footers and page numbers
    stand after everything else as blocks of kind FURNITURE.

    Args:
        data: The file's bytes.
        file: Its name, for the errors.
        read_picture: What reads pictures of pages; without it, no page is read so.

    Returns:
        The reading. A page that cannot be loaded, is a picture, or whose letters have no meaning, has a warning, unless
        its picture could be read: then its blocks are marked `is_ocr`, and one warning for all names these pages.

    Raises:
        FileRefusedError: The file is locked with a password, is not a PDF or too broken to open, has no pages, or no
            page has any text.
    """
    with _opened(data, file) as document:
        count = len(document)
        pages, warnings, seen = _read_pages(document, read_picture)
    if not any(page.lines for page in pages):
        raise _without_text(file, warnings, count=count)
    body, furniture = part_furniture(pages)
    drafts = lay_out(part_marks(body))
    place_columns(drafts)
    drafts += [
        Draft(rows=[Row([[line]])], page=line.page, kind=BlockKind.FURNITURE, lines=[line]) for line in furniture
    ]
    text, blocks, lines = _written(drafts, seen)
    return Reading(text=text, blocks=blocks, lines=lines, pages=count, warnings=tuple(warnings))


def _opened(data: bytes, file: str) -> PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(file, data, error.err_code) from error


def _refusal(file: str, data: bytes, code: int | None) -> FileRefusedError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return FileRefusedError(
            file,
            "it is locked with a password",
            remedy="Open it with the password, save a copy without one, and add the copy.",
        )
    if code == pdfium.FPDF_ERR_SECURITY:
        return FileRefusedError(
            file,
            "it is encrypted in a way that cannot be opened here",
            remedy="Open it in the program it was made for, print it to a new PDF, and add that.",
        )
    if b"%PDF-" not in data[:1024]:
        return FileRefusedError(
            file,
            "it is not a PDF, whatever its name says",
            remedy="Open it to see what it is; if it should be a paper, download it again.",
        )
    if code == pdfium.FPDF_ERR_SUCCESS:
        return FileRefusedError(file, "it has no pages", remedy="Download it again, or ask for another copy.")
    return FileRefusedError(
        file,
        "it is damaged beyond opening",
        remedy="Download it again, or open it elsewhere and print it to a new PDF.",
    )


def _without_text(file: str, warnings: list[ReadingWarning], *, count: int) -> FileRefusedError:
    if any("cannot be loaded" in warning.reason for warning in warnings) and len(warnings) >= count:
        return FileRefusedError(
            file,
            "none of its pages can be loaded",
            remedy="Download it again, or open it elsewhere and print it to a new PDF.",
        )
    if warnings:
        return FileRefusedError(
            file,
            "it is scanned: its pages are images without text",
            remedy=f"Have its text recognised (OCR): {INSTALL}, and add it again; or add a PDF that has its text.",
        )
    return FileRefusedError(
        file, "no page has any text", remedy="Check that it is the right file, or ask for another copy."
    )


def _read_pages(
    document: PdfDocument, read_picture: ReadPicture | None
) -> tuple[list[PageLines], list[ReadingWarning], frozenset[int]]:
    """Return the pages' lines, what could not be read, and the pages that were read from their pictures."""
    pages: list[PageLines] = []
    warnings: list[ReadingWarning] = []
    seen: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            warnings.append(ReadingWarning(page=number, reason="the page cannot be loaded"))
            continue
        try:
            frame = page_frame(page)
            lines = _page_lines(page, number, frame)
            reason = _loss(page, lines, frame)
            if reason is not None and read_picture is not None and len(seen) < MOST_PICTURES:
                recognised = recognised_lines(page, number, read_picture)
                if _letters(recognised) > _letters(lines) or (recognised and reason == MEANINGLESS_REASON):
                    lines, reason = recognised, None
                    seen.append(number)
            pages.append(PageLines(number, frame.height, lines))
            if reason is not None:
                warnings.append(ReadingWarning(page=number, reason=reason))
        except pypdfium2.PdfiumError:
            warnings.append(ReadingWarning(page=number, reason="the page's text cannot be loaded"))
        finally:
            page.close()
    if seen:
        listed = ", ".join(map(str, seen))
        warnings.append(ReadingWarning(page=None, reason=f"{READ_BY_OCR}, so letters may be wrong: pages {listed}"))
    return pages, warnings, frozenset(seen)


def _letters(lines: list[PrintedLine]) -> int:
    return sum(map(str.isalnum, "".join(line.text for line in lines)))


def _page_lines(page: PdfPage, number: int, frame: Frame) -> list[PrintedLine]:
    rules = page_rules(page, frame)
    textpage = page.get_textpage()
    try:
        return printed_lines(textpage, page=number, frame=frame, rules=rules)
    finally:
        textpage.close()


def _loss(page: PdfPage, lines: list[PrintedLine], frame: Frame) -> str | None:
    """Return what of the page could not be read as text, or None when nothing seems to be missing."""
    letters = "".join(line.text for line in lines)
    if len(letters) >= FEW_CHARACTERS:
        meaningless = len(MEANINGLESS.findall(letters))
        return MEANINGLESS_REASON if meaningless > UNREADABLE_SHARE * len(letters) else None
    share = _picture_share(page, frame)
    if not letters and share > 0:
        return "the page is an image without text"
    return "the page is an image with little text" if share > PICTURE_SHARE else None


def _picture_share(page: PdfPage, frame: Frame) -> float:
    """Return the share of the page that its largest picture covers."""
    largest = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=NESTED_FORMS):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, abs((right - left) * (top - bottom)))
    return min(1.0, largest / max(1.0, frame.width * frame.height))


def _written(drafts: list[Draft], seen: frozenset[int]) -> tuple[str, tuple[Block, ...], tuple[Line, ...]]:
    """Write the blocks down: their text, and where each block and line stands in it."""
    pieces: list[str] = []
    blocks: list[Block] = []
    lines: list[Line] = []
    end = 0
    for draft in drafts:
        start = end + 2 if pieces else 0
        if pieces:
            pieces.append("\n\n")
        parts = _separated(draft)
        start += len(parts[0][0])
        end = start - len(parts[0][0])
        for separator, line in parts:
            pieces += (separator, line.text)
            begin = end + len(separator)
            end = begin + len(line.text)
            lines.append(Line(span=Span(begin, end), page=line.page, box=line.box))
        is_ocr = any(line.page in seen for _, line in parts)
        span = Span(start, end)
        pieces.append("\t" * draft.rows[-1].blank_after)
        end += draft.rows[-1].blank_after
        blocks.append(Block(span=span, kind=draft.kind, page=draft.page, level=draft.level, is_ocr=is_ocr))
    return "".join(pieces), tuple(blocks), tuple(lines)


def _separated(draft: Draft) -> list[tuple[str, PrintedLine]]:
    """Return the lines of a block, each with the white space before it: a tab for each blank cell of a table."""
    parts = []
    for row in draft.rows:
        for place, cell in enumerate(row.cells):
            for index, line in enumerate(cell):
                parts.append(("\n" if index or not place else "\t" * row.tabs_before(place), line))
    return [("\t" * draft.rows[0].tabs_before(0), parts[0][1]), *parts[1:]]
