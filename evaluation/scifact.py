"""Read the published benchmark SciFact: abstracts as papers of one passage each, claims as judged questions."""

from __future__ import annotations

import csv
import hashlib
import json
from typing import TYPE_CHECKING, Any

from corpus.types import Document, DocumentId, FileFormat, Identity, Recognised, Span
from indexer.build import ENCODED_AT_ONCE, FACTS, encoded
from indexer.shelved import Kept, Shelved
from indexer.store import Passage, PassageId, PassageKind
from models.encoder import UnitRows
from search.judged import Anchor, JudgedQuestion, JudgedSet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.encoder import Encoder

CORPUS, CLAIMS, RELEVANCE = "corpus.jsonl", "queries.jsonl", "qrels.tsv"


def read_claims(folder: Path) -> JudgedSet:
    """Return SciFact's claims as questions; an anchor is any passage of an abstract that was judged relevant.

    Claims without a judged abstract are left out, as the benchmark does.
    """
    with (folder / RELEVANCE).open(encoding="utf-8", newline="") as file:
        relevant: dict[str, list[Anchor]] = {}
        for row in csv.DictReader(file, delimiter="\t"):
            if int(row["score"]) > 0:
                relevant.setdefault(row["query-id"], []).append(Anchor(row["corpus-id"], "", int(row["score"])))
    questions = tuple(
        JudgedQuestion(
            id=claim["_id"],
            user="researcher",
            question=claim["text"],
            kind="claim",
            relevant=tuple(relevant[claim["_id"]]),
        )
        for claim in _lines(folder / CLAIMS)
        if claim["_id"] in relevant
    )
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in (CLAIMS, RELEVANCE)))
    return JudgedSet(name="scifact", sha256=digest.hexdigest(), questions=questions)


def abstracts(folder: Path, encoder: Encoder) -> Iterator[Shelved]:
    """Yield SciFact's abstracts, ready for a store: title and text are the one passage, as `Builder` makes it."""
    for entries in _batched(_lines(folder / CORPUS), ENCODED_AT_ONCE):
        read = [_passage(entry) for entry in entries]
        kept, vectors = encoded([passage for _, passage in read], encoder)
        for (document, _), item, vector in zip(read, kept, vectors, strict=True):
            yield _shelved(document, item, UnitRows(vector[None]), encoder)


def _passage(entry: dict[str, Any]) -> tuple[Document, Passage]:
    text = f"{entry['title']}\n{entry['text']}"
    sha256 = hashlib.sha256(f"{entry['_id']}\n{text}".encode()).hexdigest()
    document = Document(
        id=DocumentId(sha256[:12]), sha256=sha256, file=entry["_id"], format=FileFormat.TEXT, text=text, blocks=()
    )
    passage = Passage(
        id=PassageId(f"{document.id}/-/1"),
        document_id=document.id,
        kind=PassageKind.PARAGRAPH,
        span=Span(0, len(text)),
        text=text,
        number=None,
        part=1,
        section=(),
        label=None,
        page=None,
        repairs=(),
    )
    return document, passage


def _shelved(document: Document, kept: Kept, vector: UnitRows, encoder: Encoder) -> Shelved:
    identity = Identity(**dict.fromkeys([*FACTS, "council_printed"], Recognised(None, "a benchmark's abstract")))
    return Shelved(document, identity, b"", [kept], vector, encoder.card.fingerprint)


def _batched(entries: list[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the entries, so many at a time."""
    for start in range(0, len(entries), size):
        yield entries[start : start + size]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
