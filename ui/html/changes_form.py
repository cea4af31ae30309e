"""The two forms of Change over time: two papers of one council, and a theme through a council's papers."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from search.citation import date_in_words
from ui.html.folding import folded_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Paper
    from search.themes import Theme

PLACE = "changes"
FEWEST_PAPERS = 2


def forms_html(papers: Sequence[Paper], themes: Sequence[Theme]) -> str:
    """Return both forms; `papers` stand council by council. The first is offered only where two can be compared."""
    of_council = {name: list(group) for name, group in groupby(papers, key=lambda paper: paper.council) if name}
    several = {name: group for name, group in of_council.items() if len(group) >= FEWEST_PAPERS}
    forms = f"{_two_papers_html(several)}{_timeline_form_html(list(of_council), themes)}"
    return folded_html(forms, "Ask something else") if several or of_council else forms


def _two_papers_html(several: dict[str, list[Paper]]) -> str:
    title = '<h3 id="two-papers-title">Compare two papers of one council</h3>'
    if not several:
        hint = "No council here has two papers yet. Add an earlier or a later one of the same council."
        return f'{title}<p class="info-text">{hint}</p>'
    groups = "".join(
        f'<optgroup label="{escape(council)}">{"".join(map(_option_html, group))}</optgroup>'
        for council, group in several.items()
    )
    lists = "".join(
        f'<div class="field"><label for="changes-{name}">{label}</label><select id="changes-{name}" name="{name}">'
        f'<option value="">Choose a paper</option>{groups}</select></div>'
        for name, label in (("old", "Earlier paper"), ("new", "Later paper"))
    )
    return (
        f'<form class="asking" data-asks="{PLACE}" aria-labelledby="two-papers-title" novalidate>{title}{lists}'
        '<button type="submit" class="act">Show what changed</button></form>'
    )


def _option_html(paper: Paper) -> str:
    said = f"{date_in_words(paper.date)}: {paper.title}"
    return f'<option value="{escape(paper.id)}">{escape(said[:1].upper() + said[1:])}</option>'


def _timeline_form_html(councils: Sequence[str], themes: Sequence[Theme]) -> str:
    if not councils:
        return ""
    of_councils = "".join(f'<option value="{escape(name)}">{escape(name)}</option>' for name in councils)
    of_themes = "".join(f'<option value="{escape(theme.id)}">{escape(theme.title)}</option>' for theme in themes)
    return (
        f'<form class="asking" data-asks="{PLACE}" aria-labelledby="over-time-title" novalidate>'
        '<h3 id="over-time-title">Follow a theme through a council’s papers</h3>'
        '<div class="field"><label for="changes-theme">Theme</label><select id="changes-theme" name="theme">'
        f'<option value="">Choose a theme</option>{of_themes}</select></div>'
        '<div class="field"><label for="changes-council">Council</label><select id="changes-council" name="of">'
        f'<option value="">Choose a council</option>{of_councils}</select></div>'
        '<button type="submit" class="act">Show the timeline</button></form>'
    )
