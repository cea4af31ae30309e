"""Run the command's subcommands, one function each, named as they are typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.dates import is_iso_date
from corpus.errors import BadDateError, InputError, NothingAddedError, NothingToReadError, UnknownNameError
from corpus.types import PaperKind
from indexer.build import Corrections
from indexer.store import PassageKind, Where
from ui import shapes, tell
from ui.adding import add_files, files_at
from ui.services import Services, digests
from ui.settings import library_folder

if TYPE_CHECKING:
    import argparse

DONE = 0


def add(given: argparse.Namespace) -> int:
    """Add files, folders and the demonstration papers."""
    paths, refused = files_at(given.paths)
    if given.demonstration:
        paths += digests()
    if not given.paths and not given.demonstration:
        raise NothingToReadError("")
    report = add_files(_services(given), paths, _corrections(given), refused)
    _print(report.as_json(), tell.reading_report(report), given)
    if not report.added and not report.unchanged:
        raise NothingAddedError(len(report.refused))
    return DONE


def remove(given: argparse.Namespace) -> int:
    """Take papers out. Nothing is removed unless every name is known."""
    services = _services(given)
    papers = [services.paper_called(name) for name in given.papers]
    for paper in {paper.id: paper for paper in papers}.values():
        services.remove(paper.id)
    _print({"removed": [shapes.paper_json(paper) for paper in papers]}, tell.removed(papers), given)
    return DONE


def correct(given: argparse.Namespace) -> int:
    """Correct what was recognised of a paper."""
    services = _services(given)
    paper = services.correct(services.paper_called(given.paper).id, _corrections(given))
    _print(shapes.paper_json(paper), tell.papers([paper], reasons=True), given)
    return DONE


def papers(given: argparse.Namespace) -> int:
    """List papers."""
    listed = _services(given).all_papers()
    _print([shapes.paper_json(paper) for paper in listed], tell.papers(listed, reasons=given.reasons), given)
    return DONE


def passages(given: argparse.Namespace) -> int:
    """List passages, of every kind unless some are named."""
    services = _services(given)
    where = _where(given, services)
    if not where.kinds:
        where = _with_kinds(where)
    found = services.passages(where)
    _print([shapes.passage_json(item, services.themes) for item in found], tell.passages(found), given)
    return DONE


def text(given: argparse.Namespace) -> int:
    """Print a paper's text exactly as decoded."""
    services = _services(given)
    sys.stdout.buffer.write(services.text(services.paper_called(given.paper).id).encode("utf-8"))
    return DONE


def search(given: argparse.Namespace) -> int:
    """Find passages for a question."""
    from search.find import Mode, Request

    services = _services(given)
    request = Request(
        question=given.question,
        where=_where(given, services),
        mode=Mode(given.mode),
        limit=given.limit,
        per_council=given.per_council,
    )
    answer = services.search(request)
    _print(shapes.answer_json(answer, services.themes), tell.answer(answer), given)
    return DONE


def themes(given: argparse.Namespace) -> int:
    """List the themes."""
    listed = _services(given).themes
    _print([shapes.theme_json(theme) for theme in listed], tell.themes(listed), given)
    return DONE


def compare(given: argparse.Namespace) -> int:
    """Lay the evidence on a theme side by side."""
    services = _services(given)
    comparison = services.compare(given.theme, given.council, limit=given.limit)
    _print(shapes.comparison_json(comparison, services.themes), tell.comparison(comparison), given)
    return DONE


def reindex(given: argparse.Namespace) -> int:
    """Read all papers again and make their vectors anew."""
    from ui.adding import read_again

    services = _services(given)
    reread = read_again(services)
    _print({"read_again": [shapes.paper_json(paper) for paper in reread]}, tell.read_again(reread), given)
    return DONE


def doctor(given: argparse.Namespace) -> int:
    """Check the installation and the library."""
    from ui.doctor import examine

    findings = examine(_services(given))
    _print([finding.as_json() for finding in findings], tell.findings(findings), given)
    return max((finding.exit_code for finding in findings), default=DONE)


def serve(given: argparse.Namespace) -> int:
    """Open the web page; a library that is new gets our demonstration papers."""
    from ui.listening import listening_at

    auth = _auth(given.auth)
    listening_at(given.host, given.port).close()
    from ui.app import build_app, launch

    services = _services(given)
    if services.is_new:
        sys.stderr.write("A new library: adding our five demonstration papers.\n")
        add_files(services, digests(), Corrections())
    page = build_app(services)
    services.warm_up()
    launch(page, host=given.host, port=given.port, auth=auth)
    return DONE


def _auth(file: str | None) -> list[tuple[str, str]]:
    """Return the names and passwords of an auth file; none without a file."""
    if file is None:
        return []
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The file {file} cannot be read: {error}.", remedy="Check its name and place.") from error
    pairs = [tuple(line.split(":", 1)) for line in lines if line.strip()]
    if not pairs or any(len(pair) != 2 or not all(pair) for pair in pairs):  # noqa: PLR2004 - name and password
        raise InputError(
            f"The file {file} names nobody who may come in.", remedy="Write one NAME:PASSWORD a line in it."
        )
    return [(name, password) for name, password in pairs]


def _services(given: argparse.Namespace) -> Services:
    return Services(given.library or library_folder(None))


def _corrections(given: argparse.Namespace) -> Corrections:
    _date(given.date)
    if given.kind is not None and given.kind not in set(PaperKind):
        raise UnknownNameError("kind of paper", given.kind, PaperKind, list_with="readacross add --help")
    return Corrections(
        council=given.council,
        body=given.body,
        date=given.date,
        title=given.title,
        kind=given.kind,
        licence=given.licence,
    )


def _where(given: argparse.Namespace, services: Services) -> Where:
    kinds = [kind.casefold().replace("-", "_") for kind in given.kind]
    for kind, asked in zip(kinds, given.kind, strict=True):
        if kind not in set(PassageKind) and asked.casefold() not in set(PaperKind):
            raise UnknownNameError("kind", asked, [*PassageKind, *PaperKind], list_with="readacross search --help")
    return Where(
        councils=tuple(services.council_called(name) for name in given.council),
        bodies=tuple(services.body_called(name) for name in given.body),
        kinds=tuple(PassageKind(kind) for kind in kinds if kind in set(PassageKind)),
        paper_kinds=tuple(PaperKind(kind.casefold()) for kind in given.kind if kind.casefold() in set(PaperKind)),
        papers=tuple(services.paper_called(name).id for name in given.paper),
        date_from=_date(given.date_from),
        date_to=_date(given.date_to),
    )


def _with_kinds(where: Where) -> Where:
    from dataclasses import replace

    return replace(where, kinds=tuple(PassageKind))


def _date(value: str | None) -> str | None:
    if value is not None and not is_iso_date(value):
        raise BadDateError(value)
    return value


def _print(as_json: Any, as_text: str, given: argparse.Namespace) -> None:
    sys.stdout.write(json.dumps(as_json, ensure_ascii=False, indent=1) + "\n" if given.json else as_text)
