"""The JSON of comparisons: names and meanings never change, fields may be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.citation import cite
from ui.shapes.answers import paper_json, passage_json
from ui.shapes.plans import action_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.compare import Comparison, CouncilColumn, Evidence, Silence
    from search.figures import FigureShown
    from search.themes import Theme
    from ui.library.comparing import ThemeCounts
    from ui.shapes.answers import Json


def comparison_json(comparison: Comparison, themes: Sequence[Theme]) -> Json:
    """Return a comparison."""
    theme = comparison.theme
    return {
        "theme": {"id": theme.id, "title": theme.title, "is_free_text": theme.is_free_text},
        "councils": [_column_json(column, themes) for column in comparison.columns],
        "pairs": [pair._asdict() for pair in comparison.pairs],
    }


def counts_json(counts: ThemeCounts, themes: Sequence[Theme]) -> list[Json]:
    """Return how many passages of each council are marked with each theme, and when the newest is from."""
    searched = dict(zip(counts.councils, counts.passages, strict=True))
    return [
        {
            "id": theme.id,
            "title": theme.title,
            "counts": dict(zip(counts.councils, counts.counts[theme.id], strict=True)),
            "newest": dict(zip(counts.councils, counts.newest[theme.id], strict=True)),
            "passages_searched": searched,
        }
        for theme in themes
    ]


def figure_json(shown: FigureShown) -> Json:
    """Return a figure. `start` and `end` bound the quotation in the paper's text, `value_start` and so on the value."""
    figure, passage = shown.figure, shown.found.passage
    before = passage.span.start
    return {
        "value": figure.value,
        "number": figure.number,
        "upper": figure.upper,
        "unit": figure.unit,
        "what": figure.what,
        "about": shown.about,
        "change": figure.change,
        "direction": figure.direction,
        "tone": figure.tone,
        "as_of": figure.as_of,
        "as_of_raw": figure.as_of_raw,
        "role": figure.role,
        "qualifiers": list(figure.qualifiers),
        "reason": figure.reason,
        "quote": shown.quote,
        "passage_id": passage.id,
        "start": before + figure.quote.start,
        "end": before + figure.quote.end,
        "value_start": before + figure.span.start,
        "value_end": before + figure.span.end,
        "citation": cite(shown.found),
        "told_again_in": [found.passage.id for found in shown.told_again],
    }


def _column_json(column: CouncilColumn, themes: Sequence[Theme]) -> Json:
    return {
        "council": column.council,
        "papers": [paper_json(paper) for paper in column.papers],
        "passages_on_theme": column.passages,
        "evidence": [_evidence_json(item, themes) for item in column.evidence],
        "figures": [figure_json(shown) for shown in column.figures],
        "actions": [action_json(found, themes) for found in column.actions],
        "rolled_up": column.rolled_up._asdict() if column.rolled_up else None,
        "silence": _silence_json(column.silence, themes) if column.silence else None,
    }


def _evidence_json(item: Evidence, themes: Sequence[Theme]) -> Json:
    words = item.claim.span
    return {
        "passage": passage_json(item.found, themes),
        "score": item.relevance,
        "claim": item.claim.kind,
        "claim_reason": item.claim.reason,
        "claim_words": [words.start, words.end] if words else None,
        "terms": list(item.terms),
        "in_passing": item.is_in_passing,
        "matched": [{"start": match.start, "end": match.end, "why": match.why} for match in item.matched],
    }


def _silence_json(silence: Silence, themes: Sequence[Theme]) -> Json:
    return {
        "wording": silence.wording,
        "passages_searched": silence.passages_searched,
        "nearest": passage_json(silence.nearest, themes) if silence.nearest else None,
        "nearest_cosine": silence.nearest_cosine,
        "unreadable_pages": silence.unreadable_pages,
    }
