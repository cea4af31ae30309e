"""Personal data hidden where passages are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Span
from search.answers import Match, Why
from search.masking import masked


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("Tel: 0151 496 0123", "Tel: [telephone number hidden]", ("telephone number",)),
        ("(01632) 960 123", "[telephone number hidden]", ("telephone number",)),
        ("+44 20 7946 0958", "[telephone number hidden]", ("telephone number",)),
        ("07700900123", "[telephone number hidden]", ("telephone number",)),
        ("a.b-c@city.gov.uk.", "[e-mail address hidden].", ("e-mail address",)),
        ("The budget is £17.9m, up from 2018/19.", "The budget is £17.9m, up from 2018/19.", ()),
        ("3248 in 2016/17 to 2819 in 2017/18", "3248 in 2016/17 to 2819 in 2017/18", ()),
        ("0.75 of 10,000 000 children", "0.75 of 10,000 000 children", ()),
    ],
)
def test_contacts_are_hidden_and_figures_are_not(text, shown, hidden):
    assert (masked(text).text, masked(text).hidden) == (shown, hidden)


def test_matches_move_along_and_those_inside_go():
    text = "Write to x@y.uk about staff, x@z.uk"
    matched = [Match(9, 15, Why.WORD), Match(22, 27, Why.WORD)]

    shown = masked(text, matched)

    (left,) = shown.matched
    assert shown.text[left.start : left.end] == "staff"
    assert shown.hidden == ("e-mail address",)


def test_names_are_hidden_only_when_a_finder_is_given():
    assert masked("Ann Example, Director").text == "Ann Example, Director"
    assert masked("Ann Example, Director", find_people=lambda _: [Span(0, 11)]).text == "[name hidden], Director"


@given(st.text(alphabet="ab 0123456789@.+()", max_size=60))
def test_nothing_but_what_is_hidden_changes(text):
    shown = masked(text)

    assert (shown.text == text) is (shown.hidden == ())
    assert masked(shown.text).text == shown.text
