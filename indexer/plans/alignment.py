"""Put the cells of a row of an action plan under their columns, where extraction has shifted or doubled them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from corpus.deadlines import around_deadlines, deadlines_in
from indexer.plans.rules import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.types import Span
    from indexer.plans.rules import PlanRules
    from indexer.plans.tables import Grid, TableRow

FURTHEST = 3  # columns that a row may be shifted by
FEWEST_SIGNS = 2  # of status, date and category must agree on a shift: one alone may be a word in a longer cell
OVERLAID = (
    0.8  # share of a garbled cell's words that stand in its neighbours too (report 003: 0.93; others 0.5 at most)
)
WORD = re.compile(r"[a-z]{2,}")


@dataclass(slots=True, kw_only=True)
class AlignedRow:
    """A row's cells by field. `others` are cells under headings that name no field, with those headings."""

    span: Span
    cells: dict[str, str]
    others: list[tuple[str, str]]
    repairs: list[str] = field(default_factory=list)
    was_shifted: bool = False

    def get(self, name: str) -> str:
        """Return the text of a field, empty where the cell is blank or there is no such column."""
        return self.cells.get(name, "")

    def has(self, *names: str) -> bool:
        """Whether any of the fields has text."""
        return any(self.cells.get(name) for name in names)


class _Shift(NamedTuple):
    by: int
    first: int  # the leftmost cell that shows it


def align(row: TableRow, grid: Grid, rules: PlanRules) -> AlignedRow:
    """Return a row's cells under their fields, shifted back where what is in them shows that they were shifted."""
    repairs: list[str] = []
    cells = [_without_lone_marks(cell, repairs) for cell in row.cells]
    shift = _shift_of(cells, grid, rules)
    if shift is not None:
        cells = _shifted(cells, shift, grid, rules, repairs)
    cells += [""] * (len(grid.fields) - len(cells))
    by_field: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    for place, cell in enumerate(cells):
        name = grid.fields[place] if place < len(grid.fields) else None
        if name is not None and name != "ignored":
            by_field[name] = f"{by_field[name]}\n{cell}" if by_field.get(name) and cell else by_field.get(name) or cell
        elif cell:
            others.append((grid.headings[place] if place < len(grid.headings) else "", cell))
    return AlignedRow(span=row.span, cells=by_field, others=others, repairs=repairs, was_shifted=shift is not None)


def is_deadline(cell: str, rules: PlanRules) -> bool:
    """Tell whether a whole cell is made of dates and the words that go around them."""
    folded = fold(cell)
    if plain(folded) in rules.undated:
        return True
    return bool(deadlines_in(folded)) and set(plain(around_deadlines(folded)).split()) <= rules.around_dates


def _without_lone_marks(cell: str, repairs: list[str]) -> str:
    if cell and not any(map(str.isalnum, cell)):
        repairs.append(f"dropped a cell of nothing but “{cell}”")
        return ""
    return cell


def _shift_of(cells: Sequence[str], grid: Grid, rules: PlanRules) -> _Shift | None:
    """Return by how many columns a row has to be moved, judged by the cells that can be told by what is in them."""
    signs: list[tuple[str, Callable[[str], object]]] = [
        ("status", rules.statuses_in),
        ("due", lambda cell: is_deadline(cell, rules)),
        ("strengthening", rules.category),
    ]
    votes = []
    for name, is_one in signs:
        if not grid.has(name):
            continue
        column = grid.fields.index(name)
        places = [place for place, cell in enumerate(cells) if cell and is_one(cell) is not None and is_one(cell)]
        if column in places:
            votes.append((0, column))
        elif len(places) == 1 and abs(column - places[0]) <= FURTHEST:
            votes.append((column - places[0], places[0]))
    by = {vote for vote, _ in votes}
    if len(votes) < FEWEST_SIGNS or len(by) != 1 or 0 in by:
        return None
    return _Shift(by.pop(), min(place for _, place in votes))


def _shifted(cells: list[str], shift: _Shift, grid: Grid, rules: PlanRules, repairs: list[str]) -> list[str]:
    """Return the cells in their places; those left of the shift that are in their own places stay there."""
    kept = _kept_on_the_left(cells, grid, rules)
    if shift.by > 0:
        repairs.append(f"shifted {_columns(shift.by)} to the left in the source; put back")
        return _without_blank_end([*cells[:kept], *[""] * shift.by, *cells[kept:]], len(grid.fields))
    repairs.append(f"shifted {_columns(-shift.by)} to the right in the source; put back")
    for _ in range(-shift.by):
        cells = _with_one_less(cells, kept, _first_sure(cells, shift, grid, rules), repairs)
    return cells


def _columns(number: int) -> str:
    return f"{number} column{'' if number == 1 else 's'}"


def _kept_on_the_left(cells: Sequence[str], grid: Grid, rules: PlanRules) -> int:
    """Return how many cells on the left are in their places: up to a reference or a numbered outcome in its column."""
    kept = 0
    for name, is_one in (("ref", rules.is_reference), ("outcome", rules.patterns["outcome_number"].match)):
        column = grid.fields.index(name) if grid.has(name) else len(cells)
        if column < len(cells) and cells[column] and is_one(fold(cells[column])):
            kept = max(kept, column + 1)
    return kept


def _first_sure(cells: Sequence[str], shift: _Shift, grid: Grid, rules: PlanRules) -> int:
    """Return the first cell that surely belongs to the shifted part: a lead beside it counts."""
    if grid.has("lead"):
        place = grid.fields.index("lead") - shift.by
        if place < shift.first and rules.is_lead(cells[place]):
            return place
    return shift.first


def _with_one_less(cells: list[str], start: int, end: int, repairs: list[str]) -> list[str]:
    """Return the cells with one less between two places: a garbled one, a blank one, or two made one."""
    for place in range(start, end):
        if _is_overlaid(cells, place):
            repairs.append("dropped a garbled cell that repeats the cells beside it")
            return cells[:place] + cells[place + 1 :]
    for place in range(start, end):
        if not cells[place]:
            return cells[:place] + cells[place + 1 :]
    if end - start < FEWEST_SIGNS:  # nothing to choose among
        return cells
    repairs.append("two cells put together, as one too many was found")
    return [*cells[: end - 2], f"{cells[end - 2]}\n{cells[end - 1]}", *cells[end:]]


def _is_overlaid(cells: Sequence[str], place: int) -> bool:
    """Tell whether a cell is a garbled print of its neighbours: it begins in mid-sentence and says nothing else."""
    words = WORD.findall(fold(cells[place]).casefold())
    if not words or not cells[place][0].islower() or not 0 < place < len(cells) - 1:
        return False
    around = set(WORD.findall(fold(f"{cells[place - 1]} {cells[place + 1]}").casefold()))
    return sum(word in around for word in words) >= OVERLAID * len(words)


def _without_blank_end(cells: list[str], width: int) -> list[str]:
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return cells
