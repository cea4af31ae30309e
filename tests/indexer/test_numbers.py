"""Which printed numbers can follow which, so that a year or a figure never becomes a paragraph's number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.split.numbers import LARGEST_GAP, Numbering

DOTTED = st.lists(st.integers(0, 40), min_size=2, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@pytest.mark.parametrize(
    ("last", "number", "accepted"),
    [
        ("2.9", "2.10", True),
        ("2.9", "2.9", False),
        ("2.9", "2.8", False),
        ("2.9", "2.12", True),
        ("2.9", "2.13", False),
        ("2.9", "3.1", True),
        ("2.9", "3.4", False),
        ("2.9", "4.1", False),
        ("2.9", "2.9.1", True),
        ("2.9", "2.9.4", False),
        ("2.1.8", "2.1.9", True),
        ("2.1.8", "2.2", True),
        ("2.1.8", "2.2.1", True),
        ("2.1.8", "2.2.9", False),
        ("2.1.8", "3.1.1", True),
        ("2.1.8", "2.1", False),
    ],
)
def test_a_dotted_number_follows_the_last_one_closely(last, number, accepted):
    numbering = Numbering()
    numbering.take(last)

    assert numbering.accepts(number) is accepted


@pytest.mark.parametrize(
    ("top", "number", "accepted"),
    [(0, "1.1", True), (3, "3.1", True), (3, "4.1", True), (3, "2.9", False), (3, "7.1", False), (0, "1.9", False)],
)
def test_the_first_dotted_number_belongs_to_the_section_or_one_near_it(top, number, accepted):
    numbering = Numbering()
    if top:
        numbering.take_top(str(top))

    assert numbering.accepts(number) is accepted


@pytest.mark.parametrize(
    ("number", "accepted"),
    [("4", True), ("6", True), ("7", False), ("3", False), ("1", False), ("202", False)],
)
def test_a_section_number_rises_by_three_at_most(number, accepted):
    numbering = Numbering()
    numbering.take_top("3")

    assert numbering.accepts_top(number) is accepted


def test_a_new_section_begins_its_own_numbers():
    numbering = Numbering()
    numbering.take("2.9")

    numbering.take_top("3")

    assert (numbering.top, numbering.last) == (3, ())


def test_a_dotted_number_moves_the_section_on_but_never_back():
    numbering = Numbering(top=5)

    numbering.take("3.2")

    assert (numbering.top, numbering.last) == (5, (3, 2))


@given(st.lists(DOTTED, max_size=30))
def test_accepted_numbers_only_rise_and_never_leap(numbers):
    numbering = Numbering()
    taken = []
    for number in numbers:
        if numbering.accepts(number):
            numbering.take(number)
            taken.append(tuple(map(int, number.split("."))))

    assert taken == sorted(set(taken))
    assert all(after[0] - before[0] <= 1 for before, after in pairwise(taken))
    assert not taken or taken[0][0] <= LARGEST_GAP


@given(DOTTED)
def test_a_number_never_follows_itself(number):
    numbering = Numbering()
    numbering.take(number)

    assert not numbering.accepts(number)
