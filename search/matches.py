"""Say where a passage holds what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.answers import Match, Why
from search.vocabulary import spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Span
    from indexer.store import View
    from search.expand import Expansion


def matches(expansion: Expansion, text: str, view: View) -> tuple[Match, ...]:
    """Return where a text holds the question's words, or another name for what it asks about, in order.

    A stretch that is both counts as the question's own.
    """
    own = [Match(start, end, Why.WORD) for start, end in view.shared_words(expansion.question, text)]
    others = [
        Match(start, end, Why.EXPANSION)
        for mention in expansion.mentions
        for start, end in spans_of(mention.others, text, false_friends=mention.concept.false_friends)
    ]
    apart = [match for match in others if not any(match.start < mine.end and mine.start < match.end for mine in own)]
    return outermost([*own, *apart])


def with_sentence(marks: Sequence[Match], sentence: Span | None) -> tuple[Match, ...]:
    """Return the marks with the sentence that carries the match among them, before what begins where it does."""
    if sentence is None:
        return tuple(marks)
    carrying = Match(sentence.start, sentence.end, Why.MEANING)
    return tuple(sorted([*marks, carrying], key=lambda mark: (mark.start, -mark.end)))


def outermost(marks: Sequence[Match]) -> tuple[Match, ...]:
    """Return the marks that lie in no other, in order."""
    kept: list[Match] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.end > kept[-1].end:
            kept.append(mark)
    return tuple(kept)
