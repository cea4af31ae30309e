"""Tell action plans in plain text, for people at a terminal."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.records import Status
from search.actions import cite_action, cite_measure, in_words, roll_up
from search.citation import DIGEST_NOTE, cite_paper, date_in_words
from ui.terminal.answers import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records import Measure, Milestone
    from indexer.store import FoundAction, FoundMeasure

STATUSES = {
    Status.COMPLETE: "complete",
    Status.ON_TRACK: "on track",
    Status.SOME_ISSUES: "some issues",
    Status.OFF_TRACK: "not on track",
    None: "no status printed",
}
HOW_COUNTED = (
    "An action counts as complete when all its milestones that have a status are complete, "
    "and else by the worst of the others."
)
LOST = "[text missing in source]"


def actions(found: Sequence[FoundAction]) -> str:
    """Return actions, plan by plan and priority by priority, with a roll-up."""
    if not found:
        return "No such actions.\n"
    parts = []
    for paper, of_paper in groupby(found, key=lambda item: item.paper):
        note = f"{DIGEST_NOTE}.\n" if paper.is_digest else ""
        parts.append(f"{cite_paper(paper)}\n{note}")
        for priority, of_priority in groupby(of_paper, key=lambda item: item.action.priority):
            parts.append(f"\n{priority}\n" if priority else "")
            parts += [_action(item) for item in of_priority]
        parts.append("\n")
    return "".join(parts) + f"{in_words(roll_up([item.action for item in found]))}.\n{HOW_COUNTED}\n"


def measures(found: Sequence[FoundMeasure]) -> str:
    """Return measures, plan by plan."""
    if not found:
        return "No such measures.\n"
    parts = []
    for paper, of_paper in groupby(found, key=lambda item: item.paper):
        note = f"{DIGEST_NOTE}.\n" if paper.is_digest else ""
        parts.append(f"{cite_paper(paper)}\n{note}")
        parts += [_measure(item) for item in of_paper]
        parts.append("\n")
    published = sum(any(period.actual for period in item.measure.periods) for item in found)
    actuals = f"actuals published for {published}" if published else "no actuals published"
    return "".join(parts) + f"{len(found)} measure{'' if len(found) == 1 else 's'}; {actuals}.\n"


def _action(found: FoundAction) -> str:
    action = found.action
    ref = f"{action.ref}{' (inferred)' if action.ref_inferred else ''}" if action.ref else "–"
    lines = [_filled(f"{ref}  ", action.action.replace("\n", " / ") or LOST)]
    if action.lead:
        lines.append(_filled("      Lead: ", action.lead.replace("\n", "; ")))
    lines += [_filled("      · ", _milestone(milestone)) for milestone in action.milestones]
    notes = [f"text missing in source: {', '.join(action.missing)}"] if action.missing else []
    if action.repairs or notes:
        lines.append(_filled("      Put right in reading: ", "; ".join([*notes, *action.repairs])))
    return "\n" + "".join(f"{line}\n" for line in [*lines, f"      {cite_action(found)}"])


def _milestone(milestone: Milestone) -> str:
    due = date_in_words(milestone.due) if milestone.due else milestone.due_raw or "no date"
    output = f": {milestone.output}" if milestone.output else ""
    status = STATUSES[milestone.status] if milestone.status or not milestone.status_raw else milestone.status_raw
    return f"{due}, {status}{output}"


def _measure(found: FoundMeasure) -> str:
    measure: Measure = found.measure
    frequency = f" ({measure.frequency})" if measure.frequency else ""
    lines = [_filled(f"{measure.ref or '–'}  ", f"{measure.measure}{frequency}")]
    for period in measure.periods:
        if period.target or period.actual:
            values = f"target {period.target or 'none'}, actual {period.actual or 'none published'}"
            lines.append(_filled("      · ", f"{period.name}: {values}".replace("\n", "; ")))
    return "\n" + "".join(f"{line}\n" for line in [*lines, f"      {cite_measure(found)}"])


def _filled(lead: str, text: str) -> str:
    return textwrap.fill(f"{lead}{text}", WIDTH, subsequent_indent="        ", break_long_words=False)
