"""Run the command's subcommands, one function each, named as they are typed."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError, NothingAddedError, NothingToReadError, UnknownNameError
from corpus.types import PaperKind
from indexer.build import Corrections
from indexer.store import PassageKind, Where
from ui.library import limits
from ui.library.adding import add_files, files_at
from ui.library.knowledge import digests
from ui.services import Services
from ui.settings import hides_names, library_folder
from ui.shapes import answers as shapes
from ui.terminal import answers as tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from starlette.routing import BaseRoute

    from search.evaluate import Ranked
    from ui.page.app import PageServices

DONE = 0
RUNS = Path("evaluation", "results", "judged.jsonl")  # of the checkout that the command runs in


def add(given: argparse.Namespace) -> int:
    """Add files, folders and the demonstration papers."""
    paths, refused = files_at(given.paths)
    if given.demonstration:
        paths += digests()
    if not given.paths and not given.demonstration:
        raise NothingToReadError("")
    report = add_files(services_of(given), paths, _corrections(given), refused)
    print_results(report.as_json(), tell.reading_report(report), given)
    if not report.added and not report.unchanged:
        raise NothingAddedError(len(report.refused))
    return DONE


def remove(given: argparse.Namespace) -> int:
    """Take papers out. Nothing is removed unless every name is known."""
    services = services_of(given)
    papers = [services.paper_called(name) for name in given.papers]
    for paper in {paper.id: paper for paper in papers}.values():
        services.remove(paper.id)
    print_results({"removed": [shapes.paper_json(paper) for paper in papers]}, tell.removed(papers), given)
    return DONE


def correct(given: argparse.Namespace) -> int:
    """Correct what was recognised of a paper."""
    services = services_of(given)
    paper = services.correct(services.paper_called(given.paper).id, _corrections(given))
    print_results(shapes.paper_json(paper), tell.papers([paper], {}, reasons=True), given)
    return DONE


def papers(given: argparse.Namespace) -> int:
    """List papers."""
    services = services_of(given)
    listed, inspections = services.all_papers(), services.inspections()
    as_json = [shapes.listed_paper_json(paper, inspections.get(paper.id)) for paper in listed]
    print_results(as_json, tell.papers(listed, inspections, reasons=given.reasons), given)
    return DONE


def passages(given: argparse.Namespace) -> int:
    """List passages, of every kind unless some are named."""
    from search.limits import on_subject
    from ui.library.asking import mark
    from ui.library.coding import decisions

    services = services_of(given)
    alike = limits.alike_of(given, services)
    where = limits.with_alike(limits.where_of(given, services), alike)
    if not where.kinds:
        where = _with_kinds(where)
    theme = limits.theme_of(given, services)
    if theme is not None:
        mark(services)
    with services.store.viewing() as view:
        where = on_subject(where, theme, limits.statuses_of(given), view, decisions(services))
        found = view.passages(where)
    sys.stderr.write(limits.alike_told(alike))
    print_results([shapes.passage_json(item, services.themes) for item in found], tell.passages(found), given)
    return DONE


def actions(given: argparse.Namespace) -> int:
    """List the actions of plans."""
    from indexer.records import Status
    from search.actions import ActionsWanted, chosen, themes_of_action
    from search.themes import theme_called
    from ui.shapes import plans as plan_shapes
    from ui.terminal import plans as tell_plans

    services = services_of(given)
    wanted = ActionsWanted(
        statuses=tuple(None if name == "none" else Status(name) for name in given.status),
        due_before=limits.iso_date(given.due_before),
        lead=given.lead,
    )
    found = chosen(services.actions(_plans_where(given, services)), wanted)
    if given.theme is not None:
        theme = theme_called(given.theme, services.themes)
        found = [item for item in found if themes_of_action(item.action, [theme])]
    print_results([plan_shapes.action_json(item, services.themes) for item in found], tell_plans.actions(found), given)
    return DONE


def measures(given: argparse.Namespace) -> int:
    """List the measures of plans."""
    from ui.shapes import plans as plan_shapes
    from ui.terminal import plans as tell_plans

    services = services_of(given)
    found = services.measures(_plans_where(given, services))
    print_results([plan_shapes.measure_json(item) for item in found], tell_plans.measures(found), given)
    return DONE


def text(given: argparse.Namespace) -> int:
    """Print a paper's text exactly as decoded."""
    services = services_of(given)
    sys.stdout.buffer.write(services.text(services.paper_called(given.paper).id).encode("utf-8"))
    return DONE


