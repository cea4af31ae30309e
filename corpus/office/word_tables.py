"""Lay out a Word table as a grid: a text for each column of each row, merged cells blank but for the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.office.ooxml import first, value_of, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

WIDEST = 64  # columns; Word allows 63
WRAPPERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:bookmarkStart"})


class Cell(NamedTuple):
    """A cell as the file has it. `width` is how many columns of the grid it takes; `element` None where merged away."""

    element: Element | None
    width: int


def table_rows(table: Element) -> list[list[Cell]]:
    """Return a table's rows, all equally many columns wide; rows deleted under tracking are left out."""
    rows = [list(_cells(row)) for row in _inside(table, "w:tr") if first(row, "w:trPr/w:del") is None]
    widest = max((sum(cell.width for cell in row) for row in rows), default=0)
    return [[*row, *[Cell(None, 1)] * (widest - sum(cell.width for cell in row))] for row in rows]


def deleted_rows(table: Element) -> int:
    """Return how many of a table's rows were deleted under tracking."""
    return sum(first(row, "w:trPr/w:del") is not None for row in _inside(table, "w:tr"))


def _cells(row: Element) -> Iterator[Cell]:
    yield from [Cell(None, 1)] * _columns(value_of(row, "w:trPr/w:gridBefore"), 0)
    for cell in _inside(row, "w:tc"):
        width = max(1, _columns(value_of(cell, "w:tcPr/w:gridSpan"), 1))
        yield Cell(None if _is_merged_away(cell) else cell, width)
    yield from [Cell(None, 1)] * _columns(value_of(row, "w:trPr/w:gridAfter"), 0)


def _is_merged_away(cell: Element) -> bool:
    """Tell whether a cell goes on with the one above or before it; Word shows nothing that may stand in it."""
    for name in ("w:vMerge", "w:hMerge"):
        merge = first(cell, f"w:tcPr/{name}")
        if merge is not None and merge.get("w:val", "continue") == "continue":
            return True
    return False


def _columns(text: str | None, otherwise: int) -> int:
    return min(WIDEST, whole_number(text, otherwise))


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls and tracked insertions."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in WRAPPERS:
            yield from _inside(element, tag)
