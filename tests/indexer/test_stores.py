"""What every passage store promises, checked on each engine; to add an engine, add a line to `ENGINES`."""

from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import LibraryBusyError, LibraryDamagedError, NoLibraryError, OtherEncoderError
from corpus.types import DocumentId, PaperKind, Recognised
from indexer.store import EVERYWHERE, SET_ASIDE, Kept, PassageId, PassageKind, Where
from indexer.stores import library as library_module
from indexer.stores.library import DATABASE, SqliteLibrary
from indexer.stores.words import stems
from models.encoder import UnitRows
from models.hashing import HashingEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.store import Found, Hit, PassageStore, Shelved, View

    Shelve = Callable[..., Shelved]

ENGINES = {"sqlite": SqliteLibrary}
ENCODER = HashingEncoder()
EVERY_KIND = tuple(PassageKind)


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PassageStore:
    return ENGINES[request.param](tmp_path / "library")


def texts(found: list[Found]) -> list[str]:
    return [passage.text for passage, _ in found]


def everything(store: PassageStore) -> list[tuple[str, list[str]]]:
    """Return what the store holds: the title of each paper, with its passages' texts."""
    with store.viewing() as view:
        return [(paper.title, texts(view.everything_of(paper.id))) for paper in view.all_papers()]


def found_by_meaning(view: View, question: str, k: int, where: Where = EVERYWHERE) -> list[str]:
    return texts(view.rows([hit.row for hit in view.nearest(ENCODER.encode_question(question), k, where)]))


def found_by_words(view: View, question: str, k: int, where: Where = EVERYWHERE) -> list[str]:
    return texts(view.rows([hit.row for hit in view.matching(question, k, where)]))


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


# Filters come before ranking: against an oracle

COUNCILS = ("Sefton", "Halton", None)
BODIES = ("Cabinet", "Scrutiny Panel", None)
DATES = (None, "2022", "2023", "2022-12", "2023-03", "2023-03-08", "2023-02-28", "2024-01-01")
ASKED = ("2021", "2022", "2023", "2022-12", "2023-02", "2023-03", "2023-03-08", "2023-03-09", "2024-01-01")
VOCABULARY = ("visit", "staff", "plan", "home", "court", "school")
SHELF_SIZE = 14
PASSAGES_EACH = 6


def some_papers(shelved: Shelve) -> Iterator[Shelved]:
    """Yield papers whose facts, kinds and words differ, many passages being equal; vectors are exact in binary."""
    random = np.random.default_rng(20261122)
    for index in range(SHELF_SIZE):
        lines = [
            " ".join(random.choice(VOCABULARY, size=int(random.integers(1, 5)))) for _ in range(PASSAGES_EACH)
        ]
        shelf = shelved(
            *lines,
            kinds=tuple(random.choice(EVERY_KIND, size=PASSAGES_EACH)),
            council=COUNCILS[int(random.integers(3))],
            body=BODIES[int(random.integers(3))],
            date=DATES[int(random.integers(len(DATES)))],
            kind=list(PaperKind)[int(random.integers(3))],
            title=f"Paper {index}",
            salt=str(index),
        )
        yield shelf._replace(vectors=exact_rows(random, PASSAGES_EACH))


def exact_rows(random: np.random.Generator, n: int) -> UnitRows:
    """Return n vectors of four halves: their lengths and products are exact, so that ties are ties, and many."""
    return UnitRows(random.choice(np.array([-0.5, 0.5], dtype=np.float32), size=(n, 4)))


@pytest.fixture(scope="module", params=ENGINES)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shelved: Shelve):
    """A store with papers of all sorts, and what is in it as the oracle knows it."""
    store = ENGINES[request.param](tmp_path_factory.mktemp("full") / "library")
    shelves = list(some_papers(shelved))
    # The two that the digest stands for and the digest itself: the digest must never be found.
    shelves.append(shelves[0]._replace(**stepping_aside(shelves[0], shelved)))
    papers = [store.put(shelf) for shelf in shelves]
    with store.viewing() as view:
        rows = {found.passage.id: row for row in range(1, 500) if (found := row_or_none(view, row)) is not None}
    items = [
        (rows[item.passage.id], paper, item, vector)
        for paper, shelf in zip(papers, shelves, strict=True)
        for item, vector in zip(shelf.kept, shelf.vectors, strict=True)
    ]
    return store, items


