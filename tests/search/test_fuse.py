"""Two rankings fused into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fuse import Scores, fuse

ROWS = st.lists(st.integers(1, 99), min_size=1, max_size=12, unique=True)


def test_half_the_weight_is_on_meaning_and_half_on_words():
    fused = fuse([1, 2, 3], cosines={1: 0.1, 2: 0.5, 3: 0.3}, bm25s={1: 4.0, 3: 2.0})

    assert fused == [
        (1, Scores(cosine=0.1, bm25=4.0, fused=0.5)),
        (2, Scores(cosine=0.5, bm25=0.0, fused=0.5)),
        (3, Scores(cosine=0.3, bm25=2.0, fused=pytest.approx(0.5))),
    ]


@pytest.mark.parametrize(
    ("cosines", "bm25s", "expected"),
    [
        ({1: 0.2, 2: 0.4}, None, [(2, Scores(0.4, None, 1.0)), (1, Scores(0.2, None, 0.0))]),
        (None, {1: 3.0, 2: 1.0}, [(1, Scores(None, 3.0, 1.0)), (2, Scores(None, 1.0, 0.0))]),
        (None, {1: 3.0, 2: 3.0}, [(1, Scores(None, 3.0, 1.0)), (2, Scores(None, 3.0, 1.0))]),
    ],
)
def test_a_side_that_was_not_asked_does_not_count(cosines, bm25s, expected):
    assert fuse([1, 2], cosines=cosines, bm25s=bm25s) == expected


def test_no_rows_fuse_to_nothing():
    assert fuse([], cosines={}, bm25s={}) == []


@given(ROWS, st.data())
def test_fused_scores_lie_between_nought_and_one_and_fall(rows, data):
    cosines = {row: data.draw(st.floats(-1, 1)) for row in rows}
    bm25s = {row: data.draw(st.floats(0, 30)) for row in rows}

    fused = [scores.fused for _, scores in fuse(rows, cosines=cosines, bm25s=bm25s)]

    assert fused == sorted(fused, reverse=True)
    assert all(0 <= score <= 1 for score in fused)
