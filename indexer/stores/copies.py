"""The copies that make search fast: built beside each other, published whole, thrown away freely."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer.stores.meaning import MeaningIndex, build_meaning, open_meaning
from indexer.stores.words import WordIndex, build_words, open_words

if TYPE_CHECKING:
    import sqlite3

    import numpy.typing as npt

FOLDER = "copies"
VERSION = 2  # of what the copies hold; a change of analyser or fields makes old copies useless
BUILDING = "building-"
ABANDONED_AFTER_S = 3600.0  # building the copies of 10,000 papers takes minutes
SEAL = "seal.json"  # the checksums of a folder's files: damage must not wait to be met until a search
ATTEMPTS = 3  # a writer that refreshes may remove the copies of an older state just as they are made


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """One generation of the copies. Arrays have shape (n,), a place for each passage, rows rising."""

    generation: int
    meaning: MeaningIndex
    words: WordIndex
    rows: npt.NDArray[np.int64]
    papers: npt.NDArray[np.str_]
    kinds: npt.NDArray[np.str_]


def open_copies(library: Path, connection: sqlite3.Connection, generation: int) -> Copies:
    """Return the copies of the state that the connection's open transaction sees; build them if need be."""
    folder = library / FOLDER / f"{generation}-v{VERSION}"
    columns = connection.execute("SELECT row, paper, kind FROM passages ORDER BY row").fetchall()
    rows = np.array([row for row, _, _ in columns], dtype=np.int64)
    meaning, words = _opened(folder, rows) or _made(library, connection, rows, folder)
    return Copies(
        generation=generation,
        meaning=meaning,
        words=words,
        rows=rows,
        papers=np.array([paper for _, paper, _ in columns], dtype=np.str_),
        kinds=np.array([kind for _, _, kind in columns], dtype=np.str_),
    )


def remove_old_copies(library: Path, generation: int) -> None:
    """Remove the copies of other generations, and what a program left that was stopped while it built some.

    Readers that have copies open keep what they have opened.
    """
    for folder in (library / FOLDER).glob("*"):
        if folder.name == f"{generation}-v{VERSION}":
            continue
        if not folder.name.startswith(BUILDING) or _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(building: Path) -> bool:
    try:
        return time.time() - building.stat().st_mtime > ABANDONED_AFTER_S
    except OSError:
        return False  # published or removed just now


def _opened(folder: Path, rows: npt.NDArray[np.int64]) -> tuple[MeaningIndex, WordIndex] | None:
    """Return the copies in a folder, None when they are missing, half removed, or damaged."""
    try:
        if json.loads((folder / SEAL).read_text(encoding="utf-8")) != _digests(folder):
            return None
        return open_meaning(folder, rows), open_words(folder)
    except (OSError, RuntimeError, ValueError):
        return None  # what matters is in the database, so they are made again


def _made(
    library: Path, connection: sqlite3.Connection, rows: npt.NDArray[np.int64], folder: Path
) -> tuple[MeaningIndex, WordIndex]:
    """Build the copies aside, put them in their place in one step, and open them."""
    for _ in range(ATTEMPTS):
        (library / FOLDER).mkdir(exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=BUILDING, dir=library / FOLDER))
        build_meaning(_vectors(connection), rows).save(aside)
        build_words(aside, connection.execute("SELECT row, paper, kind, searched FROM passages ORDER BY row"))
        (aside / SEAL).write_text(json.dumps(_digests(aside)), encoding="utf-8")
        _publish(aside, folder)
        opened = _opened(folder, rows)
        if opened is not None:
            return opened
    raise OSError(f"the copies at {folder} vanish or change as soon as they are made")


def _publish(aside: Path, folder: Path) -> None:
    try:
        aside.rename(folder)
    except OSError:
        # A damaged copy stands there, or another reader was first: theirs is of the same state, so either will do.
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            aside.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _digests(folder: Path) -> dict[str, str]:
    """Return the checksum of each file in a folder of copies, by its place there."""
    digests = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".lock" and path.name != SEAL:
            with path.open("rb") as file:
                digests[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests


def _vectors(connection: sqlite3.Connection) -> npt.NDArray[np.float32]:
    blobs = [blob for (blob,) in connection.execute("SELECT vector FROM passages ORDER BY row")]
    if not blobs:
        return np.zeros((0, 1), dtype=np.float32)
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1).astype(np.float32, copy=False)
