"""Lay out a web page's table as a grid: a cell for each column of each row, merged ones empty but for the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

WIDEST, TALLEST = 100, 5000  # columns and rows that a merged cell may run over
SECTIONS = ("thead", "tbody", "tfoot")


def table_rows(table: LexborNode) -> list[list[LexborNode | None]]:
    """Return a table's rows, all equally many columns wide."""
    rows: list[list[LexborNode | None]] = []
    running: dict[int, int] = {}  # by column, how many more rows a cell from above takes
    for row in _rows(table):
        cells: list[LexborNode | None] = []
        for cell in row.iter():
            if cell.tag not in ("td", "th"):
                continue
            _pass_over(cells, running)
            width, height = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", TALLEST)
            running |= {len(cells) + column: height - 1 for column in range(width) if height > 1}
            cells += [cell, *[None] * (width - 1)]
        _pass_over(cells, running)
        rows.append(cells)
    widest = max(map(len, rows), default=0)
    return [[*cells, *[None] * (widest - len(cells))] for cells in rows]


def is_layout(table: LexborNode) -> bool:
    """Tell whether a table only lays out the page: it says so, has one column, or holds headings or other tables."""
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    if any(len(table.css(tag)) > 0 for tag in ("td h1, td h2, td h3, td h4", "td table")):
        return True
    return max((len(row) for row in table_rows(table)), default=0) < 2  # noqa: PLR2004 - columns


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """Yield a table's own rows as they are shown: its foot last, wherever it stands in the file."""
    feet = []
    for part in table.iter():
        if part.tag == "tr":
            yield part
        elif part.tag == "tfoot":
            feet.append(part)
        elif part.tag in SECTIONS:
            yield from (row for row in part.iter() if row.tag == "tr")
    for part in feet:
        yield from (row for row in part.iter() if row.tag == "tr")


def _pass_over(cells: list[LexborNode | None], running: dict[int, int]) -> None:
    """Leave the columns empty that a cell from above takes at this place."""
    while running.get(len(cells), 0) > 0:
        running[len(cells)] -= 1
        cells.append(None)


def _span(cell: LexborNode, name: str, most: int) -> int:
    stated = (cell.attributes.get(name) or "").strip()
    return max(1, min(most, int(stated))) if stated.isdecimal() and len(stated) < 6 else 1  # noqa: PLR2004 - digits
