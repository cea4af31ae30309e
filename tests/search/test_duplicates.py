"""Passages that say the same are one result."""

from collections import Counter

import pytest

from search.duplicates import groups_of, say_the_same
from search.fuse import Scores
from tests.ui.html.test_render import found

LONG = "The board agreed to review the plan each month until every action is complete."


def ranked(*texts):
    return [(row, Scores(None, None, 1 / row), found(text)) for row, text in enumerate(texts, start=1)]


def texts_of(groups):
    return [[item.passage.text for item in group.found] for group in groups]


def test_a_copy_joins_the_passage_that_ranks_first():
    groups = groups_of(ranked(LONG, "Staff stay.", LONG.replace("agreed", "AGREED ")), 5)

    assert texts_of(groups) == [[LONG, LONG.replace("agreed", "AGREED ")], ["Staff stay."]]
    assert [group.row for group in groups] == [1, 2]


def test_one_word_in_ten_may_differ():
    groups = groups_of(ranked(LONG, LONG.replace("month", "quarter")), 5)

    assert len(groups) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, f"{LONG} It will report to the cabinet in the spring of the year."),
        ("There were 285 children in care at the end of the month of May.",
         "There were 330 children in care at the end of the month of May."),
        ("On track", "Off track"),
    ],
)  # fmt: skip
def test_what_adds_a_sentence_or_changes_a_figure_or_a_short_cell_is_another_passage(one, other):
    assert len(groups_of(ranked(one, other), 5)) == 2


def test_no_more_groups_are_made_than_asked_for():
    groups = groups_of(ranked("One plan.", "Two plans.", "Three plans."), 2)

    assert texts_of(groups) == [["One plan."], ["Two plans."]]


def test_saying_the_same_does_not_depend_on_the_order_of_words():
    assert say_the_same(Counter(LONG.split()), Counter(reversed(LONG.split())))
