"""What a reader of figures must know, from data files that a subject expert can extend."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(name[:3] for name in MONTHS)}|sept)\b\.?)"
_BLANK = re.compile(r" (?![?*+{])")
_YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
_DAY = r"\d{1,2} ?(?:st|nd|rd|th)?"
DATE = (
    rf"(?:{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?|{_MONTH},?[ '-]*(?:{_YEAR}|\d{{2}}(?![\d%]))"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR}|{_YEAR} ?[-/] ?(?:20)?\d\d(?!\d)"
    rf"|(?:spring|summer|autumn|winter) {_YEAR}|{_YEAR}(?![\d%]))"
)
BEFORE = r"(?:last|previous|prior) (?:financial )?(?:year|quarter|audit|inspection)(?:'s)?(?: figure)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """What is known of figures; patterns match text in which quotes, dashes and blanks are plain, whatever the case.

    `ones`, `tens`, `scales` and `shares` lead to numbers; `units` and `durations` from a pattern to a unit's name.
    `words` are the other patterns, by the name of their list in the file ("what.verbs"), each of whole words.
    """

    ones: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    shares: tuple[tuple[re.Pattern[str], float], ...]
    units: tuple[tuple[re.Pattern[str], str], ...]
    durations: tuple[tuple[re.Pattern[str], str], ...]
    numbers: re.Pattern[str]
    not_figures: re.Pattern[str]
    stops: frozenset[str]
    plurals: frozenset[str]
    not_plurals: frozenset[str]
    singulars: frozenset[str]
    words: Mapping[str, re.Pattern[str]]


def read_figure_rules(*files: str) -> FigureRules:
    """Return the rules of a file, extended by each of those after it.

    Raises:
        KeyError: the first file lacks a table.
        ValueError: a file is not TOML, or a list in it is not of words.
        re.error: a pattern is not a regular expression.
    """
    tables: dict[str, object] = {}
    for file in files:
        _extend(tables, tomllib.loads(file))
    numbers, what, durations = _table(tables, "numbers"), _table(tables, "what"), _table(tables, "durations")
    ones, tens, scales = (_numbers(_table(numbers, name)) for name in ("ones", "tens", "scales"))
    shares, units = _table(tables, "shares"), _table(tables, "units")
    in_words = _number_words(ones, tens)
    duration_units = _table(durations, "units")
    return FigureRules(
        ones=ones,
        tens=tens,
        scales=scales,
        shares=tuple((_pattern(share), float(str(number))) for share, number in shares.items()),
        units=tuple((_pattern(unit), str(name)) for unit, name in units.items()),
        durations=tuple((_pattern(unit), str(name)) for unit, name in duration_units.items()),
        numbers=_values(in_words, shares, units, duration_units),
        not_figures=_not_figures(_strings(_table(tables, "not_figures")["patterns"]), in_words),
        stops=frozenset(_strings(what["stops"])),
        plurals=frozenset(_strings(what["plurals"])),
        not_plurals=frozenset(_strings(what["not_plurals"])),
        singulars=frozenset(_strings(what["singulars"])),
        words=dict(_word_lists(tables)),
    )


def loose(pattern: str) -> str:
    """Return a pattern whose blanks stand for one or more.

    >>> loose("placed for adoption"), loose("[ -]a ?b")
    ('placed +for +adoption', '[ -]a ?b')
    """
    inside = False
    parts = []
    for place, character in enumerate(pattern):
        inside = (character == "[" or inside) and character != "]"
        parts.append(" +" if not inside and _BLANK.match(pattern, place) else character)
    return "".join(parts)


def any_of(patterns: Iterable[str]) -> str:
    """Return a pattern that matches any of these, longer ones first."""
    return "(?:" + "|".join(sorted(map(loose, patterns), key=len, reverse=True)) + ")"


def _word_lists(tables: Mapping[str, object]) -> Iterable[tuple[str, re.Pattern[str]]]:
    """Return each list of patterns under its table's name and its own."""
    for table in ("durations", "qualifiers", "what", "directions", "roles", "tones", "as_of"):
        for name, patterns in _table(tables, table).items():
            if isinstance(patterns, list):
                named = [p.replace("{date}", DATE).replace("{monthname}", _MONTH) for p in _strings(patterns)]
                # A pattern may begin or end with a mark, where no word ends.
                yield f"{table}.{name}", re.compile(rf"(?<![\w-]){any_of(named)}(?!\w|-\w)", re.IGNORECASE)
    leads = _strings(_table(tables, "as_of")["leads"])
    yield "lead", re.compile(rf"(?<!\w){any_of(leads)} (?:the )?\(?$", re.IGNORECASE)
    since = _strings(_table(tables, "directions")["since"])
    yield (
        "trail",
        re.compile(
            rf",? {any_of(since)} (?:the )?(?:same (?:period|time) (?:in )?)?(?:{loose(DATE)}|{BEFORE})", re.IGNORECASE
        ),
    )
    before = rf"(?:{any_of(_strings(_table(tables, 'qualifiers')['before']))} ){{0,3}}"
    by = any_of(_strings(_table(tables, "directions")["by"]))
    # What leads right up to a number, its qualifiers included.
    yield "from", re.compile(rf"\bfrom (?:an? )?{before}$", re.IGNORECASE)
    yield "to", re.compile(rf"\b(?:to|at|stands? at|stood at) (?:an? )?{before}$", re.IGNORECASE)
    yield "by", re.compile(rf"\b{by} (?:an? )?{before}\(?$", re.IGNORECASE)
    beside = any_of(_strings(_table(tables, "qualifiers")["compared"]))
    yield "compared", re.compile(rf"\b{beside} (?:an? |the )?{before}\(?$", re.IGNORECASE)
    yield "qualified", re.compile(rf" ?{before}\(?", re.IGNORECASE)
    yield "date", re.compile(rf"(?<![\w£]){loose(DATE)}(?!\w)", re.IGNORECASE)


