"""How marks with themes are measured."""

import pytest

from evaluation.themes import Case, by_cross_validation, by_similarity, by_vocabulary, cases_of, tagged
from indexer.store import SET_ASIDE
from models.hashing import HashingEncoder
from search.judged import Anchor, Labelled, read_labelled
from search.marking import marked
from search.marks.free import free_theme
from search.marks.mark import marks_of
from search.marks.prepare import prepared
from search.metrics import macro_f1, micro_f1
from search.themes import Theme

THEMES = (
    Theme(
        id="fostering",
        title="Fostering",
        definition="foster carers and homes",
        vocabulary=("foster", "fostering"),
        false_friends=("private fostering",),
        areas=(),
    ),
    Theme(
        id="voice",
        title="Voice",
        definition="what children say",
        vocabulary=("children say",),
        false_friends=(),
        areas=(),
    ),
)


@pytest.fixture
def view(demonstration):
    with demonstration.store.viewing() as opened:
        yield opened


def labelled(view, *marks):
    found = view.passages()[0]
    words = " ".join(found.passage.text.split()[:5])
    return Labelled(Anchor(found.paper.file, words, 1), frozenset(marks)), found


def test_a_label_is_of_the_first_passage_that_holds_its_anchor(view):
    label, found = labelled(view, "voice")
    lost = Labelled(Anchor(found.paper.file, "no passage says this", 1), frozenset())

    cases = cases_of([label, lost], view)

    assert [case.found.passage.id if case.found else None for case in cases] == [found.passage.id, None]
    assert [case.judged for case in cases] == [{"voice"}, frozenset()]


def test_where_no_passage_holds_the_anchor_no_system_marks_anything():
    cases = [Case(None, frozenset({"voice"}))]

    systems = [
        tagged(cases, THEMES),
        by_vocabulary(cases, THEMES),
        by_similarity(cases, THEMES, HashingEncoder()),
    ]

    assert systems == [[frozenset()]] * 3


def test_similarity_alone_takes_the_threshold_that_serves_it_best(view):
    label, found = labelled(view, "same")
    same = Theme(id="same", title="Same", definition=found.passage.text, vocabulary=("x",), false_friends=(), areas=())

    marks = by_similarity(cases_of([label], view), [same, THEMES[1]], HashingEncoder())

    assert marks == [{"same"}]


@pytest.fixture
def real_view(real_papers):
    with real_papers.store.viewing() as opened:
        yield opened


@pytest.fixture
def real_cases(real_view, shared):
    return cases_of(read_labelled(shared / "gold"), real_view)


def spoken(view, files):
    return [
        found.passage.text
        for found in view.passages()
        if found.passage.kind not in SET_ASIDE and found.paper.file[:3] in files
    ]


def test_marks_agree_with_the_labelled_passages(real_cases, real_papers):
    judged = [case.judged for case in real_cases]

    marks = tagged(real_cases, real_papers.themes)

    assert micro_f1(marks, judged) >= 0.80
    assert macro_f1(marks, judged) >= 0.80
    assert micro_f1(marks, judged) > micro_f1(by_vocabulary(real_cases, real_papers.themes), judged)


def test_marks_hold_where_weights_and_thresholds_were_set_without_the_passage(real_cases, real_papers):
    judged = [case.judged for case in real_cases]

    rounds = by_cross_validation(real_cases, real_papers.themes)

    assert min(micro_f1(marks, judged) for marks in rounds) >= 0.75
    assert min(macro_f1(marks, judged) for marks in rounds) >= 0.75


def test_no_theme_that_a_reader_gave_to_a_councils_passage_is_unnamed_in_its_papers(real_cases, real_papers, real_view):
    ready = prepared(real_papers.themes)
    labelled = {(case.found.paper.council, theme) for case in real_cases for theme in case.judged}

    named = {
        (found.paper.council, mark.theme)
        for found in real_view.passages()
        for mark in marked(0, found.passage.text, ready)
    }

    assert labelled - named == set()


@pytest.mark.parametrize(
    ("files", "asked"),
    [
        ({"004"}, "supervision"),
        ({"004"}, "management oversight"),
        ({"004"}, "dashboards"),
        ({"004"}, "case systems"),
        ({"001"}, "retention"),
        ({"000", "001", "003"}, "overspend"),
        ({"002"}, '"supervision"'),
        ({"004"}, "practice model"),
        ({"000", "001", "003"}, "independent fostering"),
        ({"000", "001", "003"}, "foster carer recruitment"),
        ({"004"}, "assessment"),
        ({"002"}, "adoption"),
        ({"002"}, "permanence"),
        ({"000", "003"}, "number of children in care"),
        ({"002"}, "front door"),
        ({"002"}, "thresholds"),
        ({"004"}, "looked after children"),
        ({"001"}, "domestic abuse"),
        ({"002"}, "data tools"),
        ({"000", "001", "003"}, "SEND"),
        ({"000", "001", "003"}, "exclusions"),
        ({"002"}, "caseloads"),
        ({"004"}, "recruitment"),
        ({"004"}, "vacancies"),
        ({"004"}, "participation"),
        ({"000", "001", "003"}, "turnover of senior leaders"),
        ({"001"}, '"dashboards"'),
    ],
)
def test_what_papers_do_not_name_is_not_found(files, asked, real_papers, real_view):
    ready = prepared([free_theme(asked, tuple(real_papers.vocabulary))])

    found = [mark.terms for text in spoken(real_view, files) for mark in marks_of(text, ready)]

    assert found == []


@pytest.mark.parametrize(
    ("files", "asked"), [({"003"}, "emergency duty team"), ({"001"}, "supervision"), ({"002"}, "agency staff")]
)
def test_what_papers_name_is_found(files, asked, real_papers, real_view):
    ready = prepared([free_theme(asked, tuple(real_papers.vocabulary))])

    assert any(marks_of(text, ready) for text in spoken(real_view, files))
