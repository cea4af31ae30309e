"""Finding the terms of many vocabularies in one walk over a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.marks.lexicon import Lexicon
from search.vocabulary import spoken_of

TERMS = (
    "case load",
    "DCS",
    "co-production",
    "child's plan",
    "audit",
    "C&F",
    "multi-agency",
    "recruit ... foster carers",
)


def found(text, terms=TERMS):
    lexicon = Lexicon((term, 0) for term in terms)
    return [(lexicon.entries[hit.entry].term, text[slice(*hit.span)]) for hit in lexicon.hits(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Each CASE\nload is small.", [("case load", "CASE\nload")]),
        ("Case loads fell.", [("case load", "Case loads")]),
        ("The DCS and the dcs.", [("DCS", "DCS")]),
        ("Co production, coproduction.", [("co-production", "Co production")]),
        ("A child’s plan.", [("child's plan", "child’s plan")]),
        ("Audits and auditors.", [("audit", "Audits")]),
        ("Every C&F is late.", [("C&F", "C&F")]),
        ("A multi agency panel", [("multi-agency", "multi agency")]),
        (
            "We recruit three more local foster carers.",
            [("recruit ... foster carers", "recruit three more local foster carers")],
        ),
        ("We recruit people whom nobody here would ever call foster carers.", []),
        ("subaudit", []),
        ("", []),
    ],
)
def test_a_term_is_found_whatever_its_case_spacing_or_plural(text, hits):
    assert found(text) == hits


def test_a_term_listed_for_two_things_is_matched_once():
    lexicon = Lexicon([("audit", 3), ("plan", 4), ("audit", 9)])

    hits = list(lexicon.hits("An audit of a plan"))

    assert [lexicon.entries[hit.entry].uses for hit in hits] == [(3, 9), (4,)]
    assert [hit.span for hit in hits] == [(3, 8), (14, 18)]


def test_a_term_that_begins_with_a_sign_is_refused():
    with pytest.raises(ValueError, match="must begin with a letter or digit: '£5'"):
        Lexicon([("£5", 0)])


@given(st.text(alphabet="abA s-\n'", max_size=40))
def test_all_that_looking_for_each_term_by_itself_finds_is_found(text):
    terms = ("a", "ab", "b a", "AB", "a-b", "b's a")
    lexicon = Lexicon((term, 0) for term in terms)

    hits = {(lexicon.entries[hit.entry].term, hit.span.start) for hit in lexicon.hits(text)}

    plain = {(term, span.start) for term, spans in spoken_of(terms, text).items() for span in spans}
    assert plain <= hits
