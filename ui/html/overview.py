"""Write the overview of themes by council, and the form of a comparison. Nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.addresses.links import query_of
from ui.charts.chart import chart_html
from ui.charts.grid import grid_chart, tints_of
from ui.html.councils import councils_html
from ui.html.folding import folded_html
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.themes import Theme
    from ui.library.comparing import ThemeCounts

PLACE = "compare"


def overview_html(counts: ThemeCounts, themes: Sequence[Theme]) -> str:
    """Return a table of themes by council: how many passages, tinted by their share of that council's passages."""
    if not counts.councils:
        return '<p class="caution">No paper here is known to be of a council. Say of which under Papers.</p>'
    heads = "".join(
        f'<th scope="col">{escape(council)} <span class="of">of {n:,}</span></th>'
        for council, n in zip(counts.councils, counts.passages, strict=True)
    )
    tints = tints_of(counts, themes)
    rows = "".join(_row_html(theme, counts, tints[theme.id]) for theme in themes)
    return (
        '<section class="overview" aria-labelledby="overview-title"><h3 id="overview-title">Themes by council</h3>'
        '<p class="info-text">How many passages speak of each theme; a passage may speak of several. '
        "Choose a theme to see councils side by side, or a number to see one council alone. "
        "Below each number stands the year of the newest paper that speaks of the theme. "
        "A darker cell is a larger share of that council’s passages.</p>"
        '<div class="sideways" role="region" aria-label="Table of themes by council" tabindex="0"><table>'
        '<caption class="hidden-words">How many passages speak of each theme, by council</caption>'
        f'<thead><tr><th scope="col">Theme</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def form_html(themes: Sequence[Theme], councils: Sequence[str]) -> str:
    """Return the form of a comparison: one of our themes or words of one's own, and the councils to lay side by side.

    The page's script fills it in from the page's address, and makes the address of what it asks.
    """
    options = "".join(f'<option value="{escape(theme.id)}">{escape(theme.title)}</option>' for theme in themes)
    form = (
        f'<form class="asking" data-asks="{PLACE}" aria-label="Compare councils" novalidate>'
        '<div class="field"><label for="compare-theme">Theme</label>'
        f'<p class="info-text" id="compare-theme-hint">One of the {len(themes)} that we look for in every paper</p>'
        f'<select id="compare-theme" name="theme" aria-describedby="compare-theme-hint" data-instead="compare-words">'
        f'<option value="">Choose a theme</option>{options}</select></div>'
        '<div class="field"><label for="compare-words">Or in your own words</label>'
        '<p class="info-text" id="compare-words-hint">For what no theme covers, such as family hubs</p>'
        '<input type="text" id="compare-words" name="words" aria-describedby="compare-words-hint" autocomplete="off" '
        'data-instead="compare-theme"></div>'
        f'{councils_html(councils, PLACE)}<button type="submit" class="act">Compare</button></form>'
    )
    return folded_html(form, "Change what is compared")


def _row_html(theme: Theme, counts: ThemeCounts, tints: Sequence[int]) -> str:
    of_theme = zip(counts.councils, counts.counts[theme.id], counts.newest[theme.id], tints, strict=True)
    cells = "".join(_cell_html(theme, council, n, newest, tint=tint) for council, n, newest, tint in of_theme)
    whole = f"#{PLACE}?{query_of([('theme', theme.id)])}"
    return f'<tr><th scope="row"><a href="{escape(whole)}">{escape(theme.title)}</a></th>{cells}</tr>'


def _cell_html(theme: Theme, council: str, n: int, newest: str | None, *, tint: int) -> str:
    alone = f"#{PLACE}?{query_of([('theme', theme.id), ('council', council)])}"
    if not n:
        said = f'<span aria-hidden="true">–</span><span class="hidden-words">not found, {escape(council)}</span>'
    else:
        told = counted(n, "passage").removeprefix(f"{n:,}")
        year = f'<span class="newest">{newest[:4] if newest else "undated"}</span>'
        said = f'{n:,}<span class="hidden-words">{told}, {escape(council)}, newest </span>{year}'
    return f'<td class="tint-{tint}"><a href="{escape(alone)}">{said}</a></td>'


def drawn_html(counts: ThemeCounts, themes: Sequence[Theme]) -> str:
    """Return the counts drawn, to be opened and taken away; nothing when there is nothing to count."""
    if not counts.councils:
        return ""
    chart = chart_html(grid_chart(counts, themes))
    return f'<details class="to-draw"><summary>Draw the table, to take it away</summary>{chart}</details>'
