"""Read findings of inspections that were judged against later papers, and count how well they are answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from search.metrics import bootstrap_interval, mean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report that was judged against later papers, all by file name.

    `role` says what it serves for. `grades` holds for each finding, in order, what answers it: grades from 1 by paper
    and place, as `places` names them; empty where nothing does.
    """

    inspection: str
    role: str
    papers: tuple[str, ...]
    grades: tuple[dict[str, int], ...]


class First(NamedTuple):
    """What a system puts first for a finding: where it stands, None where it finds nothing, and how strongly."""

    place: str | None
    strength: float


class Outcome(NamedTuple):
    """How a system did on a finding: the grade of what it puts first, the best grade there is, and its strength."""

    case: Case
    grade: int
    best: int
    strength: float


class Figures(NamedTuple):
    """How well replies are found, and how well it is told that there is none. None where there is nothing to count."""

    findings: int
    answered: int
    first: float | None
    low: float
    high: float
    direct: float | None
    precision: float | None
    recall: float | None


def read_cases(file: Path) -> list[Case]:
    """Return the cases of a judged set; the proving case twice: with its first paper alone, and with all of them.

    Raises:
        KeyError: a field is missing.
        ValueError: the file is no JSON, or its findings are not numbered from 1.
    """
    cases = []
    for entry in json.loads(file.read_text(encoding="utf-8"))["cases"]:
        findings = entry["findings"]
        if [finding["finding"] for finding in findings] != list(range(1, len(findings) + 1)):
            raise ValueError(f"{entry['id']}: findings are not numbered from 1")
        answers = tuple({_place(answer): int(answer["grade"]) for answer in each["answers"]} for each in findings)
        papers = tuple(entry["papers"])
        case = Case(inspection=entry["inspection"], role=entry["role"], papers=papers, grades=answers)
        cases += [_with_first_paper_alone(case), *([case] if len(papers) > 1 else [])]
    return cases


def outcomes_of(case: Case, firsts: Sequence[First]) -> list[Outcome]:
    """Return how the first replies were judged. Raises ValueError when there are more or fewer than findings."""
    return [
        Outcome(case, grades.get(first.place or "", 0), max(grades.values(), default=0), first.strength)
        for grades, first in zip(case.grades, firsts, strict=True)
    ]


def balanced_threshold(outcomes: Sequence[Outcome]) -> float:
    """Return the strength below which to say "unanswered" so that the smaller of precision and recall is largest.

    It lies midway between two strengths; the lowest such when several serve alike.

    Raises:
        ValueError: there are fewer than two strengths to choose between.
    """
    strengths = sorted({outcome.strength for outcome in outcomes})
    between = [(low + high) / 2 for low, high in pairwise(strengths)]

    def worse(threshold: float) -> float:
        precision, recall = of_unanswered(outcomes, [outcome.strength < threshold for outcome in outcomes])
        return min(precision or 0.0, recall or 0.0)

    return max(between, key=worse)


def of_unanswered(outcomes: Sequence[Outcome], said: Sequence[bool]) -> tuple[float | None, float | None]:
    """Return precision and recall of "unanswered", as said of each finding; None where there is nothing to count."""
    right = sum(each and not outcome.best for each, outcome in zip(said, outcomes, strict=True))
    without = sum(not outcome.best for outcome in outcomes)
    return (right / sum(said) if any(said) else None), (right / without if without else None)


def figures_of(outcomes: Sequence[Outcome], unanswered: Sequence[bool]) -> Figures:
    """Return how a system did that says of these findings whether they are unanswered, in the same order."""
    answered = [outcome for outcome in outcomes if outcome.best]
    hits = [float(outcome.grade > 0) for outcome in answered]
    direct = [float(outcome.grade > 1) for outcome in answered if outcome.best > 1]
    precision, recall = of_unanswered(outcomes, unanswered)
    low, high = bootstrap_interval(hits) if hits else (0.0, 1.0)
    return Figures(
        findings=len(outcomes),
        answered=len(answered),
        first=mean(hits) if hits else None,
        low=low,
        high=high,
        direct=mean(direct) if direct else None,
        precision=precision,
        recall=recall,
    )


def _with_first_paper_alone(case: Case) -> Case:
    paper = case.papers[0]
    grades = [{place: g for place, g in each.items() if place.startswith(f"{paper} ")} for each in case.grades]
    return Case(inspection=case.inspection, role=case.role, papers=(paper,), grades=tuple(grades))


def _place(answer: dict[str, str]) -> str:
    kind = next(kind for kind in ("action", "measure", "passage") if kind in answer)
    return f"{answer['paper']} {kind} {answer[kind]}"
