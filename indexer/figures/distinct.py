"""Tell which figures of a paper say the same thing again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from indexer.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.records import Figure

WORD = re.compile(r"[a-z]{3,}")
LITTLE = STOP_WORDS | {"all", "been", "more", "were"}
STEM = 6  # letters by which words are compared: "recruited" and "recruitment"
ALIKE = 0.4  # share of the shorter quotation's other words that the longer has; set on invented sentences, 2026-11


class Told(NamedTuple):
    """A figure with the words of its quotation."""

    figure: Figure
    quotation: str


def same_as(told: Sequence[Told]) -> tuple[int | None, ...]:
    """Return for each figure the place of the earliest one that it repeats, None where it is the first of its kind.

    Figures are the same when value, unit, role and direction agree, no two dates differ, what one counts is named by
    the words of what the other counts, and their quotations say it in the same words. Give the figures of one paper,
    in reading order; those of two papers or councils are never one telling.
    """
    firsts: list[int] = []
    places: list[int | None] = []
    for place, one in enumerate(told):
        match = next((first for first in firsts if _is_same(told[first], one)), None)
        places.append(match)
        if match is None:
            firsts.append(place)
    return tuple(places)


def _is_same(one: Told, other: Told) -> bool:
    a, b = one.figure, other.figure
    if (a.number, a.upper, a.unit, a.role, a.direction) != (b.number, b.upper, b.unit, b.role, b.direction):
        return False
    if a.as_of is not None and b.as_of is not None and a.as_of != b.as_of:
        return False
    return _counts_alike(a, b) and _are_told_alike(one, other)


def _counts_alike(a: Figure, b: Figure) -> bool:
    """Tell whether what one counts is named within what the other counts."""
    ours, theirs = _words(a.what or ""), _words(b.what or "")
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _are_told_alike(one: Told, other: Told) -> bool:
    """Tell whether what the quotations say beside what is counted is said in the same words."""
    counted = _words(one.figure.what or "") | _words(other.figure.what or "")
    ours, theirs = _words(one.quotation) - counted, _words(other.quotation) - counted
    shorter = min(len(ours), len(theirs))
    return shorter == 0 or len(ours & theirs) / shorter >= ALIKE


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in WORD.findall(text.casefold()) if word not in LITTLE)
