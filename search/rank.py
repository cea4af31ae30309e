"""Rank passages for a question in two stages: candidates by meaning and by words, then the best of them word by word.

First stage: the nearest passages by the vector of the question, or of a rewording of it by other names, and those that
share most of its words (BM25) are fused (`search.fuse`). Second stage: the best of these are compared with the question
word by word (`search.interaction`), and what that says is averaged with the first stage's order. Where a person has
named a cross-encoder, it reads the best of those together with the question, and what it says is averaged likewise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.cleaning import fold
from models.encoder import UnitRows
from search.answers import Mode
from search.fuse import fuse, refine
from search.interaction import WordByWord, word_by_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.store import View, Where
    from models.cross_encoder import Reranker
    from models.encoder import Encoded, Encoder
    from search.answers import Request
    from search.expand import Expansion
    from search.fuse import Scores
    from search.learned import LearnedMention

CANDIDATES = 100  # of each kind, before fusion: as the published fusion runs on SciFact
COMPARED = 60  # candidates compared word by word; 50 to 150 differ by 0.002 nDCG@10 (18 judged questions, 2026-11)
JUDGED = 20  # candidates that a cross-encoder reads: each costs as much as a passage costs to encode
FEWEST_OF_A_COUNCIL = 5  # candidates of each council compared, however many councils there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Rows of the view's store with their scores, best first, and the question as it was compared word by word."""

    rows: tuple[tuple[int, Scores], ...]
    compared: WordByWord | None


def rank(
    expansion: Expansion,
    request: Request,
    view: View,
    encoder: Encoder | None,
    reranker: Reranker | None = None,
    learned: Sequence[LearnedMention] = (),
) -> Ranking:
    """Return the candidates for a question with their scores, best first.

    Raises:
        ValueError: the mode needs an encoder and there is none.
    """
    scopes = scopes_of(request, view)
    k = max(CANDIDATES // len(scopes), FEWEST_OF_A_COUNCIL, request.limit)
    bm25s = by_words(expansion, scopes, k, view, learned) if request.mode is not Mode.MEANING else None
    if request.mode is Mode.WORDS:
        return Ranking(rows=tuple(fuse(sorted(bm25s or ()), cosines=None, bm25s=bm25s)), compared=None)
    if encoder is None:
        raise ValueError("searching by meaning needs an encoder")
    encoded = encoder.encode_tokens([fold(text) for text in expansion.variants()], are_questions=True)
    cosines = by_meaning(encoded, scopes, k, view, also=bm25s or ())
    rows = fuse(sorted(set(cosines) | set(bm25s or ())), cosines=cosines, bm25s=bm25s)
    if not request.is_compared_word_by_word or request.mode is Mode.MEANING:
        return Ranking(rows=tuple(rows), compared=None)
    compared = word_by_word(expansion, encoded[0], encoder)
    best = max(COMPARED, request.limit) if len(scopes) == 1 else len(rows)
    scores = compared.scores(view.tokens([row for row, _ in rows[:best]]))
    rows = refine(rows, scores)
    if reranker is not None:
        rows = _judged(rows, expansion.question, view, reranker)
    return Ranking(rows=tuple(rows), compared=compared)


def _judged(rows: list[tuple[int, Scores]], question: str, view: View, reranker: Reranker) -> list[tuple[int, Scores]]:
    """Return the rows in the order that reading the best of them with the question gives."""
    texts = [found.passage.text for found in view.rows([row for row, _ in rows[:JUDGED]])]
    told = reranker.scores(question, texts).tolist()
    said = dict(zip([row for row, _ in rows], told, strict=False))
    before = dict(rows)
    return [
        (row, scores._replace(word_by_word=before[row].word_by_word, cross_encoder=said.get(row)))
        for row, scores in refine(rows, told)
    ]


def scopes_of(request: Request, view: View) -> list[Where]:
    """Return the limits that are searched one after another: each council's when each has its share, else the one."""
    if request.per_council is None:
        return [request.where]
    papers = view.papers(request.where)
    councils = sorted({paper.council for paper in papers if paper.council})
    scopes = [replace(request.where, councils=(council,)) for council in councils]
    unknown = tuple(paper.id for paper in papers if paper.council is None)
    if unknown:
        scopes.append(replace(request.where, papers=unknown))
    return scopes or [request.where]


def by_words(
    expansion: Expansion, scopes: Sequence[Where], k: int, view: View, learned: Sequence[LearnedMention] = ()
) -> dict[int, float]:
    """Return the passages that share most words with the question, or use other names: BM25 by row."""
    others = expansion.alternatives
    own = [item.alternative for item in learned]
    hits = [
        hit for where in scopes for hit in view.matching(expansion.question, k, where, alternatives=others, learned=own)
    ]
    return {hit.row: hit.strength for hit in hits}


def by_meaning(
    encoded: Sequence[Encoded], scopes: Sequence[Where], k: int, view: View, *, also: Sequence[int] | dict[int, float]
) -> dict[int, float]:
    """Return the passages nearest in meaning to the question or a rewording, and `also`: the best cosine by row."""
    vectors = np.stack([item.vector for item in encoded])
    near = {hit.row for where in scopes for vector in vectors for hit in view.nearest(UnitRows(vector[None]), k, where)}
    rows = sorted(near | set(also))
    if not rows:
        return {}
    return dict(zip(rows, (view.vectors(rows) @ vectors.T).max(axis=1).tolist(), strict=True))
