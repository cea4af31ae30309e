"""Ask about milestones whose date has passed with no later paper that reports on them.

A paper reports on an action when it is another paper of the council's own, dated in the milestone's month or later,
and holds an action of the same reference that shares `SAME_REFERENCE` of the words, or any action that shares
`SAME_WORDS` of them, or a passage that was found near in meaning. A paper without a date is never later.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.types import PaperKind
from indexer.records import Status
from search.citation import date_in_words
from search.enquiries.drafts import Draft, is_by, is_over, listed, quotation
from search.enquiries.records import Dated, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.types import Paper
    from indexer.records import Action, Milestone
    from indexer.store import Found, FoundAction
    from search.enquiries.records import Signals

WORD = re.compile(r"[a-z]{4,}")
STEM = 6  # letters by which words are compared: "recruit" and "recruitment"
SAME_REFERENCE = (
    0.3  # share of an action's words that one of the same reference has too; set on invented plans, 2026-11
)
SAME_WORDS = 0.7


def milestones_passed(signals: Signals, as_of: str) -> list[Draft]:
    """Return a draft for each reference of each plan that has milestones of the kind, in reading order."""
    groups: dict[tuple[str, str], list[tuple[FoundAction, list[Milestone]]]] = {}
    for found in signals.actions:
        if not is_by(found.paper.date, as_of):
            continue
        passed = [
            m for m in found.action.milestones if _is_open(m, as_of) and not _is_reported(found, m, signals, as_of)
        ]
        if passed:
            key = (found.paper.id, found.action.ref or found.action.id)
            groups.setdefault(key, []).append((found, passed))
    return [_draft(group, signals) for group in groups.values()]


def _is_open(milestone: Milestone, as_of: str) -> bool:
    return milestone.due is not None and milestone.status is not Status.COMPLETE and is_over(milestone.due, as_of)


def _is_reported(found: FoundAction, milestone: Milestone, signals: Signals, as_of: str) -> bool:
    action, paper = found

    def is_later(other: Paper) -> bool:
        return (
            other.id != paper.id
            and other.kind is not PaperKind.INSPECTION_REPORT
            and other.date is not None
            and other.date >= (milestone.due or "")
            and is_by(other.date, as_of)
        )

    near = (other.paper for other in signals.near_later.get(action.id, ()))
    alike = (other.paper for other in signals.actions if _is_alike(action, other.action))
    return any(map(is_later, chain(near, alike)))


def _is_alike(action: Action, other: Action) -> bool:
    ours, theirs = _words(action), _words(other)
    if not ours:
        return False
    is_same = action.ref is not None and action.ref == other.ref
    return len(ours & theirs) / len(ours) >= (SAME_REFERENCE if is_same else SAME_WORDS)


def _words(action: Action) -> frozenset[str]:
    return frozenset(word[:STEM] for word in WORD.findall(fold(action.action).casefold()))


def _draft(group: Sequence[tuple[FoundAction, list[Milestone]]], signals: Signals) -> Draft:
    (first, _), *_ = group
    milestones = [milestone for _, passed in group for milestone in passed]
    dues = sorted({milestone.due for milestone in milestones if milestone.due})
    rows = dict.fromkeys(found.passage.id for each, passed in group for found in _rows(each.action, passed, signals))
    predates = first.paper.date is not None and first.paper.date < dues[0]
    return Draft(
        signal=Signal.MILESTONE_PASSED,
        facts={"reference": _reference(first.action, len(group)), "due": listed(map(date_in_words, dues))},
        quotations=tuple(quotation(signals.passages[name]) for name in rows),
        dates=tuple(Dated("milestone", m.due, m.due_raw, m.status_raw) for m in milestones),
        date=dues[0],
        about="\n".join(f"{found.action.objective}\n{found.action.action}" for found, _ in group),
        question="many" if len(dues) > 1 else "",
        gap="predates" if predates else "",
    )


def _rows(action: Action, milestones: Sequence[Milestone], signals: Signals) -> Iterator[Found]:
    """Return the row in which an action begins, and those in which its milestones' dates stand."""
    rows = [signals.passages[name] for name in action.passage_ids if name in signals.passages]
    printed = [milestone.due_raw for milestone in milestones if milestone.due_raw]
    for place, found in enumerate(rows):
        if place == 0 or any(due in found.passage.text for due in printed):
            yield found


def _reference(action: Action, count: int) -> str:
    if action.ref is None:
        return "the action quoted"
    inferred = " (number inferred)" if action.ref_inferred else ""
    return (
        f"action {action.ref}{inferred}" if count == 1 else f"the {count} actions quoted under {action.ref}{inferred}"
    )
