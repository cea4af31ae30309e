"""Say what became of each action from one version of a plan to another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from search.actions import RollUp, roll_up
from search.alignment import matched
from search.milestone_changes import milestone_changes
from search.passage_changes import cosines_between, likeness_of
from search.rewording import reworded, same_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.records import Action, Status, Target
    from indexer.store import Found, FoundAction, View
    from search.milestone_changes import MilestoneChange
    from search.rewording import Rewording

# What the same reference adds to likeness, shared among the rows that bear it: a number that one action alone has says
# more than one that stands over six, and neither makes two different actions one, since plans are renumbered.
REFERENCE_WORTH = 0.2
# How alike two actions must be to be one: as `LIKE` for passages, with what the reference adds. Chosen on 2026-11-22 on
# a plan of 58 actions and our retelling of it: 58 are matched rightly from 0.55 to 0.70. Higher than for passages
# since rows of one plan resemble each other: of 29 actions dropped while 29 others of the same objectives were added,
# 7 are taken for reworded at 0.65 and 3 at 0.70.
ONE_ACTION = 0.70
FIELDS = (
    "ref",
    "priority",
    "outcome_ref",
    "outcome",
    "objective",
    "action",
    "success_criteria",
    "strengthening",
    "others",
)


class PlannedAction(NamedTuple):
    """An action with the passages that it is quoted by, each an exact slice of its paper's text."""

    found: FoundAction
    passages: tuple[Found, ...]


class FieldChange(NamedTuple):
    """A field of an action (one of `FIELDS`, or "lead") in both wordings."""

    field: str
    rewording: Rewording


class TargetChange(NamedTuple):
    """A target in both versions; None where one has none for that group and measure."""

    old: Target | None
    new: Target | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """An action that both versions have, with all that differs.

    `by_reference` tells that both bear the same printed reference; else they were matched by words and meaning alone.
    `cosine` is that of the two, in [-1, 1]. `fields` holds what was reworded but the lead, which is `lead`, None where
    it is the same. `milestones` holds those that differ, in the new order, then those that were dropped.
    """

    old: PlannedAction
    new: PlannedAction
    by_reference: bool
    cosine: float
    fields: tuple[FieldChange, ...]
    lead: FieldChange | None
    milestones: tuple[MilestoneChange, ...]
    targets: tuple[TargetChange, ...]

    @property
    def statuses(self) -> tuple[Status | None, Status | None]:
        """How the action stood and stands as a whole: see `Action.status`."""
        return self.old.found.action.status, self.new.found.action.status


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChanges:
    """Actions of two versions: how many are the same, what one alone has, what changed (as the new plan goes)."""

    same: int
    added: tuple[PlannedAction, ...]
    dropped: tuple[PlannedAction, ...]
    changed: tuple[ActionChange, ...]
    roll_ups: tuple[RollUp, RollUp]


def action_changes(
    old: Sequence[FoundAction], new: Sequence[FoundAction], view: View, *, is_swapped: bool
) -> ActionChanges:
    """Compare the actions of two versions of a plan, each in reading order; `is_swapped` as for `matched`."""
    before, after = [item.action for item in old], [item.action for item in new]
    ours, theirs = ([action.passage_ids for action in side] for side in (before, after))
    cosines = cosines_between(ours, theirs, view, is_swapped=is_swapped)

    def likeness(first: Sequence[int], second: Sequence[int]) -> npt.NDArray[np.floating]:
        one, other, meaning = (after, before, cosines.T) if is_swapped else (before, after, cosines)
        some, others = [_said(one[i]) for i in first], [_said(other[j]) for j in second]
        chosen = np.ix_(first, second)
        return likeness_of(some, others, meaning[chosen]) + _shared_references(one, other)[chosen]

    keys = [[_key(action) for action in side] for side in (before, after)]
    pairs = matched(keys[0], keys[1], likeness, threshold=ONE_ACTION, is_swapped=is_swapped)
    planned = [[PlannedAction(item, _quoted(item.action, view)) for item in side] for side in (old, new)]
    changed = [
        _change(planned[0][i], planned[1][j], float(cosines[i, j]), is_swapped=is_swapped)
        for i, j in sorted(pairs, key=lambda pair: pair[1])
        if keys[0][i] != keys[1][j]
    ]
    kept, shown = {i for i, _ in pairs}, {j for _, j in pairs}
    return ActionChanges(
        same=len(pairs) - len(changed),
        added=tuple(item for place, item in enumerate(planned[1]) if place not in shown),
        dropped=tuple(item for place, item in enumerate(planned[0]) if place not in kept),
        changed=tuple(changed),
        roll_ups=(roll_up(before), roll_up(after)),
    )


