"""Which passages of two sides stand in one row."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.store import Where
from models.encoder import UnitRows, unit_rows
from search.alignment import SAME_THING, Alignment, Pair, align, align_all, assigned, matched, same_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.services import Services

SIDES = st.integers(min_value=0, max_value=5)
SEEDS = st.integers(min_value=0, max_value=10_000)


def vectors_of(seed: int, n: int, *, width: int = 3) -> Callable[[Sequence[int]], UnitRows]:
    """Return what looks up made-up unit vectors; few different ones, so that ties are common."""
    made = unit_rows(np.random.default_rng(seed).integers(1, 4, size=(n, width)).astype(np.float64))
    return lambda rows: UnitRows(made[list(rows)])


def best_sum(cosines: np.ndarray, threshold: float) -> float:
    """Return the greatest sum of cosines above the threshold by trying all pairings."""
    wide = cosines if cosines.shape[0] <= cosines.shape[1] else cosines.T
    above = np.clip(wide.astype(np.float64) - threshold, 0, None)
    return max(sum(above[i, j] for i, j in enumerate(p)) for p in permutations(range(wide.shape[1]), wide.shape[0]))


@given(SEEDS, SIDES, SIDES)
def test_each_passage_is_paired_or_alone_once(seed: int, n: int, m: int):
    left, right = list(range(n)), list(range(n, n + m))

    found = align(left, right, vectors_of(seed, n + m), threshold=0.9)

    assert sorted([*(pair.left for pair in found.pairs), *found.only_left]) == left
    assert sorted([*(pair.right for pair in found.pairs), *found.only_right]) == right
    assert all(pair.cosine >= 0.9 for pair in found.pairs)


@given(SEEDS, SIDES, SIDES)
def test_swapping_sides_mirrors_the_alignment(seed: int, n: int, m: int):
    left, right = list(range(m, n + m)), list(range(m))
    vectors = vectors_of(seed, n + m)

    there, back = align(left, right, vectors, threshold=0.9), align(right, left, vectors, threshold=0.9)

    assert {Pair(pair.right, pair.left, pair.cosine) for pair in back.pairs} == set(there.pairs)
    assert (back.only_right, back.only_left) == (there.only_left, there.only_right)


@given(SEEDS, st.integers(1, 5), st.integers(1, 5))
def test_no_other_pairing_lies_higher_above_the_threshold(seed: int, n: int, m: int):
    left, right = list(range(n)), list(range(n, n + m))
    vectors = vectors_of(seed, n + m)

    found = align(left, right, vectors, threshold=0.8)

    total = sum(pair.cosine - 0.8 for pair in found.pairs)
    assert total == pytest.approx(best_sum(vectors(left) @ vectors(right).T, 0.8), abs=1e-6)


def test_one_excellent_pair_is_not_given_up_for_two_poor_ones():
    cosines = np.array([[0.95, 0.62], [0.61, 0.1]])

    assert assigned(cosines, threshold=SAME_THING) == [(0, 0)]


def test_pairs_stand_in_the_order_of_the_left_and_what_is_alone_in_its_own():
    made = unit_rows(np.array([[1, 0], [0, 1], [1, 1], [0, 1], [1, 0], [-1, 0]], dtype=np.float64))

    found = align([2, 1, 0], [5, 4, 3], lambda rows: UnitRows(made[list(rows)]), threshold=0.8)

    assert found == Alignment((Pair(1, 3, 1.0), Pair(0, 4, 1.0)), (2,), (5,))


def test_a_side_without_passages_leaves_the_other_alone():
    assert align([], [3, 1], vectors_of(0, 4)) == Alignment((), (), (3, 1))


def test_a_passage_on_both_sides_is_refused():
    with pytest.raises(ValueError, match="twice"):
        align([1, 2], [2, 3], vectors_of(0, 4))


def test_each_pair_of_councils_is_aligned_in_the_order_of_columns():
    found = align_all([[0], [1], [2]], vectors_of(1, 3), threshold=0.5)

    assert list(found) == [(0, 1), (0, 2), (1, 2)]
    assert [pair[:2] for alignment in found.values() for pair in alignment.pairs] == [(0, 1), (0, 2), (1, 2)]


def test_the_same_keys_go_together_first_with_first():
    assert same_keys(["a", "b", "a"], ["a", "a", "a", "c"]) == [(0, 0), (2, 1)]


def test_what_has_no_same_key_goes_by_likeness():
    likeness = np.array([[0.2, 0.9], [0.8, 0.85]])

    def of(first: Sequence[int], second: Sequence[int]) -> np.ndarray:
        return likeness[np.ix_([i - 1 for i in first], second)]

    assert matched(["k", "x", "y"], ["u", "v", "k"], of, threshold=0.5, is_swapped=False) == [(0, 2), (1, 1), (2, 0)]


def test_passages_of_two_councils_on_the_same_matter_stand_in_one_row(demonstration: Services):
    with demonstration.store.viewing() as view:
        on_fostering = [
            [found.passage for found in view.passages(Where(councils=(council,))) if "foster" in found.passage.text]
            for council in ("Sefton", "Southend-on-Sea")
        ]
        sides = [view.rows_of([passage.id for passage in side if passage.part == 1]) for side in on_fostering]

        found = align(sides[0], sides[1], view.vectors)
        together = [[item.passage.number for item in view.rows(pair[:2])] for pair in found.pairs]

    assert together == [["2.1.8", "3.10"]]
    assert all(SAME_THING <= pair.cosine <= 1 for pair in found.pairs)
