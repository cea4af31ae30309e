"""The About tab: words to read."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from ui.about_html import about_html
from ui.parts import words

if TYPE_CHECKING:
    import gradio as gr

    from ui.app import PageServices


class AboutTab(NamedTuple):
    """What is laid out."""

    text: gr.HTML


def build(services: PageServices) -> AboutTab:
    """Lay out the tab."""
    return AboutTab(words(about_html(services.papers(), version("readacross")), elem_id="about-text"))


def wire(tab: AboutTab, services: PageServices) -> None:
    """Attach nothing: the words stand as they were laid out."""
