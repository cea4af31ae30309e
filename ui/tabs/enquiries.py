"""The tab Lines of enquiry: neutral questions that a council's published papers leave open, at a date."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.dates import is_iso_date
from corpus.errors import BadDateError, InputError
from ui.addresses.links import asked_html, first, query_of, values_in
from ui.html.enquiries import ASKING, PLACE, enquiries_html, enquiries_status_html, form_html, passages_of
from ui.html.export import ENQUIRIES, take_away_html
from ui.tabs.asked import Asking

if TYPE_CHECKING:
    from ui.page.app import PageServices
    from ui.page.working import Tell


class NoCouncilChosenError(InputError):
    """Lines of enquiry were asked for without a council."""

    def __init__(self) -> None:
        super().__init__("No council is chosen.", remedy="Choose one from the list, then ask again.")


def _form(services: PageServices) -> str:
    return form_html(services.councils(), today=_today())


def _today() -> str:
    return datetime.now(UTC).astimezone().date().isoformat()


def _asked(services: PageServices, query: str, tell: Tell) -> tuple[str, str]:
    values = values_in(query)
    council, as_of = first(values, "of"), first(values, "as-of") or _today()
    if not council:
        raise NoCouncilChosenError
    if not is_iso_date(as_of):
        raise BadDateError(as_of)
    tell("Reading plans and reports")
    made = services.enquiries(
        council, as_of, on_finding=lambda number, of: tell(f"Looking for replies to finding {number} of {of}")
    )
    canonical = query_of([("of", made.council), ("as-of", made.as_of)])
    above = asked_html(canonical, title=f"{made.council}, {made.as_of}", what="list of lines of enquiry")
    titles = {theme.id: theme.title for theme in services.themes}
    take_away = take_away_html(PLACE, canonical, [ENQUIRIES])
    lines = enquiries_html(made, services.contexts(passages_of(made)), titles, take_away)
    return enquiries_status_html(made), above + lines


TAB = Asking(place=PLACE, while_asking=ASKING, form=_form, answer=_asked, is_wide=True)
