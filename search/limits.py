"""Turn limits on what passages say, and on whose they are, into rows and councils that a view is asked among."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from search.actions import ActionsWanted
from search.question import holds
from search.theme_marks import marked_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from corpus.councils import Councils, Likeness
    from indexer.records import Status
    from indexer.store import View, Where, Wording
    from search.marks.decide import Decision
    from search.question import Question
    from search.themes import Theme

    _Phrases = Sequence[tuple[str, list[str]]]  # each with its parts


class Alike(NamedTuple):
    """A council and those like it: those that a paper is of, and those that none is, both as `Councils.like` orders."""

    councils: tuple[str, ...]
    without_papers: tuple[str, ...]


def councils_like(name: str, by: Likeness, councils: Councils, with_papers: Collection[str]) -> Alike:
    """Return a council, itself first, and those that are like it.

    Args:
        name: Any of the council's names; it need not have a paper.
        by: In what they are like it.
        councils: All of England's.
        with_papers: The councils that papers are of.

    Raises:
        UnknownNameError: no council is called so.
    """
    alike = [council.name for council in (councils.called(name), *councils.like(name, by))]
    return Alike(
        councils=tuple(council for council in alike if council in with_papers),
        without_papers=tuple(council for council in alike if council not in with_papers),
    )


def on_subject(
    where: Where,
    theme: Theme | None,
    statuses: Sequence[Status | None],
    view: View,
    decisions: Iterable[Decision] = (),
) -> Where:
    """Return the limits with those of theme and status made rows.

    A passage is of a theme when it is marked with it, unless people's `decisions` say otherwise; of the taxonomy's
    themes `view` must hold the marks. It has the statuses of the milestones of the actions that it belongs to; None
    stands for a milestone without one. An empty field sets no limit.
    """
    if statuses:
        where = _among(where, _rows_of_statuses(statuses, where, view))
    if theme is not None:
        where = _among(where, (mark.row for mark in marked_with(theme, view, where, decisions) if mark.is_mark))
    return where


def as_worded(where: Where, question: Question, view: View) -> Where:
    """Return the limits with the question's phrases, each of which a passage holds, and exclusions made rows."""
    if not question.phrases and not question.excluded:
        return where
    required, excluded = ([(phrase, _parts(phrase)) for phrase in some] for some in question[1:])
    return _among(where, (item.row for item in view.wordings(where) if _is_as_worded(item, required, excluded)))


def _is_as_worded(item: Wording, required: _Phrases, excluded: _Phrases) -> bool:
    # What is searched has been folded and holds all that the text does: where it lacks a part, nothing need be folded.
    searched = item.searched.lower()
    if not all(part in searched for _, parts in required for part in parts):
        return False
    there = [phrase for phrase, parts in excluded if all(part in searched for part in parts)]
    return all(holds([phrase], item.text) for phrase, _ in required) and not holds(there, item.text)


def _parts(phrase: str) -> list[str]:
    """Return what of a phrase stands in every text that holds it, in plain form; its hyphens may be spaces there."""
    return fold(phrase).lower().split("-")


def _rows_of_statuses(statuses: Sequence[Status | None], where: Where, view: View) -> list[int]:
    wanted = ActionsWanted(statuses=tuple(statuses))
    ids = [name for item in view.actions(where) if wanted.admits(item.action) for name in item.action.passage_ids]
    return view.rows_of(list(dict.fromkeys(ids)))


def _among(where: Where, rows: Iterable[int]) -> Where:
    """Return the limits with only those of these rows that were within them before."""
    kept = frozenset(rows)
    return replace(where, rows=kept if where.rows is None else kept & where.rows)
