"""What the command `changes` prints: the JSON that scripts rely on, and the words that people read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from search.changes import Changes, changes
from search.keyness import Texts, keyness
from search.themes import theme_called
from search.timeline import timeline
from tests.search.plan_versions import library_of, two_versions
from ui.shapes.changes import changes_json, keyness_json, timeline_json
from ui.terminal import changes as tell_changes

if TYPE_CHECKING:
    from ui.services import Services
    from ui.shapes.answers import Json


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, demonstration: Services) -> tuple[Services, dict[str, Changes]]:
    services, ids = library_of(tmp_path_factory.mktemp("versions"), demonstration.encoder, two_versions())
    with services.store.viewing() as view:
        return services, {
            "plan": changes(ids["plan-1.txt"], ids["plan-2.txt"], view),
            "report": changes(ids["report-1.md"], ids["report-2.md"], view),
            "itself": changes(ids["report-1.md"], ids["report-1.md"], view),
            "back": changes(ids["plan-2.txt"], ids["plan-1.txt"], view),
        }


@pytest.fixture(scope="module")
def plan(versions: tuple[Services, dict[str, Changes]]) -> Json:
    services, found = versions
    return json.loads(json.dumps(changes_json(found["plan"], services.themes)))


@pytest.fixture(scope="module")
def report(versions: tuple[Services, dict[str, Changes]]) -> Json:
    services, found = versions
    return json.loads(json.dumps(changes_json(found["report"], services.themes)))


def test_changes_have_the_fields_that_scripts_rely_on(plan: Json):
    assert set(plan) >= {"old", "new", "nothing_changed", "actions", "measures", "passages", "judgements"}
    assert set(plan["actions"]) >= {"same", "added", "dropped", "changed", "roll_up"}
    assert set(plan["passages"]) >= {"same", "added", "dropped", "reworded", "moved"}
    assert [plan["old"]["file"], plan["new"]["file"]] == ["plan-1.txt", "plan-2.txt"]
    assert [action["ref"] for action in plan["actions"]["added"]] == ["1.3.1"]
    assert plan["actions"]["roll_up"]["old"]["off_track"] == 1
    assert plan["measures"] is None


def test_a_changed_action_says_how_it_was_matched_and_what_changed(plan: Json):
    supervision, interviews, carers = plan["actions"]["changed"]

    assert [item["matched_by"] for item in (supervision, interviews, carers)] == ["reference", "reference", "meaning"]
    assert supervision["status"] == {"old": "on_track", "new": "some_issues"}
    assert [(d["old"]["due"], d["new"]["due"], d["date"], d["months"]) for d in supervision["dates"]] == [
        ("2031-05", "2031-07", "slipped", 2)
    ]
    assert supervision["lead"]["old"] == "Head of Early Help"
    assert [item["field"] for item in carers["reworded"]] == ["ref", "success_criteria"]
    assert [(s["old"]["status"], s["new"]["status"]) for s in interviews["statuses"]] == [
        ("some_issues", "complete"),
        ("off_track", "some_issues"),
    ]
    assert interviews["lead"] is None


def test_runs_can_be_shown_as_what_was_taken_out_and_put_in(plan: Json):
    (wording,) = plan["actions"]["changed"][0]["reworded"]

    shown = [
        (
            run["kept"],
            wording["old"][run["old"]["start"] : run["old"]["end"]],
            wording["new"][slice(*run["new"].values())],
        )
        for run in wording["runs"]
    ]
    assert shown == [
        (True, "Offer each social worker reflective supervision", "Offer each social worker reflective supervision "),
        (False, "", "every month"),
        (True, ".", "."),
    ]


def test_each_quote_of_an_action_is_an_exact_slice_of_its_paper(plan: Json, versions: tuple[Services, dict]):
    services, _ = versions
    sides = [item[side] for item in plan["actions"]["changed"] for side in ("old", "new")]

    for action in [*sides, *plan["actions"]["added"], *plan["actions"]["dropped"]]:
        text = services.text(action["paper"]["id"])
        assert action["quotes"]
        assert all(text[quote["start"] : quote["end"]] == quote["text"] for quote in action["quotes"])


def test_a_report_says_which_passages_were_reworded_and_moved(report: Json):
    assert report["actions"] is None
    assert [item["new"]["number"] for item in report["passages"]["reworded"]] == ["1.1"]
    assert [item["new"]["number"] for item in report["passages"]["moved"]] == ["2.2"]
    numbers = report["passages"]["reworded"][0]["reworded"]["numbers"]
    assert [(number["old"], number["new"]) for number in numbers] == [("48", "52"), ("six", "four")]
    assert numbers[0]["new_sentence"] == "The service has 52 social workers, and four posts are vacant."


def test_wordings_of_passages_are_exact_slices_of_their_papers(report: Json, versions: tuple[Services, dict]):
    services, _ = versions
    (change,) = report["passages"]["reworded"]

    for side in ("old", "new"):
        passage, wording = change[side], change["reworded"][side]
        assert services.text(passage["paper"]["id"])[passage["start"] : passage["end"]].endswith(wording)


def test_a_person_reads_what_slipped_and_who_leads(versions: tuple[Services, dict[str, Changes]]):
    told = tell_changes.changes(versions[1]["plan"])

    assert "May 2031 → July 2031: slipped by 2 months; on track → some issues" in told
    assert "Action: Offer each social worker reflective supervision {+every month+}." in told
    assert "Lead: [-Head of Early Help-] {+Principal Social Worker+}" in told
    assert "March 2032 → January 2032: brought forward by 2 months" in told
    assert "Added  1.3.1  Open a drop-in for care leavers." in told
    assert "Note:" not in told


def test_a_person_reads_that_the_later_paper_was_named_first(versions: tuple[Services, dict[str, Changes]]):
    assert "Note: the paper named first is the later one by its date." in tell_changes.changes(versions[1]["back"])


def test_a_person_reads_what_was_put_into_a_report(versions: tuple[Services, dict[str, Changes]]):
    told = tell_changes.changes(versions[1]["report"])

    assert "Reworded, numbers changed  The service has [-48-] {+52+} social workers, and [-six-] {+four+}" in told
    assert "Moved  Supervision is held on time" in told
    assert "Added  “A new team answers calls" in told
    assert "Dropped  “The council will open" in told


def test_a_person_reads_that_nothing_changed(versions: tuple[Services, dict[str, Changes]]):
    assert "Nothing changed: 4 passages the same." in tell_changes.changes(versions[1]["itself"])


def test_keyness_is_told_with_counts_and_chance():
    texts = [
        Texts("A", (tuple(f"foster {letter}{letter}" for letter in "abcdefghijklmnop"),)),
        Texts("B", (tuple(f"audit {letter}{letter}" for letter in "abcdefghijklmnop"),)),
    ]
    found = keyness(texts)

    shape = keyness_json(found)
    assert [(term["term"], term["n"], term["others_n"]) for term in shape[0]["more"]] == [("foster", 16, 0)]
    assert (shape[0]["words"], shape[0]["others_words"]) == (32, 32)
    told = tell_changes.keyness(found)
    assert "A: 32 words against 32 of the others" in told
    assert "foster: 16 uses, 8.0 expected; 5000.0 in 10,000 words against 0.0 (32.0 times more often; G2 22.2)" in told


def test_a_timeline_gives_papers_milestones_and_their_actions(demonstration: Services):
    with demonstration.store.viewing() as view:
        theme = theme_called("workforce", demonstration.themes)
        found = timeline(theme, "Sefton", view, evidence=lambda paper: [], figures=lambda found: [])

    shape = json.loads(json.dumps(timeline_json(found, demonstration.themes)))

    assert [item["paper"]["date"] for item in shape["papers"]] == ["2018-06", "2023-03-08", None]
    assert [item["undated"] for item in shape["papers"]] == [False, False, True]
    assert all(item["milestone"] in item["action"]["milestones"] for item in shape["milestones"])
    assert shape["milestones"]
