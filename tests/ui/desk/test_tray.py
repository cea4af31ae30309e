"""Trays: what is pinned stays in its order with what was written to it, through restarts and without its paper."""

from __future__ import annotations

import json
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import FileFormat
from indexer.build import Corrections
from models.language import people_finder
from ui.desk import tray as trays
from ui.desk.desk import GONE_REMEDY, PassageGoneError, safe_name
from ui.desk.tray import (
    MOST_NAME_CHARACTERS,
    MOST_NOTE_CHARACTERS,
    NoSuchTrayError,
    NoteTooLongError,
    NotInTrayError,
    Tray,
    TrayItem,
    TrayNameError,
    TrayUnreadableError,
    annotated,
    kept_tray,
    moved,
    note_text,
    tray_from,
    tray_items,
    tray_names,
    with_item,
    without_item,
)
from ui.library.names_hidden import NamesHidden
from ui.routes.trays import Asked, done
from ui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

PAPER = (
    "Halton Borough Council\n\n1.1 Visits are made on the day they were promised, says Margaret Thompson.\n\n"
    "1.2 There were 41 visits in March. Each was written down.\n"
)


def item(number: int, **changes: str) -> TrayItem:
    made = TrayItem(
        passage_id=f"paper/{number}/1/aa",
        document_id="paper",
        start=10 * number,
        end=10 * number + 5,
        quotation="Exact",
        citation="Halton, para 1",
        pinned_at="2026-01-02T03:04:05+00:00",
    )
    return replace(made, **changes)


THREE = Tray(name="T", items=(item(1), item(2), item(3)))


def order(tray: Tray) -> list[int]:
    return [item.start // 10 for item in tray.items]


# --- pure ----------------------------------------------------------------------------------------------------------


def test_the_same_quotation_is_pinned_once_and_a_part_of_it_is_another():
    part = item(1, note="kept")

    assert with_item(THREE, part) == THREE
    assert order(with_item(THREE, replace(part, end=12))) == [1, 2, 3, 1]


@pytest.mark.parametrize(
    ("number", "by", "after"),
    [
        (1, 1, [2, 1, 3]),
        (3, -1, [1, 3, 2]),
        (1, -1, [1, 2, 3]),
        (3, 1, [1, 2, 3]),
        (1, 9, [2, 3, 1]),
        (3, -9, [3, 1, 2]),
    ],
)
def test_an_item_moves_up_and_down_as_far_as_there_is_room(number, by, after):
    assert order(moved(THREE, item(number).key, by)) == after


def test_notes_are_written_to_one_item_and_taken_out_with_it():
    written = annotated(THREE, item(2).key, note=" Ring them. ", enquiry="Who visits?")

    assert [(each.note, each.enquiry) for each in written.items] == [("", ""), ("Ring them.", "Who visits?"), ("", "")]
    assert without_item(written, item(2).key) == replace(THREE, items=(item(1), item(3)))


@pytest.mark.parametrize("change", [lambda tray: moved(tray, "no", 1), lambda tray: without_item(tray, "no")])
def test_an_unknown_item_is_refused(change):
    with pytest.raises(NotInTrayError):
        change(THREE)


def test_a_note_beyond_the_greatest_length_is_refused_not_cut():
    with pytest.raises(NoteTooLongError) as error:
        annotated(THREE, item(1).key, note="", enquiry="x" * (MOST_NOTE_CHARACTERS + 1))

    assert error.value.message == "That is 10,001 characters long."


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(st.tuples(LETTERS, LETTERS, st.integers(0, 9)), max_size=6, unique_by=lambda row: row[2]))
def test_a_tray_is_read_as_it_was_written(rows):
    tray = Tray(name="T", items=tuple(item(n, quotation=text, note=note) for text, note, n in rows))

    assert tray_from("T", note_text(tray)) == tray


@pytest.mark.parametrize("note", ["", "{", "[]", "{}", '{"items": [{}]}', '{"items": [{"new": 1}]}', '{"items": 5}'])
def test_a_note_that_is_none_of_ours_says_so(note):
    with pytest.raises(TrayUnreadableError) as error:
        tray_from("Old", note)

    assert error.value.message == "The tray “Old” cannot be read."


# --- kept in the library -------------------------------------------------------------------------------------------


@pytest.fixture
def services(demonstration, tmp_path: Path) -> Services:
    path = tmp_path / "note.txt"
    path.write_text(PAPER, encoding="utf-8")
    services = Services(tmp_path / "library", encoder=demonstration.encoder)
    services.add(path, Corrections(date="2024"))
    return services


def passages(services: Services) -> list[str]:
    return [found.passage.id for found in services.passages() if found.passage.number]


