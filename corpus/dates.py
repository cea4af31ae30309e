"""Read the dates that councils' papers print, to the precision that they have."""

from __future__ import annotations

import re

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
_DAY = r"\d{1,2}\s?(?:st|nd|rd|th)?"
FULL_DATE = re.compile(rf"\b({_DAY})\s+(?:of\s+)?({_MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
NUMERIC_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
MONTH_YEAR = re.compile(rf"\b({_MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def read_date(text: str) -> str | None:
    """Return the last full date in a text as ISO, else its last month and year, else None.

    The last, because where a paper prints a stretch of time ("2 to 13 March 2020") the end is when it was over.

    >>> read_date("Wednesday 8 th March 2023"), read_date("June 2018"), read_date("2 to 13 March 2020")
    ('2023-03-08', '2018-06', '2020-03-13')
    """
    found = [
        (match.start(), _iso(match.group(3), match.group(2), match.group(1))) for match in FULL_DATE.finditer(text)
    ]
    found += [(match.start(), _numeric(*match.groups())) for match in NUMERIC_DATE.finditer(text)]
    days = [date for _, date in sorted(found) if date]
    if days:
        return days[-1]
    months = [f"{year}-{_month_number(month):02d}" for month, year in MONTH_YEAR.findall(text)]
    return months[-1] if months else None


def is_iso_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day in the ISO form.

    >>> is_iso_date("2023-03"), is_iso_date("March 2023")
    (True, False)
    """
    return ISO_DATE.fullmatch(text) is not None


def _iso(year: str, month: str, day: str) -> str | None:
    digits = int(re.sub(r"\D", "", day))
    return f"{year}-{_month_number(month):02d}-{digits:02d}" if 1 <= digits <= 31 else None  # noqa: PLR2004 - days


def _numeric(day: str, month: str, year: str) -> str | None:
    return f"{year}-{int(month):02d}-{int(day):02d}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else None  # noqa: PLR2004 - months and days


def _month_number(name: str) -> int:
    return MONTHS.index(name.capitalize()) + 1
