"""Names hidden in plans: in every cell, wherever an action, a measure, a figure or a date of theirs is shown."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

import pytest

from corpus.types import PaperKind
from indexer.build import Corrections
from search.similar import SimilarWanted
from ui.documents.briefing import BriefingWanted
from ui.documents.extract import ExtractWanted
from ui.documents.writing import briefing, coded_extract, lines_of_enquiry
from ui.library.names_hidden import NamesHidden
from ui.library.plans_hidden import names_hidden_in
from ui.server.api import Api
from ui.services import Services
from ui.shapes.enquiries import enquiries_json
from ui.shapes.plans import action_json, measure_json

NAME = "Margaret Thompson"
PLAN = f"""# Hub improvement plan

| Ref | Objective | Action | Success criteria | Lead | Milestone | Status | Comments |
|---|---|---|---|---|---|---|---|
| 1.1 | Keep the social workers whom {NAME} hired. | Recruit six social workers with {NAME}. \
| {NAME} counts fewer agency staff. | {NAME}, Head of Hubs | March 2024 | {NAME} to say | {NAME} is late. |
| 1.2 | Keep staff. | Offer retention payments to social workers. | Vacancies fall. | Head of Hubs | May 2024 \
| On track | None. |
"""
REPORT = f"1.1 {NAME} recruited 12 social workers by May 2023, and agency staff are fewer than {NAME} had in 2022.\n"


def find_margaret(text):
    return [match.span() for match in re.finditer(NAME, text)]


@pytest.fixture(scope="module")
def services(demonstration, tmp_path_factory):
    """A plan of one council with a name in every cell, and a report of another."""
    folder = tmp_path_factory.mktemp("plans")
    services = Services(folder / "library", encoder=demonstration.encoder)
    kinds = {"plan.md": (PLAN, PaperKind.IMPROVEMENT_PLAN), "report.txt": (REPORT, PaperKind.COMMITTEE_REPORT)}
    for council, (name, (text, kind)) in zip(("Bolton", "Bury"), kinds.items(), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
        services.add(folder / name, Corrections(council=council, date="2023-05-10", kind=kind))
    return services


@pytest.fixture(scope="module")
def hidden(services):
    return NamesHidden(services, find_margaret)


def test_the_plan_holds_the_name_in_every_cell(services):
    shape = action_json(services.actions()[0], services.themes)

    for cell in ("objective", "action", "success_criteria", "lead"):
        assert NAME in shape[cell], cell
    assert shape["milestones"][0]["status_raw"] == f"{NAME} to say"
    assert shape["others"] == [{"heading": "Comments", "text": f"{NAME} is late."}]


def test_an_action_has_no_name_left_in_any_cell(hidden):
    (first, second) = [action_json(found, hidden.themes) for found in hidden.actions()]

    assert first["objective"] == "Keep the social workers whom [name hidden] hired."
    assert first["action"] == "Recruit six social workers with [name hidden]."
    assert first["success_criteria"] == "[name hidden] counts fewer agency staff."
    assert first["lead"] == "[name hidden], Head of Hubs"
    assert first["milestones"][0]["status_raw"] == "[name hidden] to say"
    assert first["milestones"][0]["due"] == "2024-03"
    assert first["others"] == [{"heading": "Comments", "text": "[name hidden] is late."}]
    assert (second["lead"], second["status"]) == ("Head of Hubs", "on_track")


def test_programs_get_no_name_by_any_question(hidden, services):
    (passage, *_) = services.actions()[0].action.passage_ids
    api = Api(hidden)

    answers = {
        "search": api.search("who recruited social workers"),
        "compare": api.compare("workforce"),
        "actions": api.actions(),
        "similar": api.similar(services.passages()[-1].passage.id),
        "similar to an action": api.similar(passage),
    }

    told = {name: json.dumps(answer) for name, answer in answers.items()}
    assert {name: NAME in text for name, text in told.items()} == dict.fromkeys(told, False)
    assert all("[name hidden]" in text for text in told.values())


def test_a_comparisons_figures_and_actions_have_no_name_left(hidden):
    columns = {column.council: column for column in hidden.compare("workforce", ()).columns}

    assert columns["Bolton"].actions[0].action.objective == "Keep the social workers whom [name hidden] hired."
    figures = columns["Bury"].figures
    assert [shown.figure.value for shown in figures] == ["12"]
    assert figures[0].quote.startswith("[name hidden] recruited 12 social workers")


def test_comparable_practice_hides_names_in_the_action_asked_about(hidden, services):
    similar = hidden.similar(services.actions()[0].action.passage_ids[0], SimilarWanted(limit=3), of=None)

    assert similar.action is not None
    assert similar.action.action.success_criteria == "[name hidden] counts fewer agency staff."


def test_lines_of_enquiry_hide_names_in_statuses_as_printed(hidden, services):
    assert NAME in json.dumps(enquiries_json(services.enquiries("Bolton", "2026-11-22")))

    told = json.dumps(enquiries_json(hidden.enquiries("Bolton", "2026-11-22")))

    assert NAME not in told
    assert "[name hidden] to say" in told


def test_a_measures_cells_have_no_name_left(demonstration):
    found = demonstration.measures()[0]
    named = found.measure.periods[0]._replace(target=f"{NAME}: 85%", actual=None)
    spoilt = found.measure.__class__(
        **{name: getattr(found.measure, name) for name in found.measure.__dataclass_fields__} | {"periods": (named,)}
    )

    shape = measure_json(found._replace(measure=names_hidden_in(spoilt, find_margaret)))

    assert shape["periods"][0] == {"name": named.name, "target": "[name hidden]: 85%", "actual": None}


@pytest.mark.parametrize("to", ["html", "md", "docx"])
def test_a_briefing_has_no_name_left(services, monkeypatch, to):
    monkeypatch.setenv("READACROSS_HIDE_NAMES", "1")

    assert NAME not in _text(briefing(services, BriefingWanted(theme="workforce"), to=to).data)


@pytest.mark.parametrize("to", ["html", "md", "docx", "xlsx"])
def test_lines_of_enquiry_to_take_away_have_no_name_left(services, monkeypatch, to):
    monkeypatch.setenv("READACROSS_HIDE_NAMES", "1")

    assert NAME not in _text(lines_of_enquiry(services, "Bolton", "2026-11-22", to=to).data)


@pytest.mark.parametrize("to", ["csv", "xlsx", "md", "qdpx"])
def test_a_coded_extract_has_no_name_left(services, monkeypatch, to):
    monkeypatch.setenv("READACROSS_HIDE_NAMES", "1")

    assert NAME not in _text(coded_extract(services, ExtractWanted(), to=to).data)


def _text(data: bytes) -> str:
    """Return all that a file says, those packed into it too."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
