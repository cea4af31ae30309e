"""How weights and thresholds are set from labelled passages."""

import numpy as np
import pytest

from evaluation.calibration import (
    GRID,
    calibrate,
    cross_validated,
    f1_sum,
    features_of,
    fitted_weights,
    judged_matrix,
    scored,
)
from search.marks.mark import WEIGHTS, evidence_in, features, score_of
from search.marks.prepare import prepared
from search.themes import Theme

AUDIT, VOICE = (
    Theme(id=name, title=name, definition=name, vocabulary=(name,), false_friends=(), areas=(), weak=("hint",))
    for name in ("audit", "voice")
)
READY = prepared([AUDIT, VOICE])
TEXTS = ["An audit.", "A voice was heard.", "Nothing at all.", "A hint of it.", "An audit of the voice."] * 6
JUDGED = [frozenset({"audit"}), frozenset({"voice"}), frozenset(), frozenset(), frozenset({"audit", "voice"})] * 6


def test_evidence_is_what_marks_weigh():
    evidence = features_of(TEXTS[:5], READY)

    assert evidence.shape == (5, 2, 6)
    own = features(evidence_in(TEXTS[4], READY)[1], words=5)
    assert evidence[4, 1].tolist() == list(own)
    assert scored(evidence, WEIGHTS)[4, 1] == pytest.approx(score_of(own))


def test_weights_learn_that_strong_terms_speak_and_weak_ones_do_not():
    weights = fitted_weights(features_of(TEXTS, READY), judged_matrix(JUDGED, READY))

    assert weights.strong > 1
    assert weights.start < 0
    assert weights.weak <= 0.1


def test_calibrated_marks_agree_with_the_labels_that_they_were_set_from():
    evidence, judged = features_of(TEXTS, READY), judged_matrix(JUDGED, READY)

    found = calibrate(evidence, judged)

    marks = scored(evidence, found.weights) >= np.array(found.thresholds)
    assert (marks == judged).all()
    assert f1_sum(marks, judged) == 2.0
    assert all(GRID[0] <= threshold <= GRID[-1] for threshold in found.thresholds)


def test_cross_validation_marks_every_passage_once_a_round_and_the_same_each_time():
    evidence, judged = features_of(TEXTS, READY), judged_matrix(JUDGED, READY)

    rounds, again = cross_validated(evidence, judged, repeats=2), cross_validated(evidence, judged, repeats=2)

    assert [marks.shape for marks in rounds] == [(30, 2), (30, 2)]
    assert all((one == other).all() for one, other in zip(rounds, again, strict=True))
    assert (rounds[0] == judged).all()


def test_no_marks_and_no_labels_agree_wholly():
    nothing = np.zeros((3, 2), dtype=np.bool_)

    assert f1_sum(nothing, nothing) == 2.0
    assert f1_sum(~nothing, nothing) == 0.0
