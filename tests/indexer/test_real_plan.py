"""The plan of report 003 and our digest of it, cell by cell.

The golden file of the real plan holds fingerprints of its texts, because the texts are the council's; it was read by
hand against the report, row by row, before it was written.
"""

from __future__ import annotations

import json
from collections import Counter

import pytest

from indexer.records import Status
from tests.indexer.plans import (
    DIGEST,
    GOLDEN,
    REPORT,
    RULES,
    actions_of,
    described,
    described_measure,
    document_at,
    line_numbers,
    measures_of,
)

needs_report = pytest.mark.skipif(not REPORT.exists(), reason="the real report is not at ../shared/reports")


@needs_report
def test_the_real_plan_has_its_58_actions_and_77_statuses():
    document = document_at(REPORT)

    actions = actions_of(document, (), RULES)

    assert Counter((action.priority or "")[:10] for action in actions) == {
        "Priority 1": 16,
        "Priority 2": 6,
        "Priority 3": 12,
        "Priority 4": 24,
    }
    assert Counter(m.status for action in actions for m in action.milestones) == {
        Status.ON_TRACK: 60,
        Status.COMPLETE: 9,
        Status.SOME_ISSUES: 8,
        None: 3,
    }
    assert len({action.ref for action in actions if not action.ref_inferred}) == 32
    assert {action.ref for action in actions if action.ref_inferred} == {"2.1.2", "2.2.1", "3.1.2"}


@needs_report
def test_every_row_of_the_real_plan_is_in_just_one_action():
    document = document_at(REPORT)

    used = [number for action in actions_of(document, (), RULES) for number in line_numbers(document, action)]

    assert len(used) == 78
    assert used == sorted(set(used))


@needs_report
def test_no_word_of_the_real_plans_records_is_ours():
    document = document_at(REPORT)

    for action in actions_of(document, (), RULES):
        lines = [*action.lines, *action.inherited_lines]
        printed = set(" ".join(document.text[slice(*line)] for line in lines).split())
        for text in (action.outcome, action.objective, action.action, action.success_criteria, action.lead):
            assert set(text.split()) <= printed, action.ref


def golden(name: str, now: list[dict[str, object]], request: pytest.FixtureRequest) -> list[dict[str, object]]:
    file = GOLDEN / name
    if request.config.getoption("--update-golden"):
        file.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return json.loads(file.read_text(encoding="utf-8"))


@needs_report
def test_the_real_plan_agrees_cell_by_cell_with_what_was_read_by_hand(request: pytest.FixtureRequest):
    document = document_at(REPORT)
    now = [described(document, action, shown=False) for action in actions_of(document, (), RULES)]

    assert now == golden("003.expected.json", now, request)


@needs_report
def test_the_real_plans_measures_agree_with_what_was_read_by_hand(request: pytest.FixtureRequest):
    document = document_at(REPORT)
    now = [described_measure(document, measure, shown=False) for measure in measures_of(document, (), RULES)]

    assert now == golden("003-measures.expected.json", now, request)


def test_our_digest_of_it_agrees_with_what_was_read_by_hand(request: pytest.FixtureRequest):
    document = document_at(DIGEST)
    now = [described(document, action, shown=True) for action in actions_of(document, (), RULES)]

    assert len(now) == 58
    assert now == golden("digest.expected.json", now, request)
