"""The Papers tab: add papers, see what is here and what was recognised of each, correct and remove them.

What a person does here is asked by `assets/papers.js` at our own routes (`ui.routes.library`), which then lets the
whole page follow the library (`ui.page.following`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.errors import ReadacrossError
from ui.html.adding import adding_html, outcomes_html
from ui.html.correcting import form_html
from ui.html.papers import FIND, listing_html
from ui.page.parts import AWAITED, words
from ui.settings import most_sent_mb

if TYPE_CHECKING:
    from ui.page.app import PageServices

#: Where the script says what was done, and what went wrong.
SAID = '<div class="said" role="status"></div><div class="wrong"></div>'


class PapersTab(NamedTuple):
    """What follows the library."""

    listing: gr.HTML

    @property
    def fresh(self) -> list[gr.HTML]:
        """The parts in the order of what `opened` returns."""
        return list(self)


def build(services: PageServices) -> PapersTab:
    """Lay out the tab."""
    words(adding_html(most_sent_mb()), elem_id="papers-adding", css_class="adding")
    words(SAID, elem_id="papers-status", css_class="status")
    words(outcomes_html(), elem_id="papers-became", css_class="adding")
    councils = sorted(council.name for council in services.councils_file.all)
    words(form_html(councils), elem_id="papers-form", css_class="ask correcting")
    words(FIND, elem_id="papers-finding")
    return PapersTab(words(AWAITED, elem_id="papers-list", css_class="answer wide"))


def wire(tab: PapersTab, services: PageServices) -> None:
    """Attach nothing: the page's own script asks."""


def opened(services: PageServices) -> tuple[object]:
    """Return the papers as the library now is."""
    try:
        return (_listing(services),)
    except ReadacrossError:  # told above the places
        return (gr.skip(),)


def _listing(services: PageServices) -> str:
    return listing_html(services.all_papers(), services.inspections())
