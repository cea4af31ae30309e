"""Take the printed lines of a PDF's page from its picture, where its text cannot be read."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from corpus.pdf.lines import MARKER, PrintedLine, beside
from corpus.types import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from corpus.ocr import ReadPicture, Recognised

DOTS_PER_POINT = 2.0  # 144 dpi: 200 dpi reads no better and takes half as long again (rapidocr 3.10, 2026-11)
MOST_DOTS = 3000  # along a page's longer side: posters
TYPE_SHARE = 0.72  # of a line's box that is the size of its type
FOOT_SHARE = 0.2  # of a line's box that lies below the baseline
ALIKE = 0.3  # how far a line's height may be from the usual one and still be the same type


def recognised_lines(page: PdfPage, number: int, read_picture: ReadPicture) -> list[PrintedLine]:
    """Return the lines that are seen on a page, from top to bottom, a bullet or number with what follows it."""
    scale = min(DOTS_PER_POINT, MOST_DOTS / max(page.get_size()))
    found = read_picture(page.render(scale=scale, rev_byteorder=False).to_numpy())
    if not found:
        return []
    usual = median(line.box.bottom - line.box.top for line in found)
    lines: list[PrintedLine] = []
    for line in found:
        printed = _printed(line, number, scale, usual)
        if lines and MARKER.fullmatch(lines[-1].text) and beside(lines[-1], printed):
            printed = _with_marker(lines.pop(), printed)
        lines.append(printed)
    return lines


def _printed(line: Recognised, number: int, scale: float, usual: float) -> PrintedLine:
    height = line.box.bottom - line.box.top
    alike = abs(height - usual) <= ALIKE * usual
    left, top, right, bottom = (edge / scale for edge in line.box)
    return PrintedLine(
        text=line.text,
        page=number,
        box=Box(left, top, right, bottom),
        baseline=bottom - FOOT_SHARE * height / scale,
        size=round((usual if alike else height) * TYPE_SHARE / scale, 1),
        bold=False,
    )


def _with_marker(marker: PrintedLine, line: PrintedLine) -> PrintedLine:
    top, bottom = min(marker.box.top, line.box.top), max(marker.box.bottom, line.box.bottom)
    return PrintedLine(
        text=f"{marker.text} {line.text}",
        page=line.page,
        box=Box(marker.box.left, top, line.box.right, bottom),
        baseline=line.baseline,
        size=line.size,
        bold=False,
        stands_off=True,
    )
