"""What every passage store promises of papers, passages and views, checked on each engine."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import OtherEncoderError
from corpus.types import DocumentId, PaperKind, Recognised, Span
from indexer.figures.records import Direction, Figure, Role, Tone
from indexer.shelved import Kept
from indexer.store import Marked, PassageId, PassageKind, Where
from models.encoder import UnitRows
from models.hashing import HashingEncoder
from tests.indexer.shelf import ENCODER, EVERY_KIND, everything, found_by_meaning, found_by_words, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.shelved import Shelved
    from indexer.store import PassageStore

    Shelve = Callable[..., Shelved]

# Putting, reading, replacing, removing


def test_an_empty_store_finds_nothing(store: PassageStore):
    with store.viewing() as view:
        found = (
            view.papers(),
            view.all_papers(),
            view.passages(),
            view.count(),
            view.nearest(ENCODER.encode_question("visits"), 5),
            view.matching("visits", 5),
        )

    assert found == ([], [], [], 0, [], [])
    assert store.made_with() is None


def test_a_paper_comes_back_as_it_was_put(store: PassageStore, shelved: Shelve):
    shelf = shelved("Staff stay.", "Visits rose.", salt="other", body="Panel", title="Plan", kind=PaperKind.STRATEGY)

    paper = store.put(shelf)

    with store.viewing() as view:
        assert view.papers() == view.all_papers() == [paper]
        assert [found.passage for found in view.passages()] == [item.passage for item in shelf.kept]
        assert {found.paper for found in view.passages()} == {paper}
        assert view.text(paper.id) == shelf.document.text
        assert view.file(paper.id) == shelf.file
    assert (paper.id, paper.file, paper.sha256) == (shelf.document.id, "Plan.txt", shelf.document.sha256)
    assert (paper.council, paper.body, paper.date, paper.kind) == ("Sefton", "Panel", "2023-03-08", PaperKind.STRATEGY)
    assert (paper.characters, paper.pages, paper.is_digest) == (len(shelf.document.text), 0, False)
    assert paper.warnings == shelf.document.warnings
    assert dict(paper.reasons)["council"] == "made up"
    assert store.identity(paper.id) == shelf.identity
    assert store.holds(paper.id)
    assert store.made_with() == ENCODER.card.fingerprint


def test_odd_characters_come_back_as_they_were(store: PassageStore, shelved: Shelve):
    odd = "Υ\u00a0\u200b 🏠 naïve\tﬁrst\x0b“x”"

    paper = store.put(shelved(odd, "Visits."))

    with store.viewing() as view:
        assert texts(view.everything_of(paper.id)) == [odd, "Visits."]


def test_vectors_come_back_in_the_order_asked(store: PassageStore, shelved: Shelve):
    shelf = shelved("Staff stay.", "Visits rose.", "Plans vary.")
    store.put(shelf)

    with store.viewing() as view:
        rows = [hit.row for hit in sorted(view.nearest(ENCODER.encode_question("x"), 3))]
        vectors = view.vectors([rows[2], rows[0]])

    np.testing.assert_array_equal(vectors, shelf.vectors[[2, 0]])


def test_vectors_of_a_row_that_is_not_there_are_refused(store: PassageStore, shelved: Shelve):
    store.put(shelved("Staff stay.", "Visits rose."))

    with store.viewing() as view, pytest.raises(KeyError, match="77"):
        view.vectors([77])


def test_putting_a_paper_again_changes_nothing(store: PassageStore, shelved: Shelve):
    shelf = shelved("Staff stay.", "Visits rose.")
    store.put(shelf)
    with store.viewing() as view:
        before = (view.papers(), view.passages(), view.count(), found_by_words(view, "visits", 9))

    store.put(shelf)

    with store.viewing() as view:
        after = (view.papers(), view.passages(), view.count(), found_by_words(view, "visits", 9))
    assert after == before


def test_putting_a_paper_of_the_same_id_replaces_it(store: PassageStore, shelved: Shelve):
    shelf = shelved("Staff stay.", "Visits rose.")
    store.put(shelf)

    store.put(shelf._replace(kept=shelf.kept[1:], vectors=UnitRows(shelf.vectors[1:])))

    assert everything(store) == [("Plan", ["Visits rose."])]
    with store.viewing() as view:
        assert found_by_meaning(view, "staff stay", 9) == ["Visits rose."]
        assert found_by_words(view, "staff", 9) == []


def test_removing_a_paper_leaves_no_trace_of_it(store: PassageStore, shelved: Shelve):
    kept = store.put(shelved("Visits rose.", title="Kept"))
    gone = store.put(shelved("Visits to zebras rose.", title="Gone", kinds=(PassageKind.ACTION,)))
    with store.viewing() as view:
        (gone_passage,) = view.everything_of(gone.id)
        assert found_by_words(view, "zebras", 9) == ["Visits to zebras rose."]

    store.remove(gone.id)

    with store.viewing() as view:
        assert (view.papers(), view.all_papers()) == ([kept], [kept])
        assert texts(view.passages(Where(kinds=EVERY_KIND))) == ["Visits rose."]
        assert view.count(Where(kinds=EVERY_KIND)) == 1
        assert found_by_words(view, "zebras", 9) == []
        assert found_by_meaning(view, "Visits to zebras rose.", 9) == ["Visits rose."]
        with pytest.raises(KeyError):
            view.passage(gone_passage.passage.id)
        with pytest.raises(KeyError):
            view.text(gone.id)
        with pytest.raises(KeyError):
            view.file(gone.id)
    assert not store.holds(gone.id)


def test_a_removed_papers_words_are_nowhere_on_disk(store: PassageStore, shelved: Shelve):
    store.put(shelved("Visits rose."))
    gone = store.put(shelved("Visits to xylophonists rose."))
    store.refresh()

    store.remove(gone.id)
    store.refresh()

    holding = [path for path in Path(store.folder).rglob("*") if path.is_file() and b"xylophon" in path.read_bytes()]
    assert holding == []


def test_an_emptied_store_takes_vectors_of_any_encoder(store: PassageStore, shelved: Shelve):
    store.remove(store.put(shelved("Staff stay.")).id)
    assert store.made_with() is None

    store.put(shelved("Visits rose.", encoder=HashingEncoder(width=8)))

    assert store.made_with() == HashingEncoder(width=8).card.fingerprint
    with store.viewing() as view:
        assert len(view.nearest(HashingEncoder(width=8).encode_question("visits"), 3)) == 1


def test_revising_a_paper_changes_what_is_known_and_what_filters_see(store: PassageStore, shelved: Shelve):
    shelf = shelved("Visits rose.")
    paper = store.put(shelf)
    identity = replace(
        shelf.identity, council=Recognised("Halton", "stated by you"), date=Recognised("2020", "stated by you")
    )

    revised = store.revise(paper.id, identity)

    assert (revised.council, revised.date, revised.title) == ("Halton", "2020", "Plan")
    assert dict(revised.reasons)["council"] == "stated by you"
    assert store.identity(paper.id) == identity
    with store.viewing() as view:
        assert view.papers(Where(councils=("Halton",), date_to="2020")) == [revised]
        assert view.count(Where(councils=("Sefton",))) == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda store, shelf: store.revise(DocumentId("none"), shelf.identity),
        lambda store, _: store.identity(DocumentId("none")),
        lambda store, _: store.remove(DocumentId("none")),
    ],
    ids=["revise", "identity", "remove"],
)
def test_a_paper_that_is_not_there_is_refused(store: PassageStore, shelved: Shelve, act):
    shelf = shelved("Visits rose.")
    store.put(shelf)

    with pytest.raises(KeyError, match="none"):
        act(store, shelf)
    assert everything(store) == [("Plan", ["Visits rose."])]


@pytest.mark.parametrize(
    "ask",
    [
        lambda view: view.text(DocumentId("none")),
        lambda view: view.file(DocumentId("none")),
        lambda view: view.everything_of(DocumentId("none")),
        lambda view: view.passage(PassageId("none")),
        lambda view: view.around(PassageId("none"), before=1, after=1),
        lambda view: view.rows([77]),
    ],
)
def test_a_view_refuses_what_is_not_there(store: PassageStore, shelved: Shelve, ask):
    store.put(shelved("Visits rose."))

    with store.viewing() as view, pytest.raises(KeyError):
        ask(view)


def test_replacing_all_leaves_only_the_new_papers(store: PassageStore, shelved: Shelve):
    store.put(shelved("Staff stay.", title="Old"))

    papers = store.replace_all(
        iter([shelved("Visits rose.", title="B"), shelved("Plans vary.", title="A", encoder=ENCODER)])
    )

    assert [paper.title for paper in papers] == ["B", "A"]
    assert everything(store) == [("A", ["Plans vary."]), ("B", ["Visits rose."])]


def test_replacing_all_may_change_the_encoder(store: PassageStore, shelved: Shelve):
    store.put(shelved("Staff stay."))
    narrow = HashingEncoder(width=8)

    store.replace_all([shelved("Staff stay.", encoder=narrow), shelved("Visits rose.", encoder=narrow)])

    assert store.made_with() == narrow.card.fingerprint
    with store.viewing() as view:
        assert len(view.nearest(narrow.encode_question("visits"), 9)) == 2


def test_replacing_all_with_nothing_empties_the_store(store: PassageStore, shelved: Shelve):
    store.put(shelved("Staff stay."))

    assert store.replace_all([]) == []
    assert everything(store) == []


def test_neighbours_come_in_reading_order_boilerplate_too(store: PassageStore, shelved: Shelve):
    kinds = (PassageKind.PARAGRAPH, PassageKind.BOILERPLATE)
    store.put(shelved("Other.", title="A"))
    shelf = shelved("One.", "Two.", "Three.", "Four.", "Five.", kinds=kinds, title="B")
    store.put(shelf)
    store.put(shelved("Another.", title="C"))

    with store.viewing() as view:
        middle = view.around(shelf.kept[2].passage.id, before=1, after=1)
        at_start = view.around(shelf.kept[0].passage.id, before=3, after=0)
        at_end = view.around(shelf.kept[4].passage.id, before=0, after=9)

    assert texts(middle) == ["Two.", "Three.", "Four."]
    assert texts(at_start) == ["One."]
    assert texts(at_end) == ["Five."]


def test_papers_come_by_council_then_newest_first(store: PassageStore, shelved: Shelve):
    for title, council, date in [
        ("undated", "Sefton", None),
        ("none", None, "2024"),
        ("march", "Sefton", "2023-03"),
        ("year", "Sefton", "2023"),
        ("day", "Sefton", "2023-03-08"),
        ("halton", "Halton", "2019"),
    ]:
        store.put(shelved(title, title=title, council=council, date=date))

    with store.viewing() as view:
        titles = [paper.title for paper in view.papers()]

    assert titles == ["halton", "year", "march", "day", "undated", "none"]


def test_shared_words_are_found_in_any_of_their_forms(store: PassageStore):
    with store.viewing() as view:
        spans = view.shared_words("How are staff supervised?", "Supervision of the staff’s work.")
        shares = [
            view.share_of_words("staff supervised weekly", "Staff supervision"),
            view.share_of_words("the of", "the of"),
        ]

    assert spans == [(0, 11), (19, 26)]
    assert shares == [pytest.approx(2 / 3), 0.0]


# Digests


def test_a_digest_steps_aside_for_the_file_it_stands_for_and_comes_back(store: PassageStore, shelved: Shelve):
    original = shelved("The council’s own words on visits.", title="Plan", council="Halton")
    digest = store.put(
        shelved("Our words on visits.", title="Digest", stands_for_sha256=original.document.sha256, council="Sefton")
    )

    paper = store.put(original)

    with store.viewing() as view:
        assert view.papers() == [paper]
        assert [(p.id, p.stepped_aside_for) for p in view.all_papers()] == [(paper.id, None), (digest.id, paper.id)]
        assert texts(view.passages()) == ["The council’s own words on visits."]
        assert found_by_words(view, "our visits", 9) == ["The council’s own words on visits."]
        assert found_by_meaning(view, "our visits", 9) == ["The council’s own words on visits."]
        assert view.count() == 1
        assert texts(view.everything_of(digest.id)) == ["Our words on visits."]

    store.remove(paper.id)

    with store.viewing() as view:
        assert [(p.id, p.stepped_aside_for) for p in view.papers()] == [(digest.id, None)]
        assert found_by_words(view, "our visits", 9) == ["Our words on visits."]


@pytest.mark.parametrize(
    ("facts", "steps_aside"),
    [
        ({}, True),
        ({"title": "Another title"}, True),
        ({"council": "Halton"}, False),
        ({"date": "2023-03"}, False),
        ({"kind": PaperKind.STRATEGY}, False),
    ],
)
def test_a_dated_digest_steps_aside_for_a_paper_of_the_same_facts(
    store: PassageStore, shelved: Shelve, facts, steps_aside
):
    digest = store.put(shelved("Our words.", stands_for_sha256="0" * 64))

    paper = store.put(shelved("Their words.", **facts))

    with store.viewing() as view:
        aside = {found.id: found.stepped_aside_for for found in view.all_papers()}
    assert aside == {digest.id: paper.id if steps_aside else None, paper.id: None}


def test_an_undated_digest_steps_aside_for_a_paper_of_its_title(store: PassageStore, shelved: Shelve):
    digest = store.put(shelved("Our words.", date=None, title="The Plan", stands_for_sha256="0" * 64))
    store.put(shelved("Other words.", date=None, title="Another"))

    paper = store.put(shelved("Their words.", date="2023", title="the plan"))

    with store.viewing() as view:
        aside = {found.id: found.stepped_aside_for for found in view.all_papers()}
    assert (aside[digest.id], aside[paper.id]) == (paper.id, None)


def test_correcting_a_paper_can_bring_a_digest_back(store: PassageStore, shelved: Shelve):
    digest = store.put(shelved("Our words.", stands_for_sha256="0" * 64))
    shelf = shelved("Their words.")
    paper = store.put(shelf)

    store.revise(paper.id, replace(shelf.identity, council=Recognised("Halton", "stated by you")))

    with store.viewing() as view:
        assert {found.id for found in view.papers()} == {digest.id, paper.id}


# Views


def test_a_view_keeps_the_state_it_was_opened_on(store: PassageStore, shelved: Shelve):
    first = store.put(shelved("Visits rose.", title="First"))

    with store.viewing() as before:
        assert [paper.id for paper in before.papers()] == [first.id]
        second = store.put(shelved("Visits fell.", title="Second"))
        store.remove(first.id)
        store.refresh()
        with store.viewing() as after:
            seen_after = (found_by_words(after, "visits", 9), found_by_meaning(after, "visits", 9), after.papers())
        seen_before = (found_by_words(before, "visits", 9), found_by_meaning(before, "visits", 9), before.papers())

    assert seen_after == (["Visits fell."], ["Visits fell."], [second])
    assert seen_before == (["Visits rose."], ["Visits rose."], [first])


def test_a_view_that_has_read_nothing_yet_is_of_the_moment_it_was_opened(store: PassageStore, shelved: Shelve):
    store.put(shelved("Visits rose."))

    with store.viewing() as view:
        store.put(shelved("Visits fell."))
        seen = texts(view.passages())

    assert seen == ["Visits rose."]


def test_a_view_can_be_used_in_another_thread_than_the_store_was_made_in(store: PassageStore, shelved: Shelve):
    store.put(shelved("Visits rose."))
    seen = []

    def ask() -> None:
        with store.viewing() as view:
            seen.append(found_by_words(view, "visits", 9))

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()

    assert seen == [["Visits rose."]]


# What goes wrong


class PowerCutError(Exception):
    """Stands for whatever may stop a write in the middle."""


def interrupted(shelf: Shelved) -> Iterator[Shelved]:
    yield shelf
    raise PowerCutError


@pytest.mark.parametrize("width", [64, 8])
def test_a_replacement_that_fails_in_the_middle_leaves_everything_as_before(
    store: PassageStore, shelved: Shelve, width: int
):
    store.put(shelved("Visits rose.", title="Old"))
    before = everything(store), store.made_with()

    with pytest.raises(PowerCutError):
        store.replace_all(interrupted(shelved("Visits fell.", title="New", encoder=HashingEncoder(width=width))))

    assert (everything(store), store.made_with()) == before
    with store.viewing() as view:
        assert found_by_words(view, "visits", 9) == ["Visits rose."]


def test_a_put_that_fails_in_the_middle_leaves_everything_as_before(store: PassageStore, shelved: Shelve):
    shelf = shelved("Visits rose.", "Staff stay.")
    store.put(shelf)
    broken = replace(shelf.kept[1].passage, kind=object())

    with pytest.raises(sqlite3.Error):
        store.put(shelf._replace(kept=[shelf.kept[0], Kept(broken, "Staff stay.")]))

    assert everything(store) == [("Plan", ["Visits rose.", "Staff stay."])]


def test_more_passages_than_vectors_are_refused(store: PassageStore, shelved: Shelve):
    shelf = shelved("Visits rose.", "Staff stay.")

    with pytest.raises(ValueError, match="1 vectors for 2 passages"):
        store.put(shelf._replace(vectors=UnitRows(shelf.vectors[:1])))
    assert everything(store) == []


def test_vectors_of_another_encoder_are_refused_and_nothing_changes(store: PassageStore, shelved: Shelve):
    store.put(shelved("Visits rose."))

    with pytest.raises(OtherEncoderError, match="readacross reindex"):
        store.put(shelved("Staff stay.", encoder=HashingEncoder(width=8)))

    assert everything(store) == [("Plan", ["Visits rose."])]
    assert store.made_with() == ENCODER.card.fingerprint


def test_papers_of_two_encoders_cannot_replace_all(store: PassageStore, shelved: Shelve):
    store.put(shelved("Visits rose."))

    with pytest.raises(OtherEncoderError):
        store.replace_all([shelved("One."), shelved("Two.", encoder=HashingEncoder(width=8))])
    assert everything(store) == [("Plan", ["Visits rose."])]


def test_the_words_of_passages_are_kept_with_them_and_go_with_them(store, shelved):
    shelf = shelved("Staff left the team.", "Staff stay.")
    store.put(shelf)

    with store.viewing() as view:
        rows = view.rows_of([kept.passage.id for kept in shelf.kept])
        kept = view.tokens([rows[1], rows[0]])
    store.remove(shelf.document.id)

    assert [tokens.places.tolist() for tokens in kept] == [[0, 6], [0, 6, 15]]
    with store.viewing() as view:
        assert view.tokens(rows) == [None, None]


def test_a_passage_whose_words_were_not_kept_has_none(store, shelved):
    shelf = shelved("Staff left.")
    store.put(shelf._replace(kept=[shelf.kept[0]._replace(tokens=None)]))

    with store.viewing() as view:
        assert view.tokens(view.rows_of([shelf.kept[0].passage.id])) == [None]
        assert view.without_tokens() == 1


def test_the_row_of_a_passage_that_is_not_there_is_told(store):
    with store.viewing() as view, pytest.raises(KeyError, match="nowhere"):
        view.rows_of(["nowhere"])


def test_what_a_person_notes_is_kept_by_kind_and_outlives_the_papers(store, shelved):
    store.note("question", "b", "[2]")
    store.note("question", "a", "[1]")
    store.note("tray", "a", "[3]")
    store.replace_all([shelved("Staff left.")])
    store.note("question", "b", "[4]")
    store.note("tray", "a", None)

    assert store.noted("question") == {"a": "[1]", "b": "[4]"}
    assert store.noted("tray") == {}


def marked(row, theme, score=0.5, *, is_mark=True):
    return Marked(row, theme, score, is_mark, (("staff", Span(0, 5)),))


def test_marks_are_kept_and_found_by_theme_best_first(store, shelved):
    store.put(shelved("Staff left.", "Staff stay."))
    first, second = (row for row, _ in store.unmarked("themes 1"))

    store.keep_marks(
        "themes 1", [first, second], [marked(first, "a"), marked(second, "a", 0.9), marked(first, "b", is_mark=False)]
    )

    assert store.unmarked("themes 1") == []
    with store.viewing() as view:
        (paper,) = view.papers()
        kept = [marked(second, "a", 0.9), marked(first, "a")]
        assert view.marked("a") == [mark._replace(document_id=paper.id) for mark in kept]
        assert view.marked("b") == [marked(first, "b", is_mark=False)._replace(document_id=paper.id)]
        assert view.marked("a", Where(councils=("Halton",))) == []
        assert [mark.row for mark in view.marked("a", Where(rows=frozenset([first])))] == [first]


def test_a_new_paper_alone_is_unmarked_and_its_marks_go_with_it(store, shelved):
    store.put(shelved("Staff left."))
    store.keep_marks("themes 1", [row for row, _ in store.unmarked("themes 1")], [])
    added = store.put(shelved("Visits rose."))

    ((row, text),) = store.unmarked("themes 1")
    store.keep_marks("themes 1", [row], [marked(row, "a")])
    store.remove(added.id)

    assert text == "Visits rose."
    with store.viewing() as view:
        assert view.marked("a") == []


def test_changed_themes_make_all_marks_anew(store, shelved):
    store.put(shelved("Staff left."))
    ((row, _),) = store.unmarked("themes 1")
    store.keep_marks("themes 1", [row], [marked(row, "a")])

    assert store.unmarked("themes 2") == [(row, "Staff left.")]
    with store.viewing() as view:
        assert view.marked("a") == []


def test_figures_come_back_as_they_were_kept(store, shelved):
    figure = Figure(
        value="85%",
        span=Span(0, 3),
        number=85.0,
        upper=None,
        unit="%",
        what="visits",
        change="up from 70%",
        as_of="2023-03",
        as_of_raw="March 2023",
        role=Role.TARGET,
        direction=Direction.UP,
        tone=Tone.IMPROVEMENT,
        qualifiers=("about",),
        quote=Span(0, 11),
        reason="says “target”",
    )
    shelf = shelved("Staff left.", "Staff stay.")
    store.put(shelf._replace(kept=[shelf.kept[0]._replace(figures=[figure]), shelf.kept[1]]))

    with store.viewing() as view:
        rows = view.rows_of([kept.passage.id for kept in shelf.kept])
        assert view.figures(rows) == [[figure], []]
