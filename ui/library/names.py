"""Find what a person means by a name: a council, a committee, a paper; name the nearest when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.councils import Councils
    from corpus.types import Paper


def council_named(name: str, papers: Sequence[Paper], councils: Councils) -> str:
    """Return the short name of a council that a paper is of, from any of its names, whatever the case.

    Raises:
        UnknownNameError: no paper is of a council called so; names the nearest.
    """
    known = sorted({paper.council for paper in papers if paper.council})
    by_name = {council.casefold(): council for council in known}
    if name.strip().casefold() in by_name:
        return by_name[name.strip().casefold()]
    try:
        council = councils.called(name).name
    except UnknownNameError:
        council = ""
    if council in known:
        return council
    raise UnknownNameError("council", name, known, list_with="readacross papers")


def body_named(name: str, papers: Sequence[Paper]) -> str:
    """Return a committee or board that a paper was written for, whatever the case.

    Raises:
        UnknownNameError: no paper was written for a body called so; names the nearest.
    """
    known = {paper.body.casefold(): paper.body for paper in papers if paper.body}
    if name.strip().casefold() in known:
        return known[name.strip().casefold()]
    raise UnknownNameError("committee or board", name, sorted(known.values()), list_with="readacross papers")


def paper_named(name: str, papers: Sequence[Paper]) -> Paper:
    """Return the paper with this id, file name or title, or the one whose id or file name begins so.

    Raises:
        UnknownNameError: none is called so, or several are.
    """
    wanted = name.strip().casefold()
    exact = [p for p in papers if wanted in (p.id.casefold(), p.file.casefold(), p.title.casefold())]
    near = [p for p in papers if wanted and (p.id.startswith(wanted) or p.file.casefold().startswith(wanted))]
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
    raise UnknownNameError("paper", name, [paper.file for paper in papers], list_with="readacross papers")
