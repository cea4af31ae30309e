"""The JSON of `trace` that scripts rely on: names and meanings never change, fields may be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.trace import ENOUGH, NO_REPLY
from ui.shapes.answers import paper_json, passage_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.themes import Theme
    from search.trace import Reply, Trace, TracedFinding
    from ui.shapes.answers import Json


def trace_json(traced: Trace, themes: Sequence[Theme]) -> Json:
    """Return an inspection's findings with their replies. `threshold` is the nearness from which something replies."""
    return {
        "inspection": paper_json(traced.inspection),
        "since": traced.since,
        "papers": [paper_json(paper) for paper in traced.papers],
        "searched": traced.searched._asdict(),
        "threshold": ENOUGH,
        "findings": [_finding_json(finding, themes) for finding in traced.findings],
    }


def _finding_json(traced: TracedFinding, themes: Sequence[Theme]) -> Json:
    """Return a finding. `passage` is where it begins; `passage_ids` are all that it stands in."""
    finding, nearest = traced.finding, traced.nearest
    return {
        "id": finding.id,
        "text": finding.text,
        "passage": passage_json(finding.found[0], themes),
        "passage_ids": [found.passage.id for found in finding.found],
        "replies": [_reply_json(reply, themes) for reply in traced.replies],
        "unanswered": traced.is_unanswered,
        "wording": NO_REPLY if traced.is_unanswered else None,
        "nearest": _reply_json(nearest, themes) if traced.is_unanswered and nearest else None,
    }


def _reply_json(reply: Reply, themes: Sequence[Theme]) -> Json:
    """Return a reply. What an action tells is null for a passage that is no row of a plan."""
    action = reply.action
    return {
        "passage": passage_json(reply.found, themes),
        "cosine": reply.nearness.cosine,
        "word_by_word": reply.nearness.word_by_word,
        "share_of_words": reply.nearness.words,
        "nearness": reply.nearness.together,
        "words_in_common": list(reply.in_common),
        "matched": [{"start": start, "end": end, "why": why} for start, end, why in reply.matched],
        "action_id": action.id if action else None,
        "action_ref": action.ref if action else None,
        "action_ref_inferred": action.ref_inferred if action else None,
        "action_status": action.status if action else None,
        "paper_undated": reply.found.paper.date is None,
    }
