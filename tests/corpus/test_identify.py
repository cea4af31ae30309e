"""Whose paper it is, from when and what: on papers of our own with the oddities that real ones have."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.errors import UnknownNameError
from corpus.identify import identify
from corpus.reading import read_document
from corpus.types import Identity, PaperKind

DAMAGED_CELLS = """\
Report to:\tSchools and Families Board\tDate of Meeting:\tTuesday 4 th June 2024
Subject:\tFamily Help Ex\tpansion Program\tnme
Report of:\tDirector of Family Help\tWards Affected:\t(All Wards);
Portfolio:\tFamilies and Sch\tools\t
Is this a Key Decision:\tN\tIncluded in Forward Plan:\tNo

Summary:

Members hear how the Expansion Programme for families is going.

Recommendation(s):

- (1) Note what has been done.

1. Background

- 1.1 The Expansion Programme began last spring with four hubs. Bury pays for a fifth, near Bolton; write to
hubs@bury.gov.uk.
"""
NO_COUNCIL_ON_THE_COVER = """\



Family Support Service
Annual Report and Review of
Recovery Plan
1st April 2021 to 31st March 2022

July 2022
A. Writer
Head of Family Support

1 Introduction

- 1.1 Family support in Wirral was looked at in May 2021, and nine changes were asked for. Wirral made seven of them.
A team from Leeds gave advice.
"""
LINKING_WORDS = """\


Medway Council

Agenda
Item No.

Report of Director (Families and Learning)

to

Learning Scrutiny

on

7th November 2022

Report prepared by: A. Writer, Director
Families & Learning

Update on the Fostering Programme from the Fostering Board

Learning Scrutiny Committee
Cabinet Member: Councillor A. Nother
Part 1 (Public Agenda Item)

1. Purpose of Report

To say how the Fostering Programme is going.

2. Recommendations

2.1 The Committee is asked to note the report.
"""
WRAPPED_VALUE = """\
REPORT TO: Learning, Health and Families Policy and

Performance Board

DATE: 16 January 2024

REPORTING OFFICER: Director: Families

SUBJECT: Overview of Family Help

WARDS: Borough-wide

1.0 PURPOSE OF THE REPORT

To tell members how family help stands.

2.0 RECOMMENDATION: That

(1) Members note the report.

3.0 SUPPORTING INFORMATION

- 3.1 Family help in Knowsley grew. Knowsley Metropolitan Borough Council opened two hubs.
"""
UNDATED_PLAN = """\
Rochdale Council

Family Help Improvement Plan Phase 3




Contents

Foreword\t3
1. Better Hubs\t5

Foreword

This is our third plan. By April 2023 each hub had a lead; by May 2024 each will have two.

Priority 1

1.1 Better hubs
"""
PLAN_AFTER_AN_INSPECTION = """\
Thurrock Council

Improvement Plan
in answer to the inspection of services for children
March 2024

Foreword

Ofsted came in the autumn and we thank its inspectors. Southend helps us: Southend lends us two leads, and
Southend-on-Sea City Council pays one of them. Southend gains too.
"""

ILACS = """\
Inspection of Salford local authority
children’s services
Inspection dates: 6 to 10 May 2024
Lead inspector: A. Name, His Majesty’s Inspector

Judgement Grade

Leaders know their service well. Salford City Council has two hubs. Ofsted says so.

© Crown copyright 2024. You may use this under the terms of the Open Government Licence.
"""
SIF = """\
Wigan Borough Council

Inspection of services for children in need of help and
protection, children looked after and care leavers
and
Review of the effectiveness of the Local Safeguarding Children Board1
Inspection dates: 9 June to 2 July 2015
Report published: 4 September 2015

Ofsted looked at how the council runs its services.

© Crown copyright 2015
"""
SAFEGUARDING_BOARD = """\
Stockport Safeguarding Children Board

Review of the effectiveness of the Local Safeguarding Children
Board
Inspection date: 9 June 2015 – 11 June 2015
Report published: 4 September 2015

The board requires improvement

Ofsted looked at how partners in Stockport work. Stockport does well.
"""
JTAI = """\
4 September 2019

A. Name, Director of Children’s Services, Bolton Council
B. Name, Chief Constable

Dear local partnership

Joint targeted area inspection of the multi-agency response to
neglect in Bolton

Between 3 and 7 June 2019, Ofsted and three other inspectorates came to Bolton to look at how partners answer neglect.
"""
AREA_SEND = """\
Area SEND inspection of Trafford Local Area
Partnership
Inspection dates: 4 to 8 March 2024
Dates of previous inspection: 6 to 10 May 2017

Inspection outcome

Ofsted and the Care Quality Commission came together.
"""
FOCUSED_VISIT = """\
3 July 2021

A. Name
Tameside Metropolitan Borough Council

Dear A. Name

