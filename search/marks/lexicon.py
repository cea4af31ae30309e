"""Find the terms of many vocabularies in a text in one walk over its words.

Each term is kept under its first word. A text is cut into words once, and only the terms that begin with a word that
stands there are tried: 22 themes cost little more than one (benchmarks/tagging.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from corpus.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORD = re.compile(r"\w+")
GAP = " ... "  # in a term: up to five words of any kind
LOOSE = {" ": r"[\s\u00a0]+", "-": r"[-‐‑–\s]+", "'": "['’‘]"}


class Hit(NamedTuple):
    """A term as it stands in a text: where, and which of the lexicon's entries it is."""

    span: Span
    entry: int


class Entry(NamedTuple):
    """A term with all that it is listed for. `pattern` is None for a word in any case: finding the word says it all."""

    term: str
    uses: tuple[int, ...]
    pattern: re.Pattern[str] | None


class Lexicon:
    """Terms, each listed for one or more uses: numbers that mean something to whoever asks."""

    def __init__(self, listed: Iterable[tuple[str, int]]) -> None:
        """Take terms with what they are listed for.

        Raises:
            ValueError: a term does not begin with a letter or digit.
        """
        uses: dict[str, list[int]] = defaultdict(list)
        for term, use in listed:
            uses[term].append(use)
        self.entries = tuple(
            Entry(term, tuple(numbers), None if WORD.fullmatch(term) and not _is_as_written(term) else _pattern(term))
            for term, numbers in uses.items()
        )
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for word in _first_words(entry):
                self._by_word[word].append(number)

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield every term that stands in the text, in order of where it begins.

        A term also matches with an s at its end, so "vacant post" finds "vacant posts"; the rest as `spoken_of`.
        """
        entries, by_word = self.entries, self._by_word
        for word in WORD.finditer(text):
            for number in by_word.get(word.group().lower(), ()):
                pattern = entries[number].pattern
                if pattern is None:
                    yield Hit(Span(*word.span()), number)
                elif found := pattern.match(text, word.start()):
                    yield Hit(Span(*found.span()), number)


def _first_words(entry: Entry) -> set[str]:
    first = WORD.match(entry.term)
    if first is None:
        raise ValueError(f"a term must begin with a letter or digit: {entry.term!r}")
    word = first.group().lower()
    is_all = first.end() == len(entry.term)
    return {word, f"{word}s"} if is_all else {word}


def _pattern(term: str) -> re.Pattern[str]:
    gap = r"[\s\u00a0]+(?:\S+[\s\u00a0]+){0,5}?"
    body = gap.join("".join(LOOSE.get(letter, re.escape(letter)) for letter in part) for part in term.split(GAP))
    return re.compile(rf"{body}s?(?!\w)", 0 if _is_as_written(term) else re.IGNORECASE)


def _is_as_written(term: str) -> bool:
    """Tell whether capitals matter: abbreviations and names with a capital inside, of one word."""
    return any(letter.isupper() for letter in term[1:]) and " " not in term
