"""The tab Lines of enquiry: neutral questions that a council's published papers leave open, at a date."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.dates import is_iso_date
from corpus.errors import BadDateError, InputError, ReadacrossError
from ui.enquiries_html import ASKING, PLACE, enquiries_html, enquiries_status_html, form_html, passages_of
from ui.links import NOTHING_ASKED, asked_html, first, query_of, values_in
from ui.parts import bridge, status_line, words
from ui.render import error_html
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.app import PageServices


class NoCouncilChosenError(InputError):
    """Lines of enquiry were asked for without a council."""

    def __init__(self) -> None:
        super().__init__("No council is chosen.", remedy="Choose one from the list, then ask again.")


class EnquiriesTab(NamedTuple):
    """What takes part in an event."""

    form: gr.HTML
    status: gr.HTML
    results: gr.HTML
    reopened: gr.HTML


def build(services: PageServices) -> EnquiriesTab:
    """Lay out the tab."""
    with gr.Column(elem_classes="ask"):
        form = words(_form(services), elem_id="enquiries-form")
    status = status_line("enquiries-status")
    results = words("", elem_id="enquiries-results", css_class="answer wide")
    return EnquiriesTab(form, status, results, bridge(PLACE))


def wire(tab: EnquiriesTab, services: PageServices) -> None:
    """Attach the lines of enquiry to the page's address, which the form changes."""

    def ask(query: str) -> Iterator[tuple[object, ...]]:
        if not query:
            yield "", NOTHING_ASKED, opened(services)
            return
        yield ASKING, gr.skip(), gr.skip()
        yield *shown(lambda: _asked(services, query)), gr.skip()

    tab.reopened.submit(
        ask,
        inputs=[tab.reopened],
        outputs=[tab.status, tab.results, tab.form],
        js=f"() => [readacross.queryOf('{PLACE}')]",
        trigger_mode="always_last",
        show_progress="hidden",
        api_visibility="private",
    )


def opened(services: PageServices) -> object:
    """Return the form as the library now is, at today's date."""
    try:
        return _form(services)
    except ReadacrossError as error:
        return error_html(error)


def _form(services: PageServices) -> str:
    return form_html(services.councils(), today=_today())


def _today() -> str:
    return datetime.now(UTC).astimezone().date().isoformat()


def _asked(services: PageServices, query: str) -> tuple[str, str]:
    values = values_in(query)
    council, as_of = first(values, "of"), first(values, "as-of") or _today()
    if not council:
        raise NoCouncilChosenError
    if not is_iso_date(as_of):
        raise BadDateError(as_of)
    made = services.enquiries(council, as_of)
    canonical = query_of([("of", made.council), ("as-of", made.as_of)])
    above = asked_html(canonical, title=f"{made.council}, {made.as_of}", what="list of lines of enquiry")
    titles = {theme.id: theme.title for theme in services.themes}
    return enquiries_status_html(made), above + enquiries_html(made, services.contexts(passages_of(made)), titles)
