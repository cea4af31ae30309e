"""The themes that councils are compared on, read from a file that a subject expert can edit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme: what it means, the words that speak of it, and the judgement areas of the inspection framework.

    `vocabulary` holds words and phrases in lower case, except abbreviations, which are matched as written. Words of
    the vocabulary that stand inside a phrase of `false_friends` do not count.
    """

    id: str
    title: str
    definition: str
    vocabulary: tuple[str, ...]
    false_friends: tuple[str, ...]
    areas: tuple[str, ...]


def read_themes(toml: str) -> tuple[Theme, ...]:
    """Return the themes of a themes file, in its order.

    Raises:
        ValueError: the text is not TOML, a field is missing, or an id occurs twice.
    """
    themes = tuple(
        Theme(
            id=str(entry["id"]),
            title=str(entry["title"]),
            definition=str(entry["definition"]),
            vocabulary=tuple(str(term) for term in entry["vocabulary"]),
            false_friends=tuple(str(phrase) for phrase in entry.get("false_friends", ())),
            areas=tuple(str(area) for area in entry["areas"]),
        )
        for entry in _entries(toml)
    )
    ids = [theme.id for theme in themes]
    twice = sorted({theme_id for theme_id in ids if ids.count(theme_id) > 1})
    if twice:
        raise ValueError(f"theme ids occur twice: {', '.join(twice)}")
    return themes


def theme_called(name: str, themes: Sequence[Theme]) -> Theme:
    """Return the theme with this id or title, whatever the case.

    Raises:
        UnknownNameError: no theme is called so; names the nearest.
    """
    wanted = name.strip().casefold()
    for theme in themes:
        if wanted in (theme.id.casefold(), theme.title.casefold()):
            return theme
    known = [theme.id for theme in themes] + [theme.title for theme in themes]
    raise UnknownNameError("theme", name, known, list_with="readacross themes")


def _entries(toml: str) -> list[dict[str, list[str] | str]]:
    entries = tomllib.loads(toml).get("theme", [])
    for entry in entries:
        missing = {"id", "title", "definition", "vocabulary", "areas"} - entry.keys()
        if missing:
            raise ValueError(f"a theme lacks {', '.join(sorted(missing))}: {entry.get('id', 'no id')}")
    return list(entries)
