"""Widen a question by the sector's other names for what it asks about."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from search.vocabulary import speaks_of, spoken_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Span

# The question and its rewordings that are compared in meaning: each costs one more question to encode. One loses 0.03
# nDCG@10 on questions in other words than the papers', six gain nothing over three (20 judged questions, 2026-11).
MOST_VARIANTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing with all its names.

    `names` are true alternatives, the usual one first; `abbreviations` are matched as written; words inside one of
    `false_friends` mean something else; `also` are everyday ways of asking, by which the concept is recognised in a
    question but never claimed to be in a passage.
    """

    id: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    false_friends: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """All its names and abbreviations."""
        return (*self.names, *self.abbreviations)


class Mention(NamedTuple):
    """A concept that a question asks about, where it says so, and what else it is called, usual names first."""

    concept: Concept
    span: Span
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A question with the concepts recognised in it, in the order in which they stand there."""

    question: str
    mentions: tuple[Mention, ...]

    @property
    def also_searched(self) -> tuple[str, ...]:
        """The other names, each once, singular or plural: what a reader is told."""
        names: dict[str, str] = {}
        for mention in self.mentions:
            for name in mention.others:
                names.setdefault(_plain(name), name)
        return tuple(names.values())

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """The other names, concept by concept."""
        return tuple(mention.others for mention in self.mentions)

    def variants(self) -> list[str]:
        """Return the question itself, then rewordings of it: each mention by its other names, usual names first."""
        worded = [self.question]
        longest = max((len(mention.others) for mention in self.mentions), default=0)
        for ordinal in range(longest):
            if len(worded) >= MOST_VARIANTS:
                break
            worded.append(self._reworded(ordinal))
        return list(dict.fromkeys(worded))

    def _reworded(self, ordinal: int) -> str:
        text = self.question
        for mention in sorted(self.mentions, key=lambda mention: -mention.span.start):
            name = mention.others[ordinal % len(mention.others)]
            text = text[: mention.span.start] + name + text[mention.span.end :]
        return text


def read_vocabulary(toml: str) -> tuple[Concept, ...]:
    """Return the concepts of a vocabulary file, in its order.

    Raises:
        ValueError: the text is not TOML, a concept lacks an id or names, or an id occurs twice.
    """
    concepts = []
    for entry in tomllib.loads(toml).get("concept", []):
        if not entry.get("id") or not entry.get("names"):
            raise ValueError(f"a concept lacks an id or names: {entry}")
        lists = {key: tuple(entry.get(key, ())) for key in ("names", "abbreviations", "false_friends", "also")}
        concepts.append(Concept(id=entry["id"], **lists))
    ids = [concept.id for concept in concepts]
    if len(ids) != len(set(ids)):
        raise ValueError(f"concept ids occur twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    return tuple(concepts)


def expand(question: str, vocabulary: Sequence[Concept]) -> Expansion:
    """Return the question with the concepts that it names; a mention inside a longer one does not count."""
    found: list[Mention] = []
    for concept in vocabulary:
        asked_by = (*concept.terms, *concept.also)
        if not speaks_of(asked_by, question):
            continue
        spans = spoken_of(asked_by, question, false_friends=concept.false_friends)
        for term, places in spans.items():
            others = tuple(other for other in concept.terms if not _same(other, term))
            found += [Mention(concept, span, others) for span in places if others]
    longest_first = sorted(found, key=lambda mention: (mention.span.start - mention.span.end, mention.span.start))
    kept: list[Mention] = []
    for mention in longest_first:
        if not any(_overlap(mention.span, other.span) for other in kept):
            kept.append(mention)
    return Expansion(question=question, mentions=tuple(sorted(kept, key=lambda mention: mention.span.start)))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same(one: str, other: str) -> bool:
    """Tell whether two names differ only in case, hyphens or an s at the end."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.casefold()).removesuffix("s")


def in_brief(names: Sequence[str], *, most: int = 8) -> str:
    """Return the first names in words, and how many more there are.

    >>> in_brief(["locum", "interim", "temporary staff"], most=2)
    'locum, interim and 1 more'
    """
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
