"""How stretches of days are read as papers print them."""

from __future__ import annotations

import pytest

from corpus.dates import read_period


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("4 to 15 March 2024", ("2024-03-04", "2024-03-15")),
        ("04 March 2024 to 15 March 2024", ("2024-03-04", "2024-03-15")),
        ("27 June to 1 July 2022", ("2022-06-27", "2022-07-01")),
        ("30 December to 10 January 2025", ("2024-12-30", "2025-01-10")),
        ("30 December 2024 to 10 January 2025", ("2024-12-30", "2025-01-10")),
        ("15 June 2015 – 17 June 2015", ("2015-06-15", "2015-06-17")),
        ("18 November 2014 - 10 December 2014", ("2014-11-18", "2014-12-10")),
        ("Between 8 and 12 July 2019, inspectors", ("2019-07-08", "2019-07-12")),
        ("from the 1st to the 3rd of May", None),
        ("1st to 3rd May 2020", ("2020-05-01", "2020-05-03")),
        ("31 to 31 February 2020", None),
        ("15 to 4 March 2024", None),
        ("8 March 2023", None),
        ("", None),
    ],
)
def test_a_stretch_of_days_is_read_and_what_is_unsaid_shared(printed, days):
    assert read_period(printed) == days
