"""Questions widened by the sector's other names."""

from importlib.resources import files

import pytest

from corpus.types import Span
from indexer.store import Where
from search.answers import Mode, Request, Why
from search.expand import Concept, expand, in_brief, read_vocabulary
from search.find import find

OURS = read_vocabulary(files("search").joinpath("data", "vocabulary.toml").read_text(encoding="utf-8"))
STAFF = Concept(
    id="agency-staff",
    names=("agency staff", "locums", "agency workers"),
    abbreviations=(),
    false_friends=("multi-agency staff",),
    also=("temps",),
)
CARE = Concept(
    id="children-in-care",
    names=("children in care", "looked after children"),
    abbreviations=("LAC",),
    false_friends=(),
    also=(),
)


def test_each_mention_is_found_with_its_other_names():
    expansion = expand("Agency staff for LAC", [STAFF, CARE])

    assert [(m.concept.id, m.span, m.others) for m in expansion.mentions] == [
        ("agency-staff", Span(0, 12), ("locums", "agency workers")),
        ("children-in-care", Span(17, 20), ("children in care", "looked after children")),
    ]
    assert expansion.also_searched == ("locums", "agency workers", "children in care", "looked after children")


def test_rewordings_put_the_other_names_in_the_mentions_place():
    assert expand("fewer agency staff for LAC", [STAFF, CARE]).variants() == [
        "fewer agency staff for LAC",
        "fewer locums for children in care",
        "fewer agency workers for looked after children",
    ]


@pytest.mark.parametrize("question", ["multi-agency staff", "staff of an agency", "lac"])
def test_a_false_friend_or_another_case_of_an_abbreviation_is_no_mention(question):
    assert expand(question, [STAFF, CARE]).mentions == ()


def test_an_everyday_word_is_heard_in_the_question_but_is_no_name():
    (mention,) = expand("getting rid of temps", [STAFF]).mentions

    assert mention.others == ("agency staff", "locums", "agency workers")


def test_the_longest_mention_counts():
    work = Concept(id="work", names=("staff", "employees"), abbreviations=(), false_friends=(), also=())

    assert [m.concept.id for m in expand("agency staff", [work, STAFF]).mentions] == ["agency-staff"]


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('[[concept]]\nid = "a"\n', "lacks an id or names"),
        ('[[concept]]\nid = "a"\nnames = ["x"]\n' * 2, "occur twice"),
        ("[[concept", "Expected"),
    ],
)
def test_a_wrong_vocabulary_file_is_refused(toml, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_vocabulary(toml)


def test_many_names_are_told_in_brief():
    assert in_brief(tuple("abcdefghij")) == "a, b, c, d, e, f, g, h and 2 more"
    assert in_brief(("a", "b")) == "a, b"


def test_a_passage_that_uses_another_name_is_found_by_words_and_marked(demonstration):
    with demonstration.store.viewing() as view:
        request = Request(question="multi-agency safeguarding hub", mode=Mode.WORDS, where=Where(councils=("Sefton",)))
        widened = find(request, view, None, OURS)

    marks = {
        result.found.passage.text[match.start : match.end]
        for result in widened.results
        for match in result.matched
        if match.why is Why.EXPANSION
    }
    assert "MASH" in marks
    assert "MASH" in widened.expanded_with


def test_expansion_can_be_switched_off(demonstration):
    with demonstration.store.viewing() as view:
        plain = find(Request(question="locum costs", is_widened=False), view, demonstration.encoder, OURS)

    assert plain.expanded_with == ()


@pytest.mark.parametrize(
    "question", ["oversight of electively home educated children", "foetal alcohol spectrum disorder", "pupil premium"]
)
def test_a_thing_that_no_paper_names_is_not_found(demonstration, question):
    with demonstration.store.viewing() as view:
        assert find(Request(question=question), view, demonstration.encoder, OURS).nothing_relevant


@pytest.mark.parametrize("question", ["agency staff", "quality of supervision", "MASH", "care leavers' pathway plans"])
def test_a_thing_that_a_paper_names_is_found(demonstration, question):
    with demonstration.store.viewing() as view:
        assert not find(Request(question=question), view, demonstration.encoder, OURS).nothing_relevant
