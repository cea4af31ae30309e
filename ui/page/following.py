"""Let parts of the page follow the library: as it is opened, and as papers are added, removed or corrected on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: What the page's script dispatches in the browser when papers have come, gone or been corrected (papers.js).
PAPERS_CHANGED = "readacross:papers"


def papers_changed() -> gr.HTML:
    """Lay out what hears that papers have changed: its `submit` runs then."""
    return gr.HTML(
        "",
        elem_id="papers-changed",
        elem_classes="bridge",
        js_on_load=f"document.addEventListener('{PAPERS_CHANGED}', () => trigger('submit'));",
        apply_default_css=False,
    )


def follow(app: gr.Blocks, changed: gr.HTML, parts: Sequence[gr.HTML], now: Callable[[], Sequence[object]]) -> None:
    """Show in `parts` what `now` returns, when the page is opened and when papers have `changed`.

    Each call makes events of its own, so that what is slow to make holds up nothing else. They are not queued: Gradio
    closes the queue's stream when an opening page's event is done, and a question asked just then would be lost.
    """
    laid_out = [part.value for part in parts]

    def open_page() -> object:
        return _alone([gr.skip() if old == new else new for old, new in zip(laid_out, now(), strict=True)])

    def follow_papers() -> object:
        return _alone(list(now()))

    quietly: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    app.load(open_page, outputs=list(parts), **quietly)
    changed.submit(follow_papers, outputs=list(parts), trigger_mode="always_last", **quietly)


def _alone(values: list[object]) -> object:
    """Return the value alone where there is but one: Gradio would show a list as it stands."""
    return values[0] if len(values) == 1 else values
