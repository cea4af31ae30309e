"""The Change over time tab: two papers of one council compared, or a theme followed through a council's papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import InputError
from ui.addresses.links import BadLinkError, asked_html, first, query_of, values_in
from ui.html.changes import changes_html, changes_status_html
from ui.html.changes_form import PLACE, forms_html
from ui.html.timeline import timeline_html, timeline_status_html
from ui.tabs.asked import Asking

if TYPE_CHECKING:
    from ui.page.app import PageServices
    from ui.page.working import Tell


class ChooseTwoPapersError(InputError):
    """Fewer than two papers were chosen, or one of them twice."""

    def __init__(self) -> None:
        super().__init__("Two papers are needed.", remedy="Choose an earlier and a later paper of the same council.")


class TwoCouncilsError(InputError):
    """The papers that were chosen are of two councils."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(
            f"These are papers of two councils: {old} and {new}.",
            remedy="Choose two papers of one council. To lay councils side by side, go to Compare.",
        )


class ChooseThemeAndCouncilError(InputError):
    """A timeline was asked for without a theme or a council."""

    def __init__(self) -> None:
        super().__init__("A theme and a council are needed.", remedy="Choose both, then try again.")


def _forms(services: PageServices) -> str:
    return forms_html(services.papers(), services.themes)


def _answer(services: PageServices, query: str, _tell: Tell) -> tuple[str, str]:
    values = values_in(query)
    if "old" in values or "new" in values:
        return _two_papers(services, first(values, "old"), first(values, "new"))
    return _timeline(services, first(values, "theme"), first(values, "of"))


def _two_papers(services: PageServices, old: str, new: str) -> tuple[str, str]:
    if not old or not new or old == new:
        raise ChooseTwoPapersError
    on_shelf = {str(paper.id): paper for paper in services.papers()}
    if not {old, new} <= set(on_shelf):
        raise BadLinkError("one of its papers is not here any more")
    councils = [on_shelf[name].council or "one not recognised" for name in (old, new)]
    if councils[0] != councils[1]:
        raise TwoCouncilsError(*councils)
    changes = services.changes(old, new)
    above = asked_html(query_of([("old", old), ("new", new)]), title="What changed", what="comparison")
    return changes_status_html(changes), above + changes_html(changes)


def _timeline(services: PageServices, theme: str, council: str) -> tuple[str, str]:
    if not theme or not council:
        raise ChooseThemeAndCouncilError
    timeline = services.timeline(theme, council)
    query = query_of([("theme", theme), ("of", council)])
    above = asked_html(query, title=timeline.theme.title, what="timeline")
    return timeline_status_html(timeline), above + timeline_html(timeline)


TAB = Asking(place=PLACE, while_asking="Looking…", form=_forms, answer=_answer)
