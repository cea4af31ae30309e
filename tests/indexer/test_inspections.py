"""What an inspection report records: on reports of our own making in every layout, and on the real ones."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import pytest

from corpus.identify import identify
from corpus.reading import read_document
from indexer.judgements import inspection_of, read_inspection_rules
from indexer.records import Framework, Inspection, Judgement
from indexer.store import Passage, PassageKind
from tests.indexer import inspection_layouts as made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.councils import Councils
    from corpus.types import Document
    from indexer.judgements import InspectionRules

    Split = Callable[[Document], list[Passage]]
    Look = Callable[[bytes], "Looked"]

FULL_BOX = (
    (made.LEADERS, "Good"),
    (made.HELP, "Requires improvement to be good"),
    (made.CARE, "Outstanding"),
    (made.LEAVERS, "Inadequate"),
    ("Overall effectiveness", "Requires improvement to be good"),
)


class Looked(NamedTuple):
    """An inspection report with its passages by id."""

    inspection: Inspection
    passages: dict[str, Passage]

    @property
    def grades(self) -> dict[str | None, str]:
        return {judgement.about: judgement.grade for judgement in self.inspection.judgements}

    @property
    def improvements(self) -> list[str]:
        return [" ".join(self.passages[name].text.split()) for name in self.inspection.improvements]


@pytest.fixture(scope="session")
def look(split: Split, councils: Councils, inspection_rules: InspectionRules) -> Look:
    def look_at(data: bytes) -> Looked:
        document = read_document(data, file="report.pdf")
        passages = split(document)
        inspection = inspection_of(document, identify(document, councils), passages, inspection_rules)
        assert inspection is not None
        return Looked(inspection, {passage.id: passage for passage in passages})

    return look_at


def test_a_box_of_grades_is_read_row_by_row(look: Look):
    looked = look(made.ilacs("4 March 2024 to 15 March 2024", *FULL_BOX))

    areas = [(j.area, j.about, j.grade) for j in looked.inspection.judgements]
    assert areas == [
        (made.LEADERS, "leaders", "Good"),
        (made.HELP, "help-and-protection", "Requires improvement to be good"),
        (made.CARE, "in-care", "Outstanding"),
        (made.LEAVERS, "care-leavers", "Inadequate"),
        ("Overall effectiveness", "overall", "Requires improvement to be good"),
    ]


def test_each_judgement_leads_to_the_passage_where_it_is_printed(look: Look):
    looked = look(made.ilacs("4 to 15 March 2024", *FULL_BOX))

    passages = [looked.passages[judgement.passage_id] for judgement in looked.inspection.judgements]

    assert [passage.kind for passage in passages] == [PassageKind.JUDGEMENT] * 5
    assert [" ".join(passage.text.split("\t")[-1].split()) for passage in passages] == [grade for _, grade in FULL_BOX]
    assert {passage.page for passage in passages} == {1}


@pytest.mark.parametrize(
    ("dates", "framework", "start", "end"),
    [
        ("4 to 15 March 2024", Framework.ILACS_STANDARD, "2024-03-04", "2024-03-15"),
        ("04 March 2024 to 15 March 2024", Framework.ILACS_STANDARD, "2024-03-04", "2024-03-15"),
        ("29 April to 3 May 2024", Framework.ILACS_SHORT, "2024-04-29", "2024-05-03"),
        ("11 to 15 March 2024", Framework.ILACS_SHORT, "2024-03-11", "2024-03-15"),
        ("30 December to 10 January 2025", Framework.ILACS_STANDARD, "2024-12-30", "2025-01-10"),
    ],
)
def test_a_week_on_site_makes_a_short_inspection(look: Look, dates: str, framework: Framework, start: str, end: str):
    inspection = look(made.ilacs(dates, *FULL_BOX)).inspection

    assert (inspection.framework, inspection.start, inspection.end) == (framework, start, end)
    assert inspection.published is None


def test_a_report_without_an_overall_grade_has_the_others(look: Look):
    looked = look(made.ilacs("4 to 15 May 2026", *FULL_BOX[:-1]))

    assert "overall" not in looked.grades
    assert len(looked.grades) == 4
    assert looked.inspection.framework is Framework.ILACS_STANDARD


def test_the_list_of_what_needs_to_improve_is_all_that_is_listed(look: Look):
    looked = look(made.ilacs("4 to 15 March 2024", *FULL_BOX))

    assert looked.improvements == [
        "How soon plans are written.",
        "What carers are told before a child comes to live with them.",
    ]
    kinds = {looked.passages[name].kind for name in looked.inspection.improvements}
    assert kinds == {PassageKind.IMPROVEMENT}


def test_numbered_paragraphs_have_their_section(look: Look):
    looked = look(made.ilacs("4 to 15 March 2024", *FULL_BOX))

    numbered = [(p.number, p.section[-1]) for p in looked.passages.values() if p.number]

    assert numbered[:2] == [("1", f"{made.HELP}: good"), ("2", f"{made.HELP}: good")]


def test_a_report_of_the_single_framework_has_areas_parts_and_the_board(look: Look):
    looked = look(made.single_framework())

    assert [(j.area, j.about, j.grade) for j in looked.inspection.judgements] == [
        ("Children’s services in Sefton", "overall", "require improvement to be good"),
        ("Children who need help and protection", "help-and-protection", "Requires improvement"),
        ("Children looked after and achieving permanence", "in-care", "Good"),
        ("Adoption performance", "adoption", "Outstanding"),
        ("Experiences and progress of care leavers", "care-leavers", "Good"),
        ("Leadership, management and governance", "leaders", "Inadequate"),
        ("The Local Safeguarding Children Board", "safeguarding-board", "inadequate"),
    ]
    days = (looked.inspection.start, looked.inspection.end, looked.inspection.published)
    assert days == ("2016-01-11", "2016-02-04", "2016-03-30")
    assert looked.inspection.framework is Framework.SIF


def test_recommendations_of_an_inspection_are_what_must_improve(look: Look):
    looked = look(made.single_framework())

    assert looked.improvements == [
        "Write plans sooner.",
        "Tell carers more.",
        "Ask children what they think.",
        "Answer them.",
    ]
    kinds = {looked.passages[name].kind for name in looked.inspection.improvements}
    assert kinds == {PassageKind.RECOMMENDATION}


def test_a_footnote_takes_no_number_from_the_paragraphs(look: Look):
    passages = look(made.single_framework()).passages.values()

    assert [(p.label, p.number) for p in passages if "two things" in p.text] == [("footnote 1", None)]
    assert list(dict.fromkeys(p.number for p in passages if p.number)) == list("1234567")


def test_a_row_with_a_judgement_opens_its_chapter(look: Look):
    passages = look(made.single_framework()).passages.values()

    (section,) = {p.section for p in passages if p.number == "5"}

    assert section == ("The local authority", made.HELP, "Inspection findings")


def test_a_joint_letter_has_days_and_improvements_but_no_grades(look: Look):
    looked = look(made.joint_letter())

    assert looked.inspection == Inspection(
        framework=Framework.JTAI,
        start="2024-04-29",
        end="2024-05-03",
        published="2024-05-31",
        judgements=(),
        improvements=looked.inspection.improvements,
    )
    assert looked.improvements == [
        "How soon the police tell others what they know.",
        "Waiting for help with mental health.",
    ]


def test_an_area_send_report_has_its_actions_and_improvements(look: Look):
    looked = look(made.area_send())

    assert looked.inspection.framework is Framework.AREA_SEND
    assert (looked.inspection.start, looked.inspection.end) == ("2023-11-06", "2023-11-10")
    assert looked.grades == {}
    assert looked.improvements == [
        "Suffolk County Council Leaders should write plans within the time that the law gives them.",
        "Leaders should ask families what helps them, and say what came of it within the year.",
    ]


def test_a_report_of_an_older_kind_keeps_the_grades_that_it_prints(look: Look):
    looked = look(made.looked_after_children())

    assert looked.inspection.framework is Framework.OTHER
    assert looked.grades == {"overall": "Adequate", "capacity-to-improve": "Good"}
    assert looked.improvements == ["visit all children who live far away.", "write a plan for each care leaver."]
    days = (looked.inspection.start, looked.inspection.end, looked.inspection.published)
    assert days == ("2013-06-03", "2013-06-07", "2013-07-12")


def test_a_council_paper_is_no_inspection(split: Split, councils: Councils, inspection_rules: InspectionRules):
    text = "Sefton Council\n\nReport to: Cabinet\n\nProgress\n\n1.1 The inspection by Ofsted in March went well.\n"
    document = read_document(text.encode(), file="paper.txt")

    assert inspection_of(document, identify(document, councils), split(document), inspection_rules) is None


def test_an_area_can_be_called_otherwise_in_the_file(inspection_rules_text: str):
    own = read_inspection_rules(inspection_rules_text.replace("capacity to improve", "prospects"))
    changed = next(area for area in own.areas if area[0] == "capacity-to-improve")

    assert changed[1].fullmatch("Prospects")
    assert not changed[1].fullmatch("Capacity to improve")


def test_a_framework_that_does_not_exist_is_refused(inspection_rules_text: str):
    with pytest.raises(ValueError, match="ILACS long"):
        read_inspection_rules(inspection_rules_text.replace("'ILACS short'", "'ILACS long'"))


@pytest.fixture(scope="session")
def inspection_rules_text() -> str:
    from importlib.resources import files

    return files("indexer").joinpath("data/inspections.toml").read_text(encoding="utf-8")


# What the catalogue calls the areas; its blanks and these words are gaps in the table, not in the reports.
AREAS = {
    "overall": "overall",
    "leaders": "leaders",
    "help_protection": "help-and-protection",
    "in_care": "in-care",
    "care_leavers": "care-leavers",
}
GAPS = {"", "data_unreadable", "inspection_pre_dates_judgement"}
LENGTHS = {"standard": Framework.ILACS_STANDARD, "short": Framework.ILACS_SHORT}
SERIES = {"JTAI": Framework.JTAI, "SEND": Framework.AREA_SEND}
OLDER = {
    "ILACS__halton__2015-02-03.pdf": Framework.SIF,
    "ILACS__sefton__2016-06-27.pdf": Framework.SIF,
    "ILACS__southend-on-sea__2016-07-07.pdf": Framework.SIF,
    # Reviews of one board and of services for looked-after children; neither is a single inspection.
    "ILACS__surrey__2015-08-03.pdf": Framework.OTHER,
    "ILACS__kent__2013-08-23.pdf": Framework.OTHER,
    "ILACS__norfolk__2013-08-16.pdf": Framework.OTHER,
}


@pytest.fixture(scope="session")
def real(shared: Path, look: Look) -> list[tuple[dict[str, str], Looked]]:
    """Each row of the catalogue, with what was read of its report."""
    folder = shared / "inspections"
    if not (folder / "catalogue.csv").is_file():
        pytest.skip("the inspection reports are not at ../shared/inspections")
    with (folder / "catalogue.csv").open(encoding="utf-8", newline="") as rows:
        return [(row, look((folder / row["file"]).read_bytes())) for row in csv.DictReader(rows)]


def test_every_framework_agrees_with_the_catalogue(real):
    read = {row["file"]: looked.inspection.framework for row, looked in real}

    expected = {
        row["file"]: OLDER.get(row["file"]) or SERIES.get(row["kind"]) or LENGTHS[row["framework"]] for row, _ in real
    }
    assert read == expected
    assert len(read) == 53


def test_every_day_agrees_with_the_catalogue(real):
    printed = {
        (row["file"], edge): "-".join(reversed(row[edge].split("/")))
        for row, _ in real
        for edge in ("start", "end")
        if row[edge]
    }
    read = {(row["file"], edge): getattr(looked.inspection, edge) for row, looked in real for edge in ("start", "end")}

    assert {place: read[place] for place in printed} == printed
    assert len(printed) == 74
    assert None not in read.values()


def test_every_day_of_publication_that_is_printed_agrees_with_the_catalogue(real):
    read = {row["file"]: (looked.inspection.published, row["published"]) for row, looked in real}

    differing = {file: days for file, days in read.items() if days[0] is not None and days[0] != days[1]}
    assert differing == {}
    assert sum(day is not None for day, _ in read.values()) == 13  # seven letters and the six of before 2018


def test_every_grade_agrees_with_the_catalogue(real):
    def plain(grade: str) -> str:
        return grade.casefold().removesuffix(" to be good")

    printed = {
        (row["file"], column): row[column].removeprefix("to ")  # "to requires improvement" is a slip of the table's
        for row, _ in real
        for column in AREAS
        if row[column] not in GAPS | {"not_reported_post_reform"}
    }
    read = {
        (row["file"], column): plain(looked.grades.get(about, ""))
        for row, looked in real
        for column, about in AREAS.items()
    }

    assert {place: read[place] for place in printed} == printed
    assert len(printed) == 164


def test_reports_of_after_the_reform_have_no_overall_grade(real):
    reformed = [looked for row, looked in real if row["overall"] == "not_reported_post_reform"]

    assert ["overall" in looked.grades for looked in reformed] == [False] * 7
    assert [len(looked.grades) for looked in reformed] == [4] * 7


def test_what_the_catalogue_could_not_read_is_read(real):
    read = {row["file"].split("__", 1)[1]: looked.grades for row, looked in real if row["file"] in OLDER}

    areas = ("overall", "help-and-protection", "in-care", "adoption", "care-leavers", "leaders", "safeguarding-board")
    assert {file: tuple(grades.get(area) for area in areas) for file, grades in read.items()} == {
        "halton__2015-02-03.pdf": (
            "require improvement",
            "Requires Improvement",
            "Good",
            "Good",
            "Good",
            "Requires Improvement",
            "requires improvement",
        ),
        "sefton__2016-06-27.pdf": ("require improvement to be good", *["Requires improvement"] * 5, "inadequate"),
        "southend-on-sea__2016-07-07.pdf": (
            "require improvement to be good",
            "Requires improvement",
            "Requires improvement",
            "Good",
            "Good",
            "Requires improvement",
            "requires improvement",
        ),
        "surrey__2015-08-03.pdf": (None, None, None, None, None, None, "requires improvement"),
        "kent__2013-08-23.pdf": ("Adequate", None, None, None, None, "Adequate", None),
        "norfolk__2013-08-16.pdf": ("Inadequate", None, None, None, None, "Inadequate", None),
    }


def test_letters_and_area_send_reports_have_no_grades(real):
    graded = [row["file"] for row, looked in real if row["kind"] in SERIES and looked.inspection.judgements]

    assert graded == []


def test_every_report_names_what_must_improve_and_every_judgement_its_passage(real):
    assert [row["file"] for row, looked in real if not looked.improvements] == []
    wrong: list[Judgement] = [
        judgement
        for _, looked in real
        for judgement in looked.inspection.judgements
        if judgement.grade not in " ".join(looked.passages[judgement.passage_id].text.split())
    ]
    assert wrong == []


def test_the_inspections_file_is_whole(inspection_rules: InspectionRules):
    areas = [name for name, _ in inspection_rules.areas]

    assert len(set(areas)) == len(areas) == 10
    assert (areas[0], areas[-1]) == ("overall", "quality-of-provision")
    assert [rule.framework for rule in inspection_rules.frameworks] == [
        Framework.AREA_SEND,
        Framework.JTAI,
        Framework.SIF,
        Framework.ILACS_SHORT,
        Framework.ILACS_STANDARD,
    ]
