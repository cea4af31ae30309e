"""Ask a library: many questions at once, the same ones again, by examples, or for what is similar."""

from __future__ import annotations

import shlex
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from corpus.errors import EmptyLibraryError, EmptyQuestionError, InputError, UnknownNameError
from search.actions import cite_action
from search.answers import Mode
from search.citation import cite
from search.examples import has_words
from search.marking import mark_passages
from search.saved import NOTE_KIND, note_text, saved_from
from ui.library.coding import decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.store import FoundAction, PassageId, View
    from search.answers import Answer, Request
    from search.batch import AnswerRow
    from search.examples import Examples
    from search.saved import News, SavedQuestion
    from search.similar import Similar, SimilarWanted
    from ui.services import Services

MOST_NAMED = 10


def mark(services: Services, *, on_progress: Callable[[int, int], None] | None = None) -> None:
    """Mark what was not marked yet with the themes as they are now; `on_progress` hears how many of how many."""
    mark_passages(services.store, services.prepared_themes, on_progress=on_progress)


@contextmanager
def ready(services: Services, *, is_encoding: bool = True, is_marking: bool = False) -> Iterator[View]:
    """Open a view of a library that can be asked; whoever asks it for marks sets `is_marking`.

    Raises:
        EmptyLibraryError, OtherEncoderError, WeightsMissingError, WeightsAlteredError.
    """
    if is_marking:
        mark(services)
    with services.store.viewing() as view:
        if not view.all_papers():
            raise EmptyLibraryError(str(services.folder))
        if is_encoding:
            services.check_encoder()
        yield view


def ready_for(services: Services, requests: Sequence[Request]) -> AbstractContextManager[View]:
    """Open a view that can be asked all these; raises as `ready`."""
    return ready(
        services,
        is_encoding=any(request.mode is not Mode.WORDS for request in requests),
        is_marking=any(request.theme is not None for request in requests),
    )


def answer_one(services: Services, request: Request) -> Answer:
    """Answer a question; raises EmptyQuestionError, and as `ready`."""
    if not has_words(request.question):
        raise EmptyQuestionError
    with ready_for(services, [request]) as view:
        return _answer(services, view, request)


def answer_all(
    services: Services,
    requests: Sequence[Request],
    *,
    limits: Sequence[str],
    on_answer: Callable[[], None],
) -> tuple[list[Answer], list[AnswerRow]]:
    """Answer questions one after another, on one state of the library; with the rows of their table.

    Every quotation has been checked against its paper. `limits` says of each question in words what it is limited to;
    `on_answer` is called after each. Raises as `Services.search`.
    """
    from search.batch import answer_rows, check_quotations

    if not all(has_words(request.question) for request in requests):
        raise EmptyQuestionError
    answers, rows = [], []
    with ready_for(services, requests) as view:
        for request, limit in zip(requests, limits, strict=True):
            answer = _answer(services, view, request)
            answers.append(answer)
            rows += answer_rows(answer, limit)
            on_answer()
        check_quotations(rows, view.text)
    return answers, rows


def by_examples(
    services: Services, request: Request, more: Sequence[str], less: Sequence[str]
) -> tuple[Answer, Examples]:
    """Answer a question by examples, each named by a passage's id or an action's id or reference.

    Raises:
        UnknownNameError: no passage or action is called so.
        InputError: several are, or as `find_by_examples`.
        EmptyLibraryError, OtherEncoderError, WeightsMissingError, WeightsAlteredError.
    """
    from search.examples import Examples, find_by_examples

    with ready(services, is_marking=request.theme is not None) as view:
        plus, minus = (
            tuple(dict.fromkeys(i for name in names for i in passages_called(name, view))) for names in (more, less)
        )
        examples = Examples(plus=plus, minus=minus)
        encoder = services.encoder if has_words(request.question) else None
        return find_by_examples(_as_decided(services, request), examples, view, encoder), examples


def similar_to(services: Services, name: str, wanted: SimilarWanted, *, of: str | None) -> Similar:
    """Return comparable practice elsewhere for a passage or action; `of` names the paper that it stands in.

    Raises:
        UnknownNameError: no passage, action or paper is called so.
        InputError: several are.
        EmptyLibraryError, OtherEncoderError.
    """
    from search.similar import similar

    # No question is encoded: that the vectors are of one kind is enough, whichever encoder is in use.
    with ready(services, is_encoding=False) as view:
        paper = services.paper_called(of).id if of is not None else None
        return similar(passages_called(name, view, paper=paper), wanted, view)


