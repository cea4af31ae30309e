"""Place ISO dates on a line of time, and write them short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.dates import MONTHS
from search.citation import date_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS_IN_YEAR, DAYS_IN_MONTH = 12, 31


def in_years(date: str) -> float:
    """Return an ISO date as a number of years; a month or year without a day is taken by its middle.

    >>> in_years("2023"), in_years("2023-01"), in_years("2023-07-01")
    (2023.5, 2023.0416666666667, 2023.5)
    """
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return year + 0.5
    months = rest[0] - 1 + ((rest[1] - 1) / DAYS_IN_MONTH if len(rest) > 1 else 0.5)
    return year + months / MONTHS_IN_YEAR


def short(date: str) -> str:
    """Return a date without its day, the month cut to three letters.

    >>> short("2023-03-08"), short("2018")
    ('Mar 2023', '2018')
    """
    year, *rest = date.split("-")
    return f"{MONTHS[int(rest[0]) - 1][:3]} {year}" if rest else year


def between(dates: Sequence[str]) -> str:
    """Return from when to when dates are, in words; empty for none.

    >>> between(["2023-10", "2022-11"]), between(["2023-10"]), between([])
    ('from November 2022 to October 2023', 'October 2023', '')
    """
    if not dates:
        return ""
    first, last = date_in_words(min(dates)), date_in_words(max(dates))
    return first if first == last else f"from {first} to {last}"
