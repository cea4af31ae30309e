"""A passage to be, before long ones are cut and parts are counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.types import Span

if TYPE_CHECKING:
    from indexer.store import PassageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A passage to be: its bounds and what is known of it before long ones are cut and parts are counted."""

    span: Span
    kind: PassageKind
    number: str | None
    section: tuple[str, ...]
    place: tuple[str, ...]
    text: str
    is_item: bool = False
    leads_in: bool = False
    follows_lead_in: bool = False
    sentences: tuple[int, int] | None = None
    cells: tuple[Span, ...] = ()
    repairs: tuple[str, ...] = ()

    @property
    def label(self) -> str | None:
        """What tells the passage from others of its number, in words; None where nothing needs telling."""
        words = list(self.place)
        if self.sentences is not None:
            first, last = self.sentences
            words.append(f"sentence {first}" if first == last else f"sentences {first} to {last}")
        return ", ".join(words) or None

    def words(self, text: str) -> int:
        """How many words the draft has."""
        return len(text[slice(*self.span)].split())

    def is_bare_name(self, longest: int) -> bool:
        """Whether the draft is a list item that is no sentence, of at most `longest` words."""
        return not self.text.endswith((".", "?", "!")) and len(self.text.split()) <= longest

    def through(self, last: Draft) -> Draft:
        """Return the draft with everything up to the end of `last`."""
        return replace(self, span=Span(self.span.start, last.span.end), follows_lead_in=False)

    def cut_to(self, span: Span, sentences: tuple[int, int] | None) -> Draft:
        """Return the part of the draft that holds these of its sentences, counted from 1."""
        return replace(self, span=span, sentences=sentences)
