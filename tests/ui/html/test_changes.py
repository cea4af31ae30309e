"""What the Change over time tab says: two versions of a plan and of a report, and a theme through papers."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from corpus.types import Span
from search.rewording import reworded
from tests.search.plan_versions import library_of, two_versions
from ui.html.changes import changes_html, changes_status_html
from ui.html.changes_form import forms_html
from ui.html.rewording import rewording_html
from ui.html.timeline import timeline_html, timeline_status_html
from ui.library.names_hidden import HIDDEN, NamesHidden
from ui.tabs.changes import (
    ChooseThemeAndCouncilError,
    ChooseTwoPapersError,
    TwoCouncilsError,
    _answer,
)

if TYPE_CHECKING:
    from corpus.types import DocumentId
    from ui.services import Services

    Versions = tuple[Services, dict[str, DocumentId]]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, demonstration: Services) -> Versions:
    return library_of(tmp_path_factory.mktemp("versions"), demonstration.encoder, two_versions())


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def answer(versions: Versions, old: str, new: str) -> tuple[str, str]:
    services, ids = versions
    return _answer(services, f"old={ids[old]}&new={ids[new]}", lambda _: None)


def test_what_changed_in_a_plan_is_counted_first(versions: Versions):
    status, results = answer(versions, "plan-1.txt", "plan-2.txt")

    assert words_of(status).startswith("Actions: 3 changed, 1 added, 1 dropped; Passages: ")
    assert '<tr><th scope="row">Actions</th><td>0</td><td>3</td><td>1</td><td>1</td></tr>' in results


def test_words_put_in_and_taken_out_are_marked_by_elements_and_in_words(versions: Versions):
    _, results = answer(versions, "plan-1.txt", "plan-2.txt")

    assert (
        'reflective supervision <ins><span class="hidden-words">[added: </span>every month'
        '<span class="hidden-words">]</span></ins>.'
    ) in results
    assert (
        '<del><span class="hidden-words">[removed: </span>Head of Early Help<span class="hidden-words">]</span></del> '
        '<ins><span class="hidden-words">[added: </span>Principal Social Worker'
        '<span class="hidden-words">]</span></ins>'
    ) in results


def test_dates_and_statuses_that_moved_are_told_in_words(versions: Versions):
    said = words_of(answer(versions, "plan-1.txt", "plan-2.txt")[1])

    assert "Status was On track , is Some issues" in said
    assert "May 2031 → July 2031: later by 2 months" in said
    assert "March 2032 → January 2032: earlier by 2 months" in said
    assert "Matched by its words and meaning. Status was Some issues , is On track" in said
    assert "Open a drop-in for care leavers. Due December 2031 On track" in said


def test_how_the_actions_stood_and_stand_is_drawn_twice(versions: Versions):
    _, results = answer(versions, "plan-1.txt", "plan-2.txt")

    assert re.findall(r'<figure class="chart" id="([^"]+)">', results) == ["status-before", "status-now"]
    assert "0 of 4 actions complete (1 of 6 milestones); 2 on track; 1 with some issues; 1 not on track." in results
    assert "0 of 4 actions complete (2 of 6 milestones); 2 on track; 2 with some issues." in results


def test_what_changed_in_a_report_is_shown_passage_by_passage(versions: Versions):
    status, results = answer(versions, "report-1.md", "report-2.md")
    said = words_of(results)

    assert words_of(status) == "Passages: 2 changed, 1 added, 1 dropped."
    assert "Reworded, numbers changed The service has [removed: 48 ] [added: 52 ] social workers, and" in said
    assert "Moved Supervision is held on time" in said
    assert "Added: 1 A new team answers calls at night" in said
    assert "Dropped: 1 The council will open a home" in said


def test_both_wordings_can_be_read_as_printed(versions: Versions):
    _, results = answer(versions, "report-1.md", "report-2.md")

    first = results.split("Both as printed")[1]
    assert "The service has 48 social workers" in first
    assert "The service has 52 social workers" in first


def test_nothing_changed_is_said(versions: Versions):
    services, ids = versions
    same = services.changes(ids["report-1.md"], ids["report-1.md"])

    assert words_of(changes_status_html(same)) == "Nothing changed between the two papers."
    assert "All that both papers hold is the same." in changes_html(same)


def test_papers_the_wrong_way_round_are_told(versions: Versions):
    _, results = answer(versions, "plan-2.txt", "plan-1.txt")

    assert "The paper chosen as the earlier is the later one by its date." in results


def test_two_papers_of_one_council_are_needed(versions: Versions):
    services, ids = versions

    with pytest.raises(ChooseTwoPapersError):
        _answer(services, f"old={ids['plan-1.txt']}", lambda _: None)
    with pytest.raises(ChooseTwoPapersError):
        answer(versions, "plan-1.txt", "plan-1.txt")
    with pytest.raises(TwoCouncilsError, match="of two councils: Sefton and Halton"):
        answer(versions, "report-1.md", "other.md")


def test_only_a_council_with_two_papers_is_offered_for_comparing(versions: Versions):
    services, _ = versions

    html = forms_html(services.papers(), services.themes)

    assert set(re.findall(r'<optgroup label="([^"]+)">', html)) == {"Sefton"}
    assert '<option value="Halton">Halton</option>' in html
    assert "No council here has two papers yet." in forms_html(services.papers()[:1], services.themes)


def test_markup_in_a_paper_is_only_text():
    assert rewording_html(reworded("A <b>plan</b>.", "A <b>plan</b>.")) == "A &lt;b&gt;plan&lt;/b&gt;."


def test_contacts_are_hidden_in_both_wordings():
    html = rewording_html(reworded("Ring 0151 496 0123 today.", "Ring 0151 496 0199 tomorrow."))

    assert "496" not in html
    assert words_of(html) == "Ring [telephone number hidden] [removed: today ] [added: tomorrow ] ."


def test_a_theme_is_followed_through_papers_milestones_and_figures(demonstration: Services):
    status, results = _answer(demonstration, "theme=finance&of=Southend-on-Sea", lambda _: None)
    said = words_of(results)

    assert words_of(status) == "1 of 1 paper of Southend-on-Sea speaks of it; 0 milestones, 6 figures."
    assert "2019: 330 LAC (actual)" in said
    assert "September 2021: 285 LAC (actual)" in said
    assert re.findall(r'<figure class="chart" id="([^"]+)">', results) == ["timeline", "figures-over-time-1"]
    assert 'data-query="theme=finance&amp;of=Southend-on-Sea"' in results


def test_papers_that_are_silent_or_undated_are_told(demonstration: Services):
    told = demonstration.timeline("workforce", "Sefton")
    said = words_of(timeline_html(told))

    assert words_of(timeline_status_html(told)).startswith("2 of 3 papers of Sefton speak of it;")
    assert "1 April 2017 to 31 March 2018 Not found in this paper." in said
    assert "It bears no date, so its place here tells nothing." in said


def test_a_timeline_needs_a_theme_and_a_council(demonstration: Services):
    with pytest.raises(ChooseThemeAndCouncilError):
        _answer(demonstration, "theme=workforce", lambda _: None)


def test_names_are_hidden_in_changes_actions_and_timelines(versions: Versions):
    services, ids = versions

    def leads(text: str) -> list[Span]:
        return [
            Span(m.start(), m.end())
            for m in re.finditer("Head of Service|social workers|Early Help|supervisions", text)
        ]

    hidden = NamesHidden(services, leads)
    changed = changes_html(hidden.changes(ids["plan-1.txt"], ids["plan-2.txt"]))
    report = changes_html(hidden.changes(ids["report-1.md"], ids["report-2.md"]))
    then = hidden.timeline("supervision", "Sefton").figures[0]

    assert "Early Help" not in changed
    assert "[removed: </span>Head of [name hidden]" in changed
    assert "48 social workers" not in words_of(report)
    assert "[removed: 48 ] [added: 52 ] [name hidden]" in words_of(report)
    assert {item.action.lead for item in hidden.actions()} >= {"Head of [name hidden]", "[name hidden]"}
    assert then.found.passage.text[slice(*then.figure.quote)] == then.found.passage.text
    assert then.found.passage.text[slice(*then.figure.span)] == "Nine in ten"
    assert then.figure.what == "[name hidden]"
    assert HIDDEN in then.found.passage.repairs
