"""Turn a filled-in search form into the request that it makes, and a kept request back into the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.councils import Likeness
from corpus.dates import is_iso_date
from corpus.errors import BadDateError, InputError
from corpus.types import PaperKind
from indexer.records import Status
from indexer.store import PassageKind, Where
from search.answers import Mode, Request
from search.limits import Alike, councils_like
from search.themes import theme_called
from ui.addresses.search import PER_COUNCIL, Asked
from ui.library.limits import LIKENESSES, with_alike
from ui.page.parts import ticked_councils

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.page.app import PageServices


def request_for(asked: Asked, services: PageServices) -> tuple[Request, Alike | None]:
    """Return the request that a filled-in form makes, and the councils that are alike when any were asked for.

    Raises:
        NoCouncilTickedError: every council was unticked.
        BadDateError: a date is not in the ISO form.
        UnknownNameError: no theme or council is called so.
        InputError: no council is known to be like the one named.
    """
    where = Where(
        councils=ticked_councils(asked.councils, services.councils()),
        kinds=tuple(PassageKind(kind) for kind in asked.passage_kinds),
        paper_kinds=tuple(PaperKind(kind) for kind in asked.paper_kinds),
        date_from=_date(asked.date_from),
        date_to=_date(asked.date_to),
    )
    alike = _alike(asked, services) if asked.like else None
    request = Request(
        question=asked.question or "",
        where=with_alike(where, alike),
        mode=Mode(asked.mode),
        per_council=int(asked.per_council) if asked.per_council else None,
        is_widened=asked.is_widened,
        theme=theme_called(asked.theme, services.themes) if asked.theme else None,
        statuses=tuple(None if status == "none" else Status(status) for status in asked.statuses),
    )
    return request, alike


def asked_for(request: Request, councils: Sequence[str]) -> Asked | None:
    """Return the form that makes a request, None where it has a limit that the form cannot set.

    `councils` are those with papers here. Of the councils that a request names, those without a paper add nothing to
    an answer, so they are left out; where none of them has one, the form cannot ask it.
    """
    where = request.where
    per_council = str(request.per_council or "")
    named = [council for council in where.councils if council in councils]
    asked = Asked(
        question=request.question,
        councils=named or list(councils),
        date_from=where.date_from or "",
        date_to=where.date_to or "",
        paper_kinds=[kind.value for kind in where.paper_kinds],
        passage_kinds=[kind.value for kind in where.kinds],
        mode=request.mode.value,
        per_council=per_council,
        is_widened=request.is_widened,
        statuses=[status.value if status else "none" for status in request.statuses],
        theme=request.theme.id if request.theme else "",
    )
    is_more = where.bodies or where.papers or request.limit != Request(question="").limit
    is_asked = per_council in PER_COUNCIL and bool(named) == bool(where.councils)
    return asked if is_asked and not is_more else None


def _alike(asked: Asked, services: PageServices) -> Alike:
    alike = councils_like(asked.like, Likeness(asked.likeness), services.councils_file, services.councils())
    if len(alike.councils) + len(alike.without_papers) == 1:
        raise InputError(
            f"No {LIKENESSES[asked.likeness]} of {asked.like} are known.",
            remedy="Under More filters, choose another way in which councils are to be alike.",
        )
    return alike


def _date(typed: str | None) -> str | None:
    date = (typed or "").strip()
    if date and not is_iso_date(date):
        raise BadDateError(date)
    return date or None
