"""Tell saved questions and comparable practice in plain text, for people at a terminal."""

from __future__ import annotations

import shlex
import textwrap
from typing import TYPE_CHECKING

from search.actions import cite_action
from search.batch import in_words
from search.citation import cite, cite_paper, date_in_words
from ui.shapes.saved import limits_json
from ui.terminal.answers import WIDTH, answer, count, quoted
from ui.terminal.plans import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import DocumentId
    from indexer.store import FoundAction
    from search.answers import Answer, Request
    from search.saved import News, SavedQuestion
    from search.similar import Neighbour, Similar

SAVE_ONE = "Save one: readacross questions save NAME QUESTION"


def saved_questions(listed: Sequence[SavedQuestion]) -> str:
    """Return the saved questions, with when each was last run."""
    if not listed:
        return f"No saved questions yet. {SAVE_ONE}\n"
    lines = []
    for saved in listed:
        limits = limits_in_words(saved.request)
        lines += [f"{saved.name}: {saved.request.question}" + (f" ({limits})" if limits else "")]
        lines += [f"    {_last_run(saved)}; {count(len(saved.papers), 'paper')} seen"]
    return "".join(f"{line}\n" for line in lines)


def limits_in_words(request: Request, files: Mapping[DocumentId, str] | None = None) -> str:
    """Return what a search is limited to; `files` says what papers are called, by id.

    >>> from indexer.store import Where
    >>> from search.answers import Request
    >>> limits_in_words(Request(question="x", where=Where(councils=("Halton", "Sefton"), date_from="2023")))
    'councils: Halton, Sefton; date from: 2023'
    """
    said = {name.replace("_", " "): value for name, value in limits_json(request).items()}
    if request.where.papers and files:
        said["papers"] = [files.get(paper, paper) for paper in request.where.papers]
    return "; ".join(
        f"{name}: {', '.join(value) if isinstance(value, list) else value}" for name, value in said.items()
    )


def saved(question: SavedQuestion) -> str:
    """Return that a question is kept."""
    return f"Saved as “{question.name}”. Run it: readacross questions run {shlex.quote(question.name)}\n"


def forgotten(name: str) -> str:
    """Return that a question is kept no more."""
    return f"Forgotten: {name}\n"


def all_news(told: Sequence[News]) -> str:
    """Return what is new for saved questions, one after another."""
    return "\n".join(map(_news, told)) if told else f"No saved questions to run. {SAVE_ONE}\n"


def _news(news: News) -> str:
    name = f"{news.saved.name}: {news.saved.request.question}"
    head = f"{name}\n{'=' * min(len(name), WIDTH)}\n{_last_run(news.saved)}\n"
    if not news.papers:
        return f"{head}Nothing new: no paper has come since. Searched then and now: {in_words(news.searched)}.\n"
    if news.answer is None or not news.results:
        told = f"Nothing new: nothing relevant in {_come(news)}, of {in_words(news.searched)} in all.\n"
        return head + told + "".join(f"   {cite_paper(paper)}\n" for paper in news.papers)
    repeats = [f"   {_rank(news, name)}. says the same as {cite(found)}\n" for name, found in news.repeats.items()]
    shown_before = ["\nShown before in other papers, almost word for word:\n", *repeats] if repeats else []
    since = "" if news.saved.last_run is None else f"New: {_come(news)}.\n"
    return head + since + answer(news.answer) + "".join(shown_before)


def _come(news: News) -> str:
    come = "" if news.saved.last_run is None else " that came since"
    return count(len(news.papers), "paper") + come


def _rank(news: News, name: str) -> int:
    return next(result.rank for result in news.results if result.found.passage.id == name)


def _last_run(question: SavedQuestion) -> str:
    return "not run yet" if question.last_run is None else f"last run {date_in_words(question.last_run[:10])}"


def by_examples(answered: Answer, plus: int, minus: int) -> str:
    """Return an answer by examples."""
    words = [f"“{answered.question}”"] if answered.question else []
    words += [f"more like {count(plus, 'passage')}"] if plus else []
    words += [f"less like {count(minus, 'passage')}"] if minus else []
    return f"Asked: {', '.join(words)}.\n{answer(answered)}"


def table_written(answers: Sequence[Answer], file: str) -> str:
    """Return how many questions were answered in a table."""
    passages = sum(len(answered.results) for answered in answers if not answered.nothing_relevant)
    without = sum(answered.nothing_relevant or not answered.results for answered in answers)
    lines = [f"{count(len(answers), 'question')}, {count(passages, 'passage')}: {file}"]
    lines += [f"Nothing relevant was found for {without} of them."] if without else []
    return "".join(f"{line}\n" for line in lines)


def similar(found: Similar) -> str:
    """Return comparable practice, council by council."""
    asked = "".join(quoted(item) for item in found.asked)
    action = _action(found.action)
    if not found.councils:
        return f"{asked}{action}\nNothing else to compare with: {in_words(found.searched)} searched.\n"
    number = sum(len(elsewhere.neighbours) for elsewhere in found.councils)
    near = f"The {count(number, 'nearest passage')}" if number > 1 else "The nearest passage"
    parts = [
        asked,
        action,
        f"\n{near}, from {count(len(found.councils), 'council')}, in {in_words(found.searched)}.\n",
    ]
    for elsewhere in found.councils:
        name = elsewhere.council or "Council not recognised"
        parts.append(f"\n{name}\n{'=' * len(name)}\n")
        parts += [_neighbour(neighbour) for neighbour in elsewhere.neighbours]
    return "".join(parts)


def _neighbour(neighbour: Neighbour) -> str:
    text = neighbour.found.passage.text
    words = list(dict.fromkeys(text[match.start : match.end].casefold() for match in neighbour.matched))
    common = f"; words in common: {', '.join(words)}" if words else "; no word in common"
    lines = [textwrap.fill(f"{neighbour.cosine:.2f} near in meaning{common}", WIDTH, subsequent_indent="   ")]
    lines += ["Says the same almost word for word: shared text, perhaps."] if neighbour.says_the_same else []
    also = "".join(f"   Also in: {cite(found)}\n" for found in neighbour.also_in)
    said = "".join(f"   {line}\n" for line in lines)
    return f"{quoted(neighbour.found)}{also}{said}{_action(neighbour.action)}"


def _action(found: FoundAction | None) -> str:
    if found is None:
        return ""
    return f"   {cite_action(found)}: {STATUSES[found.action.status]}\n"
