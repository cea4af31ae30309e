"""Compare a question with passages word by word: late interaction over the encoder's vectors of words in context.

A question is made of things asked about and other words. Each other word is worth its best cosine to a word of the
passage. A thing that the vocabulary knows by several names is worth what the best of its names is worth, each name the
mean over its words, so that a passage which says it another way is not at a loss. A passage's score is the mean over
the question's words.

Source:
    Khattab and Zaharia, ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction over BERT,
    SIGIR 2020, whose MaxSim this is where the vocabulary knows no other name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from threadpoolctl import ThreadpoolController

from corpus.cleaning import fold
from corpus.types import Span
from indexer.stop_words import says_something
from models.encoder import UnitRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from indexer.tokens import PassageTokens
    from models.encoder import Encoded, Encoder
    from search.expand import Concept, Expansion

_NAMES: WeakKeyDictionary[Encoder, dict[str, UnitRows]] = WeakKeyDictionary()
OTHER_NAME_WORTH = 0.9  # of a word of the question's own
STRETCH_END = re.compile(r"(?<=[.;:?!])\s+(?=\S)|[\t\n]+(?=\S)")


class Unit(NamedTuple):
    """What a question asks about in one place: the vectors of its own words (n, d), and of each of its other names."""

    own: UnitRows
    others: tuple[UnitRows, ...] = ()


class WordByWord:
    """A question ready to be compared with passages word by word.

    Args:
        units: What the question asks about, each with one word or more.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        names = [name for unit in units for name in (unit.own, *unit.others)]
        self._is_empty = not names
        if self._is_empty:
            return
        self._words = np.concatenate(names)
        self._lengths = np.array([len(name) for name in names])
        self._names = _starts(self._lengths)
        self._worth = np.array([w for unit in units for w in (1.0, *[OTHER_NAME_WORTH] * len(unit.others))])
        self._units = _starts(np.array([1 + len(unit.others) for unit in units]))
        self._weights = np.array([len(unit.own) for unit in units]) / sum(len(unit.own) for unit in units)

    def scores(self, passages: Sequence[PassageTokens | None]) -> list[float]:
        """Return how well each passage's words answer the question's, in [-1, 1]; 0 where its words are not kept."""
        scores = np.zeros(len(passages))
        kept = [(place, item.vectors) for place, item in enumerate(passages) if item is not None and len(item.vectors)]
        if self._is_empty or not kept:
            return scores.tolist()
        with _threads().limit(limits=1, user_api="blas"):
            cosines = self._words @ np.concatenate([vectors for _, vectors in kept]).T
        best = np.maximum.reduceat(cosines, _starts(np.array([len(vectors) for _, vectors in kept])), axis=1)
        by_name = np.add.reduceat(best, self._names, axis=0) / self._lengths[:, None] * self._worth[:, None]
        by_unit = np.maximum.reduceat(by_name, self._units, axis=0)
        scores[[place for place, _ in kept]] = self._weights @ by_unit
        return scores.tolist()

    def best_stretch(self, text: str, tokens: PassageTokens | None) -> Span | None:
        """Return the sentence or table cell of a passage that carries the match; None when it is the only one."""
        stretches = stretches_of(text)
        if self._is_empty or tokens is None or not len(tokens.vectors) or len(stretches) == 1:
            return None
        starts = np.array([stretch.start for stretch in stretches])
        of_stretch = np.searchsorted(starts, tokens.places, side="right") - 1
        parts = [tokens._replace(vectors=tokens.vectors[of_stretch == n]) for n in range(len(stretches))]
        return stretches[int(np.argmax(self.scores(parts)))]


@cache
def _threads() -> ThreadpoolController:
    """Return what limits threads: on a busy machine, several take ten times as long for sums as small as these."""
    return ThreadpoolController()


def word_by_word(expansion: Expansion, encoded: Encoded, encoder: Encoder) -> WordByWord:
    """Return the question ready for comparison.

    Args:
        expansion: The question with what the vocabulary knows of it.
        encoded: What `encoder` made of the folded question.
        encoder: Makes the vectors of the other names.
    """
    question = fold(expansion.question)
    names = list(dict.fromkeys(name for mention in expansion.mentions for name in mention.others))
    known = _vectors_of_names(names, encoder)
    taken: set[int] = set()
    units = []
    for mention in expansion.mentions:
        places = [
            place
            for place, (start, end) in enumerate(encoded.spans)
            if start < mention.span.end and end > mention.span.start
        ]
        if places:
            taken.update(places)
            own = UnitRows(encoded.tokens[places])
            units.append(Unit(own, tuple(known[name] for name in mention.others if len(known[name]))))
    for place, (start, end) in enumerate(encoded.spans):
        if place not in taken and says_something(question[start:end]):
            units.append(Unit(UnitRows(encoded.tokens[place : place + 1])))
    return WordByWord(units)


def encode_names(vocabulary: Sequence[Concept], encoder: Encoder) -> None:
    """Encode all names of a vocabulary now, some seconds' work, so that no question need wait for its own."""
    for concept in vocabulary:
        _vectors_of_names(concept.terms, encoder)


def _vectors_of_names(names: Sequence[str], encoder: Encoder) -> Mapping[str, UnitRows]:
    """Return the vectors of the saying words of names; each name is encoded once: a vocabulary has only so many."""
    known = _NAMES.setdefault(encoder, {})
    new = [name for name in names if name not in known]
    for name, made in zip(new, encoder.encode_tokens([fold(name) for name in new]), strict=True):
        known[name] = _telling(made, fold(name))
    return known


def stretches_of(text: str) -> list[Span]:
    r"""Return the sentences and table cells of a text, by its marks alone, in order; they cover all but white space.

    >>> [tuple(span) for span in stretches_of("Staff stay. Costs fell.\tGreen")]
    [(0, 11), (12, 23), (24, 29)]
    """
    spans, start = [], 0
    for gap in STRETCH_END.finditer(text):
        spans.append(Span(start, gap.start()))
        start = gap.end()
    return [*spans, Span(start, len(text))]


def _starts(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return where each of some stretches begins when they lie one after another."""
    starts: npt.NDArray[np.int64] = np.cumsum(lengths) - lengths
    return starts


def _telling(encoded: Encoded, text: str) -> UnitRows:
    """Return the vectors of the words of a name that say something."""
    places = [place for place, (start, end) in enumerate(encoded.spans) if says_something(text[start:end])]
    return UnitRows(encoded.tokens[np.array(places, dtype=np.int64)])
