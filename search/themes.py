"""The themes that councils are compared on, read from a file that a subject expert can edit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence


# The score from which a passage is marked, where a theme states none: what serves our 22 themes best together on the
# labelled passages of 2026-11. How thresholds are set is told in `search.marks.mark`.
THRESHOLD = 0.36

Entry = dict[str, "list[str] | str | float"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme: what it means, the words that speak of it, and the judgement areas of the inspection framework.

    `vocabulary` holds words and phrases that speak of the theme by themselves, in lower case, except abbreviations,
    which are matched as written; `weak` those that only hint at it. What stands inside a phrase of `false_friends`
    does not count. `examples` are sentences that speak of the theme without its words, `counter_examples` sentences
    that seem to. A passage is marked from the score `threshold`, in [0, 1]. In a row of a table, cells like one of
    `ignored_cells`, where a star stands for anything, say who does it or how it stands, not what it is about.
    `together` are groups of names: a passage that has one of each group counts like one with a word of the vocabulary.
    `is_free_text` tells a theme that a person typed from those of a file.
    """

    id: str
    title: str
    definition: str
    vocabulary: tuple[str, ...]
    false_friends: tuple[str, ...]
    areas: tuple[str, ...]
    weak: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    threshold: float = THRESHOLD
    ignored_cells: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    is_free_text: bool = False


def read_themes(toml: str) -> tuple[Theme, ...]:
    """Return the themes of a themes file, in its order; `ignored_cells` of the file go to each of them.

    Raises:
        ValueError: the text is not TOML, a field is missing, an id occurs twice, or a threshold is not in [0, 1].
    """
    read = tomllib.loads(toml)
    cells = tuple(str(cell) for cell in read.get("ignored_cells", ()))
    themes = tuple(_theme(entry, cells) for entry in read.get("theme", []))
    ids = [theme.id for theme in themes]
    twice = sorted({theme_id for theme_id in ids if ids.count(theme_id) > 1})
    if twice:
        raise ValueError(f"theme ids occur twice: {', '.join(twice)}")
    return themes


def theme_called(name: str, themes: Sequence[Theme]) -> Theme:
    """Return the theme with this id or title, whatever the case, with hyphens or blanks.

    Raises:
        UnknownNameError: no theme is called so; names the nearest.
    """
    wanted = _plain(name)
    for theme in themes:
        if wanted in (_plain(theme.id), _plain(theme.title)):
            return theme
    known = [theme.id for theme in themes] + [theme.title for theme in themes]
    raise UnknownNameError("theme", name, known, list_with="readacross themes")


def _plain(name: str) -> str:
    return " ".join(name.replace("-", " ").casefold().split())


def _theme(entry: Entry, ignored_cells: tuple[str, ...]) -> Theme:
    missing = {"id", "title", "definition", "vocabulary", "areas"} - entry.keys()
    if missing:
        raise ValueError(f"a theme lacks {', '.join(sorted(missing))}: {entry.get('id', 'no id')}")
    threshold = float(str(entry.get("threshold", THRESHOLD)))
    if not 0 <= threshold <= 1:
        raise ValueError(f"a threshold must be between 0 and 1: {entry['id']} has {threshold}")
    return Theme(
        id=str(entry["id"]),
        title=str(entry["title"]),
        definition=str(entry["definition"]),
        vocabulary=_texts(entry, "vocabulary"),
        false_friends=_texts(entry, "false_friends"),
        areas=_texts(entry, "areas"),
        weak=_texts(entry, "weak"),
        examples=_texts(entry, "examples"),
        counter_examples=_texts(entry, "counter_examples"),
        threshold=threshold,
        ignored_cells=ignored_cells,
    )


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    """Return a list of the entry, empty where there is none."""
    found = entry.get(key, [])
    if not isinstance(found, list):
        raise ValueError(f"{key} must be a list: {entry['id']}")
    return tuple(map(str, found))
