"""What each chart draws: numbers, words and places in the SVG, the same as in its table."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.types import DocumentId, Span
from indexer.figures.records import Figure, Role
from indexer.store import Found, Passage, PassageId, PassageKind
from search.actions import RollUp
from search.timeline import FigureThen, PaperOnTheme, Timeline
from tests.ui.html.test_papers import PAPER
from ui.charts.chart import NARROW, WIDE, svg_of
from ui.charts.dates import in_years
from ui.charts.figures import figures_chart, series_of
from ui.charts.grid import grid_chart, tints_of
from ui.charts.over_time import timeline_chart
from ui.charts.statuses import statuses_chart
from ui.library.comparing import ThemeCounts, theme_counts, timeline

if TYPE_CHECKING:
    from ui.charts.chart import Chart
    from ui.services import Services

SVG = "{http://www.w3.org/2000/svg}"
COUNTS = RollUp(
    actions=10,
    complete=2,
    on_track=5,
    some_issues=3,
    off_track=0,
    without_status=0,
    milestones=12,
    milestones_complete=4,
)
BOTH = pytest.mark.parametrize("width", [WIDE, NARROW])


def drawn(chart: Chart, width: int) -> ET.Element:
    return ET.fromstring(svg_of(chart, width, "own"))


def words(svg: ET.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def figure(
    number: float, as_of: str | None, what: str | None = "social workers", **other: object
) -> FigureThen[Figure]:
    text = f"There are {number:g} social workers."
    passage = Passage(
        id=PassageId(f"p{number:g}"), document_id=DocumentId("a1"), kind=PassageKind.PARAGRAPH, span=Span(0, len(text)),
        text=text, number="2.1", part=1, section=(), label=None, page=None, repairs=(),
    )  # fmt: skip
    told = Figure(
        value=f"{number:g}", span=Span(10, 12), number=number, upper=None, unit="count", what=what, change=None,
        as_of=as_of, as_of_raw=as_of, role=Role.ACTUAL, direction=None, tone=None, qualifiers=(),
        quote=Span(0, len(text)), reason="",
    )  # fmt: skip
    return FigureThen(Found(passage, PAPER), replace(told, **other))  # type: ignore[arg-type] # as each test says


def with_figures(demonstration: Services, *figures: FigureThen[Figure]) -> Timeline[Figure]:
    return Timeline(
        theme=demonstration.themes[0],
        council="Sefton",
        papers=(PaperOnTheme(PAPER, (figures[0].found,)),),
        milestones=(),
        figures=figures,
    )


@BOTH
def test_parts_of_the_bar_are_as_wide_as_their_share(width):
    svg = drawn(statuses_chart(COUNTS), width)

    bar = [float(each.get("width", 0)) for each in svg.iter(f"{SVG}rect") if each.get("height") == "44"]
    assert bar == pytest.approx([0.2 * (width - 1), 0.5 * (width - 1), 0.3 * (width - 1)], abs=0.01)


@BOTH
def test_every_status_stands_in_words_with_its_number(width):
    said = words(drawn(statuses_chart(COUNTS), width))

    assert said[-5:] == ["Complete: 2", "On track: 5", "Some issues: 3", "Not on track: 0", "No status printed: 0"]
    assert said[1:4] == ["2", "5", "3"]


def test_a_bar_of_no_actions_is_empty_and_says_none():
    chart = statuses_chart(RollUp(0, 0, 0, 0, 0, 0, 0, 0))

    assert "Complete: 0" in words(drawn(chart, WIDE))
    assert chart.table.rows[-1] == ("All actions", 0)


def test_statuses_are_told_and_tabled_too():
    chart = statuses_chart(COUNTS)

    assert chart.said == "2 of 10 actions complete (4 of 12 milestones); 5 on track; 3 with some issues."
    assert chart.table.rows == (
        ("Complete", 2),
        ("On track", 5),
        ("Some issues", 3),
        ("Not on track", 0),
        ("No status printed", 0),
        ("All actions", 10),
    )


@BOTH
def test_the_grid_holds_the_numbers_of_the_library(demonstration: Services, width: int):
    counts = theme_counts(demonstration)
    chart = grid_chart(counts, demonstration.themes)

    numbers = [int(word) for word in words(drawn(chart, width)) if word.isdigit()]
    assert numbers == [n for theme in demonstration.themes for n in counts.counts[theme.id]]
    assert chart.table.head == ("Theme", "Halton", "Sefton", "Southend-on-Sea")
    assert [row[1:] for row in chart.table.rows] == [counts.counts[theme.id] for theme in demonstration.themes]


def test_a_grid_of_many_councils_grows_rather_than_cramps(demonstration: Services):
    names = tuple(f"Council of Place {n}" for n in range(30))
    counts = ThemeCounts(
        councils=names,
        passages=(9,) * 30,
        counts={theme.id: tuple(range(30)) for theme in demonstration.themes},
        newest={theme.id: (None,) * 30 for theme in demonstration.themes},
    )

    drawing = grid_chart(counts, demonstration.themes).draw(WIDE)

    assert drawing.width > 30 * 46
    assert drawing.body.count("rotate(-60") == 30


def test_figures_of_one_thing_at_two_dates_make_a_series_and_others_do_not(demonstration: Services):
    told = with_figures(
        demonstration,
        figure(40, "2018-03"),
        figure(48, "2021-09", what="Social  Workers"),
        figure(9, "2021-09", what="managers"),
        figure(7, None),
        figure(6, "2022", unit="%"),
        figure(5, "2022", role=Role.CHANGE),
        figure(4, "2022", upper=6.0),
        figure(3, "2022", what=None),
    )

    (series,) = series_of(told)

    assert (series.what, series.unit) == ("social workers", "count")
    assert [(item.figure.number, item.figure.as_of) for item in series.figures] == [(40, "2018-03"), (48, "2021-09")]


@BOTH
def test_each_figure_is_drawn_with_its_date_and_value_and_none_are_joined(demonstration: Services, width: int):
    told = with_figures(demonstration, figure(40, "2018-03"), figure(80, "2021-09", role=Role.TARGET))
    chart = figures_chart(series_of(told)[0], own_id="figures")

    svg = drawn(chart, width)
    said = words(svg)
    dates = [word for word in said if word.startswith(("March 2018, was", "September 2021, target"))]
    assert len(dates) == 2
    assert {"40", "80"} <= set(said)
    stems = [float(each.get("width", 0)) for each in svg.iter(f"{SVG}rect") if each.get("height") == "6"]
    assert stems[1] == pytest.approx(2 * stems[0])
    assert [each.tag for each in svg.iter() if each.tag in (f"{SVG}path", f"{SVG}polyline")] == []
    assert len(list(svg.iter(f"{SVG}circle"))) == 1
    assert chart.table.rows[0] == (
        "March 2018",
        "40",
        "actual",
        "There are 40 social workers.",
        "Sefton Council, 8 March 2023, Update & review, para 2.1",
    )


def test_marks_stand_on_the_line_of_time_where_their_dates_are(demonstration: Services):
    told = with_figures(demonstration, figure(40, "2021"), figure(48, "2023-07-01"))

    svg = drawn(timeline_chart(told), WIDE)

    scale = (WIDE - 28) / 3  # 2021 to the end of 2023
    squares = [float(each.get("x", 0)) + 5 for each in svg.iter(f"{SVG}rect") if each.get("width") == "10"]
    assert squares == pytest.approx([14 + (in_years(date) - 2021) * scale for date in ("2021", "2023-07-01")], abs=0.01)
    assert {"2021", "2022", "2023", "2024", "Jul 2023", "Mar 2023"} <= set(words(svg))


def test_dates_that_stand_close_are_one_mark_with_their_number(demonstration: Services):
    told = with_figures(demonstration, *[figure(n, f"2023-0{n}") for n in (1, 2, 3)], figure(9, "2015"))

    svg = drawn(timeline_chart(told), NARROW)

    assert "3" in words(svg)
    assert "Jan to Mar 2023" in words(svg)


def test_what_bears_no_date_is_counted_but_not_drawn(demonstration: Services):
    chart = timeline_chart(with_figures(demonstration, figure(40, "2021"), figure(48, None)))

    assert "Figures, by the date they are of: 2, 2021; 1 without a date, not drawn." in chart.said
    assert chart.table.rows[-1][:3] == ("No date", "Figure", "48 social workers (actual)")


def test_a_timeline_of_the_demonstration_lists_everything_in_order_of_date(demonstration: Services):
    told = timeline(demonstration, "workforce", "Sefton")

    rows = timeline_chart(told).table.rows

    assert len(rows) == len(told.papers) + len(told.milestones) + len(told.figures)
    assert rows[0][:3] == ("June 2018", "Paper", "Not found in this paper")
    assert [row[0] for row in rows[-2:]] == ["No date", "No date"]


def test_the_tints_of_the_grid_go_by_each_councils_own_passages_in_steps_of_equal_size(demonstration: Services):
    one, two, *_ = (theme.id for theme in demonstration.themes)
    counts = ThemeCounts(
        councils=("Bury", "Leeds"),
        passages=(10, 1000),
        counts={one: (1, 400), two: (0, 20)},
        newest={one: (None, None), two: (None, None)},
    )

    tints = tints_of(counts, demonstration.themes[:2])

    assert tints == {one: (3, 4), two: (0, 2)}


def test_the_newest_date_of_a_theme_is_that_of_the_newest_paper_that_speaks_of_it(demonstration: Services):
    counts = theme_counts(demonstration)

    assert counts.newest["workforce"] == ("2023-09-11", "2023-03-08", "2021-10-05")
