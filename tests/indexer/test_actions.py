"""How the rows of an action plan become actions: on small plans of our invention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.plans.plan import plan_of
from indexer.plans.rules import read_plan_rules
from indexer.records import Milestone, Status, Target
from indexer.store import PassageKind
from tests.indexer.plans import (
    OUR_FILE,
    RULES,
    actions_in,
    document_of,
    rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Document
    from indexer.store import Passage

HEAD = "Outcome|Ref|Objective|Action|How will we know|Lead|Category|RAG|By when|Output"
FIRST = (
    "1.1 Stable staff.|1.1.1|Staff stay.|Offer coaching.|Fewer leave.|Head of Service|Practice|Green|May 2031|A coach."
)


def plan(*body: str, before: str = "Priority 1 – Staff\n\n") -> str:
    return before + rows(HEAD, *body)


# --- rows --------------------------------------------------------------------------------------------------------


def test_a_row_is_an_action_with_its_milestone():
    (action,) = actions_in(plan(FIRST))

    assert (action.priority, action.outcome_ref, action.outcome) == ("Priority 1 – Staff", "1.1", "1.1 Stable staff.")
    assert (action.ref, action.ref_inferred, action.objective) == ("1.1.1", False, "Staff stay.")
    assert (action.action, action.success_criteria, action.lead) == (
        "Offer coaching.",
        "Fewer leave.",
        "Head of Service",
    )
    assert action.strengthening == ("Practice",)
    assert action.milestones == (Milestone("2031-05", "May 2031", Status.ON_TRACK, "Green", "A coach.", "Practice"),)
    assert (action.repairs, action.missing) == ((), ())


def test_a_row_without_action_is_a_further_milestone():
    (action,) = actions_in(plan(FIRST, "||||||| Amber|June 2031|Two coaches."))

    assert [(m.due, m.status, m.output) for m in action.milestones] == [
        ("2031-05", Status.ON_TRACK, "A coach."),
        ("2031-06", Status.SOME_ISSUES, "Two coaches."),
    ]
    assert len(action.lines) == 2


def test_a_row_without_reference_goes_on_with_the_objective_above():
    actions = actions_in(plan(FIRST, "|||Hold exit interviews.|Reasons are known.||||July 2031|"))

    assert [(action.ref, action.objective, action.action) for action in actions] == [
        ("1.1.1", "Staff stay.", "Offer coaching."),
        ("1.1.1", "Staff stay.", "Hold exit interviews."),
    ]
    assert actions[1].inherited_lines == actions[0].lines


def test_a_repeated_head_resets_nothing():
    (action,) = actions_in(plan(FIRST, HEAD, "||||||| Amber|June 2031|Two coaches."))

    assert [milestone.due for milestone in action.milestones] == ["2031-05", "2031-06"]


def test_another_priority_inherits_nothing():
    text = plan(FIRST) + "\nPriority 2 – Homes\n\n" + rows(HEAD, "|||Find homes.||||Green|May 2031|")

    actions = actions_in(text)

    assert [(a.priority, a.ref, a.objective) for a in actions] == [
        ("Priority 1 – Staff", "1.1.1", "Staff stay."),
        ("Priority 2 – Homes", None, ""),
    ]


def test_a_status_that_is_only_a_colour_is_null():
    (action,) = actions_in(plan(FIRST.replace("Green", "")))

    assert (action.milestones[0].status, action.milestones[0].status_raw, action.status) == (None, "", None)


def test_a_blank_category_is_null_and_not_guessed():
    (action,) = actions_in(plan(FIRST.replace("Practice", "")))

    assert (action.strengthening, action.milestones[0].strengthening) == ((), None)


def test_cells_under_unknown_headings_are_kept_with_them():
    text = rows("Ref|Action|Owner|Status|Due|Budget code", "1|Hire a coach.|Head of Service|Red|May 2031|K7")

    (action,) = actions_in(text)

    assert (action.others, action.status) == ((("Budget code", "K7"),), Status.OFF_TRACK)


# --- cells cut over rows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        ("Offer coaching and", "Supervision to all.", "Offer coaching and Supervision to all."),
        ("Offer coaching to the", "whole service.", "Offer coaching to the whole service."),
        ("Offer coaching in Cared For", "Children teams.", "Offer coaching in Cared For Children teams."),
        ("Offer coaching in all of our", "in all of our teams.", "Offer coaching in all of our teams."),
        ("Offer re-", "training.", "Offer re-training."),
    ],
)
def test_an_action_cut_over_two_rows_is_one(upper: str, lower: str, joined: str):
    others = ["|||Hold exit interviews.||||Green|May 2031|", "|||Ask leavers.||||Green|May 2031|"]

    actions = actions_in(plan(FIRST.replace("Offer coaching.", upper), f"|||{lower}||||Green|June 2031|", *others))

    assert [action.action for action in actions] == [joined, "Hold exit interviews.", "Ask leavers."]
    assert "action: joined over a row" in actions[0].repairs


def test_a_whole_action_is_not_joined_to_one_without_a_full_stop():
    second = "|||Hold exit interviews.|Reasons are known.|||Green|June 2031|"

    actions = actions_in(plan(FIRST.replace("Offer coaching.", "Offer coaching"), second))

    assert [action.action for action in actions] == ["Offer coaching", "Hold exit interviews."]


def test_a_cut_lead_is_joined_when_it_is_printed_whole_elsewhere():
    cut = FIRST.replace("Head of Service", "Head of Early")
    whole = "|||Hold exit interviews.|All asked.|Head of Early Help||Green|May 2031|"

    actions = actions_in(plan(cut, "|||||Help||Green|June 2031|", whole))

    assert [action.lead for action in actions] == ["Head of Early Help", "Head of Early Help"]


def test_a_further_lead_stands_on_its_own_line():
    (action,) = actions_in(plan(FIRST, "|||||All partners||Green|June 2031|"))

    assert action.lead == "Head of Service\nAll partners"


def test_an_objective_cut_over_rows_is_whole_for_all_its_actions():
    first = FIRST.replace("Staff stay.", "Staff stay and")

    actions = actions_in(plan(first, "||learn together.|Hold exit interviews.|All asked.|||Green|May 2031|"))

    assert [action.objective for action in actions] == ["Staff stay and learn together."] * 2


# --- shifted rows ------------------------------------------------------------------------------------------------


def test_a_row_shifted_to_the_left_is_put_back():
    shifted = "||Hold exit interviews.|Reasons are known.|Head of HR|Practice|Amber|July 2031|A report.|"

    actions = actions_in(plan(FIRST, shifted))

    assert (actions[1].action, actions[1].success_criteria, actions[1].lead) == (
        "Hold exit interviews.",
        "Reasons are known.",
        "Head of HR",
    )
    assert actions[1].milestones == (
        Milestone("2031-07", "July 2031", Status.SOME_ISSUES, "Amber", "A report.", "Practice"),
    )
    assert "shifted 1 column to the left in the source; put back" in actions[1].repairs


def test_a_shifted_row_keeps_the_numbered_outcome_and_the_reference_in_their_places():
    shifted = (
        "1.2 Skilled staff.|Staff learn.|Offer courses.|All attend.|Head of HR|Practice|Amber|July 2031|A course.|"
    )
    following = "|1.2.2|Staff teach.|Offer posts.|Many apply.|Head of HR|Practice|Amber|July 2031|A post."

    actions = actions_in(plan(FIRST, shifted, following))

    assert [(a.outcome_ref, a.ref, a.ref_inferred, a.objective, a.action) for a in actions[1:]] == [
        ("1.2", "1.2.1", True, "Staff learn.", "Offer courses."),
        ("1.2", "1.2.2", False, "Staff teach.", "Offer posts."),
    ]


def test_a_row_shifted_to_the_right_by_a_garbled_cell_loses_that_cell():
    row = (
        "|1.1.2|To hold all leavers back.|hold all leavers interviews. ask|Hold interviews. Ask all.|Known.|Head of HR|"
        "Practice|Amber|July 2031|A report."
    )

    actions = actions_in(plan(FIRST, row))

    assert (actions[1].objective, actions[1].action, actions[1].success_criteria, actions[1].lead) == (
        "To hold all leavers back.",
        "Hold interviews. Ask all.",
        "Known.",
        "Head of HR",
    )


def test_a_row_of_few_cells_shifted_by_two_is_put_back():
    (action,) = actions_in(plan(FIRST, "||||||||Practice|Amber|July 2031|"))

    assert action.milestones[1] == Milestone("2031-07", "July 2031", Status.SOME_ISSUES, "Amber", "", "Practice")


def test_a_word_of_status_in_another_cell_shifts_nothing():
    (action,) = actions_in(plan(FIRST.replace("|Green|May 2031|A coach.", "||May 2031|Complete")))

    assert action.milestones == (Milestone("2031-05", "May 2031", None, "", "Complete", "Practice"),)


# --- references --------------------------------------------------------------------------------------------------


def test_a_reference_lost_with_a_damaged_objective_is_inferred_where_its_neighbours_leave_one_number():
    damaged = "||and that sup-|Use the survey.|It is used.|||Green|May 2031|"
    next_outcome = FIRST.replace("1.1 Stable", "1.2 Able").replace("1.1.1", "1.2.1")

    actions = actions_in(plan(FIRST, damaged, next_outcome))

    assert [(action.ref, action.ref_inferred) for action in actions] == [
        ("1.1.1", False),
        ("1.1.2", True),
        ("1.2.1", False),
    ]
    assert actions[1].missing == ("objective: beginning", "objective: end")


def test_no_reference_is_inferred_when_the_next_one_follows_without_a_gap():
    damaged = "||and that sup-|Use the survey.|It is used.|||Green|May 2031|"
    following = "|1.1.2|Staff learn.|Offer courses.|All attend.|||Green|May 2031|"

    actions = actions_in(plan(FIRST, damaged, following))

    assert [(action.ref, action.ref_inferred) for action in actions] == [
        ("1.1.1", False),
        ("1.1.1", False),
        ("1.1.2", False),
    ]


def test_look_alike_letters_are_folded_for_recognising():
    text = rows("Rеf|Асtion|Owner|Status|Due", "1|Hire a coach.|Head of Service|Соmplete|May 2031")

    (action,) = actions_in(text)

    assert (action.milestones[0].status, action.milestones[0].status_raw) == (Status.COMPLETE, "Соmplete")


# --- several values in a cell ------------------------------------------------------------------------------------


def test_as_many_statuses_as_dates_are_divided_in_order():
    row = FIRST.replace("|Green|May 2031|A coach.", "|Green Amber|May 2031 June 2031|A coach. A course.")

    (action,) = actions_in(plan(row))

    assert [(m.due, m.status, m.output) for m in action.milestones] == [
        ("2031-05", Status.ON_TRACK, "A coach."),
        ("2031-06", Status.SOME_ISSUES, "A course."),
    ]


def test_more_dates_than_statuses_stay_as_printed():
    (action,) = actions_in(plan(FIRST.replace("May 2031", "May 2031 June 2031")))

    assert action.milestones == (
        Milestone(None, "May 2031 June 2031", Status.ON_TRACK, "Green", "A coach.", "Practice"),
    )


def test_targets_are_read_from_outputs_with_the_group_that_the_action_names():
    row = FIRST.replace("Offer coaching.", "Fill vacant posts in Early Help.").replace(
        "A coach.", "Posts are filled. Target 85% Team Managers by October 2031 Target 7.5 days sickness"
    )

    (action,) = actions_in(plan(row))

    assert action.targets == (
        Target("Early Help", "Team Managers", 85.0, "%", "2031-10"),
        Target("Early Help", "Sickness", 7.5, "days", None),
    )


def test_a_lone_mark_is_dropped_and_said_so():
    (action,) = actions_in(plan(FIRST, "||||·|||Amber|June 2031|"))

    assert (action.success_criteria, action.repairs) == ("Fewer leave.", ("dropped a cell of nothing but “·”",))


def test_an_action_whose_text_is_lost_is_kept_and_marked():
    actions = actions_in(
        plan(FIRST, "1.2 Able staff.|1.2.1|||All attend.|Head of HR|Practice|Green|May 2031|A course.")
    )

    assert (actions[1].action, actions[1].objective, actions[1].missing) == ("", "", ("objective", "action"))


# --- how an action stands ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        (["Complete", "Blue"], Status.COMPLETE),
        (["Complete", ""], Status.COMPLETE),
        (["Complete", "Green"], Status.ON_TRACK),
        (["Amber", "Green"], Status.SOME_ISSUES),
        (["Red", "Complete"], Status.OFF_TRACK),
        (["Not started", ""], None),
    ],
)
def test_an_action_stands_as_its_worst_milestone_and_is_complete_when_all_are(
    printed: list[str], status: Status | None
):
    first, second = printed

    (action,) = actions_in(plan(FIRST.replace("Green", first), f"|||||||{second}|June 2031|More."))

    assert action.status is status


# --- the library's own file --------------------------------------------------------------------------------------


def test_a_librarys_own_file_adds_headings_and_moves_words():
    own = '[columns]\naction = ["pledge"]\n[statuses]\ncomplete = ["green"]\non_track = ["under way"]\n'
    text = rows("No|Pledge|Owner|Status|Due", "1|Hire.|Head|Green|May 2031", "2|Teach.|Head|Under way|May 2031")

    assert actions_in(text) == ()
    assert [action.status for action in actions_in(text, own_file=own)] == [Status.COMPLETE, Status.ON_TRACK]


def test_a_status_that_there_is_none_of_is_refused():
    with pytest.raises(ValueError, match="nearly"):
        read_plan_rules(OUR_FILE, '[statuses]\nnearly = ["nearly there"]\n')


# --- passages ----------------------------------------------------------------------------------------------------


def test_the_passages_of_a_row_are_actions_under_its_reference(split: Callable[[Document], list[Passage]]):
    document = document_of(rows("Ref|Pledge|Action|Due", "1.2|Staff stay.|Hire a coach.|May 2031"))

    made = plan_of(document, split(document), RULES)

    assert [
        (passage.kind, passage.number) for passage in made.passages if passage.id in made.actions[0].passage_ids
    ] == [(PassageKind.ACTION, "1.2")]
