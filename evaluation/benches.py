"""Open what is searched in an evaluation: the judged reports, and the published benchmark SciFact."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import platformdirs

from evaluation.scifact import abstracts, read_claims
from indexer.build import Corrections
from indexer.stores.library import SCHEMA_VERSION, SqliteLibrary
from search.judged import JudgedSet, read_judged_set
from ui.library.adding import add_files, files_at
from ui.services import Services, default_encoder
from ui.settings import encoder_cache, encoder_engine, go_offline

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from indexer.store import View
    from models.encoder import Encoder
    from search.expand import Concept

SHARED = Path(__file__).parents[2] / "shared"
GOLD, REPORTS, SCIFACT = SHARED / "gold", SHARED / "reports", SHARED / "retrieval" / "scifact"
SETS = ("reports", "scifact")
SCIFACT_VERSION = 1  # of what is kept of an abstract: raise it when indexer.build.encoded changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A judged set, with what it takes to answer it. `vocabulary` is empty where none may be used."""

    judged: JudgedSet
    view: View
    encoder: Encoder
    vocabulary: tuple[Concept, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let the sets be chosen and their places be named."""
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="both by default")
    parser.add_argument("--judged", type=Path, default=GOLD, metavar="FOLDER", help="judged questions on the papers")
    parser.add_argument("--papers", type=Path, default=REPORTS, metavar="FOLDER", help="the judged papers")
    parser.add_argument("--scifact", type=Path, default=SCIFACT, metavar="FOLDER", help="the published benchmark")


def benches(given: argparse.Namespace) -> Iterator[Bench]:
    """Open the sets that were chosen, one after another; each closes when the next is asked for."""
    encoder = shared_encoder()
    for name in given.sets:
        if name == "reports":
            with reports_bench(encoder, given.judged, given.papers) as bench:
                yield bench
        else:
            with scifact_bench(encoder, given.scifact) as bench:
                yield bench


def shared_encoder() -> Encoder:
    """Return the encoder that the command uses."""
    go_offline()
    return default_encoder(encoder_engine(), encoder_cache())


@contextmanager
def reports_library(encoder: Encoder, papers: Path) -> Iterator[Services]:
    """Open a passing library of these papers, made as `readacross add` makes it."""
    with TemporaryDirectory(prefix="readacross-") as folder:
        services = Services(Path(folder), encoder=encoder)
        paths, refused = files_at([str(papers)])
        add_files(services, paths, Corrections(), refused)
        yield services


@contextmanager
def reports_bench(encoder: Encoder, judged: Path, papers: Path) -> Iterator[Bench]:
    """Open a library of the judged papers, with the vocabulary in use."""
    questions = read_judged_set(judged)
    with reports_library(encoder, papers) as services, services.store.viewing() as view:
        yield Bench(judged=questions, view=view, encoder=encoder, vocabulary=tuple(services.vocabulary))


@contextmanager
def scifact_bench(encoder: Encoder, folder: Path, kept_in: Path | None = None) -> Iterator[Bench]:
    """Open a library in which each abstract of SciFact is a paper of one passage; no vocabulary.

    It takes minutes to make, so it is kept, for this encoder and engine alone: in this user's cache by default.
    """
    cache = kept_in or Path(platformdirs.user_cache_dir("readacross", appauthor=False)) / "evaluation"
    made_by = f"{type(encoder).__name__}\0{encoder.card.fingerprint}\0{SCHEMA_VERSION}\0{SCIFACT_VERSION}"
    place = f"scifact-{hashlib.sha256(made_by.encode()).hexdigest()[:16]}"
    store = SqliteLibrary(cache / place)
    if store.made_with() is None:
        store.replace_all(abstracts(folder, encoder))
        store.refresh()
    with store.viewing() as view:
        yield Bench(judged=read_claims(folder), view=view, encoder=encoder, vocabulary=())
