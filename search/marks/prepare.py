"""Make themes ready for marking: one lexicon of all their terms, and the vectors of what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from corpus.types import Span
from search.marks.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from models.encoder import Encoder, UnitRows
    from search.themes import Theme

# A cell that names an owner or a status is short and says nothing of what will be done.
LONGEST_IGNORED_CELL = 16  # words
SAYS_WHAT_WILL_BE = " will "


class Role(IntEnum):
    """What a term is to a theme."""

    STRONG = 0
    WEAK = 1
    FALSE_FRIEND = 2
    TOGETHER = 3


class Use(NamedTuple):
    """What a term is listed for: the theme by its place, its role, and for TOGETHER the group that it stands in."""

    theme: int
    role: Role
    group: int


class Meaning(NamedTuple):
    """What themes mean, as unit vectors: the theme that each row belongs to, and whether it is a counter-example."""

    rows: UnitRows
    themes: npt.NDArray[np.intp]
    is_counter: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Themes ready for marking. `meaning` is None when there was no encoder: then words alone decide."""

    themes: tuple[Theme, ...]
    lexicon: Lexicon
    uses: tuple[Use, ...]
    ignored_cell: re.Pattern[str] | None
    meaning: Meaning | None

    def nearness(self, vector: UnitRows | None) -> dict[int, float]:
        """Return how near a passage comes to each theme, by the theme's place; empty when that cannot be told.

        That is its best cosine to the theme's definition or an example of it. A theme to which the passage is nearer
        by a counter-example is left out.

        Args:
            vector: The passage's, shape (1, d), or None.
        """
        if self.meaning is None or vector is None:
            return {}
        cosines = (self.meaning.rows @ vector[0]).astype(float)
        best = np.full((2, len(self.themes)), -1.0)
        np.maximum.at(best, (self.meaning.is_counter.astype(np.intp), self.meaning.themes), cosines)
        return {place: float(near) for place, (near, counter) in enumerate(best.T) if near > counter}

    def ignored_spans(self, text: str) -> list[Span]:
        """Return the cells of a table's row that name an owner, a status or the like: their words mark nothing."""
        if self.ignored_cell is None or "\t" not in text:
            return []
        return [span for span, cell in _cells(text) if _is_label(cell, self.ignored_cell)]


def prepared(themes: Sequence[Theme], encoder: Encoder | None = None) -> Prepared:
    """Return themes ready for marking, in their order; without an encoder words alone will decide.

    Raises:
        ValueError: a term does not begin with a letter or digit.
    """
    listed = [(term, use) for place, theme in enumerate(themes) for term, use in _uses(place, theme)]
    cells = sorted({cell for theme in themes for cell in theme.ignored_cells})
    return Prepared(
        themes=tuple(themes),
        lexicon=Lexicon((term, number) for number, (term, _) in enumerate(listed)),
        uses=tuple(use for _, use in listed),
        ignored_cell=re.compile("|".join(map(_cell_pattern, cells)), re.IGNORECASE) if cells else None,
        meaning=None if encoder is None or not themes else _meaning(themes, encoder),
    )


def _uses(place: int, theme: Theme) -> Iterator[tuple[str, Use]]:
    lists = (
        (theme.vocabulary, Role.STRONG),
        (theme.weak, Role.WEAK),
        (theme.false_friends, Role.FALSE_FRIEND),
    )
    for terms, role in lists:
        yield from ((term, Use(place, role, 0)) for term in dict.fromkeys(terms))
    for group, terms in enumerate(theme.together):
        yield from ((term, Use(place, Role.TOGETHER, group)) for term in dict.fromkeys(terms))


def _meaning(themes: Sequence[Theme], encoder: Encoder) -> Meaning:
    texts: list[str] = []
    owners: list[int] = []
    counters: list[bool] = []
    for place, theme in enumerate(themes):
        speaking = [f"{theme.title}. {theme.definition}", *theme.examples]
        for text in (*speaking, *theme.counter_examples):
            texts.append(fold(text))
            owners.append(place)
        counters += [False] * len(speaking) + [True] * len(theme.counter_examples)
    return Meaning(encoder.encode_passages(texts), np.array(owners, dtype=np.intp), np.array(counters, dtype=np.bool_))


def _cells(text: str) -> Iterator[tuple[Span, str]]:
    start = 0
    for cell in text.split("\t"):
        yield Span(start, start + len(cell)), " ".join(cell.split())
        start += len(cell) + 1


def _is_label(cell: str, pattern: re.Pattern[str]) -> bool:
    is_short = len(cell.split()) <= LONGEST_IGNORED_CELL and SAYS_WHAT_WILL_BE not in cell
    return bool(cell) and is_short and pattern.fullmatch(cell) is not None


def _cell_pattern(cell: str) -> str:
    """Return the pattern of a cell as people write it: a star stands for anything."""
    return ".*".join(map(re.escape, cell.split("*")))
