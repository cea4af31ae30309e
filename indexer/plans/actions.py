"""Read the actions of a plan out of its tables, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.types import page_at
from indexer.plans.alignment import align
from indexer.plans.joins import CellText, begins_small, habits_of, is_cut, is_cut_name, is_surely_cut, is_unfinished
from indexer.plans.milestones import milestones_of, targets_in
from indexer.plans.references import following_reference, lost_reference
from indexer.plans.rows import passages_in, record_id
from indexer.plans.tables import grids_of
from indexer.records import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.types import Document, Span
    from indexer.plans.alignment import AlignedRow
    from indexer.plans.joins import Habits
    from indexer.plans.rules import PlanRules
    from indexer.plans.tables import Grid
    from indexer.records import Milestone
    from indexer.store import Passage

    IsOne = Callable[[str, str, Habits, PlanRules], bool]

HEADED = ("ref", "outcome", "objective")
TEXTS = ("outcome", "objective", "action", "success_criteria", "lead")
OF_AN_ACTION = ("action", "success_criteria", "lead", "status", "due", "output")


def actions_of(document: Document, passages: Sequence[Passage], rules: PlanRules) -> tuple[Action, ...]:
    """Return the actions of a document's plan tables, in reading order; none for a paper without any.

    A blank cell for reference, outcome or objective means that of the row above, a blank action another milestone of
    the action above. `passages` are the document's, in reading order.
    """
    grids = [grid for grid in grids_of(document, rules) if not grid.is_measures]
    rows = [[align(row, grid, rules) for row in grid.rows] for grid in grids]
    habits = {name: habits_of([row.get(name) for part in rows for row in part]) for name in TEXTS}
    plan = _Plan(rules, habits, has_own_objectives=_has_own_objectives([row for part in rows for row in part]))
    for grid, part in zip(grids, rows, strict=True):
        plan.begin(grid, part[0])
        for place, row in enumerate(part):
            plan.take(row, following_reference(part[place + 1 :], rules))
    return tuple(_records(document, passages, plan, rules))


@dataclass(slots=True, kw_only=True)
class _Draft:
    """An action while rows are still being added to it. `outcome` and `objective` are shared with others."""

    priority: str | None
    ref: str | None
    ref_inferred: bool
    outcome: CellText
    objective: CellText
    action: CellText = field(default_factory=CellText)
    success_criteria: CellText = field(default_factory=CellText)
    lead: CellText = field(default_factory=CellText)
    milestones: list[Milestone] = field(default_factory=list)
    strengthening: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[CellText, ...]:
        """The fields that may run over several rows."""
        return (self.outcome, self.objective, self.action, self.success_criteria, self.lead)


@dataclass(slots=True)
class _Plan:
    """Where in the plan we are: what the next row inherits."""

    rules: PlanRules
    habits: dict[str, Habits]
    has_own_objectives: bool
    drafts: list[_Draft] = field(default_factory=list)
    grid: Grid | None = None
    priority: str | None = None
    ref: str | None = None
    ref_inferred: bool = False
    outcome: CellText = field(default_factory=CellText)
    objective: CellText = field(default_factory=CellText)
    current: _Draft | None = None

    def begin(self, grid: Grid, first: AlignedRow) -> None:
        """Begin a table. Below a heading only a row that is plainly the rest of another inherits anything."""
        before, self.grid = self.grid, grid
        goes_on = before is not None and before.fields == grid.fields and before.priority == grid.priority
        if not goes_on or first.has(*HEADED):
            self.priority, self.ref, self.ref_inferred = grid.priority, None, False
            self.outcome, self.objective, self.current = CellText(), CellText(), None

    def take(self, row: AlignedRow, next_ref: str | None) -> None:
        """Take in a row, seeing the next reference that is printed below it."""
        self.priority = row.get("priority") or self.priority
        before = (self.outcome, self.objective, self.ref)
        self._take_outcome(row)
        self._take_reference(row)
        self._drop_leaks(row)
        self._take_objective(row)
        is_new_head = (
            self.current is None
            or self.outcome is not before[0]
            or self.objective is not before[1]
            or self.ref != before[2]
        )
        if self._begins_action(row, is_new_head=is_new_head):
            if not row.get("ref") and (inferred := lost_reference(self._damage(row, before), self.ref, next_ref)):
                self.ref, self.ref_inferred = inferred, True
                if self.objective is before[1]:  # the cell that was lost with its reference
                    self.objective = CellText()
            self._open(row)
        elif not row.has(*OF_AN_ACTION):
            return  # a band: what it says of reference, outcome or objective holds for the rows below
        self._fill(row)

    def _take_outcome(self, row: AlignedRow) -> None:
        cell = row.get("outcome")
        if not cell or fold(cell) in map(fold, [*self.outcome.pieces, self.outcome.text]):
            return
        number = _outcome_number(cell, self.rules)
        if self.outcome.pieces and number is None and self._outcome_goes_on(cell):
            self._put(self.outcome, cell, "outcome", row, is_one=is_cut)
        elif number is None or number != _outcome_number(self.outcome.text, self.rules):
            self.outcome, self.objective = CellText([cell], [row.span]), CellText()
            self.ref, self.ref_inferred = None, False

    def _outcome_goes_on(self, cell: str) -> bool:
        """Tell whether a cell without a number is more of the outcome above: where outcomes are numbered, it is."""
        numbered = _outcome_number(self.outcome.text, self.rules) is not None
        return numbered or is_surely_cut(self.outcome.last, cell, self.rules)

    def _take_reference(self, row: AlignedRow) -> None:
        ref = fold(row.get("ref")).rstrip(".")
        if not ref or (ref == self.ref and not self.ref_inferred):
            return
        self.ref, self.ref_inferred = ref, False
        if row.get("objective"):
            self.objective = CellText()
        elif self.objective.pieces and self.has_own_objectives:
            row.repairs.append("objective: blank beside a reference of its own; that of the row above holds")

    def _drop_leaks(self, row: AlignedRow) -> None:
        """Drop what has leaked from one cell into its neighbour on the left."""
        objective, action, lead = row.get("objective"), row.get("action"), row.get("lead")
        if objective and objective == action and begins_small(objective):
            row.cells["objective"] = ""
            row.repairs.append("objective: dropped a cell that repeats the action beside it")
        category = row.get("strengthening")
        shorter = lead.removesuffix(category).rstrip() if category else lead
        if shorter and shorter != lead and fold(shorter) in self.habits["lead"].whole:
            row.cells["lead"] = shorter
            row.repairs.append(f"lead: dropped “{category}”, which has leaked from the cell beside it")

    def _take_objective(self, row: AlignedRow) -> None:
        cell = row.get("objective")
        if not cell or fold(cell) == fold(self.objective.text):
            return
        if not row.has("ref") and is_cut(self.objective.last, cell, self.habits["objective"], self.rules):
            self._put(self.objective, cell, "objective", row, is_one=is_cut)
        else:
            self.objective = CellText([cell], [row.span])

    def _begins_action(self, row: AlignedRow, *, is_new_head: bool) -> bool:
        cell = row.get("action")
        if self.current is None or not cell:
            return is_new_head and row.has(*OF_AN_ACTION)
        if is_new_head:
            return True
        upper = self.current.action.last
        adds_nothing = not row.has("success_criteria", "lead")
        goes_on = is_surely_cut(upper, cell, self.rules) or (
            adds_nothing and is_cut(upper, cell, self.habits["action"], self.rules)
        )
        return not goes_on

    def _damage(self, row: AlignedRow, before: tuple[CellText, CellText, str | None]) -> str | None:
        """Return what tells that a reference may be lost, as `lost_reference` takes it; None where nothing does."""
        if self.grid is None or not self.grid.has("ref"):
            return None
        if self.outcome is not before[0]:
            return _outcome_number(self.outcome.text, self.rules)
        is_new_objective = self.objective is not before[1] and begins_small(self.objective.text)
        damaged = row.was_shifted or (is_new_objective and not self.habits["objective"].begins_small)
        return "" if damaged else None

    def _open(self, row: AlignedRow) -> None:
        self.current = _Draft(
            priority=self.priority,
            ref=self.ref,
            ref_inferred=self.ref_inferred,
            outcome=self.outcome,
            objective=self.objective,
            expected=tuple(name for name in ("objective", "action") if self.grid is not None and self.grid.has(name)),
        )
        if self.ref_inferred and not row.get("ref"):
            row.repairs.append(f"ref: lost in the source, inferred from its neighbours as {self.ref}")
        self.drafts.append(self.current)

    def _fill(self, row: AlignedRow) -> None:
        """Add a row's cells to the action that is open."""
        draft = self.current
        if draft is None:
            raise ValueError(row)
        self._put(draft.action, row.get("action"), "action", row, is_one=is_cut)
        self._put(draft.success_criteria, row.get("success_criteria"), "success_criteria", row, is_one=is_cut)
        self._put(draft.lead, row.get("lead"), "lead", row, is_one=is_cut_name)
        for milestone in milestones_of(row, self.rules):
            draft.milestones.append(milestone)
        category = row.get("strengthening")
        if category and (name := self.rules.category(category) or category) not in draft.strengthening:
            draft.strengthening.append(name)
        draft.others += row.others
        draft.lines.append(row.span)
        draft.repairs += [repair for repair in row.repairs if repair not in draft.repairs]

    def _put(self, text: CellText, cell: str, name: str, row: AlignedRow, *, is_one: IsOne) -> None:
        """Add a cell to a field: to its last piece where the two are one, else as a further piece."""
        if not cell:
            return
        text.lines.append(row.span)
        if text.pieces and is_one(text.last, cell, self.habits[name], self.rules):
            text.join(cell)
            text.repairs.append(f"{name}: joined over a row")
        else:
            text.add(cell)
            if name == "outcome":
                text.repairs.append("outcome: goes on in a further row")


