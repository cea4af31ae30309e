"""Themes side by side, from our digests, with the real encoder."""

import pytest

from search.compare import NOT_FOUND


@pytest.fixture
def compare(demonstration):
    return demonstration.compare


def test_councils_stand_in_the_order_asked_for(compare):
    columns = compare("sufficiency", ["Southend-on-Sea", "halton"]).columns

    assert [column.council for column in columns] == ["Southend-on-Sea", "Halton"]


def test_all_councils_stand_by_name_when_none_is_asked_for(compare):
    comparison = compare("Sufficiency", [])

    assert [column.council for column in comparison.columns] == ["Halton", "Sefton", "Southend-on-Sea"]
    assert [len(column.papers) for column in comparison.columns] == [1, 3, 1]


def test_evidence_is_the_councils_own_best_first_and_no_more_than_asked(compare):
    for column in compare("workforce", [], limit=3).columns:
        assert {item.found.paper.council for item in column.evidence} == {column.council}
        relevance = [item.relevance for item in column.evidence]
        assert relevance == sorted(relevance, reverse=True)
        assert len(relevance) <= 3


def test_the_words_that_earned_a_passage_its_place_are_marked(compare):
    (halton,) = compare("sufficiency", ["Halton"]).columns

    best = halton.evidence[0]
    marked = {best.found.passage.text[match.start : match.end] for match in best.matched}
    assert best.found.passage.number == "3.2"
    assert marked == {"placements", "suitable placements"}


def test_a_council_that_says_nothing_is_silent_with_what_was_searched(compare):
    (halton,) = compare("supervision", ["Halton"]).columns

    assert halton.evidence == ()
    assert halton.silence.wording == NOT_FOUND
    assert halton.silence.passages_searched == 33
    assert halton.silence.nearest.paper.council == "Halton"
    assert 0 < halton.silence.nearest_cosine < 0.6


def test_private_fostering_is_not_fostering(compare):
    (sefton,) = compare("sufficiency", ["Sefton"], limit=40).columns

    assert "4.2.2" not in {item.found.passage.number for item in sefton.evidence}
