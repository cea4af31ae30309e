"""One writer and several readers at once, in threads and in another program."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indexer.stores.library import DATABASE, SqliteLibrary
from tests.indexer.shelf import ENCODER, everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.shelved import Shelved
    from indexer.store import Hit, PassageStore, View

    Shelve = Callable[..., Shelved]

LINES_EACH = 4
PAPERS_WRITTEN = 12


def look(store: PassageStore) -> list[str]:
    """Ask one view everything and return what does not agree."""
    wrong = []
    with store.viewing() as view:
        papers = {paper.id for paper in view.papers()}
        count = view.count()
        by_meaning = view.nearest(ENCODER.encode_question("visits rose"), 1000)
        by_words = view.matching("visits", 1000)
        for hits in (by_meaning, by_words):
            found = view.rows([hit.row for hit in hits])
            if not (len(found) == count == LINES_EACH * len(papers)) or {item.paper.id for item in found} != papers:
                wrong.append(f"{len(found)} found of {count} in {len(papers)} papers")
        if not same_vectors(view, by_meaning):
            wrong.append("vectors of other passages")
    return wrong


def same_vectors(view: View, hits: list[Hit]) -> bool:
    rows = [hit.row for hit in hits]
    made = ENCODER.encode_passages([found.passage.text for found in view.rows(rows)])
    return not rows or bool(np.array_equal(view.vectors(rows), made))


@pytest.mark.parametrize("readers_share_the_store", [True, False])
def test_readers_never_see_half_an_index_while_one_writes(folder: Path, shelved: Shelve, readers_share_the_store: bool):
    library = SqliteLibrary(folder)
    library.put(paper_number(shelved, 0))
    done = threading.Event()
    wrong: list[str] = []
    looks = Counter()

    def read(name: int) -> None:
        mine = library if readers_share_the_store else SqliteLibrary(folder)
        try:
            while not done.is_set():
                wrong.extend(look(mine))
                looks[name] += 1
        except Exception as error:  # noqa: BLE001 - whatever a reader meets is what the test is about
            wrong.append(repr(error))

    readers = [threading.Thread(target=read, args=(name,)) for name in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, PAPERS_WRITTEN):
        paper = library.put(paper_number(shelved, number))
        library.refresh()
        if number % 3 == 0:
            library.remove(paper.id)
    done.set()
    for reader in readers:
        reader.join()

    assert wrong == []
    assert min(looks[name] for name in range(3)) >= 1
    assert len(everything(library)) == PAPERS_WRITTEN - (PAPERS_WRITTEN - 1) // 3


def paper_number(shelved: Shelve, number: int) -> Shelved:
    lines = [f"Visits rose in week {number} of part {part}." for part in range(LINES_EACH)]
    return shelved(*lines, title=f"Paper {number}")


def test_readers_never_see_half_an_index_while_another_program_writes(folder: Path, shelved: Shelve, tmp_path: Path):
    library = SqliteLibrary(folder)
    library.put(paper_number(shelved, 0))
    source, rest = tmp_path / "source", [paper_number(shelved, number).document for number in range(1, 6)]
    SqliteLibrary(source).replace_all(paper_number(shelved, number) for number in range(1, 6))

    # The other program copies papers over, row by row, as any writer of SQLite would.
    writer = subprocess.Popen([sys.executable, "-c", COPYING, str(source / DATABASE), str(folder / DATABASE)])
    wrong = []
    while writer.poll() is None:
        wrong += look(library)
    wrong += look(library)

    assert (writer.returncode, wrong) == (0, [])
    assert len(everything(library)) == 1 + len(rest)


COPYING = """
import sqlite3, sys
source, target = sys.argv[1:]
connection = sqlite3.connect(target, isolation_level=None, timeout=30)
connection.execute("ATTACH ? AS source", (source,))
described = connection.execute("SELECT name FROM source.pragma_table_info('passages') WHERE name <> 'row'")
columns = ", ".join(f'"{name}"' for (name,) in described)
for (paper,) in connection.execute("SELECT id FROM source.papers").fetchall():
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO main.papers SELECT * FROM source.papers WHERE id = ?", (paper,))
    passages = f"SELECT {columns} FROM source.passages WHERE paper = ? ORDER BY row"
    connection.execute(f"INSERT INTO main.passages ({columns}) {passages}", (paper,))
    connection.execute("UPDATE main.manifest SET value = value + 1 WHERE key = 'generation'")
    connection.execute("COMMIT")
connection.close()
"""
