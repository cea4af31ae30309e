"""The tab Inspection to plan: what an inspection says must improve, beside what later papers say in reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.errors import InputError, ReadacrossError
from ui.links import NOTHING_ASKED, asked_html, first, query_of, values_in
from ui.parts import bridge, status_line, words
from ui.render import error_html
from ui.tabs.edge import shown
from ui.trace_html import PLACE, TRACING, form_html, passages_of, trace_html, trace_status_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.app import PageServices


class NoReportChosenError(InputError):
    """A trace was asked for without a report."""

    def __init__(self) -> None:
        super().__init__("No inspection report is chosen.", remedy="Choose one from the list, then press Trace.")


class TraceTab(NamedTuple):
    """What takes part in an event."""

    form: gr.HTML
    status: gr.HTML
    results: gr.HTML
    reopened: gr.HTML


def build(services: PageServices) -> TraceTab:
    """Lay out the tab."""
    with gr.Column(elem_classes="ask"):
        form = words(_form(services), elem_id="trace-form")
    status = status_line("trace-status")
    results = words("", elem_id="trace-results", css_class="answer wide")
    return TraceTab(form, status, results, bridge(PLACE))


def wire(tab: TraceTab, services: PageServices) -> None:
    """Attach the trace to the page's address, which the form changes."""

    def trace(query: str) -> Iterator[tuple[object, ...]]:
        if not query:
            yield "", NOTHING_ASKED, opened(services)
            return
        yield TRACING, gr.skip(), gr.skip()
        yield *shown(lambda: _traced(services, query)), gr.skip()

    tab.reopened.submit(
        trace,
        inputs=[tab.reopened],
        outputs=[tab.status, tab.results, tab.form],
        js=f"() => [readacross.queryOf('{PLACE}')]",
        trigger_mode="always_last",
        show_progress="hidden",
        api_visibility="private",
    )


def opened(services: PageServices) -> object:
    """Return the form as the library now is."""
    try:
        return _form(services)
    except ReadacrossError as error:
        return error_html(error)


def _form(services: PageServices) -> str:
    inspections = services.inspections()
    reports = [paper for paper in services.all_papers() if paper.id in inspections]
    return form_html(reports, {name: len(each.improvements) for name, each in inspections.items()})


def _traced(services: PageServices, query: str) -> tuple[str, str]:
    inspection = first(values_in(query), "inspection")
    if not inspection:
        raise NoReportChosenError
    traced = services.trace(inspection)
    paper = traced.inspection
    title = f"{paper.council or paper.title}, {paper.date or 'undated'}"
    above = asked_html(query_of([("inspection", paper.id)]), title=title, what="trace")
    contexts = services.contexts(passages_of(traced))
    return trace_status_html(traced), above + trace_html(traced, contexts)
