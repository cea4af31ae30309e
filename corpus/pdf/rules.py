"""Find the ruled cells of a PDF's page: the boxes that its drawn lines close on all four sides."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from corpus.types import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage

    from corpus.pdf.frame import Frame

THIN = 3.0  # points; a drawn thing that is lower or narrower counts as a line
SHORTEST = 6.0  # points; shorter lines are the corners of borders, or ornaments
TOUCHING = 3.0  # points between the ends of pieces that make one line
SEGMENTS = 4000  # more are a drawing and not a table
OBJECTS = 20000


class Rule(NamedTuple):
    """A drawn line that is level or upright: where it runs, and from where to where, in points as displayed."""

    at: float
    start: float
    end: float


class Rules:
    """The level and upright lines of one page."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        level: list[Rule] = []
        upright: list[Rule] = []
        for box in boxes:
            if box.bottom - box.top <= THIN and box.right - box.left >= SHORTEST:
                level.append(Rule((box.top + box.bottom) / 2, box.left, box.right))
            elif box.right - box.left <= THIN and box.bottom - box.top >= SHORTEST:
                upright.append(Rule((box.left + box.right) / 2, box.top, box.bottom))
        self.level = _merged(level)
        self.upright = _merged(upright)

    def walls(self, box: Box) -> list[float]:
        """Return where upright lines cross the box, from left to right."""
        if not self.upright:
            return []
        middle = (box.top + box.bottom) / 2
        return [rule.at for rule in self.upright if rule.start <= middle <= rule.end and box.left < rule.at < box.right]

    def cell(self, box: Box) -> Box | None:
        """Return the smallest closed cell around the middle of the box, or None where lines do not close one."""
        if not self.upright or not self.level:
            return None
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        across = [rule.at for rule in self.upright if rule.start <= y <= rule.end]
        left = max((at for at in across if at <= x), default=None)
        right = min((at for at in across if at > x), default=None)
        if left is None or right is None:
            return None
        closing = [
            rule.at for rule in self.level if rule.start <= left + TOUCHING * 2 and rule.end >= right - TOUCHING * 2
        ]
        top = max((at for at in closing if at <= y), default=None)
        bottom = min((at for at in closing if at > y), default=None)
        return None if top is None or bottom is None else Box(left, top, right, bottom)


def page_rules(page: PdfPage, frame: Frame) -> Rules:
    """Return the level and upright lines that a page draws, whether as strokes or as thin filled boxes."""
    return Rules(_drawn(page, frame))


def _drawn(page: PdfPage, frame: Frame) -> Iterator[Box]:
    edges = tuple(ctypes.c_float() for _ in range(4))
    references = tuple(ctypes.byref(edge) for edge in edges)
    left, bottom, right, top = edges
    budget = SEGMENTS
    for index in range(min(OBJECTS, pdfium.FPDFPage_CountObjects(page))):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(thing, *references):
            continue
        box = frame.shown_box(left.value, bottom.value, right.value, top.value)
        if min(box.right - box.left, box.bottom - box.top) <= THIN:
            yield box
            continue
        segments = pdfium.FPDFPath_CountSegments(thing)
        budget -= segments
        if budget > 0 and _is_stroked(thing):
            yield from _sides(thing, segments, frame)


def _is_stroked(path: object) -> bool:
    """Whether the path's outline is drawn: a filled area alone may be no more than a shade behind words."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and stroke.value != 0


def _sides(path: object, count: int, frame: Frame) -> Iterator[Box]:
    """Yield the straight pieces of a larger path, such as a cell's frame or a whole grid drawn at once."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[bool, float, float]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        drawn = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO
        points.append(
            (
                drawn,
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
    for (_, x0, y0), (drawn, x1, y1) in pairwise(points):
        if drawn:
            yield frame.shown_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _merged(rules: list[Rule]) -> list[Rule]:
    """Return the rules with those made one that run on in the same place."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / 1.5), rule.start)):
        last = merged[-1] if merged else None
        if last and abs(last.at - rule.at) < THIN / 2 and rule.start <= last.end + TOUCHING:
            merged[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return merged
