"""Tell whether a cell goes on with the cell above it, and put the two together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.cleaning import BROKEN_WORD, fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from corpus.types import Span
    from indexer.plans.rules import PlanRules

ENDED = re.compile(r"[.!?…:;]['\")\]]*\d?$")
ENDS_ITS_CELLS = 0.5  # share of a column's cells with a full stop from which one without is taken for cut
BEGINS_SMALL = 0.2  # share of a column's cells that may begin in lower case before it is a habit and no sign of loss
FEWEST_FOR_A_HABIT = 2  # cells; as many may be damaged in a small plan
FEWEST_REPEATED = 3  # words at a cut that stand on both sides of it


@dataclass(slots=True)
class CellText:
    """The text of one cell of a plan, over however many rows it runs.

    Cut pieces are put together with a blank; a further cell of the same field stands on a line of its own. `lines` are
    the rows that it stands in, `repairs` what was done to put it together.
    """

    pieces: list[str] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.pieces)

    @property
    def last(self) -> str:
        """The piece that a cell below may go on with; empty when there is none."""
        return self.pieces[-1] if self.pieces else ""

    def join(self, lower: str) -> None:
        """Put a piece to the last one; words that stand on both sides of the cut are kept once."""
        shared = repeated_at_cut(self.last, lower)
        rest = " ".join(lower.split()[shared:])
        self.pieces[-1] = BROKEN_WORD.sub("-", f"{self.last}\n{rest}").replace("\n", " ")

    def add(self, further: str) -> None:
        """Add a further cell, unless it is there already."""
        if fold(further) not in map(fold, self.pieces):
            self.pieces.append(further)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the cells of one column of a plan are mostly written, and all that stand in it."""

    ends: bool
    begins_small: bool
    whole: frozenset[str]


def habits_of(cells: Collection[str]) -> Habits:
    """Return the habits of a column from its filled cells."""
    filled = [fold(cell) for cell in cells if cell]
    enough = max(1, len(filled))
    return Habits(
        ends=sum(map(is_ended, filled)) >= ENDS_ITS_CELLS * enough,
        begins_small=sum(map(begins_small, filled)) > max(FEWEST_FOR_A_HABIT, BEGINS_SMALL * enough),
        whole=frozenset(filled),
    )


def is_ended(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return ENDED.search(fold(text)) is not None


def begins_small(text: str) -> bool:
    """Tell whether a text begins in mid-sentence: its first letter or digit is a small letter."""
    first = next((letter for letter in text if letter.isalnum()), "")
    return first.islower()


def is_unfinished(text: str, rules: PlanRules) -> bool:
    """Tell whether a text stops where no sentence and no name can: at a comma, a hyphen, or a word like "and"."""
    words = fold(text).casefold().split()
    return bool(words) and (words[-1] in rules.unfinished or words[-1].endswith((",", "-")))


def is_surely_cut(upper: str, lower: str, rules: PlanRules) -> bool:
    """Tell whether two cells are one by their words alone."""
    if not upper or not lower:
        return False
    small = begins_small(lower) and not is_ended(upper)
    return small or is_unfinished(upper, rules) or repeated_at_cut(upper, lower) >= FEWEST_REPEATED


def is_cut(upper: str, lower: str, habits: Habits, rules: PlanRules) -> bool:
    """Tell whether two cells are one: by their words, or because the column's cells end in full stops and this not."""
    return is_surely_cut(upper, lower, rules) or (bool(upper and lower) and habits.ends and not is_ended(upper))


def is_cut_name(upper: str, lower: str, habits: Habits, rules: PlanRules) -> bool:
    """Tell whether two cells are one name or role: cut, or printed whole elsewhere in the column."""
    if not upper or not lower:
        return False
    return fold(f"{upper} {lower}") in habits.whole or is_unfinished(upper, rules) or begins_small(lower)


def repeated_at_cut(upper: str, lower: str) -> int:
    """Return how many words at the end of the upper cell stand again at the beginning of the lower; 0 if but a few.

    >>> repeated_at_cut("will be assessed as part", "will be assessed as part of it")
    5
    """
    above, below = upper.split(), lower.split()
    for count in range(min(len(above), len(below)), FEWEST_REPEATED - 1, -1):
        if above[-count:] == below[:count]:
            return count
    return 0
