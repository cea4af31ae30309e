"""What the Actions tab lists and says, without a browser, over the plan of the demonstration papers."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from corpus.errors import BadDateError, UnknownNameError
from indexer.records import Milestone, Status
from indexer.store import FoundAction
from search.actions import ActionsWanted
from ui.addresses.links import BadLinkError
from ui.html.actions import (
    MOST,
    NO_PLANS,
    NONE_CHOSEN,
    actions_html,
    actions_status_html,
    form_html,
    milestone_html,
    overview_html,
    status_tag_html,
)
from ui.tabs.actions import _canonical, _listed, asked_in, found_for

if TYPE_CHECKING:
    from ui.services import Services

COUNCILS = ["Halton", "Sefton", "Southend-on-Sea"]


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def listed(services: Services, query: str) -> list[FoundAction]:
    return found_for(asked_in(query, services.councils(), services.themes), services)


def test_every_action_is_listed_priority_by_priority_with_its_reference(demonstration: Services):
    html = actions_html(demonstration.actions(), {})

    refs = re.findall(r'<h5><span class="ref">(.*?)</span>', html)
    assert len(refs) == 58
    assert refs[:3] == ["1.1.1", "1.1.1", "1.1.1"]
    assert words_of(re.findall(r"<h4 .*?</h4>", html)[0]) == "Priority 1 – Improving Quality"
    assert html.count('<section class="plan"') == 1
    assert "Digest, in our words: quote the council&#x27;s paper" in html


def test_an_action_says_who_leads_what_is_due_how_it_stands_and_where_it_is(demonstration: Services):
    html = words_of(actions_html(demonstration.actions()[2:3], {}))

    assert "1.1.1 The council will fill vacant posts in Help & Protection Some issues Lead" in html
    assert "Lead Assistant Director Help & Protection" in html
    assert "Due October 2023 Some issues" in html
    assert "Due February 2024 Some issues Help & Protection will have lower staff turnover" in html
    assert "undated, Children's Improvement Plan Phase 2, action 1.1.1, " in html


def test_lost_text_and_what_was_put_right_are_told(demonstration: Services):
    lost = next(item for item in demonstration.actions() if not item.action.action)

    html = words_of(actions_html([lost], {}))

    assert "Text missing in the source" in html
    assert "Put right in reading: text missing in the source: objective, action" in html


def test_the_roll_up_is_drawn_told_and_its_counting_explained(demonstration: Services):
    html = actions_html(demonstration.actions(), {})

    assert html.count("<svg") == 2
    assert "5 of 58 actions complete (9 of 80 milestones); 49 on track; 4 with some issues." in html
    assert "An action counts as complete when all its milestones that have a status are complete" in html
    assert "overdue" not in html.lower()


def test_the_rows_as_printed_can_be_opened(demonstration: Services):
    found = demonstration.actions()[2:3]
    printed = demonstration.contexts(found[0].action.passage_ids)

    html = actions_html(found, printed)

    (opened,) = re.findall(r'<details class="as-printed">(.*)</details>', html)
    assert opened.count("<blockquote>") == len(found[0].action.passage_ids)


def test_a_status_is_a_word_and_one_of_a_kind_unknown_is_as_printed():
    assert status_tag_html(Status.OFF_TRACK) == '<span class="standing off_track">Not on track</span>'
    assert status_tag_html(None, "Purple <b>") == '<span class="standing unknown">Purple &lt;b&gt;</span>'
    assert words_of(status_tag_html(None)) == "No status printed"


@pytest.mark.parametrize(
    ("due", "raw", "told"),
    [
        ("2031-05", "May 2031", "Due May 2031 On track Done"),
        (None, "when staff allow", "Due: when staff allow On track Done"),
        (None, "", "No date printed On track Done"),
    ],
)
def test_a_milestone_is_told_in_words(due: str | None, raw: str, told: str):
    milestone = Milestone(due, raw, Status.ON_TRACK, "Green", "Done", None)

    assert words_of(milestone_html(milestone)) == told


def test_contacts_in_a_plan_are_hidden(demonstration: Services):
    found = demonstration.actions()[0]
    action = replace(found.action, lead="Head of Homes, 0151 496 0123", action="Write to a.b@council.example.")

    html = actions_html([FoundAction(action, found.paper)], {})

    assert "496 0123" not in html
    assert "a.b@council.example" not in html
    assert "[telephone number hidden]" in html


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("list=all", 58),
        ("council=Halton", 0),
        ("council=Sefton", 58),
        ("status=complete", 9),
        ("status=complete&due=2023-01", 5),
        ("lead=safeguarding+partnership", 5),
        ("theme=workforce", 5),
    ],
)
def test_each_filter_limits_what_is_listed(demonstration: Services, query: str, number: int):
    found = listed(demonstration, query)

    assert len(found) == number


def test_the_status_line_counts_actions_and_plans(demonstration: Services):
    found = listed(demonstration, "status=some_issues")

    assert words_of(actions_status_html(found)).startswith(f"{len(found)} actions in 1 plan.")
    assert actions_status_html([]) == "<p><strong>No action is like that.</strong></p>"
    assert actions_html([], {}) == NONE_CHOSEN


def test_a_very_long_list_is_cut_and_says_so(demonstration: Services):
    many = demonstration.actions() * 4

    assert actions_html(many, {}).count("<h5>") == MOST
    assert "The first 200 are listed" in actions_status_html(many)


def test_a_link_that_names_what_is_not_there_says_so(demonstration: Services):
    themes = demonstration.themes

    with pytest.raises(BadLinkError, match="of a council called “Leeds”"):
        asked_in("council=Leeds", COUNCILS, themes)
    with pytest.raises(BadLinkError, match="no status is called “late”"):
        asked_in("status=late", COUNCILS, themes)
    with pytest.raises(BadDateError):
        asked_in("due=soon", COUNCILS, themes)
    with pytest.raises(UnknownNameError):
        asked_in("theme=roads", COUNCILS, themes)


def test_an_address_asks_the_same_again(demonstration: Services):
    query = "council=Sefton&theme=workforce&status=none&due=2023-06&lead=director"

    assert _canonical(asked_in(query, COUNCILS, demonstration.themes)) == query
    assert asked_in("list=all", COUNCILS, demonstration.themes).wanted == ActionsWanted()
    assert _canonical(asked_in("list=all", COUNCILS, demonstration.themes)) == "list=all"


def test_what_is_listed_carries_its_address(demonstration: Services):
    _, results = _listed(demonstration, "list=all&status=complete", lambda _: None)

    assert 'data-query="status=complete"' in results


def test_the_overview_tells_how_each_plan_stands_and_leads_to_its_actions(demonstration: Services):
    html = overview_html(demonstration.actions())

    assert "5 of 58 actions complete" in html
    assert '<a href="#actions?council=Sefton">List the actions of Sefton</a>' in html
    assert overview_html([]) == NO_PLANS


def test_every_field_of_the_form_has_a_label(demonstration: Services):
    html = form_html(demonstration.themes, COUNCILS)

    fields = re.findall(r'<(?:select|input type="text") id="([^"]+)"', html)
    assert fields == ["actions-by-theme", "actions-by-status", "actions-by-due", "actions-by-lead"]
    assert [f'<label for="{field}">' in html for field in fields] == [True] * 4
    assert html.count("<option") == 1 + len(demonstration.themes) + 6
