"""Tie records to the passages that stand in their rows, and give them ids."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.store import PassageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import DocumentId, Span
    from indexer.records import Action, Measure
    from indexer.store import Passage, PassageId

HASH_DIGITS = 8


def record_id(document_id: DocumentId, kind: str, ref: str | None, ordinal: int, text: str) -> str:
    """Return an id that stays when other papers, or other rows, are added: of the reference and of what is said.

    >>> record_id("0123456789ab", "action", "1.1.1", 2, "Recruit")
    '0123456789ab/action/1.1.1/2/3803d5d8'
    """
    short_hash = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
    return f"{document_id}/{kind}/{ref or '-'}/{ordinal}/{short_hash}"


def passages_in(passages: Sequence[Passage], lines: Sequence[Span]) -> tuple[PassageId, ...]:
    """Return the passages that stand in these lines, in reading order."""
    found = []
    for line in lines:
        first = bisect_left(passages, line.start, key=lambda passage: passage.span.start)
        for passage in passages[first:]:
            if passage.span.start >= line.end:
                break
            if passage.span.end <= line.end:
                found.append(passage.id)
    return tuple(found)


def named_by_records(
    passages: Sequence[Passage], actions: Sequence[Action], measures: Sequence[Measure]
) -> list[Passage]:
    """Return the passages, with those in the records' rows made actions and measures, under the records' references.

    The splitter knows the rows of a plan by fewer signs than the reader of plans does.
    """
    records = [(action, PassageKind.ACTION) for action in actions] + [
        (measure, PassageKind.MEASURE) for measure in measures
    ]
    found = {passage_id: (record.ref, kind) for record, kind in records for passage_id in record.passage_ids}
    parts: Counter[str | None] = Counter()
    named = []
    for passage in passages:
        ref, kind = found.get(passage.id, (passage.number, passage.kind))
        parts[ref] += 1
        named.append(replace(passage, kind=kind, number=ref, part=parts[ref]))
    return named
