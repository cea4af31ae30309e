"""What the command `trace` prints: the JSON that scripts rely on, and the words that people read."""

import json

import pytest

from search.trace import trace
from tests.search.test_trace import RULES
from tests.search.traced_library import INSPECTION, traced_library
from ui.shapes.trace import trace_json
from ui.terminal.trace import trace as tell

FIXED = {"id", "text", "passage", "replies", "unanswered"}


@pytest.fixture(scope="module")
def library(tmp_path_factory, demonstration):
    return traced_library(tmp_path_factory.mktemp("traced"), demonstration.encoder)


@pytest.fixture(scope="module")
def traced(library):
    services, papers = library
    with services.store.viewing() as view:
        return trace(papers[INSPECTION], view, services.encoder, rules=RULES)


@pytest.fixture(scope="module")
def shape(traced, library):
    return json.loads(json.dumps(trace_json(traced, library[0].themes)))


def test_a_trace_has_the_fields_that_scripts_rely_on(shape):
    assert {"inspection", "findings"} <= set(shape)
    assert shape["inspection"]["file"] == INSPECTION
    for finding in shape["findings"]:
        assert set(finding) >= FIXED
        assert finding["id"] == finding["passage"]["id"] == finding["passage_ids"][0]
        for reply in finding["replies"]:
            assert {"passage", "cosine", "action_ref"} <= set(reply)


def test_an_action_that_replies_has_its_reference_and_status(shape):
    best = shape["findings"][0]["replies"][0]

    assert (best["action_ref"], best["action_status"], best["paper_undated"]) == ("1.2.1", "some_issues", False)
    assert best["nearness"] == pytest.approx((best["cosine"] + best["word_by_word"] + best["share_of_words"]) / 3)
    assert best["nearness"] >= shape["threshold"]


def test_a_passage_that_is_no_row_of_a_plan_has_no_reference(shape):
    replies = shape["findings"][1]["replies"]

    assert [(reply["action_id"], reply["action_ref"], reply["action_status"]) for reply in replies] == [
        (None, None, None)
    ] * len(replies)
    assert {reply["passage"]["paper"]["file"]: reply["paper_undated"] for reply in replies} == {
        "report.md": False,
        "undated.md": True,
    }


def test_a_finding_without_a_reply_says_so_with_what_came_nearest(shape):
    allegations = shape["findings"][2]

    assert (allegations["unanswered"], allegations["replies"]) == (True, [])
    assert allegations["wording"] == "no reply found in the papers searched"
    assert allegations["nearest"]["nearness"] < shape["threshold"]


def test_what_was_searched_is_told(shape):
    assert shape["since"] == "2031-03-05"
    assert shape["searched"]["papers"] == len(shape["papers"]) == 3


def test_words_in_common_stand_in_the_quotation(shape):
    for finding in shape["findings"]:
        for reply in finding["replies"]:
            text = " ".join(reply["passage"]["text"].split()).casefold()
            assert reply["words_in_common"]
            assert all(word in text for word in reply["words_in_common"])


def test_people_are_told_the_findings_their_replies_and_those_without(traced):
    text = tell(traced)
    lines = [line.strip() for line in text.splitlines()]

    assert "4 findings: " in text
    assert "No reply found in the papers searched: " in text
    assert f"{traced.searched.passages} passages of 3 papers" in text
    assert any(line.startswith("some issues; cosine 0.") for line in lines)
    assert "so it may be older than the inspection" in " ".join(lines)
    assert max(map(len, lines)) <= 100


def test_nothing_to_search_is_told_as_such(library):
    services, papers = library
    with services.store.viewing() as view:
        empty = trace(papers[INSPECTION], view, services.encoder, papers=[papers[INSPECTION]])

    text = tell(empty)

    assert "No papers of Sefton are in the library: there was nothing to search." in text
    assert "4 findings: 0 with a reply, 4 without." in text
