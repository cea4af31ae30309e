"""Draw one page of a PDF as a picture, with the places of a passage outlined."""

from __future__ import annotations

import io
from math import sqrt
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pypdfium2 import PdfPage

    from corpus.types import Box

MOST_PIXELS = 6_000_000  # A4 at a scale of 2 has 2 million; a page may claim to be 5 metres wide
AROUND_PT = 3.0  # of room around each line: enough to join lines of usual leading in one outline
STROKE_PT = 1.5
NEARLY_PT = 3.0
INK = (20, 72, 63)  # 10:1 against white
TINT = (255, 240, 190)  # multiplied with what is printed, so black stays black


def page_png(data: bytes, page: int, boxes: Sequence[Box], scale: float) -> bytes:
    """Return a page as a PNG picture, as displayed, `boxes` tinted with one line drawn around them.

    Nothing that the file would have run or fetched is run or fetched; the content of form fields is not drawn.

    Args:
        data: The PDF's bytes.
        page: Counted from 1.
        boxes: In points from the top left corner of the page as displayed; what lies off the page is left out.
        scale: Pixels for each point, above 0; less is taken where the picture would have more than 6 million pixels.

    Raises:
        ValueError: there is no such page.
        pypdfium2.PdfiumError: the file or the page cannot be loaded.
    """
    with pypdfium2.PdfDocument(data) as document:
        if not 1 <= page <= len(document):
            raise ValueError(page)
        opened = document[page - 1]
        try:
            picture, pixels = _drawn(opened, scale)
        finally:
            opened.close()
    written = io.BytesIO()
    _outlined(picture, boxes, pixels).save(written, "PNG")
    return written.getvalue()


def _drawn(page: PdfPage, scale: float) -> tuple[Image.Image, float]:
    """Return the page's picture and how many pixels it has for each point."""
    width, height = (max(1.0, length) for length in page.get_size())
    fitting = min(scale, sqrt(MOST_PIXELS / (width * height)))
    bitmap = page.render(scale=fitting)
    try:
        return bitmap.to_pil().convert("RGB").copy(), fitting
    finally:
        bitmap.close()


def _outlined(picture: Image.Image, boxes: Sequence[Box], pixels: float) -> Image.Image:
    stroke = max(2, round(STROKE_PT * pixels))
    aligned = _aligned(boxes)
    inner = [rectangle for box in aligned if (rectangle := _rectangle(box, pixels, picture.size))]
    if not inner:
        return picture
    inside = _mask(picture.size, inner, grown_by=0)
    edge = ImageChops.subtract(_mask(picture.size, inner, grown_by=stroke), inside)
    tinted = ImageChops.multiply(picture, Image.new("RGB", picture.size, TINT))
    return Image.composite(Image.new("RGB", picture.size, INK), Image.composite(tinted, picture, inside), edge)


def _aligned(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes with their left edges in line where they nearly are: letters begin at slightly other places."""
    lefts = sorted({box.left for box in boxes})
    return [box._replace(left=next(left for left in lefts if box.left - left <= NEARLY_PT)) for box in boxes]


def _rectangle(box: Box, pixels: float, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Return a box with room around it in pixels, cut to the picture; None when it lies off it."""
    width, height = size
    left, top = (max(0, round((edge - AROUND_PT) * pixels)) for edge in (box.left, box.top))
    right = min(width - 1, round((box.right + AROUND_PT) * pixels))
    bottom = min(height - 1, round((box.bottom + AROUND_PT) * pixels))
    return (left, top, right, bottom) if left < right and top < bottom else None


def _mask(size: tuple[int, int], rectangles: Iterable[tuple[int, int, int, int]], *, grown_by: int) -> Image.Image:
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for left, top, right, bottom in rectangles:
        draw.rectangle((left - grown_by, top - grown_by, right + grown_by, bottom + grown_by), fill=255)
    return mask
