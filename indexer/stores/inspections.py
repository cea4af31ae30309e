"""Turn the record of an inspection into the library's JSON and back."""

from __future__ import annotations

import json

from indexer.records import Framework, Inspection, Judgement
from indexer.store import PassageId


def inspection_text(inspection: Inspection | None) -> str | None:
    """Return the record as JSON, None for a paper that is no inspection report."""
    if inspection is None:
        return None
    return json.dumps(
        {
            "framework": inspection.framework,
            "start": inspection.start,
            "end": inspection.end,
            "published": inspection.published,
            "judgements": inspection.judgements,
            "improvements": inspection.improvements,
        }
    )


def inspection_from(text: str | None) -> Inspection | None:
    """Return the record that `inspection_text` wrote."""
    if text is None:
        return None
    record = json.loads(text)
    return Inspection(
        framework=Framework(record["framework"]),
        start=record["start"],
        end=record["end"],
        published=record["published"],
        judgements=tuple(Judgement(*judgement) for judgement in record["judgements"]),
        improvements=tuple(PassageId(name) for name in record["improvements"]),
    )
