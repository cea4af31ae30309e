"""The search form as the end of an address, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.councils import Likeness
from corpus.types import PaperKind
from indexer.store import PassageKind
from search.answers import Mode
from ui.addresses.links import BadLinkError, first, query_of, values_in
from ui.library.limits import STATUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NO, OFF = "no", ""
PER_COUNCIL = ("", "1", "2", "3", "5", "10")
BY_DEFAULT = Likeness.NEIGHBOURS.value


class Asked(NamedTuple):
    """The form as a person left it; empty lists and texts set no limit.

    `theme` is a theme's id, `like` a council's name, `likeness` in what other councils are like it. The last three are
    kept by the browser, not by Gradio.
    """

    question: str | None = ""
    date_from: str | None = ""
    date_to: str | None = ""
    paper_kinds: Sequence[str] = ()
    passage_kinds: Sequence[str] = ()
    mode: str = Mode.HYBRID.value
    per_council: str = ""
    is_widened: bool = True
    statuses: Sequence[str] = ()
    likeness: str = BY_DEFAULT
    councils: Sequence[str] = ()
    theme: str = ""
    like: str = ""


def query_for(asked: Asked, councils: Collection[str]) -> str:
    """Return the end of the address that asks this again; what is as at first is left out."""
    named = [] if set(councils) <= set(asked.councils) else asked.councils
    return query_of(
        [
            ("q", (asked.question or "").strip()),
            *[("council", council) for council in named],
            ("theme", asked.theme),
            *[("status", status) for status in asked.statuses],
            ("like", asked.like),
            ("by", asked.likeness if asked.like and asked.likeness != BY_DEFAULT else OFF),
            ("from", (asked.date_from or "").strip()),
            ("to", (asked.date_to or "").strip()),
            *[("paper", kind) for kind in asked.paper_kinds],
            *[("passage", kind) for kind in asked.passage_kinds],
            ("mode", asked.mode if asked.mode != Mode.HYBRID else OFF),
            ("each", asked.per_council),
            ("widen", OFF if asked.is_widened else NO),
        ]
    )


def asked_in(query: str, councils: Sequence[str]) -> Asked:
    """Return the form that the end of an address asks for; `councils` are all that can be ticked.

    Raises:
        BadLinkError: it names something that cannot be chosen.
    """
    values = values_in(query)
    return Asked(
        question=first(values, "q"),
        councils=_among(values.get("council", list(councils)), councils, "council"),
        date_from=first(values, "from"),
        date_to=first(values, "to"),
        paper_kinds=_among(values.get("paper", []), list(PaperKind), "kind of paper"),
        passage_kinds=_among(values.get("passage", []), list(PassageKind), "kind of passage"),
        mode=_among([first(values, "mode", Mode.HYBRID.value)], list(Mode), "way of searching")[0],
        per_council=_among([first(values, "each")], PER_COUNCIL, "number of passages")[0],
        is_widened=first(values, "widen") != NO,
        statuses=_among(values.get("status", []), STATUSES, "status"),
        likeness=_among([first(values, "by", BY_DEFAULT)], list(Likeness), "likeness")[0],
        theme=first(values, "theme"),
        like=first(values, "like"),
    )


def _among(named: Sequence[str], known: Sequence[str], noun: str) -> list[str]:
    strange = [name for name in named if name not in known]
    if strange:
        raise BadLinkError(f"there is no {noun} called “{strange[0]}” here")
    return [str(name) for name in named]
