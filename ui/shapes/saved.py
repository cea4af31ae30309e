"""The JSON of saved questions, of answers by examples, and of comparable practice."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ui.shapes.answers import Json, answer_json, paper_json, passage_json
from ui.shapes.plans import action_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.store import FoundAction
    from search.answers import Answer, Match, Request
    from search.examples import Examples
    from search.saved import News, SavedQuestion
    from search.similar import Neighbour, Similar
    from search.themes import Theme


def saved_json(saved: SavedQuestion) -> Json:
    """Return a saved question. `last_run` is null while it has not been run; limits that set none are left out."""
    return {
        "name": saved.name,
        "question": saved.request.question,
        "mode": saved.request.mode,
        "limit": saved.request.limit,
        "per_council": saved.request.per_council,
        "expansion": saved.request.is_widened,
        "limits": limits_json(saved.request),
        "last_run": saved.last_run,
        "papers_seen": len(saved.papers),
        "passages_shown": len(saved.passages),
    }


def limits_json(request: Request) -> Json:
    """Return the limits that are set; "none" stands for milestones without a status."""
    where = request.where
    values = {field.name: getattr(where, field.name) for field in fields(where) if field.name != "rows"}
    values |= {"theme": request.theme and request.theme.id, "statuses": [s or "none" for s in request.statuses]}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def news_json(news: News, themes: Sequence[Theme]) -> Json:
    """Return what is new for a saved question.

    `answer` is of the shape of a search, over `new_papers` alone; null when no paper is new. `repeats` says of passages
    in it which one shown before says the same.
    """
    return {
        "name": news.saved.name,
        "question": news.saved.request.question,
        "last_run": news.saved.last_run,
        "nothing_new": not news.results,
        "searched": news.searched._asdict(),
        "new_papers": [paper_json(paper) for paper in news.papers],
        "answer": answer_json(news.answer, themes) if news.answer else None,
        "repeats": [
            {"passage_id": name, "says_the_same_as": passage_json(found, themes)}
            for name, found in news.repeats.items()
        ],
    }


def by_examples_json(answer: Answer, examples: Examples, themes: Sequence[Theme]) -> Json:
    """Return an answer with the ids of the passages that it is like and not like."""
    likes = {"more_like": list(examples.plus), "less_like": list(examples.minus)}
    return {**answer_json(answer, themes), **likes}


def similar_json(similar: Similar, themes: Sequence[Theme]) -> Json:
    """Return comparable practice by council. `passage` is the first where an action takes several."""
    return {
        "passage": passage_json(similar.asked[0], themes),
        "action": _action_json(similar.action, themes),
        "councils": [
            {
                "council": elsewhere.council,
                "passages": [_neighbour_json(neighbour, themes) for neighbour in elsewhere.neighbours],
            }
            for elsewhere in similar.councils
        ],
        "searched": similar.searched._asdict(),
    }


def asked_json(requests: Sequence[Request], answers: Sequence[Answer], file: str, themes: Sequence[Theme]) -> Json:
    """Return what was asked in one go and written to a table."""
    return {"file": file, "questions": len(requests), "answers": [answer_json(answer, themes) for answer in answers]}


def _neighbour_json(neighbour: Neighbour, themes: Sequence[Theme]) -> Json:
    return {
        "passage": passage_json(neighbour.found, themes),
        "cosine": neighbour.cosine,
        "matched": [_match_json(match) for match in neighbour.matched],
        "action": _action_json(neighbour.action, themes),
        "same_words": neighbour.says_the_same,
        "also_in": [passage_json(found, themes) for found in neighbour.also_in],
    }


def _match_json(match: Match) -> Json:
    return {"start": match.start, "end": match.end, "why": match.why}


def _action_json(found: FoundAction | None, themes: Sequence[Theme]) -> Json | None:
    return action_json(found, themes) if found else None
