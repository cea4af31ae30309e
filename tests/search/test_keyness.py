"""Which words and phrases a council uses more or less than the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, power_divergence

from corpus.types import PaperKind
from indexer.store import PassageKind
from indexer.stores.library import SqliteLibrary
from search.keyness import CRITICAL, Keyness, KeyTerm, Texts, keyness, log_likelihood, log_ratio, texts_of
from tests.indexer.conftest import shelved_paper

if TYPE_CHECKING:
    from pathlib import Path

    from ui.services import Services

COUNTS = st.integers(0, 400)
SIZES = st.integers(1_000, 100_000)


def council(name: str, *papers: list[str]) -> Texts:
    return Texts(name, tuple(tuple(paper) for paper in papers))


def times(n: int, text: str, *, start: int = 0) -> list[str]:
    """Return a text so many times, each a little different, since copies count once."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [f"{text}; the {letters[i % 26]}{letters[i // 26]} was." for i in range(start, start + n)]


def terms(found: tuple[KeyTerm, ...]) -> list[str]:
    return [term.term for term in found]


def both(*, more: list[str], other: list[str]) -> Keyness:
    """Return what the first of two councils of two papers each says."""
    filling = times(40, "nothing said here at all")
    texts = [council("A", more[::2] + filling, more[1::2]), council("B", other + filling, filling)]
    return keyness(texts)[0]


# Values.


@pytest.mark.parametrize(
    ("n", "others_n", "words", "others_words", "expected"),
    [
        (52, 57, 50_000, 75_000, 2.65),  # the example of Lancaster's course in corpus linguistics
        (10, 10, 1_000, 1_000, 0.0),
        (0, 0, 1_000, 1_000, 0.0),
        (10, 0, 1_000, 1_000, 20 * np.log(2)),
    ],
)
def test_log_likelihood_is_as_published(n: int, others_n: int, words: int, others_words: int, expected: float):
    assert float(log_likelihood(n, others_n, words, others_words)) == pytest.approx(expected, abs=0.005)


@given(COUNTS, COUNTS, SIZES, SIZES)
def test_log_likelihood_is_what_scipy_makes_of_observed_and_expected(n: int, m: int, words: int, others_words: int):
    share = (n + m) / (words + others_words)
    expected = (
        power_divergence([n, m], [words * share, others_words * share], lambda_="log-likelihood").statistic
        if n + m
        else 0
    )

    assert float(log_likelihood(n, m, words, others_words)) == pytest.approx(float(expected), abs=1e-6)


@given(COUNTS, COUNTS, SIZES, SIZES)
def test_the_other_side_has_the_same_strength_and_the_opposite_ratio(n: int, m: int, words: int, others_words: int):
    there, back = (n, m, words, others_words), (m, n, others_words, words)

    assert float(log_likelihood(*there)) == pytest.approx(float(log_likelihood(*back)), abs=1e-9)
    assert float(log_ratio(*there)) == pytest.approx(-float(log_ratio(*back)), abs=1e-9)


def test_a_count_of_none_is_taken_for_a_half_in_the_ratio_alone():
    assert float(log_ratio(4, 0, 1_000, 1_000)) == 3
    assert float(log_ratio([1, 0], [1, 0], 1_000, 2_000)[1]) == 1


def test_the_cut_is_one_chance_in_a_thousand():
    assert chi2.sf(CRITICAL, df=1) == pytest.approx(0.001, abs=2e-6)


# What is listed.


def test_a_word_that_one_council_alone_uses_is_what_it_says_more_and_the_other_less():
    texts = [
        council("A", times(12, "foster"), times(12, "foster", start=12)),
        council("B", times(12, "academy"), times(12, "academy", start=12)),
    ]

    first, second = keyness(texts)

    assert (first.council, terms(first.more), terms(first.less)) == ("A", ["foster"], ["academy"])
    assert (second.council, terms(second.more), terms(second.less)) == ("B", ["academy"], ["foster"])
    (foster,) = first.more
    assert (foster.n, foster.others_n, foster.papers, foster.passages) == (24, 0, 2, 24)
    assert foster.expected == pytest.approx(12)
    assert foster.per_10_000 == pytest.approx(10_000 * 24 / first.words)
    assert foster.p < 0.001


def test_a_phrase_stands_for_the_words_that_stand_in_it_alone():
    found = both(more=times(16, "the head of service"), other=[])

    assert terms(found.more) == ["head of service"]


def test_a_word_of_a_phrase_that_stands_by_itself_too_is_listed_beside_it():
    found = both(more=times(14, "the edge of care") + times(14, "care"), other=[])

    assert set(terms(found.more)) == {"edge of care", "care"}


def test_phrases_go_over_no_mark_and_no_number():
    found = both(more=times(12, "visit, weekly") + times(12, "train 12 staff"), other=[])

    assert set(terms(found.more)) == {"visit", "weekly", "train", "staff"}


def test_one_papers_word_is_not_its_councils_where_there_are_others():
    repeated = times(30, "annex")

    texts = [council("A", repeated, times(5, "nothing")), council("B", times(30, "nothing"))]

    assert "annex" not in terms(keyness(texts)[0].more)


def test_a_sentence_that_is_copied_from_paper_to_paper_counts_once():
    copied = ["Our pledge to foster carers."] * 3

    texts = [council("A", *[copied] * 20), council("B", times(30, "other"))]

    assert keyness(texts)[0].more == ()
    assert keyness(texts)[0].words == 5


def test_a_long_list_in_one_passage_makes_no_term():
    found = both(more=["rota, rota, rota, rota, rota, rota, rota, rota, rota, rota, rota, rota", "rota"], other=[])

    assert "rota" not in terms(found.more)


def test_the_councils_own_names_are_left_out_in_every_form():
    texts = [
        council("A", times(12, "Southend; plan"), times(12, "Southend's; plan", start=12)),
        council("B", times(24, "visits"), times(24, "visits", start=24)),
    ]

    assert terms(keyness(texts, left_out=["Southend-on-Sea"])[0].more) == ["plan"]


def test_strongest_stands_first_and_no_more_than_asked():
    more = times(30, "foster") + times(18, "audit") + times(22, "visit")

    found = both(more=more, other=[])

    assert terms(found.more) == ["foster", "visit", "audit"]
    assert terms(keyness([council("A", more, more), council("B", times(60, "plan"))], limit=1)[0].more) == ["foster"]


def test_how_many_would_be_listed_by_chance_is_told():
    found = both(more=times(10, "foster"), other=times(10, "audit"))

    assert found.tested >= 2
    assert found.by_chance == pytest.approx(found.tested / 1000, rel=0.01)


def test_one_council_alone_has_nothing_to_be_compared_with():
    with pytest.raises(ValueError, match="two councils"):
        keyness([council("A", ["One plan."]), council("B", [])])


PAPERS = st.lists(st.sampled_from(["foster care", "audit", "plan; care", "the visit"]), max_size=30)


@given(st.lists(PAPERS, min_size=2, max_size=4))
def test_counts_add_up_whatever_the_texts(papers: list[list[str]]):
    texts = [council(str(place), times(9, "plan"), paper) for place, paper in enumerate(papers)]

    for found in keyness(texts):
        assert found.words + found.others_words == sum(other.words for other in keyness(texts))
        for term in (*found.more, *found.less):
            assert term.g2 >= CRITICAL
            assert (term.log_ratio > 0) is (term.n > term.expected)


# Texts.


def test_boilerplate_and_inspectors_words_are_not_a_councils(tmp_path: Path):
    store = SqliteLibrary(tmp_path / "library")
    kinds = (PassageKind.PARAGRAPH, PassageKind.BOILERPLATE)
    store.put(shelved_paper("Ours.", "Notice.", kinds=kinds))
    store.put(shelved_paper("Theirs.", kind=PaperKind.INSPECTION_REPORT))

    with store.viewing() as view:
        assert texts_of(view) == [Texts("Sefton", (("Ours.",),))]


def test_of_a_plan_what_is_planned_is_taken_and_no_status(demonstration: Services):
    with demonstration.store.viewing() as view:
        by_council = {texts.council: texts for texts in texts_of(view)}

    (plan,) = [paper for paper in by_council["Sefton"].papers if len(paper) > 200]
    assert list(by_council) == ["Halton", "Sefton", "Southend-on-Sea"]
    assert "The council will fill vacant posts in Help & Protection" in " ".join(plan)
    assert not any("Action complete" in text for text in plan)


def test_what_southend_says_more_is_found_in_its_papers(demonstration: Services):
    with demonstration.store.viewing() as view:
        found = {one.council: one for one in keyness(texts_of(view), left_out=["Southend-on-Sea", "Sefton", "Halton"])}

    assert "lac" in terms(found["Southend-on-Sea"].more)
    assert all(term.log_ratio < 0 for one in found.values() for term in one.less)
