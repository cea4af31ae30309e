"""The library as files: kept from one opening to the next, mended where copies are damaged, refused where not ours."""

from __future__ import annotations

import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from corpus.errors import LibraryBusyError, LibraryDamagedError, NoLibraryError
from indexer.stores import library as library_module
from indexer.stores.copies import VERSION
from indexer.stores.library import DATABASE, SqliteLibrary
from tests.indexer.shelf import everything, found_by_meaning, found_by_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.shelved import Shelved

    Shelve = Callable[..., Shelved]


def test_a_library_is_the_same_when_opened_again(folder: Path, shelved: Shelve):
    SqliteLibrary(folder).put(shelved("Visits rose."))

    again = SqliteLibrary(folder)

    assert everything(again) == [("Plan", ["Visits rose."])]
    with again.viewing() as view:
        assert found_by_words(view, "visit", 9) == ["Visits rose."]


def test_the_copies_are_kept_from_one_opening_to_the_next(folder: Path, shelved: Shelve):
    library = SqliteLibrary(folder)
    library.put(shelved("Visits rose."))
    library.refresh()
    before = {path: path.stat().st_mtime_ns for path in (folder / "copies").rglob("*") if path.is_file()}

    SqliteLibrary(folder).refresh()

    assert before
    assert {path: path.stat().st_mtime_ns for path in (folder / "copies").rglob("*") if path.is_file()} == before


def test_refreshing_removes_the_copies_of_older_states(folder: Path, shelved: Shelve):
    library = SqliteLibrary(folder)
    for text in ("One.", "Two.", "Three."):
        library.put(shelved(text))
        library.refresh()

    assert [path.name for path in (folder / "copies").iterdir()] == [f"3-v{VERSION}"]


def copied_library(folder: Path, shelved: Shelve) -> list[Path]:
    """Make a library with copies and return the copies' files."""
    library = SqliteLibrary(folder)
    library.put(shelved("Visits rose.", "Staff stay.", "Plans vary."))
    library.refresh()
    return sorted(path for path in (folder / "copies").rglob("*") if path.is_file())


def answers(folder: Path) -> tuple[list[str], list[str]]:
    with SqliteLibrary(folder).viewing() as view:
        return found_by_words(view, "visits", 9), found_by_meaning(view, "visits rose", 1)


DAMAGE = {
    "removed": None,
    "emptied": lambda data: b"",
    "halved": lambda data: data[: len(data) // 2],
    "zeroed": lambda data: bytes(len(data)),
    "overwritten": lambda data: data[: len(data) // 3] + b"\xff\x07" * (len(data) // 6) + data[len(data) // 3 * 2 :],
}


def put_damage_in_place(path: Path, damage: str) -> None:
    """Damage a file while it is not open: in place of the old one, which others may still have open."""
    data = path.read_bytes()
    path.unlink()
    harm = DAMAGE[damage]
    if harm is not None:
        path.write_bytes(harm(data))


@pytest.mark.parametrize("damage", DAMAGE)
def test_copies_that_are_damaged_are_made_again(folder: Path, shelved: Shelve, damage: str):
    names = sorted(copied.suffix or copied.name for copied in copied_library(folder, shelved))

    seen = {}
    for index in range(len(names)):
        fresh = folder.parent / f"library {index}"
        path = copied_library(fresh, shelved)[index]
        put_damage_in_place(path, damage)
        seen[path.name] = answers(fresh)

    assert len(seen) == len(names) >= 8
    assert {name: found for name, found in seen.items() if found != (["Visits rose."], ["Visits rose."])} == {}


def test_copies_of_another_state_are_not_mistaken_for_this_ones(folder: Path, shelved: Shelve):
    library = SqliteLibrary(folder)
    library.put(shelved("Visits rose.", "Staff stay."))
    library.refresh()
    library.put(shelved("Plans vary."))
    library.viewing()
    (folder / "copies" / f"1-v{VERSION}").rename(folder / "copies" / f"2-v{VERSION}")

    with SqliteLibrary(folder).viewing() as view:
        seen = found_by_words(view, "plans", 9), sorted(found_by_meaning(view, "plans", 9))

    assert seen == (["Plans vary."], ["Plans vary.", "Staff stay.", "Visits rose."])


def test_the_copies_folder_can_be_thrown_away(folder: Path, shelved: Shelve):
    copied_library(folder, shelved)

    shutil.rmtree(folder / "copies")

    assert answers(folder) == (["Visits rose."], ["Visits rose."])


def write_other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def write_other_version(path: Path) -> None:
    SqliteLibrary(path.parent)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def write_other_of_our_version(path: Path) -> None:
    write_other_database(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {library_module.SCHEMA_VERSION}")
    connection.close()


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (lambda path: path.write_text("These are my notes, not a database.\n" * 50), "not a database"),
        (write_other_database, "version is 0"),
        (write_other_version, "version is 99"),
        (write_other_of_our_version, "no table"),
    ],
    ids=["a text", "another program's", "a later version", "another program's of our version"],
)
def test_a_database_that_is_not_ours_is_refused_and_left_alone(folder: Path, write, reason: str):
    folder.mkdir()
    write(folder / DATABASE)
    before = (folder / DATABASE).read_bytes()

    with pytest.raises(LibraryDamagedError, match=reason):
        SqliteLibrary(folder)
    assert (folder / DATABASE).read_bytes() == before


def test_a_database_that_is_damaged_in_the_middle_says_so(folder: Path, shelved: Shelve):
    library = SqliteLibrary(folder)
    library.put(shelved(*[f"Visits rose in month {month}." for month in range(300)]))
    path = folder / DATABASE
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)

    with pytest.raises(LibraryDamagedError, match="Restore it from a copy"), library.viewing() as view:
        view.passages()


