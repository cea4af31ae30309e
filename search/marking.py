"""Bring the marks that a library keeps up to date with its passages and the themes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from indexer.store import Marked
from search.marks.mark import WEIGHTS, evidence_in, features, score_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.store import PassageStore
    from search.marks.prepare import Prepared
    from search.themes import Theme

VERSION = 1  # of how passages are marked; raise it when marks of the same themes come out otherwise
AT_ONCE = 1000  # passages between two savings


def mark_passages(
    store: PassageStore, themes: Prepared, *, on_progress: Callable[[int, int], None] | None = None
) -> None:
    """Mark the passages that were not marked with these themes yet: all when a theme has changed, else the new ones.

    `on_progress` hears how many of how many are done.
    """
    state = state_of(themes.themes)
    left = store.unmarked(state)
    for start in range(0, len(left), AT_ONCE):
        some = left[start : start + AT_ONCE]
        marks = [mark for row, text in some for mark in marked(row, text, themes)]
        store.keep_marks(state, [row for row, _ in some], marks)
        if on_progress is not None:
            on_progress(start + len(some), len(left))


def marked(row: int, text: str, themes: Prepared) -> Iterator[Marked]:
    """Yield the themes that a passage speaks of, and those that it names in passing."""
    words = len(text.split())
    for place, evidence in evidence_in(text, themes).items():
        theme = themes.themes[place]
        score = score_of(features(evidence, words=words))
        is_mark = score >= theme.threshold
        if is_mark or evidence.strong:
            terms = tuple((term, span) for span, term in evidence.strong or evidence.weak)
            yield Marked(row, theme.id, score, is_mark, terms)


def state_of(themes: Sequence[Theme]) -> str:
    """Return a checksum that changes with anything that changes the marks."""
    return hashlib.sha256(repr((VERSION, WEIGHTS, tuple(themes))).encode("utf-8")).hexdigest()[:16]
