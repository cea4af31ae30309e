"""The head of the page and the links to its places."""

from __future__ import annotations

import re

from ui.html.navigation import navigation_html
from ui.page.app import PLACES, head_html


def test_every_place_has_a_link_and_the_script_knows_it():
    html = navigation_html([(place.id, place.name) for place in PLACES])

    ids = [place.id for place in PLACES]
    assert re.findall(r'data-place="([a-z]+)"', html) == ids
    assert len(set(ids)) == len(ids)
    assert re.findall(r'"([a-z]+)": ', re.findall(r"readacrossPlaces = ({.*?});", head_html())[0]) == ids


def test_the_shared_style_and_script_come_before_the_places_own():
    head = head_html()

    assert head.index("--bookish:") < head.index("nav.places")
    assert head.index("Gives Gradio's controls the names") < head.index("window.readacross = ")
    assert head.count("<script>") == head.count("</script>")
    assert head.count("<style>") == head.count("</style>")
