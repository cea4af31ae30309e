"""Read one row of a table: its cells, and whether it is a head, an action, a measure or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.types import Span
from indexer.store import PassageKind

if TYPE_CHECKING:
    from indexer.split.rules import SplittingRules

ACTION_COLUMNS = ("action", "actions we are taking", "the actions we are taking", "actions")
MEASURE_COLUMNS = ("frequency", "target", "actual", "milestone/target that we will monitor", "measure")
RULING = re.compile(r"[\s|:+=-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is known of the table so far: what its rows are, and the last action reference, None before the first."""

    rows_are: PassageKind | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it is to be kept. `cells` are its cells that hold anything; `span` runs from the first to the last."""

    kind: PassageKind
    span: Span
    cells: tuple[Span, ...]
    reference: str | None
    table: Table


def read_row(text: str, body: Span, table: Table, rules: SplittingRules) -> Row:
    """Return the row at `body`, whose cells are divided by tabs or by Markdown's bars."""
    separator = "\t" if "\t" in text[slice(*body)] else "|"
    width = text[slice(*body)].strip("|").count(separator)
    cells = tuple(_cells(text, body, separator))
    words = [fold(text[slice(*cell)]) for cell in cells]
    span = Span(cells[0].start, cells[-1].end) if cells else body
    if not any(any(map(str.isalnum, word)) for word in words) or RULING.fullmatch(text[slice(*body)]):
        return Row(kind=PassageKind.BOILERPLATE, span=span, cells=cells, reference=None, table=table)
    if words[0].casefold() in rules.columns and len(words) > 1:
        headed = replace(table, rows_are=_rows_under(words, table, rules))
        return Row(kind=PassageKind.METADATA, span=span, cells=cells, reference=None, table=headed)
    kind = _kind(words, width, table, rules)
    reference = _reference(words, kind, table, rules)
    return Row(kind=kind, span=span, cells=cells, reference=reference, table=replace(table, reference=reference))


def _cells(text: str, body: Span, separator: str) -> list[Span]:
    cells = []
    start = body.start
    for cell in text[slice(*body)].split(separator):
        stripped = cell.strip()
        if stripped:
            begin = start + cell.index(stripped)
            cells.append(Span(begin, begin + len(stripped)))
        start += len(cell) + 1
    return cells


def _rows_under(head: list[str], table: Table, rules: SplittingRules) -> PassageKind | None:
    """Return what the rows under a head are; a second head row of a measures table changes nothing."""
    names = {name.casefold() for name in head}
    if any(name.startswith(column) for name in names for column in MEASURE_COLUMNS):
        return PassageKind.MEASURE
    if names & set(ACTION_COLUMNS):
        return PassageKind.ACTION
    return table.rows_are


def _kind(words: list[str], width: int, table: Table, rules: SplittingRules) -> PassageKind:
    if table.rows_are is not None:
        return table.rows_are
    if width >= rules.action_columns:
        return PassageKind.ACTION
    only_label = len(words) == 1 and (words[0].endswith(":") or rules.boilerplate.fullmatch(words[0]))
    return PassageKind.BOILERPLATE if only_label or rules.boilerplate.fullmatch(words[0]) else PassageKind.PARAGRAPH


def _reference(words: list[str], kind: PassageKind, table: Table, rules: SplittingRules) -> str | None:
    """Return the row's own reference, or that of the row above for a row that goes on with it."""
    if kind is PassageKind.ACTION:
        return next((word for word in words[:2] if rules.action_reference.fullmatch(word)), table.reference)
    if kind is PassageKind.MEASURE:
        return words[0] if rules.measure_reference.fullmatch(words[0]) else table.reference
    return None
