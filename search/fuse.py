"""Fuse two rankings, by meaning and by words, into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEANING_SHARE = 0.5
WORD_BY_WORD_SHARE = 0.5


class Scores(NamedTuple):
    """How strongly a passage answers. `cosine` in [-1, 1], `bm25` from 0, None where that side was not asked.

    `fused` is in [0, 1] and compares passages within one answer only. `word_by_word` is in [-1, 1], `cross_encoder`
    in [0, 1], each None for a passage that was not compared so.
    """

    cosine: float | None
    bm25: float | None
    fused: float
    word_by_word: float | None = None
    cross_encoder: float | None = None


def fuse(
    rows: Sequence[int],
    *,
    cosines: Mapping[int, float] | None,
    bm25s: Mapping[int, float] | None,
    meaning_share: float = MEANING_SHARE,
) -> list[tuple[int, Scores]]:
    """Return the rows with their scores, best first; ties keep the order of `rows`.

    Each side is stretched to [0, 1] over the rows (smallest to 0, largest to 1; all alike to 1 if above 0) and the two
    are averaged with weight `meaning_share`, in [0, 1], on meaning. A row without a BM25 score shares no word: 0. A
    side that is None was not asked and does not count.

    Source:
        Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, ACM TOIS 42(1), 2023.

    >>> [(row, round(scores.fused, 2)) for row, scores in fuse([1, 2], cosines={1: 0.2, 2: 0.6}, bm25s={1: 8.0})]
    [(1, 0.5), (2, 0.5)]
    """
    by_meaning = _stretched(rows, cosines) if cosines is not None else None
    by_words = _stretched(rows, bm25s) if bm25s is not None else None
    scored = []
    for row in rows:
        if by_meaning is not None and by_words is not None:
            fused = meaning_share * by_meaning[row] + (1 - meaning_share) * by_words[row]
        else:
            fused = (by_meaning or by_words or {}).get(row, 0.0)
        cosine = cosines.get(row) if cosines is not None else None
        bm25 = bm25s.get(row, 0.0) if bm25s is not None else None
        scored.append((row, Scores(cosine, bm25, fused)))
    return sorted(scored, key=lambda item: -item[1].fused)


def refine(
    ranked: Sequence[tuple[int, Scores]], word_by_word: Sequence[float], *, share: float = WORD_BY_WORD_SHARE
) -> list[tuple[int, Scores]]:
    """Return the ranked rows in the order that comparing the first of them word by word gives, best first.

    Both sides are stretched to [0, 1] over the rows compared and averaged with weight `share`, in [0, 1], on
    `word_by_word`, which has a score for each of the first rows. The rows that were not compared follow in their order,
    scored below the last that was.
    """
    compared, rest = list(ranked[: len(word_by_word)]), ranked[len(word_by_word) :]
    rows = [row for row, _ in compared]
    before = _stretched(rows, {row: scores.fused for row, scores in compared})
    now = _stretched(rows, dict(zip(rows, word_by_word, strict=True)))
    refined = [
        (row, scores._replace(fused=share * now[row] + (1 - share) * before[row], word_by_word=value))
        for (row, scores), value in zip(compared, word_by_word, strict=True)
    ]
    refined.sort(key=lambda item: -item[1].fused)
    least = refined[-1][1].fused if refined else 1.0
    return refined + [(row, scores._replace(fused=least * scores.fused)) for row, scores in rest]


def _stretched(rows: Sequence[int], strengths: Mapping[int, float]) -> dict[int, float]:
    values = [strengths.get(row, 0.0) for row in rows]
    low, high = min(values, default=0.0), max(values, default=0.0)
    if high == low:
        return dict.fromkeys(rows, 1.0 if high > 0 else 0.0)
    return {row: (value - low) / (high - low) for row, value in zip(rows, values, strict=True)}
