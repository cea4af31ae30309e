"""Saved questions: what is kept of them, and what is new when they run again."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import DocumentId, PaperKind
from indexer.build import Corrections
from indexer.records import Status
from indexer.store import PassageId, PassageKind, Where
from search.answers import Mode, Request
from search.find import find
from search.saved import MEANINGS, SavedQuestion, news_of, note_text, saved_from, seen
from search.themes import Theme
from ui.services import Services

VISITS = "Social workers see children in care every week and write each visit up within a day."
CARS = Theme(id="cars", title="Cars", definition="Cars of staff.", vocabulary=("car",), false_friends=(), areas=())
NOW = "2026-11-22T09:00:00+00:00"


@pytest.fixture
def library(demonstration, tmp_path):
    return Services(tmp_path / "library", encoder=demonstration.encoder)


@pytest.fixture
def add(library, tmp_path):
    def added(name, words, **facts):
        (tmp_path / name).write_text(f"1.1 {words}\n", encoding="utf-8")
        return library.add(tmp_path / name, Corrections(**facts)).paper

    return added


@pytest.fixture
def run(library):
    def told(saved):
        with library.store.viewing() as view:
            return news_of(saved, view, lambda request: find(request, view, library.encoder))

    return told


VISITING = SavedQuestion(name="visits", request=Request(question="how often are children visited"))


def texts(news):
    return [result.found.passage.text for result in news.results]


def test_the_first_run_shows_all_and_the_next_only_papers_that_came_since(add, run):
    old = add("old.txt", VISITS, council="Halton", date="2022")
    first = run(VISITING)
    after = seen(first, at=NOW)
    new = add("new.txt", "Children are visited every ten days, and at home.", council="Leeds", date="2023")
    second = run(after)

    assert (texts(first), [paper.id for paper in first.papers]) == ([VISITS], [old.id])
    assert (after.last_run, after.papers, len(after.passages)) == (NOW, {old.id}, 1)
    assert [paper.id for paper in second.papers] == [new.id]
    assert texts(second) == ["Children are visited every ten days, and at home."]
    assert (second.answer.searched.papers, second.searched.papers) == (1, 2)


def test_when_no_paper_has_come_nothing_is_new_and_what_was_searched_is_told(add, run):
    add("old.txt", VISITS)
    again = run(seen(run(VISITING), at=NOW))

    assert (again.papers, again.answer, again.results, again.repeats) == ((), None, (), {})
    assert (again.searched.papers, again.searched.passages) == (1, 1)


def test_a_new_paper_without_anything_relevant_brings_no_news_but_is_seen(add, run):
    add("old.txt", VISITS)
    after = seen(run(VISITING), at=NOW)
    buses = add("buses.txt", "The bus station is to be painted green.")

    told = run(after)

    assert told.answer.nothing_relevant
    assert told.results == ()
    assert buses.id in seen(told, at=NOW).papers
    assert seen(told, at=NOW).passages == after.passages


def test_a_paper_removed_since_is_no_error_and_no_news_when_it_comes_back(add, run, library):
    paper = add("old.txt", VISITS)
    after = seen(run(VISITING), at=NOW)
    library.remove(paper.id)
    add("other.txt", "Children are visited every ten days, and at home.")

    without = run(after)
    add("old.txt", VISITS)
    back = run(seen(without, at=NOW))

    assert texts(without) == ["Children are visited every ten days, and at home."]
    assert back.papers == ()


def test_a_new_paper_that_repeats_what_was_shown_says_so(add, run):
    old = add("old.txt", VISITS, date="2022")
    after = seen(run(VISITING), at=NOW)
    add("copy.txt", f"{VISITS} Again.", date="2023")

    told = run(after)

    ((name, before),) = told.repeats.items()
    assert name == told.results[0].found.passage.id
    assert before.paper.id == old.id


def test_a_paper_that_comes_within_the_limits_is_new(add, run, library):
    paper = add("old.txt", VISITS, date="2019")
    recent = replace(VISITING, request=replace(VISITING.request, where=Where(date_from="2022")))
    after = seen(run(recent), at=NOW)

    library.correct(paper.id, Corrections(date="2023"))

    assert after.papers == frozenset()
    assert texts(run(after)) == [VISITS]


def test_a_question_by_words_needs_no_encoder(add, library):
    add("old.txt", VISITS)
    question = SavedQuestion(name="v", request=Request(question="visit", mode=Mode.WORDS))

    with library.store.viewing() as view:
        assert texts(news_of(question, view, lambda request: find(request, view, None))) == [VISITS]


def test_the_note_says_what_is_kept_in_words():
    saved = SavedQuestion(
        name="Visits",
        request=Request(
            question="visits", where=Where(councils=("Halton",), kinds=(PassageKind.ACTION,)), mode=Mode.MEANING
        ),
    )

    assert json.loads(note_text(saved)) == {
        "request": {
            "question": "visits",
            "mode": "meaning",
            "where": {"councils": ["Halton"], "kinds": ["action"]},
        },
        "last_run": None,
        "papers": [],
        "passages": [],
    }


words, several, dates = st.text(), st.lists(st.text()).map(tuple), st.none() | st.just("2023-03")
limits = st.builds(
    Where,
    councils=several,
    bodies=several,
    kinds=st.lists(st.sampled_from(PassageKind)).map(tuple),
    paper_kinds=st.lists(st.sampled_from(PaperKind)).map(tuple),
    papers=several,
    date_from=dates,
    date_to=dates,
)
requests = st.builds(
    Request,
    question=words,
    where=limits,
    mode=st.sampled_from(Mode),
    limit=st.integers(1, 50),
    per_council=st.none() | st.integers(1, 5),
    is_widened=st.booleans(),
    statuses=st.lists(st.none() | st.sampled_from(Status)).map(tuple),
    theme=st.none() | st.just(CARS),
)
questions = st.builds(
    SavedQuestion,
    name=words,
    request=requests,
    papers=st.frozensets(st.text().map(DocumentId)),
    passages=st.frozensets(st.text().map(PassageId)),
)


@given(questions)
def test_a_saved_question_comes_back_as_it_was_of_the_same_types(saved):
    back = saved_from(saved.name, note_text(saved), [CARS])

    assert back == saved
    # Members of enumerations equal their text, so that only what they print as tells them apart.
    assert repr(back.request) == repr(saved.request)


def test_every_limit_that_is_more_than_text_is_known_by_its_meaning():
    plain = {"str", "str | None", "int", "int | None", "bool", "tuple[str, ...]", "tuple[DocumentId, ...]", "Where"}

    assert {field.name for field in (*fields(Request), *fields(Where)) if field.type not in plain} == {
        *MEANINGS,
        "theme",  # by its id
        "rows",  # never kept
        "decisions",  # kept beside, for every question
    }


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"request": {"where": {"councls": []}}}', '{"request": 1}'])
def test_a_note_of_something_else_is_refused(note):
    with pytest.raises(ValueError, match=r"none that this program knows|Expecting value"):
        saved_from("x", note)


def test_a_theme_that_is_gone_is_told():
    note = note_text(SavedQuestion(name="x", request=Request(question="cars", theme=CARS)))

    assert saved_from("x", note, [CARS]).request.theme == CARS
    with pytest.raises(ValueError, match=r"none that this program knows \('cars'\)"):
        saved_from("x", note, [])


def test_rows_of_a_store_are_never_kept():
    with pytest.raises(ValueError, match="limited to rows"):
        note_text(SavedQuestion(name="x", request=Request(question="cars", where=Where(rows=frozenset({1})))))
