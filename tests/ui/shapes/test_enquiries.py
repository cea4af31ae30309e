"""Lines of enquiry as JSON and as text."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from corpus.types import PaperKind
from indexer.records import Status
from indexer.store import FoundAction
from search.answers import Searched
from search.enquiries.ask import enquiries
from search.enquiries.records import Enquiries, Signals, UnansweredFinding
from search.enquiries.templates import read_enquiry_templates
from search.themes import read_themes
from tests.search.enquiry_signals import a_milestone, a_paper, a_passage, an_action
from ui.shapes.enquiries import enquiries_json
from ui.terminal.enquiries import enquiries as told

ROW = "1.1.1\tOpen a home\tNot done yet, on track\tMay 2031"


@pytest.fixture(scope="module")
def made() -> Enquiries:
    plan, report = a_paper("plan", None), a_paper("inspection", "2030-03-04", kind=PaperKind.INSPECTION_REPORT)
    row, finding = a_passage(plan, ROW), a_passage(report, "The recruitment of foster carers.", number="4")
    action = an_action(paper=plan, milestones=(a_milestone("2031-05", Status.ON_TRACK),), rows=(row,))
    signals = Signals(
        papers=(plan, report),
        searched=Searched(2, 40, 1),
        actions=(FoundAction(action, plan),),
        passages={row.passage.id: row},
        unanswered=(UnansweredFinding((finding,), 1),),
    )
    data = files("search").joinpath("data")
    templates = read_enquiry_templates(data.joinpath("enquiries.toml").read_text(encoding="utf-8"))
    themes = read_themes(data.joinpath("themes.toml").read_text(encoding="utf-8"))
    return enquiries("Sefton", "2031-09", signals, templates, themes)


def test_the_json_has_the_fields_that_scripts_rely_on(made: Enquiries):
    shape = json.loads(json.dumps(enquiries_json(made)))

    assert (shape["council"], shape["as_of"]) == ("Sefton", "2031-09")
    assert shape["searched"] == {"papers": 2, "passages": 40, "unreadable_pages": 1, "undated_papers": 1}
    assert shape["statement"].startswith("Readacross retrieved published text and reached no conclusion.")
    assert [area["id"] for area in shape["areas"]] == ["in-care", "unplaced"]
    line = shape["areas"][1]["enquiries"][0]
    assert line["signal"] == "milestone_passed"
    assert line["question"].startswith("What is the position at September 2031 on action 1.1.1")
    assert line["quotations"] == [
        {
            "text": ROW,
            "citation": "Sefton Council, undated, Plan, para 1.1",
            "passage_id": "plan/1.1/100",
            "start": 100,
            "end": 100 + len(ROW),
        }
    ]
    assert line["dates"] == [
        {"what": "milestone", "date": "2031-05", "printed": "May 2031", "note": "Not done yet, on track"}
    ]
    assert set(line) == {
        *("id", "signal", "themes", "question", "quotations", "gap", "evidence_to_ask_for", "dates"),
    }


def test_the_text_can_be_read_at_a_terminal(made: Enquiries):
    lines = told(made).splitlines()

    assert lines[0] == "Lines of enquiry: Sefton, position at September 2031"
    assert "Searched: 2 papers, 40 passages, 1 page that could not be read." in lines
    assert "The experiences and progress of children in care" in lines
    assert "1. Where do the council's plans and reports since the inspection take up what it set out here?" in lines
    assert "    “The recruitment of foster carers.”" in lines
    assert "    “1.1.1 Open a home Not done yet, on track May 2031”" in lines
    assert "    Dates: milestone May 2031 (Not done yet, on track)" in lines
    assert max(map(len, lines)) <= 100


def test_a_council_about_which_nothing_was_found_is_told_so(made: Enquiries):
    nothing = Enquiries(
        council="Leeds",
        as_of="2031",
        framework=made.framework,
        statement=made.statement,
        papers=(),
        searched=Searched(0, 0, 0),
        areas=(),
    )

    assert told(nothing).endswith("\nNo lines of enquiry: none of the signals was found in the papers searched.\n")
