"""Say which dates slipped and which statuses moved between the milestones of one action in two versions."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from search.alignment import matched
from search.rewording import same_wording, word_likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.records import Milestone

MONTHS_IN_YEAR = 12
HALF_AS_NEAR = 6  # months apart at which two dates are half as near as the same one
DATE_UNKNOWN = 0.5
OUTPUT_SHARE = 2 / 3  # of the likeness of two milestones that both say what there will be; the date has the rest
# Less alike, they are two milestones: outputs without a word in common that are due more than two months apart, or
# nothing said of the output and due more than a year and a half apart.
ONE_MILESTONE = 0.25


class DateChange(StrEnum):
    """What became of a milestone's date. `REWORDED`: in other words, without one date being later than the other."""

    SLIPPED = "slipped"
    BROUGHT_FORWARD = "brought_forward"
    DATED = "dated"
    UNDATED = "undated"
    REWORDED = "reworded"


class MilestoneChange(NamedTuple):
    """A milestone in both versions; `old` is None for one that was added and `new` for one that was dropped."""

    old: Milestone | None
    new: Milestone | None

    @property
    def date(self) -> DateChange | None:
        """What became of its date, None where it is the same or one version has no such milestone."""
        if self.old is None or self.new is None:
            return None
        return _date_change(self.old, self.new)

    @property
    def months(self) -> int | None:
        """By how many months the date moved, later being more than 0; None unless both dates are known."""
        if self.old is None or self.new is None:
            return None
        before, after = _month(self.old), _month(self.new)
        return None if before is None or after is None else after - before

    @property
    def status_moved(self) -> bool:
        """Whether the status is another: in kind, or as printed where its kind is not known."""
        if self.old is None or self.new is None:
            return False
        if self.old.status is not None or self.new.status is not None:
            return self.old.status is not self.new.status
        return not same_wording(self.old.status_raw, self.new.status_raw)

    @property
    def output_reworded(self) -> bool:
        """Whether what there will be is put in other words."""
        return self.old is not None and self.new is not None and not same_wording(self.old.output, self.new.output)


def milestone_changes(
    old: Sequence[Milestone], new: Sequence[Milestone], *, is_swapped: bool
) -> tuple[MilestoneChange, ...]:
    """Return the milestones that differ, in the new order, then those that were dropped; `is_swapped` as for `matched`.

    Milestones go together that are due at the same time for the same output, then those that are nearest in both.
    """

    def likeness(first: Sequence[int], second: Sequence[int]) -> npt.NDArray[np.floating]:
        one, other = (new, old) if is_swapped else (old, new)
        return _likeness([one[i] for i in first], [other[j] for j in second])

    keys = [[(m.due or fold(m.due_raw), fold(m.output)) for m in side] for side in (old, new)]
    pairs = {j: i for i, j in matched(keys[0], keys[1], likeness, threshold=ONE_MILESTONE, is_swapped=is_swapped)}
    in_new = [MilestoneChange(old[pairs[j]] if j in pairs else None, item) for j, item in enumerate(new)]
    dropped = [MilestoneChange(item, None) for i, item in enumerate(old) if i not in pairs.values()]
    return tuple(change for change in [*in_new, *dropped] if _differs(change))


def _differs(change: MilestoneChange) -> bool:
    one_sided = change.old is None or change.new is None
    return one_sided or change.date is not None or change.status_moved or change.output_reworded


def _likeness(some: Sequence[Milestone], others: Sequence[Milestone]) -> npt.NDArray[np.float64]:
    """Return how alike milestones are, shape (n, m), in [0, 1]: by date, and by words where both name an output."""
    dates = np.array([[_nearness(one, other) for other in others] for one in some])
    words = word_likeness([m.output for m in some], [m.output for m in others])
    both = np.array([[bool(one.output and other.output) for other in others] for one in some])
    return np.asarray(np.where(both, OUTPUT_SHARE * words + (1 - OUTPUT_SHARE) * dates, dates), dtype=np.float64)


def _nearness(one: Milestone, other: Milestone) -> float:
    if (one.due or fold(one.due_raw)) == (other.due or fold(other.due_raw)):
        return 1.0
    months = _month(one), _month(other)
    if months[0] is None or months[1] is None:
        return DATE_UNKNOWN
    return 1 / (1 + abs(months[0] - months[1]) / HALF_AS_NEAR)


def _date_change(old: Milestone, new: Milestone) -> DateChange | None:
    if old.due is None or new.due is None:
        if old.due is not None or new.due is not None:
            return DateChange.DATED if old.due is None else DateChange.UNDATED
        return None if same_wording(old.due_raw, new.due_raw) else DateChange.REWORDED
    if old.due == new.due:
        return None
    if old.due.startswith(new.due) or new.due.startswith(old.due):
        return DateChange.REWORDED  # a month, and a day in it
    return DateChange.SLIPPED if old.due < new.due else DateChange.BROUGHT_FORWARD


def _month(milestone: Milestone) -> int | None:
    if milestone.due is None:
        return None
    year, *rest = milestone.due.split("-")
    return int(year) * MONTHS_IN_YEAR + int(rest[0]) if rest else None
