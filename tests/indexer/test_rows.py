"""How the rows of action plans, measures and judgements are read, damaged ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.types import Span
from indexer.split.rows import Table, read_row
from indexer.store import PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.split.rules import SplittingRules

    Listed = Callable[..., list[str]]

OPENING = "The board heard from every team in the whole service.\n\n"
HEAD = (
    "Outcomes\tAction Ref\tObjective\tActions we are taking\tSuccess criteria\tLead officer\tStrengthening\tRAG\t"
    "Milestones\tOutput"
)
ACTIONS = Table(rows_are=PassageKind.ACTION, reference="1.1.1")
MEASURES = Table(rows_are=PassageKind.MEASURE, reference="1A")


@pytest.mark.parametrize(
    ("row", "table", "kind", "reference"),
    [
        pytest.param("1.1\t1.1.1\tKeep\tPay", Table(rows_are=PassageKind.ACTION), "action", "1.1.1", id="its own"),
        pytest.param("1.1.2\tKeep\tPay", ACTIONS, "action", "1.1.2", id="shifted left, its own reference first"),
        pytest.param("\t\t\tHire ten\tFewer gaps", ACTIONS, "action", "1.1.1", id="a row that goes on"),
        pytest.param("Keep\tHire ten\tFewer gaps", ACTIONS, "action", "1.1.1", id="shifted left, reference lost"),
        pytest.param("\t\t\t\t\t1.1.9\tPay", ACTIONS, "action", "1.1.9", id="shifted right"),
        pytest.param("\tBy 2.3.1\tPay", ACTIONS, "action", "1.1.1", id="a reference inside a sentence is none"),
        pytest.param("\t".join("abcdefghij"), Table(), "action", None, id="ten columns without a head"),
        pytest.param("1B\tVisits\tMonthly\t90%", MEASURES, "measure", "1B", id="a measure"),
        pytest.param("1В\tVisits\tMonthly\t90%", MEASURES, "measure", "1B", id="a measure with a Cyrillic letter"),
        pytest.param(".C\tVisits\tMonthly\t90%", MEASURES, "measure", ".C", id="a damaged reference stays as printed"),
        pytest.param("\tVisits alone\tMonthly\t80%", MEASURES, "measure", "1A", id="a measure that goes on"),
        pytest.param("Staff costs\t£3m", Table(), "paragraph", None, id="any other table"),
        pytest.param("Legal Implications:\t\t", Table(), "boilerplate", None, id="a label alone"),
        pytest.param("None\tN", Table(), "boilerplate", None, id="a row that says none"),
        pytest.param("----\t----\t--", Table(), "boilerplate", None, id="a rule"),
        pytest.param("·\t\t", ACTIONS, "boilerplate", None, id="a lone mark"),
        pytest.param(HEAD, Table(), "metadata", None, id="a head"),
    ],
)
def test_a_row_is_known_by_its_table_and_its_cells(rules: SplittingRules, row, table, kind, reference):
    read = read_row(row, Span(0, len(row)), table, rules)

    assert (read.kind, read.reference) == (PassageKind(kind), reference)


@pytest.mark.parametrize(
    ("head", "rows_are"),
    [
        (HEAD, PassageKind.ACTION),
        (HEAD.upper(), PassageKind.ACTION),
        (f"{HEAD}\t", PassageKind.ACTION),
        ("Reference\tMilestone/Target that we will monitor\tFrequency\tMay 2023", PassageKind.MEASURE),
        ("Target\tActual\tTarget\tActual", PassageKind.MEASURE),
        ("Objective\tLead", None),
    ],
)
def test_a_head_says_what_the_rows_below_are(rules: SplittingRules, head, rows_are):
    read = read_row(head, Span(0, len(head)), Table(), rules)

    assert (read.kind, read.table.rows_are) == (PassageKind.METADATA, rows_are)


def test_a_repeated_head_keeps_the_last_reference(rules: SplittingRules):
    read = read_row(HEAD, Span(0, len(HEAD)), ACTIONS, rules)

    assert read.table == ACTIONS


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        ("1.1\t\t Keep staff \t\t", "[1.1]\t\t [Keep staff] \t\t"),
        ("| 1.1 | Keep staff | |", "| [1.1] | [Keep staff] | |"),
        ("a|b\tc", "[a|b]\t[c]"),
    ],
)
def test_cells_are_exact_slices_without_the_space_around_them(rules: SplittingRules, row, marked):
    read = read_row(row, Span(0, len(row)), Table(), rules)

    shown = row
    for start, end in reversed(read.cells):
        shown = f"{shown[:start]}[{shown[start:end]}]{shown[end:]}"
    assert shown == marked
    assert read.span == Span(read.cells[0].start, read.cells[-1].end)


def test_rows_of_an_action_are_cited_by_its_reference_through_repeated_heads(listed: Listed):
    rows = [
        HEAD,
        "1.1 Calm homes\t1.1.1\tKeep staff\tPay a bonus.\tFewer go.\tHead\tEnablers\tOn track\tMay 2023\tPaid",
        "\t\t\tHire ten.\tFewer gaps.\tHead\tEnablers\tOn track\tJune 2023\tHired",
        HEAD,
        "\t\t\t\t\t\t\tOn track\tJuly 2023\tAll in post",
        "\t1.1.2\tTrain staff\tRun a course.\tMore skill.\tHead\tPractice\tDone\tMay 2023\tRun",
    ]

    shown = listed(OPENING + "\n".join(rows))

    head = HEAD.replace("\t", "⇥")
    assert shown[1:] == [
        f"metadata: {head}",
        "action 1.1.1: " + rows[1].replace("\t", "⇥"),
        "action 1.1.1: Hire ten.⇥Fewer gaps.⇥Head⇥Enablers⇥On track⇥June 2023⇥Hired",
        f"metadata: {head}",
        "action 1.1.1: On track⇥July 2023⇥All in post",
        "action 1.1.2: " + rows[5].strip().replace("\t", "⇥"),
    ]


def test_a_paragraph_ends_a_table(listed: Listed):
    text = f"{OPENING}{HEAD}\n\t1.1.1\tKeep staff\tPay\n\nThe next table has no head.\n\nStaff\t12\n"

    assert listed(text)[2:] == [
        "action 1.1.1: 1.1.1⇥Keep staff⇥Pay",
        "paragraph [paragraph 2]: The next table has no head.",
        "paragraph: Staff⇥12",
    ]


def test_measures_stand_below_two_heads(listed: Listed):
    text = (
        f"{OPENING}Reference\tMeasure\tFrequency\tApril 2023\t\tJuly 2023\t\n\t\t\tTarget\tActual\tTarget\tActual\n"
        "2A\tVisits on time\tMonthly\t90%\t\t95%\n\tVisits seen alone\tMonthly\t80%\t\t85%\n"
    )

    assert listed(text)[1:] == [
        "metadata: Reference⇥Measure⇥Frequency⇥April 2023⇥⇥July 2023",
        "metadata: Target⇥Actual⇥Target⇥Actual",
        "measure 2A: 2A⇥Visits on time⇥Monthly⇥90%⇥⇥95%",
        "measure 2A: Visits seen alone⇥Monthly⇥80%⇥⇥85%",
    ]


def test_markdown_tables_are_read_by_their_bars(listed: Listed):
    text = (
        f"# Plan\n\n{OPENING}| Ref | Objective | Actions | Lead |\n|---|---|---|---|\n"
        "| 1.1.1 | Keep staff | Pay a bonus | Head |\n| | | Hire ten | Head |\n"
    )

    assert listed(text)[2:] == [
        "metadata: Ref | Objective | Actions | Lead",
        "action 1.1.1: 1.1.1 | Keep staff | Pay a bonus | Head",
        "action 1.1.1: Hire ten | Head",
    ]


def test_judgements_are_rows_that_end_in_a_grade_on_the_cover_too(listed: Listed):
    text = (
        "Visit to Ashby\n\nJudgement\tGrade\n\nChildren in care\tGood\n\n"
        f"All in all\tRequires improvement\nto be good\n\n{OPENING}Leaders\tInadequate\n"
    )

    assert [line for line in listed(text) if line.startswith("judgement")] == [
        "judgement: Children in care⇥Good",
        "judgement: All in all⇥Requires improvement",
        "judgement: Leaders⇥Inadequate",
    ]


def test_a_long_row_is_cut_between_its_cells_and_a_short_rest_stays(listed: Listed):
    cell = "Pay all of the staff who have stayed for more than one year a bonus that they can plan for with some ease"
    text = f"{OPENING}{HEAD}\n1.1 Calm homes\t1.1.1\tKeep staff\t" + "\t".join([cell] * 6) + "\n"

    shown = listed(text)[2:]

    assert shown == [
        "action 1.1.1: " + "⇥".join(["1.1 Calm homes", "1.1.1", "Keep staff", cell, cell]),
        "action 1.1.1: " + "⇥".join([cell] * 4),
    ]