def evaluate(given: argparse.Namespace) -> int:
    """Measure on judged questions how well passages are found."""
    from search.answers import Request
    from search.evaluate import RECALL_DEPTH, ranked_of
    from search.evaluate import evaluate as evaluated
    from search.judged import read_judged_set
    from search.runs import last_run, record_run, run_of, since

    if given.record and not RUNS.parents[1].is_dir():
        raise InputError("There is no folder evaluation here.", remedy="Go to the project's checkout to --record.")
    judged = read_judged_set(Path(given.judged))
    with _judged_papers(given, judged.files) as services:

        def ask(question: str) -> Ranked:
            return ranked_of(services.search(Request(question=question, limit=RECALL_DEPTH)))

        measured = evaluated(judged, ask)
        encoder = services.encoder.card.fingerprint
    changed = since(last_run(RUNS, judged.sha256), measured)
    run = run_of(measured, judged, encoder=encoder, date=datetime.now(UTC).isoformat(timespec="seconds"))
    print_results({**run, "since": changed and changed.as_json()}, tell.evaluation(measured, changed), given)
    if given.record:
        record_run(RUNS, run)
    return DONE


def reindex(given: argparse.Namespace) -> int:
    """Read all papers again and make their vectors anew."""
    from ui.library.adding import read_again

    services = services_of(given)
    reread = read_again(services)
    print_results({"read_again": [shapes.paper_json(paper) for paper in reread]}, tell.read_again(reread), given)
    return DONE


def doctor(given: argparse.Namespace) -> int:
    """Check the installation and the library."""
    from ui.commands.doctor import examine

    findings = examine(services_of(given))
    print_results([finding.as_json() for finding in findings], tell.findings(findings), given)
    return max((finding.exit_code for finding in findings), default=DONE)


def serve(given: argparse.Namespace) -> int:
    """Open the web page; a library that is new gets our demonstration papers."""
    from ui.server.listening import THIS_MACHINE, listening_at

    auth = _auth(given.auth)
    if given.host not in THIS_MACHINE and not auth:
        sys.stderr.write(
            "Whoever reaches this machine can open the page, and add and remove papers. "
            "To let in only people with a name and a password: --auth FILE\n"
        )
    listening_at(given.host, given.port).close()
    if given.mcp:
        from ui.server.assistants import check_installed

        check_installed()
    from ui.page.app import build_app, launch
    from ui.routes.library import reading_routes

    services = services_of(given)
    if services.is_new:
        sys.stderr.write("A new library: adding our five demonstration papers.\n")
        add_files(services, digests(), Corrections())
    seen = services.with_names_hidden() if hides_names() else services
    page = build_app(seen)
    services.warm_up()
    tools = _tools(seen, auth) if given.mcp else None
    launch(page, host=given.host, port=given.port, auth=auth, routes=reading_routes(seen), tools=tools)
    return DONE


def _tools(services: PageServices, auth: list[tuple[str, str]]) -> BaseRoute:
    """Return where assistants find tools over these services."""
    from ui.server.api import questions
    from ui.server.assistants import tools_route

    return tools_route(questions(services), auth=auth)


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


@contextmanager
def _judged_papers(given: argparse.Namespace, files: set[str]) -> Iterator[Services]:
    """Open a library that holds the judged papers: a passing one of those named, else the usual one."""
    with TemporaryDirectory(prefix="readacross-") as passing:
        services = Services(Path(passing, "library")) if given.papers else services_of(given)
        if given.papers:
            paths, refused = files_at([given.papers])
            add_files(services, paths, Corrections(), refused)
        missing = sorted(files - {paper.file for paper in services.papers()})
        if missing:
            raise InputError(
                f"{len(missing)} of the {len(files)} judged papers are not here, such as {missing[0]}.",
                remedy="Name the folder that holds them: --papers FOLDER",
            )
        yield services


def services_of(given: argparse.Namespace) -> Services:
    """Return the library that a command is about."""
    return Services(given.library or library_folder(None))


def _corrections(given: argparse.Namespace) -> Corrections:
    limits.iso_date(given.date)
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


def _plans_where(given: argparse.Namespace, services: Services) -> Where:
    return Where(
        councils=tuple(services.council_called(name) for name in given.council),
        papers=tuple(services.paper_called(name).id for name in given.paper),
    )


def _with_kinds(where: Where) -> Where:
    from dataclasses import replace

    return replace(where, kinds=tuple(PassageKind))


def print_results(as_json: Any, as_text: str, given: argparse.Namespace) -> None:
    """Print results as JSON or in words, as is asked for."""
    sys.stdout.write(json.dumps(as_json, ensure_ascii=False, indent=1) + "\n" if given.json else as_text)
