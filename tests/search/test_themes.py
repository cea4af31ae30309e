"""The themes file and what is read from it."""

from importlib.resources import files

import pytest

from corpus.errors import UnknownNameError
from search.tag import themes_of
from search.themes import THRESHOLD, read_themes, theme_called

OURS = files("search").joinpath("data", "themes.toml").read_text(encoding="utf-8")
ONE = """
[[theme]]
id = "kinship"
title = "Kinship care"
definition = "Children who live with relatives."
vocabulary = ["kinship"]
areas = ["children in care"]
"""


def test_our_file_holds_the_twenty_two_themes():
    themes = read_themes(OURS)

    assert [theme.id for theme in themes] == [
        *("workforce", "capacity", "development", "supervision", "leadership", "governance", "intervention", "quality"),
        *("data", "practice", "front-door", "early-help", "assessment", "protection", "specific-risks", "care"),
        *("sufficiency", "care-leavers", "education", "voice", "partnership", "finance"),
    ]
    assert themes[0].title == "Workforce recruitment, retention and agency reliance"
    assert themes[-1].areas == ("impact of leaders on social work practice",)
    assert all(len(theme.vocabulary) >= 8 for theme in themes)
    assert all(len(theme.weak) >= 5 and len(theme.examples) >= 2 and theme.counter_examples for theme in themes)
    assert {theme.id: theme.threshold for theme in themes if theme.threshold != THRESHOLD} == {
        "development": 0.41,
        "supervision": 0.38,
        "governance": 0.43,
        "data": 0.39,
        "practice": 0.40,
        "early-help": 0.40,
        "assessment": 0.37,
        "care": 0.41,
        "care-leavers": 0.38,
        "partnership": 0.31,
    }


def test_a_term_is_listed_once_in_its_theme():
    for theme in read_themes(OURS):
        terms = (*theme.vocabulary, *theme.weak)
        assert len(set(terms)) == len(terms), theme.id


def test_a_theme_of_a_user_needs_no_more_than_its_words():
    theme = read_themes(ONE)[0]

    assert (theme.weak, theme.false_friends, theme.examples, theme.counter_examples) == ((), (), (), ())
    assert theme.threshold == THRESHOLD
    assert themes_of("Kinship carers met.", [theme]) == ("kinship",)


def test_cells_to_be_ignored_go_to_every_theme():
    themes = read_themes('ignored_cells = ["Head of *"]\n' + ONE + ONE.replace('"kinship"', '"kin"'))

    assert [theme.ignored_cells for theme in themes] == [("Head of *",), ("Head of *",)]


def test_a_theme_is_called_by_its_id_or_title_in_any_case():
    themes = read_themes(OURS)

    assert theme_called("SUFFICIENCY", themes).id == "sufficiency"
    assert theme_called("placement sufficiency, fostering and commissioning", themes).id == "sufficiency"


def test_an_unknown_theme_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError) as refused:
        theme_called("workfroce", read_themes(OURS))

    assert str(refused.value) == (
        "No theme is called “workfroce” here. Did you mean “workforce”? To see them all: readacross themes"
    )


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        (ONE + ONE, "theme ids occur twice: kinship"),
        (ONE.replace('title = "Kinship care"\n', ""), "a theme lacks title: kinship"),
        ("[[theme", "Expected"),
        (ONE + "threshold = 1.5", "a threshold must be between 0 and 1: kinship has 1.5"),
        (ONE + 'weak = "kin"', "weak must be a list: kinship"),
    ],
)
def test_a_wrong_file_is_refused(toml, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_themes(toml)
