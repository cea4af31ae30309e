"""Find the numbers of a passage that may be figures, in digits and words, with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.rules import FigureRules

COUNT, RATIO, PERCENT, POUNDS = "count", "ratio", "%", "£"
RATIO_LINK = re.compile(
    r" (?:out of(?: (?:the|our|all|every))?|of (?:the|our|all|its)|of|in(?: every)?) (?:a total of )?$"
)
AROUND = 120  # characters; what sets a number aside is shorter
LARGEST_RATIO_IN = 20  # "one in four", "1 in 20"; "15 in 2019" is none
RANGE_LINK = re.compile(r" ?(?:-|to) ?(?:about |approximately |around )?$")
BETWEEN = re.compile(r"\b(?:between|range of|ranging from) (?:about |approximately |£)?$", re.IGNORECASE)
BETWEEN_LINK = re.compile(r" and $")
MONEY_EACH = re.compile(r" per (?:week|child|head|placement|year|annum|day|night|hour|month|person|family)\b")


@dataclass(frozen=True, slots=True)
class Value:
    """A number in plain text: `start` to `end` is what is printed as its value, `after` where its unit's words end.

    `upper` is the higher end of a range. `in_words` says that it is spelled out, `signed` that it has a plus or minus.
    """

    start: int
    end: int
    after: int
    number: float
    unit: str
    upper: float | None = None
    in_words: bool = False
    signed: str = ""


def values_in(plain: str, rules: FigureRules) -> list[Value]:
    """Return the numbers of a plain text that are not set aside, in order; ranges and ratios are still apart."""
    found = list(rules.numbers.finditer(plain))
    if not found:
        return []
    # Half the time goes here, so only the stretch around the numbers is looked at.
    start, end = max(0, found[0].start() - AROUND), found[-1].end() + AROUND
    aside = [match.span() for match in rules.not_figures.finditer(plain, start, end)]
    values = [_value(match, plain, rules) for match in found]
    kept = [value for value in values if not any(start < value.end and value.start < end for start, end in aside)]
    return [value for value in kept if not _is_denied(plain, value, kept)]


def joined(plain: str, values: Sequence[Value], *, apart: frozenset[int] = frozenset()) -> list[Value]:
    """Return the values with ranges and ratios made one; those that start at one of `apart` are ends of a change."""
    result: list[Value] = []
    for value in values:
        last = result[-1] if result else None
        one = _ratio(plain, last, value) or _range(plain, last, value, apart) if last is not None else None
        if one is None:
            result.append(value)
        else:
            result[-1] = one
    return result


def number_in_words(words: str, rules: FigureRules) -> float:
    """Return the number that a number word means.

    Raises:
        KeyError: a word is no number.
    """
    total = 0
    for word in re.split(r"[ -]+", words.casefold()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word not in ("and", "a"):
            total += rules.tens[word] if word in rules.tens else rules.ones[word]
    return float(total)


def _value(match: re.Match[str], plain: str, rules: FigureRules) -> Value:
    if match.group("share"):
        number = next(share for pattern, share in rules.shares if pattern.fullmatch(match.group("share")))
        return Value(match.start(), match.end(), match.end(), number, RATIO, in_words=True)
    words, digits = match.group("words"), match.group("digits")
    number = number_in_words(words, rules) if words else float(digits.replace(",", ""))
    scale = (match.group("scale") or "").strip().casefold()
    if scale and scale in rules.scales:
        number *= rules.scales[scale]
    sign, percent, pound = (match.group("sign") or "").strip(), match.group("percent"), match.group("pound")
    end = next(
        place
        for place in (match.end("percent"), match.end("scale"), match.end("words"), match.end("digits"))
        if place >= 0
    )
    value = Value(match.start(), end, match.end(), number, COUNT, in_words=bool(words))
    if sign and (plain[max(0, match.start() - 1) : match.start()] == "(" or sign == "+"):
        value = replace(value, signed=sign)
    elif sign:  # a dash, not a minus
        value = replace(value, start=match.end("sign"))
    if percent or pound:
        each = MONEY_EACH.match(plain, match.end()) if pound else None
        return replace(value, unit=PERCENT if percent else POUNDS, after=each.end() if each else match.end())
    unit, duration = (match.group("unit") or "").strip(" -"), (match.group("duration") or "").strip(" -")
    named = next((name for pattern, name in rules.units if unit and pattern.fullmatch(unit)), None)
    timed = next((name for pattern, name in rules.durations if duration and pattern.fullmatch(duration)), None)
    return replace(value, unit=named or timed or COUNT)


def _is_denied(plain: str, value: Value, values: Sequence[Value]) -> bool:
    """Tell whether a number is denied and the right one follows: "not 20 but 12"."""
    before, after = plain[max(0, value.start - 30) : value.start], plain[value.after : value.after + 60]
    if re.search(r"\bnot (?:the )?(?:\w+ ){0,2}$", before, re.IGNORECASE):
        but = re.match(r"[^.;\d]{0,40}\bbut (?:rather |only |as many as )?", after, re.IGNORECASE)
        return but is not None and any(other.start == value.after + but.end() for other in values)
    return bool(re.search(r"\b(?:rather than|instead of) (?:the \w+ )?$", before, re.IGNORECASE))


def _ratio(plain: str, first: Value, second: Value) -> Value | None:
    """Return "9 of 58" and "one in four" as one value."""
    between = plain[first.after : second.start]
    whole = second.number
    if {first.unit, second.unit} != {COUNT} or not RATIO_LINK.fullmatch(between) or not first.number <= whole:
        return None
    if whole == 0 or (between.startswith(" in") and whole > LARGEST_RATIO_IN):
        return None
    return Value(first.start, second.end, second.after, first.number / whole, RATIO, in_words=first.in_words)


def _range(plain: str, first: Value, second: Value, apart: frozenset[int]) -> Value | None:
    """Return "10 to 12 weeks" as one value."""
    between = plain[first.after : second.start]
    linked = RANGE_LINK.fullmatch(between) or (
        BETWEEN_LINK.fullmatch(between) and BETWEEN.search(plain[max(0, first.start - 30) : first.start])
    )
    if not linked or first.start in apart or first.upper is not None or first.number >= second.number:
        return None
    if first.unit not in (COUNT, second.unit):
        return None
    # "£2 to 3 million": the scale stands once.
    return replace(second, start=first.start, number=first.number, upper=second.number)
