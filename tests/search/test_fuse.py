"""Two rankings fused into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fuse import Scores, fuse, refine

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


def test_word_by_word_and_the_order_before_count_alike():
    ranked = fuse([1, 2, 3], cosines={1: 0.9, 2: 0.5, 3: 0.1}, bm25s=None)

    refined = refine(ranked, [0.2, 0.8, 0.4])

    assert [(row, round(scores.fused, 3), scores.word_by_word) for row, scores in refined] == [
        (2, 0.75, 0.8),
        (1, 0.5, 0.2),
        (3, 0.167, 0.4),
    ]


@given(ROWS, st.data())
def test_what_was_not_compared_follows_in_its_order_below_what_was(rows, data):
    ranked = fuse(sorted(rows), cosines={row: data.draw(st.floats(-1, 1)) for row in rows}, bm25s=None)
    compared = data.draw(st.lists(st.floats(-1, 1), max_size=len(rows)))

    refined = refine(ranked, compared)

    assert refined[len(compared) :] == [
        (row, scores._replace(fused=refined[n][1].fused))
        for n, (row, scores) in enumerate(ranked)
        if n >= len(compared)
    ]
    fused = [scores.fused for _, scores in refined]
    assert fused == sorted(fused, reverse=True)
    assert sorted(row for row, _ in refined) == sorted(rows)
