"""How marks with themes are measured."""

import pytest

from evaluation.themes import Case, by_similarity, by_vocabulary, cases_of, tagged
from models.hashing import HashingEncoder
from search.judged import Anchor, Labelled
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
