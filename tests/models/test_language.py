"""Where sentences begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.types import Span
from models.language import people_finder, sentence_finder

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = st.sampled_from(
    ["The hub opened.", "Who pays?", "e.g. on Monday", "£2.5 million", "3.2", "\n", "\n\n", "  ", "\t", "…", "’s", "é"]
)


@pytest.fixture(scope="session")
def find_sentences() -> Callable[[str], list[Span]]:
    """The real recogniser, loaded once."""
    return sentence_finder()


def marked(text: str, spans: list[Span]) -> str:
    """Return the text with every sentence in square brackets."""
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hub opened. It is full.", "[The hub opened.] [It is full.]"),
        ("Who pays? We do! Fine.", "[Who pays?] [We do!] [Fine.]"),
        ("  Set in. Set out.  ", "  [Set in.] [Set out.]  "),
        ("The first line\nends here. The second\ngoes on.", "[The first line\nends here.] [The second\ngoes on.]"),
        ("The team grew.\n\nIt has two posts.", "[The team grew.]\n\n[It has two posts.]"),
        ("No full stop", "[No full stop]"),
    ],
)
def test_sentences_are_marked_exactly_and_white_space_stays_outside(find_sentences, text, expected):
    assert marked(text, find_sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "One visit a week, e.g. on Monday, is enough. Two are better.",
            "[One visit a week, e.g. on Monday, is enough.] [Two are better.]",
        ),
        (
            "Dr. Jones agreed, i.e. she did not object. All is well.",
            "[Dr. Jones agreed, i.e. she did not object.] [All is well.]",
        ),
        ("Costs rose by £2.5 million. They fell later.", "[Costs rose by £2.5 million.] [They fell later.]"),
        ("The team has 8.5 posts. Two are vacant.", "[The team has 8.5 posts.] [Two are vacant.]"),
    ],
)
def test_an_abbreviation_or_a_decimal_point_ends_no_sentence(find_sentences, text, expected):
    assert marked(text, find_sentences(text)) == expected


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\t \n"])
def test_a_text_without_words_has_no_sentences(find_sentences, text):
    assert find_sentences(text) == []


def test_the_same_text_is_cut_the_same_way_twice(find_sentences):
    text = "The hub opened. It is full. Who pays?"

    assert find_sentences(text) == find_sentences(text) == [Span(0, 15), Span(16, 27), Span(28, 37)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(), st.lists(PIECES).map(" ".join)))
def test_sentences_stand_in_order_and_leave_out_only_white_space(find_sentences, text):
    end = 0
    for span in find_sentences(text):
        assert not text[end : span.start].strip()
        assert end <= span.start < span.end
        assert text[slice(*span)] == text[slice(*span)].strip()
        end = span.end
    assert not text[end:].strip()


@pytest.fixture(scope="session")
def find_people() -> Callable[[str], list[Span]]:
    """The real recogniser, loaded once."""
    return people_finder()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The plan is led by Margaret Okafor, Director of Children's Services.", ["Margaret Okafor"]),
        ("Sefton, Kent and Surrey told Cafcass that Children were heard.", []),
        ("Power Bi shows it daily, said Portfolio Holder Peter Marsh.", ["Peter Marsh"]),
        ("Cheshire West and Chester joined Wolverhampton’s scheme.", []),
    ],
)
def test_people_are_found_and_councils_and_the_sectors_words_are_not(find_people, text, named):
    assert [text[slice(*span)] for span in find_people(text)] == named
