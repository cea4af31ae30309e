"""The Compare tab: themes by council, and what each council's papers say of one theme, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import InputError
from ui.comparison_html import comparison_html, comparison_status_html
from ui.links import BadLinkError, asked_html, first, link_html, query_of, values_in
from ui.overview_html import drawn_html, form_html, overview_html
from ui.parts import ticked_councils
from ui.tabs.asked import Asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.store import PassageId
    from search.compare import Comparison
    from ui.app import PageServices

PLACE = "compare"


class NoThemeError(InputError):
    """A comparison was asked for without a theme."""

    def __init__(self) -> None:
        super().__init__("No theme is chosen.", remedy="Choose one from the list, or write what to compare.")


def _form(services: PageServices) -> str:
    return form_html(services.themes, services.councils())


def _overview(services: PageServices) -> str:
    counts = services.theme_counts()
    return overview_html(counts, services.themes) + drawn_html(counts, services.themes)


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


TAB = Asking(place=PLACE, while_asking="Comparing…", form=_form, answer=_compared, overview=_overview, is_wide=True)
