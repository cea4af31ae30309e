"""Part numbers from the words behind them where they stand in a table's column of numbers, not before a paragraph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.pdf.lines import beside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.pdf.furniture import PageLines
    from corpus.pdf.lines import PrintedLine

SAME_EDGE = 1.5  # points


class _Neighbours(NamedTuple):
    """Where two lines begin that stand side by side, apart: the heads of a column and of the next."""

    left: float
    next: float


def part_marks(pages: Iterable[PageLines]) -> list[PageLines]:
    """Return the pages with each number that leads a line made a line of its own, where two cells above begin there.

    "1.1.1   Recruit" is a numbered paragraph unless something above it stands in two columns that begin just where the
    number and the words begin: then these are a reference and an action.
    """
    seen: list[_Neighbours] = []
    parted = []
    for page in pages:
        lines: list[PrintedLine] = []
        for line in page.lines:
            if line.after_mark is not None and line.cell is None and _is_in_columns(line, line.after_mark, seen):
                lines += _parted(line, line.after_mark)
            else:
                if lines and beside(lines[-1], line):
                    seen.append(_Neighbours(lines[-1].box.left, line.box.left))
                lines.append(line)
        parted.append(page._replace(lines=lines))
    return parted


def _is_in_columns(line: PrintedLine, words: float, seen: list[_Neighbours]) -> bool:
    return any(abs(pair.left - line.box.left) < SAME_EDGE and abs(pair.next - words) < SAME_EDGE for pair in seen)


def _parted(line: PrintedLine, words: float) -> list[PrintedLine]:
    mark, rest = line.text.split(maxsplit=1)
    return [
        replace(
            line, text=mark, box=line.box._replace(right=(line.box.left + words) / 2), stands_off=False, after_mark=None
        ),
        replace(line, text=rest, box=line.box._replace(left=words), stands_off=False, after_mark=None),
    ]
