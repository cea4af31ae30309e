"""Find a vocabulary's words and phrases in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def spoken_of(vocabulary: Sequence[str], text: str, *, false_friends: Sequence[str] = ()) -> dict[str, list[Span]]:
    r"""Return where in a text each term of a vocabulary stands; terms that do not stand there are left out.

    Small letters match any case; abbreviations and names with capitals inside match as written. White space, hyphens
    and apostrophes match their look-alikes, so that a phrase broken over two lines is found. What stands inside one of
    `false_friends` does not count.

    >>> spoken_of(["case load", "DCS"], "Case\nload of the dcs")
    {'case load': [Span(start=0, end=9)]}
    >>> spoken_of(["fostering"], "Private fostering is not fostering.", false_friends=["private fostering"])
    {'fostering': [Span(start=25, end=34)]}
    """
    meant = without(false_friends, text)
    found = {term: [Span(*match.span()) for match in _pattern(term).finditer(meant)] for term in vocabulary}
    return {term: spans for term, spans in found.items() if spans}


def spans_of(vocabulary: Sequence[str], text: str, *, false_friends: Sequence[str] = ()) -> list[Span]:
    """Return where in a text the terms of a vocabulary stand, whichever they are, in order; as `spoken_of`.

    Of terms that begin at one place only the longest counts.

    >>> spans_of(["case", "case load"], "The case load of a case.")
    [Span(start=4, end=13), Span(start=19, end=23)]
    """
    meant = without(false_friends, text)
    return sorted(Span(*match.span()) for pattern in _patterns(tuple(vocabulary)) for match in pattern.finditer(meant))


def without(phrases: Sequence[str], text: str) -> str:
    """Return the text with these phrases blanked out, every other character in its place.

    >>> without(["private fostering"], "On private fostering.")
    'On ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁.'
    """
    for pattern in _patterns(tuple(phrases)):
        text = pattern.sub(lambda match: "▁" * len(match.group()), text)
    return text


def speaks_of(vocabulary: Sequence[str], text: str) -> bool:
    """Tell whether any term of a vocabulary stands in a text."""
    return any(pattern.search(text) for pattern in _patterns(tuple(vocabulary)))


@lru_cache(maxsize=4096)  # as many as the vocabularies hold: fewer, and each question compiles them all anew
def _patterns(vocabulary: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for the terms matched as written and one for those matched in any case."""
    longest_first = sorted(vocabulary, key=len, reverse=True)
    written = [_body(term) for term in longest_first if _is_as_written(term)]
    any_case = [_body(term) for term in longest_first if not _is_as_written(term)]
    sides = ((written, re.RegexFlag(0)), (any_case, re.IGNORECASE))
    return tuple(re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)", flag) for bodies, flag in sides if bodies)


@cache  # as many as the vocabularies hold: fewer, and each question compiles them all anew
def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_body(term)}(?!\w)", 0 if _is_as_written(term) else re.IGNORECASE)


def _body(term: str) -> str:
    """Return a term's pattern; white space, hyphens and apostrophes match their look-alikes."""
    loose = {" ": r"[\s\u00a0]+", "-": r"[-‐‑–\s]+", "'": "['’‘]"}
    return "".join(loose.get(letter, re.escape(letter)) for letter in term)


def _is_as_written(term: str) -> bool:
    return any(letter.isupper() for letter in term[1:]) and " " not in term
