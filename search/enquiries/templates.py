"""Read what lines of enquiry ask, and refuse wording that judges."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.types import Span
from search.enquiries.records import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from search.themes import Theme

SLOTS = frozenset(["as_of", "due", "reference", "theme", "many", "papers", "passages"])
SLOT = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTemplate:
    """An inspection area: the names by which themes call it, and what to ask for in it."""

    id: str
    title: str
    names: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTemplate:
    """What a signal asks. `sentences` are "title", "question", "gap" and their variants, such as "question_many"."""

    sentences: Mapping[str, str]
    evidence: tuple[str, ...]

    def filled(self, name: str, variant: str, facts: Mapping[str, str]) -> str:
        """Return a sentence, in its variant where there is one, with the facts in their places."""
        sentence = self.sentences.get(f"{name}_{variant}", self.sentences[name])
        return SLOT.sub(lambda slot: facts.get(slot[1], slot[0]), sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryTemplates:
    """The wording of lines of enquiry; the last area takes what belongs in no other."""

    framework: str
    statement: str
    areas: tuple[AreaTemplate, ...]
    signals: Mapping[Signal, SignalTemplate]
    evidence_by_theme: Mapping[str, tuple[str, ...]]
    gains: re.Pattern[str]
    forbidden: re.Pattern[str]

    def area_of(self, theme_ids: Iterable[str], themes: Iterable[Theme]) -> AreaTemplate:
        """Return the area that most of these themes belong to; ties go to the first area, no themes to the last."""
        wanted = frozenset(theme_ids)
        named = [area for theme in themes if theme.id in wanted for area in theme.areas[:1]]
        votes = [sum(name in area.names for name in named) for area in self.areas]
        return self.areas[votes.index(max(votes))] if any(votes) else self.areas[-1]

    def gain_in(self, text: str) -> Span | None:
        """Return the first words of a text that report a gain, None where there are none."""
        match = self.gains.search(text)
        return Span(*match.span()) if match else None


def read_enquiry_templates(toml: str) -> EnquiryTemplates:
    """Return the templates of an enquiries file.

    Raises:
        KeyError: a field is missing.
        ValueError: the text is not TOML, a signal is unknown or missing, a slot is unknown, or a sentence holds a
            forbidden word.
    """
    read = tomllib.loads(toml)
    templates = EnquiryTemplates(
        framework=read["framework"],
        statement=read["statement"],
        areas=tuple(
            AreaTemplate(
                id=entry["id"], title=entry["title"], names=tuple(entry["names"]), evidence=tuple(entry["evidence"])
            )
            for entry in read["area"]
        ),
        signals={Signal(entry["id"]): _signal(entry) for entry in read["signal"]},
        evidence_by_theme={theme: tuple(texts) for theme, texts in read["evidence_by_theme"].items()},
        gains=_any_of(read["gains"]["words"]),
        forbidden=_any_of(read["forbidden"]),
    )
    _check(templates)
    return templates


def sentences_of(templates: EnquiryTemplates) -> Iterator[str]:
    """Return every sentence that can stand in a line of enquiry, as the file holds it."""
    yield from (templates.framework, templates.statement)
    for area in templates.areas:
        yield from (area.title, *area.evidence)
    for signal in templates.signals.values():
        yield from (*signal.sentences.values(), *signal.evidence)
    for texts in templates.evidence_by_theme.values():
        yield from texts


def _signal(entry: Mapping[str, str | list[str]]) -> SignalTemplate:
    sentences = {name: text for name, text in entry.items() if isinstance(text, str) and name != "id"}
    missing = {"title", "question", "gap", "evidence"} - entry.keys()
    if missing:
        raise KeyError(f"signal {entry['id']} has no {', '.join(sorted(missing))}")
    return SignalTemplate(sentences=sentences, evidence=tuple(entry["evidence"]))


def _check(templates: EnquiryTemplates) -> None:
    absent = set(Signal) - templates.signals.keys()
    if absent:
        raise ValueError(f"no template for {', '.join(sorted(absent))}")
    for sentence in sentences_of(templates):
        unknown = set(SLOT.findall(sentence)) - SLOTS
        if unknown:
            raise ValueError(f"{sentence!r} has a place for {', '.join(sorted(unknown))}, which is no fact it can hold")
        judging = templates.forbidden.search(sentence)
        if judging:
            raise ValueError(f"{sentence!r} holds a forbidden word: {judging.group()}")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of these words or phrases, whole; a star stands for any letters."""
    either = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
