"""Run the command `export`: write a take-away document, or a coded extract, into a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError
from ui.commands.library import DONE, print_results
from ui.documents.briefing import BriefingWanted
from ui.documents.extract import ExtractWanted
from ui.documents.from_tray import briefing_from_tray, enquiries_from_tray, extract_from_tray
from ui.documents.writing import FORMATS, write, write_briefing, write_enquiries, write_extract
from ui.library import limits

if TYPE_CHECKING:
    import argparse

    from ui.documents.writing import Made
    from ui.services import Services

ENDINGS = {".markdown": "md", ".htm": "html"}


def export(given: argparse.Namespace, services: Services) -> int:
    """Write the document that is asked for.

    Raises:
        InputError: its format, its theme or its council is not named, or the file cannot be written.
    """
    path = Path(given.output).expanduser()
    to = given.to or _format_of(path)
    date = limits.iso_date(given.date)
    if to not in FORMATS[given.what]:
        raise InputError(
            f"{WHAT[given.what]} cannot be written as “{to}”.",
            remedy=f"Choose --to {' or --to '.join(FORMATS[given.what])}.",
        )
    makers = MAKERS if given.tray is None else FROM_TRAY
    made = makers[given.what](path, given, services, to, date)
    written = [str(path), *(str(path.parent / name) for name in made.beside)]
    as_json = {"what": given.what, "format": to, "files": written, "quotations": made.quotations}
    as_json |= {"left_out": made.left_out} if given.tray is not None else {}
    print_results(as_json, f"Written: {', '.join(written)} ({made.told}).\n", given)
    return DONE


def _briefing(path: Path, given: argparse.Namespace, services: Services, to: str, date: str | None) -> Made:
    if given.theme is None:
        raise InputError(
            "A briefing is about a theme.", remedy="Name one: --theme THEME (readacross themes lists them)"
        )
    where = limits.where_of(given, services)
    wanted = BriefingWanted(
        theme=given.theme,
        councils=where.councils,
        where=where,
        question=given.question,
        date=date,
        per_council=given.per_council,
    )
    return write_briefing(path, services, wanted, to=to)


def _enquiries(path: Path, given: argparse.Namespace, services: Services, to: str, date: str | None) -> Made:
    if len(given.council) != 1:
        raise InputError("Lines of enquiry are for one council.", remedy="Name it: --council COUNCIL")
    return write_enquiries(path, services, given.council[0], _as_of(given, date), to=to)


def _extract(path: Path, given: argparse.Namespace, services: Services, to: str, date: str | None) -> Made:
    wanted = ExtractWanted(where=limits.where_of(given, services), theme=given.theme, date=date)
    return write_extract(path, services, wanted, to=to)


def _tray_briefing(path: Path, given: argparse.Namespace, services: Services, to: str, date: str | None) -> Made:
    _refuse_limits(given)
    return write(path, lambda: briefing_from_tray(services, given.tray, question=given.question, date=date, to=to))


def _tray_enquiries(path: Path, given: argparse.Namespace, services: Services, to: str, date: str | None) -> Made:
    _refuse_limits(given)
    as_of = _as_of(given, date)
    return write(path, lambda: enquiries_from_tray(services, given.tray, as_of, to=to))


def _tray_extract(path: Path, given: argparse.Namespace, services: Services, to: str, date: str | None) -> Made:
    _refuse_limits(given)
    return write(path, lambda: extract_from_tray(services, given.tray, date=date, to=to))


def _refuse_limits(given: argparse.Namespace) -> None:
    """Refuse what would limit a tray: its document holds what it holds."""
    limiting = {
        "--theme": given.theme,
        "--council": given.council,
        "--paper": given.paper,
        "--kind": given.kind,
        "--from": given.date_from,
        "--until": given.date_to,
        "--per-council": given.per_council,
    }
    named = [name for name, value in limiting.items() if value]
    if named:
        raise InputError(
            "A document of a tray holds just what is pinned to it.", remedy=f"Leave {' and '.join(named)} away."
        )


def _as_of(given: argparse.Namespace, date: str | None) -> str:
    return limits.iso_date(given.as_of) or date or datetime.now(UTC).date().isoformat()


def _format_of(path: Path) -> str:
    ending = path.suffix.casefold()
    return ENDINGS.get(ending, ending.removeprefix("."))


WHAT = {"briefing": "A briefing", "enquiries": "Lines of enquiry", "extract": "A coded extract"}
MAKERS = {"briefing": _briefing, "enquiries": _enquiries, "extract": _extract}
FROM_TRAY = {"briefing": _tray_briefing, "enquiries": _tray_enquiries, "extract": _tray_extract}
