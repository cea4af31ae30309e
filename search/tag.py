"""Say which themes a text speaks of by words alone, for whoever wants no more than their names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from search.marks.mark import marks_of
from search.marks.prepare import Prepared, prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.themes import Theme


def themes_of(text: str, themes: Sequence[Theme]) -> tuple[str, ...]:
    """Return the ids of the themes that a text's words speak of, in the order of `themes`."""
    given = {mark.theme for mark in marks_of(text, _prepared(tuple(themes)))}
    return tuple(theme.id for theme in themes if theme.id in given)


@lru_cache(maxsize=64)  # a whole taxonomy, and single themes that lists are narrowed to
def _prepared(themes: tuple[Theme, ...]) -> Prepared:
    return prepared(themes)
