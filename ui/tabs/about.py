"""The About tab: words to read."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.errors import ReadacrossError
from ui.html.about import about_html
from ui.page.parts import words

if TYPE_CHECKING:
    from ui.page.app import PageServices


class AboutTab(NamedTuple):
    """What is laid out."""

    text: gr.HTML

    @property
    def fresh(self) -> list[gr.HTML]:
        """The parts in the order of what `opened` returns."""
        return [self.text]


def build(services: PageServices) -> AboutTab:
    """Lay out the tab."""
    return AboutTab(words(_text(services), elem_id="about-text"))


def wire(tab: AboutTab, services: PageServices) -> None:
    """Attach nothing: there is nothing to ask."""


def opened(services: PageServices) -> tuple[object]:
    """Return the words as the library now is: they count its papers by licence."""
    try:
        return (_text(services),)
    except ReadacrossError:  # told above the places
        return (gr.skip(),)


def _text(services: PageServices) -> str:
    return about_html(services.papers(), version("readacross"))
