"""Read the milestones of a plan's row and the numbers that it means to reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.deadlines import deadlines_in
from indexer.plans.alignment import is_deadline
from indexer.records import Milestone, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.plans.alignment import AlignedRow
    from indexer.plans.rules import PlanRules

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])|\n")


def milestones_of(row: AlignedRow, rules: PlanRules) -> list[Milestone]:
    """Return the milestones of a row: one, or several where statuses, dates and outputs can be told apart.

    Several values in a cell are divided, in order, only where there are as many of each; else they stay as printed.
    """
    if not row.has("status", "due", "output"):
        return []
    statuses = rules.statuses_in(row.get("status"))
    deadlines = deadlines_in(fold(row.get("due"))) if is_deadline(row.get("due"), rules) else []
    count = max(len(statuses), len(deadlines))
    if count > 1 and len(statuses) in (0, count) and len(deadlines) in (0, count):
        row.repairs.append(f"{count} milestones in one row, divided in order")
        outputs = _outputs(row, count)
        return [
            _milestone(row, rules, _printed(statuses, place), _printed(deadlines, place), outputs[place])
            for place in range(count)
        ]
    if count > 1:
        row.repairs.append(f"statuses ({len(statuses)}) and dates ({len(deadlines)}) in one row: left as printed")
    return [_milestone(row, rules, row.get("status"), row.get("due"), row.get("output"))]


def _printed(values: Sequence[tuple[str, object]], place: int) -> str:
    """Return the printed form of one of several values, empty where there are none."""
    return str(values[place][0]) if values else ""


def _outputs(row: AlignedRow, count: int) -> list[str]:
    """Return an output for each milestone: the sentences where there are as many, else all with the first."""
    whole = row.get("output")
    sentences = SENTENCE_END.split(whole)
    if len(sentences) == count:
        return sentences
    if whole:
        row.repairs.append("their outputs could not be divided: all stand with the first")
    return [whole, *[""] * (count - 1)]


def _milestone(row: AlignedRow, rules: PlanRules, status: str, due: str, output: str) -> Milestone:
    statuses = {value for _, value in rules.statuses_in(status)}
    days = [deadline.iso for deadline in deadlines_in(fold(due))]
    category = row.get("strengthening")
    return Milestone(
        due=days[0] if len(days) == 1 else None,
        due_raw=due,
        status=statuses.pop() if len(statuses) == 1 else None,
        status_raw=status,
        output=output,
        strengthening=(rules.category(category) or category) or None,
    )


def targets_in(text: str, *, action: str, rules: PlanRules) -> list[Target]:
    """Return the numbers that a text says it means to reach; the action may name the group that they are for."""
    folded = fold(text)
    return [
        target
        for clause in rules.patterns["target_clause"].finditer(folded)
        for target in _of_clause(clause.group("body"), _group_in(action, rules), rules)
    ]


def _group_in(action: str, rules: PlanRules) -> str:
    for pattern in rules.target_groups:
        if found := pattern.search(fold(action)):
            return found.group("group").strip()
    return ""


def _of_clause(clause: str, group: str, rules: PlanRules) -> Iterator[Target]:
    """Yield the targets of one clause, which share its date if it has one."""
    by = rules.patterns["target_due"].search(clause)
    days = deadlines_in(by.group("date")) if by else []
    rest = rules.patterns["target_due"].sub(" ", clause).strip(" ,;:")
    for item in rules.patterns["target_divider"].split(rest):
        match = next((found for pattern in rules.target_items if (found := pattern.fullmatch(item.strip()))), None)
        if match is not None:
            measure = match.group("measure").strip()
            yield Target(
                group=group,
                measure=measure[:1].upper() + measure[1:],
                value=float(match.group("value").replace(",", "").rstrip(".")),
                unit=(match.group("unit") or "").replace("per cent", "%"),
                due=days[0].iso if len(days) == 1 else None,
            )
