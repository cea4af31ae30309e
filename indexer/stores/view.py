"""One unchanging state of a library in SQLite, with the copies that were made of just that state."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.types import DocumentId, Span
from indexer.places import places_of
from indexer.store import (
    EVERYWHERE,
    SET_ASIDE,
    Defined,
    Found,
    FoundAction,
    FoundMeasure,
    Hit,
    PassageKind,
    Where,
    Wording,
)
from indexer.stores import words
from indexer.stores.inspections import inspection_from
from indexer.stores.marks import figure_from, marked_from
from indexer.stores.places import unpacked_lines
from indexer.stores.plans import action_from, measure_from
from indexer.stores.records import PAPER_COLUMNS, PASSAGE_COLUMNS, days_of, paper_from, passage_from
from indexer.tokens import unpacked
from models.encoder import UnitRows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from corpus.types import Paper
    from indexer.figures.records import Figure
    from indexer.places import Place
    from indexer.records import Inspection
    from indexer.store import Alternative, Marked, PassageId
    from indexer.stores.copies import Copies
    from indexer.tokens import PassageTokens

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
        # A view never changes, and a question asks for the same limits again and again.
        self._known: dict[Where, npt.NDArray[np.bool_]] = {}
        self._admitted: dict[Where, list[Paper]] = {}

    @cached_property
    def _copies(self) -> Copies:
        return self._open_copies()

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        rows = self._connection.execute(f"SELECT {PAPER_COLUMNS} FROM papers {IN_ORDER}")
        return {row["id"]: paper_from(row) for row in rows}

    def papers(self, where: Where = EVERYWHERE) -> list[Paper]:
        """Return the papers that answer, digests that have stepped aside left out: by council, then newest first."""
        if where not in self._admitted:
            self._admitted[where] = [paper for paper in self._papers.values() if _admits(where, paper)]
        return list(self._admitted[where])

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
        kinds, rows = _kinds(where), where.rows
        return [
            self._found(row)
            for paper in self.papers(where)
            for row in self._rows_of_paper(paper.id)
            if row["kind"] in kinds and (rows is None or row["row"] in rows)
        ]

    def everything_of(self, document_id: DocumentId) -> list[Found]:
        """Return all passages of one paper in reading order, boilerplate and metadata too. Raises KeyError."""
        return [self._found(row) for row in self._rows_of_paper(self._papers[document_id].id)]

    def _rows_of_paper(self, document_id: DocumentId) -> sqlite3.Cursor:
        query = f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE paper = ? ORDER BY row"
        return self._connection.execute(query, (document_id,))

    def wordings(self, where: Where = EVERYWHERE) -> list[Wording]:
        """Return what the passages say that are looked among, rows rising."""
        texts = {paper.id: self.text(paper.id) for paper in self.papers(where)}
        kinds, rows = _kinds(where), where.rows
        query = 'SELECT row, paper, kind, start, "end", searched FROM passages ORDER BY row'
        return [
            Wording(row, texts[paper][start:end], searched)
            for row, paper, kind, start, end, searched in self._connection.execute(query)
            if paper in texts and kind in kinds and (rows is None or row in rows)
        ]

    def abbreviations(self, where: Where = EVERYWHERE) -> list[Defined]:
        """Return the short forms that papers define themselves, paper by paper, in the order of their definitions."""
        defined: dict[str, list[Defined]] = {paper.id: [] for paper in self.papers(where)}
        for row in self._connection.execute("SELECT paper, short, long FROM abbreviations ORDER BY row"):
            if row["paper"] in defined:
                defined[row["paper"]].append(Defined(DocumentId(row["paper"]), row["short"], row["long"]))
        return [item for of_paper in defined.values() for item in of_paper]

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
        return int(self._allowed(where).sum())

    def nearest(self, question: UnitRows, k: int, where: Where = EVERYWHERE) -> list[Hit]:
        """Return the `k` passages nearest in meaning, or all when fewer exist: nearest first, ties in reading order."""
        return self._copies.meaning.nearest(question, k, self._allowed(where))

    def matching(
        self,
        question: str,
        k: int,
        where: Where = EVERYWHERE,
        *,
        alternatives: Sequence[Sequence[str]] = (),
        learned: Sequence[Alternative] = (),
    ) -> list[Hit]:
        """Return up to `k` passages that share words with the question, best BM25 first, ties in reading order.

        Each of `alternatives` holds other names for one thing asked about; a passage that uses one counts too. So it
        does with each of `learned`, in the papers that it names.
        """
        rows, without_rows = self._row_limits(where)
        return self._copies.words.matching(
            question,
            k,
            alternatives=alternatives,
            learned=learned,
            among=words.Among([paper.id for paper in self.papers(where)], sorted(_kinds(where)), rows, without_rows),
        )

    def vectors(self, rows: Sequence[int]) -> UnitRows:
        """Return the vectors of the passages in `rows`, shape (n, d), in the same order. Raises KeyError."""
        return UnitRows(self._copies.meaning.vectors(np.array(rows, dtype=np.int64)))

    def tokens(self, rows: Sequence[int]) -> list[PassageTokens | None]:
        """Return the vectors of the words of the passages in `rows`, None for one whose words are not kept."""
        kept: list[PassageTokens | None] = []
        for row in rows:
            found = self._connection.execute("SELECT vectors, places FROM tokens WHERE row = ?", (row,)).fetchone()
            kept.append(unpacked(found["vectors"], found["places"]) if found is not None else None)
        return kept

    def without_tokens(self) -> int:
        """Return how many passages were kept by a version that kept neither their words' vectors nor their figures."""
        query = "SELECT count(*) AS n FROM passages WHERE row NOT IN (SELECT row FROM tokens)"
        return int(self._connection.execute(query).fetchone()["n"])

    def rows_of(self, passage_ids: Sequence[PassageId]) -> list[int]:
        """Return the rows in which these passages are kept, in the same order. Raises KeyError."""
        return [int(self._one("SELECT row FROM passages WHERE id = ?", name)["row"]) for name in passage_ids]

    def marked(self, theme: str, where: Where = EVERYWHERE) -> list[Marked]:
        """Return the passages that were marked with a theme or name it in passing: best first, then reading order."""
        papers, kinds = {paper.id for paper in self.papers(where)}, _kinds(where)
        query = (
            "SELECT marks.*, paper, kind FROM marks JOIN passages USING (row) WHERE theme = ? ORDER BY score DESC, row"
        )
        return [
            marked_from(row)
            for row in self._connection.execute(query, (theme,))
            if row["paper"] in papers and row["kind"] in kinds and (where.rows is None or row["row"] in where.rows)
        ]

    def figures(self, rows: Sequence[int]) -> list[list[Figure]]:
        """Return the figures of the passages in `rows`, a list for each, in the order in which they are printed."""
        query = "SELECT record FROM figures WHERE row = ? ORDER BY id"
        return [[figure_from(item["record"]) for item in self._connection.execute(query, (row,))] for row in rows]

    def shared_words(self, question: str, text: str) -> list[Span]:
        """Return where in `text` the question's words stand, in any of their forms, in order; offsets into `text`."""
        return words.shared_words(question, text)

    def share_of_words(self, question: str, text: str) -> float:
        """Return the share of the question's different words, in any form, that a text holds: in [0, 1]; 0 for none."""
        wanted = set(words.stems(question))
        return len(wanted.intersection(words.stems(text))) / len(wanted) if wanted else 0.0

    def _row_limits(self, where: Where) -> tuple[list[int] | None, list[int]]:
        """Return the rows to look among, None for all of the papers and kinds, and those to leave out: the fewer."""
        if where.rows is None:
            return None, []
        wanted = self._allowed(where)
        others = self._allowed(replace(where, rows=None)) & ~wanted
        if others.sum() < wanted.sum():
            return None, self._copies.rows[others].tolist()
        return self._copies.rows[wanted].tolist(), []

    def _allowed(self, where: Where) -> npt.NDArray[np.bool_]:
        """Return which passages are looked among, in the order of the copies; a question asks it several times."""
        if where not in self._known:
            self._known[where] = self._allowed_now(where)
        return self._known[where]

    def _allowed_now(self, where: Where) -> npt.NDArray[np.bool_]:
        papers = np.array([paper.id for paper in self.papers(where)], dtype=np.str_)
        kinds = np.array(sorted(_kinds(where)), dtype=np.str_)
        allowed = np.isin(self._copies.papers, papers) & np.isin(self._copies.kinds, kinds)
        return allowed if where.rows is None else allowed & np.isin(self._copies.rows, list(where.rows))

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
