"""What places that the page's address asks have in common: a form, the answer below it, and what stands at first."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the types of what it calls
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.errors import EmptyLibraryError, ReadacrossError
from ui.addresses.links import NOTHING_ASKED
from ui.html.render import error_html
from ui.page.parts import AWAITED, bridge, status_line, words
from ui.page.working import StoppedError, Work
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.page.app import PageServices
    from ui.page.working import Tell

STOPPED = "<p>Stopped.</p>"


class AskedTab(NamedTuple):
    """What takes part in an event; `overview` is None where nothing stands at first but the form."""

    form: gr.HTML
    status: gr.HTML
    results: gr.HTML
    progress: gr.HTML
    stop: gr.Button
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
    one, and what to tell how far it is, which raises StoppedError once a person has stopped it; it returns the status
    line and the results, and may raise ReadacrossError. `while_asking` is said meanwhile.
    """

    place: str
    while_asking: str
    form: Callable[[PageServices], str]
    answer: Callable[[PageServices, str, Tell], tuple[str, str]]
    overview: Callable[[PageServices], str] | None = None
    is_wide: bool = False

    def build(self, services: PageServices) -> AskedTab:
        """Lay out the place."""
        place, width = self.place, "answer wide" if self.is_wide else "answer"
        with gr.Column(elem_classes="ask"):
            form = words(self.form(services), elem_id=f"{place}-form")
        status = status_line(f"{place}-status")
        with gr.Row(elem_classes="working"):  # in sight while the status line says that something is being done
            stop = gr.Button("Stop", elem_id=f"{place}-stop", elem_classes="stop")
            progress = words("", elem_id=f"{place}-progress")
        results = words("", elem_id=f"{place}-results", css_class=width)
        overview = None
        if self.overview is not None:
            overview = words(AWAITED, elem_id=f"{place}-overview", css_class=width)
        return AskedTab(form, status, results, progress, stop, overview, bridge(place))

    def wire(self, tab: AskedTab, services: PageServices) -> None:
        """Attach the answer to the page's address, and the stopping of it to its button."""
        unchanged = [gr.skip() for _ in tab.fresh]
        at_work: dict[str, Work[tuple[str, str]]] = {}  # by the page that asked

        def ask(query: str, request: gr.Request) -> Iterator[tuple[object, ...]]:
            if not query:
                yield "", NOTHING_ASKED, "", *self.opened(services)
                return
            page = request.session_hash or ""
            at_work[page] = self.work(services, query)
            try:
                for step in self.steps(at_work[page]):
                    yield *step, *unchanged
            finally:
                at_work.pop(page, None)

        def stop(request: gr.Request) -> None:
            work = at_work.get(request.session_hash or "")
            if work is not None:
                work.stop()

        # Not queued: it would wait for the work that it is to stop.
        tab.stop.click(stop, queue=False, show_progress="hidden", api_visibility="private")

        tab.reopened.submit(
            ask,
            inputs=[tab.reopened],
            outputs=[tab.status, tab.results, tab.progress, *tab.fresh],
            js=f"() => [readacross.queryOf('{self.place}')]",
            show_progress="hidden",
            api_visibility="private",
            trigger_mode="always_last",
        )

    def work(self, services: PageServices, query: str) -> Work[tuple[str, str]]:
        """Return the making of an answer; an error is told in words."""
        return Work(lambda tell: shown(lambda: self.answer(services, query, tell)))

    def steps(self, work: Work[tuple[str, str]]) -> Iterator[tuple[object, object, object]]:
        """Do the work; give what the status line, the results and the progress show, until it is over or stopped."""
        yield f"<p data-working>{self.while_asking}</p>", gr.skip(), ""
        for said in work.progress():
            yield gr.skip(), gr.skip(), f"<p>{said}</p>"
        try:
            yield *work.result(), ""
        except StoppedError:
            yield STOPPED, NOTHING_ASKED, ""

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