def test_what_is_pinned_is_the_exact_slice_with_its_citation(services):
    first, second = passages(services)
    start = "There were 41 visits in March. ".index("41 visits")

    services.desk.pin("Visits", first)
    services.desk.pin("Visits", second, (start, start + 9))

    whole, part = tray_items(services, "Visits")
    text = services.text(whole.document_id)
    assert whole.quotation == "Visits are made on the day they were promised, says Margaret Thompson."
    assert part.quotation == "41 visits"
    assert [text[each.start : each.end] for each in (whole, part)] == [whole.quotation, part.quotation]
    assert whole.citation.startswith("Halton Borough Council, 2024, ")
    assert whole.citation.endswith(", para 1.1")


def test_a_restart_loses_nothing(services, tmp_path: Path):
    first, second = passages(services)
    services.desk.pin("Visits", first)
    tray, _ = services.desk.pin("Visits", second)
    services.desk.change("Visits", lambda tray: moved(tray, tray.items[1].key, -1))
    services.desk.change("Visits", lambda tray: annotated(tray, tray.items[0].key, note="A\nB", enquiry="Why?"))

    again = Services(tmp_path / "library")

    items = tray_items(again, "Visits")
    assert [each.passage_id for each in items] == [second, first]
    assert (items[0].note, items[0].enquiry) == ("A\nB", "Why?")
    assert {each.key for each in items} == {each.key for each in tray.items}


def test_two_trays_do_not_know_of_each_other(services):
    first, second = passages(services)
    services.desk.pin("B", first)
    services.desk.pin("a", first)
    services.desk.pin("a", second)
    services.desk.change("B", lambda tray: annotated(tray, tray.items[0].key, note="B's", enquiry=""))

    assert tray_names(services.store) == ["a", "B"]
    assert [len(tray_items(services, name)) for name in ("a", "B")] == [2, 1]
    assert [each.note for name in ("a", "B") for each in tray_items(services, name)] == ["", "", "B's"]


def test_what_many_threads_pin_at_once_all_stays(services):
    first, _ = passages(services)
    threads = [Thread(target=services.desk.pin, args=("T", first, (n, n + 1))) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.end - each.start for each in tray_items(services, "T")) == [1] * 12


def test_the_first_pin_starts_the_first_tray_and_a_name_that_is_not_kept_a_new_one(services):
    first, _ = passages(services)

    tray, is_new = services.desk.pin(None, first)
    again, is_new_again = services.desk.pin(None, first)
    services.desk.pin("Other", first)

    assert (tray.name, is_new, is_new_again) == ("My evidence", True, False)
    assert again == tray
    assert tray_names(services.store) == ["My evidence", "Other"]


@pytest.mark.parametrize("span", [(-1, 3), (5, 5), (9, 2), (0, 10_000)])
def test_a_part_that_the_passage_does_not_have_is_refused(services, span):
    with pytest.raises(PassageGoneError):
        services.desk.pin("T", passages(services)[0], span)

    assert tray_names(services.store) == []


def test_a_passage_that_is_not_there_is_not_pinned(services):
    with pytest.raises(PassageGoneError) as error:
        services.desk.pin("T", "no/such/passage")

    assert error.value.remedy == GONE_REMEDY


def test_a_quotation_whose_paper_has_gone_stays_as_pinned_and_says_so(services):
    first, _ = passages(services)
    tray, _ = services.desk.pin("T", first)
    there = services.desk.shown("T").items[0]
    services.remove(tray.items[0].document_id)

    gone = services.desk.shown("T").items[0]

    assert (there.stands, there.found is not None) == (True, True)
    assert (gone.stands, gone.found) == (False, None)
    assert gone.item == tray.items[0]


def test_a_corrected_paper_is_cited_as_it_is_known_now(services):
    tray, _ = services.desk.pin("T", passages(services)[0])
    services.correct(tray.items[0].document_id, Corrections(date="2025-06"))

    assert ", June 2025, " in services.desk.shown("T").items[0].item.citation
    assert ", 2024, " in tray_items(services, "T")[0].citation


def test_names_are_hidden_in_what_is_shown_and_stay_in_what_is_kept(services):
    hidden = NamesHidden(services, people_finder())
    hidden.desk.pin("T", passages(services)[0])

    shown = hidden.desk.shown("T").items[0]

    assert shown.item.quotation == "Visits are made on the day they were promised, says [name hidden]."
    assert shown.is_altered
    assert shown.stands
    assert tray_items(hidden, "T")[0].quotation.endswith("says Margaret Thompson.")


