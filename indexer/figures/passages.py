"""Read the figures of all passages of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.figures.measures import figures_of_measure, with_columns
from indexer.figures.reading import figures_of
from indexer.store import SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.records import Figure
    from indexer.figures.rules import FigureRules
    from indexer.records import Measure
    from indexer.store import Passage, PassageId


def figures_of_passages(
    passages: Sequence[Passage], measures: Sequence[Measure], rules: FigureRules, *, paper_date: str | None
) -> dict[PassageId, list[Figure]]:
    """Return each passage's figures; those of a measure's row by what its columns say. What is set aside has none."""
    told_by_column: dict[PassageId, list[Figure]] = {}
    texts = {passage.id: passage.text for passage in passages}
    for measure in measures:
        for name in measure.passage_ids:
            told_by_column.setdefault(name, []).extend(figures_of_measure(texts[name], measure, rules))
    return {
        passage.id: with_columns(
            figures_of(passage.text, rules, paper_date=paper_date), told_by_column.get(passage.id, [])
        )
        for passage in passages
        if passage.kind not in SET_ASIDE
    }
