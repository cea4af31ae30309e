"""Read the dates that councils' papers print, to the precision that they have."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = f"(?a:{'|'.join(MONTHS)})"  # plain letters only: else i, whatever the case, is also the Turkish ı
_DAY = r"\d{1,2}\s?(?:st|nd|rd|th)?"
FULL_DATE = re.compile(rf"\b({_DAY})\s+(?:of\s+)?({_MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
NUMERIC_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
PERIOD = re.compile(
    rf"\b({_DAY})(?:\s+({_MONTH}))?(?:,?\s+(\d{{4}}))?\s*(?:-|–|—|to|and|until)\s*({_DAY})\s+({_MONTH}),?\s+(\d{{4}})\b",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(rf"\b({_MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
ISO_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
FULL_LENGTH = len("2023-03-08")


def read_date(text: str) -> str | None:
    """Return the last full date in a text as ISO, else its last month and year, else None.

    The last, because where a paper prints a stretch of time ("2 to 13 March 2020") the end is when it was over.

    >>> read_date("Wednesday 8 th March 2023"), read_date("June 2018"), read_date("2 to 13 March 2020")
    ('2023-03-08', '2018-06', '2020-03-13')
    """
    found = [
        (match.start(), _day(match.group(3), _month_number(match.group(2)), re.sub(r"\D", "", match.group(1))))
        for match in FULL_DATE.finditer(text)
    ]
    found += [
        (match.start(), _day(match.group(3), int(match.group(2)), match.group(1)))
        for match in NUMERIC_DATE.finditer(text)
    ]
    days = [day for _, day in sorted(found, key=lambda place: place[0]) if day]
    if days:
        return days[-1]
    months = [f"{int(year):04d}-{_month_number(month):02d}" for month, year in MONTH_YEAR.findall(text)]
    return months[-1] if months else None


def read_period(text: str) -> tuple[str, str] | None:
    """Return the first and the last day of the first stretch of days in a text as ISO; None where there is none.

    What the first day leaves unsaid, it shares with the last.

    >>> read_period("from 27 June to 1 July 2022"), read_period("18 December 2023 – 5 January 2024")
    (('2022-06-27', '2022-07-01'), ('2023-12-18', '2024-01-05'))
    """
    for first_day, first_month, first_year, last_day, last_month, last_year in PERIOD.findall(text):
        month = _month_number(first_month or last_month)
        # "18 December to 5 January 2024" begins in the year before.
        year = int(first_year or last_year) - (not first_year and month > _month_number(last_month))
        start = _day(str(year), month, re.sub(r"\D", "", first_day))
        end = _day(last_year, _month_number(last_month), re.sub(r"\D", "", last_day))
        if start and end and start <= end:
            return start, end
    return None


def is_iso_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar in the ISO form.

    >>> is_iso_date("2023-03"), is_iso_date("March 2023"), is_iso_date("2023-02-30")
    (True, False, False)
    """
    return ISO_DATE.fullmatch(text) is not None and (len(text) < FULL_LENGTH or _day(*text.split("-")) is not None)


def _day(year: str, month: int | str, day: str) -> str | None:
    """Return a day as ISO, None when the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return MONTHS.index(name.capitalize()) + 1
