"""Find comparable practice elsewhere: the passages of other councils that are nearest to one passage or action."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from indexer.store import EVERYWHERE
from models.encoder import UnitRows
from search.answers import Searched
from search.duplicates import WORD, groups_of, say_the_same
from search.examples import ALL, direction, words_in_common
from search.find import searched
from search.fuse import Scores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.types import Paper
    from indexer.store import Found, FoundAction, PassageId, View, Where
    from search.answers import Match
    from search.duplicates import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A passage near to the one asked about. `cosine` is in [-1, 1]; `matched` are the words that it shares, in order.

    `action` is the action that it belongs to, None where it belongs to none. `says_the_same` tells boilerplate and
    shared text from practice: it is the passage asked about almost word for word. `also_in` are passages of the same
    council that say the same as this one, nearest first.
    """

    found: Found
    cosine: float
    matched: tuple[Match, ...]
    action: FoundAction | None
    says_the_same: bool
    also_in: tuple[Found, ...]


class Elsewhere(NamedTuple):
    """What one council's papers say that is near, nearest first; the council is None where none was recognised."""

    council: str | None
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Comparable practice, by council, the council with the nearest passage first.

    `asked` are the passages asked about: several where an action takes several. `action` is the action that they
    belong to, None where they belong to none.
    """

    asked: tuple[Found, ...]
    action: FoundAction | None
    councils: tuple[Elsewhere, ...]
    searched: Searched


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarWanted:
    """What to look among and how much to return: the `limit` nearest, of each council at most `per_council`.

    Passages of the asked passage's own council are left out unless `with_own_council`, or unless `where` names it.
    """

    where: Where = EVERYWHERE
    limit: int = 20
    per_council: int = 3
    with_own_council: bool = False


def similar(passage_ids: Sequence[PassageId], wanted: SimilarWanted, view: View) -> Similar:
    """Return the passages nearest in meaning to these, which stand in one paper; never these themselves.

    Several count as their mean direction. Limits apply before ranking; ties come in reading order.

    Raises:
        ValueError: no passage is named.
        KeyError: there is no passage of an id.
    """
    if not passage_ids:
        raise ValueError("no passage is named")
    asked = tuple(view.passage(name) for name in passage_ids)
    rows = view.rows_of(passage_ids)
    vectors = view.vectors(rows)
    towards = direction(None, vectors, UnitRows(np.zeros((0, vectors.shape[1]), dtype=np.float32)))
    papers = _papers_elsewhere(asked[0].paper, wanted, view)
    near = [
        (council, group)
        for council, of_council in groupby(papers, key=lambda paper: paper.council)
        for group in groups_of(
            _nearest(towards, set(rows), _only(list(of_council), wanted.where), view), wanted.per_council
        )
    ]
    near = sorted(near, key=lambda item: -item[1].scores.fused)[: wanted.limit]
    actions = _actions_of({asked[0].paper.id: asked[0].paper, **{paper.id: paper for paper in papers}}, view)
    text = "\n".join(found.passage.text for found in asked)
    order = list(dict.fromkeys(council for council, _ in near))
    return Similar(
        asked=asked,
        action=actions.get(asked[0].passage.id),
        councils=tuple(
            Elsewhere(council, tuple(_neighbour(group, text, actions, view) for name, group in near if name == council))
            for council in order
        ),
        searched=searched(view, _only(papers, wanted.where)) if papers else Searched(0, 0, 0),
    )


def _papers_elsewhere(own: Paper, wanted: SimilarWanted, view: View) -> list[Paper]:
    """Return the papers to look among, by council."""
    papers = view.papers(wanted.where)
    if wanted.with_own_council or (own.council is not None and own.council in wanted.where.councils):
        return papers
    if own.council is None:
        return [paper for paper in papers if paper.id != own.id]
    return [paper for paper in papers if paper.council != own.council]


def _only(papers: Sequence[Paper], where: Where) -> Where:
    return replace(where, papers=tuple(paper.id for paper in papers))


def _nearest(towards: UnitRows, left_out: set[int], where: Where, view: View) -> Iterator[tuple[int, Scores, Found]]:
    """Yield all passages within the limits, nearest first, each looked up only when it is wanted."""
    for row, cosine in view.nearest(towards, ALL, where):
        if row not in left_out:
            yield row, Scores(cosine, None, cosine), view.rows([row])[0]


def _actions_of(papers: dict[str, Paper], view: View) -> dict[PassageId, FoundAction]:
    """Return the action that each passage of a plan belongs to."""
    return {name: found for found in view.actions() if found.paper.id in papers for name in found.action.passage_ids}


def _neighbour(group: Group, text: str, actions: dict[PassageId, FoundAction], view: View) -> Neighbour:
    found = group.found[0]
    return Neighbour(
        found=found,
        cosine=group.scores.fused,
        matched=words_in_common(text, found, view),
        action=actions.get(found.passage.id),
        says_the_same=say_the_same(words_of(text), words_of(found.passage.text)),
        also_in=group.found[1:],
    )


def words_of(text: str) -> Counter[str]:
    """Return how often each word stands in a text, in plain form."""
    return Counter(WORD.findall(fold(text).casefold()))
