"""The words that figures are read by can be extended."""

import tomllib

import pytest

from indexer.figures.reading import figures_of
from indexer.figures.rules import read_figure_rules

from .conftest import DATA


def test_a_file_of_a_users_own_adds_words_to_ours():
    ours = DATA.read_text(encoding="utf-8")
    extended = read_figure_rules(ours, '[what]\nsingulars = ["crèche"]\n[numbers]\nones = { "a dozen" = 12 }\n')

    assert {"child", "crèche"} <= extended.singulars
    assert (extended.ones["two"], extended.ones["a dozen"]) == (2, 12)


def test_a_list_that_is_not_of_words_is_refused():
    with pytest.raises(ValueError, match="not a list of words"):
        read_figure_rules(DATA.read_text(encoding="utf-8"), "[tones]\ngood = [1]\n")


def test_a_missing_table_is_named():
    with pytest.raises(KeyError, match="numbers"):
        read_figure_rules("[what]\n")


def test_no_entry_stands_twice_in_a_list(rules):
    tables = tomllib.loads(DATA.read_text(encoding="utf-8"))
    lists = [words for table in tables.values() for words in table.values() if isinstance(words, list)]

    assert [word for words in lists for word in words if words.count(word) > 1] == []
    assert len(lists) == 36


def test_a_sum_beside_no_word_for_a_budget_is_paid_where_a_word_says_so(rules):
    paid, planned = figures_of("Placements cost £4,100. The grant is £90,000.", rules, paper_date=None)

    assert (paid.role, planned.role) == ("actual", "budget")
