"""The numbers of a measures table are told by their columns."""

from corpus.types import DocumentId, Span
from indexer.figures.measures import figures_of_measure, with_columns
from indexer.figures.reading import figures_of
from indexer.figures.records import Role
from indexer.records import Measure, Period


def measure(*periods):
    return Measure(
        id="m",
        document_id=DocumentId("d"),
        ref="2A",
        ref_inferred=False,
        priority=None,
        measure="Reviews held in time",
        frequency="Monthly",
        periods=periods,
        lines=(Span(0, 1),),
        repairs=(),
        passage_ids=(),
        page=None,
    )


def test_columns_tell_targets_from_what_was_reached(rules):
    row = "2A\tReviews held in time\tMonthly\t90%\t84%\t95%\t"
    record = measure(Period("April 2024", "90%", "84%"), Period("July 2024 6 Months", "95%", None))

    figures = figures_of_measure(row, record, rules)

    assert [(f.value, f.role, f.as_of, f.as_of_raw, f.what) for f in figures] == [
        ("90%", Role.TARGET, "2024-04", None, "Reviews held in time"),
        ("84%", Role.ACTUAL, "2024-04", None, "Reviews held in time"),
        ("95%", Role.TARGET, "2024-07", None, "Reviews held in time"),
    ]
    assert all(f.value in row[slice(*f.quote)] and f.what in row[slice(*f.quote)] for f in figures)


def test_a_blank_cell_is_no_figure(rules):
    row = "4B\tDental checks\tQuarterly\t\t\t\t"

    assert figures_of_measure(row, measure(Period("April 2024", None, None)), rules) == []


def test_a_cell_may_name_the_group_that_its_number_is_of(rules):
    row = "1A\tRecruit\tNA\t\t\tPractice Leads 60%\t\n"

    (figure,) = figures_of_measure(row, measure(Period("June 2025", "Practice Leads 60%", None)), rules)

    assert (figure.value, figure.what, figure.role) == ("60%", "Practice Leads", Role.TARGET)


def test_what_a_column_tells_takes_the_place_of_what_was_only_read(rules):
    row = "The share of reviews held in time is 90%"
    read = figures_of(row, rules, paper_date=None)
    told = figures_of_measure(row, measure(Period("April 2024", "90%", None)), rules)

    assert [f.role for f in read] == [Role.ACTUAL]
    assert with_columns(read, told) == told
    assert with_columns(read, []) == read
