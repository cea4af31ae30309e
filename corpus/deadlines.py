"""Read the dates that a plan's milestones print: whole cells of months and days, however abbreviated."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.dates import MONTHS, read_date

SHORT = {name[:3].casefold(): name for name in MONTHS} | {"sept": "September"}
_NAMES = "|".join(sorted([*(name.casefold() for name in MONTHS), *SHORT], key=len, reverse=True))
_MONTH = rf"(?a:{_NAMES})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"\b(?:(?P<day>{_DAY})[\s-]+(?:of\s+)?)?(?P<month>{_MONTH})[\s,'-]*(?P<year>\d{{4}}|\d{{2}})\b(?!\.\d)"
    r"|\b\d{1,2}/\d{1,2}/\d{4}\b",
    re.IGNORECASE,
)
CENTURY = 2000


class Deadline(NamedTuple):
    """A date as printed, and as an ISO month or day; None when the calendar has no such day."""

    printed: str
    iso: str | None


def deadlines_in(text: str) -> list[Deadline]:
    """Return all dates in a folded text, in order.

    >>> deadlines_in("April 2023 Sept-24 by 31st March 2025")[1:]
    [Deadline(printed='Sept-24', iso='2024-09'), Deadline(printed='31st March 2025', iso='2025-03-31')]
    """
    return [Deadline(match.group(), _iso(match)) for match in DATE.finditer(text)]


def around_deadlines(text: str) -> str:
    """Return what of a folded text is not a date.

    >>> around_deadlines("By end of March 2025")
    'By end of '
    """
    return DATE.sub(" ", text).removesuffix(" ")


def _iso(match: re.Match[str]) -> str | None:
    month, year = match.group("month"), match.group("year")
    if month is None:
        return read_date(match.group())
    name = SHORT[month.casefold()[:3]]
    full_year = int(year) if int(year) > CENTURY / 20 else CENTURY + int(year)
    day = f"{match.group('day')} " if match.group("day") else ""
    iso = read_date(f"{day}{name} {full_year:04d}")
    return None if day and iso is not None and len(iso) < len("2023-03-08") else iso
