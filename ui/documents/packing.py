"""Pack files so that the same content gives the same bytes, whenever and wherever it is done."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAKER = "Readacross"
NO_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 - what zip files take for no date; office files bear dates without zones


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file with these entries, in order, none of which bears a time or the system that made it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (NO_DATE.year, NO_DATE.month, NO_DATE.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return made.getvalue()


def repacked(data: bytes) -> bytes:
    """Return a zip file with the same entries, packed as by `packed`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def moment(date: str | None) -> datetime:
    """Return the first moment of an ISO date of any precision, as office files bear it.

    >>> moment("2018-06"), moment(None)
    (datetime.datetime(2018, 6, 1, 0, 0), datetime.datetime(1980, 1, 1, 0, 0))
    """
    if date is None:
        return NO_DATE
    year, month, day = [*map(int, date.split("-")), 1, 1][:3]
    return datetime(year, month, day)  # noqa: DTZ001 - as above
