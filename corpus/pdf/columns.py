"""Tell which column of its table each cell of a PDF's row stands in, so that blank cells are not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.pdf.draft import Draft
    from corpus.pdf.lines import PrintedLine
    from corpus.pdf.rows import Row

FEWEST_COLUMNS = 3  # with two, a blank one would only part a label from its answer
SAME_EDGE = 3.0  # points between the left edges of cells of one column
ALIGNED = 0.6  # in sizes of type, between the left edges of a column's cells where nothing is ruled


class Column(NamedTuple):
    """How far a column reaches from left to right, in points."""

    left: float
    right: float


def place_columns(drafts: Sequence[Draft]) -> None:
    """Note for the rows of each table in which columns their cells stand; single cells between rows become rows.

    A table goes on over pages, and over what stands between, as long as its cells fit the columns above.
    """
    columns: list[Column] = []
    for run in list(_runs(drafts)):
        rows = [row for draft in run for row in draft.rows]
        own = _columns_of(rows)
        if not own or (columns and all(_place(column, columns) is not None for column in own)):
            own = columns
        columns = own
        if len(columns) < FEWEST_COLUMNS:
            continue
        for row in rows:
            _note(row, columns)


def _runs(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the rows that follow each other, with single cells among them that fit their columns."""
    run: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.kind is BlockKind.TABLE_ROW:
            run.append(draft)
        elif run and _is_single_cell(draft, run, drafts[index + 1] if index + 1 < len(drafts) else None):
            draft.kind = BlockKind.TABLE_ROW
            _gather(draft)
            run.append(draft)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_single_cell(draft: Draft, run: list[Draft], following: Draft | None) -> bool:
    """Tell whether a block is a row of one filled cell: it stands in a column, not the first, of the rows above."""
    columns = _columns_of([row for before in run for row in before.rows])
    if len(columns) < FEWEST_COLUMNS:
        return False
    ruled = draft.first.cell is not None and run[-1].first.cell is not None
    if not ruled and (following is None or following.kind is not BlockKind.TABLE_ROW):
        return False
    reach = _reach(draft.lines)
    place = _place(reach, columns)
    return place is not None and place > 0 and _is_aligned(draft.lines, columns[place])


def _gather(draft: Draft) -> None:
    """Make one row of one cell out of a block's lines."""
    draft.rows[0].cells = [list(draft.lines)]
    del draft.rows[1:]


def _is_aligned(lines: Sequence[PrintedLine], column: Column) -> bool:
    if lines[0].cell is not None:
        return abs(lines[0].cell.left - column.left) < SAME_EDGE
    return all(abs(line.box.left - column.left) < ALIGNED * line.size for line in lines[:1])


def _columns_of(rows: Sequence[Row]) -> list[Column]:
    """Return the columns of a table's rows, from left to right: those of the fullest row, and more where cells ask."""
    columns: list[Column] = []
    for row in sorted(rows, key=lambda row: -len(row.cells)):
        for cell in row.cells:
            _take(_reach(cell), columns)
    return columns


def _take(reach: Column, columns: list[Column]) -> None:
    """Take a cell into the column that it stands in, or begin a column with it."""
    overlapped = [
        index for index, column in enumerate(columns) if min(column.right, reach.right) > max(column.left, reach.left)
    ]
    if not overlapped:
        columns.append(reach)
        columns.sort()
    elif len(overlapped) == 1:
        index = overlapped[0]
        columns[index] = Column(min(columns[index].left, reach.left), max(columns[index].right, reach.right))


def _reach(lines: Sequence[PrintedLine]) -> Column:
    cell = lines[0].cell
    if cell is not None:
        return Column(cell.left, cell.right - SAME_EDGE)
    return Column(min(line.box.left for line in lines), max(line.box.right for line in lines))


def _place(reach: Column, columns: Sequence[Column]) -> int | None:
    """Return the column that something stands in, the leftmost of several; None where it stands in none."""
    overlapped = [
        index for index, column in enumerate(columns) if min(column.right, reach.right) > max(column.left, reach.left)
    ]
    return overlapped[0] if overlapped else None


def _note(row: Row, columns: Sequence[Column]) -> None:
    places = [_place(_reach(cell), columns) for cell in row.cells]
    known = [place for place in places if place is not None]
    if len(known) == len(places) and known == sorted(set(known)):
        row.places, row.width = known, len(columns)
