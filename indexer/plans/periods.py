"""Find the pairs of columns, target and actual, of a measures table, and the periods that they are for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.deadlines import deadlines_in
from indexer.plans.tables import PAIR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.plans.rules import PlanRules
    from indexer.plans.tables import Grid

SIDES = ("target", "actual")
PUT_RIGHT = "period: its name is damaged in the table's head, taken from the fuller head of another table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The columns of one period; None where the table has none for that side."""

    name: str
    target: int | None
    actual: int | None
    repairs: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The leftmost of its columns."""
        return min(column for column in (self.target, self.actual) if column is not None)

    @property
    def is_readable(self) -> bool:
        """Whether the name holds a date, or is no more than a side without a period."""
        return bool(deadlines_in(fold(self.name)))


def pairs_of(grid: Grid, rules: PlanRules) -> list[Pair]:
    """Return a table's pairs with the names that its head gives them, in the order of the columns."""
    if len(grid.heads) > 1:
        pairs = _paired([(place, rules.measure_column(cell), "") for place, cell in enumerate(grid.heads[1].cells)])
        return _with_names(pairs, _period_names(grid, rules))
    sides = []
    for place, cell in enumerate(grid.headings):
        pair = PAIR.fullmatch(cell)
        if rules.measure_column(cell) in SIDES:
            sides.append((place, rules.measure_column(cell), ""))
        elif pair is not None:
            sides.append((place, rules.measure_column(pair.group("side")), pair.group("period").strip()))
    return _paired(sides)


def most_complete(tables: Iterable[Sequence[Pair]]) -> list[str]:
    """Return the names of the head with the most periods that can all be read; none where there is no such head."""
    readable = [[pair.name for pair in pairs] for pairs in tables if all(pair.is_readable for pair in pairs)]
    return max(readable, key=len, default=[])


def with_names_from(pairs: list[Pair], complete: list[str]) -> list[Pair]:
    """Return the pairs, with damaged names put right where only one run of the complete names agrees with the rest."""
    if all(pair.is_readable for pair in pairs) or not any(pair.is_readable for pair in pairs):
        return pairs
    runs = [complete[start : start + len(pairs)] for start in range(len(complete) - len(pairs) + 1)]
    in_place = [run for run in runs if all(p.name == name for p, name in zip(pairs, run, strict=True) if p.is_readable)]
    in_order = [run for run in runs if _is_within([pair.name for pair in pairs if pair.is_readable], run)]
    agreeing = in_place or in_order
    if len(agreeing) != 1:
        return pairs
    return [
        pair if pair.name == name else replace(pair, name=name, repairs=(PUT_RIGHT,))
        for pair, name in zip(pairs, agreeing[0], strict=True)
    ]


def _paired(sides: Iterable[tuple[int, str | None, str]]) -> list[Pair]:
    """Return pairs out of columns with their side and period: an actual goes with the target before it."""
    pairs: list[Pair] = []
    for place, side, period in sides:
        if side == "target":
            pairs.append(Pair(name=period, target=place, actual=None))
        elif side == "actual":
            last = pairs[-1] if pairs else None
            if last is not None and last.actual is None and last.name == period:
                pairs[-1] = replace(last, actual=place)
            else:
                pairs.append(Pair(name=period, target=None, actual=place))
    return pairs


def _period_names(grid: Grid, rules: PlanRules) -> list[tuple[int, str]]:
    """Return the names of periods in a head's first row, with their columns; one may be fused with another heading."""
    names = []
    for place, cell in enumerate(grid.headings):
        dates = deadlines_in(fold(cell))
        field = grid.fields[place] if place < len(grid.fields) else None
        if field is None and cell:
            names.append((place, cell))
        elif field is not None and dates and rules.measure_column(cell) is None:
            names.append((place, cell[fold(cell).index(dates[0].printed) :]))
    return names


def _with_names(pairs: list[Pair], names: list[tuple[int, str]]) -> list[Pair]:
    """Return the pairs with their names: in order where there are as many, else by the columns that they stand over."""
    if len(names) == len(pairs):
        return [replace(pair, name=name) for pair, (_, name) in zip(pairs, names, strict=True)]
    over = {pair.first: name for pair in pairs for place, name in names if place in (pair.target, pair.actual)}
    return [replace(pair, name=over.get(pair.first, "")) for pair in pairs]


def _is_within(names: Sequence[str], run: Sequence[str]) -> bool:
    """Tell whether the names stand in the run, in the same order."""
    rest = iter(run)
    return all(name in rest for name in names)
