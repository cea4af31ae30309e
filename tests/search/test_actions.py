"""Which actions are chosen, how they are counted, and how they are cited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.records import Status
from indexer.store import FoundAction
from search.actions import ActionsWanted, RollUp, action_title, chosen, cite_action, cite_measure, roll_up

if TYPE_CHECKING:
    from ui.services import Services


@pytest.fixture(scope="module")
def found(demonstration: Services) -> list[FoundAction]:
    return demonstration.actions()


def refs(actions: list[FoundAction]) -> list[str | None]:
    return [item.action.ref for item in actions]


def test_an_action_is_counted_once_by_its_own_status(found: list[FoundAction]):
    counts = roll_up([item.action for item in found])

    assert counts == RollUp(
        actions=58,
        complete=5,
        on_track=49,
        some_issues=4,
        off_track=0,
        without_status=0,
        milestones=80,
        milestones_complete=9,
    )  # of the 9 complete milestones, 4 stand in actions that have others to come


def test_actions_are_chosen_by_the_status_of_any_milestone(found: list[FoundAction]):
    assert len(chosen(found, ActionsWanted(statuses=(Status.COMPLETE,)))) == 9
    assert refs(chosen(found, ActionsWanted(statuses=(Status.SOME_ISSUES,)))) == ["1.1.1", "1.1.1", "1.1.1", "2.2.1"]
    assert chosen(found, ActionsWanted(statuses=(Status.OFF_TRACK,))) == []


def test_status_and_date_are_asked_of_the_same_milestone(found: list[FoundAction]):
    wanted = ActionsWanted(statuses=(Status.ON_TRACK,), due_before="2023-02")

    assert chosen(found, wanted) == []
    assert len(chosen(found, replace(wanted, statuses=(Status.COMPLETE,)))) == 9


@pytest.mark.parametrize(
    ("before", "is_due"), [("2023-06", True), ("2023-05", False), ("2023-05-31", False), ("2024", True)]
)
def test_a_month_is_over_before_the_next_begins(found: list[FoundAction], before: str, is_due: bool):
    policy = next(item for item in found if item.action.lead == "Policy & Performance Service Manager")

    assert policy.action.milestones[0].due == "2023-05"
    assert ActionsWanted(due_before=before).admits(policy.action) is is_due


def test_actions_are_chosen_by_words_of_the_lead_whatever_their_case(found: list[FoundAction]):
    assert refs(chosen(found, ActionsWanted(lead="chief executive"))) == ["3.2.2", "3.2.2", "3.2.2", "4.3.4", "4.4.3"]


def test_an_action_is_cited_by_reference_and_first_sentence(found: list[FoundAction]):
    assert cite_action(found[2]) == (
        "Our digest of: Sefton Council, undated, Children's Improvement Plan Phase 2, action 1.1.1, "
        "“The council will fill vacant posts in Help & Protection”"
    )


def test_an_inferred_number_and_a_page_are_told_in_the_citation(found: list[FoundAction]):
    inferred = next(item for item in found if item.action.ref_inferred)

    cited = cite_action(FoundAction(replace(inferred.action, action="Act now.", page=7), inferred.paper))

    assert cited.endswith(", action 2.2.1 (number inferred), “Act now”, page 7")


def test_an_action_without_text_is_cited_by_its_reference_alone(found: list[FoundAction]):
    lost = next(item for item in found if not item.action.action)

    assert action_title(lost.action) == ""
    assert cite_action(lost).endswith(", action 3.2.1")


def test_a_measure_is_cited(demonstration: Services):
    assert cite_measure(demonstration.measures()[0]).endswith(
        "Phase 2, measure 1A, “Filling of Help & Protection vacancies”"
    )
