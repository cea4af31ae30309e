"""Write a theme's timeline as escaped, semantic HTML: drawn, then papers, milestones and figures in order of date."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.actions import cite_action
from search.citation import cite, date_in_words
from search.masking import masked
from ui.charts.chart import chart_html
from ui.charts.figures import figures_chart, series_of
from ui.charts.over_time import timeline_chart
from ui.html.actions import milestone_html, reference
from ui.html.comparison import ROLES
from ui.html.quotation import figure_html, tools_html
from ui.html.render import counted, heading_html
from ui.library.names_hidden import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.figures.records import Figure
    from search.timeline import FigureThen, MilestoneDue, PaperOnTheme, Timeline

MOST_CHARTS = 6


def timeline_status_html(timeline: Timeline[Figure]) -> str:
    """Return how much there is on a theme's timeline, in words for the status line."""
    speaking = sum(bool(item.evidence) for item in timeline.papers)
    return (
        f"<p><strong>{speaking} of {counted(len(timeline.papers), 'paper')} of {escape(timeline.council)} "
        f"{'speaks' if speaking == 1 else 'speak'} of it;</strong> {counted(len(timeline.milestones), 'milestone')}, "
        f"{counted(len(timeline.figures), 'figure')}.</p>"
    )


def timeline_html(timeline: Timeline[Figure]) -> str:
    """Return a theme's timeline in a council's papers."""
    title = f"{timeline.theme.title}: {timeline.council}, over time"
    figures = [item for item in timeline.figures if item.figure.as_of]
    caution = "What a paper says is of its own date; milestones stand at the date they are due, figures at theirs."
    return (
        f'<h3 class="over-time">{escape(title)}</h3><p class="caution">{caution}</p>'
        f"{chart_html(timeline_chart(timeline))}"
        f"{_section('Papers, earliest first', map(_paper_html, timeline.papers))}"
        f"{_section('Milestones, by when they are due', map(_milestone_row_html, timeline.milestones))}"
        f"{_figures_over_time_html(timeline)}"
        f"{_section('Figures with a date', map(_figure_row_html, figures))}"
    )


def _section(title: str, rows: Iterable[str]) -> str:
    name = title.split(",", maxsplit=1)[0].lower().replace(" ", "-")
    listed = "".join(f"<li>{row}</li>" for row in rows)
    body = f'<ol class="results">{listed}</ol>' if listed else "<p>None found.</p>"
    return (
        f'<section class="changed" aria-labelledby="over-time-{name}"><h3 id="over-time-{name}">{title}</h3>{body}'
        "</section>"
    )


def _paper_html(item: PaperOnTheme) -> str:
    undated = '<p class="caution">It bears no date, so its place here tells nothing.</p>' if item.is_undated else ""
    quoted = "".join(figure_html(found) for found in item.evidence)
    found = quoted or '<p class="silent">Not found in this paper.</p>'
    title = f'<p class="title">{escape(item.paper.title)}</p>'
    return f"<article>{heading_html(item.paper, level=4)}{title}{undated}{found}</article>"


def _milestone_row_html(item: MilestoneDue) -> str:
    action = item.found.action
    return (
        f'<p>{milestone_html(item.milestone)}</p><p class="citation">Action {escape(reference(action))}: '
        f"{escape(masked(cite_action(item.found)).text)}</p>"
    )


def _figures_over_time_html(timeline: Timeline[Figure]) -> str:
    """Return a chart for each thing that has figures of several dates; what has most figures first."""
    series = sorted(series_of(timeline), key=lambda each: -len(each.figures))[:MOST_CHARTS]
    charts = [
        chart_html(figures_chart(each, own_id=f"figures-over-time-{number}"))
        for number, each in enumerate(series, start=1)
    ]
    return _section("Figures over time", charts) if charts else ""


def _figure_row_html(item: FigureThen[Figure]) -> str:
    found, figure = item
    what = f" {escape(masked(on_one_line(figure.what)).text)}" if figure.what else ""
    quote = on_one_line(found.passage.text[slice(*figure.quote)].replace("\t", " | "))
    # Where names are hidden the passage is not the paper's own any more, and its places are others.
    tools = "" if HIDDEN in found.passage.repairs else tools_html(found, figure.quote)
    return (
        f'<p class="value"><strong>{escape(date_in_words(figure.as_of))}: {escape(figure.value)}</strong>{what} '
        f'<span class="facts">({ROLES[figure.role].lower()})</span></p>'
        f'<blockquote>{escape(masked(quote).text)}</blockquote><p class="citation">{escape(cite(found))}</p>'
        f"{tools}"
    )