# --- names of trays ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("  ", "the name is empty"),
        ("x" * (MOST_NAME_CHARACTERS + 1), "a name has at most 80 characters"),
        ("a\u202eb", "it holds characters that cannot be shown"),
        ("  my  EVIDENCE ", "there is a tray called “my EVIDENCE” already"),
    ],
)
def test_a_name_that_will_not_do_says_why(services, typed, said):
    trays.start_tray(services.store, "My evidence")

    with pytest.raises(TrayNameError) as error:
        trays.start_tray(services.store, typed)

    assert error.value.message == f"The tray cannot be called so: {said}."
    assert tray_names(services.store) == ["My evidence"]


def test_a_renamed_tray_keeps_its_items_and_a_deleted_one_takes_only_its_own(services):
    first, _ = passages(services)
    services.desk.pin("A", first)
    services.desk.pin("B", first)

    trays.rename_tray(services.store, "A", "a")
    trays.delete_tray(services.store, "B")

    assert tray_names(services.store) == ["a"]
    assert [each.passage_id for each in kept_tray(services.store, "a").items] == [first]


@pytest.mark.parametrize(
    "change",
    [
        lambda store: kept_tray(store, "No"),
        lambda store: trays.delete_tray(store, "No"),
        lambda store: trays.rename_tray(store, "No", "Yes"),
    ],
)
def test_a_tray_that_is_not_kept_is_refused(services, change):
    with pytest.raises(NoSuchTrayError):
        change(services.store)


# --- what the page asks --------------------------------------------------------------------------------------------


def test_each_deed_says_what_it_did(services):
    first, second = passages(services)
    desk = services.desk

    said = [done(desk, Asked(do="pin", passage=first))[0], done(desk, Asked(do="pin", passage=first))[0]]
    said.append(done(desk, Asked(do="pin", passage=second))[0])
    key = desk.shown(None).items[0].item.key
    for deed in (
        Asked(do="move", tray="My evidence", item=key, by=1),
        Asked(do="write", tray="My evidence", item=key, note="N"),
        Asked(do="remove", tray="My evidence", item=key),
        Asked(do="rename", tray="My evidence", name="Visits"),
        Asked(do="start", name="New"),
        Asked(do="delete", tray="Visits"),
    ):
        said.append(done(desk, deed.checked())[0])

    assert said == [
        "Pinned to “My evidence”: 1 item.",
        "It is in “My evidence” already.",
        "Pinned to “My evidence”: 2 items.",
        "Moved to place 2 of 2.",
        "Saved.",
        "Removed. 1 item left in “My evidence”.",
        "The tray is called “Visits” now.",
        "“New” is ready: what you pin goes there now.",
        "“Visits” was deleted.",
    ]
    assert tray_names(services.store) == ["New"]


@pytest.mark.parametrize(
    "fields", [{"do": "dance"}, {"do": "move", "by": "1"}, {"do": "move", "by": True}, {"do": "pin", "passage": None}]
)
def test_what_the_page_never_asks_is_refused(fields):
    with pytest.raises((TypeError, ValueError)):
        Asked(**fields).checked()


def test_the_note_is_plain_json_that_another_program_can_read(services):
    services.desk.pin("T", passages(services)[0])

    kept = json.loads(services.store.noted("tray")["T"])

    assert set(kept["items"][0]) == {
        *("passage_id", "document_id", "start", "end", "quotation"),
        *("citation", "pinned_at", "note", "enquiry"),
    }


# --- names of files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "kind", "safe"),
    [
        ("Plan 2023.pdf", FileFormat.PDF, "Plan 2023.pdf"),
        ("Plan.PDF", FileFormat.PDF, "Plan.PDF"),
        ("../../etc/passwd", FileFormat.TEXT, "passwd.txt"),
        ("C:\\Users\\x\\plan.docx", FileFormat.WORD, "plan.docx"),
        ('a"; filename="evil.exe', FileFormat.PDF, "a__ filename=_evil.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", FileFormat.PDF, "aSet-Cookie_ x=1.pdf"),
        ("invoice\u202efdp.exe", FileFormat.PDF, "invoicefdp.exe.pdf"),
        ("page.html", FileFormat.PDF, "page.html.pdf"),
        ("CON.pdf", FileFormat.PDF, "_CON.pdf"),
        ("...", FileFormat.ODT, "paper.odt"),
        ("", FileFormat.WEB, "paper.html"),
        ("x" * 400 + ".pdf", FileFormat.PDF, "x" * 100 + ".pdf"),
        ("Adrodd’i Gyngor Ynys Môn.pdf", FileFormat.PDF, "Adrodd’i Gyngor Ynys Môn.pdf"),
    ],
)
def test_a_file_is_named_so_that_it_can_be_kept_anywhere(file, kind, safe):
    assert safe_name(file, kind) == safe
