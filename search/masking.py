"""Hide personal data where passages are shown: e-mail addresses and telephone numbers, and names when asked.

The library and the JSON keep the exact text; what is shown says that it was altered.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from search.answers import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.types import Span

    FindPeople = Callable[[str], list[Span]]

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# British numbers as councils print them: 0151 934 4431, (01702) 215 000, +44 20 7946 0958, 07700 900123, 0300 123 1231.
TELEPHONE = re.compile(r"(?<![\w£.,])(?:\+44[ (]*0?\)?|\(?0)\d{2,4}\)?(?:[ -]?\d{3,4}){1,2}(?:[ -]?\d{2,4})?(?![\w%])")
FEWEST_DIGITS, MOST_DIGITS = 10, 13
KINDS = (("e-mail address", EMAIL), ("telephone number", TELEPHONE))


class Shown(NamedTuple):
    """A passage's text as it may be shown, with its matches moved along. `hidden` names what was hidden, each once."""

    text: str
    matched: tuple[Match, ...]
    hidden: tuple[str, ...]


def masked(text: str, matched: Sequence[Match] = (), *, find_people: FindPeople | None = None) -> Shown:
    """Return the text with e-mail addresses and telephone numbers hidden, and people's names when a finder is given.

    Matches inside what is hidden are dropped.

    >>> masked("Ring 0151 496 0123 or write to a.officer@council.example.").text
    'Ring [telephone number hidden] or write to [e-mail address hidden].'
    """
    hidden = sorted(chain(contacts(text), _people(text, find_people)))
    parts, moved, done, shift = [], list(matched), 0, 0
    kinds: dict[str, None] = {}
    for start, end, kind in hidden:
        if start < done:
            continue
        stand_in = f"[{kind} hidden]"
        parts += [text[done:start], stand_in]
        moved = [match for match in moved if match.end <= start + shift or match.start >= end + shift]
        change = len(stand_in) - (end - start)
        moved = [_moved(match, change) if match.start >= end + shift else match for match in moved]
        shift += change
        done = end
        kinds[kind] = None
    return Shown("".join([*parts, text[done:]]), tuple(moved), tuple(kinds))


def contacts(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where e-mail addresses and telephone numbers begin and end, with what each is; they may overlap."""
    for kind, pattern in KINDS:
        for match in pattern.finditer(text):
            digits = sum(map(str.isdigit, match.group()))
            if pattern is EMAIL or FEWEST_DIGITS <= digits <= MOST_DIGITS:
                yield match.start(), match.end(), kind


def _people(text: str, find_people: FindPeople | None) -> Iterator[tuple[int, int, str]]:
    for start, end in find_people(text) if find_people else ():
        yield start, end, "name"


def _moved(match: Match, by: int) -> Match:
    return Match(match.start + by, match.end + by, match.why)
