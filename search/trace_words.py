"""Say how much of a finding's wording a text holds, rare words and things of the sector counting for more."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from search.vocabulary import speaks_of, without

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from corpus.types import Span
    from indexer.store import View
    from search.expand import Concept, Expansion

CONCEPT_WORTH = 1.5  # of a word as rare: "private fostering" says more than any word that is as rare


class Covered(NamedTuple):
    """Which of a finding's words a text holds in any form, by their places in the finding, and which concepts."""

    words: frozenset[Span]
    concepts: frozenset[str]


class Wording:
    """A finding ready to be compared by its words.

    A mention of a concept is one thing, however many words it has, and any of the concept's names speaks of it.
    What neither the finding's report nor the texts that could answer it often say weighs most.

    Args:
        expansion: The finding, with the concepts recognised in it.
        background: Texts by which rarity is judged.
        view: Tells which words are forms of the same.
    """

    def __init__(self, expansion: Expansion, background: Sequence[str], view: View) -> None:
        self._finding, self._view = expansion.question, view
        self._concepts: dict[str, Concept] = {mention.concept.id: mention.concept for mention in expansion.mentions}
        spans = [mention.span for mention in expansion.mentions]
        # A text's words shared with itself are all those that are searched by.
        own = view.shared_words(self._finding, self._finding)
        self._words = [
            word for word in own if not any(word.start < span.end and span.start < word.end for span in spans)
        ]
        seen = [self._covered(text) for text in background]
        self._weights: dict[Span | str, float] = {
            **{word: _rarity(sum(word in each.words for each in seen), len(seen)) for word in self._words},
            **{
                name: CONCEPT_WORTH * _rarity(sum(name in each.concepts for each in seen), len(seen))
                for name in self._concepts
            },
        }
        self._all = sum(self._weights.values())

    def share_in(self, text: str) -> float:
        """Return the weight of what the text holds as a share of the whole finding's, in [0, 1]."""
        if self._all == 0:
            return 0.0
        covered = self._covered(text)
        held: Collection[Span | str] = [*covered.words, *covered.concepts]
        return sum(self._weights[each] for each in held) / self._all

    def _covered(self, text: str) -> Covered:
        shared = frozenset(self._view.shared_words(text, self._finding))
        named = (
            name
            for name, concept in self._concepts.items()
            if speaks_of(concept.terms, without(concept.false_friends, text))
        )
        return Covered(shared.intersection(self._words), frozenset(named))


def _rarity(holding: int, texts: int) -> float:
    """Return the weight of a word that some of these texts hold, above 0: its inverse document frequency.

    Source:
        Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.1, with 1 added
        inside the logarithm, as Lucene does, so that no word counts against a text.
    """
    return log(1 + (texts - holding + 0.5) / (holding + 0.5))
