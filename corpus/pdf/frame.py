"""Turn a PDF page's own coordinates into places on the page as displayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.types import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


class Frame(NamedTuple):
    """How a page's own coordinates turn into the page as displayed: its corners and its turns to the right."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """The width of the page as displayed, in points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height of the page as displayed, in points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page stands when displayed, from the top left corner."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:  # noqa: PLR2004 - the four quarter turns
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def shown_box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the page as it stands when displayed."""
        if self.turns == 0:
            return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
        (x0, y0), (x1, y1) = self.shown(left, top), self.shown(right, bottom)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def page_frame(page: PdfPage) -> Frame:
    """Return the visible part of a page and how it is turned."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)
