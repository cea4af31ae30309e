"""A library on disk: SQLite holds the truth, one writer at a time, any number of readers."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus.errors import LibraryBusyError, LibraryDamagedError, NoLibraryError, OtherEncoderError
from indexer.stores.copies import Copies, open_copies, remove_old_copies
from indexer.stores.inspections import inspection_text
from indexer.stores.marks import figure_row, forget_marks, is_marked_by, keep_marks, unmarked_rows
from indexer.stores.plans import record_row
from indexer.stores.records import (
    PAPER_COLUMNS,
    abbreviation_row,
    document_row,
    identity_from,
    identity_row,
    paper_from,
    passage_row,
)
from indexer.stores.view import SqliteView
from indexer.tokens import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from corpus.types import DocumentId, Identity, Paper
    from indexer.shelved import Kept, Shelved
    from indexer.store import Marked

DATABASE = "library.sqlite3"
SCHEMA_VERSION = 3
GROWS_FROM = frozenset({2})  # versions that lack only tables of ours, which are made when they are opened
TABLES = {
    "manifest",
    "papers",
    "passages",
    "actions",
    "measures",
    "tokens",
    "abbreviations",
    "notebook",
    "figures",
    "marks",
    "marked",
}
BUSY_AFTER_S = 30.0
TOKENS = ("vectors", "places")


class SqliteLibrary:
    """Papers, passages and vectors in one folder.

    Args:
        folder: Made when it is not there.

    Raises:
        NoLibraryError: the folder cannot be made or written to.
        LibraryDamagedError: the database in it is damaged or of another version.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies: Copies | None = None
        self._lock = Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._connected() as connection:
                self._prepare(connection)
        except (OSError, sqlite3.OperationalError) as error:
            raise NoLibraryError(str(folder), str(error)) from error

    @property
    def folder(self) -> str:
        """Where the library lies, for messages."""
        return str(self._folder)

    @contextmanager
    def viewing(self) -> Iterator[SqliteView]:
        """Open one unchanging state of the library for the length of a question."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            generation = int(_manifest(connection, "generation") or 0)
            yield SqliteView(connection, lambda: self._copies_of(connection, generation))
            connection.execute("ROLLBACK")

    def holds(self, document_id: DocumentId) -> bool:
        """Tell whether the paper is on the shelf."""
        with self._connected() as connection:
            return connection.execute("SELECT 1 FROM papers WHERE id = ?", (document_id,)).fetchone() is not None

    def made_with(self) -> str | None:
        """Return the fingerprint of the encoder that made the vectors, None while there are none."""
        with self._connected() as connection:
            return _made_with(connection)

    def put(self, shelved: Shelved) -> Paper:
        """Keep a paper with its passages and their vectors, in one step.

        A paper of the same id is replaced. The library is as it was when anything goes wrong.

        Raises:
            ValueError: there are more or fewer vectors than passages.
            OtherEncoderError: the library's other vectors were made with another encoder.
            LibraryBusyError: another program has been writing for too long.
        """
        with self._writing() as connection:
            connection.execute("DELETE FROM papers WHERE id = ?", (shelved.document.id,))
            self._insert(connection, shelved)
            _let_digests_step_aside(connection)
            return _paper(connection, shelved.document.id)

    def replace_all(self, shelved: Iterable[Shelved]) -> list[Paper]:
        """Put these papers in place of all that are there, in one step; raises what `put` raises.

        The papers are taken one by one, so that they need not all be in memory.
        """
        with self._writing() as connection:
            connection.execute("DELETE FROM papers")
            ids = [self._insert(connection, item) for item in shelved]
            _let_digests_step_aside(connection)
            return [_paper(connection, document_id) for document_id in ids]

    def _insert(self, connection: sqlite3.Connection, shelved: Shelved) -> DocumentId:
        document, identity, kept, fingerprint = shelved.document, shelved.identity, shelved.kept, shelved.fingerprint
        if len(kept) != len(shelved.vectors):
            raise ValueError(f"{len(shelved.vectors)} vectors for {len(kept)} passages")
        made_with = _made_with(connection)
        if made_with not in (None, fingerprint):
            raise OtherEncoderError(self.folder, made_with=str(made_with), in_use=fingerprint)
        _set_manifest(connection, "encoder", fingerprint)
        paper = {**document_row(document, shelved.file), **identity_row(identity, file=document.file)}
        _insert(connection, "papers", {**paper, "inspection": inspection_text(shelved.inspection)})
        for item, vector in zip(kept, shelved.vectors, strict=True):
            _insert_passage(connection, item, vector)
        for table, records in (("actions", shelved.actions), ("measures", shelved.measures)):
            for record in records:
                _insert(connection, table, record_row(record))
        for abbreviation in shelved.abbreviations:
            _insert(connection, "abbreviations", abbreviation_row(document.id, abbreviation))
        return document.id

    def identity(self, document_id: DocumentId) -> Identity:
        """Return what is known of a paper, with reasons. Raises KeyError when there is no such paper."""
        with self._connected() as connection:
            row = connection.execute(f"SELECT {PAPER_COLUMNS} FROM papers WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise KeyError(document_id)
        return identity_from(row)

    def revise(self, document_id: DocumentId, identity: Identity) -> Paper:
        """Correct what is known of a paper. Raises KeyError when there is no such paper."""
        with self._writing() as connection:
            file = _paper(connection, document_id).file
            values = identity_row(identity, file=file)
            settings = ", ".join(f"{name} = :{name}" for name in values)
            connection.execute(f"UPDATE papers SET {settings} WHERE id = :id", {**values, "id": document_id})
            _let_digests_step_aside(connection)
            return _paper(connection, document_id)

    def remove(self, document_id: DocumentId) -> None:
        """Take a paper out, with all that was kept of it. Raises KeyError when there is no such paper."""
        with self._writing() as connection:
            if connection.execute("DELETE FROM papers WHERE id = ?", (document_id,)).rowcount == 0:
                raise KeyError(document_id)
            _let_digests_step_aside(connection)

    def refresh(self) -> None:
        """Bring the copies that make search fast up to date now, rather than at the next question."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            generation = int(_manifest(connection, "generation") or 0)
            self._copies_of(connection, generation)
            remove_old_copies(self._folder, generation)
            connection.execute("ROLLBACK")

    def unmarked(self, themes: str) -> list[tuple[int, str]]:
        """Return the passages that were not yet looked at for these themes: row and text, in reading order.

        `themes` names a state of the themes, such as a checksum. Marks by another state are forgotten.
        """
        with self._connected() as connection:
            if is_marked_by(connection, themes):
                return []
            forget_marks(connection, themes)
            return unmarked_rows(connection)

    def keep_marks(self, themes: str, rows: Sequence[int], marks: Iterable[Marked]) -> None:
        """Keep the marks that were given to the passages in `rows` by this state of the themes."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            forget_marks(connection, themes)
            keep_marks(connection, rows, marks)
            connection.execute("COMMIT")

    def noted(self, kind: str) -> dict[str, str]:
        """Return what a person keeps of one kind (saved questions, decisions, trays): JSON by id, ids in order."""
        with self._connected() as connection:
            rows = connection.execute("SELECT id, record FROM notebook WHERE kind = ? ORDER BY id", (kind,))
            return {row["id"]: row["record"] for row in rows}

    def note(self, kind: str, note_id: str, record: str | None) -> None:
        """Keep a person's record, in place of the one of that id; None takes it out. Reading papers again leaves it."""
        with self._connected() as connection:
            if record is None:
                connection.execute("DELETE FROM notebook WHERE kind = ? AND id = ?", (kind, note_id))
            else:
                connection.execute("INSERT OR REPLACE INTO notebook VALUES (?, ?, ?)", (kind, note_id, record))

    def _copies_of(self, connection: sqlite3.Connection, generation: int) -> Copies:
        """Return the copies of a generation: those at hand, those on disk, or new ones."""
        copies = self._copies
        if copies is not None and copies.generation == generation:
            return copies
        with self._lock:
            if self._copies is None or self._copies.generation != generation:
                self._copies = open_copies(self._folder, connection, generation)
            return self._copies

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._folder / DATABASE, timeout=BUSY_AFTER_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            yield connection
        except sqlite3.DatabaseError as error:
            # Its subclasses tell of other mishaps: a lock, a full disk, a mistake of ours.
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise LibraryDamagedError(self.folder, str(error)) from error
        finally:
            connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open the one write transaction; everything in it happens, or nothing."""
        with self._connected() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise LibraryBusyError(self.folder) from error
            try:
                yield connection
                generation = int(_manifest(connection, "generation") or 0) + 1
                _set_manifest(connection, "generation", str(generation))
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        is_new = version == 0 and not tables
        if is_new or version in GROWS_FROM:
            schema = files("indexer.stores").joinpath("schema.sql").read_text(encoding="utf-8")
            for statement in schema.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        connection.execute("COMMIT")
        if not is_new and version not in {SCHEMA_VERSION, *GROWS_FROM}:
            raise LibraryDamagedError(self.folder, f"its version is {version}, this program reads {SCHEMA_VERSION}")
        if not is_new and not tables >= TABLES:
            raise LibraryDamagedError(self.folder, f"it has no table {min(TABLES - tables)}")
        # Last, so that a database of another program stays as it was.
        connection.execute("PRAGMA journal_mode = WAL")


def _paper(connection: sqlite3.Connection, document_id: DocumentId) -> Paper:
    row = connection.execute(f"SELECT {PAPER_COLUMNS} FROM papers WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        raise KeyError(document_id)
    return paper_from(row)


def _let_digests_step_aside(connection: sqlite3.Connection) -> None:
    """Note for each digest which real paper on the shelf it stands for: the same file, or the same facts of it."""
    facts = "id, sha256, council, date, kind, lower(title) AS title, stands_for_sha256"
    originals = connection.execute(f"SELECT {facts} FROM papers WHERE NOT is_digest ORDER BY id").fetchall()
    for digest in connection.execute(f"SELECT {facts} FROM papers WHERE is_digest").fetchall():
        known = ("council", "date", "kind") if digest["date"] else ("council", "kind", "title")
        by_file = [paper["id"] for paper in originals if paper["sha256"] == digest["stands_for_sha256"]]
        by_facts = [paper["id"] for paper in originals if all(paper[fact] == digest[fact] for fact in known)]
        stands_in = next(iter(by_file + by_facts), None)
        connection.execute("UPDATE papers SET stepped_aside_for = ? WHERE id = ?", (stands_in, digest["id"]))


def _made_with(connection: sqlite3.Connection) -> str | None:
    """Return the encoder on record while any passage is kept; an emptied library may take any."""
    has_passages = connection.execute("SELECT 1 FROM passages LIMIT 1").fetchone()
    return _manifest(connection, "encoder") if has_passages else None


def _manifest(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM manifest WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row["value"])


def _set_manifest(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO manifest (key, value) VALUES (?, ?)", (key, value))


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    """Insert a row and return its number, 0 in a table without."""
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    return connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values).lastrowid or 0


def _insert_passage(connection: sqlite3.Connection, kept: Kept, vector: npt.NDArray[np.float32]) -> None:
    values = {**passage_row(kept.passage), "searched": kept.searched, "vector": vector.astype("<f4").tobytes()}
    row = _insert(connection, "passages", values)
    for figure in kept.figures:
        _insert(connection, "figures", figure_row(row, figure))
    if kept.tokens is not None:
        _insert(connection, "tokens", {"row": row, **dict(zip(TOKENS, packed(kept.tokens), strict=True))})
