"""Quotations of documents: exact, cut between sentences, personal data hidden and nothing else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.masking import masked
from ui.documents.quoting import UNWRITABLE, best_stretch, masking, veiled, writable, written

TEXTS = st.text(alphabet=st.sampled_from("aB .!?;\n\t|“”()1-•,"), min_size=1, max_size=200)


@given(TEXTS, st.integers(0, 199), st.integers(1, 120))
@example("A b.” C", 0, 3)
@example("1  1", 2, 1)
@example("  ", 0, 1)
@example(" | ", 0, 3)
def test_the_best_stretch_is_a_slice_without_white_space_at_its_ends_and_no_longer_than_asked(text, place, most):
    start, end = best_stretch(text, [min(place, len(text) - 1)], most)

    assert 0 <= start <= end <= len(text)
    assert end - start <= most or not text.strip()
    assert text[start:end] == text[start:end].strip() or not text.strip()


@pytest.mark.parametrize(
    ("text", "place", "most", "stretch"),
    [
        ("Posts are vacant. Agency use fell. Visits are weekly.", 18, 20, "Agency use fell."),
        ("Posts are vacant. Agency use fell. Visits are weekly.", 18, 40, "Agency use fell. Visits are weekly."),
        ("Posts are vacant. Agency use fell.", 18, 60, "Posts are vacant. Agency use fell."),
        ("4.1\tRecruit managers\tDirector\tMay 2023", 4, 16, "Recruit managers"),
        ("He said “Agency use fell.” Visits are weekly.", 9, 27, "He said “Agency use fell.”"),
        ("one two three four five six seven", 0, 12, "one two"),
        ("one two three four five six seven", 28, 12, "six seven"),
    ],
)
def test_a_quotation_is_cut_between_sentences_cells_and_words(text, place, most, stretch):
    start, end = best_stretch(text, [place], most)

    assert text[start:end] == stretch


def test_without_a_place_the_stretch_is_the_beginning():
    start, end = best_stretch("Visits are weekly. Agency use fell.", [], 20)

    assert (start, end) == (0, 18)


@given(st.text(max_size=200))
def test_what_is_written_differs_from_the_text_only_in_white_space_and_in_what_xml_cannot_hold(text):
    assert "".join(written(text).split()) == writable("".join(text.split()))
    assert UNWRITABLE.search(written(text)) is None


CONTACTS = st.sampled_from(
    [
        "0151 496 0123",
        "(01702) 496 001",
        "+44 20 7946 0958",
        "a.b@council.example",
        "2018 2019",
        "£0300 123 1231",
        " to ",
    ]
)


@given(st.lists(st.one_of(CONTACTS, st.text(alphabet="ab .,", max_size=5)), max_size=8).map(" ".join))
def test_what_is_covered_is_just_what_is_masked_and_offsets_stay(text):
    covered = veiled(text, None)

    assert len(covered) == len(text)
    assert (covered != text) == bool(masked(text).hidden)
    assert masked(covered).hidden == ()
    assert all(new in (old, "•") for old, new in zip(text, covered, strict=True))


def test_names_are_covered_where_a_finder_is_given():
    covered = veiled("Ask Ada Lark about it.", lambda text: [(4, 12)])

    assert covered == "Ask •••••••• about it."


def test_names_are_hidden_where_the_setting_says_so(monkeypatch):
    monkeypatch.setenv("READACROSS_HIDE_NAMES", "1")

    mask, find_people = masking()

    assert mask("Sarah Jones leads the service.").text == "[name hidden] leads the service."
    assert find_people is not None


def test_names_are_shown_and_contacts_hidden_by_default(monkeypatch):
    monkeypatch.delenv("READACROSS_HIDE_NAMES", raising=False)

    mask, find_people = masking()

    assert mask("Sarah Jones, 0151 496 0123").text == "Sarah Jones, [telephone number hidden]"
    assert find_people is None
