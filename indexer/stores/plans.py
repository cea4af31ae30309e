"""Turn the records of an action plan into the library's JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.types import DocumentId, Span
from indexer.records import Action, Measure, Milestone, Period, Status, Target
from indexer.store import PassageId

if TYPE_CHECKING:
    from collections.abc import Iterable


def record_row(record: Action | Measure) -> dict[str, Any]:
    """Return what the actions or the measures table keeps of a record."""
    return {"id": record.id, "paper": record.document_id, "record": json.dumps(asdict(record), ensure_ascii=False)}


def action_from(text: str) -> Action:
    """Return the action that `record_row` wrote."""
    record = json.loads(text)
    return Action(
        **{
            **_shared(record),
            "strengthening": tuple(record["strengthening"]),
            "milestones": tuple(map(_milestone, record["milestones"])),
            "targets": tuple(Target(*target) for target in record["targets"]),
            "others": tuple((heading, cell) for heading, cell in record["others"]),
            "inherited_lines": _spans(record["inherited_lines"]),
            "missing": tuple(record["missing"]),
        }
    )


def measure_from(text: str) -> Measure:
    """Return the measure that `record_row` wrote."""
    record = json.loads(text)
    return Measure(**{**_shared(record), "periods": tuple(Period(*period) for period in record["periods"])})


def _shared(record: dict[str, Any]) -> dict[str, Any]:
    return {
        **record,
        "document_id": DocumentId(record["document_id"]),
        "lines": _spans(record["lines"]),
        "repairs": tuple(record["repairs"]),
        "passage_ids": tuple(map(PassageId, record["passage_ids"])),
    }


def _spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _milestone(values: list[Any]) -> Milestone:
    milestone = Milestone(*values)
    return milestone._replace(status=None if milestone.status is None else Status(milestone.status))
