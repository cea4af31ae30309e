"""Fold passages that say the same, almost word for word, into one result.

Committee papers go from one board to the next and are copied on the way: four of the same paragraph tell a reader no
more than one, so long as it is told where else it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.store import Found
    from search.fuse import Scores

WORD = re.compile(r"\w+")
ALIKE = 0.9  # of the words of both, each counted as often as it stands there
FEWEST_WORDS = 6  # headings and table cells of fewer are alike without being copies: both must be the same


class Group(NamedTuple):
    """Passages that say the same, best ranked first, with the row and the scores of that one."""

    row: int
    scores: Scores
    found: tuple[Found, ...]


def groups_of(ranked: Iterable[tuple[int, Scores, Found]], limit: int) -> list[Group]:
    """Return the first `limit` groups of ranked passages, in order of their best.

    A later passage that says what an earlier one does joins it; once there are `limit` groups, only those that come
    before the next different passage still do.
    """
    groups: list[Group] = []
    words: list[Counter[str]] = []
    for row, scores, found in ranked:
        mine = Counter(WORD.findall(fold(found.passage.text).casefold()))
        same = next((place for place, theirs in enumerate(words) if say_the_same(mine, theirs)), None)
        if same is not None:
            groups[same] = groups[same]._replace(found=(*groups[same].found, found))
        elif len(groups) == limit:
            break
        else:
            groups.append(Group(row, scores, (found,)))
            words.append(mine)
    return groups


def say_the_same(one: Counter[str], other: Counter[str]) -> bool:
    """Tell whether two texts, as counts of their words, say the same: Dice's coefficient of the counts is `ALIKE`.

    Numbers must be the same in both: a figure that differs is what a reader looks for.

    >>> say_the_same(Counter(["a", "plan"]), Counter(["a", "plan"]))
    True
    """
    lengths = one.total(), other.total()
    if min(lengths) < FEWEST_WORDS or 2 * min(lengths) < ALIKE * sum(lengths):
        return one == other
    numbers = [sorted(word for word in words.elements() if word[0].isdigit()) for words in (one, other)]
    return numbers[0] == numbers[1] and 2 * (one & other).total() >= ALIKE * sum(lengths)
