"""How traces are measured, and the set that they are measured on."""

import json

import pytest

from evaluation.trace import JUDGED, PROVING, bench_of, by_cosine, by_trace, by_words, told
from evaluation.trace_judged import (
    Case,
    First,
    Outcome,
    balanced_threshold,
    figures_of,
    of_unanswered,
    outcomes_of,
    read_cases,
)
from indexer.build import Corrections
from search.trace import ENOUGH
from search.trace_findings import read_trace_rules
from tests.search.test_trace import OURS, RULES
from tests.search.traced_library import INSPECTION, traced_library
from ui.services import Services

CASE = Case(
    inspection=INSPECTION,
    role="later paper",
    papers=("plan.txt",),
    grades=({"plan.txt action 3": 2}, {}, {}, {}),
)


def outcome(grade, best, strength):
    return Outcome(CASE, grade, best, strength)


@pytest.fixture(scope="module")
def library(tmp_path_factory, demonstration):
    return traced_library(tmp_path_factory.mktemp("traced"), demonstration.encoder)


@pytest.fixture
def bench(library):
    services, _ = library
    with services.store.viewing() as view:
        yield bench_of(view, services.encoder, RULES)


def test_the_judged_set_holds_what_it_is_said_to_hold():
    cases = read_cases(JUDGED)
    proving = [case for case in cases if case.role == PROVING]
    others = [grades for case in cases if case.role != PROVING for grades in case.grades]

    assert [(len(case.papers), len(case.grades)) for case in proving] == [(1, 14), (2, 14)]
    assert [number for number, grades in enumerate(proving[0].grades, start=1) if not grades] == [10]
    assert (len(others), sum(not grades for grades in others)) == (166, 73)
    assert {grade for grades in others for grade in grades.values()} == {1, 2}
    assert proving[0].grades[0]["003_ad821aef673912d9.txt action 46"] == 2
    assert cases[-1].grades[-1] == {"003_ad821aef673912d9.txt action 11": 2}


def test_the_judged_set_names_each_case_once_and_holds_no_sentence():
    entries = json.loads(JUDGED.read_text(encoding="utf-8"))["cases"]

    assert len({entry["id"] for entry in entries}) == len(entries) == 18
    assert max(len(finding["about"].split()) for entry in entries for finding in entry["findings"]) <= 12


def test_every_judged_place_is_there_with_the_reference_that_was_noted(real_papers):
    entries = json.loads(JUDGED.read_text(encoding="utf-8"))["cases"]
    with real_papers.store.viewing() as view:
        places = set(bench_of(view, real_papers.encoder, RULES).places.values())
        refs = {
            f"{paper.file} {number}": found.action.ref
            for paper in view.papers()
            for number, found in enumerate((f for f in view.actions() if f.paper.id == paper.id), start=1)
        }

    for answer in (a for entry in entries for finding in entry["findings"] for a in finding["answers"]):
        if "action" in answer:
            assert refs[f"{answer['paper']} {answer['action']}"] == answer["ref"]
    judged = {place for case in read_cases(JUDGED) for grades in case.grades for place in grades}
    assert judged - places == set()


def test_the_proving_case_is_traced(shared, demonstration, tmp_path):
    proving = next(case for case in read_cases(JUDGED) if case.role == PROVING)
    inspection = shared / "inspections" / proving.inspection
    if not inspection.is_file():
        pytest.skip(f"the inspection is not at {inspection}")
    services = Services(tmp_path / "library", encoder=demonstration.encoder)
    for path in (inspection, *(shared / "reports" / name for name in proving.papers)):
        services.add(path, Corrections())
    rules = read_trace_rules(OURS, services.vocabulary)

    with services.store.viewing() as view:
        bench = bench_of(view, services.encoder, rules)
        outcomes = outcomes_of(proving, by_trace(proving, bench))

    answered = [each for each in outcomes if each.best]
    assert sum(each.grade > 0 for each in answered) / len(answered) >= 0.8
    assert [n for n, each in enumerate(outcomes, start=1) if each.strength < ENOUGH] == [10]


def test_findings_must_be_numbered_from_one(tmp_path):
    entry = {"id": "x", "inspection": "i", "role": "r", "papers": ["p"], "findings": [{"finding": 2, "answers": []}]}
    (tmp_path / "set.json").write_text(json.dumps({"cases": [entry]}), encoding="utf-8")

    with pytest.raises(ValueError, match="x: findings"):
        read_cases(tmp_path / "set.json")


def test_a_first_reply_earns_the_grade_of_its_place():
    firsts = [First("plan.txt action 3", 0.6), First("plan.txt action 1", 0.5), First(None, 0.0), First(None, 0.0)]

    assert [tuple(each)[1:] for each in outcomes_of(CASE, firsts)] == [
        (2, 2, 0.6),
        (0, 0, 0.5),
        (0, 0, 0.0),
        (0, 0, 0.0),
    ]


def test_precision_and_recall_of_unanswered_are_counted():
    outcomes = [outcome(0, 0, 0.1), outcome(0, 0, 0.2), outcome(1, 1, 0.3), outcome(0, 2, 0.4)]

    assert of_unanswered(outcomes, [True, False, True, False]) == (0.5, 0.5)
    assert of_unanswered(outcomes[2:], [False, False]) == (None, None)


def test_precision_at_one_counts_findings_with_an_answer_alone():
    figures = figures_of([outcome(0, 0, 0.1), outcome(1, 2, 0.3), outcome(2, 2, 0.4), outcome(0, 1, 0.4)], [False] * 4)

    assert (figures.answered, figures.first, figures.direct) == (3, pytest.approx(2 / 3), 0.5)


def test_the_threshold_lies_where_the_worse_of_precision_and_recall_is_best():
    outcomes = [outcome(0, 0, 0.1), outcome(0, 0, 0.2), outcome(1, 1, 0.4), outcome(1, 1, 0.6)]

    assert balanced_threshold(outcomes) == pytest.approx(0.3)


def test_the_product_and_both_baselines_answer_by_place(bench):
    assert by_trace(CASE, bench)[0].place == "plan.txt action 3"
    assert by_words(CASE, bench)[0].place == "plan.txt action 3"
    assert {len(answer(CASE, bench)) for answer in (by_trace, by_cosine, by_words)} == {4}


def test_all_systems_are_told_side_by_side(bench):
    # A second report, so that each has another to choose its threshold on.
    proving = Case(inspection="x", role=PROVING, papers=CASE.papers, grades=CASE.grades)
    other = Case(
        inspection=INSPECTION,
        role="elsewhere",
        papers=("report.md",),
        grades=({}, {"report.md passage 1.1/1": 2}, {}, {}),
    )
    bench.papers["x"] = bench.papers[INSPECTION]
    bench.papers["y"] = bench.papers[INSPECTION]
    second = Case(inspection="y", role="elsewhere", papers=other.papers, grades=other.grades)

    table = told([proving, other, second], bench)

    assert [line.split(",")[0] for line in table.splitlines() if "threshold chosen on the other" in line] == [
        "search.trace",
        "cosine alone",
        "words alone (BM25)",
    ]
    assert "  1  0." in table
