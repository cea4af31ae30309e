"""Measure how good a ranking or a labelling is against what a reader judged."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

RESAMPLES = 10_000
SEED = 20261122  # any; fixed so that the same figures always get the same interval
LEVEL = 0.95


class Interval(NamedTuple):
    """The bounds between which a figure lies with the level of confidence asked for."""

    low: float
    high: float


def earned_grades(satisfied: Sequence[Collection[int]], grades: Sequence[int]) -> list[int]:
    """Return the grade that each passage of a ranking earns, 0 for none.

    A passage earns the highest grade among the anchors that it satisfies and no earlier passage satisfied, so one that
    swallows many anchors earns once, like a reader who opens it once.

    Args:
        satisfied: For each passage, best first, which anchors it satisfies: places in `grades`.
        grades: Of all anchors, each at least 1.

    Raises:
        IndexError: an anchor is named that has no grade.

    >>> earned_grades([{2}, {0, 1}, {1}, {0, 2}], grades=[1, 2, 1])
    [1, 2, 0, 0]
    """
    seen: set[int] = set()
    earned = []
    for anchors in satisfied:
        earned.append(max((grades[anchor] for anchor in set(anchors) - seen), default=0))
        seen.update(anchors)
    return earned


def ndcg_at(k: int, *, earned: Sequence[int], grades: Sequence[int]) -> float:
    """Return the discounted gain of the first `k` as a share of the best that could be: nDCG.

    A grade gains 2^grade - 1, discounted by log2(rank + 1), ranks from 1. The ideal is the sorted list of all grades.

    Args:
        k: Cut-off, at least 1.
        earned: The grade that each passage earned, best passage first.
        grades: Of all that is relevant, in any order.

    Returns:
        A number in [0, 1]; 0 for an empty ranking.

    Raises:
        ValueError: no grade is above 0, so there is nothing to gain.

    Source:
        Burges et al., Learning to Rank using Gradient Descent, ICML 2005, for the gain;
        Jaervelin and Kekaelaeinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002.

    >>> round(ndcg_at(10, earned=[1, 2], grades=[2, 1]), 4)  # (1 + 3 / 1.585) / (3 + 1 / 1.585)
    0.7967
    """
    ideal = _discounted_gain(sorted(grades, reverse=True)[:k])
    if ideal == 0:
        raise ValueError(f"no grade is above 0 in {list(grades)}, so nDCG is undefined")
    return _discounted_gain(earned[:k]) / ideal


def _discounted_gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def recall_at(k: int, *, satisfied: Sequence[Collection[int]], anchors: int) -> float:
    """Return the share of anchors that the first `k` passages satisfy.

    Args:
        k: Cut-off, at least 1.
        satisfied: For each passage, best first, which anchors it satisfies.
        anchors: How many there are, at least 1.

    Returns:
        A number in [0, 1]; 0 for an empty ranking.

    Raises:
        ValueError: there are no anchors, so there is nothing to recall.

    Source:
        Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, section 8.4.

    >>> recall_at(2, satisfied=[{0}, {0, 3}, {1}], anchors=4)
    0.5
    """
    if anchors < 1:
        raise ValueError("there are no anchors, so recall is undefined")
    return len({anchor for passage in satisfied[:k] for anchor in passage}) / anchors


def reciprocal_rank(earned: Sequence[int]) -> float:
    """Return 1 / rank of the first passage that earned anything, ranks from 1; 0 when none did.

    Its mean over questions is MRR.

    Source:
        Voorhees, The TREC-8 Question Answering Track Report, 1999.

    >>> reciprocal_rank([0, 0, 1, 2]), reciprocal_rank([0])
    (0.3333333333333333, 0.0)
    """
    return next((1 / rank for rank, grade in enumerate(earned, start=1) if grade > 0), 0.0)


def micro_f1(given: Sequence[Collection[str]], judged: Sequence[Collection[str]]) -> float:
    """Return F1 over all labels of all passages together: each label given counts alike.

    Args:
        given: The labels that each passage was given.
        judged: The labels that it should have, in the same order; an empty collection is deliberate.

    Returns:
        A number in [0, 1]; 1 when nothing was given and nothing should have been.

    Raises:
        ValueError: there are more or fewer of one than of the other.

    Source:
        Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, section 13.6.

    >>> micro_f1([{"a", "b"}, {"b"}], [{"a"}, {"b", "c"}])  # 2 right, 1 too many, 1 missed
    0.6666666666666666
    """
    pairs = list(zip(given, judged, strict=True))
    right = sum(len(set(labels) & set(wanted)) for labels, wanted in pairs)
    return _f1(right, sum(len(set(labels)) + len(set(wanted)) for labels, wanted in pairs))


def f1_by_label(given: Sequence[Collection[str]], judged: Sequence[Collection[str]]) -> dict[str, float]:
    """Return each label's F1, labels in alphabetical order; a label that occurs on neither side is left out.

    Raises ValueError as `micro_f1`.

    >>> f1_by_label([{"a", "b"}, {"b"}], [{"a"}, {"b", "c"}])
    {'a': 1.0, 'b': 0.6666666666666666, 'c': 0.0}
    """
    labels = sorted({label for side in (given, judged) for passage in side for label in passage})
    return {label: micro_f1([{label} & set(p) for p in given], [{label} & set(p) for p in judged]) for label in labels}


def macro_f1(given: Sequence[Collection[str]], judged: Sequence[Collection[str]]) -> float:
    """Return the mean of the labels' F1, so that a rare label weighs like a common one; the rest as `micro_f1`.

    >>> round(macro_f1([{"a", "b"}, {"b"}], [{"a"}, {"b", "c"}]), 3)
    0.556
    """
    by_label = f1_by_label(given, judged)
    return sum(by_label.values()) / len(by_label) if by_label else 1.0


def _f1(right: int, both: int) -> float:
    return 2 * right / both if both else 1.0


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean. Raises ValueError when there are no values.

    >>> mean([0.0, 0.5, 1.0])
    0.5
    """
    if not values:
        raise ValueError("there are no values, so their mean is undefined")
    return sum(values) / len(values)


def bootstrap_interval(
    values: Sequence[float], *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """Return the percentile bootstrap interval of the mean: the same for the same values.

    Args:
        values: One for each question, at least one; a single one gives an interval of no width.
        level: The share of resampled means that lie inside, in (0, 1).
        resamples: How often the questions are drawn anew, with replacement.
        seed: Of the draws.

    Raises:
        ValueError: there are no values.

    Source:
        Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3.

    >>> bootstrap_interval([0.5, 0.5, 0.5])
    Interval(low=0.5, high=0.5)
    """
    if not values:
        raise ValueError("there are no values, so their mean has no interval")
    draws = np.random.default_rng(seed).integers(len(values), size=(resamples, len(values)))
    means = np.asarray(values, dtype=np.float64)[draws].mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))
