"""Keep where each printed line of a paper stands, in little room."""

from __future__ import annotations

import json
import zlib

from corpus.types import Box, Line, Span

TENTHS = 10  # of a point: finer than any eye or screen


def packed_lines(lines: tuple[Line, ...]) -> bytes:
    """Return the lines as compressed JSON: start, end, page, and the box in tenths of a point."""
    rows = [(*line.span, line.page, *(round(edge * TENTHS) for edge in line.box)) for line in lines]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode("ascii"))


def unpacked_lines(packed: bytes) -> tuple[Line, ...]:
    """Return the lines that `packed_lines` packed, boxes to a tenth of a point."""
    return tuple(
        Line(span=Span(start, end), page=page, box=Box(*(edge / TENTHS for edge in box)))
        for start, end, page, *box in json.loads(zlib.decompress(packed))
    )