def _has_own_objectives(rows: Sequence[AlignedRow]) -> bool:
    """Tell whether the plan's references mostly have objectives of their own, so that one without is an exception."""
    headed = [row for row in rows if row.has("ref")]
    return 2 * sum(row.has("objective") for row in headed) > len(headed)


def _outcome_number(text: str, rules: PlanRules) -> str | None:
    match = rules.patterns["outcome_number"].match(fold(text))
    return match.group("number") if match else None


def _records(document: Document, passages: Sequence[Passage], plan: _Plan, rules: PlanRules) -> Iterator[Action]:
    counts: Counter[str | None] = Counter()
    for draft in plan.drafts:
        counts[draft.ref] += 1
        texts = (draft.objective.text, draft.action.text, draft.success_criteria.text)
        action = draft.action.text
        outputs = [milestone.output for milestone in draft.milestones]
        yield Action(
            id=record_id(document.id, "action", draft.ref, counts[draft.ref], "\n".join(texts)),
            document_id=document.id,
            ref=draft.ref,
            ref_inferred=draft.ref_inferred,
            priority=draft.priority,
            outcome_ref=_outcome_number(draft.outcome.text, rules),
            outcome=draft.outcome.text,
            objective=draft.objective.text,
            action=action,
            success_criteria=draft.success_criteria.text,
            lead=draft.lead.text,
            strengthening=tuple(draft.strengthening),
            milestones=tuple(draft.milestones),
            targets=tuple(target for output in outputs for target in targets_in(output, action=action, rules=rules)),
            others=tuple(draft.others),
            lines=tuple(draft.lines),
            inherited_lines=tuple(sorted({*draft.outcome.lines, *draft.objective.lines} - {*draft.lines})),
            repairs=tuple(dict.fromkeys([*draft.repairs, *(done for text in draft.texts for done in text.repairs)])),
            missing=tuple(_missing(draft, plan.habits, rules)),
            passage_ids=passages_in(passages, draft.lines),
            page=page_at(document.lines, draft.lines[0].start),
        )


def _missing(draft: _Draft, habits: dict[str, Habits], rules: PlanRules) -> Iterator[str]:
    """Yield each field that the source has lost, wholly or in part."""
    for name in TEXTS:
        text: CellText = getattr(draft, name)
        if not text.pieces and name in draft.expected:
            yield name
        if any(map(begins_small, text.pieces)) and not habits[name].begins_small:
            yield f"{name}: beginning"
        if any(is_unfinished(piece, rules) for piece in text.pieces):
            yield f"{name}: end"
    if any(is_unfinished(milestone.output, rules) for milestone in draft.milestones):
        yield "output: end"
