"""Read a paper's action plan: its actions, its measures, and the passages that stand in their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indexer.plans.actions import actions_of
from indexer.plans.measures import measures_of
from indexer.plans.rows import named_by_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Document
    from indexer.plans.rules import PlanRules
    from indexer.records import Action, Measure
    from indexer.store import Passage


class Plan(NamedTuple):
    """What is known of a paper's plan, and all the paper's passages; no records where the paper has no plan."""

    actions: tuple[Action, ...]
    measures: tuple[Measure, ...]
    passages: list[Passage]


def plan_of(document: Document, passages: Sequence[Passage], rules: PlanRules) -> Plan:
    """Return a paper's plan. Passages in its rows become actions and measures, whatever the splitter took them for."""
    actions = actions_of(document, passages, rules)
    measures = measures_of(document, passages, rules)
    return Plan(actions, measures, named_by_records(passages, actions, measures))
