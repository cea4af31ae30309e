"""List what could be a reply to an inspection: the actions of plans, and the passages of all other papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from indexer.store import PassageKind
from search.interaction import stretches_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.records import Action
    from indexer.store import Found, PassageId, View, Where

FEWEST_WORDS = 5  # a shorter passage is a heading or the stub of a list and answers nothing; a measure may be shorter
FEWEST_WORDS_OF_PART = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An action with the passages that it is made of, or a passage of its own; `action` is then None.

    `whole` is all its text on one line: of an action what it is for, what is done, how success is known, and what is to
    come of it. `parts` are its sentences and cells.
    """

    found: tuple[Found, ...]
    action: Action | None
    whole: str
    parts: tuple[str, ...]


def candidates_in(view: View, where: Where) -> list[Candidate]:
    """Return what could be a reply in these papers: actions first, then passages, each in reading order."""
    passages = {found.passage.id: found for found in view.passages(where)}
    actions = [
        _of_action(action, tuple(passages[name] for name in action.passage_ids if name in passages))
        for action, _ in view.actions(where)
    ]
    told = [candidate for candidate in actions if candidate.found and candidate.whole]
    taken: set[PassageId] = {found.passage.id for candidate in told for found in candidate.found}
    others = (_of_passage(found) for name, found in passages.items() if name not in taken)
    return told + [candidate for candidate in others if _says_something(candidate)]


def _of_action(action: Action, found: tuple[Found, ...]) -> Candidate:
    cells = [action.objective, action.action, action.success_criteria, *(each.output for each in action.milestones)]
    return Candidate(found=found, action=action, whole=on_one_line(" ".join(cells)), parts=_parts(cells))


def _of_passage(found: Found) -> Candidate:
    text = found.passage.text
    return Candidate(found=(found,), action=None, whole=on_one_line(text), parts=_parts([on_one_line(text)]))


def _says_something(candidate: Candidate) -> bool:
    if candidate.found[0].passage.kind is PassageKind.MEASURE:
        return bool(candidate.whole)
    return len(candidate.whole.split()) >= FEWEST_WORDS


def _parts(texts: Iterable[str]) -> tuple[str, ...]:
    parts = [on_one_line(text[slice(*stretch)]) for text in texts for stretch in stretches_of(text)]
    return tuple(part for part in parts if len(part.split()) >= FEWEST_WORDS_OF_PART)
