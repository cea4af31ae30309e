"""The councils to tick, few and many."""

from __future__ import annotations

import re

from ui.html.councils import FEW, councils_html, told_ticked

MANY = [f"Council {number}" for number in range(1, FEW + 2)]


def test_a_few_councils_stand_open_with_no_list_to_narrow():
    html = councils_html(["Halton", "Sefton"], "compare")

    assert html.startswith('<fieldset class="councils"><legend>Councils</legend>')
    assert re.findall(r'name="council" value="([^"]+)" checked', html) == ["Halton", "Sefton"]
    assert '<span class="ticked">all 2 ticked</span>' in html
    assert "data-narrows" not in html


def test_more_than_a_few_are_folded_away_and_can_be_narrowed():
    html = councils_html(MANY, "actions")

    assert html.startswith('<details class="councils many"><summary>Councils: <span class="ticked">all 13 ticked')
    assert '<label for="actions-narrow">Narrow the list</label><input type="text" id="actions-narrow"' in html
    assert html.count('name="council"') == len(MANY)
    assert 'name="' not in html.split("data-narrows")[0].split("<fieldset")[1]  # what narrows is never asked


def test_names_are_escaped_and_nothing_stands_without_councils():
    assert 'value="A &amp; &quot;B&quot;"' in councils_html(['A & "B"'], "search")
    assert councils_html([], "search") == ""


def test_how_many_are_ticked_is_told_in_words():
    assert [told_ticked(n, 41) for n in (41, 40, 1, 0)] == [
        "all 41 ticked",
        "40 of 41 ticked",
        "1 of 41 ticked",
        "none of 41 ticked",
    ]
