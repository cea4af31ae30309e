"""Read the measures of a plan: what is to be reached by each period, and what was."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.types import page_at
from indexer.plans.joins import CellText
from indexer.plans.periods import Pair, most_complete, pairs_of, with_names_from
from indexer.plans.rows import passages_in, record_id
from indexer.plans.tables import grids_of
from indexer.records import Measure, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.types import Document, Span
    from indexer.plans.rules import PlanRules
    from indexer.plans.tables import Grid, TableRow
    from indexer.store import Passage

LETTERED = re.compile(r"(?P<stem>.*?)(?P<letter>[A-Z])")
LEFT_OF_IT = re.compile(r"[^\w]*(?P<rest>\w+)")


def measures_of(document: Document, passages: Sequence[Passage], rules: PlanRules) -> tuple[Measure, ...]:
    """Return the measures of a document's tables, in reading order; none for a paper without any.

    A row without reference and measure goes on with the one above. What no cell prints is None, never 0.
    """
    grids = [grid for grid in grids_of(document, rules) if grid.is_measures]
    printed = [pairs_of(grid, rules) for grid in grids]
    complete = most_complete(printed)
    drafts: list[_Draft] = []
    for grid, pairs in zip(grids, printed, strict=True):
        table = _Table(grid, with_names_from(pairs, complete), rules)
        for row in grid.rows:
            table.take(row)
        drafts += table.drafts
    return tuple(_records(document, passages, drafts))


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A measure while rows are still being added to it. `values` are, for each period, its target and its actual."""

    priority: str | None
    ref: str | None
    ref_inferred: bool
    measure: str
    frequency: str
    names: tuple[str, ...]
    values: list[tuple[CellText, CellText]]
    lines: list[Span] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A measures table while its rows are read."""

    grid: Grid
    pairs: list[Pair]
    rules: PlanRules
    drafts: list[_Draft] = field(default_factory=list)

    def take(self, row: TableRow) -> None:
        """Take in a row."""
        ref, measure = self._cell(row, "ref"), self._cell(row, "measure")
        if ref or measure or not self.drafts:
            self._open(ref, measure, self._cell(row, "frequency"))
        draft = self.drafts[-1]
        draft.lines.append(row.span)
        for (target, actual), pair in zip(draft.values, self.pairs, strict=True):
            for text, column in ((target, pair.target), (actual, pair.actual)):
                cell = row.cells[column] if column is not None and column < len(row.cells) else ""
                if any(map(str.isalnum, cell)):
                    text.add(cell)

    def _cell(self, row: TableRow, name: str) -> str:
        columns = list(self.grid.fields)
        if name not in columns and name == "frequency":
            return self._unnamed_cell(row)
        place = columns.index(name) if name in columns else len(row.cells)
        return row.cells[place] if place < len(row.cells) else ""

    def _unnamed_cell(self, row: TableRow) -> str:
        """Return the cell of the one column before the periods whose heading is lost."""
        first = min((pair.first for pair in self.pairs), default=0)
        unnamed = [
            place for place in range(min(first, len(row.cells))) if self.grid.fields[place : place + 1] == (None,)
        ]
        return row.cells[unnamed[0]] if len(unnamed) == 1 else ""

    def _open(self, printed: str, measure: str, frequency: str) -> None:
        ref, inferred, repairs = self._reference(printed)
        self.drafts.append(
            _Draft(
                priority=self.grid.priority,
                ref=ref,
                ref_inferred=inferred,
                measure=measure,
                frequency=frequency,
                names=tuple(pair.name for pair in self.pairs),
                values=[(CellText(), CellText()) for _ in self.pairs],
                repairs=[*repairs, *(repair for pair in self.pairs for repair in pair.repairs)],
            )
        )

    def _reference(self, printed: str) -> tuple[str | None, bool, list[str]]:
        """Return a reference, whether it was inferred, and repairs; a damaged one must agree with the next due."""
        folded = fold(printed)
        if self.rules.patterns["measure_reference"].fullmatch(folded):
            changed = folded != printed
            return folded, False, [f"ref: look-alike letters in “{printed}”"] if changed else []
        expected = self._expected()
        left = LEFT_OF_IT.fullmatch(folded)
        if expected is not None and (not folded or (left is not None and expected.endswith(left.group("rest")))):
            return expected, True, [f"ref: damaged in the source (“{printed}”), inferred from its neighbours"]
        return folded or None, False, []

    def _expected(self) -> str | None:
        """Return the reference that follows the last one."""
        last = LETTERED.fullmatch((self.drafts[-1].ref if self.drafts else None) or "")
        return f"{last.group('stem')}{chr(ord(last.group('letter')) + 1)}" if last else None


def _records(document: Document, passages: Sequence[Passage], drafts: list[_Draft]) -> Iterator[Measure]:
    counts: Counter[str | None] = Counter()
    for draft in drafts:
        counts[draft.ref] += 1
        yield Measure(
            id=record_id(document.id, "measure", draft.ref, counts[draft.ref], draft.measure),
            document_id=document.id,
            ref=draft.ref,
            ref_inferred=draft.ref_inferred,
            priority=draft.priority,
            measure=draft.measure,
            frequency=draft.frequency or None,
            periods=tuple(
                Period(name, target.text or None, actual.text or None)
                for name, (target, actual) in zip(draft.names, draft.values, strict=True)
            ),
            lines=tuple(draft.lines),
            repairs=tuple(dict.fromkeys(draft.repairs)),
            passage_ids=passages_in(passages, draft.lines),
            page=page_at(document.lines, draft.lines[0].start),
        )
