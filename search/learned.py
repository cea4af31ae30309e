"""Widen a question by the abbreviations that papers define themselves, each in the papers that define it so."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.abbreviations import PLURAL
from corpus.cleaning import fold
from indexer.store import Alternative
from search.expand import Concept, Mention, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.types import DocumentId
    from indexer.store import Defined
    from search.expand import Expansion


class LearnedMention(NamedTuple):
    """A short form or what it is short for, where a question uses it, and the papers that define it so."""

    mention: Mention
    papers: frozenset[DocumentId]

    @property
    def alternative(self) -> Alternative:
        """The other form, as a view searches for it: in these papers only."""
        return Alternative(self.mention.others, self.papers)


def learned_concepts(
    question: str, defined: Iterable[Defined], known: Sequence[Mention] = ()
) -> tuple[LearnedMention, ...]:
    """Return what a question says that papers define, in the order of the question, then of the definitions.

    A short form is recognised as written, with or without the s of a plural, what it is short for in any case; the
    other form is then searched in the papers that define it. Papers that define a short form alike share a mention,
    those that define it otherwise have their own. What the vocabulary calls by both names already is left out.

    Args:
        question: As it ranks, on one line.
        defined: What the papers searched define, as `View.abbreviations` returns it.
        known: What the vocabulary knows of the question.
    """
    found = []
    for (short, _), (concept, papers) in _by_meaning(question, defined).items():
        for mention in expand(question, [concept]).mentions:
            if not any(_knows(other, short, concept) for other in known):
                found.append(LearnedMention(mention, frozenset(papers)))
    return tuple(sorted(found, key=lambda item: item.mention.span.start))


def also_searched(expansion: Expansion, learned: Sequence[LearnedMention]) -> tuple[str, ...]:
    """Return the other names that were searched, the sector's first, each once: what a reader is told."""
    mentions = (*expansion.mentions, *(item.mention for item in learned))
    return type(expansion)(question=expansion.question, mentions=mentions).also_searched


def _by_meaning(question: str, defined: Iterable[Defined]) -> dict[tuple[str, str], tuple[Concept, list[DocumentId]]]:
    """Return what the question may mean by short form and long form, each with the papers that define it so."""
    asked, plainly = fold(question), _plain(question)
    meanings: dict[tuple[str, str], tuple[Concept, list[DocumentId]]] = {}
    for item in defined:
        short, plain = PLURAL.sub("", item.short), _plain(item.long)
        if short not in asked and plain not in plainly:
            continue  # most are settled so: to look for each as a term would take a thousand times as long
        meanings.setdefault((short, plain), (_concept(short, fold(item.long)), []))[1].append(item.document_id)
    return meanings


def _concept(short: str, long: str) -> Concept:
    return Concept(
        id=f"learned-{short}", names=_numbers(long), abbreviations=_numbers(short), false_friends=(), also=()
    )


def _numbers(name: str) -> tuple[str, ...]:
    """Return a name in the number it has, and in the other where that takes no more than an s."""
    if name.endswith(("ss", "S", "us")):
        return (name,)
    return (name, name.removesuffix("s") if name.endswith("s") else f"{name}s")


def _knows(known: Mention, short: str, concept: Concept) -> bool:
    """Tell whether the vocabulary has what a paper defines, by both its names."""
    terms = {_plain(term) for term in known.concept.terms}
    return _plain(short) in terms and _plain(concept.names[0]) in terms


@lru_cache(maxsize=65_536)
def _plain(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").casefold().split()).removesuffix("s")
