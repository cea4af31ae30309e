"""Write the links to the places of the page. Nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def navigation_html(places: Sequence[tuple[str, str]]) -> str:
    """Return a link that skips to the open place, and a link to each place (name in its address, words).

    The page's script says which is open, and keeps in each link what was last asked there. On a narrow screen the
    links stand behind a button, and the open place's name beside it.
    """
    links = "".join(
        f'<li><a href="#{escape(place)}" data-place="{escape(place)}">{escape(name)}</a></li>' for place, name in places
    )
    return (
        f'<a class="skip" href="#{escape(places[0][0])}-panel" data-skips>Skip to main content</a>'
        '<nav class="places" aria-label="Readacross"><div class="places-head">'
        '<button type="button" class="places-menu" aria-expanded="false" aria-controls="places-list">Menu</button>'
        f'<span class="place-open">{escape(places[0][1])}</span></div><ul id="places-list">{links}</ul></nav>'
    )
