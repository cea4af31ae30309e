"""What the councils' own papers and Ofsted's reports are recognised as, where they lie beside the project."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus.identify import identify
from corpus.reading import read_document
from corpus.types import FileFormat, PaperKind

SHARED = Path(__file__).parents[2].parent / "shared"
REPORTS = SHARED / "reports"
INSPECTIONS = SHARED / "inspections"
CATALOGUE = INSPECTIONS / "catalogue.csv"
PERIOD = "1st April 2017 to 31st March 2018"
# file; council, name in full, body, date, title, kind
RECOGNISED = [
    (
        "000_66e1033645450ee5.txt",
        "Sefton",
        "Sefton Council",
        "Health and Wellbeing Board",
        "2023-03-08",
        "Children's Services Improvement Programme",
        PaperKind.COMMITTEE_REPORT,
    ),
    (
        "001_5017188a2e0d675d.txt",
        "Sefton",
        "Sefton Council",
        None,
        "2018-06",
        f"Annual Report and Review of Improvement Plan, {PERIOD}",
        PaperKind.ANNUAL_REPORT,
    ),
    (
        "002_ea880576dbc0f0af.txt",
        "Southend-on-Sea",
        "Southend-on-Sea Borough Council",
        "People Scrutiny Committee",
        "2021-10-05",
        "Update on Children's Services Improvement Programme from the Children's Services Improvement Board",
        PaperKind.COMMITTEE_REPORT,
    ),
    (
        "003_ad821aef673912d9.txt",
        "Sefton",
        "Sefton Council",
        None,
        None,
        "Children's Improvement Plan Phase 2",
        PaperKind.IMPROVEMENT_PLAN,
    ),
    (
        "004_73d85b48b18114fa.txt",
        "Halton",
        "Halton Borough Council",
        "Children, Young People and Families Policy and Performance Board",
        "2023-09-11",
        "Overview of Children's Social Care",
        PaperKind.COMMITTEE_REPORT,
    ),
]
# file; the date that the report bears, and what it calls itself
SOME_INSPECTIONS = [
    (
        "ILACS__surrey__2015-08-03.pdf",
        "2015-08-03",
        "Review of the effectiveness of the Local Safeguarding Children Board",
    ),
    (
        "ILACS__halton__2020-04-15.pdf",
        "2020-03-13",
        "Inspection of local authority children's services",
    ),
    (
        "ILACS__kent__2013-08-23.pdf",
        "2013-08-23",
        "Inspection of looked after children services",
    ),
    (
        "JTAI__shropshire__2019-01-15.pdf",
        "2019-01-15",
        "Joint targeted area inspection of the multi-agency response to sexual abuse in the family in Shropshire",
    ),
    (
        "SEND__greenwich__2023-07-11.pdf",
        "2023-05-19",
        "Area SEND inspection of the Greenwich Local Area Partnership",
    ),
]
needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason="the five reports are not at ../shared/reports")
needs_inspections = pytest.mark.skipif(
    not CATALOGUE.is_file(), reason="the inspection reports are not at ../shared/inspections"
)


def catalogued() -> list[tuple[str, str, str]]:
    """Return each inspection report's file, its council as the catalogue spells it, and the date that it should bear.

    That is the inspection's last day where the catalogue has it, else the day of publication.
    """
    if not CATALOGUE.is_file():
        return []
    with CATALOGUE.open(newline="", encoding="utf-8-sig") as file:
        return [
            (row["file"], row["council"], "-".join(reversed(row["end"].split("/"))) or row["published"])
            for row in csv.DictReader(file)
        ]


@needs_reports
@pytest.mark.parametrize("expected", RECOGNISED, ids=lambda expected: expected[0][:3])
def test_a_report_is_recognised_for_what_it_is(expected, councils):
    file = expected[0]

    identity = identify(read_document((REPORTS / file).read_bytes(), file=file), councils)

    assert (
        file,
        identity.council.value,
        identity.council_printed.value,
        identity.body.value,
        identity.date.value,
        identity.title.value,
        identity.kind.value,
    ) == expected
    assert identity.licence.value == "unknown: council copyright"


@needs_inspections
def test_the_catalogue_lists_every_inspection_report():
    assert sorted(file for file, _, _ in catalogued()) == sorted(path.name for path in INSPECTIONS.glob("*.pdf"))
    assert len(catalogued()) == 53


@needs_inspections
@pytest.mark.parametrize(("file", "council", "date"), catalogued())
def test_an_inspection_report_is_ofsteds_and_about_its_council(file, council, date, councils):
    document = read_document((INSPECTIONS / file).read_bytes(), file="paper.pdf")

    identity = identify(document, councils)

    assert document.format is FileFormat.PDF
    assert identity.council.value == councils.called(council).name
    assert (identity.kind.value, identity.body.value) == (PaperKind.INSPECTION_REPORT, "Ofsted")
    assert file.startswith("SEND") or identity.date.value == date  # of these the catalogue has no last day


@needs_inspections
@pytest.mark.parametrize(("file", "date", "title"), SOME_INSPECTIONS)
def test_an_inspection_report_bears_a_date_and_says_what_was_inspected(file, date, title, councils):
    document = read_document((INSPECTIONS / file).read_bytes(), file="paper.pdf")

    identity = identify(document, councils)

    assert (identity.date.value, identity.title.value) == (date, title)
