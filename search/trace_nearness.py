"""Say how near actions and passages come to what an inspection found wanting.

Three things are averaged, because each misses what another sees: the cosine between the finding, a rewording of it by
the sector's other names, or one of the things that it names, and the action's nearest passage or sentence; the
comparison word by word; and the share of the finding's words, rare ones counting for more, that the action's best
sentence holds.

What was tried on 180 findings judged by hand and gained nothing (2026-11): taking something off for what is near to
everything, learnt weights, late interaction without other names. Equal weights do as well as the best. The things that
a finding names, one by one, are worth 0.01 of the area under the curve of answered and unanswered findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from indexer.tokens import PassageTokens
from models.encoder import UnitRows
from search.interaction import word_by_word
from search.trace_words import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from indexer.store import View
    from models.encoder import Encoder
    from search.expand import Expansion
    from search.interaction import WordByWord
    from search.trace_candidates import Candidate

    Vector = npt.NDArray[np.float32]

ITEM_COSTS = 0.05  # a reply to one of the things that a finding names is a reply in part


class Nearness(NamedTuple):
    """How near a candidate comes to a finding.

    `cosine` and `word_by_word` lie in [-1, 1], `words` in [0, 1]. `cosine` is `ITEM_COSTS` less where it is to a thing
    that the finding names among others. `word_by_word` is 0 where the vectors of a candidate's words are not kept.
    """

    cosine: float
    word_by_word: float
    words: float

    @property
    def together(self) -> float:
        """The mean of the three, at most 1: what candidates are ranked by."""
        return sum(self) / len(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A finding to be compared with some of the candidates: `places` are theirs in the list of all.

    `items` are the things that the finding names one after another, none where it names but one.
    """

    expansion: Expansion
    items: tuple[str, ...]
    places: tuple[int, ...]


class _Encoded(NamedTuple):
    """A candidate's vectors: of its passages and its sentences (n, d), and of all its words, None where not kept."""

    vectors: UnitRows
    tokens: PassageTokens | None


class _Asked(NamedTuple):
    """A finding's vectors, its own with its rewordings' and those of what it names (n, d), and what compares words."""

    variants: UnitRows
    items: UnitRows
    words: WordByWord
    wording: Wording


def comparing(
    candidates: Sequence[Candidate], report: Sequence[str], view: View, encoder: Encoder
) -> Callable[[Question], dict[int, Nearness]]:
    """Return what tells how near each of a question's candidates comes, by the candidate's place.

    What a question asks for is encoded when it is asked, and kept for the next.

    Args:
        candidates: All of them; one that no question asks for is not encoded.
        report: The texts of the inspection report, which tell what its inspectors say of everything.
        view: Keeps the vectors of passages, and tells which words are forms of the same.
        encoder: The one that made the view's vectors.
    """
    kept = _Kept(candidates, view, encoder)

    def compared(question: Question) -> dict[int, Nearness]:
        encoded = kept.encoded(question.places)
        background = [*(candidates[place].whole for place in question.places), *report]
        asked = _asked(question, background, view, encoder)
        one_by_one = asked.words.scores([each.tokens for each in encoded])
        return {
            place: Nearness(
                cosine=_cosine(asked, each.vectors),
                word_by_word=word_by_word,
                words=_share(asked.wording, candidates[place]),
            )
            for place, each, word_by_word in zip(question.places, encoded, one_by_one, strict=True)
        }

    return compared


def _asked(question: Question, background: Sequence[str], view: View, encoder: Encoder) -> _Asked:
    variants = encoder.encode_tokens([fold(text) for text in question.expansion.variants()])
    return _Asked(
        variants=UnitRows(np.stack([each.vector for each in variants])),
        items=encoder.encode_passages([fold(item) for item in question.items]),
        words=word_by_word(question.expansion, variants[0], encoder),
        wording=Wording(question.expansion, background, view),
    )


def _cosine(asked: _Asked, vectors: UnitRows) -> float:
    """Return the best cosine of a candidate's vectors to the finding's, or to that of a thing that it names."""
    own = float((vectors @ asked.variants.T).max())
    return max(own, float((vectors @ asked.items.T).max()) - ITEM_COSTS) if len(asked.items) else own


class _Kept:
    """The vectors of candidates, made when first asked for; sentences that several have are encoded once."""

    def __init__(self, candidates: Sequence[Candidate], view: View, encoder: Encoder) -> None:
        self._candidates, self._view, self._encoder = candidates, view, encoder
        self._sentences: dict[str, Vector] = {}
        self._encoded: dict[int, _Encoded] = {}

    def encoded(self, places: Sequence[int]) -> list[_Encoded]:
        """Return the vectors of the candidates at these places."""
        new = [place for place in places if place not in self._encoded]
        parts = dict.fromkeys(fold(part) for place in new for part in self._candidates[place].parts)
        wanted = [part for part in parts if part not in self._sentences]
        if wanted:
            self._sentences.update(zip(wanted, self._encoder.encode_passages(wanted), strict=True))
        self._encoded.update((place, self._of(self._candidates[place])) for place in new)
        return [self._encoded[place] for place in places]

    def _of(self, candidate: Candidate) -> _Encoded:
        rows = self._view.rows_of([found.passage.id for found in candidate.found])
        parts = [self._sentences[fold(part)][np.newaxis] for part in candidate.parts]
        kept = [tokens for tokens in self._view.tokens(rows) if tokens is not None]
        return _Encoded(UnitRows(np.concatenate([self._view.vectors(rows), *parts])), _joined(kept))


def _joined(kept: Sequence[PassageTokens]) -> PassageTokens | None:
    if not kept:
        return None
    vectors = UnitRows(np.concatenate([tokens.vectors for tokens in kept]))
    return PassageTokens(vectors, np.concatenate([tokens.places for tokens in kept]))


def _share(wording: Wording, candidate: Candidate) -> float:
    return max(wording.share_in(text) for text in candidate.parts or (candidate.whole,))
