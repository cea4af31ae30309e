"""The tab Inspection to plan: what an inspection says must improve, beside what later papers say in reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import InputError
from ui.addresses.links import asked_html, first, query_of, values_in
from ui.html.trace import PLACE, TRACING, form_html, passages_of, trace_html, trace_status_html
from ui.tabs.asked import Asking

if TYPE_CHECKING:
    from ui.page.app import PageServices
    from ui.page.working import Tell


class NoReportChosenError(InputError):
    """A trace was asked for without a report."""

    def __init__(self) -> None:
        super().__init__("No inspection report is chosen.", remedy="Choose one from the list, then press Trace.")


def _form(services: PageServices) -> str:
    inspections = services.inspections()
    reports = [paper for paper in services.all_papers() if paper.id in inspections]
    return form_html(reports, {name: len(each.improvements) for name, each in inspections.items()})


def _traced(services: PageServices, query: str, tell: Tell) -> tuple[str, str]:
    inspection = first(values_in(query), "inspection")
    if not inspection:
        raise NoReportChosenError
    traced = services.trace(inspection, on_finding=lambda number, of: tell(f"Finding {number} of {of}"))
    paper = traced.inspection
    title = f"{paper.council or paper.title}, {paper.date or 'undated'}"
    above = asked_html(query_of([("inspection", paper.id)]), title=title, what="trace")
    contexts = services.contexts(passages_of(traced))
    return trace_status_html(traced), above + trace_html(traced, contexts)


TAB = Asking(place=PLACE, while_asking=TRACING, form=_form, answer=_traced, is_wide=True)
