"""How the reading of figures is measured."""

from pathlib import Path

import pytest

from evaluation.figures import (
    JUDGED,
    Fact,
    Judged,
    Read,
    digit_runs,
    found_numbers,
    numbers_of,
    precision,
    read_judged,
    read_papers,
)
from indexer.figures.rules import read_figure_rules
from search.judged import Anchor

DATA = Path(__file__).parents[2] / "indexer" / "data" / "figures.toml"


@pytest.fixture(scope="module")
def rules():
    return read_figure_rules(DATA.read_text(encoding="utf-8"))


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "paper.txt"
    file.write_text("1. Progress\n\n1.1 Since May 2021 twelve of the 40 homes have closed.\n", encoding="utf-8")
    (read,) = read_papers([file])
    return read


@pytest.mark.parametrize(
    ("figure", "numbers"),
    [
        ("", ()),
        ("March 2021; 9 May", ()),
        ("circa 412 to 371", (412.0, 371.0)),
        ("£3.1m (excluding £2M)", (3_100_000.0, 2_000_000.0)),
        ("+4%; four themes in 2020/21", (4.0,)),
        ("611 to 598.2 per 10000", (611.0, 598.2)),
    ],
)
def test_a_facts_numbers_are_all_that_are_no_dates(figure, numbers, rules):
    assert numbers_of(figure, rules) == numbers


def test_a_number_is_found_only_in_the_passage_with_the_anchor(paper):
    (passage,) = paper.passages
    figure = Read(passage.span.start, "twelve", (12.0,), "actual", None, None)
    fact = Fact("F", Anchor("paper.txt", "homes have closed", 1), "reported", (12.0, 40.0))
    reads = {"paper.txt": [(passage, [figure])]}

    assert found_numbers(fact, reads) == [(12.0, True)]
    assert found_numbers(fact._replace(status="target"), reads) == [(12.0, False)]
    assert found_numbers(fact._replace(anchor=Anchor("paper.txt", "homes were opened", 1)), reads) == []


def test_the_baseline_takes_every_run_of_digits(paper):
    ((passage, figures),) = digit_runs(paper)

    assert [figure.value for figure in figures] == ["2021", "40"]
    assert [passage.text[figure.start - passage.span.start :][:2] for figure in figures] == ["20", "40"]


def test_precision_counts_what_was_judged_and_read():
    def judged(start, verdict):
        return Judged("a.pdf", start, "7", verdict, "actual", "-", "-", "-")

    reads = {"a.pdf": [(None, [Read(start, "7", (7.0,), "actual", None, None) for start in (10, 20)])]}

    assert precision([judged(10, "right"), judged(20, "wrong"), judged(30, "right")], reads) == [1.0, 0.0]


def test_the_judged_figures_are_whole():
    judged = read_judged(JUDGED)

    assert len(judged) == 134
    assert (judged[0].file[:3], judged[0].value, judged[0].role) == ("000", "four", "actual")
    assert {one.verdict for one in judged} == {"right", "wrong", "missed"}
    assert {one.what for one in judged} == {"right", "wrong", "untold", "-"}
    assert len({(one.file, one.start) for one in judged}) == len(judged)
