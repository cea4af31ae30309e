"""Find the passages that speak of a theme: one of the taxonomy, or one that a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.store import EVERYWHERE, Marked
from search.marking import marked
from search.marks.decide import Verdict, latest
from search.marks.lexicon import GAP
from search.marks.prepare import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.store import PassageId, View, Where
    from search.marks.decide import Decision
    from search.themes import Theme

MOST_CANDIDATES = 2_000  # passages that hold a word of a typed theme; more are told by nobody


def marked_with(
    theme: Theme, view: View, where: Where = EVERYWHERE, decisions: Iterable[Decision] = ()
) -> list[Marked]:
    """Return the passages that speak of a theme or name it in passing, best first, as people decided about them.

    The marks of a theme of the taxonomy are those that the library keeps; one that a person typed is marked now among
    the passages that hold a word of its names.
    """
    found = _marked_now(theme, view, where) if theme.is_free_text else view.marked(theme.id, where)
    return _decided(theme, found, view, where, [it for it in decisions if it.theme == theme.id])


def _marked_now(theme: Theme, view: View, where: Where) -> list[Marked]:
    ready = prepared([theme])
    terms = [*theme.vocabulary, *(name for group in theme.together for name in group)]
    words = " ".join(dict.fromkeys(word for term in terms for word in term.replace(GAP, " ").split()))
    rows = [hit.row for hit in view.matching(words, MOST_CANDIDATES, where)]
    passages = view.rows(rows)
    marks = [
        mark._replace(document_id=found.paper.id)
        for row, found in zip(rows, passages, strict=True)
        for mark in marked(row, found.passage.text, ready)
    ]
    return sorted(marks, key=lambda mark: (-mark.score, mark.row))


def _decided(
    theme: Theme, marks: Sequence[Marked], view: View, where: Where, decisions: Sequence[Decision]
) -> list[Marked]:
    """Return the marks without those that were rejected, and with those that were added, which are sure."""
    if not decisions:
        return list(marks)
    by_passage: dict[PassageId, list[Decision]] = {}
    for decision in decisions:
        by_passage.setdefault(decision.passage_id, []).append(decision)
    held = {name: latest(some)[theme.id].verdict for name, some in by_passage.items()}
    row_of = {name: row for name in held if (row := _row_of(name, view)) is not None}
    rejected = {row for name, row in row_of.items() if held[name] is Verdict.REJECT}
    kept = {mark.row: mark for mark in marks if mark.row not in rejected}
    allowed = {paper.id for paper in view.papers(where)}
    for name, row in row_of.items():
        document_id = view.passage(name).paper.id
        if row not in rejected and document_id in allowed:
            added = Marked(row, theme.id, score=1.0, is_mark=True, terms=(), document_id=document_id)
            kept[row] = kept.get(row, added)._replace(is_mark=True)
    return sorted(kept.values(), key=lambda mark: (-mark.score, mark.row))


def _row_of(name: PassageId, view: View) -> int | None:
    """Return the row of a passage, None when it has gone since it was decided about."""
    try:
        return view.rows_of([name])[0]
    except KeyError:
        return None
