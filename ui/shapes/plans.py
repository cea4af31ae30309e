"""The JSON of action plans: actions and measures as scripts rely on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.actions import cite_action, cite_measure, themes_of_action
from ui.shapes.answers import Json, paper_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.types import Span
    from indexer.records import Milestone, Period, Target
    from indexer.store import FoundAction, FoundMeasure
    from search.themes import Theme


def action_json(found: FoundAction, themes: Sequence[Theme]) -> Json:
    """Return an action with its paper. Blank cells and absent facts are null; `lines` are offsets in the paper's text.

    A cell put together from several keeps them on lines of their own; categories are divided by semicolons.
    """
    action, paper = found
    return {
        "id": action.id,
        "ref": action.ref,
        "ref_inferred": action.ref_inferred,
        "priority": action.priority,
        "outcome_ref": action.outcome_ref,
        "outcome": action.outcome or None,
        "objective": action.objective or None,
        "action": action.action or None,
        "success_criteria": action.success_criteria or None,
        "lead": action.lead or None,
        "strengthening": "; ".join(action.strengthening) or None,
        "status": action.status,
        "milestones": [_milestone_json(milestone) for milestone in action.milestones],
        "targets": [_target_json(target) for target in action.targets],
        "others": [{"heading": heading, "text": text} for heading, text in action.others],
        "repairs": list(action.repairs),
        "missing": list(action.missing),
        "themes": list(themes_of_action(action, themes)),
        "citation": cite_action(found),
        "page": action.page,
        "lines": _lines_json(action.lines),
        "inherited_lines": _lines_json(action.inherited_lines),
        "passage_ids": list(action.passage_ids),
        "paper": paper_json(paper),
    }


def measure_json(found: FoundMeasure) -> Json:
    """Return a measure with its paper. What is not published is null, never 0."""
    measure, paper = found
    return {
        "id": measure.id,
        "ref": measure.ref,
        "ref_inferred": measure.ref_inferred,
        "priority": measure.priority,
        "measure": measure.measure or None,
        "frequency": measure.frequency,
        "periods": [_period_json(period) for period in measure.periods],
        "repairs": list(measure.repairs),
        "citation": cite_measure(found),
        "page": measure.page,
        "lines": _lines_json(measure.lines),
        "passage_ids": list(measure.passage_ids),
        "paper": paper_json(paper),
    }


def _milestone_json(milestone: Milestone) -> Json:
    blanks: dict[str, Any] = {name: value or None for name, value in milestone._asdict().items()}
    return blanks


def _target_json(target: Target) -> Json:
    value = int(target.value) if target.value.is_integer() else target.value
    return {**target._asdict(), "group": target.group or None, "unit": target.unit or None, "value": value}


def _period_json(period: Period) -> Json:
    return {**period._asdict(), "name": period.name or None}


def _lines_json(lines: Iterable[Span]) -> list[Json]:
    return [{"start": line.start, "end": line.end} for line in lines]
