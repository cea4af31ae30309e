"""Themes side by side, from our digests, with the real encoder."""

import pytest

from search.answers import Request
from search.claim_rules import ClaimKind
from search.compare import LIMIT_IN_PASSING, NOT_FOUND
from search.marks.decide import Verdict
from ui.library.coding import decide, decisions
from ui.services import Services


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


def test_evidence_is_the_councils_own_newest_paper_first_and_best_first_within_a_paper(compare):
    for column in compare("workforce", [], limit=6).columns:
        assert {item.found.paper.council for item in column.evidence} == {column.council}
        assert len(column.evidence) <= 6
        places = [[paper.id for paper in column.papers].index(item.found.paper.id) for item in column.evidence]
        assert places == sorted(places)
        by_paper: dict[str, list[float]] = {}
        for item in column.evidence:
            by_paper.setdefault(item.found.paper.id, []).append(item.relevance)
        assert all(some == sorted(some, reverse=True) for some in by_paper.values())


def test_the_words_that_earned_a_passage_its_place_are_marked(compare):
    (halton,) = compare("sufficiency", ["Halton"]).columns

    (best,) = [item for item in halton.evidence if item.found.passage.number == "3.2"]
    marked = {best.found.passage.text[match.start : match.end] for match in best.matched}
    assert "suitable placements" in {*best.terms, *marked}


def test_a_council_that_says_nothing_is_silent_with_what_was_searched(compare):
    (halton,) = compare("supervision", ["Halton"]).columns

    assert (halton.evidence, halton.figures, halton.actions, halton.passages) == ((), (), (), 0)
    assert halton.silence.wording == NOT_FOUND
    assert halton.silence.passages_searched == 33
    assert halton.silence.nearest.paper.council == "Halton"
    assert 0 < halton.silence.nearest_cosine < 0.6


def test_private_fostering_is_not_fostering(compare):
    (sefton,) = compare("sufficiency", ["Sefton"], limit=40).columns

    assert "4.2.2" not in {item.found.passage.number for item in sefton.evidence}


def test_every_number_stands_in_the_quotation_beside_it_and_that_in_its_paper(demonstration, compare):
    shown = [
        figure
        for theme in demonstration.themes
        for column in compare(theme.id, []).columns
        for figure in column.figures
    ]

    assert len(shown) > 50
    for item in shown:
        passage = item.found.passage
        text = demonstration.text(item.found.paper.id)
        start = passage.span.start + item.figure.quote.start
        assert text[start : start + len(item.quote)] == item.quote
        assert item.figure.quote.start <= item.figure.span.start
        assert item.figure.span.end <= item.figure.quote.end
        assert passage.text[item.figure.span.start : item.figure.span.end] == item.figure.value
        assert item.figure.value in item.quote


def test_actions_on_the_theme_are_rolled_up(compare):
    (sefton,) = compare("data", ["Sefton"]).columns

    assert sefton.rolled_up.actions == len(sefton.actions)
    marked = {item.found.passage.id for item in compare("data", ["Sefton"], limit=500).columns[0].evidence}
    assert all(marked.intersection(item.action.passage_ids) for item in sefton.actions)


def test_each_passage_says_what_kind_of_claim_it_makes_and_by_what_words(compare):
    items = [item for column in compare("workforce", []).columns for item in column.evidence]

    assert {item.claim.kind for item in items} >= {ClaimKind.PLANNED, ClaimKind.REPORTED}
    assert all(item.claim.reason for item in items)


def test_pairs_are_of_two_councils_each_passage_once_for_each_two(compare):
    comparison = compare("workforce", ["Sefton", "Southend-on-Sea"])

    council_of = {item.found.passage.id: column.council for column in comparison.columns for item in column.evidence}
    assert comparison.pairs
    for pair in comparison.pairs:
        assert (council_of[pair.left], council_of[pair.right]) == ("Sefton", "Southend-on-Sea")
        assert 0.6 <= pair.cosine <= 1
    for side in ("left", "right"):
        named = [getattr(pair, side) for pair in comparison.pairs]
        assert len(named) == len(set(named))


def test_a_theme_in_the_persons_own_words_is_found_by_its_names_and_silence_is_told(compare):
    halton, sefton, southend = compare("emergency duty team", []).columns

    assert "1.3.4" in {item.found.passage.number for item in sefton.evidence}
    assert all(item.is_in_passing is False for item in sefton.evidence)
    assert halton.silence.wording == southend.silence.wording == NOT_FOUND


def test_a_slip_in_a_themes_name_is_not_taken_for_words_of_ones_own(compare):
    from corpus.errors import UnknownNameError

    with pytest.raises(UnknownNameError, match="workfroce"):
        compare("workfroce", [])


def test_what_is_only_named_in_passing_is_shown_as_that_and_is_no_silence(tmp_path, demonstration):
    services = Services(tmp_path / "library", encoder=demonstration.encoder)
    filler = " ".join(["The board met in the town hall and heard from its members."] * 9)
    text = f"Halton Borough Council\n\nReport\n\n1.1 {filler} One member asked about caseloads. {filler}\n"
    (tmp_path / "paper.txt").write_text(text, encoding="utf-8")
    from indexer.build import Corrections

    services.add(tmp_path / "paper.txt", Corrections(council="Halton"))

    (column,) = services.compare("capacity", ["Halton"]).columns

    assert column.silence is None
    assert column.passages == 0
    assert 1 <= len(column.evidence) <= LIMIT_IN_PASSING
    assert all(item.is_in_passing and "caseload" in item.found.passage.text for item in column.evidence)


def test_what_people_decide_about_marks_holds(tmp_path, demonstration):
    services = Services(tmp_path / "library", encoder=demonstration.encoder)
    list(services.add_demonstration())
    (before,) = services.compare("supervision", ["Southend-on-Sea"]).columns
    wrong = before.evidence[0].found.passage.id
    (halton,) = services.compare("supervision", ["Halton"]).columns

    decide(services, wrong, "supervision", "Ada", Verdict.REJECT)
    decide(services, halton.silence.nearest.passage.id, "supervision", "Ada", Verdict.ADD)

    (after,) = services.compare("supervision", ["Southend-on-Sea"]).columns
    assert wrong not in {item.found.passage.id for item in after.evidence}
    (added,) = services.compare("supervision", ["Halton"]).columns
    assert [item.found.passage.id for item in added.evidence] == [halton.silence.nearest.passage.id]

    decide(services, wrong, "supervision", "Ada", None)

    (again,) = services.compare("supervision", ["Southend-on-Sea"]).columns
    assert [item.found.passage.id for item in again.evidence] == [item.found.passage.id for item in before.evidence]
    assert [decision.verdict for decision in decisions(services)] == [Verdict.ADD]


def test_what_people_decide_holds_in_a_search_limited_to_the_theme(tmp_path, demonstration):
    services = Services(tmp_path / "library", encoder=demonstration.encoder)
    list(services.add_demonstration())
    theme = next(theme for theme in services.themes if theme.id == "supervision")
    (halton,) = services.compare("supervision", ["Halton"]).columns
    added = halton.silence.nearest.passage.id

    def found():
        return [it.found.passage.id for it in services.search(Request(question="managers", theme=theme)).results]

    before = found()
    decide(services, before[0], "supervision", "Ada", Verdict.REJECT)
    decide(services, added, "supervision", "Ada", Verdict.ADD)

    assert added not in before
    assert before[0] not in found()
    assert added in found()
