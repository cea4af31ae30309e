"""Judge answers against a judged set, and sum up how well they find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from search.judged import satisfied_anchors
from search.metrics import bootstrap_interval, earned_grades, mean, ndcg_at, recall_at, reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from search.answers import Answer
    from search.judged import JudgedQuestion, JudgedSet

NDCG_DEPTH = 10
RECALL_DEPTH = 20
MEASURES = ("ndcg_at_10", "recall_at_20", "reciprocal_rank")
LEAST_CHANGE = 0.001  # of nDCG: smaller ones are rounding


class Shown(NamedTuple):
    """A passage of an answer as it is judged: its paper's file name and its quoted text."""

    file: str
    text: str


class Ranked(NamedTuple):
    """What was answered, best first. `nothing_relevant` is false where the searcher cannot say so."""

    passages: Sequence[Shown]
    nothing_relevant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How well one question was answered; each measure is in [0, 1]."""

    question: JudgedQuestion
    ndcg_at_10: float
    recall_at_20: float
    reciprocal_rank: float
    nothing_relevant: bool


class Figure(NamedTuple):
    """A mean over questions with its bootstrap interval of 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The means over some questions."""

    questions: int
    ndcg_at_10: Figure
    recall_at_20: Figure
    reciprocal_rank: Figure


class Change(NamedTuple):
    """A question that is answered better or worse than in an earlier run, by nDCG@10."""

    id: str
    before: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well a judged set was answered: an outcome for each question that has an answer.

    `told` says for each question without one, by its id, whether the answer was "nothing relevant".
    """

    outcomes: tuple[Outcome, ...]
    told: Mapping[str, bool]

    @property
    def overall(self) -> Figures:
        """The means over all questions that have an answer."""
        return _figures(self.outcomes)

    @property
    def by_kind(self) -> dict[str, Figures]:
        """The means for each kind of question, in the order in which kinds occur."""
        return _grouped(self.outcomes, lambda outcome: outcome.question.kind)

    @property
    def by_user(self) -> dict[str, Figures]:
        """The means for each user, in the order in which users occur."""
        return _grouped(self.outcomes, lambda outcome: outcome.question.user)

    @property
    def lost(self) -> tuple[str, ...]:
        """The ids of questions that have an answer and were told that there is none."""
        return tuple(outcome.question.id for outcome in self.outcomes if outcome.nothing_relevant)

    def as_json(self) -> dict[str, Any]:
        """Return all figures in the form that scripts rely on."""
        return {
            "overall": _figures_json(self.overall),
            "by_kind": {kind: _figures_json(figures) for kind, figures in self.by_kind.items()},
            "by_user": {user: _figures_json(figures) for user, figures in self.by_user.items()},
            "negatives": {"asked": len(self.told), "told": sum(self.told.values()), "by_id": dict(self.told)},
            "lost": list(self.lost),
            "questions": [_outcome_json(outcome) for outcome in self.outcomes],
        }


def evaluate(judged: JudgedSet, ask: Callable[[str], Ranked]) -> Evaluation:
    """Ask every question of a judged set and judge the answers; `ask` gives `RECALL_DEPTH` passages or more."""
    return Evaluation(
        outcomes=tuple(outcome_of(question, ask(question.question)) for question in judged.answerable),
        told={question.id: ask(question.question).nothing_relevant for question in judged.negatives},
    )


def outcome_of(question: JudgedQuestion, ranked: Ranked) -> Outcome:
    """Judge one answer. Raises ValueError for a question without anything relevant."""
    satisfied = [satisfied_anchors(file, text, question.relevant) for file, text in ranked.passages]
    earned = earned_grades(satisfied, question.grades)
    return Outcome(
        question=question,
        ndcg_at_10=ndcg_at(NDCG_DEPTH, earned=earned, grades=question.grades),
        recall_at_20=recall_at(RECALL_DEPTH, satisfied=satisfied, anchors=len(question.relevant)),
        reciprocal_rank=reciprocal_rank(earned[:RECALL_DEPTH]),
        nothing_relevant=ranked.nothing_relevant,
    )


def ranked_of(answer: Answer) -> Ranked:
    """Return an answer as it is judged."""
    passages = [Shown(result.found.paper.file, result.found.passage.text) for result in answer.results]
    return Ranked(passages, answer.nothing_relevant)


def changes(outcomes: Sequence[Outcome], before: Mapping[str, float]) -> list[Change]:
    """Return the questions whose nDCG@10 changed since a run that had `before`, the largest gains first.

    Questions that the earlier run did not ask are left out.
    """
    changed = [
        Change(outcome.question.id, before[outcome.question.id], outcome.ndcg_at_10)
        for outcome in outcomes
        if outcome.question.id in before
    ]
    differing = [change for change in changed if abs(change.now - change.before) >= LEAST_CHANGE]
    return sorted(differing, key=lambda change: (change.before - change.now, change.id))


def figure_of(values: Sequence[float]) -> Figure:
    """Return the mean of these values with its interval. Raises ValueError when there are none."""
    return Figure(mean(values), *bootstrap_interval(values))


def _figures(outcomes: Sequence[Outcome]) -> Figures:
    means = {measure: figure_of([getattr(outcome, measure) for outcome in outcomes]) for measure in MEASURES}
    return Figures(questions=len(outcomes), **means)


def _grouped(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, Figures]:
    names = dict.fromkeys(key(outcome) for outcome in outcomes)
    return {name: _figures([outcome for outcome in outcomes if key(outcome) == name]) for name in names}


def _figures_json(figures: Figures) -> dict[str, Any]:
    measures = {measure: getattr(figures, measure) for measure in MEASURES}
    rounded = {name: {part: round(value, 4) for part, value in f._asdict().items()} for name, f in measures.items()}
    return {"questions": figures.questions, **rounded}


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    asked = outcome.question
    measures = {measure: round(getattr(outcome, measure), 4) for measure in MEASURES}
    return {
        "id": asked.id,
        "kind": asked.kind,
        "user": asked.user,
        **measures,
        "nothing_relevant": outcome.nothing_relevant,
    }
