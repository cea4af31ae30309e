"""The same plan gives the same records, however a council lays it out and in whatever format it is published."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from indexer.records import Status
from tests.indexer.plan_layouts import FORMATS, LAYOUTS, MERGED, Layout, as_text
from tests.indexer.plans import RULES, actions_of, document_of

if TYPE_CHECKING:
    from indexer.records import Action

OF_THE_FILE = {"id", "document_id", "lines", "inherited_lines", "passage_ids", "page"}


def read_as(name: str, layout: Layout) -> list[dict[str, Any]]:
    """Return the records of a layout in one format, without what is the file's and not the plan's."""
    document = document_of(FORMATS[name](layout), file=name)
    actions = actions_of(document, (), RULES)
    return [{key: value for key, value in asdict(action).items() if key not in OF_THE_FILE} for action in actions]


def brief(action: Action) -> tuple[object, ...]:
    milestones = [(milestone.due, milestone.status) for milestone in action.milestones]
    return action.ref, action.outcome_ref, action.action.split()[0], action.lead, milestones


def test_a_plan_with_merged_outcomes_and_brag_words_is_read():
    actions = actions_of(document_of(as_text(MERGED)), (), RULES)

    assert [brief(action) for action in actions] == [
        ("1.1.1", "1.1", "Offer", "Head of Early Help", [("2031-05", Status.ON_TRACK)]),
        (
            "1.1.2",
            "1.1",
            "Interview",
            "Head of Service",
            [("2031-06", Status.COMPLETE), ("2031-07", Status.SOME_ISSUES), ("2032-03", Status.OFF_TRACK)],
        ),
        ("1.2.1", "1.2", "Recruit", "Director of Homes", [("2031-08", Status.SOME_ISSUES)]),
        ("1.2.2", "1.2", "Agree", "Commissioning Manager", [("2031-09", Status.ON_TRACK)]),
    ]
    assert {action.priority for action in actions} == {"Priority 1 – A stable workforce"}


def test_a_plan_of_tasks_with_the_date_before_the_lead_is_read():
    actions = actions_of(document_of(as_text(LAYOUTS["tasks"])), (), RULES)

    assert [brief(action) for action in actions] == [
        ("2a", None, "Write", "Principal Social Worker", [("2031-04", Status.COMPLETE)]),
        ("2b", None, "Audit", "Quality Manager", [("2031-05", Status.ON_TRACK), ("2031-11", None)]),
        ("2c", None, "Train", "Head of Learning", [("2031-10", Status.SOME_ISSUES)]),
    ]
    assert actions[1].milestones[1].status_raw == "Not started"
    assert [action.others for action in actions] == [(("Budget line", "K7"),), (), (("Budget line", "K9"),)]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "plan.txt"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_format_gives_the_same_records(name: str, layout: str):
    assert read_as(name, LAYOUTS[layout]) == read_as("plan.txt", LAYOUTS[layout])


@pytest.mark.parametrize("name", ["ruled.pdf", "unruled.pdf"])
def test_an_action_in_a_pdf_has_the_page_that_it_begins_on(name: str):
    actions = actions_of(document_of(FORMATS[name](MERGED), file=name), (), RULES)

    assert [(action.ref, action.page) for action in actions] == [("1.1.1", 1), ("1.1.2", 1), ("1.2.1", 2), ("1.2.2", 2)]
