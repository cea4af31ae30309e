"""Find passages for a question: by meaning, by words, or both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from corpus.errors import EmptyQuestionError
from indexer.store import EVERYWHERE, Found, Where
from models.encoder import UnitRows
from search.expand import expand
from search.fuse import Scores, fuse
from search.vocabulary import spoken_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.store import View
    from models.encoder import Encoder
    from search.expand import Concept, Expansion, Mention

CANDIDATES = 100  # of each kind, before fusion: as the published fusion runs on SciFact
# No passage nearer in meaning than this, and none with more than this share of the question's words: nothing relevant.
# Chosen on 30 judged questions over five papers, 2026-11: see `is_nothing_relevant`.
FEWEST_COSINE = 0.49
LARGEST_SHARE_OF_WORDS = 0.5
NAMED_AMONG = 20  # passages that match a concept's names best, among which one must really name it


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
class Result:
    """One passage of an answer. `rank` counts from 1."""

    rank: int
    found: Found
    scores: Scores
    matched: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found for a question, best first, and what it was looked for in.

    `nothing_relevant` is true when no passage passes the calibrated threshold; the nearest are listed all the same.
    """

    question: str
    mode: Mode
    expanded_with: tuple[str, ...]
    nothing_relevant: bool
    searched: Searched
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question with its limits.

    `per_council`, when given, is the most passages that any one council contributes. `is_widened` says
    whether the sector's other names for what is asked about are searched too.
    """

    question: str
    where: Where = EVERYWHERE
    mode: Mode = Mode.HYBRID
    limit: int = 20
    per_council: int | None = None
    is_widened: bool = True


def find(request: Request, view: View, encoder: Encoder | None, vocabulary: Sequence[Concept] = ()) -> Answer:
    """Return the passages that answer a question best, best first, ties in reading order.

    Limits apply before ranking: ten passages are returned whenever ten exist, except by words alone, where a passage
    must share a word with the question or use another name for what it asks about. `encoder` may be None when the mode
    is by words; `vocabulary` holds those other names.

    Raises:
        EmptyQuestionError: the question holds no letter or digit.
        ValueError: the mode needs an encoder and there is none.
    """
    if not any(map(str.isalnum, request.question)):
        raise EmptyQuestionError
    question = " ".join(request.question.split())
    expansion = expand(question, vocabulary if request.is_widened else ())
    ranked = rank(expansion, request, view, encoder)
    chosen = _at_most_per_council(ranked, request, view)
    found = view.rows([row for row, _ in chosen])
    return Answer(
        question=question,
        mode=request.mode,
        expanded_with=expansion.also_searched,
        nothing_relevant=is_nothing_relevant(
            ranked, [result.passage.text for result in found], expansion, request, view
        ),
        searched=searched(view, request.where),
        results=tuple(
            Result(rank=index, found=item, scores=scores, matched=matches(expansion, item.passage.text, view))
            for index, (item, (_, scores)) in enumerate(zip(found, chosen, strict=True), start=1)
        ),
    )


def rank(expansion: Expansion, request: Request, view: View, encoder: Encoder | None) -> list[tuple[int, Scores]]:
    """Return the candidates for a question with their scores, best first: rows of the view's store.

    A passage's cosine is its best to the question or to a rewording of it by other names.
    """
    k = max(CANDIDATES, request.limit)
    scopes = [request.where]
    if request.per_council is not None:
        councils = request.where.councils or tuple(sorted({p.council for p in view.papers(request.where) if p.council}))
        scopes = [replace(request.where, councils=(council,)) for council in councils]
    bm25s: dict[int, float] | None = None
    cosines: dict[int, float] | None = None
    if request.mode is not Mode.MEANING:
        others = expansion.alternatives
        hits = [hit for where in scopes for hit in view.matching(expansion.question, k, where, alternatives=others)]
        bm25s = {hit.row: hit.strength for hit in hits}
    if request.mode is not Mode.WORDS:
        vectors = _encoded(expansion.variants(), encoder)
        near = {
            hit.row
            for where in scopes
            for vector in vectors
            for hit in view.nearest(UnitRows(vector[np.newaxis]), k, where)
        }
        cosines = _cosines(vectors, sorted(near | set(bm25s or ())), view)
    rows = sorted(set(cosines or ()) | set(bm25s or ()))
    return fuse(rows, cosines=cosines, bm25s=bm25s)


def is_nothing_relevant(
    ranked: list[tuple[int, Scores]], texts: list[str], expansion: Expansion, request: Request, view: View
) -> bool:
    """Tell whether nothing passes the threshold of relevance.

    Nothing does when the question names things of the sector and no passage searched names any of them, by whatever
    name. Otherwise something does when a passage is nearer in meaning than `FEWEST_COSINE`, or when one of `texts`,
    those to be shown, holds more than `LARGEST_SHARE_OF_WORDS` of the question's words.
    """
    if expansion.mentions and not any(_is_named(mention, request.where, view) for mention in expansion.mentions):
        return True
    if any(scores.cosine is not None and scores.cosine >= FEWEST_COSINE for _, scores in ranked):
        return False
    return not any(view.share_of_words(expansion.question, text) > LARGEST_SHARE_OF_WORDS for text in texts)


def _is_named(mention: Mention, where: Where, view: View) -> bool:
    """Tell whether a passage calls the concept by one of its names, and not by a false friend."""
    concept = mention.concept
    hits = view.matching("", NAMED_AMONG, where, alternatives=[concept.terms])
    found = view.rows([hit.row for hit in hits])
    return any(spoken_of(concept.terms, item.passage.text, false_friends=concept.false_friends) for item in found)


def searched(view: View, where: Where) -> Searched:
    """Return what lies within the limits: papers, passages, and pages that could not be read."""
    papers = view.papers(where)
    return Searched(len(papers), view.count(where), sum(paper.unreadable_pages for paper in papers))


def matches(expansion: Expansion, text: str, view: View) -> tuple[Match, ...]:
    """Return where a text holds the question's words, or another name for what it asks about, in order.

    A stretch that is both counts as the question's own.
    """
    own = [Match(start, end, Why.WORD) for start, end in view.shared_words(expansion.question, text)]
    others = [
        Match(start, end, Why.EXPANSION)
        for mention in expansion.mentions
        for spans in spoken_of(mention.others, text, false_friends=mention.concept.false_friends).values()
        for start, end in spans
    ]
    apart = [match for match in others if not any(match.start < mine.end and mine.start < match.end for mine in own)]
    return outermost([*own, *apart])


def outermost(marks: Sequence[Match]) -> tuple[Match, ...]:
    """Return the marks that lie in no other, in order."""
    kept: list[Match] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.end > kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _encoded(texts: list[str], encoder: Encoder | None) -> UnitRows:
    if encoder is None:
        raise ValueError("searching by meaning needs an encoder")
    return encoder.encode_passages([fold(text) for text in texts])


def _cosines(vectors: UnitRows, rows: list[int], view: View) -> dict[int, float]:
    """Return each row's best cosine to any of the vectors."""
    if not rows:
        return {}
    return dict(zip(rows, (view.vectors(rows) @ vectors.T).max(axis=1).tolist(), strict=True))


def _at_most_per_council(ranked: list[tuple[int, Scores]], request: Request, view: View) -> list[tuple[int, Scores]]:
    """Return the best that fit the limits on the whole answer and on each council's share."""
    if request.per_council is None:
        return ranked[: request.limit]
    shares: Counter[str | None] = Counter()
    chosen: list[tuple[int, Scores]] = []
    for (row, scores), found in zip(ranked, view.rows([row for row, _ in ranked]), strict=True):
        if shares[found.paper.council] < request.per_council and len(chosen) < request.limit:
            shares[found.paper.council] += 1
            chosen.append((row, scores))
    return chosen
