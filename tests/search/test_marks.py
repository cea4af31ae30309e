"""Which themes a passage is marked with, and why."""

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.encoder import unit_rows
from models.hashing import HashingEncoder
from search.marking import marked as in_passing
from search.marks.mark import Evidence, evidence_in, features, marks_of, score_of
from search.marks.prepare import prepared
from search.themes import Theme, read_themes

OURS = read_themes(files("search").joinpath("data", "themes.toml").read_text(encoding="utf-8"))
CARERS = Theme(
    id="carers",
    title="Foster carers",
    definition="Homes for children with foster carers.",
    vocabulary=("foster carer", "fostering", "carer recruitment"),
    weak=("carer", "home", "household"),
    false_friends=("private fostering",),
    areas=(),
    examples=("Families open their doors to a child.",),
    counter_examples=("The open evening was well attended by families.",),
    threshold=0.4,
    ignored_cells=("Head of *", "Practice"),
)
VOICE = Theme(
    id="voice", title="Voice", definition="What children say.", vocabulary=("voice",), false_friends=(), areas=()
)


def marked(text, *themes):
    return {mark.theme: mark for mark in marks_of(text, prepared(themes or (CARERS, VOICE)))}


def test_a_mark_says_the_words_that_earned_it_and_where_they_stand():
    text = "Fostering grew: six foster carers joined, and fostering is popular."

    mark = marked(text)["carers"]

    assert mark.terms == ("fostering", "foster carer")
    assert [text[slice(*span)] for span in mark.spans] == ["Fostering", "foster carers", "fostering"]
    assert mark.reason == "names “fostering”, “foster carer”"
    assert mark.nearness is None
    assert mark.score == pytest.approx(0.99, abs=0.01)


def test_a_false_friend_marks_nothing_unless_the_word_also_stands_elsewhere():
    assert marked("Private fostering must be made known.") == {}
    assert marked("Private fostering is not fostering.")["carers"].spans == ((25, 34),)


def test_weak_words_mark_only_together_and_only_without_strong_ones():
    assert marked("A home was found.") == {}
    hinted = marked("A carer opened the home to a household of three.")
    assert hinted == {}

    lower = replace(CARERS, threshold=0.1)

    mark = marked("A carer opened the home to a household of three.", lower)["carers"]
    assert mark.terms == ("carer", "home", "household")
    assert mark.reason == "hints at it by “carer”, “home”, “household”"
    assert marked("A foster carer has a home.", lower)["carers"].terms == ("foster carer",)


def test_one_word_in_passing_marks_a_short_passage_and_not_a_long_one():
    long = "The committee heard about roads, parks, bins and many other things. " * 12 + "It heard a voice."

    assert set(marked("It heard a voice.")) == {"voice"}
    assert marked(long) == {}
    assert [it[1:4:2] for it in in_passing(0, long, prepared([CARERS, VOICE]))] == [("voice", False)]


def test_a_cell_that_names_an_owner_marks_nothing():
    row = "Hear what children say.\tHead of Fostering\tPractice\tThe voice of fostering teams will be heard."

    carers, voice = marked(row)["carers"], marked(row)["voice"]

    assert [row[slice(*span)] for span in carers.spans] == ["fostering"]
    assert voice.terms == ("voice",)
    assert marked("Head of Fostering") != {}, "only a row of a table has cells"


def test_marks_come_best_first():
    text = "Fostering and foster carers and fostering again; one voice."

    assert [mark.theme for mark in marks_of(text, prepared([VOICE, CARERS]))] == ["carers", "voice"]


def test_nearness_is_the_best_cosine_to_what_the_theme_means():
    encoder = HashingEncoder()
    text = "Families open their doors to a child: fostering."
    vector = encoder.encode_passages([text])
    meaning = encoder.encode_passages([f"{CARERS.title}. {CARERS.definition}", *CARERS.examples])

    mark = marks_of(text, prepared([CARERS], encoder), vector=vector)[0]

    assert mark.nearness == pytest.approx(float((meaning @ vector[0]).max()))


def test_nearness_is_not_told_where_a_counter_example_is_nearer():
    encoder = HashingEncoder()
    text = CARERS.counter_examples[0]

    ready = prepared([CARERS], encoder)

    assert ready.nearness(encoder.encode_passages([text])) == {}
    assert ready.nearness(None) == {}


def test_evidence_of_a_term_inside_a_longer_one_counts_once():
    text = "The carer recruitment went well."

    evidence = evidence_in(text, prepared([CARERS]))[0]

    assert evidence == Evidence((((4, 21), "carer recruitment"),), ())


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_longer_passage_with_the_same_words_scores_no_more(one, other):
    evidence = Evidence((((0, 5), "audit"),), ())
    shorter, longer = sorted((one, other))

    assert score_of(features(evidence, words=longer)) <= score_of(features(evidence, words=shorter))


@given(
    st.lists(st.sampled_from(["fostering", "voice", "carer", "home", "and", "Practice", "\t", "private"]), max_size=30)
)
def test_every_mark_is_earned_by_words_that_stand_at_its_spans(words):
    text = " ".join(words)

    for mark in marks_of(text, prepared([CARERS, VOICE])):
        assert mark.spans
        assert 0 <= mark.score <= 1
        assert {text[slice(*span)].casefold() for span in mark.spans} == {term.casefold() for term in mark.terms}


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.id)
def test_each_of_our_themes_is_marked_where_its_title_and_definition_stand(theme):
    text = f"{theme.title}. {theme.definition}"

    assert theme.id in {mark.theme for mark in marks_of(text, prepared(OURS))}


@pytest.mark.parametrize(
    ("text", "given", "not_given"),
    [
        ("Agency staff fell from 30 to 22 per cent.", "workforce", "partnership"),
        ("Multi-agency meetings are well attended.", "partnership", "workforce"),
        ("Ten households asked about private fostering.", "specific-risks", "sufficiency"),
        ("Eight foster carers were recruited in spring.", "sufficiency", "workforce"),
        ("The Commissioner reports to the Department for Education.", "intervention", "sufficiency"),
        ("Nine in ten initial health assessments were on time.", "care", "assessment"),
        ("The Assessed and Supported Year has grown.", "development", "assessment"),
        ("Young people who left care are in education, employment or training.", "care-leavers", "education"),
        ("Officers wrote a health assessment.\tAssistant Director Quality Assurance\tAmber", "care", "quality"),
        ("Families joined a Family Group Conference.", "practice", "protection"),
        ("Staff told us in the staff survey that they were heard.", "leadership", "voice"),
    ],
)
def test_words_that_only_seem_to_match_do_not_mark(text, given, not_given):
    marks = {mark.theme for mark in marks_of(text, prepared(OURS))}

    assert given in marks
    assert not_given not in marks


def test_nothing_prepared_marks_nothing():
    assert marks_of("Fostering", prepared([])) == []
    assert prepared([], HashingEncoder()).nearness(unit_rows(np.ones((1, 4)))) == {}
