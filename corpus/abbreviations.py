"""Learn from a paper the abbreviations that it defines itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from corpus.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = r"(?=[\w&/.+-]*[A-Z])[A-Za-z0-9][A-Za-z0-9&/.+-]{1,9}(?:['’]?s)?"
PLURAL = re.compile(r"(?<=[A-Z])['’]?s$")
QUOTES = "[\"“”'‘’]"
LEAD_IN = r"(?:(?:hereafter|herein|known as|also known as|referred to as|abbreviated (?:as|to)|or|the)\s+){0,2}"
# "Looked after children (LAC)" and "... (hereafter 'LAC'; see below)".
BRACKETED_SHORT = re.compile(rf"\(\s*{LEAD_IN}{QUOTES}?(?P<short>{SHORT}){QUOTES}?\s*(?=[),;:])")
# "LAC (looked after children)".
BRACKETED_LONG = re.compile(
    rf"(?<![\w&/.-])(?P<short>{SHORT}){QUOTES}?\s*\((?:the\s+)?(?P<long>[A-Za-z][^()]{{3,160}})\)"
)
# At most 99 spaces, lest a line of blanks take a second.
_SEPARATOR = r"(?:[ ]{0,99}+\t[ \t]*+|[ ]{1,99}+[–—-][ ]{1,99}+|[ ]{0,99}+[:=|][ ]{0,99}+|[ ]{2,99}+)"
_CELL = r"[A-Za-z][^\t|\n]{3,160}"
# A glossary's line "LAC – looked after children", perhaps as a list item, a table's row or in Markdown's bold. The line
# after it is looked at, since a long form may run on, but not used up: it may be the glossary's next.
GLOSSARY = re.compile(
    rf"^[ \t•*|-]*(?P<short>{SHORT})\*{{0,2}}{_SEPARATOR}(?=(?P<long>{_CELL}(?:\n[ \t]*[^\s|][^\t|\n]*)?))",
    re.MULTILINE,
)
# The same the other way round: "Looked after children<tab>LAC".
BACKWARDS = re.compile(
    rf"^[ \t•*|-]*(?P<long>{_CELL}?){_SEPARATOR}\*{{0,2}}(?P<short>{SHORT})(?=[ \t*]*(?:$|\|))", re.MULTILINE
)
# A long form does not reach back over the end of a sentence, a cell, a paragraph or a bracket; "officer(s)" is a word.
BARRIER = re.compile(r"[.!?;:]\s|\n\s*\n|\n[ \t]*[–*-]\s|[\t|•]|\((?!s\))|(?<!\(s)\)")
BEFORE_REMARK = re.compile(r"[^,;:.(–—]*[^,;:.(–—\s]")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:\(s\))?")
# "multiagency" gives MASH its A, "wellbeing" HWBB its first B, "headteacher" VHT its T.
BEGINNING = re.compile(r"(?<![^\W_])(?<![^\W_]['’])|(?<=\bmulti)|(?<=\bwell)|(?<=\bhead)", re.IGNORECASE)
MINOR = frozenset("a an and are as at be by for from in is of on or the to who with".split())
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.?\s+(?:\w+\s+)?$")
POSSESSIVE = re.compile(r"['’]s?$")
REACH = 160  # characters that a long form may take; the longest name of the sector's bodies has 90
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form that a paper defines.

    `short` is as printed, in the plural where the paper prints the plural ("IROs"); `long` is the exact slice of the
    paper's text at `at`, line breaks included.
    """

    short: str
    long: str
    at: Span


