"""Open what is searched in an evaluation: the judged reports, and the published benchmark SciFact."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import platformdirs

from corpus.types import Document, DocumentId, FileFormat, Identity, Recognised, Span
from evaluation.cached_encoder import CachedEncoder
from indexer.build import Corrections, searched_text
from indexer.store import Kept, Passage, PassageId, PassageKind, Shelved
from indexer.stores.library import SqliteLibrary
from models.encoder import UnitRows
from search.judged import Anchor, JudgedQuestion, JudgedSet, read_judged_set
from ui.services import Services, default_encoder
from ui.settings import encoder_cache, encoder_engine, go_offline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.store import View
    from models.encoder import Encoder
    from search.expand import Concept

SHARED = Path(__file__).parents[2] / "shared"
GOLD, REPORTS, SCIFACT = SHARED / "gold", SHARED / "reports", SHARED / "retrieval" / "scifact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A judged set, with what it takes to answer it. `vocabulary` is empty where none may be used."""

    judged: JudgedSet
    view: View
    encoder: Encoder
    vocabulary: tuple[Concept, ...]


def shared_encoder() -> Encoder:
    """Return the encoder that the command uses, its vectors of passages kept in this user's cache."""
    go_offline()
    folder = Path(platformdirs.user_cache_dir("readacross", appauthor=False)) / "evaluation"
    return CachedEncoder(default_encoder(encoder_engine(), encoder_cache()), folder)


@contextmanager
def reports_bench(encoder: Encoder, judged: Path = GOLD, papers: Path = REPORTS) -> Iterator[Bench]:
    """Open a library of the judged papers, made as `readacross add` makes it, with the vocabulary in use."""
    with TemporaryDirectory(prefix="readacross-") as folder:
        services = Services(Path(folder), encoder=encoder)
        for path in sorted(path for path in papers.iterdir() if path.is_file()):
            print(f"Reading {path.name}", file=sys.stderr)
            services.add(path, Corrections())
        services.store.refresh()
        with services.store.viewing() as view:
            vocabulary = tuple(services.vocabulary)
            yield Bench(judged=read_judged_set(judged), view=view, encoder=encoder, vocabulary=vocabulary)


@contextmanager
def scifact_bench(encoder: Encoder, folder: Path = SCIFACT) -> Iterator[Bench]:
    """Open a library in which each abstract of SciFact is a paper of one passage, its title and text; no vocabulary."""
    shelved = _abstracts(folder, encoder)
    with TemporaryDirectory(prefix="readacross-") as place:
        store = SqliteLibrary(Path(place))
        store.replace_all(shelved)
        store.refresh()
        with store.viewing() as view:
            yield Bench(judged=read_scifact(folder), view=view, encoder=encoder, vocabulary=())


def read_scifact(folder: Path) -> JudgedSet:
    """Return SciFact's claims as questions; an anchor is any passage of the abstract that was judged relevant.

    Claims without a judged abstract are left out, as the benchmark does.
    """
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
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
        for claim in _lines(folder / "queries.jsonl")
        if claim["_id"] in relevant
    )
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in ("queries.jsonl", "qrels.tsv")))
    return JudgedSet(name="scifact", sha256=digest.hexdigest(), questions=questions)


def _abstracts(folder: Path, encoder: Encoder) -> list[Shelved]:
    read = [_kept(entry) for entry in _lines(folder / "corpus.jsonl")]
    print(f"Encoding {len(read):,} abstracts; kept for the next run.", file=sys.stderr)
    vectors = encoder.encode_passages([kept.searched for _, kept in read])
    return [
        _shelved(document, kept, UnitRows(vector[None]), encoder)
        for (document, kept), vector in zip(read, vectors, strict=True)
    ]


def _kept(entry: dict[str, Any]) -> tuple[Document, Kept]:
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
    return document, Kept(passage, searched_text(passage))


def _shelved(document: Document, kept: Kept, vector: UnitRows, encoder: Encoder) -> Shelved:
    unknown = Recognised(None, "a benchmark's abstract")
    names = ("council", "council_printed", "body", "date", "title", "kind", "licence")
    identity = Identity(**dict.fromkeys(names, unknown))
    return Shelved(document, identity, b"", [kept], vector, encoder.card.fingerprint)


def _lines(path: Path) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
