"""Lay the evidence on a theme side by side: the same question and the same cut-off for every council."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from indexer.store import EVERYWHERE
from search.find import Match, Why, outermost, searched
from search.vocabulary import spoken_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Paper
    from indexer.store import Found, Hit, View
    from models.encoder import Encoder
    from search.themes import Theme

NOT_FOUND = "not found in the papers searched"
LIMIT = 5
CANDIDATES = 200  # nearest passages of a council that are looked at; the vocabulary finds what meaning ranks lower
# A passage speaks to a theme when it uses a word of its vocabulary, or comes this near to it in meaning. Chosen on the
# labelled passages of 2026-11 (micro-F1 0.71, macro-F1 0.73); the words do nearly all of the work.
NEAR_ENOUGH = 0.60
TERM_WORTH = 0.2
TERMS_COUNTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that speaks to a theme. `relevance` is the cosine to the theme plus a share for its vocabulary."""

    found: Found
    relevance: float
    matched: tuple[Match, ...]


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
    """One council's side of a comparison: its papers and its evidence, best first, or its silence."""

    council: str
    papers: tuple[Paper, ...]
    evidence: tuple[Evidence, ...]
    silence: Silence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A theme side by side, one column a council, councils in the order asked for or by name."""

    theme: Theme
    columns: tuple[CouncilColumn, ...]


def compare(theme: Theme, councils: Sequence[str], view: View, encoder: Encoder, *, limit: int = LIMIT) -> Comparison:
    """Return the evidence on a theme for each council: the same question and the same cut-off for all.

    Args:
        theme: What is compared.
        councils: In the order of the columns; all with a paper, by name, when empty.
        view: Where to look.
        encoder: The one that made the view's vectors.
        limit: The most passages for one council.
    """
    question = encoder.encode_question(fold(f"{theme.title}. {theme.definition}"))
    known = {paper.council for paper in view.papers() if paper.council}
    columns = []
    for council in councils or sorted(known):
        where = replace(EVERYWHERE, councils=(council,))
        nearest = view.nearest(question, CANDIDATES, where)
        columns.append(_column(theme, council, nearest, view, limit))
    return Comparison(theme=theme, columns=tuple(columns))


def _column(theme: Theme, council: str, nearest: Sequence[Hit], view: View, limit: int) -> CouncilColumn:
    where = replace(EVERYWHERE, councils=(council,))
    found = view.rows([hit.row for hit in nearest])
    weighed = [_weighed(theme, item, hit.strength) for item, hit in zip(found, nearest, strict=True)]
    evidence = sorted((item for item in weighed if item is not None), key=lambda item: -item.relevance)
    within = searched(view, where)
    silence = Silence(
        wording=NOT_FOUND,
        passages_searched=within.passages,
        nearest=found[0] if found else None,
        nearest_cosine=nearest[0].strength if nearest else None,
        unreadable_pages=within.unreadable_pages,
    )
    return CouncilColumn(
        council=council,
        papers=tuple(view.papers(where)),
        evidence=tuple(evidence[:limit]),
        silence=None if evidence else silence,
    )


def _weighed(theme: Theme, found: Found, cosine: float) -> Evidence | None:
    """Return a passage with its relevance to the theme, None when it does not speak to it."""
    terms = spoken_of(theme.vocabulary, found.passage.text, false_friends=theme.false_friends)
    if not terms and cosine < NEAR_ENOUGH:
        return None
    marks = sorted({Match(start, end, Why.WORD) for spans in terms.values() for start, end in spans})
    relevance = cosine + TERM_WORTH * min(len(terms), TERMS_COUNTED)
    return Evidence(found=found, relevance=relevance, matched=outermost(marks))
