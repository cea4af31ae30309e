"""Read the words that tell what a passage claims, and find them in a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from corpus.types import Span
from indexer.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ADVERBS = r"(?:(?:now|also|already|recently|soon|first|still|yet|not yet|fully|well|\w+ly)\s+){0,3}"
ANY_WORDS = r"(?:[\w'’-]+,?\s+){0,4}?"
DOING = r"\w{2,}ing"


class ClaimKind(StrEnum):
    """What a passage claims."""

    PLANNED = "planned"
    REPORTED = "reported"
    EVIDENCED = "evidenced"
    CONCERN = "concern"
    CONTEXT = "context"


#: What words tell; what is evidenced is told by a figure.
TOLD_BY_WORDS = (ClaimKind.PLANNED, ClaimKind.REPORTED, ClaimKind.CONCERN)


class Cue(NamedTuple):
    """Words that tell a claim, or deny a concern (`kind` is None). `span` is in characters of the text."""

    kind: ClaimKind | None
    is_strong: bool
    span: Span


class _Entry(NamedTuple):
    kind: ClaimKind | None
    is_strong: bool
    pattern: re.Pattern[str]


_Listed = tuple[ClaimKind | None, bool, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRules:
    """The words that tell claims; the file they are read from says what each part is for.

    `entries` are found by their first word, in lower case. `statuses` leads from an action's status, or "none", to a
    claim.
    """

    entries: Mapping[str, tuple[_Entry, ...]]
    leading: frozenset[str]
    tasks: re.Pattern[str]
    announcing: re.Pattern[str]
    remits: frozenset[str]
    statuses: Mapping[str, ClaimKind]

    def cues_in(self, text: str, words: Iterable[re.Match[str]]) -> list[Cue]:
        """Return what stands at these words, in order; what begins at the same word all together."""
        return [cue for word in words for cue in self._cues_at(text, word)]

    def opening_of_task(self, text: str, start: int) -> Span | None:
        """Return the verb by which a thing to do opens, None where none stands there."""
        match = self.tasks.match(text, start)
        return Span(*match.span()) if match else None

    def opens_context(self, text: str, start: int) -> bool:
        """Tell whether words stand there that only ask or announce."""
        return self.announcing.match(text, start) is not None

    def _cues_at(self, text: str, word: re.Match[str]) -> Iterator[Cue]:
        for entry in self.entries.get(word.group().casefold(), ()):
            match = entry.pattern.match(text, word.start())
            if match:
                yield Cue(entry.kind, entry.is_strong, Span(*match.span()))


def read_claim_rules(toml: str) -> ClaimRules:
    """Return the rules of a claims file.

    Raises:
        KeyError: a table or a list is missing.
        ValueError: the text is not TOML, an entry begins with no word, or a status leads to no claim.
    """
    tables = tomllib.loads(toml)
    done = rf"(?:\w{{2,}}ed|{'|'.join(tables['participles'])})"
    planned, context = tables["planned"], tables["context"]
    listed: list[_Listed] = [
        (kind, strength == "strong", tables[kind][strength])
        for kind in TOLD_BY_WORDS
        for strength in ("strong", "weak")
    ]
    listed += [(ClaimKind.CONTEXT, True, context["phrases"]), (None, True, tables["concern"]["denied"])]
    return ClaimRules(
        entries=_by_first_word(listed, done),
        leading=frozenset(tables["leading"]),
        tasks=re.compile(
            rf"(?:{_either(planned['openings'])})\b(?!\s*(?:{_either(planned['not_before'])})(?!\w))", re.IGNORECASE
        ),
        announcing=re.compile("|".join(_pattern(entry, done) for entry in context["openings"]), re.IGNORECASE),
        remits=frozenset(context["remits"]),
        statuses=_statuses(tables["status"]),
    )


def _by_first_word(listed: Iterable[_Listed], done: str) -> dict[str, tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = {}
    for kind, is_strong, entries in listed:
        for entry in entries:
            made = _Entry(kind, is_strong, re.compile(_pattern(entry, done), re.IGNORECASE))
            for first in entry.split()[0].casefold().split("|"):
                if not re.fullmatch(r"[^\W\d_][\w'’-]*", first):
                    raise ValueError(f"an entry must begin with a word: {entry!r}")
                found.setdefault(first, []).append(made)
    return {first: tuple(entries) for first, entries in found.items()}


def _pattern(entry: str, done: str) -> str:
    """Return an entry as a regular expression that ends where a word ends."""
    parts = entry.split()
    made = []
    for place, part in enumerate(parts):
        if part in ("~", "..."):
            made.append(ADVERBS if part == "~" else ANY_WORDS)
        else:
            made.append(_token(part, done) + (r"\s+" if place + 1 < len(parts) else r"(?![\w-])"))
    return "".join(made)


def _token(part: str, done: str) -> str:
    words = {"{done}": done, "{doing}": DOING, "*": r"\w[\w'’-]*"}
    either = [words.get(word) or re.escape(word).replace(r"\*", r"\w*") for word in part.split("|")]
    return f"(?:{'|'.join(either)})"


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _statuses(table: Mapping[str, str]) -> dict[str, ClaimKind]:
    wanted = {*(status.value for status in Status), "none"}
    if set(table) != wanted:
        raise ValueError(f"[status] must say what each of {', '.join(sorted(wanted))} claims")
    return {status: ClaimKind(claim) for status, claim in table.items()}
