"""Set the weights and thresholds of marks from labelled passages, and tell what they are worth on passages not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.marks.mark import Evidence, Weights, evidence_in, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from search.marks.prepare import Prepared

    Floats = npt.NDArray[np.float64]
    Truths = npt.NDArray[np.bool_]

GRID = np.round(np.arange(0.15, 0.71, 0.01), 2)  # thresholds that are tried
DRAWN_BY = 30  # labels that speak for the common threshold beside a theme's own
FOLDS, REPEATS, SEED = 10, 5, 20261122
NOTHING = Evidence((), ())


class Calibration(NamedTuple):
    """Weights for all themes, the threshold that serves all best, and each theme's own, in the order of the themes."""

    weights: Weights
    common: float
    thresholds: tuple[float, ...]


def features_of(texts: Sequence[str], themes: Prepared) -> Floats:
    """Return what speaks for each theme in each text, shape (texts, themes, features)."""
    rows = []
    for text in texts:
        found, words = evidence_in(text, themes), len(text.split())
        rows.append([features(found.get(place, NOTHING), words=words) for place in range(len(themes.themes))])
    return np.array(rows, dtype=np.float64)


def judged_matrix(judged: Sequence[frozenset[str]], themes: Prepared) -> Truths:
    """Return which theme each text was given by its reader, shape (texts, themes)."""
    return np.array([[theme.id in given for theme in themes.themes] for given in judged], dtype=np.bool_)


def calibrate(evidence: Floats, judged: Truths) -> Calibration:
    """Return the weights that a logistic regression over all pairs gives, and the thresholds that go with them."""
    weights = fitted_weights(evidence, judged)
    scores = scored(evidence, weights)
    common = max(GRID, key=lambda least: f1_sum(scores >= least, judged))
    own = [_own_threshold(scores[:, theme], judged[:, theme], float(common)) for theme in range(judged.shape[1])]
    labels = judged.sum(axis=0)
    drawn = [(DRAWN_BY * common + n * threshold) / (DRAWN_BY + n) for n, threshold in zip(labels, own, strict=True)]
    return Calibration(weights, float(common), tuple(round(float(threshold), 2) for threshold in drawn))


def fitted_weights(evidence: Floats, judged: Truths) -> Weights:
    """Return the weights that make the labels likeliest, with a ridge of 1 on all but the first.

    Source:
        scikit-learn's LogisticRegression, which comes with sentence-transformers.
    """
    # scikit-learn has no types of its own
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit(evidence[:, :, 1:].reshape(-1, evidence.shape[2] - 1), judged.reshape(-1))
    return Weights(*(round(float(weight), 2) for weight in (model.intercept_[0], *model.coef_[0])))


def scored(evidence: Floats, weights: Weights) -> Floats:
    """Return the score of every text for every theme, as `search.marks.mark.score_of`."""
    odds: Floats = evidence @ np.array(weights)
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def cross_validated(evidence: Floats, judged: Truths, *, repeats: int = REPEATS) -> list[Truths]:
    """Return, for each repeat, the marks of every text by weights and thresholds set without it, in ten folds."""
    rng = np.random.default_rng(SEED)
    rounds = []
    for _ in range(repeats):
        order = rng.permutation(len(judged))
        marks = np.zeros_like(judged)
        for fold in range(FOLDS):
            held_out = order[fold::FOLDS]
            rest = np.setdiff1d(order, held_out)
            found = calibrate(evidence[rest], judged[rest])
            marks[held_out] = scored(evidence[held_out], found.weights) >= np.array(found.thresholds)
        rounds.append(marks)
    return rounds


def f1_sum(marks: Truths, judged: Truths) -> float:
    """Return micro-F1 plus macro-F1, the latter over the themes that occur on either side."""
    right, both = (marks & judged).sum(axis=0), marks.sum(axis=0) + judged.sum(axis=0)
    occurring = both > 0
    if not occurring.any():
        return 2.0
    return float(2 * right.sum() / both.sum() + (2 * right[occurring] / both[occurring]).mean())


def _own_threshold(scores: Floats, judged: Truths, common: float) -> float:
    """Return the threshold with a theme's best F1, of equals the one nearest to the common one."""

    def f1(least: float) -> float:
        marks = scores >= least
        both = int(marks.sum() + judged.sum())
        return 2 * int((marks & judged).sum()) / both if both else 1.0

    return float(max(GRID, key=lambda least: (f1(float(least)), -abs(float(least) - common))))
