"""Print evaluations side by side, a system a line."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from search.evaluate import evaluate, figure_of
from search.metrics import mean

if TYPE_CHECKING:
    from evaluation.baselines import Ask
    from search.evaluate import Evaluation, Figure, Ranked
    from search.judged import JudgedSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How well a system answers a judged set, and how long it takes for a question."""

    name: str
    evaluation: Evaluation
    ms_per_question: float

    @property
    def ndcg(self) -> float:
        """Mean nDCG@10 over all questions that have an answer."""
        return self.evaluation.overall.ndcg_at_10.value


def measured(name: str, judged: JudgedSet, ask: Ask) -> Measured:
    """Ask every question once, after one that is not counted, and measure quality and time."""
    seconds: list[float] = []

    def timed(question: str) -> Ranked:
        start = perf_counter()
        ranked = ask(question)
        seconds.append(perf_counter() - start)
        return ranked

    ask(judged.questions[0].question)
    evaluation = evaluate(judged, timed)
    return Measured(name=name, evaluation=evaluation, ms_per_question=1000 * mean(seconds))


def gain(system: Measured, other: Measured) -> Figure:
    """Return how much better in nDCG@10 one system is than another, with the interval of the paired differences."""
    pairs = zip(system.evaluation.outcomes, other.evaluation.outcomes, strict=True)
    return figure_of([one.ndcg_at_10 - two.ndcg_at_10 for one, two in pairs])


def table(systems: list[Measured]) -> str:
    """Return the systems' figures: nDCG@10 with its interval and by kind, recall@20, MRR, negatives, time."""
    kinds = list(systems[0].evaluation.by_kind)
    kinds = kinds if len(kinds) > 1 else []
    head = f"{'':<30}{'nDCG@10':>22}" + "".join(f"{kind:>10}" for kind in kinds)
    head += f"{'recall@20':>11}{'MRR':>8}{'told':>8}{'lost':>6}{'ms':>8}"
    return "\n".join([head, *(_line(system, kinds) for system in systems)]) + "\n"


def _line(system: Measured, kinds: list[str]) -> str:
    evaluation = system.evaluation
    overall, by_kind = evaluation.overall, evaluation.by_kind
    value, low, high = overall.ndcg_at_10
    line = f"{system.name:<30}{f'{value:.3f} [{low:.2f}, {high:.2f}]':>22}"
    line += "".join(f"{by_kind[kind].ndcg_at_10.value:>10.3f}" for kind in kinds)
    told = f"{sum(evaluation.told.values())}/{len(evaluation.told)}" if evaluation.told else "-"
    line += f"{overall.recall_at_20.value:>11.3f}{overall.reciprocal_rank.value:>8.3f}"
    return line + f"{told:>8}{len(evaluation.lost):>6}{system.ms_per_question:>8.1f}"
