"""A comparison as the end of an address, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import InputError
from ui.addresses.links import BadLinkError, first, query_of, values_in
from ui.page.parts import ticked_councils

if TYPE_CHECKING:
    from collections.abc import Sequence


class NoThemeError(InputError):
    """A comparison was asked for without a theme."""

    def __init__(self) -> None:
        super().__init__("No theme is chosen.", remedy="Choose one from the list, or write what to compare.")


class Asked(NamedTuple):
    """What is compared: a theme by its id or title, or else a person's own words; all councils when none is named."""

    theme: str
    words: str
    councils: tuple[str, ...]

    @property
    def what(self) -> tuple[str, str]:
        """The theme, or the words, under the name that the address has for it."""
        return ("theme", self.theme) if self.theme else ("words", self.words)

    @property
    def query(self) -> str:
        """The end of the address that asks this again."""
        return query_of([self.what, *[("council", council) for council in self.councils]])


def asked_in(query: str, known: Sequence[str]) -> Asked:
    """Return what the end of an address asks to compare; `known` are the councils with papers here.

    Raises:
        NoThemeError: neither a theme nor words are given.
        NoCouncilTickedError: every council was unticked.
        BadLinkError: no paper here is of a council that it names.
    """
    values = values_in(query)
    theme, words = first(values, "theme"), first(values, "words")
    if not theme and not words:
        raise NoThemeError
    named = [council for council in values.get("council", known) if council]
    strange = [council for council in named if council not in known]
    if strange:
        raise BadLinkError(f"no paper here is of a council called “{strange[0]}”")
    return Asked(theme, words, ticked_councils(named, known))
