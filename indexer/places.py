"""Say where on the pages a stretch of a paper's text stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Box, Line, Span


class Place(NamedTuple):
    """A rectangle on a page that holds one printed line of a passage, or its share of one. Pages count from 1."""

    page: int
    box: Box


def pages_of(lines: Sequence[Line], span: Span) -> tuple[int, ...]:
    """Return the pages that the text in `span` stands on, in order; empty where the file has no pages.

    Text between two lines belongs to the line before it.
    """
    inside = lines_of(lines, span)
    if not inside and lines:
        inside = lines[max(0, bisect_right(lines, span.start, key=lambda line: line.span.start) - 1) :][:1]
    return tuple(dict.fromkeys(line.page for line in inside))


def places_of(lines: Sequence[Line], span: Span) -> list[Place]:
    """Return where the text in `span` stands, line by line, in reading order.

    Of a line that belongs to the text in part, the box is cut in proportion to its characters, which is right to about
    a letter's width.
    """
    return [Place(line.page, _cut(line, span)) for line in lines_of(lines, span)]


def lines_of(lines: Sequence[Line], span: Span) -> Sequence[Line]:
    """Return the printed lines that hold some of the text in `span`, in order."""
    first = bisect_right(lines, span.start, key=lambda line: line.span.end)
    last = bisect_left(lines, span.end, key=lambda line: line.span.start)
    return lines[first:last]


def _cut(line: Line, span: Span) -> Box:
    left, _, right, _ = line.box
    length = max(1, line.span.end - line.span.start)
    start = max(0, span.start - line.span.start) / length
    end = min(length, span.end - line.span.start) / length
    return line.box._replace(left=left + start * (right - left), right=left + end * (right - left))
