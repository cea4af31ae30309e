"""What folding makes the same for searching, and what it leaves alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import LOOK_ALIKES, fold

LETTERS = st.one_of(
    st.text(),
    st.text(st.sampled_from([*map(chr, LOOK_ALIKES), "a", "1", " ", "\n", "-", "t", "\u0301", "\u0302", "𝚼", "ﬁ"])),
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Υ", "Y"),
        ("Cleaner JΑ", "Cleaner JA"),
        ("2В", "2B"),
        ("ΕΗСP", "EHCP"),
        ("ﬁnancial eﬀect", "financial effect"),
        ("ＳＥＮＤ", "SEND"),
        ("the board’s ‘offer’", "the board's 'offer'"),
        ("“good”", '"good"'),
        ("2017–18 — a year‑long plan", "2017-18 - a year-long plan"),
        ("care\u00adleavers", "careleavers"),
        ("\ufeffPlan\u200b", "Plan"),
        ("£5\u00a0million", "£5 million"),
        ("½ term", "1⁄2 term"),
        ("naïve café", "naïve café"),
        ("Α\u0301", "Á"),
        ("𝚼\u0302", "Ŷ"),
    ],
)
def test_what_the_eye_takes_for_the_same_becomes_the_same(printed, folded):
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("multi-\nagency", "multi-agency"),
        ("multi- \n  agency", "multi-agency"),
        ("multi‑\nagency", "multi-agency"),
        ("care -\nleavers", "care - leavers"),
        ("ends here -\n\n- next item", "ends here - - next item"),
        ("Hire.\n- Train", "Hire. - Train"),
    ],
)
def test_a_word_cut_at_a_lines_end_keeps_its_hyphen_and_is_closed_up(printed, folded):
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("8 th March", "8th March"),
        ("1 st and 22 nd", "1st and 22nd"),
        ("3 rd quarter", "3rd quarter"),
        ("100 the", "100 the"),
        ("120 th item", "120 th item"),
        ("8 thirds", "8 thirds"),
        ("8  th", "8th"),
    ],
)
def test_an_ordinals_ending_is_closed_up(printed, folded):
    assert fold(printed) == folded


def test_case_and_figures_are_kept():
    assert (
        fold("Ofsted judged 17.9% (£2,500) INADEQUATE;\tsee 3.1.")
        == "Ofsted judged 17.9% (£2,500) INADEQUATE; see 3.1."
    )


@given(LETTERS)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(LETTERS)
def test_a_folded_text_is_one_line_with_single_spaces_and_no_look_alike(text):
    folded = fold(text)

    assert re.search(r"\s\s|[^\S ]|^\s|\s$", folded) is None
    assert not set(folded) & set(map(chr, LOOK_ALIKES))


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="`")))
def test_plain_words_are_left_alone(word):
    assert fold(word) == word


@given(
    st.lists(st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=3)), st.sampled_from(" \n\t\u00a0")
)
def test_any_white_space_between_words_counts_as_one_space(words, space):
    assert fold(space.join(words)) == " ".join(words)