Focused visit to Tameside children’s services

This letter says what Her Majesty’s Inspectors found when they came on 2 June 2021.
"""
MONITORING_VISIT = """\
3 July 2022

Dear A. Name

Monitoring visit to Tameside children’s services

This letter says what Her Majesty’s Inspectors found when they came on 1 June 2022.
"""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a paper should be recognised as."""

    council: str | None
    printed: str | None
    body: str | None
    date: str | None
    title: str | None
    kind: PaperKind
    licence: str = "unknown: council copyright"


COUNCIL_PAPERS = {
    "damaged cells": (
        DAMAGED_CELLS,
        Expected(
            council="Bury",
            printed="Bury Council",
            body="Schools and Families Board",
            date="2024-06-04",
            title="Family Help Expansion Programme",
            kind=PaperKind.COMMITTEE_REPORT,
        ),
    ),
    "no council on the cover": (
        NO_COUNCIL_ON_THE_COVER,
        Expected(
            council="Wirral",
            printed="Wirral Council",
            body=None,
            date="2022-07",
            title="Annual Report and Review of Recovery Plan, 1st April 2021 to 31st March 2022",
            kind=PaperKind.ANNUAL_REPORT,
        ),
    ),
    "linking words": (
        LINKING_WORDS,
        Expected(
            council="Medway",
            printed="Medway Council",
            body="Learning Scrutiny Committee",
            date="2022-11-07",
            title="Update on the Fostering Programme from the Fostering Board",
            kind=PaperKind.COMMITTEE_REPORT,
        ),
    ),
    "a wrapped value": (
        WRAPPED_VALUE,
        Expected(
            council="Knowsley",
            printed="Knowsley Metropolitan Borough Council",
            body="Learning, Health and Families Policy and Performance Board",
            date="2024-01-16",
            title="Overview of Family Help",
            kind=PaperKind.COMMITTEE_REPORT,
        ),
    ),
    "an undated plan": (
        UNDATED_PLAN,
        Expected(
            council="Rochdale",
            printed="Rochdale Council",
            body=None,
            date=None,
            title="Family Help Improvement Plan Phase 3",
            kind=PaperKind.IMPROVEMENT_PLAN,
        ),
    ),
    "a plan after an inspection": (
        PLAN_AFTER_AN_INSPECTION,
        Expected(
            council="Thurrock",
            printed="Thurrock Council",
            body=None,
            date="2024-03",
            title="Improvement Plan in answer to the inspection of services for children",
            kind=PaperKind.IMPROVEMENT_PLAN,
        ),
    ),
    "nothing said": (
        "Notes\n\nNothing else.\n",
        Expected(council=None, printed=None, body=None, date=None, title=None, kind=PaperKind.OTHER),
    ),
}
INSPECTIONS = {
    "ILACS": (
        ILACS,
        Expected(
            council="Salford",
            printed="Salford City Council",
            body="Ofsted",
            date="2024-05-10",
            title="Inspection of Salford local authority children's services",
            kind=PaperKind.INSPECTION_REPORT,
            licence="Open Government Licence v3.0",
        ),
    ),
    "SIF": (
        SIF,
        Expected(
            council="Wigan",
            printed="Wigan Borough Council",
            body="Ofsted",
            date="2015-09-04",
            title=(
                "Inspection of services for children in need of help and protection, children looked after and care "
                "leavers and Review of the effectiveness of the Local Safeguarding Children Board"
            ),
            kind=PaperKind.INSPECTION_REPORT,
            licence="Crown copyright",
        ),
    ),
    "a safeguarding board": (
        SAFEGUARDING_BOARD,
        Expected(
            council="Stockport",
            printed="Stockport Council",
            body="Ofsted",
            date="2015-09-04",
            title="Review of the effectiveness of the Local Safeguarding Children Board",
            kind=PaperKind.INSPECTION_REPORT,
        ),
    ),
    "JTAI": (
        JTAI,
        Expected(
            council="Bolton",
            printed="Bolton Council",
            body="Ofsted",
            date="2019-09-04",
            title="Joint targeted area inspection of the multi-agency response to neglect in Bolton",
            kind=PaperKind.INSPECTION_REPORT,
        ),
    ),
    "area SEND": (
        AREA_SEND,
        Expected(
            council="Trafford",
            printed="Trafford Council",
            body="Ofsted",
            date="2024-03-08",
            title="Area SEND inspection of Trafford Local Area Partnership",
            kind=PaperKind.INSPECTION_REPORT,
        ),
    ),
    "focused visit": (
        FOCUSED_VISIT,
        Expected(
            council="Tameside",
            printed="Tameside Metropolitan Borough Council",
            body="Ofsted",
            date="2021-07-03",
            title="Focused visit to Tameside children's services",
            kind=PaperKind.INSPECTION_REPORT,
        ),
    ),
    "monitoring visit": (
        MONITORING_VISIT,
        Expected(
            council="Tameside",
            printed="Tameside Council",
            body="Ofsted",
            date="2022-07-03",
            title="Monitoring visit to Tameside children's services",
            kind=PaperKind.INSPECTION_REPORT,
        ),
    ),
}


