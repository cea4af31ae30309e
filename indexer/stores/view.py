"""One unchanging state of a library in SQLite, with the copies that were made of just that state."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.types import Span
from indexer.places import places_of
from indexer.store import EVERYWHERE, SET_ASIDE, Found, FoundAction, FoundMeasure, Hit, PassageKind, Where
from indexer.stores import words
from indexer.stores.inspections import inspection_from
from indexer.stores.places import unpacked_lines
from indexer.stores.plans import action_from, measure_from
from indexer.stores.records import PAPER_COLUMNS, PASSAGE_COLUMNS, days_of, paper_from, passage_from
from models.encoder import UnitRows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from corpus.types import DocumentId, Paper
    from indexer.places import Place
    from indexer.records import Inspection
    from indexer.store import PassageId
    from indexer.stores.copies import Copies

IN_ORDER = "ORDER BY council IS NULL, council, last_day IS NULL, last_day DESC, title, papers.id"
BY_DEFAULT = frozenset(PassageKind) - SET_ASIDE


class SqliteView:
    """A read transaction, and the copies of what it sees.

    Args:
        connection: With a transaction open; closed by whoever opened it.
        copies: Returns the copies of this state; asked only when something is searched for.
    """

    def __init__(self, connection: sqlite3.Connection, copies: Callable[[], Copies]) -> None:
        self._connection = connection
        self._open_copies = copies
        self._texts: dict[str, str] = {}

    @cached_property
    def _copies(self) -> Copies:
        return self._open_copies()

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        rows = self._connection.execute(f"SELECT {PAPER_COLUMNS} FROM papers {IN_ORDER}")
        return {row["id"]: paper_from(row) for row in rows}

    def papers(self, where: Where = EVERYWHERE) -> list[Paper]:
        """Return the papers that answer, digests that have stepped aside left out: by council, then newest first."""
        return [paper for paper in self._papers.values() if _admits(where, paper)]

    def all_papers(self) -> list[Paper]:
        """Return every paper on the shelf, digests that have stepped aside too, in the same order."""
        return list(self._papers.values())

    def text(self, document_id: DocumentId) -> str:
        """Return a paper's text. Raises KeyError when there is no such paper."""
        if document_id not in self._texts:
            self._texts[document_id] = self._one("SELECT text FROM papers WHERE id = ?", document_id)["text"]
        return self._texts[document_id]

    def file(self, document_id: DocumentId) -> bytes:
        """Return the bytes of a paper's file as it was added. Raises KeyError when there is no such paper."""
        return bytes(self._one("SELECT bytes FROM papers WHERE id = ?", document_id)["bytes"])

    def inspection(self, document_id: DocumentId) -> Inspection | None:
        """Return what an inspection report records, None for another paper. Raises KeyError when there is none."""
        return inspection_from(self._one("SELECT inspection FROM papers WHERE id = ?", document_id)["inspection"])

    def boxes(self, passage_id: PassageId) -> list[Place]:
        """Return where on the pages a passage stands, line by line; none for a file without pages. Raises KeyError."""
        passage = self._one('SELECT paper, start, "end" FROM passages WHERE id = ?', passage_id)
        packed = self._one("SELECT lines FROM papers WHERE id = ?", passage["paper"])["lines"]
        return places_of(unpacked_lines(packed), Span(passage["start"], passage["end"]))

    def passages(self, where: Where = EVERYWHERE) -> list[Found]:
        """Return passages in reading order, paper by paper; boilerplate and metadata as in `Where`."""
        kinds = _kinds(where)
        return [
            found
            for paper in self.papers(where)
            for found in self.everything_of(paper.id)
            if found.passage.kind in kinds
        ]

    def everything_of(self, document_id: DocumentId) -> list[Found]:
        """Return all passages of one paper in reading order, boilerplate and metadata too. Raises KeyError."""
        paper = self._papers[document_id]
        query = f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE paper = ? ORDER BY row"
        return [
            Found(passage_from(row, self.text(paper.id)), paper)
            for row in self._connection.execute(query, (document_id,))
        ]

    def actions(self, where: Where = EVERYWHERE) -> list[FoundAction]:
        """Return the actions of plans in reading order, paper by paper; `kinds` of passages set no limit."""
        return [
            FoundAction(action_from(record), paper)
            for paper in self.papers(where)
            for record in self._records("actions", paper)
        ]

    def measures(self, where: Where = EVERYWHERE) -> list[FoundMeasure]:
        """Return the measures of plans in reading order, paper by paper; `kinds` of passages set no limit."""
        return [
            FoundMeasure(measure_from(record), paper)
            for paper in self.papers(where)
            for record in self._records("measures", paper)
        ]

    def _records(self, table: str, paper: Paper) -> list[str]:
        query = f"SELECT record FROM {table} WHERE paper = ? ORDER BY row"
        return [row["record"] for row in self._connection.execute(query, (paper.id,))]

    def passage(self, passage_id: PassageId) -> Found:
        """Return one passage. Raises KeyError when there is none of that id."""
        return self._found(self._one(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id = ?", passage_id))

    def around(self, passage_id: PassageId, *, before: int, after: int) -> list[Found]:
        """Return a passage with its neighbours in reading order, boilerplate too. Raises KeyError."""
        here = self._one("SELECT row, paper FROM passages WHERE id = ?", passage_id)
        query = (
            f"SELECT * FROM (SELECT {PASSAGE_COLUMNS} FROM passages WHERE paper = :paper AND row <= :row "
            f"ORDER BY row DESC LIMIT :before + 1) UNION "
            f"SELECT * FROM (SELECT {PASSAGE_COLUMNS} FROM passages WHERE paper = :paper AND row > :row "
            f"ORDER BY row LIMIT :after) ORDER BY row"
        )
        values = {"paper": here["paper"], "row": here["row"], "before": before, "after": after}
        return [self._found(row) for row in self._connection.execute(query, values)]

    def rows(self, rows: Sequence[int]) -> list[Found]:
        """Return the passages kept in these rows, in the order given. Raises KeyError for a row that is not there."""
        query = f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE row = ?"
        return [self._found(self._one(query, row)) for row in rows]

    def count(self, where: Where = EVERYWHERE) -> int:
        """Return how many passages are looked among."""
        marks = ", ".join("?" * len(kinds := sorted(_kinds(where))))
        query = f"SELECT paper, count(*) AS n FROM passages WHERE kind IN ({marks}) GROUP BY paper"
        counts = {row["paper"]: row["n"] for row in self._connection.execute(query, kinds)}
        return sum(counts.get(paper.id, 0) for paper in self.papers(where))

    def nearest(self, question: UnitRows, k: int, where: Where = EVERYWHERE) -> list[Hit]:
        """Return the `k` passages nearest in meaning, or all when fewer exist: nearest first, ties in reading order."""
        return self._copies.meaning.nearest(question, k, self._allowed(where))

    def matching(
        self, question: str, k: int, where: Where = EVERYWHERE, *, alternatives: Sequence[Sequence[str]] = ()
    ) -> list[Hit]:
        """Return up to `k` passages that share words with the question, best BM25 first, ties in reading order.

        Each of `alternatives` holds other names for one thing asked about; a passage that uses one counts too.
        """
        papers = [paper.id for paper in self.papers(where)]
        return self._copies.words.matching(
            question, k, alternatives=alternatives, papers=papers, kinds=sorted(_kinds(where))
        )

    def vectors(self, rows: Sequence[int]) -> UnitRows:
        """Return the vectors of the passages in `rows`, shape (n, d), in the same order. Raises KeyError."""
        return UnitRows(self._copies.meaning.vectors(np.array(rows, dtype=np.int64)))

    def shared_words(self, question: str, text: str) -> list[Span]:
        """Return where in `text` the question's words stand, in any of their forms, in order; offsets into `text`."""
        return words.shared_words(question, text)

    def share_of_words(self, question: str, text: str) -> float:
        """Return the share of the question's different words, in any form, that a text holds: in [0, 1]; 0 for none."""
        wanted = set(words.stems(question))
        return len(wanted.intersection(words.stems(text))) / len(wanted) if wanted else 0.0

    def _allowed(self, where: Where) -> npt.NDArray[np.bool_]:
        papers = np.array([paper.id for paper in self.papers(where)], dtype=np.str_)
        kinds = np.array(sorted(_kinds(where)), dtype=np.str_)
        return np.isin(self._copies.papers, papers) & np.isin(self._copies.kinds, kinds)

    def _found(self, row: sqlite3.Row) -> Found:
        return Found(passage_from(row, self.text(row["paper"])), self._papers[row["paper"]])

    def _one(self, query: str, value: Any) -> sqlite3.Row:
        row: sqlite3.Row | None = self._connection.execute(query, (value,)).fetchone()
        if row is None:
            raise KeyError(value)
        return row


def _kinds(where: Where) -> frozenset[PassageKind]:
    return frozenset(where.kinds) if where.kinds else BY_DEFAULT


def _admits(where: Where, paper: Paper) -> bool:
    """Tell whether a paper is looked among."""
    if paper.stepped_aside_for is not None:
        return False
    named = (
        (where.councils, paper.council),
        (where.bodies, paper.body),
        (where.paper_kinds, paper.kind),
        (where.papers, paper.id),
    )
    return all(not wanted or value in wanted for wanted, value in named) and _in_time(where, paper.date)


def _in_time(where: Where, date: str | None) -> bool:
    first, last = days_of(date)
    if where.date_from is not None and (last is None or last < (days_of(where.date_from)[0] or "")):
        return False
    return where.date_to is None or (first is not None and first <= (days_of(where.date_to)[1] or ""))
