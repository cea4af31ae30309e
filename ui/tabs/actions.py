"""The Actions tab: what plans say is to be done, by whom, by when, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.dates import is_iso_date
from corpus.errors import BadDateError
from indexer.records import Status
from indexer.store import Where
from search.actions import ActionsWanted, chosen, themes_of_action
from search.themes import theme_called
from ui.addresses.links import BadLinkError, asked_html, first, query_of, values_in
from ui.html.actions import CHOICES, MOST, PLACE, actions_html, actions_status_html, form_html, overview_html
from ui.html.render import counted
from ui.page.parts import ticked_councils
from ui.tabs.asked import Asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.store import FoundAction
    from search.themes import Theme
    from ui.page.app import PageServices
    from ui.page.working import Tell

EVERYTHING = "all"  # what the address says when nothing limits: an empty one asks nothing


class Asked(NamedTuple):
    """Which actions are asked for; no councils, no theme set no limit."""

    councils: tuple[str, ...]
    theme: Theme | None
    wanted: ActionsWanted


def asked_in(query: str, known: Sequence[str], themes: Sequence[Theme]) -> Asked:
    """Return what the end of an address asks for; `known` are the councils with papers.

    Raises:
        BadLinkError: it names a council or a status that there is not.
        BadDateError: its date is not in the ISO form.
        UnknownNameError: no theme is called so.
        NoCouncilTickedError: every council was unticked.
    """
    values = values_in(query)
    named = [council for council in values.get("council", known) if council]
    status, due, theme = first(values, "status"), first(values, "due"), first(values, "theme")
    strange = [council for council in named if council not in known]
    if strange:
        raise BadLinkError(f"no paper here is of a council called “{strange[0]}”")
    if status not in CHOICES:
        raise BadLinkError(f"no status is called “{status}”")
    if due and not is_iso_date(due):
        raise BadDateError(due)
    statuses = (None if status == "none" else Status(status),) if status else ()
    wanted = ActionsWanted(statuses=statuses, due_before=due or None, lead=first(values, "lead") or None)
    return Asked(ticked_councils(named, known), theme_called(theme, themes) if theme else None, wanted)


def found_for(asked: Asked, services: PageServices) -> list[FoundAction]:
    """Return the actions that are asked for, in reading order."""
    found = chosen(services.actions(Where(councils=asked.councils)), asked.wanted)
    theme = asked.theme
    return found if theme is None else [item for item in found if themes_of_action(item.action, [theme])]


def _listed(services: PageServices, query: str, tell: Tell) -> tuple[str, str]:
    asked = asked_in(query, services.councils(), services.themes)
    found = found_for(asked, services)
    tell(f"Listing {counted(len(found), 'action')}")
    printed = services.contexts([name for item in found[:MOST] for name in item.action.passage_ids])
    links = [f'<a href="#{PLACE}">All plans</a>']
    above = asked_html(_canonical(asked), title="Actions of plans", what="list", links=links)
    return actions_status_html(found), above + actions_html(found, printed)


def _canonical(asked: Asked) -> str:
    wanted = asked.wanted
    statuses = ["none" if status is None else status.value for status in wanted.statuses]
    query = query_of(
        [
            *[("council", council) for council in asked.councils],
            ("theme", asked.theme.id if asked.theme else ""),
            *[("status", status) for status in statuses],
            ("due", wanted.due_before or ""),
            ("lead", wanted.lead or ""),
        ]
    )
    return query or query_of([("list", EVERYTHING)])


def _form(services: PageServices) -> str:
    return form_html(services.themes, services.councils())


def _overview(services: PageServices) -> str:
    return overview_html(services.actions())


TAB = Asking(place=PLACE, while_asking="Listing actions…", form=_form, answer=_listed, overview=_overview)
