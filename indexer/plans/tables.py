"""Take the tables out of a document: rows of cells under the heads that name their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.cleaning import fold, on_one_line
from corpus.deadlines import deadlines_in
from corpus.types import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Block, Document
    from indexer.plans.rules import PlanRules

BAR = re.compile(r"(?<!\\)\|")
LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
LONGEST_PRIORITY = 24  # words; a longer line that begins with a priority's number is a sentence about it
FEWEST_HEADINGS = 3  # known headings of a row by which it is a head, of a table that has so many columns
TOO_DIFFERENT = 2  # cells more or fewer than the head has, in a row that other text parts from the table
PAIR = re.compile(r"(?P<period>.*\S)[\s:–-]+(?P<side>\w+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row as it lies in the file: its span without outer white space, and the text of each cell, on one line."""

    span: Span
    cells: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Grid:
    """Rows under one head. `fields` has an entry for each column, None where the heading names no field we know.

    `heads` are the rows of the head, `below` says that rows stand right under a heading of the paper, so that nothing
    is carried down into them from above.
    """

    fields: tuple[str | None, ...]
    heads: list[TableRow]
    is_measures: bool
    priority: str | None
    below: bool = False
    rows: list[TableRow] = field(default_factory=list)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns, as first printed."""
        return self.heads[0].cells

    def has(self, name: str) -> bool:
        """Whether a column is of this field."""
        return name in self.fields


def grids_of(document: Document, rules: PlanRules) -> list[Grid]:
    """Return the document's tables of actions and measures, in reading order.

    A table begins at a head that is not that of the table above it, and anew below a heading of the paper; a repeated
    head is dropped. Rows before the first head are left out, and so are tables without actions or measures.
    """
    walk = _Walk(rules)
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_ROW:
            row = read_row(document.text, block)
            if any(any(map(str.isalnum, cell)) for cell in row.cells):
                walk.take_row(row)
        elif block.kind is not BlockKind.FURNITURE:
            walk.take_line(on_one_line(document.text[slice(*block.span)]), is_heading=block.kind is BlockKind.HEADING)
    return [grid for grid in walk.grids if grid.rows]


def read_row(text: str, block: Block) -> TableRow:
    """Return the row at a block: cells are divided by tabs or by Markdown's bars, and blank ones count."""
    body = text[slice(*block.span)]
    if "\t" in body or not body.startswith("|"):
        start, end = block.span
        while start > 0 and text[start - 1] in "\t ":
            start -= 1
        while end < len(text) and text[end] in "\t ":
            end += 1
        cells = text[start:end].split("\t")
    else:
        cells = [cell.replace("\\|", "|") for cell in BAR.split(body.strip().removeprefix("|"))]
        cells = cells[:-1] if not cells[-1].strip() else cells
    return TableRow(span=block.span, cells=tuple(on_one_line(LINE_BREAK.sub("\n", cell)) for cell in cells))


@dataclass(slots=True)
class _Walk:
    """Where in the document we are: the priority, the table that is going on."""

    rules: PlanRules
    grids: list[Grid] = field(default_factory=list)
    priority: str | None = None
    key: str | None = None
    open: Grid | None = None
    below_heading: bool = False
    apart: bool = False  # since the last row, something else has stood between

    def take_line(self, line: str, *, is_heading: bool) -> None:
        """Take in a line that is no table's."""
        self.apart = True
        if self._take_priority(line) or is_heading:
            self.below_heading = True

    def take_row(self, row: TableRow) -> None:
        """Take in a row: a head, a band that names a priority, or a body row of the table that is open."""
        filled = [cell for cell in row.cells if cell]
        if len(filled) == 1 and self._take_priority(filled[0]):
            self.below_heading = True
            return
        if self.open is not None and self._goes_on_with_head(row, self.open):
            return
        fields = self._head(row)
        if fields is not None:
            self._open(fields, row)
        elif self.open is not None and not (self.apart and abs(len(row.cells) - len(self.open.fields)) > TOO_DIFFERENT):
            if self.below_heading and self.open.rows:
                self._open(self.open.fields, self.open.heads[0], *self.open.heads[1:])
            self.open.rows.append(row)
            self.apart = False

    def _take_priority(self, line: str) -> bool:
        """Take in a line that names a priority; another of the same one ("Priority 1 measures") changes nothing."""
        line = line.lstrip("#").strip()
        match = self.rules.patterns["priority"].fullmatch(fold(line))
        if match is None or len(line.split()) > LONGEST_PRIORITY or line.endswith("."):
            return False
        if match.group("key").casefold() != self.key:
            self.key, self.priority = match.group("key").casefold(), line
            self.open = None
        return True

    def _open(self, fields: tuple[str | None, ...], *heads: TableRow) -> None:
        is_measures = _is_of_measures(fields)
        repeated = self.open is not None and self.open.fields == fields and self.open.is_measures == is_measures
        if repeated and not self.below_heading:
            self.apart = False
            return
        self.open = Grid(
            fields=fields, heads=list(heads), is_measures=is_measures, priority=self.priority, below=self.below_heading
        )
        self.grids.append(self.open)
        self.below_heading = self.apart = False

    def _head(self, row: TableRow) -> tuple[str | None, ...] | None:
        """Return the fields that a row names if it is a head of actions or of measures, None if it is another row."""
        filled = sum(map(bool, row.cells))
        periods = sum(bool(deadlines_in(fold(cell))) for cell in row.cells)
        measures = self._fields(row, self._measure_field)
        if "measure" in measures and (periods or {"target", "actual"} <= set(measures)):
            known = sum(name is not None for name in measures) + periods
            return measures if _is_enough(known, filled) else None
        fields = self._fields(row, self.rules.column)
        known = sum(name is not None for name in fields)
        return fields if "action" in fields and _is_enough(known, filled) else None

    def _fields(self, row: TableRow, field_of: Callable[[str], str | None]) -> tuple[str | None, ...]:
        """Return the fields of a head, without blank columns at the end, which not all repetitions of a head have."""
        end = max((index + 1 for index, cell in enumerate(row.cells) if cell), default=0)
        return tuple(field_of(cell) if cell else None for cell in row.cells[:end])

    def _measure_field(self, cell: str) -> str | None:
        """Return the field of a measures table's heading, which may be fused with a period's name."""
        name = self.rules.measure_column(cell)
        if name is not None:
            return name
        pair = PAIR.fullmatch(cell)
        if pair is not None and self.rules.measure_column(pair.group("side")) in ("target", "actual"):
            return self.rules.measure_column(pair.group("side"))
        first = deadlines_in(fold(cell))
        return self.rules.measure_column(fold(cell).split(first[0].printed)[0]) if first else None

    def _goes_on_with_head(self, row: TableRow, grid: Grid) -> bool:
        """Take in a second row of a head: nothing but "Target" and "Actual", right below the first."""
        if not grid.is_measures or grid.rows:
            return False
        names = [self.rules.measure_column(cell) for cell in row.cells if cell]
        if not names or not set(names) <= {"target", "actual"}:
            return False
        grid.heads.append(row)
        return True


def _is_of_measures(fields: tuple[str | None, ...]) -> bool:
    return "measure" in fields


def _is_enough(known: int, filled: int) -> bool:
    """Tell whether enough of a row's cells are known headings for it to be a head."""
    return filled > 1 and known >= min(FEWEST_HEADINGS, filled) and 2 * known >= filled
