"""Write the councils to tick: the same few lines for three of them and for a hundred. Nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 12  # as many as are looked over at a glance; more are folded away, and can be narrowed by typing


def councils_html(councils: Sequence[str], place: str) -> str:
    """Return the councils, all of them ticked, for one place of the page; nothing when there are none.

    The page's script `councils.js` says how many are ticked, ticks them all or none, and narrows the list.
    """
    if not councils:
        return ""
    ticks = "".join(
        f'<label><input type="checkbox" name="council" value="{escape(council)}" checked> '
        f"<span>{escape(council)}</span></label>"
        for council in councils
    )
    narrowing, css_class = ("", "councils") if len(councils) <= FEW else (_narrowing_html(place), "councils many")
    told = f'<span class="ticked">{told_ticked(len(councils), len(councils))}</span>'
    buttons = (
        '<p class="ticking"><button type="button" class="as-link" data-ticks="all">Select all</button> '
        '<button type="button" class="as-link" data-ticks="none">Clear</button> '
    )
    said = '<span class="hidden-words" role="status"></span></p>'
    if not narrowing:
        legend = "<legend>Councils</legend>"
        return f'<fieldset class="{css_class}">{legend}<div class="wrap">{ticks}</div>{buttons}{told}{said}</fieldset>'
    return (
        f'<details class="{css_class}"><summary>Councils: {told}</summary><fieldset class="councils">'
        f'<legend class="hidden-words">Councils</legend>{narrowing}{buttons}{said}'
        f'<div class="wrap">{ticks}</div></fieldset></details>'
    )


def told_ticked(ticked: int, of: int) -> str:
    """Return how many councils are ticked, in words; `councils.js` says the same as they change.

    >>> told_ticked(3, 3), told_ticked(1, 41), told_ticked(0, 41)
    ('all 3 ticked', '1 of 41 ticked', 'none of 41 ticked')
    """
    if ticked == of:
        return f"all {of} ticked"
    return f"{ticked or 'none'} of {of} ticked"


def _narrowing_html(place: str) -> str:
    own_id = f"{place}-narrow"
    return (
        f'<div class="narrowing"><label for="{own_id}">Narrow the list</label>'
        f'<input type="text" id="{own_id}" autocomplete="off" spellcheck="false" data-narrows></div>'
    )
