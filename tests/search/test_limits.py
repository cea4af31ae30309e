"""Limits on what passages say and whose they are; and that no limit ever costs an answer that exists."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning import fold
from corpus.councils import Likeness, read_councils
from corpus.errors import EmptyQuestionError, UnknownNameError
from corpus.types import PaperKind
from indexer.records import Status
from indexer.store import EVERYWHERE, SET_ASIDE, PassageKind, Where
from models.hashing import HashingEncoder
from search.answers import Mode, Request
from search.find import find
from search.limits import as_worded, councils_like, on_subject
from search.question import Question, holds, parse
from search.themes import Theme
from tests.indexer.conftest import shelved_paper
from tests.indexer.shelf import ENGINES

if TYPE_CHECKING:
    from indexer.store import Found, PassageStore
    from ui.services import Services

ENCODER = HashingEncoder()
COUNCILS = ("Sefton", "Halton", "Kent", None)
BODIES = ("Cabinet", "Scrutiny Panel", None)
DATES = (None, "2022", "2023-03", "2023-03-08", "2024-01-01")
WORDS = ("visit", "night", "duty", "plan", "home", "court", "school", "night duty", "Agency", "staff rota")
HOMES = Theme(
    id="homes", title="Homes", definition="Where.", vocabulary=("home",), false_friends=(), areas=(), is_free_text=True
)
SHELF_SIZE, PASSAGES_EACH = 40, 7  # more passages than candidates, and many alike


@pytest.fixture(scope="module", params=ENGINES)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Full:
    random = np.random.default_rng(20261122)
    store = ENGINES[request.param](tmp_path_factory.mktemp("full") / "library")
    for index in range(SHELF_SIZE):
        lines = [" ".join(random.choice(WORDS, size=int(random.integers(1, 9)))) for _ in range(PASSAGES_EACH)]
        paper = shelved_paper(
            *lines,
            kinds=tuple(random.choice(list(PassageKind), size=PASSAGES_EACH)),
            council=COUNCILS[int(random.integers(len(COUNCILS)))],
            body=BODIES[int(random.integers(len(BODIES)))],
            date=DATES[int(random.integers(len(DATES)))],
            kind=list(PaperKind)[int(random.integers(3))],
            title=f"Paper {index}",
            salt=str(index),
        )
        store.put(paper)
    store.refresh()
    with store.viewing() as view:
        found = [item for paper in view.all_papers() for item in view.everything_of(paper.id)]
        rows = view.rows_of([item.passage.id for item in found])
    return Full(store, dict(zip(rows, found, strict=True)))


class Full:
    """A store with all that is in it, by row. A class, so that its repr stays short."""

    def __init__(self, store: PassageStore, found: dict[int, Found]) -> None:
        self.store = store
        self.found = found


def chosen(values, most=2):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


WHERES = st.builds(
    Where,
    councils=st.one_of(st.just(()), chosen(("Sefton", "Halton", "Nowhere"))),
    bodies=st.one_of(st.just(()), chosen(("Cabinet", "Scrutiny Panel"))),
    kinds=st.one_of(st.just(()), st.just(tuple(PassageKind)), chosen(list(PassageKind), 4)),
    paper_kinds=st.one_of(st.just(()), chosen(list(PaperKind)[:3])),
    date_from=st.one_of(st.none(), st.none(), st.just("2023")),
    date_to=st.one_of(st.none(), st.none(), st.just("2023-12")),
    rows=st.one_of(st.none(), st.none(), st.frozensets(st.integers(1, SHELF_SIZE * PASSAGES_EACH))),
)
MARKS = st.sampled_from(("", "", '"night duty"', '"court"', "-agency", '-"night duty"', '"plan" -home', '"zebra"'))
REQUESTS = st.builds(
    Request,
    question=st.builds("{} {}".format, st.sampled_from(("night visits", "school", "zebra")), MARKS),
    where=WHERES,
    mode=st.sampled_from((Mode.HYBRID, Mode.MEANING)),
    limit=st.integers(1, 130),
    theme=st.sampled_from((None, None, HOMES)),
    is_compared_word_by_word=st.booleans(),
)
AS_OFTEN = settings(max_examples=120, deadline=None)


def satisfying(request: Request, full: Full) -> dict[int, Found]:
    """Return what a look at every passage finds within the limits."""
    asked = parse(request.question)
    return {
        row: found
        for row, found in full.found.items()
        if is_within(request.where, row, found)
        and all(holds([phrase], found.passage.text) for phrase in asked.phrases)
        and not holds(asked.excluded, found.passage.text)
        and (request.theme is None or "home" in found.passage.text.split())
    }


def is_within(where: Where, row: int, found: Found) -> bool:
    kinds = where.kinds or [kind for kind in PassageKind if kind not in SET_ASIDE]
    date = found.paper.date
    return (
        found.passage.kind in kinds
        and (not where.councils or found.paper.council in where.councils)
        and (not where.bodies or found.paper.body in where.bodies)
        and (not where.paper_kinds or found.paper.kind in where.paper_kinds)
        and (where.rows is None or row in where.rows)
        and (where.date_from is None or (date is not None and date[:4] >= "2023"))
        and (where.date_to is None or (date is not None and date[:4] <= "2023"))
    )


@AS_OFTEN
@given(request=REQUESTS)
def test_a_filter_never_returns_fewer_than_exist(full: Full, request: Request):
    with full.store.viewing() as view:
        answer = find(request, view, ENCODER)

    exist = {found.passage.id for found in satisfying(request, full).values()}
    returned = [found.passage.id for result in answer.results for found in (result.found, *result.also_in)]
    assert len(returned) == len(set(returned))
    assert set(returned) <= exist
    assert len(returned) >= min(request.limit, len(exist))
    assert len(answer.results) <= request.limit


@AS_OFTEN
@given(request=REQUESTS, per_council=st.integers(1, 8))
def test_each_council_gives_its_share_where_it_has_it(full: Full, request: Request, per_council: int):
    with full.store.viewing() as view:
        answer = find(replace(request, per_council=per_council), view, ENCODER)

    have = Counter(found.paper.council for found in satisfying(request, full).values())
    shares = {council: min(n, per_council) for council, n in have.items()}
    returned = Counter(f.paper.council for result in answer.results for f in (result.found, *result.also_in))
    assert all(returned[council] <= shares.get(council, 0) for council in returned)
    assert returned.total() >= min(request.limit, sum(shares.values()))


@AS_OFTEN
@given(request=REQUESTS)
def test_by_words_alone_every_passage_that_shares_a_word_is_found(full: Full, request: Request):
    with full.store.viewing() as view:
        answer = find(replace(request, mode=Mode.WORDS), view, None)
        sharing = {
            found.passage.id
            for found in satisfying(request, full).values()
            if view.shared_words(parse(request.question).words, found.passage.text)
        }

    returned = {found.passage.id for result in answer.results for found in (result.found, *result.also_in)}
    assert returned <= sharing
    assert len(returned) >= min(request.limit, len(sharing))


@pytest.fixture
def store(tmp_path):
    return ENGINES["sqlite"](tmp_path / "library")


def kept(store: PassageStore, where: Where) -> list[str]:
    with store.viewing() as view:
        return [found.passage.text for found in view.passages(where)]


def limited(store: PassageStore, question: Question, where: Where = EVERYWHERE) -> list[str]:
    with store.viewing() as view:
        return kept(store, as_worded(where, question, view))


def test_each_phrase_must_stand_in_the_passage_and_no_exclusion_may(store: PassageStore):
    night, both, agency = "The night duty rota.", "Day shifts and Night–duty staff.", "Night duty by agency staff."
    store.put(shelved_paper(night, both, agency, "Nothing else."))

    assert limited(store, Question("x", ("night duty",))) == [night, agency]
    assert limited(store, Question("x", ("night-duty",))) == [night, both, agency]
    assert limited(store, Question("x", ("night duty",), ("agency",))) == [night]
    assert limited(store, Question("x", ("night-duty", "staff"))) == [both, agency]
    assert limited(store, Question("x", (), ("night-duty", "nothing else"))) == []
    assert limited(store, Question("x", ("rota staff",))) == []


ODD = tuple("ab -–’'\n\u00adﬁ“A")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[PassageStore, list[str]]:
    random = np.random.default_rng(7)
    texts = ["a" + "".join(random.choice(ODD, size=int(random.integers(1, 12)))) + "b" for _ in range(300)]
    shelf = shelved_paper(*texts)
    store = ENGINES["sqlite"](tmp_path_factory.mktemp("odd") / "library")
    store.put(shelf._replace(kept=[item._replace(searched=fold(item.searched)) for item in shelf.kept]))
    return store, texts


@AS_OFTEN
@given(phrase=st.text(alphabet="".join(ODD), min_size=1, max_size=6).filter(lambda text: any(map(str.isalnum, text))))
def test_no_passage_that_holds_a_phrase_is_missed_whatever_its_marks(odd, phrase: str):
    store, texts = odd
    phrase = " ".join(phrase.split())

    with store.viewing() as view:
        required = as_worded(EVERYWHERE, Question("x", (phrase,)), view).rows
        left = as_worded(EVERYWHERE, Question("x", (), (phrase,)), view).rows

    holding = {row for row, text in enumerate(texts, start=1) if holds([phrase], text)}
    assert required == holding
    assert left == set(range(1, len(texts) + 1)) - holding


def test_a_heading_is_no_part_of_what_a_passage_says(store: PassageStore):
    shelf = shelved_paper("Visits are weekly.", "Staff left.")
    led = [item._replace(searched=f"Night duty. {item.searched}") for item in shelf.kept]
    store.put(shelf._replace(kept=led))

    assert limited(store, Question("x", ("night duty",))) == []
    assert limited(store, Question("x", (), ("night",))) == ["Visits are weekly.", "Staff left."]


def test_words_narrow_the_rows_that_were_given(store: PassageStore):
    store.put(shelved_paper("Night one.", "Night two.", "Day."))

    assert limited(store, Question("x", ("night",)), Where(rows=frozenset({2, 3}))) == ["Night two."]
    assert limited(store, Question("x"), Where(rows=frozenset())) == []


def test_a_theme_keeps_the_passages_that_use_its_words(store: PassageStore):
    store.put(shelved_paper("A home was found.", "The court sat.", "Homecoming.", "Home and court."))
    courts = replace(HOMES, vocabulary=("court",), false_friends=("home and court",))

    with store.viewing() as view:
        homes, sat = (on_subject(EVERYWHERE, theme, (), view) for theme in (HOMES, courts))

    assert kept(store, homes) == ["A home was found.", "Home and court."]
    assert kept(store, sat) == ["The court sat."]


@pytest.mark.parametrize("status", [*Status, None])
def test_a_status_keeps_the_passages_of_actions_that_stand_so(demonstration: Services, status: Status | None):
    with demonstration.store.viewing() as view:
        found = view.passages(on_subject(EVERYWHERE, None, (status,), view))
        belonging = {
            name
            for item in view.actions()
            if any(milestone.status is status for milestone in item.action.milestones)
            for name in item.action.passage_ids
        }

    assert {item.passage.id for item in found} == belonging
    assert bool(belonging) is (status is not Status.OFF_TRACK)


def test_limits_of_all_sorts_hold_at_once(demonstration: Services):
    request = Request(
        question='"social workers" improvement -agency',
        theme=next(theme for theme in demonstration.themes if theme.id == "workforce"),
        where=Where(councils=("Sefton", "Halton")),
    )

    answer = demonstration.search(request)

    texts = [found.passage.text.lower() for result in answer.results for found in (result.found, *result.also_in)]
    assert texts
    assert all("social workers" in text and "agency" not in text for text in texts)
    assert {result.found.paper.council for result in answer.results} <= {"Sefton", "Halton"}
    assert (answer.required, answer.excluded) == (("social workers",), ("agency",))
    assert answer.question == request.question
    assert answer.searched.passages > len(texts)


def test_words_required_exactly_are_not_widened(demonstration: Services):
    plain = demonstration.search(Request(question="looked after children in schools", limit=1))
    exact = demonstration.search(Request(question='"looked after children" in schools', limit=1))

    assert "children in care" in plain.expanded_with
    assert "children in care" not in exact.expanded_with


def test_councils_alike_are_those_that_papers_are_of_and_the_others_are_told():
    councils = read_councils(files("corpus").joinpath("data/councils.toml").read_text(encoding="utf-8"))

    alike = councils_like("sefton council", Likeness.NEIGHBOURS, councils, {"Sefton", "Bury", "Wirral", "Kent"})

    assert alike.councils == ("Sefton", "Wirral", "Bury")
    assert alike.without_papers[:3] == ("St. Helens", "Wigan", "Lancashire")
    assert len(alike.without_papers) == 8
    with pytest.raises(UnknownNameError):
        councils_like("Seftn", Likeness.REGION, councils, ())


def test_a_question_of_exclusions_alone_is_refused(demonstration: Services):
    with pytest.raises(EmptyQuestionError):
        demonstration.search(Request(question="-agency -staff"))