def _number_words(ones: Iterable[str], tens: Iterable[str]) -> str:
    one, ten = "|".join(sorted(ones, key=len, reverse=True)), "|".join(tens)
    small = rf"(?:(?:{ten})(?:[ -](?:{one})(?!\w))?|(?:{one}))"
    return rf"(?:(?:a|{small}) hundred(?: and {small})?|{small})"


def _values(in_words: str, shares: Iterable[str], units: Iterable[str], durations: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a number with its sign, scale and unit, each a group of that name."""
    number = rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<words>\b{in_words}\b)"
    scale = r"(?P<scale> ?(?:million|billion|thousand)(?!\w)|(?<=\d) ?(?:bn|mil|m|k)(?!\w))"
    begins = r"(?:(?<![\w.,/£%])|(?<=[ (]c\.)|(?<=[ (]ca\.)|(?<=approx\.))(?<![A-Za-z]-)"
    return re.compile(
        rf"{begins}(?:(?P<share>{any_of(shares)})(?= of\b| the\b)"
        rf"|(?P<sign>[+-] ?)?(?P<pound>£ ?)?(?:{number}){scale}?(?![\w]|[.,]\d|/\d)"
        rf"(?P<percent> ?(?:%|per ?cent(?!\w)|percent(?!\w)|percentage points?|pp(?!\w)))?"
        rf"(?P<unit>(?: |-)?{any_of(units)}(?!\w))?(?P<duration>(?: +|-){any_of(durations)}(?!\w))?)",
        re.IGNORECASE,
    )


def _not_figures(patterns: Iterable[str], in_words: str) -> re.Pattern[str]:
    number = rf"(?:\d{{1,4}}(?:\.\d+)?|{in_words})"
    filled = (loose(p.replace("{month}", _MONTH).replace("{n}", number)) for p in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in filled), re.IGNORECASE)


def _extend(ours: dict[str, object], theirs: Mapping[str, object]) -> None:
    """Add a table to one of the same name, table by table: lists grow at their front, the rest is replaced."""
    for name, value in theirs.items():
        before = ours.get(name)
        if isinstance(value, dict) and isinstance(before, dict):
            _extend(before, value)
        elif isinstance(value, list) and isinstance(before, list):
            ours[name] = [*value, *(word for word in before if word not in value)]
        else:
            ours[name] = value


def _table(tables: Mapping[str, object], name: str) -> dict[str, object]:
    table = tables[name]
    if not isinstance(table, dict):
        raise ValueError(f"{name} is not a table")
    return table


def _numbers(table: Mapping[str, object]) -> dict[str, int]:
    return {word: int(str(number)) for word, number in table.items()}


def _strings(values: object) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"not a list of words: {values!r}")
    return values


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(loose(pattern), re.IGNORECASE)
