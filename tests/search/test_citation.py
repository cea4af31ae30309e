"""Citations as councils' officers write them."""

from dataclasses import replace

import pytest

from corpus.types import DocumentId, FileFormat, Paper, PaperKind, Span
from indexer.store import Found, Passage, PassageId, PassageKind
from search.citation import cite

PAPER = Paper(
    id=DocumentId("0123456789ab"),
    file="report.txt",
    sha256="0" * 64,
    format=FileFormat.TEXT,
    title="Progress of the Improvement Programme",
    council="Halton",
    council_printed="Halton Borough Council",
    body="Policy Board",
    date="2023-09-11",
    kind=PaperKind.COMMITTEE_REPORT,
    licence="unknown: council copyright",
    is_digest=False,
    stands_for=None,
    stands_for_sha256=None,
    stepped_aside_for=None,
    pages=0,
    characters=100,
    reasons=(),
    warnings=(),
    unreadable_pages=0,
)
PASSAGE = Passage(
    id=PassageId("0123456789ab/3.2/1/aaaaaaaa"),
    document_id=PAPER.id,
    kind=PassageKind.PARAGRAPH,
    span=Span(0, 9),
    text="Some text",
    number="3.2",
    part=1,
    section=("3 Progress",),
    label=None,
    page=None,
    repairs=(),
)
HALTON = "Halton Borough Council, Policy Board, 11 September 2023, Progress of the Improvement Programme"


@pytest.mark.parametrize(
    ("changes", "pinpoint"),
    [
        ({}, "para 3.2"),
        ({"label": "Leadership, bullet 2"}, "para 3.2 (Leadership, bullet 2)"),
        ({"page": 4}, "para 3.2, page 4"),
        ({"kind": PassageKind.RECOMMENDATION, "number": "(2)"}, "recommendation (2)"),
        ({"kind": PassageKind.ACTION, "number": "1.1.1"}, "action 1.1.1"),
        ({"kind": PassageKind.MEASURE, "number": "4C"}, "measure 4C"),
        ({"number": None, "label": "paragraph 2"}, "section “3 Progress”, paragraph 2"),
        ({"number": None, "section": (), "label": "paragraph 1"}, "unnumbered text, paragraph 1"),
    ],
)
def test_a_citation_ends_in_the_place_in_the_paper(changes, pinpoint):
    assert cite(Found(replace(PASSAGE, **changes), PAPER)) == f"{HALTON}, {pinpoint}"


@pytest.mark.parametrize(
    ("changes", "paper"),
    [
        ({"body": None, "date": "2018-06"}, "Halton Borough Council, June 2018, Progress of the Improvement Programme"),
        ({"body": None, "date": None}, "Halton Borough Council, undated, Progress of the Improvement Programme"),
        (
            {"council": None, "council_printed": None, "body": None, "date": "2018"},
            "Council not recognised, 2018, Progress of the Improvement Programme",
        ),
        ({"is_digest": True}, f"Our digest of: {HALTON}"),
        (
            {
                "kind": PaperKind.INSPECTION_REPORT,
                "body": "Ofsted",
                "title": "Inspection of Halton children's services",
            },
            "Ofsted, 11 September 2023, Inspection of Halton children's services",
        ),
        (
            {"kind": PaperKind.INSPECTION_REPORT, "body": "Ofsted", "title": "Inspection of children's services"},
            "Halton Borough Council, Ofsted, 11 September 2023, Inspection of children's services",
        ),
    ],
)
def test_a_citation_begins_with_council_body_date_and_title(changes, paper):
    assert cite(Found(PASSAGE, replace(PAPER, **changes))) == f"{paper}, para 3.2"
