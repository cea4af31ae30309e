"""Lay the evidence on a theme side by side: the same question and the same cut-off for every council.

Evidence are the passages that are marked with the theme (`search.marks`): of these, as many as fit, those that speak of
it most surely and come nearest to it in meaning; where a council has none but names the theme in passing, those. They
stand in the order of their papers, the newest first, best first within a paper. A council that does not name the theme
at all is silent, which is told with what was searched.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from indexer.store import EVERYWHERE, Where
from models.encoder import UnitRows
from search.actions import RollUp, roll_up
from search.alignment import align_all
from search.answers import Match, Why
from search.claims import claim_of, counted_as, has_actual, has_deterioration
from search.figures import FigureShown, figures_shown
from search.find import searched
from search.matches import outermost
from search.theme_marks import marked_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from corpus.types import Paper
    from indexer.store import Found, FoundAction, Marked, PassageId, View
    from models.encoder import Encoder
    from search.claim_rules import ClaimRules
    from search.claims import Claim
    from search.marks.decide import Decision
    from search.themes import Theme

NOT_FOUND = "not found in the papers searched"
LIMIT = 12  # passages of evidence for a council
LIMIT_IN_PASSING = 3
READ_FOR_FIGURES = 60  # passages of a council, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that speaks of a theme.

    `relevance` is the score of its mark, in [0, 1], plus its cosine to the theme; `terms` are the words that earned the
    mark, each once. `is_in_passing` is true where the passage only names the theme.
    """

    row: int
    found: Found
    relevance: float
    terms: tuple[str, ...]
    matched: tuple[Match, ...]
    is_in_passing: bool
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What was searched when nothing was found, and the passage that came nearest.

    `nearest` is None only when there was no passage to search at all; `nearest_cosine` then too.
    """

    wording: str
    passages_searched: int
    nearest: Found | None
    nearest_cosine: float | None
    unreadable_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilColumn:
    """One council's side of a comparison: its papers and its evidence, figures and actions, or its silence.

    `passages` is how many passages are marked with the theme, of which `evidence` are the best. `rolled_up` is None
    where there are no actions on the theme.
    """

    council: str
    papers: tuple[Paper, ...]
    evidence: tuple[Evidence, ...]
    figures: tuple[FigureShown, ...]
    actions: tuple[FoundAction, ...]
    rolled_up: RollUp | None
    passages: int
    silence: Silence | None


class PairShown(NamedTuple):
    """Passages of two councils about the same thing, and how near they are in meaning."""

    left: PassageId
    right: PassageId
    cosine: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A theme side by side, one column a council, councils in the order asked for or by name.

    `pairs` are evidence about the same thing, one to one for each two councils, left column first.
    """

    theme: Theme
    columns: tuple[CouncilColumn, ...]
    pairs: tuple[PairShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRequest:
    """What is to be compared.

    `theme` is one of the taxonomy, whose marks the library keeps, or one of free text. `councils` are the columns in
    their order, all with a paper by name when empty; `where` limits papers and passages, its councils do not count.
    `limit` is the most passages of evidence for one council; `decisions` are what people decided about marks.
    """

    theme: Theme
    councils: tuple[str, ...] = ()
    where: Where = EVERYWHERE
    limit: int = LIMIT
    decisions: tuple[Decision, ...] = ()


class _Ranked(NamedTuple):
    """A council's marked passages, best first, each with its relevance."""

    marks: list[tuple[Marked, float]]
    is_in_passing: bool


def compare(asked: CompareRequest, view: View, encoder: Encoder, claim_rules: ClaimRules) -> Comparison:
    """Return the evidence on a theme for each council: the same question and the same cut-off for all.

    Args:
        asked: The theme, the councils and the limits.
        view: Where to look.
        encoder: The one that made the view's vectors.
        claim_rules: What tells the kinds of claims.
    """
    theme = asked.theme
    councils = asked.councils or tuple(sorted({paper.council for paper in view.papers(asked.where) if paper.council}))
    where = replace(asked.where, councils=councils)
    question = encoder.encode_question(fold(f"{theme.title}. {theme.definition}"))
    ranked = _ranked(marked_with(theme, view, where, asked.decisions), question, view)
    looking = _Looking(view, question, where, asked.limit, claim_rules)
    columns = tuple(looking.column(council, ranked.get(council)) for council in councils)
    return Comparison(theme=theme, columns=columns, pairs=_pairs(columns, view))


def _ranked(marks: Sequence[Marked], question: UnitRows, view: View) -> dict[str, _Ranked]:
    """Return each council's marked passages, best first; those in passing only where it has no others."""
    if not marks:
        return {}
    cosines: npt.NDArray[np.float32] = view.vectors([mark.row for mark in marks]) @ question[0]
    council_of = {paper.id: paper.council for paper in view.papers()}
    by_council: dict[str, list[tuple[Marked, float]]] = defaultdict(list)
    for mark, cosine in zip(marks, cosines.tolist(), strict=True):
        council = council_of.get(mark.document_id) if mark.document_id else None
        if council is not None:
            by_council[council].append((mark, mark.score + cosine))
    return {council: _best_first(some) for council, some in by_council.items()}


def _best_first(marks: list[tuple[Marked, float]]) -> _Ranked:
    full = [item for item in marks if item[0].is_mark]
    return _Ranked(sorted(full or marks, key=lambda item: (-item[1], item[0].row)), is_in_passing=not full)


@dataclass(frozen=True, slots=True)
class _Looking:
    """What is the same for every council of a comparison."""

    view: View
    question: UnitRows
    where: Where
    limit: int
    claim_rules: ClaimRules

    def column(self, council: str, ranked: _Ranked | None) -> CouncilColumn:
        """Return one council's side."""
        where = replace(self.where, councils=(council,))
        papers = tuple(self.view.papers(where))
        if ranked is None:
            return CouncilColumn(
                council=council,
                papers=papers,
                evidence=(),
                figures=(),
                actions=(),
                rolled_up=None,
                passages=0,
                silence=self._silence(where),
            )
        actions = self._actions(where, [mark.row for mark, _ in ranked.marks])
        return CouncilColumn(
            council=council,
            papers=papers,
            evidence=self._evidence(ranked, papers, actions),
            figures=() if ranked.is_in_passing else self._figures(where, ranked),
            actions=actions,
            rolled_up=roll_up([item.action for item in actions]) if actions else None,
            passages=0 if ranked.is_in_passing else len(ranked.marks),
            silence=None,
        )

    def _evidence(
        self, ranked: _Ranked, papers: Sequence[Paper], actions: Sequence[FoundAction]
    ) -> tuple[Evidence, ...]:
        chosen = ranked.marks[: min(self.limit, LIMIT_IN_PASSING) if ranked.is_in_passing else self.limit]
        rows = [mark.row for mark, _ in chosen]
        action_of = {name: item.action for item in actions for name in item.action.passage_ids}
        figures = self.view.figures(rows)
        evidence = []
        for (mark, relevance), found, told in zip(chosen, self.view.rows(rows), figures, strict=True):
            passage = found.passage
            claim = claim_of(
                passage.text,
                self.claim_rules,
                kind=counted_as(passage.kind, found.paper.kind),
                action=action_of.get(passage.id),
                has_measure=has_actual(told),
                is_worse=has_deterioration(told),
            )
            matched = outermost([Match(span.start, span.end, Why.WORD) for _, span in mark.terms])
            evidence.append(
                Evidence(
                    row=mark.row,
                    found=found,
                    relevance=relevance,
                    terms=tuple(dict.fromkeys(term for term, _ in mark.terms)),
                    matched=matched,
                    is_in_passing=ranked.is_in_passing,
                    claim=claim,
                )
            )
        place = {paper.id: number for number, paper in enumerate(papers)}
        return tuple(sorted(evidence, key=lambda item: place[item.found.paper.id]))

    def _figures(self, where: Where, ranked: _Ranked) -> tuple[FigureShown, ...]:
        rows = [mark.row for mark, _ in ranked.marks[:READ_FOR_FIGURES]]
        told = [(row, figures) for row, figures in zip(rows, self.view.figures(rows), strict=True) if figures]
        found = self.view.rows([row for row, _ in told])
        measures = [item.measure for item in self.view.measures(where)]
        abouts = {name: measure.measure for measure in measures for name in measure.passage_ids}
        return figures_shown(list(zip(found, [figures for _, figures in told], strict=True)), abouts)

    def _actions(self, where: Where, rows: Sequence[int]) -> tuple[FoundAction, ...]:
        actions = self.view.actions(where)
        marked = frozenset(rows)
        return tuple(item for item in actions if marked.intersection(self.view.rows_of(item.action.passage_ids)))

    def _silence(self, where: Where) -> Silence:
        nearest = self.view.nearest(self.question, 1, where)
        within = searched(self.view, where)
        return Silence(
            wording=NOT_FOUND,
            passages_searched=within.passages,
            nearest=self.view.rows([nearest[0].row])[0] if nearest else None,
            nearest_cosine=nearest[0].strength if nearest else None,
            unreadable_pages=within.unreadable_pages,
        )


def _pairs(columns: Sequence[CouncilColumn], view: View) -> tuple[PairShown, ...]:
    """Return the evidence of two columns that is about the same thing."""
    ids: Mapping[int, PassageId] = {item.row: item.found.passage.id for column in columns for item in column.evidence}
    rows = [[item.row for item in column.evidence] for column in columns]
    place = {row: number for number, row in enumerate(ids)}
    vectors = view.vectors(list(ids))
    aligned = align_all(rows, lambda some: UnitRows(vectors[[place[row] for row in some]]))
    return tuple(
        PairShown(ids[pair.left], ids[pair.right], pair.cosine)
        for alignment in aligned.values()
        for pair in alignment.pairs
    )
