"""Fuse two rankings, by meaning and by words, into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEANING_SHARE = 0.5


class Scores(NamedTuple):
    """How strongly a passage answers. `cosine` in [-1, 1], `bm25` from 0, None where that side was not asked.

    `fused` is in [0, 1] and compares passages within one answer only.
    """

    cosine: float | None
    bm25: float | None
    fused: float


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


def _stretched(rows: Sequence[int], strengths: Mapping[int, float]) -> dict[int, float]:
    values = [strengths.get(row, 0.0) for row in rows]
    low, high = min(values, default=0.0), max(values, default=0.0)
    if high == low:
        return dict.fromkeys(rows, 1.0 if high > 0 else 0.0)
    return {row: (value - low) / (high - low) for row, value in zip(rows, values, strict=True)}
