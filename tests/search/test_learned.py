"""Abbreviations that papers define themselves, and how a question is widened by them."""

from __future__ import annotations

import pytest

from corpus.types import DocumentId
from indexer.store import Alternative, Defined
from search.expand import Concept, expand
from search.learned import also_searched, learned_concepts

ONE, OTHER = DocumentId("one"), DocumentId("other")
STAR = Defined(ONE, "STs", "Star Teams")
HUB = Concept(id="hub", names=("night duty hub",), abbreviations=("NDH",), false_friends=(), also=())


def shown(question: str, *defined: Defined) -> list[tuple[str, tuple[str, ...], set[str]]]:
    """Return what each mention says, what it is widened by, and where."""
    return [
        (question[item.mention.span.start : item.mention.span.end], item.mention.others, set(item.papers))
        for item in learned_concepts(question, defined)
    ]


@pytest.mark.parametrize(
    ("question", "said", "others"),
    [
        ("What do STs do?", "STs", ("Star Teams", "Star Team")),
        ("What does the ST do?", "ST", ("Star Teams", "Star Team")),
        ("visits by star teams", "star teams", ("ST", "STs")),
        ("visits by a Star Team", "Star Team", ("ST", "STs")),
        ("the OWLS rota", "OWLS", ("Open Weekend Life Skills", "Open Weekend Life Skill")),
        ("the SAA rota", "SAA", ("Single Access Abyss",)),
    ],
)
def test_either_form_is_widened_by_the_other(question, said, others):
    defined = (STAR, Defined(ONE, "OWLS", "Open Weekend Life Skills"), Defined(ONE, "SAA", "Single Access Abyss"))

    assert shown(question, *defined) == [(said, others, {ONE})]


@pytest.mark.parametrize("question", ["What is best?", "What does the st do?", "Stars and teams", "TEST"])
def test_a_question_that_says_neither_is_not_widened(question):
    assert shown(question, STAR) == []


def test_hyphens_and_line_breaks_do_not_matter():
    defined = Defined(ONE, "PTT", "part-time team’s")

    assert [item[0] for item in shown("a part time team's rota", defined)] == ["part time team's"]


def test_papers_that_define_alike_share_a_mention_and_others_have_their_own():
    alike, unlike = Defined(OTHER, "ST", "star team"), Defined(OTHER, "ST", "Street Table")

    assert shown("ST visits", STAR, alike, unlike) == [
        ("ST", ("Star Teams", "Star Team"), {ONE, OTHER}),
        ("ST", ("Street Table", "Street Tables"), {OTHER}),
    ]


def test_what_the_vocabulary_knows_by_both_names_is_left_out():
    same, unlike = Defined(ONE, "NDH", "Night-Duty Hub"), Defined(ONE, "NDH", "Northern District Homes")
    known = expand("the NDH", [HUB]).mentions

    learned = learned_concepts("the NDH", [same, unlike], known)

    assert [item.mention.others[0] for item in learned] == ["Northern District Homes"]


def test_a_view_is_asked_for_the_other_form_in_the_papers_that_define_it():
    (learned,) = learned_concepts("ST visits", [STAR])

    assert learned.alternative == Alternative(names=("Star Teams", "Star Team"), papers=frozenset({ONE}))


def test_a_reader_is_told_the_sectors_names_first_and_each_once():
    question = "NDH and ST"
    expansion = expand(question, [HUB])

    told = also_searched(expansion, learned_concepts(question, [STAR], expansion.mentions))

    assert told == ("night duty hub", "Star Teams")
