"""Say what became of each measure, its targets and its actuals, from one version of a plan to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from search.alignment import matched, same_keys
from search.passage_changes import LIKE, cosines_between, likeness_of
from search.rewording import reworded, same_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.records import Measure, Period
    from indexer.store import FoundMeasure, View
    from search.rewording import Rewording


class PeriodChange(NamedTuple):
    """A period's target and actual in both versions; None where one has no such period."""

    old: Period | None
    new: Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """A measure that both versions have, with its periods that differ.

    `rewording` is None where its words are the same.
    """

    old: FoundMeasure
    new: FoundMeasure
    rewording: Rewording | None
    periods: tuple[PeriodChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChanges:
    """Measures of two versions: how many are the same, what one alone has, and what changed, in the new order."""

    same: int
    added: tuple[FoundMeasure, ...]
    dropped: tuple[FoundMeasure, ...]
    changed: tuple[MeasureChange, ...]


def measure_changes(
    old: Sequence[FoundMeasure], new: Sequence[FoundMeasure], view: View, *, is_swapped: bool
) -> MeasureChanges:
    """Compare the measures of two versions of a plan, each in reading order; `is_swapped` as for `matched`."""
    before, after = [item.measure for item in old], [item.measure for item in new]
    ours, theirs = ([measure.passage_ids for measure in side] for side in (before, after))
    cosines = cosines_between(ours, theirs, view, is_swapped=is_swapped)

    def likeness(first: Sequence[int], second: Sequence[int]) -> npt.NDArray[np.floating]:
        one, other, meaning = (after, before, cosines.T) if is_swapped else (before, after, cosines)
        some, others = [one[i].measure for i in first], [other[j].measure for j in second]
        return likeness_of(some, others, meaning[np.ix_(first, second)])

    keys: list[list[object]] = [[_name(measure) for measure in side] for side in (before, after)]
    wholes = [[(_name(measure), repr(measure.periods)) for measure in side] for side in (before, after)]
    for number, (i, j) in enumerate(same_keys(*wholes)):
        keys[0][i] = keys[1][j] = number
    pairs = matched(keys[0], keys[1], likeness, threshold=LIKE, is_swapped=is_swapped)
    changes = [_change(old[i], new[j]) for i, j in sorted(pairs, key=lambda pair: pair[1])]
    changed = tuple(change for change in changes if change.rewording is not None or change.periods)
    kept, shown = {i for i, _ in pairs}, {j for _, j in pairs}
    return MeasureChanges(
        same=len(pairs) - len(changed),
        added=tuple(item for place, item in enumerate(new) if place not in shown),
        dropped=tuple(item for place, item in enumerate(old) if place not in kept),
        changed=changed,
    )


def _name(measure: Measure) -> tuple[str | None, str]:
    return measure.ref, fold(measure.measure)


def _change(old: FoundMeasure, new: FoundMeasure) -> MeasureChange:
    before, after = ({fold(period.name): period for period in item.measure.periods} for item in (old, new))
    periods = [PeriodChange(before.get(name), after.get(name)) for name in {**after, **before}]
    words = old.measure.measure, new.measure.measure
    return MeasureChange(
        old=old,
        new=new,
        rewording=None if same_wording(*words) else reworded(*words),
        periods=tuple(change for change in periods if _values(change.old) != _values(change.new)),
    )


def _values(period: Period | None) -> tuple[str, str]:
    return (fold(period.target or ""), fold(period.actual or "")) if period else ("", "")
