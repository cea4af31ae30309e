"""Tell to which date a number belongs, where its passage states one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.dates import MONTHS, read_date
from corpus.deadlines import deadlines_in
from corpus.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.rules import FigureRules

YEARS = re.compile(r"(?P<first>(?:19|20)\d\d) ?[-/] ?(?:20)?(?P<last>\d\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
BASE = re.compile(r"\b(?:since|until|than|against|compared (?:to|with)|baseline \w+)\b[^,;.0-9]{0,60}$", re.IGNORECASE)
QUARTER = re.compile(r"\b(?:quarter|q) ?(?P<quarter>[1-4])\b", re.IGNORECASE)
END_OF_YEAR = re.compile(r"\bend of (?:19|20)\d\d$", re.IGNORECASE)
QUARTER_ENDS = {"1": "06-30", "2": "09-30", "3": "12-31"}
SHORT = 25  # characters between a date and the number after it
NEAR = 45  # characters between a number and the date after it
YEARS_APART = 6  # "July 18" is a month and year only when the year is near the paper's
CENTURY = 100
OPENING = 12  # characters within which a date opens a sentence
DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
STRETCH = re.compile(r" ?(?:to|until|-) ?")
BROKEN = re.compile(
    r"[;:]|\b(?:from|since|than|compared|against)\b|, (?:and|but|which|with|this)\b|\b(?:and|but) (?:the|a|this)\b"
)


class Moment(NamedTuple):
    """A date as printed at `span`, its ISO form, None where it has none, and and how it is led to.

    `is_base` says that it only leads back ("since 2018"), `is_led` that a word such as "in" stands before it.
    """

    span: Span
    iso: str | None
    is_base: bool
    is_led: bool


def moments_in(plain: str, sentence: Span, rules: FigureRules, *, paper_date: str | None) -> list[Moment]:
    """Return the dates of a sentence in order, each with the words that lead to it."""
    found: list[Moment] = []
    for match in rules.words["date"].finditer(plain, sentence.start, sentence.end):
        if (
            found
            and found[-1].span.end <= match.start()
            and STRETCH.fullmatch(plain, found[-1].span.end, match.start())
        ):
            iso = iso_of(match.group(), paper_date=paper_date)  # of a stretch of time, its end
            found[-1] = found[-1]._replace(span=Span(found[-1].span.start, match.end()), iso=iso, is_base=False)
            continue
        before = plain[sentence.start : match.start()]
        lead = rules.words["lead"].search(before)
        start = sentence.start + lead.start() if lead else match.start()
        words = lead.group().casefold() if lead else ""
        is_base = BASE.search(before) is not None or (
            words.startswith(("from", "on ")) and YEARS.fullmatch(match.group()) is not None
        )
        iso = iso_of(plain[start : match.end()], paper_date=paper_date)
        if iso is not None or lead is not None:
            found.append(Moment(Span(start, match.end()), iso, is_base, lead is not None))
    taken = [moment.span for moment in found]
    for match in rules.words["as_of.vague"].finditer(plain, sentence.start, sentence.end):
        if not any(span.start < match.end() and match.start() < span.end for span in taken):
            found.append(Moment(Span(*match.span()), None, is_base=False, is_led=True))
    return sorted(found)


def moment_of(plain: str, value: Span, sentence: int, room: Span, moments: Sequence[Moment]) -> Moment | None:
    """Return the date of the number that stands at `value`.

    The date right after it, before the next number (`room.end`); else the last since the number before it
    (`room.start`); else the one with which the sentence, from `sentence` on, opens.
    """
    later = next((m for m in moments if value.end <= m.span.start < room.end), None)
    if later is not None and not later.is_base:
        gap = plain[value.end : later.span.start]
        if len(gap) <= NEAR and not BROKEN.search(gap):
            return later
    earlier = [m for m in moments if m.span.end <= value.start and not m.is_base]
    near = [m for m in earlier if m.span.start >= room.start and is_next_to(plain, m, value, sentence, room)]
    opening = [m for m in earlier if m.span.start - sentence <= OPENING and m.is_led]
    return near[-1] if near else opening[0] if opening else None


def is_next_to(plain: str, moment: Moment, value: Span, sentence: int, room: Span) -> bool:
    """Tell whether a date stands right before a number and does not rather belong to the number before that."""
    gap = plain[moment.span.end : value.start]
    if len(gap) > SHORT or BROKEN.search(gap):
        return False
    return "," not in gap or room.start == sentence or moment.span.start - room.start > NEAR


def iso_of(printed: str, *, paper_date: str | None = None) -> str | None:
    """Return a printed date as an ISO day, month or year; of a financial year or quarter the last day.

    >>> iso_of("on 31st March 2018"), iso_of("in 2017/18"), iso_of("Q2 2021-22"), iso_of("at the end of 2019")
    ('2018-03-31', '2018-03-31', '2021-09-30', '2019-12')
    >>> iso_of("July 18"), iso_of("July 18", paper_date="2018-06"), iso_of("31 June 2018")
    (None, '2018-07', None)
    """
    years = YEARS.search(printed)
    if years is not None:
        return _end_of_years(years, QUARTER.search(printed))
    full = read_date(
        DOTTED.sub(r"\1/\2/\3", printed).replace(" st ", "st ").replace(" nd ", "nd ").replace(" rd ", "rd ")
    )
    year = YEAR.search(printed)
    found = deadlines_in(printed)
    month = found[-1].iso if found else None
    if found and month is None:
        return None
    if full is None and month is not None:
        near = paper_date is not None and abs(int(month[:4]) - int(paper_date[:4])) <= YEARS_APART
        return month if year is not None or near else None
    if full is not None or year is None or any(month[:3].casefold() in printed.casefold() for month in MONTHS):
        return full
    return f"{year.group(1)}-12" if END_OF_YEAR.search(printed) else year.group(1)


def _end_of_years(years: re.Match[str], quarter: re.Match[str] | None) -> str | None:
    """Return the last day of a financial year or its quarter; None where the second year does not follow the first."""
    first = int(years.group("first"))
    if (first + 1) % CENTURY != int(years.group("last")):
        return None
    if quarter and quarter.group("quarter") in QUARTER_ENDS:
        return f"{first}-{QUARTER_ENDS[quarter.group('quarter')]}"
    return f"{first + 1}-03-31"
