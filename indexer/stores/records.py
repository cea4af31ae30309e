"""Turn records into the library's rows and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus.cleaning import on_one_line
from corpus.types import DocumentId, FileFormat, Identity, Paper, PaperKind, ReadingWarning, Recognised, Span
from indexer.store import Passage, PassageId, PassageKind
from indexer.stores.places import packed_lines

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from corpus.abbreviations import Abbreviation
    from corpus.types import Document

PAPER_COLUMNS = (
    "id, file, sha256, format, pages, characters, council, council_printed, body, date, title, kind, licence, reasons, "
    "warnings, unreadable_pages, is_digest, stands_for, stands_for_sha256, stepped_aside_for"
)
PASSAGE_COLUMNS = 'row, id, paper, kind, start, "end", number, part, section, label, page, repairs, pages'
FACTS = ("council", "council_printed", "body", "date", "title", "kind", "licence")


def document_row(document: Document, file: bytes) -> dict[str, Any]:
    """Return what the papers table keeps of a document as read."""
    return {
        "id": document.id,
        "file": document.file,
        "sha256": document.sha256,
        "format": document.format,
        "pages": document.pages,
        "characters": len(document.text),
        "warnings": json.dumps([(warning.page, warning.reason) for warning in document.warnings]),
        "unreadable_pages": document.unreadable_pages,
        "is_digest": document.is_digest,
        "stands_for": document.stated("stands_for"),
        "stands_for_sha256": document.stated("stands_for_sha256"),
        "text": document.text,
        "bytes": file,
        "lines": packed_lines(document.lines),
    }


def identity_row(identity: Identity, *, file: str) -> dict[str, Any]:
    """Return what the papers table keeps of a paper's identity. A paper without a title bears its file's name."""
    facts = {name: getattr(identity, name) for name in FACTS}
    first, last = days_of(identity.date.value)
    return {
        **{name: fact.value for name, fact in facts.items()},
        "title": identity.title.value or file,
        "kind": identity.kind.value or PaperKind.OTHER,
        "licence": identity.licence.value or "unknown",
        "first_day": first,
        "last_day": last,
        "reasons": json.dumps([(name, fact.reason) for name, fact in facts.items()]),
    }


def identity_from(row: Mapping[str, Any]) -> Identity:
    """Return the identity that a row of the papers table keeps."""
    reasons = dict(json.loads(row["reasons"]))
    return Identity(**{name: Recognised(row[name], reasons[name]) for name in FACTS})


def paper_from(row: sqlite3.Row) -> Paper:
    """Return the paper that a row of the papers table keeps."""
    return Paper(
        id=DocumentId(row["id"]),
        file=row["file"],
        sha256=row["sha256"],
        format=FileFormat(row["format"]),
        title=row["title"],
        council=row["council"],
        council_printed=row["council_printed"],
        body=row["body"],
        date=row["date"],
        kind=PaperKind(row["kind"]),
        licence=row["licence"],
        is_digest=bool(row["is_digest"]),
        stands_for=row["stands_for"],
        stands_for_sha256=row["stands_for_sha256"],
        stepped_aside_for=row["stepped_aside_for"],
        pages=row["pages"],
        characters=row["characters"],
        reasons=tuple((name, reason) for name, reason in json.loads(row["reasons"])),
        warnings=tuple(ReadingWarning(page=page, reason=reason) for page, reason in json.loads(row["warnings"])),
        unreadable_pages=row["unreadable_pages"],
    )


def passage_row(passage: Passage) -> dict[str, Any]:
    """Return what the passages table keeps of a passage; its text is kept once, with the paper."""
    return {
        "id": passage.id,
        "paper": passage.document_id,
        "kind": passage.kind,
        "start": passage.span.start,
        "end": passage.span.end,
        "number": passage.number,
        "part": passage.part,
        "section": json.dumps(passage.section),
        "label": passage.label,
        "page": passage.page,
        "repairs": json.dumps(passage.repairs),
        "pages": json.dumps(passage.pages),
    }


def passage_from(row: sqlite3.Row, text: str) -> Passage:
    """Return the passage that a row of the passages table keeps, sliced from its paper's text."""
    return Passage(
        id=PassageId(row["id"]),
        document_id=DocumentId(row["paper"]),
        kind=PassageKind(row["kind"]),
        span=Span(row["start"], row["end"]),
        text=text[row["start"] : row["end"]],
        number=row["number"],
        part=row["part"],
        section=tuple(json.loads(row["section"])),
        label=row["label"],
        page=row["page"],
        repairs=tuple(json.loads(row["repairs"])),
        pages=tuple(json.loads(row["pages"])),
    )


def abbreviation_row(document_id: DocumentId, abbreviation: Abbreviation) -> dict[str, Any]:
    """Return what the abbreviations table keeps of a short form that a paper defines."""
    return {"paper": document_id, "short": abbreviation.short, "long": on_one_line(abbreviation.long)}


def days_of(date: str | None) -> tuple[str | None, str | None]:
    """Return the first and the last day that an ISO date of any precision leaves open.

    The last day of a month is written 31 whatever the month: days are only compared, never counted.

    >>> days_of("2023-02"), days_of(None)
    (('2023-02-01', '2023-02-31'), (None, None))
    """
    if date is None:
        return None, None
    return date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :]
