"""The overview of themes by council and the form of a comparison, as HTML."""

from __future__ import annotations

import re

from search.themes import Theme
from ui.html.overview import drawn_html, form_html, overview_html
from ui.library.comparing import ThemeCounts


def a_theme(theme_id: str, title: str) -> Theme:
    return Theme(id=theme_id, title=title, definition="", vocabulary=(), false_friends=(), areas=("x",))


THEMES = (a_theme("beds", "Beds & <homes>"), a_theme("money", "Money"))
COUNTS = ThemeCounts(
    councils=("Bath and North East Somerset", "Halton"),
    passages=(100, 1200),
    counts={"beds": (40, 0), "money": (1, 240)},
    newest={"beds": ("2023-09-12", None), "money": (None, "2021")},
)


def rows() -> list[str]:
    return re.findall(r"<tr>.*?</tr>", overview_html(COUNTS, THEMES))


def cells(row: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row)]


def test_each_number_is_told_with_its_council_and_the_newest_year_and_none_is_told_as_not_found():
    _, beds, money = rows()

    assert cells(beds) == ["40 passages, Bath and North East Somerset, newest 2023", "–not found, Halton"]
    assert cells(money) == [
        "1 passage, Bath and North East Somerset, newest undated",
        "240 passages, Halton, newest 2021",
    ]


def test_a_theme_opens_all_councils_and_a_number_one_of_them():
    _, beds, _ = rows()

    assert re.findall(r'href="([^"]+)"', beds) == [
        "#compare?theme=beds",
        "#compare?theme=beds&amp;council=Bath+and+North+East+Somerset",
        "#compare?theme=beds&amp;council=Halton",
    ]
    assert "Beds &amp; &lt;homes&gt;" in beds


def test_the_tint_goes_by_the_share_of_a_councils_own_passages():
    assert [re.findall(r"tint-(\d)", row) for row in rows()] == [[], ["4", "0"], ["2", "3"]]


def test_the_head_says_of_how_many_passages():
    assert re.findall(r"<span class=\"of\">(.*?)</span>", rows()[0]) == ["of 100", "of 1,200"]


def test_papers_of_no_council_give_no_table():
    empty = ThemeCounts(councils=(), passages=(), counts={"beds": (), "money": ()}, newest={"beds": (), "money": ()})

    assert "<table" not in overview_html(empty, THEMES)


def test_the_form_offers_every_theme_and_council():
    html = form_html(THEMES, ["Halton", "Sefton"])

    assert re.findall(r'<option value="([^"]*)"', html) == ["", "beds", "money"]
    assert re.findall(r'name="council" value="([^"]*)" checked', html) == ["Halton", "Sefton"]


def test_the_form_asks_for_no_council_where_there_is_none():
    assert "fieldset" not in form_html(THEMES, [])


def test_the_counts_can_be_drawn_and_taken_away():
    html = drawn_html(COUNTS, THEMES)

    assert html.startswith('<details class="to-draw"><summary>')
    assert "Beds &amp; &lt;homes&gt;" in html
    assert 'download="themes-by-council.csv"' in html
    assert drawn_html(ThemeCounts(councils=(), passages=(), counts={}, newest={}), THEMES) == ""
