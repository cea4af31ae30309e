"""Keep which themes passages were marked with, and the figures that they tell."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.types import DocumentId, Span
from indexer.figures.records import Direction, Figure, Role, Tone
from indexer.store import Marked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

MARKED_BY = "marked_by"


def forget_marks(connection: sqlite3.Connection, themes: str) -> None:
    """Forget all marks unless they were given by this state of the themes."""
    by = connection.execute("SELECT value FROM manifest WHERE key = ?", (MARKED_BY,)).fetchone()
    if by is None or by["value"] != themes:
        connection.execute("DELETE FROM marks")
        connection.execute("DELETE FROM marked")
        connection.execute("INSERT OR REPLACE INTO manifest (key, value) VALUES (?, ?)", (MARKED_BY, themes))


def is_marked_by(connection: sqlite3.Connection, themes: str) -> bool:
    """Tell whether every passage was looked at for this state of the themes."""
    by = connection.execute("SELECT value FROM manifest WHERE key = ?", (MARKED_BY,)).fetchone()
    if by is None or by["value"] != themes:
        return False
    left = "SELECT 1 FROM passages WHERE row NOT IN (SELECT row FROM marked) LIMIT 1"
    return connection.execute(left).fetchone() is None


def unmarked_rows(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return row and text of the passages that were not looked at, in reading order."""
    query = (
        'SELECT row, substr(text, start + 1, "end" - start) AS quoted FROM passages '
        "JOIN papers ON papers.id = paper WHERE row NOT IN (SELECT row FROM marked) ORDER BY row"
    )
    return [(row["row"], row["quoted"]) for row in connection.execute(query)]


def keep_marks(connection: sqlite3.Connection, rows: Sequence[int], marks: Iterable[Marked]) -> None:
    """Keep marks; of passages that have gone meanwhile they are left out."""
    connection.executemany("INSERT OR IGNORE INTO marked SELECT row FROM passages WHERE row = ?", [(r,) for r in rows])
    connection.executemany(
        "INSERT OR REPLACE INTO marks SELECT ?, row, ?, ?, ? FROM passages WHERE row = ?",
        [
            (mark.theme, mark.score, mark.is_mark, json.dumps([(term, *span) for term, span in mark.terms]), mark.row)
            for mark in marks
        ],
    )


def marked_from(row: sqlite3.Row) -> Marked:
    """Return the mark that a row of the marks table keeps, joined with its passage."""
    terms = tuple((term, Span(start, end)) for term, start, end in json.loads(row["terms"]))
    return Marked(row["row"], row["theme"], row["score"], bool(row["is_mark"]), terms, DocumentId(row["paper"]))


def figure_row(row: int, figure: Figure) -> dict[str, Any]:
    """Return what the figures table keeps of a figure."""
    return {"row": row, "record": json.dumps(asdict(figure), ensure_ascii=False)}


def figure_from(record: str) -> Figure:
    """Return the figure that `figure_row` wrote."""
    read = json.loads(record)
    return Figure(
        **{
            **read,
            "span": Span(*read["span"]),
            "quote": Span(*read["quote"]),
            "role": Role(read["role"]),
            "direction": Direction(read["direction"]) if read["direction"] else None,
            "tone": Tone(read["tone"]) if read["tone"] else None,
            "qualifiers": tuple(read["qualifiers"]),
        }
    )
