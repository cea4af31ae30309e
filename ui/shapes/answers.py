"""The JSON that scripts rely on: names and meanings never change, fields may be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.citation import cite
from search.tag import themes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Paper
    from indexer.records import Inspection
    from indexer.store import Found
    from search.answers import Answer, Result
    from search.themes import Theme

Json = dict[str, Any]


def paper_json(paper: Paper) -> Json:
    """Return a paper. Absent facts are null."""
    return {
        "id": paper.id,
        "file": paper.file,
        "title": paper.title,
        "council": paper.council,
        "council_printed": paper.council_printed,
        "body": paper.body,
        "date": paper.date,
        "kind": paper.kind,
        "licence": paper.licence,
        "format": paper.format,
        "pages": paper.pages or None,
        "unreadable_pages": paper.unreadable_pages,
        "warnings": [{"page": warning.page, "reason": warning.reason} for warning in paper.warnings],
        "is_digest": paper.is_digest,
        "stands_for": paper.stands_for,
        "stepped_aside_for": paper.stepped_aside_for,
        "recognised": dict(paper.reasons),
        "sha256": paper.sha256,
    }


def listed_paper_json(paper: Paper, inspection: Inspection | None) -> Json:
    """Return a paper as it is listed: with what an inspection report records, null for another paper."""
    return {**paper_json(paper), "inspection": _inspection_json(inspection) if inspection else None}


def _inspection_json(inspection: Inspection) -> Json:
    return {
        "framework": inspection.framework,
        "start": inspection.start,
        "end": inspection.end,
        "published": inspection.published,
        "judgements": [judgement._asdict() for judgement in inspection.judgements],
        "improvements": list(inspection.improvements),
    }


def passage_json(found: Found, themes: Sequence[Theme]) -> Json:
    """Return a passage with its paper. `start` and `end` are half-open, in characters of the paper's text."""
    passage, paper = found
    return {
        "id": passage.id,
        "kind": passage.kind,
        "text": passage.text,
        "number": passage.number,
        "part": passage.part,
        "label": passage.label,
        "section": list(passage.section),
        "page": passage.page,
        "pages": list(passage.pages) or None,
        "start": passage.span.start,
        "end": passage.span.end,
        "repairs": list(passage.repairs),
        "themes": list(themes_of(passage.text, themes)),
        "citation": cite(found),
        "paper": paper_json(paper),
    }


def answer_json(answer: Answer, themes: Sequence[Theme]) -> Json:
    """Return an answer to a question."""
    return {
        "question": answer.question,
        "expanded_with": list(answer.expanded_with),
        "mode": answer.mode,
        "nothing_relevant": answer.nothing_relevant,
        "searched": answer.searched._asdict(),
        "results": [_result_json(result, themes) for result in answer.results],
    }


def _result_json(result: Result, themes: Sequence[Theme]) -> Json:
    return {
        "rank": result.rank,
        "passage": passage_json(result.found, themes),
        "scores": result.scores._asdict(),
        "matched": [{"start": match.start, "end": match.end, "why": match.why} for match in result.matched],
        "also_in": [passage_json(found, themes) for found in result.also_in],
    }


def theme_json(theme: Theme) -> Json:
    """Return a theme."""
    return {
        "id": theme.id,
        "title": theme.title,
        "definition": theme.definition,
        "vocabulary": list(theme.vocabulary),
        "false_friends": list(theme.false_friends),
        "areas": list(theme.areas),
    }