def stepping_aside(original: Shelved, shelved: Shelve) -> dict[str, object]:
    lines = [item.passage.text for item in original.kept]
    digest = shelved(*lines, salt="digest", stands_for_sha256=original.document.sha256)
    return {"document": digest.document, "kept": digest.kept}


def row_or_none(view: View, row: int) -> Found | None:
    try:
        return view.rows([row])[0]
    except KeyError:
        return None


def chosen(values):
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


WHERES = st.builds(
    Where,
    councils=chosen(("Sefton", "Halton", "Nowhere")),
    bodies=chosen(("Cabinet", "Scrutiny Panel")),
    kinds=st.one_of(st.just(()), chosen(EVERY_KIND), st.just(EVERY_KIND)),
    paper_kinds=chosen(list(PaperKind)[:3]),
    date_from=st.one_of(st.none(), st.none(), st.sampled_from(ASKED)),
    date_to=st.one_of(st.none(), st.none(), st.sampled_from(ASKED)),
)
AS_OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
K = st.integers(0, (SHELF_SIZE + 2) * PASSAGES_EACH)


def is_admitted(paper, kind: PassageKind, where: Where) -> bool:
    kinds = where.kinds or [kind for kind in PassageKind if kind not in SET_ASIDE]
    return (
        kind in kinds
        and paper.stepped_aside_for is None
        and (not where.councils or paper.council in where.councils)
        and (not where.bodies or paper.body in where.bodies)
        and (not where.paper_kinds or paper.kind in where.paper_kinds)
        and (not where.papers or paper.id in where.papers)
        and is_in_time(paper.date, where.date_from, where.date_to)
    )


def is_in_time(date: str | None, date_from: str | None, date_to: str | None) -> bool:
    """Compare dates by the part that both have: 2023 lies in 2023-03 as far as one can tell."""
    if date is None:
        return date_from is None and date_to is None
    after = date_from is None or date[: len(date_from)] >= date_from[: len(date)]
    return after and (date_to is None or date[: len(date_to)] <= date_to[: len(date)])


@AS_OFTEN
@given(where=WHERES, k=K, seed=st.integers(0, 50))
def test_nearest_gives_what_looking_at_every_passage_would_give(full, where: Where, k: int, seed: int):
    store, items = full
    question = exact_rows(np.random.default_rng(seed), 1)

    with store.viewing() as view:
        hits = view.nearest(question, k, where)

    expected = sorted(
        (-float(question[0] @ vector), row)
        for row, paper, item, vector in items
        if is_admitted(paper, item.passage.kind, where)
    )[:k]
    assert [(-hit.strength, hit.row) for hit in hits] == expected


@AS_OFTEN
@given(where=WHERES, k=K, words=st.lists(st.sampled_from([*VOCABULARY, "zebra"]), max_size=3))
def test_matching_gives_what_looking_at_every_passage_would_give(full, where: Where, k: int, words: list[str]):
    store, items = full

    with store.viewing() as view:
        hits = view.matching(" ".join(words), k, where)

    strengths = bm25([item.searched for _, _, item, _ in items], " ".join(words))
    expected = sorted(
        (-round(strength, 4), row)
        for strength, (row, paper, item, _) in zip(strengths, items, strict=True)
        if strength > 0 and is_admitted(paper, item.passage.kind, where)
    )[:k]
    assert [(-round(hit.strength, 4), hit.row) for hit in hits] == expected


def bm25(documents: list[str], question: str) -> list[float]:
    """Return each document's BM25 sum. Source: Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75 as in tantivy."""
    counts = [Counter(stems(document)) for document in documents]
    average = sum(count.total() for count in counts) / len(counts)
    strengths = []
    for count in counts:
        strength = 0.0
        for term in set(stems(question)):
            holding = sum(term in other for other in counts)
            rarity = math.log(1 + (len(counts) - holding + 0.5) / (holding + 0.5))
            length = 1.2 * (0.25 + 0.75 * count.total() / average)
            strength += rarity * 2.2 * count[term] / (count[term] + length)
        strengths.append(strength)
    return strengths


