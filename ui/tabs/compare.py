"""The Compare tab: themes by council, and what each council's papers say of one theme, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.addresses.comparison import asked_in
from ui.addresses.links import asked_html, link_html
from ui.html.comparison import comparison_html, comparison_status_html
from ui.html.export import of_comparison_html
from ui.html.overview import drawn_html, form_html, overview_html
from ui.html.render import counted
from ui.tabs.asked import Asking

if TYPE_CHECKING:
    from indexer.store import PassageId
    from search.compare import Comparison
    from ui.addresses.comparison import Asked
    from ui.page.app import PageServices
    from ui.page.working import Tell

PLACE = "compare"


def _form(services: PageServices) -> str:
    return form_html(services.themes, services.councils())


def _overview(services: PageServices) -> str:
    counts = services.theme_counts()
    return overview_html(counts, services.themes) + drawn_html(counts, services.themes)


def _compared(services: PageServices, query: str, tell: Tell) -> tuple[str, str]:
    known = services.councils()
    asked = asked_in(query, known)
    tell(f"Comparing {counted(len(asked.councils or known), 'council')}")
    comparison = services.compare(asked.what[1], asked.councils)
    tell("Laying them side by side")
    contexts = services.contexts(_passages(comparison))
    above = asked_html(asked.query, title=comparison.theme.title, what="comparison", links=_links(asked))
    take_away = of_comparison_html(comparison, asked.query)
    return comparison_status_html(comparison), above + comparison_html(comparison, contexts, take_away)


def _links(asked: Asked) -> list[str]:
    links = ['<a href="#compare">All themes</a>']
    if asked.councils:
        links.append(link_html(PLACE, asked._replace(councils=()).query, "Compare all councils on this"))
    return links


def _passages(comparison: Comparison) -> list[PassageId]:
    spoken = [evidence.found for column in comparison.columns for evidence in column.evidence]
    nearest = [column.silence.nearest for column in comparison.columns if column.silence and column.silence.nearest]
    return [found.passage.id for found in [*spoken, *nearest]]


TAB = Asking(place=PLACE, while_asking="Comparing…", form=_form, answer=_compared, overview=_overview, is_wide=True)
