"""What is asked of a library and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from indexer.store import EVERYWHERE, Where

if TYPE_CHECKING:
    from indexer.records import Status
    from indexer.store import Found
    from search.fuse import Scores
    from search.marks.decide import Decision
    from search.themes import Theme


class Mode(StrEnum):
    """By what a question is compared with passages."""

    HYBRID = "hybrid"
    MEANING = "meaning"
    WORDS = "words"


class Why(StrEnum):
    """What earned a stretch of a passage its mark."""

    WORD = "word"
    MEANING = "meaning"
    EXPANSION = "expansion"


class Match(NamedTuple):
    """A stretch of a passage's text, in characters of that text, that the question matched."""

    start: int
    end: int
    why: Why


class Searched(NamedTuple):
    """What an answer was looked for in."""

    papers: int
    passages: int
    unreadable_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question with its limits.

    `per_council`, when given, is the most passages that any one council contributes. `is_widened` says whether the
    sector's other names for what is asked about are searched too, `is_compared_word_by_word` whether the best
    candidates are. `theme` and `statuses` limit what is searched further, as in `search.limits`; `decisions` are what
    people decided about the theme's marks.
    """

    question: str
    where: Where = EVERYWHERE
    mode: Mode = Mode.HYBRID
    limit: int = 20
    per_council: int | None = None
    is_widened: bool = True
    is_compared_word_by_word: bool = True
    theme: Theme | None = None
    statuses: tuple[Status | None, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One passage of an answer. `rank` counts from 1.

    `matched` are the question's words and its other names in the text, in order, and around or between them the one
    sentence or table cell that carries the match in meaning, when the passage has several. `also_in` are passages that
    say the same almost word for word, in order of rank.
    """

    rank: int
    found: Found
    scores: Scores
    matched: tuple[Match, ...]
    also_in: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found for a question, best first, and what it was looked for in.

    `nothing_relevant` is true when no passage passes the calibrated threshold; the nearest are listed all the same.
    Every result holds each phrase of `required` word for word and none of `excluded`; `searched` counts those looked
    through for them.
    """

    question: str
    mode: Mode
    expanded_with: tuple[str, ...]
    nothing_relevant: bool
    searched: Searched
    results: tuple[Result, ...]
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
