"""A search form as a request, and back."""

from __future__ import annotations

import pytest

from corpus.errors import BadDateError
from corpus.types import DocumentId, PaperKind
from indexer.records import Status
from indexer.store import PassageKind, Where
from search.answers import Mode, Request
from search.themes import theme_called
from ui.addresses.search import Asked, asked_in, query_for
from ui.addresses.search_request import asked_for, request_for
from ui.library.limits import with_those_to_come
from ui.page.parts import NoCouncilTickedError

COUNCILS = ["Halton", "Sefton", "Southend-on-Sea"]


def test_a_request_goes_back_into_the_form_that_made_it(demonstration):
    form = Asked(
        question="agency staff",
        councils=["Halton"],
        date_from="2022",
        paper_kinds=[PaperKind.IMPROVEMENT_PLAN.value],
        passage_kinds=[PassageKind.PARAGRAPH.value],
        mode=Mode.WORDS.value,
        per_council="2",
        is_widened=False,
        statuses=["on_track", "none"],
        theme="workforce",
    )

    request, alike = request_for(form, demonstration)

    assert alike is None
    assert request == Request(
        question="agency staff",
        where=Where(
            councils=("Halton",),
            kinds=(PassageKind.PARAGRAPH,),
            paper_kinds=(PaperKind.IMPROVEMENT_PLAN,),
            date_from="2022",
        ),
        mode=Mode.WORDS,
        per_council=2,
        is_widened=False,
        theme=theme_called("workforce", demonstration.themes),
        statuses=(Status.ON_TRACK, None),
    )
    again = asked_for(request, demonstration.councils())
    assert again is not None
    assert asked_in(query_for(again, COUNCILS), COUNCILS) == form


def test_all_councils_set_no_limit_and_none_is_refused(demonstration):
    assert request_for(Asked(question="x", councils=COUNCILS), demonstration)[0].where.councils == ()
    with pytest.raises(NoCouncilTickedError):
        request_for(Asked(question="x"), demonstration)


def test_a_date_in_words_is_refused(demonstration):
    with pytest.raises(BadDateError):
        request_for(Asked(question="x", councils=COUNCILS, date_from="last spring"), demonstration)


def test_a_kept_search_waits_for_councils_alike_that_the_form_leaves_out(demonstration):
    form = Asked(question="x", councils=["Sefton"], like="Halton", likeness="region")

    request, alike = request_for(form, demonstration)
    kept = with_those_to_come(request, alike)

    assert set(request.where.councils) == {"Halton", "Sefton"}
    assert {"Halton", "Sefton", "Knowsley"} <= set(kept.where.councils)
    again = asked_for(kept, COUNCILS)
    assert again is not None
    assert set(again.councils) == {"Halton", "Sefton"}


@pytest.mark.parametrize(
    "request_",
    [
        Request(question="x", per_council=7),
        Request(question="x", limit=50),
        Request(question="x", where=Where(bodies=("A Board",))),
        Request(question="x", where=Where(papers=(DocumentId("p"),))),
        Request(question="x", where=Where(councils=("Knowsley",))),
    ],
    ids=["each", "limit", "body", "paper", "council without papers"],
)
def test_limits_that_the_form_does_not_have_have_no_form(request_):
    assert asked_for(request_, COUNCILS) is None