@pytest.mark.parametrize("place", ["file", "below a file"])
def test_a_folder_that_cannot_be_made_is_no_library(tmp_path: Path, place: str):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(NoLibraryError, match="Choose a folder that you can write to"):
        SqliteLibrary(tmp_path / "file" if place == "file" else tmp_path / "file" / "library")


def test_a_folder_that_cannot_be_written_to_is_no_library(folder: Path):
    folder.mkdir()
    folder.chmod(0o500)
    try:
        (folder / "probe").touch()
    except PermissionError:
        with pytest.raises(NoLibraryError, match="cannot be opened"):
            SqliteLibrary(folder)
    else:
        pytest.skip("this user may write anywhere (root), so no folder can be closed to it")
    finally:
        folder.chmod(0o700)


def test_a_folder_in_the_databases_place_is_no_library(folder: Path):
    (folder / DATABASE).mkdir(parents=True)

    with pytest.raises(NoLibraryError, match="cannot be opened"):
        SqliteLibrary(folder)


def test_a_library_that_another_program_writes_to_is_busy(
    folder: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
):
    library = SqliteLibrary(folder)
    monkeypatch.setattr(library_module, "BUSY_AFTER_S", 0.05)
    other = sqlite3.connect(folder / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(LibraryBusyError, match="nothing was changed"):
        library.put(shelved("Visits rose."))

    other.execute("ROLLBACK")
    other.close()
    assert everything(library) == []


def test_a_library_of_the_version_before_gets_the_tables_that_it_lacks(folder: Path, shelved: Shelve):
    SqliteLibrary(folder).put(shelved("Visits rose."))
    with sqlite3.connect(folder / DATABASE) as connection:
        for table in ("tokens", "notebook"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 2")
    connection.close()

    library = SqliteLibrary(folder)
    library.note("question", "a", "1")

    assert everything(library) == [("Plan", ["Visits rose."])]
    assert library.noted("question") == {"a": "1"}


def test_what_a_program_left_that_was_stopped_while_building_goes_after_an_hour(folder: Path, shelved: Shelve):
    library = SqliteLibrary(folder)
    library.put(shelved("Visits rose."))
    library.refresh()
    left, fresh = (folder / "copies" / name for name in ("building-left", "building-fresh"))
    for half in (left, fresh):
        half.mkdir()
    long_ago = left.stat().st_mtime - 2 * 3600
    os.utime(left, (long_ago, long_ago))

    library.refresh()

    assert (left.exists(), fresh.exists()) == (False, True)
