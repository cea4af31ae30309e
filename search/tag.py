"""Say which themes a passage speaks of, by their vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.vocabulary import speaks_of, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.themes import Theme


def themes_of(text: str, themes: Sequence[Theme]) -> tuple[str, ...]:
    """Return the ids of the themes whose vocabulary a text uses, in the order of `themes`."""
    return tuple(theme.id for theme in themes if speaks_of(theme.vocabulary, without(theme.false_friends, text)))
