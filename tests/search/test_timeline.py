"""A theme through a council's papers, in order of date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from indexer.store import Where
from search.themes import theme_called
from search.timeline import Timeline, timeline

if TYPE_CHECKING:
    from corpus.types import Paper
    from indexer.store import Found
    from ui.services import Services


class Year(NamedTuple):
    """A stand-in for a figure: a year that a passage names."""

    as_of: str | None


@pytest.fixture(scope="module")
def recruitment(demonstration: Services) -> Timeline[Year]:
    theme = theme_called("workforce", demonstration.themes)
    with demonstration.store.viewing() as view:

        def evidence(paper: Paper) -> list[Found]:
            return [f for f in view.passages(Where(papers=(paper.id,))) if "recruit" in f.passage.text.casefold()]

        def years(found: Found) -> list[Year]:
            told = [year for year in ("2023", "2022") if year in found.passage.text]
            return [*map(Year, told), Year(None)]

        return timeline(theme, "Sefton", view, evidence=evidence, figures=years, limit=2)


def test_papers_stand_by_date_and_the_undated_last(recruitment: Timeline[Year]):
    assert [item.paper.date for item in recruitment.papers] == ["2018-06", "2023-03-08", None]
    assert [item.is_undated for item in recruitment.papers] == [False, False, True]


def test_a_paper_has_its_best_passages_and_no_more_than_asked(recruitment: Timeline[Year]):
    assert [len(item.evidence) for item in recruitment.papers] == [0, 2, 2]
    assert all(found.paper.id == item.paper.id for item in recruitment.papers for found in item.evidence)


def test_milestones_of_actions_on_the_theme_stand_by_date(recruitment: Timeline[Year]):
    dues = [item.milestone.due for item in recruitment.milestones]

    assert dues == sorted(dues)
    assert dues
    assert all(item.milestone in item.found.action.milestones for item in recruitment.milestones)
    assert {item.found.action.ref for item in recruitment.milestones} == {"1.1.1", "4.3.2", "4.3.3"}


def test_figures_stand_by_date_and_those_without_one_last(recruitment: Timeline[Year]):
    dates = [item.figure.as_of for item in recruitment.figures]

    assert dates == sorted(dates, key=lambda date: date or "9999")
    assert {"2023", None} <= set(dates)


def test_a_council_without_papers_has_an_empty_timeline(demonstration: Services):
    with demonstration.store.viewing() as view:
        found = timeline(
            demonstration.themes[0], "Kent", view, evidence=lambda paper: [], figures=lambda found: list[Year]()
        )

    assert (found.papers, found.milestones, found.figures) == ((), (), ())
