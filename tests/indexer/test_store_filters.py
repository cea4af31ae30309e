"""Filters come before ranking: what each engine finds, against an oracle that looks at every passage."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.abbreviations import abbreviations_of
from corpus.types import PaperKind
from indexer.store import SET_ASIDE, Alternative, Defined, PassageKind, Where, Wording
from indexer.stores.words import stems
from models.encoder import UnitRows
from tests.indexer.shelf import ENCODER, ENGINES, EVERY_KIND, found_by_meaning, found_by_words, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.types import Paper
    from indexer.shelved import Kept, Shelved
    from indexer.store import Found, PassageStore, View

    Shelve = Callable[..., Shelved]

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
        lines = [" ".join(random.choice(VOCABULARY, size=int(random.integers(1, 5)))) for _ in range(PASSAGES_EACH)]
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
    """Give a store with papers of all sorts, and what is in it as the oracle knows it."""
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
    return Full(store, items)


class Full:
    """A store with all that is in it: (row, paper, what is kept, vector). A class, so that its repr stays short."""

    def __init__(self, store: PassageStore, items: list[tuple[int, Paper, Kept, np.ndarray]]) -> None:
        self.store = store
        self.items = items


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
    rows=st.one_of(st.none(), st.frozensets(st.integers(1, 110)), st.just(frozenset(range(1, 110)))),
)
AS_OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
K = st.integers(0, (SHELF_SIZE + 2) * PASSAGES_EACH)


def is_admitted(row: int, paper, kind: PassageKind, where: Where) -> bool:
    kinds = where.kinds or [kind for kind in PassageKind if kind not in SET_ASIDE]
    return (
        kind in kinds
        and (where.rows is None or row in where.rows)
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
def test_nearest_gives_what_looking_at_every_passage_would_give(full: Full, where: Where, k: int, seed: int):
    store, items = full.store, full.items
    question = exact_rows(np.random.default_rng(seed), 1)

    with store.viewing() as view:
        hits = view.nearest(question, k, where)

    expected = sorted(
        (-float(question[0] @ vector), row)
        for row, paper, item, vector in items
        if is_admitted(row, paper, item.passage.kind, where)
    )[:k]
    assert [(-hit.strength, hit.row) for hit in hits] == expected


@AS_OFTEN
@given(where=WHERES, k=K, words=st.lists(st.sampled_from([*VOCABULARY, "zebra"]), max_size=3))
def test_matching_gives_what_looking_at_every_passage_would_give(full: Full, where: Where, k: int, words: list[str]):
    store, items = full.store, full.items

    with store.viewing() as view:
        hits = view.matching(" ".join(words), k, where)

    strengths = bm25([item.searched for _, _, item, _ in items], " ".join(words))
    expected = sorted(
        (-round(strength, 4), row)
        for strength, (row, paper, item, _) in zip(strengths, items, strict=True)
        if strength > 0 and is_admitted(row, paper, item.passage.kind, where)
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
def test_counting_and_listing_see_what_searching_sees(full: Full, where: Where):
    store, items = full.store, full.items

    with store.viewing() as view:
        listed = [found.passage.id for found in view.passages(where)]
        worded = [item.row for item in view.wordings(where)]
        count = view.count(where)

    admitted = {item.passage.id for row, paper, item, _ in items if is_admitted(row, paper, item.passage.kind, where)}
    assert (set(listed), len(listed), count) == (admitted, len(admitted), len(admitted))
    assert worded == sorted(row for row, paper, item, _ in items if is_admitted(row, paper, item.passage.kind, where))


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


def test_what_a_passage_says_comes_as_printed_and_as_searched(store: PassageStore, shelved: Shelve):
    shelf = shelved("The ﬁrst visit", "Staff")
    kept = [shelf.kept[0]._replace(searched="Leadership. The first visit"), shelf.kept[1]]
    store.put(shelf._replace(kept=kept))

    with store.viewing() as view:
        worded = view.wordings()

    assert worded == [Wording(1, "The ﬁrst visit", "Leadership. The first visit"), Wording(2, "Staff", "Staff")]


def test_a_name_that_one_paper_uses_is_searched_in_that_paper_only(store: PassageStore, shelved: Shelve):
    (own, _, _) = (
        store.put(shelved("The Star Team meets.", "Staff left.", title="Own")),
        store.put(shelved("The Star Team meets there.", "Staff stayed.", title="Other")),
        store.put(shelved("ST visits.", title="Third")),
    )
    learned = [Alternative(names=("star team", "star teams"), papers=frozenset({own.id}))]

    with store.viewing() as view:
        plain = texts(view.rows([hit.row for hit in view.matching("ST", 9)]))
        hits = view.matching("ST", 9, learned=learned)
        widened = texts(view.rows([hit.row for hit in hits]))
        everywhere = view.matching("ST", 9, alternatives=[("star team", "star teams")])

    assert (plain, sorted(widened)) == (["ST visits."], ["ST visits.", "The Star Team meets."])
    assert len(everywhere) == 3
    assert set(hits) < set(everywhere)


def test_abbreviations_are_kept_with_their_paper(store: PassageStore, shelved: Shelve):
    text = "The Star Team (ST) meets. Night Duty Officers (NDOs)\ngo out."
    learned = abbreviations_of(text)
    first = store.put(shelved(text, title="First", council="Sefton")._replace(abbreviations=learned))
    second = store.put(shelved("ST visits.", title="Second", council="Halton")._replace(abbreviations=learned[:1]))

    with store.viewing() as view:
        defined, of_sefton = view.abbreviations(), view.abbreviations(Where(councils=("Sefton",)))
    store.remove(second.id)
    with store.viewing() as view:
        left = view.abbreviations()

    own = [Defined(first.id, "ST", "Star Team"), Defined(first.id, "NDOs", "Night Duty Officers")]
    assert defined == [Defined(second.id, "ST", "Star Team"), *own]
    assert of_sefton == left == own