def passages_called(name: str, view: View, *, paper: str | None = None) -> list[PassageId]:
    """Return the passages that a name means: the one with this id, or those of the action of this id or reference.

    A paragraph's number will do as well. `paper` is the id of the paper to look in, None for all that answer.

    Raises:
        UnknownNameError: none is called so.
        InputError: several actions or passages are, or the action stands in no passage.
    """
    from indexer.store import PassageId

    try:
        return [view.passage(PassageId(name)).passage.id]
    except KeyError:
        pass  # it may be the name of something else
    actions = [found for found in view.actions() if paper in (None, found.paper.id)]
    for named in ([a for a in actions if a.action.id == name], [a for a in actions if a.action.ref == name]):
        if named:
            return _passages_of(name, named)
    numbered = [f for f in view.passages() if f.passage.number == name and paper in (None, f.paper.id)]
    if not numbered:
        known = [found.action.ref for found in actions if found.action.ref]
        raise UnknownNameError("passage or action", name, known, list_with="readacross passages --json")
    if len(numbered) > 1:
        raise _several(name, [(found.passage.id, cite(found)) for found in numbered])
    return [numbered[0].passage.id]


def _passages_of(name: str, named: Sequence[FoundAction]) -> list[PassageId]:
    if len(named) > 1:
        raise _several(name, [(found.action.id, cite_action(found)) for found in named])
    if not named[0].action.passage_ids:
        raise InputError(
            f"The action “{name}” stands in no passage.", remedy="Name a passage instead: readacross passages --json"
        )
    return list(named[0].action.passage_ids)


def _several(name: str, each: Sequence[tuple[str, str]]) -> InputError:
    """Return the error that lists what a name may mean: ids with the words by which a person knows them."""
    lines = [f"  {own_id}  {words}" for own_id, words in each[:MOST_NAMED]]
    lines += [f"  and {len(each) - MOST_NAMED} more"] if len(each) > MOST_NAMED else []
    return InputError(
        "\n".join([f"“{name}” may be any of {len(each)}:", *lines]),
        remedy="Name one by its id; readacross similar also takes the paper that it stands in: --of PAPER",
    )


def saved_questions(services: Services) -> list[SavedQuestion]:
    """Return the saved questions, by name. Raises InputError when one cannot be read."""
    return [_read(services, name, note) for name, note in services.store.noted(NOTE_KIND).items()]


def saved_called(services: Services, name: str) -> SavedQuestion:
    """Return the saved question of this name, whatever the case.

    Raises:
        UnknownNameError: there is none.
        InputError: it cannot be read.
    """
    own = saved_name(services, name)
    return _read(services, own, services.store.noted(NOTE_KIND)[own])


def saved_name(services: Services, name: str) -> str:
    """Return the name under which a question is saved, whatever the case. Raises UnknownNameError when none is."""
    notes = services.store.noted(NOTE_KIND)
    own = next((known for known in notes if known.casefold() == name.strip().casefold()), None)
    if own is None:
        raise UnknownNameError("saved question", name, notes, list_with="readacross questions")
    return own


def save_question(services: Services, saved: SavedQuestion) -> None:
    """Keep a question under its name.

    Raises:
        EmptyQuestionError: it holds no letter or digit.
        InputError: it has no name, or another question has it.
    """
    if not has_words(saved.request.question):
        raise EmptyQuestionError
    if not saved.name:
        raise InputError("The question has no name.", remedy="Give it one, then save it again.")
    taken = {known.casefold(): known for known in services.store.noted(NOTE_KIND)}
    if saved.name.casefold() in taken:
        own = taken[saved.name.casefold()]
        raise InputError(
            f"A question is already saved as “{own}”.",
            remedy=f"Choose another name, or take “{own}” out first.",
        )
    services.store.note(NOTE_KIND, saved.name, note_text(saved))


def keep_seen(services: Services, saved: SavedQuestion) -> None:
    """Keep what has been seen of a saved question."""
    services.store.note(NOTE_KIND, saved.name, note_text(saved))


def forget_question(services: Services, name: str) -> str:
    """Take a saved question out, with what was seen of it; return its name. Raises UnknownNameError."""
    own = saved_name(services, name)
    services.store.note(NOTE_KIND, own, None)
    return own


def run_saved(services: Services, saved: Sequence[SavedQuestion]) -> list[News]:
    """Return what is new for saved questions, on one state of the library; raises as `Services.search`."""
    from search.saved import news_of

    with ready_for(services, [question.request for question in saved]) as view:
        return [news_of(question, view, partial(_answer, services, view)) for question in saved]


def _answer(services: Services, view: View, request: Request) -> Answer:
    from search.find import find

    request = _as_decided(services, request)
    if request.mode is Mode.WORDS:
        return find(request, view, None, services.vocabulary)
    return find(request, view, services.encoder, services.vocabulary, services.reranker)


def _as_decided(services: Services, request: Request) -> Request:
    """Return a request with what people decided about the marks of the theme that it is limited to."""
    return request if request.theme is None else replace(request, decisions=tuple(decisions(services)))


def _read(services: Services, name: str, note: str) -> SavedQuestion:
    try:
        return saved_from(name, note, services.themes)
    except ValueError as error:
        raise InputError(
            f"The saved question “{name}” cannot be read: {error}.",
            remedy=f"Forget it and save it again: readacross questions forget {shlex.quote(name)}",
        ) from error
