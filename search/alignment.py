"""Pair what two sides say about the same thing, one to one."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate, combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import numpy.typing as npt

    from models.encoder import UnitRows

# Two passages on one theme are about the same thing from here on. Chosen on 2026-11-22 with MiniLM-L6 by reading all
# pairs of the evidence of Sefton and Southend-on-Sea, up to 12 passages each, on 22 themes: 25 of the 35 pairs from
# 0.60 up are about the same thing, and 2 of the 10 pairs from 0.55 to 0.60. Three of the ten wrong ones hold a list of
# all priorities, which is near to everything. Another encoder needs a threshold of its own.
SAME_THING = 0.60


class Pair(NamedTuple):
    """Two passages about the same thing, by the rows that the store keeps them in. `cosine` is in [-1, 1]."""

    left: int
    right: int
    cosine: float


class Alignment(NamedTuple):
    """Two sides in rows: what has a partner, in the order of the left side, and what stands alone, in its own order."""

    pairs: tuple[Pair, ...]
    only_left: tuple[int, ...]
    only_right: tuple[int, ...]


def align(
    left: Sequence[int],
    right: Sequence[int],
    vectors: Callable[[Sequence[int]], UnitRows],
    *,
    threshold: float = SAME_THING,
) -> Alignment:
    """Pair passages of two sides that are about the same thing: each has one partner at most.

    Of all ways to pair them, the one is taken in which the cosines lie highest above the threshold, summed over the
    pairs. (The greatest sum of cosines itself would give up one excellent pair for two poor ones.) Swapping the sides
    swaps them in the answer and changes nothing else.

    Args:
        left: Rows of passages, each once, none of them also on the right.
        right: The same for the other side.
        vectors: Returns the unit vectors of rows, as `View.vectors` does.
        threshold: The cosine below which two passages are not paired.

    Raises:
        ValueError: a row occurs twice.
    """
    if len({*left, *right}) < len(left) + len(right):
        raise ValueError(f"a row occurs twice in {list(left)} and {list(right)}")
    if not left or not right:
        return Alignment((), tuple(left), tuple(right))
    if tuple(right) < tuple(left):  # one and the same problem is solved either way round, ties and rounding included
        return mirrored(align(right, left, vectors, threshold=threshold), left)
    cosines = vectors(left) @ vectors(right).T
    chosen = assigned(cosines, threshold=threshold)
    return _alignment([Pair(left[i], right[j], float(cosines[i, j])) for i, j in chosen], left, right)


def align_all(
    columns: Sequence[Sequence[int]],
    vectors: Callable[[Sequence[int]], UnitRows],
    *,
    threshold: float = SAME_THING,
) -> dict[tuple[int, int], Alignment]:
    """Align each pair of columns; keyed by the columns' places, the first before the second, in their order."""
    rows = [row for column in columns for row in column]
    if not rows:
        return {(i, j): Alignment((), (), ()) for i, j in combinations(range(len(columns)), 2)}
    known = vectors(rows)
    cosines = known @ known.T
    starts = [0, *accumulate(len(column) for column in columns)]

    def aligned(i: int, j: int) -> Alignment:
        between = cosines[starts[i] : starts[i + 1], starts[j] : starts[j + 1]]
        if not between.size or between.max() < threshold:  # most of many councils: nothing to assign
            return Alignment((), tuple(columns[i]), tuple(columns[j]))
        return align(columns[i], columns[j], vectors, threshold=threshold)

    return {(i, j): aligned(i, j) for i, j in combinations(range(len(columns)), 2)}


def assigned(likeness: npt.NDArray[np.floating], *, threshold: float) -> list[tuple[int, int]]:
    """Return the places (row, column) of the best one-to-one pairing of rows with columns, by row.

    Args:
        likeness: How well each row goes with each column, shape (n, m); finite.
        threshold: What falls below it is not paired; what lies above it is summed up and made greatest.

    Source:
        Crouse, On implementing 2D rectangular assignment algorithms, IEEE Transactions on Aerospace and Electronic
        Systems 52(4), 2016, as SciPy solves it.

    >>> assigned(np.array([[0.9, 0.6], [0.6, 0.1]]), threshold=0.5)
    [(0, 0)]
    """
    above = np.clip(np.asarray(likeness, dtype=np.float64) - threshold, 0, None)
    rows, columns = linear_sum_assignment(above, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if likeness[i, j] >= threshold]


def matched(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    likeness: Callable[[Sequence[int], Sequence[int]], npt.NDArray[np.floating]],
    *,
    threshold: float,
    is_swapped: bool,
) -> list[tuple[int, int]]:
    """Return which of the old goes with which of the new, by place, in the order of the old: each once at most.

    What has the same key goes together first, the first with the first, so that a list goes with itself place by place.

    Args:
        old: What each is known by; the same keys mean the same thing.
        new: The same for the other side.
        likeness: Returns how well places of one side go with places of the other, shape (n, m).
        threshold: What is less alike stays alone.
        is_swapped: Whether to solve the problem with the new first: true for one of the two ways round, so that
            ties and rounding come out the same. `likeness` is then asked with places of the new first.
    """
    same = same_keys(old, new)
    first = [place for place in range(len(old)) if place not in {i for i, _ in same}]
    second = [place for place in range(len(new)) if place not in {j for _, j in same}]
    if not first or not second:
        return sorted(same)
    if is_swapped:
        found = [(first[i], second[j]) for j, i in assigned(likeness(second, first), threshold=threshold)]
    else:
        found = [(first[i], second[j]) for i, j in assigned(likeness(first, second), threshold=threshold)]
    return sorted([*same, *found])


def same_keys(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return which of the old and the new have the same key, by place: the first with the first of that key.

    >>> same_keys(["a", "b", "a"], ["a", "c", "a", "a"])
    [(0, 0), (2, 2)]
    """
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, key in reversed(list(enumerate(new))):
        places[key].append(place)
    return [(place, places[key].pop()) for place, key in enumerate(old) if places.get(key)]


def mirrored(alignment: Alignment, left: Sequence[int]) -> Alignment:
    """Return an alignment with its sides swapped; `left` is the order of what becomes the left side."""
    place = {row: number for number, row in enumerate(left)}
    pairs = sorted((Pair(pair.right, pair.left, pair.cosine) for pair in alignment.pairs), key=lambda p: place[p.left])
    return Alignment(tuple(pairs), alignment.only_right, alignment.only_left)


def _alignment(pairs: list[Pair], left: Sequence[int], right: Sequence[int]) -> Alignment:
    paired = {row for pair in pairs for row in (pair.left, pair.right)}
    return Alignment(
        tuple(pairs),
        tuple(row for row in left if row not in paired),
        tuple(row for row in right if row not in paired),
    )
