"""Measure how far two coders agree on the themes of passages: Cohen's kappa, theme by theme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.marks.decide import Verdict, latest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.store import PassageId
    from search.marks.decide import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree on one theme.

    `n` is how many passages both coded; `both`, `first_only`, `second_only` and `neither` how many of them each gave
    the theme. `kappa` is in [-1, 1], 1 for full agreement and 0 for what chance alone would bring; None when it is
    undefined: nothing was coded by both, or both gave the theme to all passages or to none.
    """

    theme: str
    n: int
    both: int
    first_only: int
    second_only: int
    neither: int
    kappa: float | None

    @property
    def prevalence(self) -> float | None:
        """The share of passages that have the theme, mean of the two coders; None when none was coded by both.

        A kappa is hard to read where this is near 0 or 1: few disagreements then bring it down.
        """
        return (2 * self.both + self.first_only + self.second_only) / (2 * self.n) if self.n else None

    @property
    def observed(self) -> float | None:
        """The share of passages on which both say the same; None when none was coded by both."""
        return (self.both + self.neither) / self.n if self.n else None


def kappa(
    first: Mapping[PassageId, frozenset[str]], second: Mapping[PassageId, frozenset[str]], themes: Iterable[str]
) -> list[Agreement]:
    """Return the agreement of two coders on each theme, in the order of `themes`, over the passages that both coded.

    `first` and `second` hold, for each passage that a coder went through, the themes that it has in their eyes; a
    passage without any stands there too. Checked against scikit-learn's `cohen_kappa_score` in the tests.

    Source:
        Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1), 1960.

    >>> ours = {"a": frozenset({"data"}), "b": frozenset(), "c": frozenset({"data"}), "d": frozenset()}
    >>> theirs = {"a": frozenset({"data"}), "b": frozenset(), "c": frozenset(), "d": frozenset(), "e": frozenset()}
    >>> kappa(ours, theirs, ["data"])[0].kappa  # 3 of 4 alike, 2 of 4 by chance
    0.5
    """
    shared = sorted(first.keys() & second.keys())
    return [_agreement(theme, [(theme in first[name], theme in second[name]) for name in shared]) for theme in themes]


def coding_of(
    coder: str, decisions: Iterable[Decision], suggested: Mapping[PassageId, frozenset[str]]
) -> dict[PassageId, frozenset[str]]:
    """Return what a coder made of the passages that they took any decision on.

    A suggested theme that they passed over stands, as it does for a reader; `suggested` holds the marks' themes of
    each passage. The latest decision on a theme holds.
    """
    theirs: dict[PassageId, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.coder == coder:
            theirs[decision.passage_id].append(decision)
    coding = {}
    for passage_id, taken in theirs.items():
        held = latest(taken)
        rejected = {theme for theme, decision in held.items() if decision.verdict is Verdict.REJECT}
        coding[passage_id] = frozenset((suggested.get(passage_id, frozenset()) | held.keys()) - rejected)
    return coding


def _agreement(theme: str, pairs: list[tuple[bool, bool]]) -> Agreement:
    n, both = len(pairs), sum(one and other for one, other in pairs)
    first, second = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    neither = n - first - second + both
    by_chance = first * second + (n - first) * (n - second)  # times n squared
    return Agreement(
        theme=theme,
        n=n,
        both=both,
        first_only=first - both,
        second_only=second - both,
        neither=neither,
        kappa=None if by_chance == n * n else (n * (both + neither) - by_chance) / (n * n - by_chance),
    )
