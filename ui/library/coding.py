"""What people decide about the themes of passages: kept with the library, blind if need be, and compared."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.store import EVERYWHERE, PassageKind
from search.agreement import coding_of, kappa
from search.marking import mark_passages, marked
from search.marks.decide import Decision, Verdict, seen_by
from search.themes import theme_called

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.store import Found, Marked, PassageId, View
    from search.agreement import Agreement
    from ui.services import Services

DECISIONS = "decision"  # the kind of note
EVERY_KIND = replace(EVERYWHERE, kinds=tuple(PassageKind))


def decisions(services: Services) -> list[Decision]:
    """Return what people decided about marks."""
    kept = [json.loads(record) for record in services.store.noted(DECISIONS).values()]
    return [Decision(**{**record, "verdict": Verdict(record["verdict"])}) for record in kept]


def decide(services: Services, passage_id: PassageId, theme: str, coder: str, verdict: Verdict | None) -> None:
    """Keep what a coder decides about a theme for a passage; None takes their decision back.

    Raises:
        UnknownNameError: no theme is called so.
        KeyError: there is no such passage.
    """
    chosen = theme_called(theme, services.themes)
    with services.store.viewing() as view:
        view.passage(passage_id)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    decision = None
    if verdict is not None:
        decision = Decision(passage_id=passage_id, theme=chosen.id, coder=coder, verdict=verdict, at=at)
    record = json.dumps(asdict(decision), ensure_ascii=False) if decision else None
    services.store.note(DECISIONS, f"{passage_id}\t{chosen.id}\t{coder}", record)


def coded(
    services: Services, passage_id: PassageId, *, coder: str | None, is_blind: bool
) -> tuple[Found, list[Marked], list[Decision]]:
    """Return a passage with its marks and the decisions on it that a coder may see; all of them when none is named.

    Raises KeyError when there is no such passage.
    """
    with services.store.viewing() as view:
        found = view.passage(passage_id)
        (row,) = view.rows_of([passage_id])
    marks = [mark for mark in marked(row, found.passage.text, services.prepared_themes) if mark.is_mark]
    on_it = [decision for decision in decisions(services) if decision.passage_id == passage_id]
    return found, marks, seen_by(coder, on_it, is_blind=is_blind) if coder else on_it


def agreement(services: Services, first: str, second: str) -> list[Agreement]:
    """Return how far two coders agree on each theme, over the passages on which both decided something."""
    mark_passages(services.store, services.prepared_themes)
    taken = decisions(services)
    names = {decision.passage_id for decision in taken}
    with services.store.viewing() as view:
        id_of = {row: name for name in names for row in _rows(view, name)}
        suggested: dict[PassageId, frozenset[str]] = {}
        for theme in services.themes:
            for mark in view.marked(theme.id, EVERY_KIND):
                if mark.is_mark and mark.row in id_of:
                    name = id_of[mark.row]
                    suggested[name] = suggested.get(name, frozenset()) | {theme.id}
    codings = [coding_of(coder, taken, suggested) for coder in (first, second)]
    return kappa(codings[0], codings[1], [theme.id for theme in services.themes])


def _rows(view: View, name: PassageId) -> Sequence[int]:
    """Return the row of a passage, none when it has gone since it was decided about."""
    try:
        return view.rows_of([name])
    except KeyError:
        return ()
