"""The copies that make search fast: built beside each other, published whole, thrown away freely."""

from __future__ import annotations

import shutil
import tempfile
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
VERSION = 1  # of what the copies hold; a change of analyser or fields makes old copies useless
BUILDING = "building-"


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
    try:
        meaning, words = open_meaning(folder, rows), open_words(folder)
    except (RuntimeError, ValueError):
        # Missing, half removed, or damaged: what matters is in the database, so make them again.
        _build(library, connection, rows, folder)
        meaning, words = open_meaning(folder, rows), open_words(folder)
    return Copies(
        generation=generation,
        meaning=meaning,
        words=words,
        rows=rows,
        papers=np.array([paper for _, paper, _ in columns], dtype=np.str_),
        kinds=np.array([kind for _, _, kind in columns], dtype=np.str_),
    )


def remove_old_copies(library: Path, generation: int) -> None:
    """Remove the copies of other generations. Readers that have them open keep what they have opened."""
    for folder in (library / FOLDER).glob("*"):
        if folder.name != f"{generation}-v{VERSION}" and not folder.name.startswith(BUILDING):
            shutil.rmtree(folder, ignore_errors=True)


def _build(library: Path, connection: sqlite3.Connection, rows: npt.NDArray[np.int64], folder: Path) -> None:
    """Build the copies aside and put them in their place in one step."""
    (library / FOLDER).mkdir(exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=BUILDING, dir=library / FOLDER))
    build_meaning(_vectors(connection), rows).save(aside)
    build_words(aside, connection.execute("SELECT row, paper, kind, searched FROM passages ORDER BY row"))
    try:
        aside.rename(folder)
    except OSError:
        # A damaged copy stands there, or another reader was first: theirs is of the same state, so either will do.
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)


def _vectors(connection: sqlite3.Connection) -> npt.NDArray[np.float32]:
    blobs = [blob for (blob,) in connection.execute("SELECT vector FROM passages ORDER BY row")]
    if not blobs:
        return np.zeros((0, 1), dtype=np.float32)
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1).astype(np.float32, copy=False)
