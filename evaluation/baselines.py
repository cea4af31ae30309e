"""Rank the same passages as others do: BM25, MiniLM alone, reciprocal-rank fusion of both, and txtai's hybrid."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.build import searched_text
from search.evaluate import Ranked, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.benches import Bench
    from models.encoder import Encoder, UnitRows

    Ranker = Callable[[str], list[int]]
    Ask = Callable[[str], Ranked]

DEPTH = 100  # of each ranking, before fusion
RRF_K = 60  # Cormack, Clarke and Buettcher, Reciprocal Rank Fusion outperforms Condorcet, SIGIR 2009


class Passages(NamedTuple):
    """The passages that all systems rank. `searched` and `vectors`, shape (n, d), are what our own index holds."""

    shown: Sequence[Shown]
    searched: Sequence[str]
    vectors: UnitRows


def passages_of(bench: Bench) -> Passages:
    """Return the passages of a bench's library that an answer can be made of, in reading order."""
    found = bench.view.passages()
    searched = [searched_text(item.passage) for item in found]
    shown = [Shown(item.paper.file, item.passage.text) for item in found]
    rows = bench.view.rows_of([item.passage.id for item in found])
    return Passages(shown, searched, bench.view.vectors(rows))


def asking(passages: Passages, rank: Ranker) -> Ask:
    """Return a searcher that answers with a ranking's passages; it never says that nothing is relevant."""
    return lambda question: Ranked([passages.shown[place] for place in rank(question)])


def bm25(passages: Passages) -> Ranker:
    """Return BM25 as bm25s gives it (Lucene's variant), with its English stop words and Snowball's stemmer."""
    import bm25s
    from Stemmer import Stemmer

    def tokens(texts: Sequence[str]) -> list[list[str]]:
        split: list[list[str]] = bm25s.tokenize(
            list(texts), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
        )
        return split

    def rank(question: str) -> list[int]:
        known = [token for token in tokens([question])[0] if token in index.vocab_dict]
        return _best(index.get_scores(known), above=0.0) if known else []

    stemmer = Stemmer("english")
    index = bm25s.BM25()
    index.index(tokens(passages.searched), show_progress=False)
    return rank


def dense(passages: Passages, encoder: Encoder) -> Ranker:
    """Return plain cosine between the question and each passage."""

    def rank(question: str) -> list[int]:
        return _best(passages.vectors @ encoder.encode_question(question)[0])

    return rank


def reciprocal_rank_fusion(rankers: Sequence[Ranker]) -> Ranker:
    """Return the fusion of rankings in which a passage earns 1 / (60 + rank) from each.

    >>> reciprocal_rank_fusion([lambda question: [4, 7], lambda question: [7, 5]])("any")
    [7, 4, 5]
    """

    def rank(question: str) -> list[int]:
        worth: defaultdict[int, float] = defaultdict(float)
        for ranker in rankers:
            for position, place in enumerate(ranker(question)[:DEPTH], start=1):
                worth[place] += 1 / (RRF_K + position)
        return sorted(worth, key=lambda place: (-worth[place], place))

    return rank


def txtai_hybrid(passages: Passages, encoder: Encoder) -> Ranker:
    """Return txtai's hybrid index with its own defaults, over the same vectors (its sparse side is its own BM25).

    Raises:
        ImportError: txtai is not installed.
    """
    from txtai.embeddings import Embeddings

    def vectors(texts: Sequence[str]) -> UnitRows:
        return encoder.encode_passages(list(texts))

    def rank(question: str) -> list[int]:
        return [int(place) for place, _ in index.search(question, DEPTH)]

    index = Embeddings(method="external", transform=vectors, hybrid=True, content=False)
    index.index(list(enumerate(passages.searched)))
    return rank


def _best(strengths: np.ndarray[tuple[int], np.dtype[np.float32]], *, above: float | None = None) -> list[int]:
    """Return the places of the strongest, strongest first, ties in reading order."""
    order = np.argsort(-strengths, kind="stable")[:DEPTH]
    return [int(place) for place in order if above is None or strengths[place] > above]
