"""The themes file and what is read from it."""

from importlib.resources import files

import pytest

from corpus.errors import UnknownNameError
from search.themes import read_themes, theme_called

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
    ],
)
def test_a_wrong_file_is_refused(toml, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_themes(toml)
