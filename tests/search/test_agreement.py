"""How far two coders agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from search.agreement import coding_of, kappa
from search.marks.decide import Decision, Verdict

DATA, NONE = frozenset({"data"}), frozenset()


def decided(passage, theme, verdict, coder="ann"):
    return Decision(passage_id=passage, theme=theme, coder=coder, verdict=Verdict(verdict), at="2026-11-22T10:00:00Z")


def test_counts_and_prevalence_stand_beside_kappa():
    ours = {"a": DATA, "b": DATA, "c": NONE, "d": NONE, "only ours": DATA}
    theirs = {"a": DATA, "b": NONE, "c": NONE, "d": NONE}

    found = kappa(ours, theirs, ["data"])[0]

    assert (found.n, found.both, found.first_only, found.second_only, found.neither) == (4, 1, 1, 0, 2)
    assert found.prevalence == 3 / 8
    assert found.observed == 3 / 4
    assert found.kappa == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ({"a": DATA, "b": NONE}, {"a": DATA, "b": NONE}, 1.0),
        ({"a": DATA, "b": NONE}, {"a": NONE, "b": DATA}, -1.0),
        ({"a": DATA}, {"a": DATA}, None),
        ({"a": NONE}, {"a": NONE}, None),
        ({"a": DATA}, {"b": DATA}, None),
        ({}, {}, None),
    ],
)
def test_kappa_is_none_where_it_is_undefined(ours, theirs, value):
    assert kappa(ours, theirs, ["data"])[0].kappa == value


def test_nothing_coded_by_both_has_no_shares():
    found = kappa({}, {}, ["data"])[0]

    assert (found.n, found.prevalence, found.observed) == (0, None, None)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_kappa_is_what_scikit_learn_computes_and_swapping_coders_mirrors_it(pairs):
    ours = {str(place): DATA if one else NONE for place, (one, _) in enumerate(pairs)}
    theirs = {str(place): DATA if other else NONE for place, (_, other) in enumerate(pairs)}

    found, mirrored = kappa(ours, theirs, ["data"])[0], kappa(theirs, ours, ["data"])[0]

    assert mirrored.kappa == found.kappa
    assert (mirrored.first_only, mirrored.second_only) == (found.second_only, found.first_only)
    if found.kappa is not None:
        assert found.kappa == pytest.approx(cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs]))


def test_a_coding_is_what_was_suggested_less_rejected_with_added():
    suggested = {"p": frozenset({"data", "voice"}), "q": frozenset({"care"}), "r": DATA}
    decisions = [
        decided("p", "data", "reject"),
        decided("p", "care", "add"),
        decided("q", "care", "accept"),
        decided("r", "data", "reject", coder="bo"),
    ]

    assert coding_of("ann", decisions, suggested) == {"p": {"voice", "care"}, "q": {"care"}}
    assert coding_of("bo", decisions, suggested) == {"r": frozenset()}
