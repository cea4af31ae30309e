"""Choose what a briefing quotes: which passages, where in them, and which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.types import PaperKind
from indexer.figures.records import Role
from search.claim_rules import ClaimKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Paper
    from search.compare import Evidence
    from search.figures import FigureShown

NUMBERS = 3  # for a council, one of them a sum of money where any is printed
PRACTICE = (ClaimKind.PLANNED, ClaimKind.REPORTED, ClaimKind.EVIDENCED)


def chosen(evidence: Sequence[Evidence], most: int) -> list[Evidence]:
    """Return the passages to quote: the best of each kind of claim first, practice before concern and context.

    What inspectors wrote of a council is none of its own claims and comes after them. A text that stands in several
    papers is quoted once. They come in the order of `evidence`.
    """
    best = sorted(
        evidence, key=lambda item: (is_inspectors(item.found.paper), not _is_practice(item), -item.relevance, item.row)
    )
    kinds: set[ClaimKind] = set()
    texts: set[str] = set()
    first: list[Evidence] = []
    more: list[Evidence] = []
    for item in best:
        said = " ".join(item.found.passage.text.split())
        if said in texts:
            continue
        texts.add(said)
        (more if item.claim.kind in kinds or not _is_practice(item) else first).append(item)
        if _is_practice(item):
            kinds.add(item.claim.kind)
    rows = {item.row for item in [*first, *more][:most]}
    return [item for item in evidence if item.row in rows]


def is_inspectors(paper: Paper) -> bool:
    """Tell whether a paper is an inspection report: the words of inspectors, not of the council."""
    return paper.kind is PaperKind.INSPECTION_REPORT


def _is_practice(item: Evidence) -> bool:
    return item.claim.kind in PRACTICE and not is_inspectors(item.found.paper)


def places(evidence: Evidence) -> list[int]:
    """Return where a quotation must reach, the most important first, in characters of the passage.

    These are the theme's words: in a row of a table as they stand, since its first cells say what is done; elsewhere
    those first that stand nearest to the words that tell the claim.
    """
    starts = [match.start for match in evidence.matched]
    words = evidence.claim.span
    if words is None or not starts or "\t" in evidence.found.passage.text:
        return starts
    return sorted(starts, key=lambda start: (not words.start <= start < words.end, abs(start - words.start)))


def numbers_of(figures: Sequence[FigureShown], most: int = NUMBERS) -> list[FigureShown]:
    """Return the numbers to show: the first that say what they count, with a sum of money where one is printed."""
    telling = [figure for figure in figures if figure.figure.what]
    actual_first = sorted(telling, key=lambda it: (is_inspectors(it.found.paper), it.figure.role is not Role.ACTUAL))
    costs = [shown for shown in actual_first if shown.figure.unit == "£"][:1]
    others = [shown for shown in actual_first if shown.figure.unit != "£"][: most - len(costs)]
    return [*others, *costs]
