"""The Tray tab: what a person has pinned, in their order, with their notes; fetched from `ui.routes.library`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ui.html.tray import OPENING
from ui.page.parts import status_line, words

if TYPE_CHECKING:
    import gradio as gr

    from ui.page.app import PageServices


class TrayTab(NamedTuple):
    """What the tab is laid out of; the script `tray.js` fills it."""

    status: gr.HTML
    tray: gr.HTML


def build(_services: PageServices) -> TrayTab:
    """Lay out the tab."""
    status = status_line("tray-status")
    return TrayTab(status, words(OPENING, elem_id="tray-sheet", css_class="answer"))


def wire(_tab: TrayTab, _services: PageServices) -> None:
    """Attach nothing: pinning and notes go by our own routes, so that they work from every tab and wait for nobody."""
