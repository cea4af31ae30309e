"""The Compare tab: themes by council, and what each council's papers say of one theme, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.errors import EmptyLibraryError, ReadacrossError
from ui.comparison_html import comparison_html, comparison_status_html
from ui.links import NOTHING_ASKED, BadLinkError, asked_html, first, link_html, query_of, values_in
from ui.overview_html import drawn_html, form_html, overview_html
from ui.parts import bridge, status_line, ticked_councils, words
from ui.render import error_html
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.store import PassageId
    from search.compare import Comparison
    from ui.app import PageServices

PLACE = "compare"
COMPARING = "<p>Comparing…</p>"


class NoThemeError(BadLinkError):
    """A comparison was asked for without a theme."""

    def __init__(self) -> None:
        super().__init__("it names no theme")


class CompareTab(NamedTuple):
    """What takes part in an event."""

    form: gr.HTML
    status: gr.HTML
    results: gr.HTML
    overview: gr.HTML
    reopened: gr.HTML


def build(services: PageServices) -> CompareTab:
    """Lay out the tab."""
    with gr.Column(elem_classes="ask"):
        form = words(form_html(services.themes, services.councils()), elem_id="compare-form")
    status = status_line("compare-status")
    results = words("", elem_id="compare-results", css_class="answer wide")
    overview = words(_overview(services), elem_id="compare-overview", css_class="answer wide")
    return CompareTab(form, status, results, overview, bridge(PLACE))


def wire(tab: CompareTab, services: PageServices) -> None:
    """Attach the comparison to the page's address, which the form and the overview's links change."""

    def compare(query: str) -> Iterator[tuple[object, ...]]:
        if not query:
            yield "", NOTHING_ASKED, *opened(services)
            return
        yield COMPARING, gr.skip(), gr.skip(), gr.skip()
        yield *shown(lambda: _compared(services, query)), gr.skip(), gr.skip()

    tab.reopened.submit(
        compare,
        inputs=[tab.reopened],
        outputs=[tab.status, tab.results, tab.form, tab.overview],
        js=f"() => [readacross.queryOf('{PLACE}')]",
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="always_last",
    )


def opened(services: PageServices) -> tuple[object, object]:
    """Return the form and the overview as the library now is."""
    try:
        return form_html(services.themes, services.councils()), _overview(services)
    except ReadacrossError as error:
        return gr.skip(), error_html(error)


def _overview(services: PageServices) -> str:
    try:
        counts = services.theme_counts()
        return overview_html(counts, services.themes) + drawn_html(counts, services.themes)
    except EmptyLibraryError:  # told above the panels
        return ""


def _compared(services: PageServices, query: str) -> tuple[str, str]:
    values, known = values_in(query), services.councils()
    theme, own = first(values, "theme"), first(values, "words")
    named = [council for council in values.get("council", known) if council]
    if not theme and not own:
        raise NoThemeError
    strange = [council for council in named if council not in known]
    if strange:
        raise BadLinkError(f"no paper here is of a council called “{strange[0]}”")
    councils = ticked_councils(named, known)
    comparison = services.compare(theme or own, councils)
    contexts = services.contexts(_passages(comparison))
    what = ("theme", theme) if theme else ("words", own)
    canonical = query_of([what, *[("council", council) for council in councils]])
    above = asked_html(canonical, title=comparison.theme.title, what="comparison", links=_links(what, councils))
    return comparison_status_html(comparison), above + comparison_html(comparison, contexts)


def _links(what: tuple[str, str], councils: Sequence[str]) -> list[str]:
    links = ['<a href="#compare">All themes</a>']
    if councils:
        links.append(link_html(PLACE, query_of([what]), "Compare all councils on this"))
    return links


def _passages(comparison: Comparison) -> list[PassageId]:
    spoken = [evidence.found for column in comparison.columns for evidence in column.evidence]
    nearest = [column.silence.nearest for column in comparison.columns if column.silence and column.silence.nearest]
    return [found.passage.id for found in [*spoken, *nearest]]