def values(identity: Identity) -> Expected:
    """Return an identity without its reasons."""
    return Expected(
        council=identity.council.value,
        printed=identity.council_printed.value,
        body=identity.body.value,
        date=identity.date.value,
        title=identity.title.value,
        kind=PaperKind(identity.kind.value or ""),
        licence=identity.licence.value or "",
    )


@pytest.mark.parametrize(("text", "expected"), COUNCIL_PAPERS.values(), ids=COUNCIL_PAPERS)
def test_a_councils_paper_is_recognised_in_spite_of_its_oddities(paper, councils, text, expected):
    assert values(identify(paper(text), councils)) == expected


@pytest.mark.parametrize(("text", "expected"), INSPECTIONS.values(), ids=INSPECTIONS)
def test_an_inspection_report_is_recognised_by_its_cover(paper, councils, text, expected):
    assert values(identify(paper(text), councils)) == expected


def test_every_fact_has_its_reason(paper, councils):
    identity = identify(paper(DAMAGED_CELLS), councils)

    assert {name: getattr(identity, name).reason for name in Identity.__slots__} == {
        "council": "the cover names none; the text speaks of Bury most (weight 4; Bolton 1)",
        "council_printed": "the name that we know it by; the paper does not print its full name",
        "body": "named on the cover as the body reported to",
        "date": "the cover's “date of meeting”",
        "title": (
            "the cover's subject, printed “Family Help Ex⇥pansion Program⇥nme” in damaged cells and mended from the "
            "paper's own words"
        ),
        "kind": "a report to a committee, with recommendations",
        "licence": "the paper states no licence",
    }


def test_an_inspections_facts_have_their_reasons(paper, councils):
    identity = identify(paper(ILACS), councils)

    assert {name: getattr(identity, name).reason for name in Identity.__slots__} == {
        "council": "the cover says “Salford”",
        "council_printed": "printed so once",
        "body": "an inspection report",
        "date": "the cover's “inspection dates”, last day",
        "title": "the cover says what was inspected",
        "kind": "the cover speaks of an inspection, and inspectors wrote it",
        "licence": "the paper says so",
    }


def test_a_paper_that_says_nothing_says_why_each_fact_is_missing(paper, councils):
    identity = identify(paper("Notes\n\nNothing else.\n"), councils)

    assert {name: getattr(identity, name).reason for name in Identity.__slots__} == {
        "council": "no council is named in the paper",
        "council_printed": "no council is named in the paper",
        "body": "the cover names no committee or board",
        "date": "the paper bears no date",
        "title": "no line of the cover reads like a title",
        "kind": "nothing in the title says what kind of paper it is",
        "licence": "the paper states no licence",
    }


def test_southend_mentioned_in_a_thurrock_paper_does_not_change_whose_paper_it_is(paper, councils):
    assert PLAN_AFTER_AN_INSPECTION.count("Southend") == 4

    council = identify(paper(PLAN_AFTER_AN_INSPECTION), councils).council

    assert council == ("Thurrock", "the cover says “Thurrock Council”")


@pytest.mark.parametrize(
    ("date", "printed"),
    [("5 October 2021", "Southend-on-Sea Borough Council"), ("5 October 2022", "Southend-on-Sea City Council")],
)
def test_a_council_that_a_paper_does_not_print_in_full_gets_its_name_of_the_time(paper, councils, date, printed):
    identity = identify(paper(f"Report to: Cabinet\nDate: {date}\n\n1. Hubs\n\nSouthend has two.\n"), councils)

    assert identity.council_printed == (printed, "the name that we know it by; the paper does not print its full name")


def test_a_committees_paper_about_an_inspection_is_not_the_inspection_report(paper, councils):
    text = (
        "REPORT TO: Cabinet\n\nSUBJECT: Inspection of services by Ofsted\n\n1.0 RECOMMENDATION: That\n\n(1) We act.\n"
    )

    identity = identify(paper(text), councils)

    assert identity.kind == (PaperKind.COMMITTEE_REPORT, "a report to a committee, with recommendations")
    assert (identity.body.value, identity.title.value) == ("Cabinet", "Inspection of services by Ofsted")


