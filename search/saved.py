"""Keep a person's questions, ask them again, and tell what is new since the last time."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from corpus.types import PaperKind
from indexer.records import Status
from indexer.store import PassageKind, Where
from search.answers import Mode, Request
from search.duplicates import say_the_same
from search.find import searched
from search.limits import on_subject
from search.similar import words_of
from search.themes import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus.types import DocumentId, Paper
    from indexer.store import Found, PassageId, View
    from search.answers import Answer, Result, Searched

#: Under which the notebook of a library keeps them.
NOTE_KIND = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuestion:
    """A question with its limits and what has been seen of its answers.

    `last_run` is an ISO date with time, None while it has not been run. `papers` are those that lay within its limits
    at any run, there still or not, `passages` those that were shown.
    """

    name: str
    request: Request
    last_run: str | None = None
    papers: frozenset[DocumentId] = frozenset()
    passages: frozenset[PassageId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a question's papers say that has not been seen.

    `papers` are those within its limits that were not there at its last run: all of them at its first. `answer` is what
    they say, None when there are none. `repeats` leads from a passage in it to one shown before that says the same.
    `searched` is all that lies within the limits, new or not.
    """

    saved: SavedQuestion
    papers: tuple[Paper, ...]
    answer: Answer | None
    repeats: dict[PassageId, Found]
    searched: Searched

    @property
    def results(self) -> tuple[Result, ...]:
        """The passages that are news: none when nothing relevant is new."""
        return () if self.answer is None or self.answer.nothing_relevant else self.answer.results


def news_of(saved: SavedQuestion, view: View, ask: Callable[[Request], Answer]) -> News:
    """Return what is new for a saved question; `ask` answers a request from the same view."""
    request = saved.request
    papers = tuple(paper for paper in view.papers(request.where) if paper.id not in saved.papers)
    answer = None
    if papers:
        answer = ask(replace(request, where=replace(request.where, papers=tuple(paper.id for paper in papers))))
    return News(
        saved=saved,
        papers=papers,
        answer=answer,
        repeats=_repeats(answer.results if answer else (), saved.passages, view),
        searched=searched(view, on_subject(request.where, request.theme, request.statuses, view)),
    )


def seen(news: News, *, at: str) -> SavedQuestion:
    """Return the question with its news marked as seen; `at` is an ISO date with time."""
    shown = (found.passage.id for result in news.results for found in (result.found, *result.also_in))
    return replace(
        news.saved,
        last_run=at,
        papers=news.saved.papers | {paper.id for paper in news.papers},
        passages=news.saved.passages.union(shown),
    )


def note_text(saved: SavedQuestion) -> str:
    """Return a saved question as JSON, without its name; limits that set none are left out, a theme is its id.

    Raises:
        ValueError: it is limited to rows of the store, whose numbers do not last.
    """
    if saved.request.where.rows is not None:
        raise ValueError("a question limited to rows cannot be kept")
    return json.dumps(
        {
            "request": {**_plain(saved.request), "where": _plain(saved.request.where)},
            "last_run": saved.last_run,
            "papers": sorted(saved.papers),
            "passages": sorted(saved.passages),
        },
        ensure_ascii=False,
    )


def saved_from(name: str, note: str, themes: Sequence[Theme] = ()) -> SavedQuestion:
    """Return what `note_text` wrote; `themes` are those that it may name.

    Raises:
        ValueError: the note is none of ours, or names what is not known.
    """
    try:
        kept = json.loads(note)
        where = Where(**_meant(kept["request"].pop("where"), themes))
        return SavedQuestion(
            name=name,
            request=Request(where=where, **_meant(kept["request"], themes)),
            last_run=kept["last_run"],
            papers=frozenset(kept["papers"]),
            passages=frozenset(kept["passages"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is none that this program knows ({error})") from error


def _plain(record: Request | Where) -> dict[str, Any]:
    """Return the fields that differ from their defaults as JSON takes them, without `where` and people's decisions."""
    kept = [field.name for field in fields(record) if field.name not in {"where", "decisions"}]
    values = {name: getattr(record, name) for name in kept}
    defaults = {field.name: field.default for field in fields(record)}
    return {name: _as_json(value) for name, value in values.items() if value != defaults[name]}


def _as_json(value: Any) -> Any:
    if isinstance(value, Theme):
        return value.id
    return list(value) if isinstance(value, tuple) else value


def _meant(values: dict[str, Any], themes: Sequence[Theme]) -> dict[str, Any]:
    """Return fields as the records have them."""
    meanings = {**MEANINGS, "theme": {theme.id: theme for theme in themes}.__getitem__}
    meant = {}
    for name, value in values.items():
        meaning = meanings.get(name, _itself)
        meant[name] = tuple(meaning(item) for item in value) if isinstance(value, list) else meaning(value)
    return meant


def _itself(value: Any) -> Any:
    return value


def _status(value: str | None) -> Status | None:
    return None if value is None else Status(value)


# Fields whose values are more than JSON tells; all others of Request and Where are kept as they are.
MEANINGS: dict[str, Callable[[Any], Any]] = {
    "mode": Mode,
    "kinds": PassageKind,
    "paper_kinds": PaperKind,
    "statuses": _status,
}


def _repeats(results: Iterable[Result], shown: Iterable[PassageId], view: View) -> dict[PassageId, Found]:
    """Return for each passage that says the same as one shown before, that one; those gone from the shelf are not."""
    before = []
    for name in sorted(shown):
        try:
            before.append(view.passage(name))
        except KeyError:
            continue  # its paper was taken out, or is read otherwise by now: there is nothing left to compare with
    counts = [(found, words_of(found.passage.text)) for found in before]
    repeats = {}
    for result in results:
        mine = words_of(result.found.passage.text)
        same = next((found for found, theirs in counts if say_the_same(mine, theirs)), None)
        if same is not None:
            repeats[result.found.passage.id] = same
    return repeats
