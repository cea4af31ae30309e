"""Which dates are read from what papers print, and to which precision."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import MONTHS, is_iso_date, read_date

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Wednesday 8th March 2023", "2023-03-08"),
        ("8 th March 2023", "2023-03-08"),
        ("the 1st of May, 2022", "2022-05-01"),
        ("22nd JUNE 2021", "2021-06-22"),
        ("05/10/2021", "2021-10-05"),
        ("5/1/2021", "2021-01-05"),
        ("June 2018", "2018-06"),
        ("as at december, 2019", "2019-12"),
        ("2018", None),
        ("2018/19", None),
        ("Monday next", None),
        ("8 Mar 2023", None),
        ("", None),
    ],
)
def test_a_printed_date_is_read_to_the_precision_that_it_has(printed, expected):
    assert read_date(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2 to 13 March 2020", "2020-03-13"),
        ("21 February to 4 March 2022", "2022-03-04"),
        ("26 November 2018 – 7 December 2018", "2018-12-07"),
        ("26/11/2018 to 7 December 2018", "2018-12-07"),
        ("7 December 2018, revised 02/01/2019", "2019-01-02"),
        ("3 May 2019, replaced in June 2020", "2019-05-03"),
        ("April 2020 to March 2021", "2021-03"),
    ],
)
def test_of_several_dates_the_last_full_one_counts(printed, expected):
    assert read_date(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("31 February 2023", "2023-02"),
        ("45 March 2023", "2023-03"),
        ("31/02/2023", None),
        ("13/13/2023", None),
        ("00/01/2023", None),
        ("3 April 2020 and 31 June 2021", "2020-04-03"),
        ("1 Aprıl 2023", None),
    ],
)
def test_a_day_that_no_calendar_has_is_not_believed(printed, expected):
    assert read_date(printed) == expected


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("2023", True),
        ("2023-03", True),
        ("2023-03-08", True),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2023-13", False),
        ("2023-00", False),
        ("2023-3-8", False),
        ("23-03-08", False),
        ("2023-03-08T10:00", False),
        (" 2023", False),
        ("٢٠٢٣", False),
        ("March 2023", False),
        ("", False),
    ],
)
def test_an_iso_date_is_a_year_a_month_or_a_day_of_the_calendar(text, is_date):
    assert is_iso_date(text) is is_date


@given(DAYS, st.sampled_from(["{0.day} {1} {0.year}", "{0.day}th of {1} {0.year}", "{0.day:02}/{0.month:02}/{0.year}"]))
def test_every_day_is_read_in_every_form(day, form):
    printed = form.format(day, MONTHS[day.month - 1])

    assert read_date(f"Meeting on {printed} at 6.30 pm") == day.isoformat()


@given(st.integers(1, 12), st.integers(1990, 2099))
def test_every_month_is_read(month, year):
    assert read_date(f"{MONTHS[month - 1]} {year}") == f"{year}-{month:02d}"


@given(st.lists(st.sampled_from([*MONTHS, "31", "30", "2023", "1", "to", "/", "٣", "٢٠٢٣", "th", "12/12/2020", "ſ"])))
def test_whatever_is_printed_gives_an_iso_date_or_none(words):
    found = read_date(" ".join(words))

    assert found is None or is_iso_date(found)
