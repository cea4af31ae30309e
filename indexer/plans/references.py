"""Infer a reference that a plan's row has lost, from the references around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.cleaning import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.plans.alignment import AlignedRow
    from indexer.plans.rules import PlanRules

LAST_NUMBER = re.compile(r"(?P<stem>.*?)(?P<last>\d+)")


def following_reference(rows: Sequence[AlignedRow], rules: PlanRules) -> str | None:
    """Return the first reference that is printed in these rows, None when none is."""
    return next((fold(row.get("ref")).rstrip(".") for row in rows if rules.is_reference(row.get("ref"))), None)


def lost_reference(damage: str | None, before: str | None, following: str | None) -> str | None:
    """Return the reference that a row must have had, None when its neighbours leave a choice.

    Args:
        damage: The number of the outcome that begins in the row; empty when the row's first cells are damaged; None
            when nothing tells that a reference is lost.
        before: The reference above, None at the beginning of an outcome.
        following: The next one below.

    >>> lost_reference("2.2", None, "2.2.2"), lost_reference("", "3.1.1", "3.2.1"), lost_reference("", "1.1.1", "1.1.2")
    ('2.2.1', '3.1.2', None)
    """
    if damage is None:
        return None
    candidate = f"{damage}.1" if damage else _next(before)
    if candidate is None or (following is not None and not _leaves_room(candidate, following)):
        return None
    return candidate


def _next(reference: str | None) -> str | None:
    match = LAST_NUMBER.fullmatch(reference or "")
    return f"{match.group('stem')}{int(match.group('last')) + 1}" if match else None


def _leaves_room(candidate: str, following: str) -> bool:
    """Tell whether the next printed reference is another stem's, or comes after the candidate."""
    first, second = LAST_NUMBER.fullmatch(candidate), LAST_NUMBER.fullmatch(following)
    if first is None or second is None:
        return False
    return first.group("stem") != second.group("stem") or int(second.group("last")) > int(first.group("last"))
