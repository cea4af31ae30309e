"""Recognise England's councils by the names that papers give them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from corpus.errors import UnknownNameError

DOMAIN = re.compile(r"[@.]([a-z][a-z-]+)\.gov\.uk\b", re.IGNORECASE)
# "South Norfolk Council" is a district's, not Norfolk's; authorities that bear such a word are found before it.
NOT_A_DISTRICT = "".join(rf"(?<!\b{word}\s)" for word in ("North", "South", "East", "West", "Mid", "Central"))
FULL_NAME_WORTH = 3  # a council's full name says more about whose paper it is than its place's name


class Likeness(StrEnum):
    """In what councils may be like one another."""

    NEIGHBOURS = "neighbours"
    REGION = "region"
    TYPE = "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """An authority. `named` holds (name, ISO day from which it no longer bore it or None), oldest first.

    `neighbours` are the short names of its statistical neighbours, the nearest first; empty where none are published.
    """

    name: str
    code: str
    region: str
    type: str
    also: tuple[str, ...]
    is_bare_name_enough: bool
    named: tuple[tuple[str, str | None], ...]
    neighbours: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The short names that it goes by, the usual one first."""
        return (self.name, *self.also)

    def name_at(self, date: str | None) -> str:
        """Return the full name that the council bore on a date, by default its last."""
        for name, until in self.named:
            if until is None or (date is not None and date < until):
                return name
        return f"{self.name} Council"


class Councils:
    """The councils file, ready to recognise names with.

    Args:
        councils: In any order; names must be unique.
    """

    def __init__(self, councils: tuple[Council, ...]) -> None:
        self.all = councils
        self._by_name = {_key(name): council for council in councils for name in council.names}

    def called(self, name: str) -> Council:
        """Return the council of this short or full name, whatever the case.

        Raises:
            UnknownNameError: no council is called so; names the nearest.
        """
        council = self._by_name.get(_key(name))
        full = self.full_name.fullmatch(" ".join(name.split()))
        if council is None and full is not None:
            council = self._by_name[_key(_matched(full))]
        if council is None:
            raise UnknownNameError(
                "council",
                name,
                [c.name for c in self.all],
                list_with="corpus/data/councils.toml lists all of England's",
            )
        return council

    def like(self, name: str, by: Likeness) -> tuple[Council, ...]:
        """Return the councils that are like the one of this name, without itself.

        Statistical neighbours come in their published order, the nearest first, and need not have it for a neighbour in
        turn; councils of its region or type, those abolished among them, by name.

        Raises:
            UnknownNameError: no council is called so; names the nearest.
        """
        council = self.called(name)
        if by is Likeness.NEIGHBOURS:
            return tuple(self.called(neighbour) for neighbour in council.neighbours)
        alike = (other for other in self.all if other != council and _shares(other, council, by))
        return tuple(sorted(alike, key=lambda other: other.name))

    def first_full_name(self, text: str) -> tuple[Council, str] | None:
        """Return the council whose full name ("Sefton Borough Council") stands first in a text, and that name."""
        match = self.full_name.search(text)
        return (self._by_name[_key(_matched(match))], " ".join(match.group().split())) if match else None

    def full_names(self, text: str) -> Counter[tuple[str, str]]:
        """Return how often each council is called by each full name in a text: (short name, name as printed)."""
        return Counter(
            (self._by_name[_key(_matched(match))].name, " ".join(match.group().split()))
            for match in self.full_name.finditer(text)
        )

    def mentions(self, text: str) -> Counter[str]:
        """Return how strongly a text speaks of each council; full names and its own addresses count for three."""
        counts: Counter[str] = Counter()
        for domain in DOMAIN.findall(text):
            council = self._by_name.get(_key(domain.replace("-", " "))) or self._by_name.get(_key(domain))
            if council is not None:
                counts[council.name] += FULL_NAME_WORTH
        for (name, _), count in self.full_names(text).items():
            counts[name] += count * FULL_NAME_WORTH
        for match in self.bare_name.finditer(text):
            named = self._by_name[_key(match.group())]
            if named.is_bare_name_enough:
                counts[named.name] += 1
        return counts

    @cached_property
    def bare_name(self) -> re.Pattern[str]:
        """Matches any short name, the longest that fits, with a capital."""
        return re.compile(rf"(?<![\w-])(?:{self._names})(?![\w-])")

    @cached_property
    def full_name(self) -> re.Pattern[str]:
        """Matches any council's full name; its groups hold the short name."""
        names = self._names
        after = r"(?:\s+(?:Metropolitan|Borough|District|City|County|Royal))*\s+Council"
        before = r"(?:London|Royal)\s+Borough(?:\s+Council)?\s+of\s+"
        return re.compile(
            rf"\b{before}({names})(?![\w-])|\b(?:City\s+of\s+)?{NOT_A_DISTRICT}({names}){after}\b|"
            rf"(?<![\w-])({names})(?=\s+(?:local\s+authority|children[’']s\s+services|local\s+area\s+partnership)\b)",
            re.IGNORECASE,
        )

    @cached_property
    def _names(self) -> str:
        longest_first = sorted((name for c in self.all for name in c.names), key=len, reverse=True)
        return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


def read_councils(toml: str) -> Councils:
    """Return the councils of a councils file.

    Raises:
        KeyError: a field is missing.
        ValueError: a neighbour is no council of the file by its usual name, is the council itself, or occurs twice.
    """
    councils = Councils(
        tuple(
            Council(
                name=entry["name"],
                code=entry["code"],
                region=entry["region"],
                type=entry["type"],
                also=tuple(entry.get("also", ())),
                is_bare_name_enough=entry.get("bare", True),
                named=tuple((name["name"], name.get("until")) for name in entry.get("named", ())),
                neighbours=tuple(entry.get("neighbours", ())),
            )
            for entry in tomllib.loads(toml)["council"]
        )
    )
    _check_neighbours(councils.all)
    return councils


def _check_neighbours(councils: tuple[Council, ...]) -> None:
    names = {council.name for council in councils}
    for council in councils:
        for neighbour in council.neighbours:
            if neighbour not in names - {council.name} or council.neighbours.count(neighbour) > 1:
                raise ValueError(f"{neighbour!r} is no other council of the file or occurs twice: {council.name}")


def _shares(one: Council, other: Council, by: Likeness) -> bool:
    return one.region == other.region if by is Likeness.REGION else one.type == other.type


def _matched(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _key(name: str) -> str:
    return " ".join(name.replace("&", "and").casefold().split())
