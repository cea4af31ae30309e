"""What a reader of action plans must know, from data files that a subject expert can extend."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from indexer.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Values = Mapping[str, object]

OTHER_THAN_WORDS = re.compile(r"[\W_]+")
NOT_A_STATUS = "unknown"
WORDS_MOVE = frozenset(["columns", "measure_columns", "statuses", "strengthening"])  # a word has one place in these
SHORTEST_CODE = 2  # letters; "G" is a status as a whole cell only, never one of several
LONG_NAME = 12  # characters from which a damaged heading may be told by its likeness; shorter ones look alike by chance
ALIKE = 0.8  # difflib's ratio; the damaged headings of report 003 have 0.85, others 0.5 at most (2026-11)


@dataclass(frozen=True)
class PlanRules:
    """What is known of action plans. Words are plain: folded, in small letters, without punctuation.

    `columns` and `measure_columns` lead from a heading to its field, `statuses` from words to a status (None: the words
    are known but say nothing of how it goes), `strengthening` from words to the category's name.
    """

    columns: Mapping[str, str]
    measure_columns: Mapping[str, str]
    statuses: Mapping[str, Status | None]
    strengthening: Mapping[str, str]
    undated: frozenset[str]
    around_dates: frozenset[str]
    unfinished: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]
    target_items: tuple[re.Pattern[str], ...]
    target_groups: tuple[re.Pattern[str], ...]

    def column(self, heading: str) -> str | None:
        """Return the field that a heading of an action table names."""
        return _named(heading, self.columns)

    def measure_column(self, heading: str) -> str | None:
        """Return the field that a heading of a measures table names."""
        return _named(heading, self.measure_columns)

    def statuses_in(self, cell: str) -> list[tuple[str, Status | None]]:
        """Return the statuses that a cell is made of, each as printed; none when it holds anything else."""
        cell = cell.strip()
        if plain(cell) in self.statuses:
            return [(cell, self.statuses[plain(cell)])]
        folded = fold(cell)
        found, start = [], 0
        while start < len(folded):
            match = self._one_status.match(folded, start)
            if match is None:
                return []
            found.append((match.group(1), self.statuses[plain(match.group(1))]))
            start = match.end()
        return found

    def category(self, cell: str) -> str | None:
        """Return the category that a whole cell names."""
        return self.strengthening.get(plain(cell))

    def is_reference(self, cell: str) -> bool:
        """Tell whether a whole cell is an action's reference."""
        return self.patterns["reference"].fullmatch(fold(cell)) is not None

    def is_lead(self, cell: str) -> bool:
        """Tell whether a whole cell names roles."""
        return self.patterns["lead"].fullmatch(fold(cell)) is not None

    @cached_property
    def _one_status(self) -> re.Pattern[str]:
        phrases = sorted((words for words in self.statuses if len(words) > SHORTEST_CODE), key=len, reverse=True)
        loose = (r"[\W_]+".join(map(re.escape, words.split())) for words in phrases)
        return re.compile(rf"({'|'.join(loose)})(?:[\s.,;:/|]+|$)", re.IGNORECASE)


def read_plan_rules(*files: str) -> PlanRules:
    """Return the rules of a file, extended by each of those after it.

    Raises:
        KeyError: the first file lacks a table.
        ValueError: a file is not TOML, or names a status that there is none of.
        re.error: a pattern is not a regular expression.
    """
    tables: dict[str, dict[str, object]] = {}
    for file in files:
        for name, table in tomllib.loads(file).items():
            _extend(tables.setdefault(name, {}), table, moves=name in WORDS_MOVE)
    targets = tables["targets"]
    patterns = {**tables["patterns"], **{f"target_{name}": targets[name] for name in ("clause", "due", "divider")}}
    return PlanRules(
        columns=_by_word(tables["columns"]),
        measure_columns=_by_word(tables["measure_columns"]),
        statuses={words: _status(name) for words, name in _by_word(tables["statuses"]).items()},
        strengthening=_by_word(tables["strengthening"]),
        undated=_words(tables["words"]["undated"]),
        around_dates=_words(tables["words"]["around_dates"]),
        unfinished=frozenset(_strings(tables["words"]["unfinished"])),
        patterns={name: _pattern(pattern) for name, pattern in patterns.items()},
        target_items=tuple(map(_pattern, _strings(targets["items"]))),
        target_groups=tuple(map(_pattern, _strings(targets["groups"]))),
    )


def plain(text: str) -> str:
    """Return a text as headings and statuses are compared: small plain letters and digits, words parted by one blank.

    >>> plain("The Output/ Impact"), plain("Governance & Partnership")
    ('output impact', 'governance and partnership')
    """
    words = OTHER_THAN_WORDS.sub(" ", fold(text).casefold().replace("&", " and ")).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _named(heading: str, names: Mapping[str, str]) -> str | None:
    """Return what a heading names; a long one may be damaged."""
    words = plain(heading)
    if words in names or len(words) < LONG_NAME:
        return names.get(words)
    likeness = {name: _likeness(words, name) for name in names if len(name) >= LONG_NAME}
    best = max(likeness, key=likeness.__getitem__, default="")
    return names[best] if likeness.get(best, 0.0) >= ALIKE else None


def _likeness(a: str, b: str) -> float:
    """Return how alike two texts are, in [0, 1]; 0 where a glance shows that it cannot be enough."""
    matcher = SequenceMatcher(None, a, b)
    # From cheap to dear: by lengths, by letters, by order.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _extend(ours: dict[str, object], theirs: Mapping[str, object], *, moves: bool) -> None:
    """Add a table to one of the same name: lists grow, a word moves to where it was put last, the rest is replaced."""
    for name, value in theirs.items():
        if not isinstance(value, list):
            ours[name] = value
            continue
        new = {plain(word) for word in _strings(value)}
        for other, words in ours.items():
            if moves and other != name and isinstance(words, list):
                ours[other] = [word for word in words if plain(word) not in new]
        ours[name] = [*value, *(word for word in _strings(ours.get(name, [])) if word not in value)]


def _by_word(table: Values) -> dict[str, str]:
    return {plain(word): name for name, words in table.items() for word in _strings(words)}


def _status(name: str) -> Status | None:
    return None if name == NOT_A_STATUS else Status(name)


def _words(values: object) -> frozenset[str]:
    return frozenset(map(plain, _strings(values)))


def _strings(values: object) -> Iterable[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"not a list of words: {values!r}")
    return values


def _pattern(pattern: object) -> re.Pattern[str]:
    return re.compile(str(pattern), re.IGNORECASE)
