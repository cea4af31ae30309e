"""Make a theme of what a person types: the words themselves, and the sector's other names for what they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import EmptyQuestionError
from search.expand import expand
from search.marks.lexicon import GAP, WORD
from search.themes import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.expand import Concept, Mention

# Words of a question that say nothing of what it asks about.
UNSAYING = frozenset(
    "a about all an and any are as at be been being by can do does for from had has have how if in into is it its more "
    "of on or our out over than that the their there these they this to under up was were what when where which who "
    "whose why will with".split()
)
# What may stand before and after a question without being part of it.
EDGES = re.compile(r"^\W+|\W+$")
SAID = re.compile(r"\w+(?:[&'’-]\w+)*")
OPENING, CLOSING = "\"'“‘", "\"'”’"


def free_theme(question: str, vocabulary: Sequence[Concept] = (), *, ignored_cells: Sequence[str] = ()) -> Theme:
    """Return a theme of free text, so strict that what papers do not name is not found.

    Any passage that names it is marked: by the very words, or, when they are the name of a thing of the sector, by any
    other name of it. Where only a part of the question is such a thing ("turnover of team managers"), a passage must
    name every part; where none is, it must have the question's words in their order, at most five others between two.
    Everyday ways of asking lead to a thing's names and are not looked for themselves. A question in quotation marks is
    looked for as it stands.

    Args:
        question: A word, a name or a short phrase.
        vocabulary: The sector's other names.
        ignored_cells: As `Theme.ignored_cells`.

    Raises:
        EmptyQuestionError: the question holds no letter or digit.
    """
    phrase = " ".join(question.split())
    words = [word.group() for word in WORD.finditer(phrase)]
    if not words:
        raise EmptyQuestionError
    is_exact = phrase[0] in OPENING and phrase[-1] in CLOSING
    phrase = EDGES.sub("", phrase)
    mentions = () if is_exact else expand(phrase, vocabulary).mentions
    others = _words_beside(phrase, mentions)
    as_asked = phrase if mentions or is_exact else _in_order(phrase)
    is_one_thing = len(mentions) == 1 and not others
    parts = [*(mention.concept.terms for mention in mentions), *((word,) for word in others)]
    return Theme(
        id="-".join(word.casefold() for word in words),
        title=phrase,
        definition=phrase,
        vocabulary=_named(phrase, mentions) if is_one_thing else (as_asked,),
        false_friends=tuple(dict.fromkeys(friend for mention in mentions for friend in mention.concept.false_friends)),
        areas=(),
        threshold=0.0,
        ignored_cells=tuple(ignored_cells),
        together=() if is_one_thing or not mentions else tuple(parts),
        is_free_text=True,
    )


def _named(phrase: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return a thing's names, and the words it was asked for by, unless they only ask in an everyday way."""
    concept = mentions[0].concept
    asked = () if phrase[slice(*mentions[0].span)] in concept.also else (phrase[slice(*mentions[0].span)],)
    return tuple(dict.fromkeys((*asked, *concept.terms)))


def _in_order(phrase: str) -> str:
    said = [word.group() for word in SAID.finditer(phrase) if word.group().casefold() not in UNSAYING]
    return GAP.join(said) if said else phrase


def _words_beside(phrase: str, mentions: Sequence[Mention]) -> list[str]:
    """Return the saying words that stand in no mention."""
    return [
        word.group()
        for word in WORD.finditer(phrase)
        if word.group().casefold() not in UNSAYING
        and len(word.group()) > 1
        and not any(mention.span.start <= word.start() < mention.span.end for mention in mentions)
    ]
