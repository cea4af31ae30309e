"""A search as the end of an address, and the form that the address fills in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.councils import Likeness
from corpus.types import PaperKind
from indexer.store import PassageKind
from search.answers import Mode
from ui.addresses.links import BadLinkError, asked_html, link_html
from ui.addresses.search import PER_COUNCIL, Asked, asked_in, query_for
from ui.library.limits import STATUSES

COUNCILS = ["Halton", "Sefton", "Southend-on-Sea"]
TEXT = st.text(max_size=20).map(str.strip)
SOME = {"unique": True, "max_size": 3}


def asked() -> st.SearchStrategy[Asked]:
    """Forms as a person may leave them. Likeness counts only with a council to be like."""
    like = st.sampled_from(["", "Bath and North East Somerset"])
    forms = st.builds(
        Asked,
        question=TEXT,
        councils=st.lists(st.sampled_from(COUNCILS), min_size=1, unique=True),
        date_from=TEXT,
        date_to=TEXT,
        paper_kinds=st.lists(st.sampled_from(list(map(str, PaperKind))), **SOME),
        passage_kinds=st.lists(st.sampled_from(list(map(str, PassageKind))), **SOME),
        mode=st.sampled_from(list(map(str, Mode))),
        per_council=st.sampled_from(PER_COUNCIL),
        is_widened=st.booleans(),
        statuses=st.lists(st.sampled_from(STATUSES), **SOME),
        likeness=st.sampled_from(list(map(str, Likeness))),
        theme=st.sampled_from(["", "workforce"]),
        like=like,
    )
    return forms.filter(lambda form: form.like != "" or form.likeness == Likeness.NEIGHBOURS)


@given(asked())
def test_an_address_fills_in_the_form_that_made_it(form):
    again = asked_in(query_for(form, COUNCILS), COUNCILS)

    expected = form._replace(councils=COUNCILS) if set(form.councils) == set(COUNCILS) else form
    assert again == expected


def test_what_is_as_at_first_is_left_out_of_the_address():
    assert query_for(Asked(question=" team managers ", councils=COUNCILS), COUNCILS) == "q=team+managers"


def test_every_limit_stands_in_the_address():
    form = Asked(
        question="beds",
        councils=["Halton"],
        date_from="2023",
        statuses=["complete", "none"],
        is_widened=False,
        per_council="2",
        mode=Mode.WORDS.value,
    )

    assert query_for(form, COUNCILS) == (
        "q=beds&council=Halton&status=complete&status=none&from=2023&mode=words&each=2&widen=no"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=a&council=Atlantis", "there is no council called “Atlantis” here"),
        ("q=a&mode=guess", "there is no way of searching called “guess” here"),
        ("q=a&each=7", "there is no number of passages called “7” here"),
        ("q=a&status=late", "there is no status called “late” here"),
    ],
)
def test_an_address_that_names_what_cannot_be_chosen_is_refused(query, said):
    with pytest.raises(BadLinkError) as told:
        asked_in(query, COUNCILS)

    assert told.value.message == f"This link cannot be opened: {said}."


def test_what_was_typed_is_escaped_in_links_and_above_results():
    link = link_html("search", 'q="<&', "<b>")
    above = asked_html('q="<', title='"<i>', what="search")

    assert link == '<a href="#search?q=&quot;&lt;&amp;">&lt;b&gt;</a>'
    assert 'data-query="q=&quot;&lt;" data-title="&quot;&lt;i&gt;"' in above
