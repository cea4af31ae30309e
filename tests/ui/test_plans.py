"""What the commands `actions` and `measures` print: the JSON that scripts rely on, and the words that people read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus.errors import InputError
from indexer.store import PassageKind, Where
from ui.cli import main
from ui.services import Services
from ui.shapes.plans import action_json, measure_json
from ui.terminal import plans as tell_plans

if TYPE_CHECKING:
    from pathlib import Path

FIXED = (
    "id ref ref_inferred priority outcome_ref outcome objective action success_criteria lead strengthening milestones "
    "targets repairs themes citation passage_ids paper"
).split()


def test_an_action_has_the_fields_that_scripts_rely_on(demonstration: Services):
    shape = action_json(demonstration.actions()[2], demonstration.themes)

    assert set(FIXED) <= set(shape)
    assert (shape["ref"], shape["priority"], shape["strengthening"]) == (
        "1.1.1",
        "Priority 1 – Improving Quality",
        "Enablers & Resources",
    )
    assert shape["milestones"][1] == {
        "due": "2024-02",
        "due_raw": "February 2024",
        "status": "some_issues",
        "status_raw": "Some issues",
        "output": "Help & Protection will have lower staff turnover and a lower vacancy rate.",
        "strengthening": None,
    }
    assert shape["targets"] == [
        {"group": "Help & Protection", "measure": "Team Managers", "value": 85, "unit": "%", "due": "2023-10"},
        {"group": "Help & Protection", "measure": "Social Workers", "value": 70, "unit": "%", "due": "2023-10"},
    ]


def test_blank_cells_are_null(demonstration: Services):
    lost = next(item for item in demonstration.actions() if not item.action.action)
    shape = action_json(lost, demonstration.themes)

    assert (shape["action"], shape["objective"], shape["missing"]) == (None, None, ["objective", "action"])


def test_actuals_that_are_not_published_are_null(demonstration: Services):
    shape = measure_json(demonstration.measures()[0])

    assert shape["periods"][2] == {
        "name": "October 2023 9 months",
        "target": "85% of Team Managers\n70% of Social Workers",
        "actual": None,
    }


def test_the_passages_of_an_action_are_there_and_are_actions(demonstration: Services):
    kept = {found.passage.id: found.passage for found in demonstration.passages(Where(kinds=tuple(PassageKind)))}

    for action, _ in demonstration.actions():
        assert action.passage_ids
        for name in action.passage_ids:
            assert (kept[name].kind, kept[name].number) == (PassageKind.ACTION, action.ref)


def test_the_roll_up_says_how_many_are_complete_and_how_that_is_counted(demonstration: Services):
    told = tell_plans.actions(demonstration.actions())

    assert "Digest, in our words: quote the council's paper." in told
    assert told.endswith(
        "5 of 58 actions complete (9 of 80 milestones); 49 on track; 4 with some issues.\n"
        "An action counts as complete when all its milestones that have a status are complete, "
        "and else by the worst of the others.\n"
    )


def test_measures_without_actuals_are_told_as_such(demonstration: Services):
    assert tell_plans.measures(demonstration.measures()).endswith("16 measures; no actuals published.\n")


def test_no_actions_are_told_as_such():
    assert (tell_plans.actions([]), tell_plans.measures([])) == ("No such actions.\n", "No such measures.\n")


def test_the_command_takes_its_limits_together(demonstration: Services, capsys: pytest.CaptureFixture[str]):
    folder = str(demonstration.folder)

    code = main(["--library", folder, "actions", "--lead", "help & protection", "--status", "some_issues", "--json"])

    listed = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [item["action"].split(" in ")[1] for item in listed] == [
        "Help & Protection.",
        "Cared For and Care Experienced.",
    ]


def test_a_date_that_is_none_is_refused(demonstration: Services, capsys: pytest.CaptureFixture[str]):
    assert main(["--library", str(demonstration.folder), "actions", "--due-before", "soon"]) == 2
    assert "soon" in capsys.readouterr().err


def test_a_librarys_own_plans_file_that_cannot_be_read_is_told(tmp_path: Path):
    (tmp_path / "action_plans.toml").write_text("[statuses]\nnearly = ['nearly there']\n", encoding="utf-8")

    with pytest.raises(InputError, match="cannot be read"):
        _ = Services(tmp_path).plan_rules