def _said(action: Action) -> str:
    """Return what an action is told from others by; outcomes and objectives stand over several."""
    return f"{action.action}\n{action.success_criteria}".strip()


def _shared_references(one: Sequence[Action], other: Sequence[Action]) -> npt.NDArray[np.float64]:
    counts = [Counter(action.ref for action in side) for side in (one, other)]
    worth = np.zeros((len(one), len(other)))
    for i, action in enumerate(one):
        for j, candidate in enumerate(other):
            if action.ref is not None and action.ref == candidate.ref:
                worth[i, j] = REFERENCE_WORTH / max(counts[0][action.ref], counts[1][action.ref])
    return worth


def _key(action: Action) -> tuple[object, ...]:
    """Return all that is compared: two actions with the same key are the same."""
    milestones = [
        (m.due, None if m.due else fold(m.due_raw), m.status, None if m.status else fold(m.status_raw), fold(m.output))
        for m in action.milestones
    ]
    fields = [fold(_field(action, field)) for field in (*FIELDS, "lead")]
    return (*fields, tuple(sorted(map(repr, milestones))), tuple(sorted(map(repr, action.targets))))


def _field(action: Action, field: str) -> str:
    if field == "strengthening":
        return "; ".join(action.strengthening)
    if field == "others":
        return "\n".join(f"{heading}: {text}" for heading, text in action.others if text)
    return str(getattr(action, field) or "")


def _quoted(action: Action, view: View) -> tuple[Found, ...]:
    return tuple(view.passage(name) for name in action.passage_ids)


def _change(old: PlannedAction, new: PlannedAction, cosine: float, *, is_swapped: bool) -> ActionChange:
    before, after = old.found.action, new.found.action
    fields = [_field_change(before, after, field) for field in FIELDS]
    return ActionChange(
        old=old,
        new=new,
        by_reference=before.ref is not None and before.ref == after.ref,
        cosine=cosine,
        fields=tuple(field for field in fields if field is not None),
        lead=_field_change(before, after, "lead"),
        milestones=milestone_changes(before.milestones, after.milestones, is_swapped=is_swapped),
        targets=tuple(_target_changes(before.targets, after.targets)),
    )


def _field_change(old: Action, new: Action, field: str) -> FieldChange | None:
    before, after = _field(old, field), _field(new, field)
    return None if same_wording(before, after) else FieldChange(field, reworded(before, after))


def _target_changes(old: Sequence[Target], new: Sequence[Target]) -> list[TargetChange]:
    """Return the targets that differ; those for the same group and measure go together, the first with the first."""
    keys = [
        [(fold(t.group), fold(t.measure), t.unit, _nth(side, t, n)) for n, t in enumerate(side)] for side in (old, new)
    ]
    before, after = dict(zip(keys[0], old, strict=True)), dict(zip(keys[1], new, strict=True))
    kept = [TargetChange(before.get(key), target) for key, target in after.items()]
    gone = [TargetChange(target, None) for key, target in before.items() if key not in after]
    return [change for change in [*kept, *gone] if change.old is None or change.old != change.new]


def _nth(targets: Sequence[Target], target: Target, place: int) -> int:
    return sum((t.group, t.measure, t.unit) == (target.group, target.measure, target.unit) for t in targets[:place])
