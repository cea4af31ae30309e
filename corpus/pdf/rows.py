"""Group a page's printed lines into rows: what stands side by side belongs together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.pdf.lines import beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.pdf.lines import PrintedLine

SAME_COLUMN = 0.6  # in sizes of type
HANG = 2.5  # in sizes of type: how far a cell's later lines may hang in
WIDEST_LEADING = 1.5  # in sizes of type, inside a cell
TALLEST_CELL = 14  # lines; taller neighbours are columns of prose


@dataclass(slots=True)
class Row:
    """Lines that stand side by side, cell by cell; most rows are one line in one cell.

    `places` says in which columns of a table the cells stand, and `width` how many columns it has; both are empty where
    the row is in no table of several columns.
    """

    cells: list[list[PrintedLine]]
    places: list[int] = field(default_factory=list)
    width: int = 0

    def tabs_before(self, index: int) -> int:
        """Return how many tabs part a cell from the one before it, or from the row's beginning."""
        if len(self.places) != len(self.cells):
            return min(index, 1)
        return self.places[index] - (self.places[index - 1] if index else 0)

    @property
    def blank_after(self) -> int:
        """How many blank cells follow the last one."""
        return self.width - 1 - self.places[-1] if len(self.places) == len(self.cells) else 0

    @property
    def first(self) -> PrintedLine:
        """The row's first line."""
        return self.cells[0][0]

    @property
    def lines(self) -> list[PrintedLine]:
        """The row's lines, cell by cell."""
        return [line for cell in self.cells for line in cell]

    @property
    def is_grid(self) -> bool:
        """Whether the row has more than one cell."""
        return len(self.cells) > 1

    @property
    def top(self) -> float:
        """The top of the highest line."""
        return min(line.box.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """The foot of the lowest line."""
        return max(line.box.bottom for line in self.lines)


def group_rows(lines: list[PrintedLine], leading: Callable[[float], float]) -> list[Row]:
    """Return the lines as rows, in the order given.

    Where rules are drawn, they tell rows and cells; elsewhere places do: a cell stands to the right of the one before
    and at its height, and its lines follow each other closely.

    Args:
        lines: A page's lines in pdfium's order, in which a cell's lines follow each other.
        leading: The usual distance from line to line for a size of type.
    """
    rows: list[Row] = []
    for place, line in enumerate(lines):
        if not rows or line.sideways or rows[-1].first.sideways:
            rows.append(Row([[line]]))
        elif line.cell is not None and rows[-1].first.cell is not None:
            _add_ruled(rows, line)
        elif line.cell is not None or rows[-1].first.cell is not None:
            rows.append(Row([[line]]))
        else:
            alone = place + 1 == len(lines) or not beside(line, lines[place + 1])
            _add_placed(rows, line, leading, alone=alone)
    return rows


def _add_ruled(rows: list[Row], line: PrintedLine) -> None:
    """Add a line of a ruled cell: to that cell, as the row's next cell, or as the next row.

    A cell that runs down over several rows stands in the first of them.
    """
    row = rows[-1]
    cells = [cell[0].cell for cell in row.cells if cell[0].cell is not None]
    if line.cell is None or not cells:
        raise ValueError(line)
    if line.cell in cells and row.is_grid:
        row.cells[cells.index(line.cell)].append(line)
        return
    top, bottom = max(cell.top for cell in cells), min(cell.bottom for cell in cells)
    level = min(bottom, line.cell.bottom) - max(top, line.cell.top) > line.size / 2
    if not level or line.cell in cells:
        rows.append(Row([[line]]))
        return
    if not row.is_grid:
        _gather_cell(rows)
    rows[-1].cells.append([line])


def _gather_cell(rows: list[Row]) -> None:
    """Put the lines of one ruled cell together when its neighbour comes."""
    while len(rows) > 1 and not rows[-2].is_grid and rows[-2].first.cell == rows[-1].first.cell:
        row = rows.pop()
        rows[-1].cells[0] += row.cells[0]


def _add_placed(rows: list[Row], line: PrintedLine, leading: Callable[[float], float], *, alone: bool) -> None:
    row = rows[-1]
    cell = _cell_continued(row, line, leading, alone=alone) if row.is_grid else None
    if cell is not None:
        cell.append(line)
    elif row.is_grid:
        if _stands_beside(row, line):
            row.cells.append([line])
        else:
            rows.append(Row([[line]]))
    elif (label := _label_of(rows, line)) is not None:
        label.cells.append([line])
    else:
        count = _wrapped_above(rows, line, leading)
        gathered = Row([[row.first for row in rows[len(rows) - count :]]])
        if _stands_beside(gathered, line):
            gathered.cells.append([line])
            rows[len(rows) - count :] = [gathered]
        else:
            rows.append(Row([[line]]))


def _label_of(rows: list[Row], line: PrintedLine) -> Row | None:
    """Return the row of the label that the line answers, where all labels are drawn first and then all answers."""
    for row in reversed(rows[-TALLEST_CELL:]):
        if row.is_grid or not row.first.text.endswith(":") or row.first.box.right > line.box.left:
            return None
        if abs(row.first.baseline - line.baseline) < 1:
            return row
    return None


def _stands_beside(row: Row, line: PrintedLine) -> bool:
    """Whether the line is the row's next cell: to the right of the last, at the row's height or a line above."""
    right = max(other.box.right for other in row.cells[-1])
    middle = (line.box.top + line.box.bottom) / 2
    return line.box.left > right - 1 and row.top - line.size < middle < row.bottom


def _cell_continued(
    row: Row, line: PrintedLine, leading: Callable[[float], float], *, alone: bool
) -> list[PrintedLine] | None:
    """Return the cell that the line goes on with, or None."""
    for cell in (row.cells[-1], *row.cells[:-1]):
        last = cell[-1]
        aligned = -SAME_COLUMN * line.size < line.box.left - cell[0].box.left < HANG * line.size
        if aligned and _is_tight(last, line, leading) and (cell is row.cells[-1] or alone):
            return cell
    return None


def _is_tight(a: PrintedLine, b: PrintedLine, leading: Callable[[float], float]) -> bool:
    """Whether `b` follows `a` as the next line of the same cell would."""
    usual = min(leading(b.size), WIDEST_LEADING * b.size)
    return 0 < b.baseline - a.baseline < 1.1 * max(usual, b.size) and abs(a.size - b.size) < 1 and a.bold == b.bold


def _wrapped_above(rows: list[Row], line: PrintedLine, leading: Callable[[float], float]) -> int:
    """Return how many of the last rows would be the lines of one cell, if `line` were that cell's neighbour."""
    count = 1
    while count < min(len(rows), TALLEST_CELL) and not rows[-count - 1].is_grid:
        above, below = rows[-count - 1].first, rows[-count].first
        hang = below.box.left - above.box.left
        if not _is_tight(above, below, leading) or above.box.right > line.box.left:
            break
        if not -SAME_COLUMN * above.size < hang < HANG * above.size:
            break
        count += 1
    return count
