"""The same figure, told twice in a paper, is told once."""

from indexer.figures.distinct import Told, same_as
from indexer.figures.reading import figures_of


def told(rules, *texts):
    return [
        Told(figure, text[slice(*figure.quote)])
        for text in texts
        for figure in figures_of(text, rules, paper_date=None)
    ]


def test_a_number_told_twice_is_told_once(rules):
    twice = told(
        rules,
        "Eighteen households were approved as foster carers.",
        "Recruited 11 more Foster Carers.",
        "11 carers have been recruited against a target of 9.",
    )

    assert same_as(twice) == (None, None, 1, None)


def test_equal_numbers_of_other_things_are_told_each(rules):
    both = told(rules, "Recruited 11 foster carers.", "Opened 11 family hubs.", "11 foster carers left.")

    assert same_as(both) == (None, None, None)


def test_equal_numbers_of_other_dates_are_told_each(rules):
    both = told(rules, "At March 2021, 90 children were in care.", "At March 2022, 90 children were in care.")

    assert same_as(both) == (None, None)


def test_nothing_told_gives_nothing():
    assert same_as([]) == ()
