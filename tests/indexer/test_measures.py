"""How the rows of a measures table become measures, with periods, targets and actuals."""

from __future__ import annotations

import pytest

from indexer.records import Period
from tests.indexer.plans import DIGEST, REPORT, RULES, document_at, measures_in, measures_of, rows

TWO_ROWS = ("Ref|Measure|Frequency|April 2031||July 2031||", "|||Target|Actual|Target|Actual")


def test_a_measure_has_a_target_and_an_actual_for_each_period():
    (measure,) = measures_in(rows(*TWO_ROWS, "1A|Visits in time|Monthly|80%|78%|85%|"))

    assert (measure.ref, measure.measure, measure.frequency) == ("1A", "Visits in time", "Monthly")
    assert measure.periods == (Period("April 2031", "80%", "78%"), Period("July 2031", "85%", None))


def test_an_empty_actual_is_null_and_a_nought_is_a_nought():
    (measure,) = measures_in(rows(*TWO_ROWS, "1A|Children missing|Monthly|0||0|0"))

    assert measure.periods == (Period("April 2031", "0", None), Period("July 2031", "0", "0"))


def test_periods_may_stand_in_one_heading_with_their_side():
    head = "Ref|Measure|Frequency|April 2031 target|April 2031 actual|July 2031 target|July 2031 actual"

    (measure,) = measures_in(rows(head, "1A|Visits in time|Monthly|80%|78%|85%|"))

    assert measure.periods == (Period("April 2031", "80%", "78%"), Period("July 2031", "85%", None))


def test_a_table_without_periods_has_one_without_a_name():
    (measure,) = measures_in(rows("Ref|Measure|Target|Actual", "KPI 1|Visits in time|80%|78%"))

    assert (measure.ref, measure.periods) == ("KPI 1", (Period("", "80%", "78%"),))


def test_a_row_without_reference_and_measure_goes_on_with_the_one_above():
    (measure,) = measures_in(rows(*TWO_ROWS, "1A|Posts|NA|Managers 85%|||", "|||Workers 70%|||"))

    assert measure.periods[0] == Period("April 2031", "Managers 85%\nWorkers 70%", None)
    assert len(measure.lines) == 2


@pytest.mark.parametrize(("printed", "ref"), [(".B", "1B"), ("", "1B"), (".D", ".D")])
def test_a_damaged_reference_is_inferred_when_what_is_left_agrees(printed: str, ref: str):
    measures = measures_in(rows(*TWO_ROWS, "1A|Visits|Monthly||||", f"{printed}|Checks|Monthly||||"))

    assert (measures[1].ref, measures[1].ref_inferred) == (ref, ref == "1B")


def test_a_look_alike_letter_in_a_reference_is_told():
    (measure,) = measures_in(rows(*TWO_ROWS, "1В|Visits|Monthly||||"))

    assert (measure.ref, measure.ref_inferred, measure.repairs) == ("1B", False, ("ref: look-alike letters in “1В”",))


def test_a_damaged_head_takes_its_periods_from_a_fuller_one():
    fused = ("Ref|Measure|Frequency April 2031||July 2031||ly", "|||Target|Actual|Target|Actual|Target|Actual")
    whole = (
        "Ref|Measure|Frequency|April 2031||July 2031||October 2031|",
        "|||Target|Actual|Target|Actual|Target|Actual",
    )
    text = (
        rows(*fused, "1A|Visits|Monthly|1||2||3|")
        + "\nPriority 2 – Homes\n\n"
        + rows(*whole, "2A|Homes|Yearly|4||5||6|")
    )

    measures = measures_in(text)

    assert [period.name for period in measures[0].periods] == ["April 2031", "July 2031", "October 2031"]
    assert [period.target for period in measures[0].periods] == ["1", "2", "3"]
    assert len(measures[0].repairs) == 1
    assert measures[1].repairs == ()


@pytest.mark.parametrize("path", [DIGEST, REPORT], ids=["digest", "report"])
def test_the_plans_sixteen_measures_publish_no_actuals(path):
    if not path.exists():
        pytest.skip("the real report is not at ../shared/reports")

    measures = measures_of(document_at(path), (), RULES)

    assert " ".join(measure.ref or "-" for measure in measures) == "1A 1B 1C 1D 2A 2B 2C 3A 3B 3C 3D 4A 4B 4C 4D 4E"
    assert {period.actual for measure in measures for period in measure.periods} == {None}
    assert [len(measure.periods) for measure in measures] == [4] * 4 + [5] * 12