@AS_OFTEN
@given(where=WHERES)
def test_counting_and_listing_see_what_searching_sees(full, where: Where):
    store, items = full

    with store.viewing() as view:
        listed = [found.passage.id for found in view.passages(where)]
        count = view.count(where)

    admitted = {item.passage.id for _, paper, item, _ in items if is_admitted(paper, item.passage.kind, where)}
    assert (set(listed), len(listed), count) == (admitted, len(admitted), len(admitted))


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ((), ["visits one"]),
        ((PassageKind.BOILERPLATE,), ["visits two"]),
        ((PassageKind.METADATA, PassageKind.PARAGRAPH), ["visits one", "visits three"]),
    ],
)
def test_boilerplate_is_found_only_when_named(store: PassageStore, shelved: Shelve, kinds, found):
    by_turns = (PassageKind.PARAGRAPH, PassageKind.BOILERPLATE, PassageKind.METADATA)
    store.put(shelved("visits one", "visits two", "visits three", kinds=by_turns))

    with store.viewing() as view:
        where = Where(kinds=kinds)
        answers = [sorted(found_by_meaning(view, "visits", 9, where)), sorted(found_by_words(view, "visits", 9, where))]
        listed = texts(view.passages(where))

    assert (answers, sorted(listed)) == ([sorted(found)] * 2, sorted(found))


@pytest.mark.parametrize(
    ("date", "date_from", "date_to", "found"),
    [
        ("2023-03-31", None, "2023-03", True),
        ("2023-04-01", None, "2023-03", False),
        ("2023-03-01", "2023-03", None, True),
        ("2023-02-28", "2023-03", None, False),
        ("2023", "2023-06", None, True),
        ("2023", None, "2023-06", True),
        ("2023", "2024", None, False),
        ("2022-12", "2022", "2022", True),
        ("2023-03-08", "2023-03-08", "2023-03-08", True),
        (None, "1900", None, False),
        (None, None, "2100", False),
        (None, None, None, True),
    ],
)
def test_dates_of_any_precision_include_what_they_name(
    store: PassageStore, shelved: Shelve, date, date_from, date_to, found
):
    store.put(shelved("Visits rose.", date=date))

    with store.viewing() as view:
        papers = view.papers(Where(date_from=date_from, date_to=date_to))

    assert bool(papers) is found


def test_equal_passages_come_in_reading_order_however_many_there_are(store: PassageStore, shelved: Shelve):
    for number in range(12):
        store.put(shelved(*["Visits rose."] * 5, title=f"Paper {number}", salt=str(number)))

    with store.viewing() as view:
        by_meaning = [hit.row for hit in view.nearest(ENCODER.encode_question("visits rose"), 7)]
        by_words = [hit.row for hit in view.matching("visits", 7)]

    assert by_meaning == by_words == sorted(by_meaning)
    assert [by_meaning[0], by_meaning[-1]] == [1, 7]


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


# The library on disk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


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

    assert [path.name for path in (folder / "copies").iterdir()] == ["3-v1"]


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
    (folder / "copies" / "1-v1").rename(folder / "copies" / "2-v1")

    with SqliteLibrary(folder).viewing() as view:
        seen = found_by_words(view, "plans", 9), sorted(found_by_meaning(view, "plans", 9))

    assert seen == (["Plans vary."], ["Plans vary.", "Staff stay.", "Visits rose."])


def test_the_copies_folder_can_be_thrown_away(folder: Path, shelved: Shelve):
    import shutil

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
        connection.execute("PRAGMA user_version = 1")
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


# One writer and several readers at once

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
def test_readers_never_see_half_an_index_while_one_writes(
    folder: Path, shelved: Shelve, readers_share_the_store: bool
):
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


def test_readers_never_see_half_an_index_while_another_program_writes(
    folder: Path, shelved: Shelve, tmp_path: Path
):
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
columns = 'id, paper, kind, start, "end", number, part, section, label, page, repairs, searched, vector'
for (paper,) in connection.execute("SELECT id FROM source.papers").fetchall():
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO main.papers SELECT * FROM source.papers WHERE id = ?", (paper,))
    passages = f"SELECT {columns} FROM source.passages WHERE paper = ? ORDER BY row"
    connection.execute(f"INSERT INTO main.passages ({columns}) {passages}", (paper,))
    connection.execute("UPDATE main.manifest SET value = value + 1 WHERE key = 'generation'")
    connection.execute("COMMIT")
connection.close()
"""