def abbreviations_of(text: str) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that a text defines, each where it is first defined, in the order of their long forms.

    Four ways of defining are known: the short form in brackets after the long, the long in brackets after the short,
    and a line of a glossary either way round. A short form with two meanings is returned with both; the same meaning is
    returned once, whatever its case and line breaks.

    The long form is found as Schwartz and Hearst do, from its end, letter by letter, within their limit of words. Two
    things are stricter, since a council's papers are full of brackets that define nothing: each letter must begin a
    word or go on with the beginning of one ("SENCo"), and at most one word may go without a letter besides the small
    ones ("of"), none where the short form has two signs. So "Ofsted" is not learned, nor what the words after the
    bracket complete: "emergency duty (EDT) team".

    Source:
        Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, Pacific
        Symposium on Biocomputing, 2003, 451-462.

    >>> [(found.short, found.long) for found in abbreviations_of("Visits by Family Hub Navigators (FHNs) rose (2021).")]
    [('FHNs', 'Family Hub Navigators')]
    """
    found: dict[tuple[str, str], Abbreviation] = {}
    for short, span in sorted({*_before_brackets(text), *_beside_short_forms(text)}, key=lambda place: place[1]):
        long = text[span.start : span.end]
        found.setdefault((short, on_one_line(long).casefold()), Abbreviation(short=short, long=long, at=span))
    return tuple(found.values())


def _before_brackets(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the short forms in brackets with the places of the long ones before them."""
    for match in BRACKETED_SHORT.finditer(text):
        reach = max(0, match.start() - REACH)
        before = POSSESSIVE.sub("", text[reach : match.start()].rstrip(' \n\t"“”‘,'))
        floor = max((barrier.end() for barrier in BARRIER.finditer(before)), default=0)
        long = Span(reach + floor, reach + len(before))
        start = _long_start(match["short"], text, long)
        if start is not None:
            yield match["short"], Span(start, long.end)


def _beside_short_forms(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the short forms with the places of the long ones in brackets or in the cell beside them."""
    for pattern in (BRACKETED_LONG, GLOSSARY, BACKWARDS):
        for match in pattern.finditer(text):
            start = match.start("long")
            spans = (Span(start, start + len(reading)) for reading in _readings(match["long"]))
            fitting = (span for span in spans if _long_start(match["short"], text, span) == start)
            yield from ((match["short"], span) for span in islice(fitting, 1))


def _readings(cell: str) -> Iterator[str]:
    """Yield what the long form may be: the cell's first line or all of it, without or with what follows a comma."""
    for reading in (cell.split("\n", maxsplit=1)[0], cell):
        yield reading.rstrip(" \n\t*.,;:")
        before_remark = BEFORE_REMARK.match(reading)
        if before_remark is not None:
            yield before_remark.group()


def _long_start(short: str, text: str, span: Span) -> int | None:
    """Return where in the span the long form of `short` begins that ends with the span; None when nothing fits."""
    forms = [PLURAL.sub("", short)]
    if short.endswith("S") and text.endswith("s", span.start, span.end):  # "personal education plans (PEPS)"
        forms.append(short[:-1])
    for form in forms:
        begun = _letters_found(form, text, span)
        if begun and _is_definition(form, begun, text, Span(begun[-1], span.end)):
            return begun[-1]
    return None


def _letters_found(form: str, text: str, span: Span) -> list[int]:
    """Return where the letters of a short form stand, the last first; empty when not all are there."""
    letters = [character.casefold() for character in form if character.isalnum()]
    begun: list[int] = []
    at = span.end
    for ordinal in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= span.start and not _fits(text, at, letters, ordinal):
            at -= 1
        if at < span.start:
            return []
        begun.append(at)
    return begun


def _fits(text: str, at: int, letters: list[str], ordinal: int) -> bool:
    """Tell whether a character is the short form's letter and begins a word, or goes on with its beginning."""
    if text[at].casefold() != letters[ordinal]:
        return False
    if BEGINNING.match(text, at):
        word = WORD.match(text, at)
        return ordinal > 0 or word is None or word.group().casefold() not in MINOR
    return ordinal > 0 and at > 0 and _fits(text, at - 1, letters, ordinal - 1)


def _is_definition(form: str, begun: list[int], text: str, span: Span) -> bool:
    """Tell whether the words of a long form are few enough, all but one of them wanted, and nobody's name."""
    words = list(WORD.finditer(text, span.start, span.end))
    wanted = [word for word in words if any(word.start() <= at < word.end() for at in begun)]
    spare = [word for word in words if word not in wanted and word.group().casefold() not in MINOR]
    return (
        len(wanted) >= FEWEST_WORDS
        and len(words) <= min(len(form) + 5, len(form) * 2)
        and len(spare) <= (1 if len(form) > FEWEST_WORDS else 0)
        and TITLE.search(text[max(0, span.start - 40) : span.start]) is None
    )
