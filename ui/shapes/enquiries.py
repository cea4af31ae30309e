"""The JSON of `enquiries` that scripts rely on: names and meanings never change, fields may be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.shapes.answers import paper_json

if TYPE_CHECKING:
    from search.enquiries.records import Enquiries, Enquiry
    from ui.shapes.answers import Json


def enquiries_json(made: Enquiries) -> Json:
    """Return the lines of enquiry. `start` and `end` are offsets in the paper's text; absent dates are null."""
    return {
        "council": made.council,
        "as_of": made.as_of,
        "framework": made.framework,
        "statement": made.statement,
        "searched": {**made.searched._asdict(), "undated_papers": sum(paper.date is None for paper in made.papers)},
        "papers": [paper_json(paper) for paper in made.papers],
        "areas": [
            {"id": area.id, "title": area.title, "enquiries": [_enquiry_json(line) for line in area.enquiries]}
            for area in made.areas
        ],
    }


def _enquiry_json(line: Enquiry) -> Json:
    return {
        "id": line.id,
        "signal": line.signal,
        "themes": list(line.themes),
        "question": line.question,
        "quotations": [quoted._asdict() for quoted in line.quotations],
        "gap": line.gap,
        "evidence_to_ask_for": list(line.evidence_to_ask_for),
        "dates": [
            {"what": date.what, "date": date.iso, "printed": date.printed or None, "note": date.note or None}
            for date in line.dates
        ],
    }
