"""The Compare tab: a theme, and what each council's papers say of it, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from ui.comparison_html import comparison_html, comparison_status_html
from ui.parts import choice_list, chosen_in, council_choices, status_line, ticked_councils, words
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.store import PassageId
    from search.compare import Comparison
    from ui.app import PageServices

THEME_ID = "theme"
COMPARING = "<p>Comparing…</p>"


class CompareTab(NamedTuple):
    """What takes part in an event."""

    theme: gr.HTML
    councils: gr.CheckboxGroup
    button: gr.Button
    status: gr.HTML
    results: gr.HTML


def build(services: PageServices) -> CompareTab:
    """Lay out the tab."""
    with gr.Column(elem_classes="ask"):
        theme = choice_list("Theme", [(theme.id, theme.title) for theme in services.themes], elem_id=THEME_ID)
        councils = council_choices(services.councils())
        button = gr.Button("Compare", variant="primary", elem_id="compare-button", elem_classes="act")
    status = status_line("compare-status")
    results = words("", elem_id="compare-results", css_class="answer wide")
    return CompareTab(theme, councils, button, status, results)


def wire(tab: CompareTab, services: PageServices) -> None:
    """Attach the comparison to the button."""

    def compare(theme: str, councils: Sequence[str]) -> Iterator[tuple[object, object]]:
        yield COMPARING, gr.skip()
        yield shown(lambda: _compared(services, theme, councils))

    tab.button.click(
        compare,
        inputs=[tab.theme, tab.councils],
        outputs=[tab.status, tab.results],
        js=chosen_in(THEME_ID),
        show_progress="hidden",
        api_visibility="private",
    )


def _compared(services: PageServices, theme: str, councils: Sequence[str]) -> tuple[str, str]:
    comparison = services.compare(theme, ticked_councils(councils, services.councils()))
    contexts = services.contexts(_passages(comparison))
    return comparison_status_html(comparison), comparison_html(comparison, contexts)


def _passages(comparison: Comparison) -> list[PassageId]:
    spoken = [evidence.found for column in comparison.columns for evidence in column.evidence]
    nearest = [column.silence.nearest for column in comparison.columns if column.silence and column.silence.nearest]
    return [found.passage.id for found in [*spoken, *nearest]]
