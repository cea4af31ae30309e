"""The measures: values worked out by hand, and what must hold for every ranking."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.metrics import (
    bootstrap_interval,
    earned_grades,
    f1_by_label,
    macro_f1,
    mean,
    micro_f1,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)

GRADES = st.lists(st.integers(1, 2), min_size=1, max_size=6)
RANKINGS = st.lists(st.sets(st.integers(0, 5)), max_size=12)


def within(grades, ranking):
    """Return a ranking that names only anchors that have a grade."""
    return [{anchor for anchor in passage if anchor < len(grades)} for passage in ranking]


@pytest.mark.parametrize(
    ("satisfied", "grades", "earned"),
    [
        ([], [2], []),
        ([set(), {0}], [2], [0, 2]),
        ([{0}, {0}], [2], [2, 0]),
        ([{0, 1, 2}, {1}, {2}], [1, 2, 2], [2, 0, 0]),
        ([{0}, {0, 1}], [2, 1], [2, 1]),
        ([{1}, {0, 1}], [1, 2], [2, 1]),
    ],
    ids=["nothing", "late", "twice the same", "one that swallows all", "a new one beside an old", "lesser second"],
)
def test_a_passage_earns_the_highest_grade_that_is_new(satisfied, grades, earned):
    assert earned_grades(satisfied, grades) == earned


def test_an_anchor_without_a_grade_is_refused():
    with pytest.raises(IndexError):
        earned_grades([{3}], grades=[1])


@pytest.mark.parametrize(
    ("earned", "grades", "ndcg"),
    [
        ([2, 1], [1, 2], 1.0),
        ([], [1], 0.0),
        ([0, 0], [2], 0.0),
        ([0, 2], [2], 1 / log2(3)),
        ([1, 2, 0, 1], [2, 2, 1, 1], (1 + 3 / log2(3) + 1 / log2(5)) / (3 + 3 / log2(3) + 1 / 2 + 1 / log2(5))),
        ([1], [1, 1], 1 / (1 + 1 / log2(3))),
    ],
    ids=["ideal", "empty", "nothing earned", "second", "by hand", "half of what there is"],
)
def test_ndcg_is_the_discounted_gain_beside_the_ideal(earned, grades, ndcg):
    assert ndcg_at(10, earned=earned, grades=grades) == pytest.approx(ndcg)


def test_ndcg_looks_no_deeper_than_its_cut_off_on_either_side():
    earned, grades = [0, 1, 2], [2, 1, 1]

    assert ndcg_at(2, earned=earned, grades=grades) == pytest.approx((1 / log2(3)) / (3 + 1 / log2(3)))


def test_ndcg_is_undefined_where_nothing_can_be_gained():
    with pytest.raises(ValueError, match="no grade is above 0"):
        ndcg_at(10, earned=[0], grades=[])


@given(GRADES, RANKINGS)
def test_every_ranking_measures_between_0_and_1(grades, ranking):
    satisfied = within(grades, ranking)

    earned = earned_grades(satisfied, grades)

    assert 0 <= ndcg_at(10, earned=earned, grades=grades) <= 1 + 1e-9
    assert 0 <= recall_at(20, satisfied=satisfied, anchors=len(grades)) <= 1
    assert 0 <= reciprocal_rank(earned) <= 1


@given(GRADES)
def test_answering_with_every_anchor_best_first_is_perfect(grades):
    best_first = sorted(range(len(grades)), key=lambda place: -grades[place])

    satisfied = [{place} for place in best_first]
    earned = earned_grades(satisfied, grades)

    assert ndcg_at(10, earned=earned, grades=grades) == pytest.approx(1)
    assert recall_at(20, satisfied=satisfied, anchors=len(grades)) == 1
    assert reciprocal_rank(earned) == 1


@pytest.mark.parametrize(("k", "recall"), [(1, 0.25), (2, 0.5), (3, 0.75), (9, 0.75)])
def test_recall_counts_each_anchor_once(k, recall):
    assert recall_at(k, satisfied=[{0}, {0, 1}, {1, 2}], anchors=4) == recall


def test_recall_is_undefined_without_anchors():
    with pytest.raises(ValueError, match="no anchors"):
        recall_at(20, satisfied=[], anchors=0)


@pytest.mark.parametrize(("earned", "value"), [([2], 1), ([0, 1], 1 / 2), ([0, 0, 0, 1, 2], 1 / 4), ([0], 0), ([], 0)])
def test_the_reciprocal_rank_is_that_of_the_first_that_earns(earned, value):
    assert reciprocal_rank(earned) == value


def test_f1_by_hand():
    given_, judged = [{"a", "b"}, {"a"}, set()], [{"a"}, {"a", "c"}, {"b"}]

    assert f1_by_label(given_, judged) == {"a": 1.0, "b": 0.0, "c": 0.0}
    assert micro_f1(given_, judged) == pytest.approx(2 * 2 / (3 + 4))
    assert macro_f1(given_, judged) == pytest.approx(1 / 3)


def test_marking_nothing_where_nothing_should_be_marked_is_perfect():
    assert (micro_f1([set()], [set()]), macro_f1([set()], [set()]), f1_by_label([set()], [set()])) == (1, 1, {})


def test_sides_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="zip"):
        micro_f1([{"a"}], [])


@given(st.lists(st.sets(st.sampled_from("abc")), max_size=5), st.randoms(use_true_random=False))
def test_f1_does_not_care_which_side_is_judged(given_, random):
    judged = [set(random.sample("abc", random.randint(0, 3))) for _ in given_]

    assert micro_f1(given_, judged) == micro_f1(judged, given_)
    assert macro_f1(given_, judged) == pytest.approx(macro_f1(judged, given_))


def test_the_bootstrap_interval_is_that_of_the_binomial_for_yes_and_no():
    """With 50 of 100 the standard error is 0.05, so 95 % of the means lie within about 1.96 of them."""
    low, high = bootstrap_interval([1.0, 0.0] * 50)

    assert low == pytest.approx(0.402, abs=0.012)
    assert high == pytest.approx(0.598, abs=0.012)


def test_the_bootstrap_interval_is_the_same_each_time_and_another_with_another_seed():
    values = [0.11, 0.42, 0.57, 0.98, 0.33]

    assert bootstrap_interval(values) == bootstrap_interval(values)
    assert bootstrap_interval(values, resamples=50) != bootstrap_interval(values, resamples=50, seed=1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_the_bootstrap_interval_lies_within_the_values(values):
    low, high = bootstrap_interval(values, resamples=200)

    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


@pytest.mark.parametrize("measure", [mean, bootstrap_interval])
def test_no_values_have_no_mean_and_no_interval(measure):
    with pytest.raises(ValueError, match="no values"):
        measure([])
