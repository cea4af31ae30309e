"""Join what people decide about marks with the marks that were suggested, and let a second coder work blind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.store import PassageId
    from search.marks.mark import Mark


class Verdict(StrEnum):
    """What a person decides about a theme for a passage."""

    ACCEPT = "accept"
    REJECT = "reject"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one coder decided about one theme for one passage. `at` is an ISO date and time in UTC, of one precision."""

    passage_id: PassageId
    theme: str
    coder: str
    verdict: Verdict
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedTheme:
    """A theme of a passage, as suggested, as decided, or both.

    `mark` is None when a person added what was not suggested; `decision` is None where nobody has decided.
    `is_final` tells whether the passage counts as speaking of the theme.
    """

    theme: str
    mark: Mark | None
    decision: Decision | None

    @property
    def is_final(self) -> bool:
        """Whether the theme stands: suggested and not rejected, or added."""
        return self.decision is None or self.decision.verdict is not Verdict.REJECT


def with_decisions(marks: Sequence[Mark], decisions: Iterable[Decision]) -> list[CodedTheme]:
    """Return the themes of one passage: the suggested in their order, then those that people added, by theme.

    Of several decisions on a theme the latest holds, whoever took it; of two at the same time the rejection.
    A rejection of what was not suggested changes nothing and is left out.

    Args:
        marks: Of one passage.
        decisions: On that passage.
    """
    held = latest(decisions)
    suggested = {mark.theme for mark in marks}
    added = sorted(theme for theme, it in held.items() if theme not in suggested and it.verdict is not Verdict.REJECT)
    return [
        *(CodedTheme(theme=mark.theme, mark=mark, decision=held.get(mark.theme)) for mark in marks),
        *(CodedTheme(theme=theme, mark=None, decision=held[theme]) for theme in added),
    ]


def latest(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the decision that holds for each theme of one passage."""
    held: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda it: (it.at, it.verdict is Verdict.REJECT)):
        held[decision.theme] = decision
    return held


def seen_by(coder: str, decisions: Iterable[Decision], *, is_blind: bool) -> list[Decision]:
    """Return the decisions that a coder may see: only their own when they code blind, otherwise all, in order."""
    return [decision for decision in decisions if not is_blind or decision.coder == coder]
