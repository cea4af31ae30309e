"""Limits on what is searched: their options on the command line, what they mean, and how they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.dates import is_iso_date
from corpus.errors import BadDateError, InputError, UnknownNameError
from corpus.types import PaperKind
from indexer.store import PassageKind, Where

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from indexer.records import Status
    from search.answers import Answer, Request
    from search.limits import Alike
    from search.themes import Theme
    from ui.services import Services

STATUSES = ("complete", "on_track", "some_issues", "off_track", "none")
LIKENESSES = {
    "neighbours": "statistical neighbours",
    "region": "councils of the region",
    "type": "councils of the type",
}


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Add the options that limit what is searched by what is known of papers and passages."""
    parser.add_argument("--council", metavar="NAME", action="append", default=[], help="repeatable; all by default")
    parser.add_argument(
        "--kind",
        metavar="KIND",
        action="append",
        default=[],
        help="of passage or paper, such as list_item or “annual report”",
    )
    parser.add_argument(
        "--paper", metavar="PAPER", action="append", default=[], help="file name, title or id; repeatable"
    )
    parser.add_argument("--body", metavar="NAME", action="append", default=[], help="committee or board; repeatable")
    parser.add_argument("--from", metavar="DATE", dest="date_from", help="papers of this date or later")
    parser.add_argument("--to", metavar="DATE", dest="date_to", help="papers of this date or earlier")


def add_subject_limits(parser: argparse.ArgumentParser) -> None:
    """Add the options that limit what is searched by theme, by status and by the likeness of councils."""
    parser.add_argument("--theme", metavar="THEME", help="passages that use a theme's words: see readacross themes")
    parser.add_argument(
        "--status",
        choices=STATUSES,
        action="append",
        default=[],
        help="passages of actions with a milestone that stands so; repeatable",
    )
    parser.add_argument(
        "--like", metavar="COUNCIL", help="this council and those like it, besides those named with --council"
    )
    parser.add_argument("--by", choices=tuple(LIKENESSES), help="in what they are like it; neighbours by default")


def request_of(given: argparse.Namespace, services: Services) -> Request:
    """Return the request that a command line makes; raises as `where_of`, `theme_of` and `alike_of`."""
    from search.answers import Mode, Request

    return Request(
        question=given.question or "",
        where=with_alike(where_of(given, services), alike_of(given, services)),
        mode=Mode(given.mode),
        limit=given.limit,
        per_council=given.per_council,
        is_widened=not given.no_expansion,
        theme=theme_of(given, services),
        statuses=statuses_of(given),
    )


def where_of(given: argparse.Namespace, services: Services) -> Where:
    """Return the limits of `add_limits`.

    Raises:
        UnknownNameError: no council, body, kind or paper is called so.
        BadDateError: a date is not in the ISO form.
    """
    kinds = [kind.casefold().replace("-", "_") for kind in given.kind]
    for kind, asked in zip(kinds, given.kind, strict=True):
        if kind not in set(PassageKind) and asked.casefold() not in set(PaperKind):
            raise UnknownNameError("kind", asked, [*PassageKind, *PaperKind], list_with="readacross search --help")
    return Where(
        councils=tuple(services.council_called(name) for name in given.council),
        bodies=tuple(services.body_called(name) for name in given.body),
        kinds=tuple(PassageKind(kind) for kind in kinds if kind in set(PassageKind)),
        paper_kinds=tuple(PaperKind(kind.casefold()) for kind in given.kind if kind.casefold() in set(PaperKind)),
        papers=tuple(services.paper_called(name).id for name in given.paper),
        date_from=iso_date(given.date_from),
        date_to=iso_date(given.date_to),
    )


def theme_of(given: argparse.Namespace, services: Services) -> Theme | None:
    """Return the theme that was named, None when none was. Raises UnknownNameError when no theme is called so."""
    from search.themes import theme_called

    return None if given.theme is None else theme_called(given.theme, services.themes)


def statuses_of(given: argparse.Namespace) -> tuple[Status | None, ...]:
    """Return the statuses that were named; None stands for a milestone without one."""
    from indexer.records import Status

    return tuple(None if name == "none" else Status(name) for name in given.status)


def alike_of(given: argparse.Namespace, services: Services) -> Alike | None:
    """Return the council that was named with `--like` and those like it, None when none was named.

    Raises:
        UnknownNameError: no council is called so.
        InputError: none is like it, or no council was named.
    """
    from corpus.councils import Likeness
    from search.limits import councils_like

    if given.like is None:
        if given.by is not None:
            raise InputError("No council was named that others are to be like.", remedy="Name one: --like COUNCIL")
        return None
    by = given.by or "neighbours"
    alike = councils_like(given.like, Likeness(by), services.councils_file, services.councils())
    if len(alike.councils) + len(alike.without_papers) == 1:
        others = " or ".join(f"--by {name}" for name in LIKENESSES if name != by)
        raise InputError(f"No {LIKENESSES[by]} of {given.like} are known.", remedy=f"Try {others}.")
    return alike


def with_alike(where: Where, alike: Alike | None) -> Where:
    """Return the limits with the councils that are alike among those looked among."""
    if alike is None:
        return where
    # Where no paper is of any, their names stand all the same: no council at all would set no limit.
    named = (*where.councils, *(alike.councils or alike.without_papers))
    return replace(where, councils=tuple(dict.fromkeys(named)))


def with_those_to_come(request: Request, alike: Alike | None) -> Request:
    """Return a request that also waits for papers of the councils alike that have none yet, as a saved one does."""
    if alike is None:
        return request
    councils = tuple(dict.fromkeys((*request.where.councils, *alike.without_papers)))
    return replace(request, where=replace(request.where, councils=councils))


def iso_date(value: str | None) -> str | None:
    """Return a date as it was typed, None when none was. Raises BadDateError when it is not in the ISO form."""
    if value is not None and not is_iso_date(value):
        raise BadDateError(value)
    return value


def limits_json(answer: Answer, given: argparse.Namespace, alike: Alike | None) -> dict[str, Any]:
    """Return what an answer was limited to beyond `Where`; null or empty where nothing limits."""
    return {
        "required": list(answer.required),
        "excluded": list(answer.excluded),
        "theme": given.theme,
        "statuses": list(given.status),
        "alike": alike and {"councils": list(alike.councils), "without_papers": list(alike.without_papers)},
    }


def limits_told(answer: Answer, given: argparse.Namespace, alike: Alike | None) -> str:
    """Return the same in lines of text, none where nothing limits."""
    standing = " or ".join(status.replace("_", " ") for status in given.status)
    worded = [
        *([f"with the exact words {_quoted(answer.required)}"] if answer.required else []),
        *([f"without {_quoted(answer.excluded)}"] if answer.excluded else []),
        *([f"on the theme {given.theme}"] if given.theme is not None else []),
        *([f"of actions that stand: {standing}"] if given.status else []),
    ]
    told = "; ".join(worded)
    return (f"{told[0].upper()}{told[1:]}.\n" if told else "") + alike_told(alike)


def alike_told(alike: Alike | None) -> str:
    """Return which councils are alike and which of them no paper is of, in a line; empty when none was named."""
    if alike is None:
        return ""
    without = f" Without papers here: {', '.join(alike.without_papers)}." if alike.without_papers else ""
    return f"Among councils alike: {', '.join(alike.councils) or 'none'}.{without}\n"


def _quoted(phrases: Sequence[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases)
