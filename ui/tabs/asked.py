"""What places that the page's address asks have in common: a form, the answer below it, and what stands at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.errors import EmptyLibraryError, ReadacrossError
from ui.links import NOTHING_ASKED
from ui.parts import bridge, status_line, words
from ui.render import error_html
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.app import PageServices


class AskedTab(NamedTuple):
    """What takes part in an event; `overview` is None where nothing stands at first but the form."""

    form: gr.HTML
    status: gr.HTML
    results: gr.HTML
    overview: gr.HTML | None
    reopened: gr.HTML

    @property
    def fresh(self) -> list[gr.HTML]:
        """The parts that follow the library, in the order of what `Asking.opened` returns."""
        return [part for part in (self.form, self.overview) if part is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A place whose form changes the page's address, which then asks.

    `form` and `overview` return their HTML as the library now is. `answer` takes the end of the address, never an empty
    one, and returns the status line and the results; it may raise ReadacrossError. `while_asking` is said meanwhile.
    """

    place: str
    while_asking: str
    form: Callable[[PageServices], str]
    answer: Callable[[PageServices, str], tuple[str, str]]
    overview: Callable[[PageServices], str] | None = None
    is_wide: bool = False

    def build(self, services: PageServices) -> AskedTab:
        """Lay out the place."""
        place, width = self.place, "answer wide" if self.is_wide else "answer"
        with gr.Column(elem_classes="ask"):
            form = words(self.form(services), elem_id=f"{place}-form")
        status = status_line(f"{place}-status")
        results = words("", elem_id=f"{place}-results", css_class=width)
        overview = None
        if self.overview is not None:
            overview = words(_if_any(self.overview, services), elem_id=f"{place}-overview", css_class=width)
        return AskedTab(form, status, results, overview, bridge(place))

    def wire(self, tab: AskedTab, services: PageServices) -> None:
        """Attach the answer to the page's address."""
        unchanged = [gr.skip() for _ in tab.fresh]

        def ask(query: str) -> Iterator[tuple[object, ...]]:
            if not query:
                yield "", NOTHING_ASKED, *self.opened(services)
                return
            yield f"<p>{self.while_asking}</p>", gr.skip(), *unchanged
            yield *shown(lambda: self.answer(services, query)), *unchanged

        tab.reopened.submit(
            ask,
            inputs=[tab.reopened],
            outputs=[tab.status, tab.results, *tab.fresh],
            js=f"() => [readacross.queryOf('{self.place}')]",
            show_progress="hidden",
            api_visibility="private",
            trigger_mode="always_last",
        )

    def opened(self, services: PageServices) -> tuple[object, ...]:
        """Return the form, and the overview where there is one, as the library now is; or what is wrong with it."""
        try:
            form = self.form(services)
            return (form,) if self.overview is None else (form, _if_any(self.overview, services))
        except ReadacrossError as error:
            told = error_html(error)
            return (told,) if self.overview is None else (gr.skip(), told)


def _if_any(overview: Callable[[PageServices], str], services: PageServices) -> str:
    try:
        return overview(services)
    except EmptyLibraryError:  # told above the places
        return ""