@pytest.mark.parametrize(
    ("cover", "body"),
    [
        (
            "Children's Overview and Scrutiny Committee\n\nHub update for members",
            "Children's Overview and Scrutiny Committee",
        ),
        ("Cabinet\n\nHub update for members", "Cabinet"),
        ("Committee: Hubs Panel\n\nHub update for members", "Hubs Panel"),
        ("Report to:\tCabinet (Public)\n\nHub update for members", "Cabinet (Public)"),
        ("Update on hubs from the Hubs Board", None),
    ],
)
def test_the_body_is_the_one_that_the_paper_goes_to(paper, councils, cover, body):
    assert identify(paper(f"{cover}\n\n1. Purpose\n"), councils).body.value == body


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Hubs annual report for members", PaperKind.ANNUAL_REPORT),
        ("Hubs self-evaluation for a review", PaperKind.SELF_EVALUATION),
        ("Progress on the improvement plan", PaperKind.COMMITTEE_REPORT),
        ("Hubs Action Plan", PaperKind.IMPROVEMENT_PLAN),
        ("Action Plan", PaperKind.IMPROVEMENT_PLAN),
        ("Placement Sufficiency Strategy 2024", PaperKind.STRATEGY),
        ("Hubs work programme", PaperKind.OTHER),
    ],
)
def test_without_a_committee_the_title_says_what_kind_of_paper_it_is(paper, councils, title, kind):
    identity = identify(paper(f"Bury Council\n\n{title}\n\n1. Hubs\n"), councils)

    assert (identity.title.value, identity.kind.value) == (title, kind)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Progress report on the hubs\n\nFor Bolton Council.\n", "Progress report on the hubs"),
        ("# Our *family hubs* plan #\n\nFor Bolton Council.\n", "Our family hubs plan"),
        ("Review of the hubs\n==================\n\n## Bolton Council\n", "Review of the hubs"),
        ("# Hubs\n\nWhat we do in Bolton.\n", "Hubs"),
        ("## Aims\n\n**Title:** Plan of the *hubs*\n", "Plan of the hubs"),
    ],
)
def test_the_marks_of_markdown_are_no_part_of_a_title(paper, councils, text, title):
    assert identify(paper(text), councils).title.value == title


def test_the_marks_of_markdown_hide_neither_council_body_nor_date(paper, councils):
    marked = paper("# Bolton Council\n\n**Report to:** Hubs Panel\n\n**Date:** _3 May 2024_\n\n# Progress on hubs\n")

    told = values(identify(marked, councils))

    assert (told.council, told.body, told.date, told.title) == (
        "Bolton",
        "Hubs Panel",
        "2024-05-03",
        "Progress on hubs",
    )


def test_a_hash_in_a_plain_text_stays(paper, councils):
    assert identify(paper("Report #1 on the hubs\n\nBolton\n"), councils).title.value == "Report #1 on the hubs"


def test_front_matter_is_believed_before_the_cover(councils):
    text = (
        '+++\ncouncil = "Southend"\ncouncil_printed = "Southend Council"\nbody = "Cabinet"\ndate = "2021-10"\n'
        'title = "Hubs"\nkind = "strategy"\nlicence = "CC0-1.0"\n+++\n\n# Bury Council annual report\n'
    )

    identity = identify(read_document(text.encode(), file="hubs.md"), councils)

    assert values(identity) == Expected(
        council="Southend",
        printed="Southend Council",
        body="Cabinet",
        date="2021-10",
        title="Hubs",
        kind=PaperKind.STRATEGY,
        licence="CC0-1.0",
    )
    assert {getattr(identity, name).reason for name in Identity.__slots__} == {"stated in the file's front matter"}


def test_front_matter_that_is_silent_on_date_and_body_means_that_the_paper_has_none(councils):
    text = '+++\ncouncil = "Southend"\n+++\n\n# Hub plan for Cabinet\n\nMarch 2020\n'

    identity = identify(read_document(text.encode(), file="hubs.md"), councils)

    assert identity.date == (None, "the file's front matter gives no date")
    assert identity.body == (None, "the file's front matter names no body")
    assert identity.council_printed == ("Southend-on-Sea City Council", "the council's name at the time")


def test_a_date_in_front_matter_that_is_no_date_is_not_believed(councils):
    document = read_document(b'+++\ndate = "March 2020"\n+++\n\n# Hub plan\n', file="hubs.md")

    assert identify(document, councils).date == (None, "the file's front matter gives no date")


def test_a_council_in_front_matter_that_does_not_exist_is_an_error(councils):
    document = read_document(b'+++\ncouncil = "Westmere"\n+++\n\n# Hub plan\n', file="hubs.md")

    with pytest.raises(UnknownNameError, match="No council is called “Westmere” here"):
        identify(document, councils)


def test_the_name_of_a_file_is_never_believed(councils):
    text = b"Hub update for members\n\n1. Purpose\n"

    one = identify(read_document(text, file="Sefton-annual-report-2020-01-01.txt"), councils)
    other = identify(read_document(text, file="x"), councils)

    assert one == other
    assert (one.council.value, one.date.value) == (None, None)
