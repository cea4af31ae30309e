"""Themes made of what a person types."""

from importlib.resources import files

import pytest

from corpus.errors import EmptyQuestionError
from search.expand import Concept, read_vocabulary
from search.marks.free import free_theme
from search.marks.mark import marks_of
from search.marks.prepare import prepared

DUTY = Concept(
    id="emergency-duty-team",
    names=("emergency duty team", "out-of-hours team"),
    abbreviations=("EDT",),
    false_friends=("fire service out-of-hours team",),
    also=("social workers at night",),
)
AGENCY = Concept(
    id="agency", names=("agency staff", "locums"), abbreviations=(), false_friends=("multi-agency staff",), also=()
)
KNOWN = (DUTY, AGENCY)


def found(question, text, known=KNOWN):
    return [mark.terms for mark in marks_of(text, prepared([free_theme(question, known)]))]


@pytest.mark.parametrize(
    ("question", "text", "terms"),
    [
        ("emergency duty team", "Calls to the EDT rose.", [("EDT",)]),
        ("Emergency Duty Team", "The out of hours team has moved.", [("out-of-hours team",)]),
        ("emergency duty team", "The duty officer called a team.", []),
        ("emergency duty team", "The fire service out-of-hours team came.", []),
        ("social workers at night", "The EDT is small.", [("EDT",)]),
        ("social workers at night", "Social workers at night school.", []),
        ('"emergency duty team"', "Calls to the EDT rose.", []),
        ("“EDT”", "Calls to the EDT rose.", [("EDT",)]),
        ("cost of agency staff", "The cost of locums grew.", [("cost", "locums")]),
        ("cost of agency staff", "Locums left.", []),
        ("cost of agency staff", "The cost of multi-agency staff grew.", []),
        (
            "turnover of senior leaders",
            "Turnover among its senior leaders is high.",
            [("turnover ... senior ... leaders",)],
        ),
        ("turnover of senior leaders", "Senior leaders regret the turnover.", []),
        ("'golden thread'", "A golden thread runs through it.", [("golden thread",)]),
        ("£5m", "It cost £5m.", [("5m",)]),
    ],
)
def test_free_text_is_found_where_it_is_named_and_nowhere_else(question, text, terms):
    assert found(question, text) == terms


def test_a_mention_in_a_long_passage_counts():
    text = "Roads and bins were discussed at length by everyone in the room. " * 30 + "The EDT too."

    assert found("emergency duty team", text) == [("EDT",)]


def test_a_free_theme_is_called_by_its_words():
    theme = free_theme("  Emergency   duty team ", KNOWN)

    assert (theme.id, theme.title, theme.definition) == (
        "emergency-duty-team",
        "Emergency duty team",
        "Emergency duty team",
    )
    assert theme.vocabulary == ("Emergency duty team", "emergency duty team", "out-of-hours team", "EDT")
    assert theme.false_friends == ("fire service out-of-hours team",)


@pytest.mark.parametrize("question", ["", "  ", "?!"])
def test_a_question_without_words_is_refused(question):
    with pytest.raises(EmptyQuestionError):
        free_theme(question, KNOWN)


def test_each_of_our_concepts_makes_a_theme():
    vocabulary = read_vocabulary(files("search").joinpath("data", "vocabulary.toml").read_text(encoding="utf-8"))

    themes = [free_theme(concept.names[0], vocabulary) for concept in vocabulary]

    assert len(prepared(themes).themes) == len(vocabulary)
    assert all(theme.vocabulary for theme in themes)
