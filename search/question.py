"""Read from a question the exact phrases that it requires and the words that it excludes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from corpus.errors import EmptyQuestionError
from search.vocabulary import speaks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTES = '"“”„‟＂'
MINUS = "-−"
# A mark inside a word, such as that of inches, opens and closes nothing: 12" is a length.
QUOTED = rf"(?<!\w)[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}](?!\w)"
# Only after a space or at the start: "multi-agency" and "0-25" are words, "2021 - 2023" excludes nothing.
EXCLUDED = rf"(?<!\S)[{MINUS}](?:{QUOTED.replace('phrase', 'without')}|(?P<word>\w[^\s{QUOTES}]*))"
SYNTAX = re.compile(rf"{EXCLUDED}|{QUOTED}")
AT_THE_END = ".,;:!?)]}'’"  # marks of a sentence, no part of the word before them


class Question(NamedTuple):
    """What is asked: the words that rank, those of phrases among them, and what a passage must hold and must not.

    `words` is on one line. `phrases` and `excluded` are as typed, on one line, each once, in order.
    """

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


def parse(text: str) -> Question:
    """Return what a person asks for.

    "Exact words" in double quotation marks, straight or curly, are required; -word and -"some words" are excluded.
    A mark without its fellow, or with nothing to read between, is a character like others.

    Raises:
        EmptyQuestionError: nothing is left to search for.

    >>> parse('supervision of "social workers" -agency')
    Question(words='supervision of social workers', phrases=('social workers',), excluded=('agency',))
    """
    phrases: dict[str, None] = {}
    excluded: dict[str, None] = {}

    def plain(match: re.Match[str]) -> str:
        meant = match["phrase"] or match["without"] or match["word"] or ""
        if not any(map(str.isalnum, meant)):
            return match.group()
        if match["phrase"]:
            phrases[_one_line(meant)] = None
            return f" {meant} "
        excluded[_one_line(meant if match["without"] else meant.rstrip(AT_THE_END))] = None
        return " "

    words = _one_line(SYNTAX.sub(plain, text))
    if not any(map(str.isalnum, words)):
        raise EmptyQuestionError
    return Question(words, tuple(phrases), tuple(excluded))


def holds(phrases: Sequence[str], text: str) -> bool:
    r"""Tell whether any of these phrases stands in a text, word for word: in no other form, but in any case.

    White space, hyphens, quotation marks, ligatures and other look-alikes count as what they look like.

    >>> holds(["care leavers"], "Care\nLeavers’ homes"), holds(["care leaver"], "care leavers")
    (True, False)
    """
    return bool(phrases) and speaks_of(tuple(fold(phrase).lower() for phrase in phrases), fold(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
