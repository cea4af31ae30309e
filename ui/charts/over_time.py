"""Draw a theme's timeline: when a council's papers spoke of it, what was due when, and when its figures are from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import on_one_line
from search.actions import cite_action
from search.citation import cite, cite_paper, date_in_words
from search.masking import masked
from ui.charts.chart import Chart, Table
from ui.charts.dates import between, in_years, short
from ui.charts.drawing import (
    HAIR,
    INK,
    OURS,
    Drawing,
    Look,
    line_from,
    mark_at,
    titled,
    width_of,
    words_at,
)
from ui.html.render import counted
from ui.terminal.plans import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.figures.records import Figure
    from indexer.records import Milestone
    from search.timeline import Timeline

EDGE_ROOM, LANE, LANE_LINE, LEAST_APART = 14, 92, 50, 22
LABEL_SIZE = 13
YEAR_ROOM = 44  # pixels for a year's name


class Lane(NamedTuple):
    """A line of the drawing: what stands on it, by which mark, and the ISO dates, in any order."""

    name: str
    mark: str
    dates: tuple[str, ...]
    undated: int


def timeline_chart(timeline: Timeline[Figure], *, own_id: str = "timeline") -> Chart:
    """Return the chart of a theme's timeline in one council's papers."""
    lanes = _lanes(timeline)
    title = f"{timeline.theme.title}: {timeline.council}"
    return Chart(
        id=own_id,
        title=title,
        said=" ".join(map(_told, lanes)) + " A date without a day stands in the middle of its month or year.",
        draw=lambda width: _drawn(lanes, title, width),
        table=Table(
            caption=f"{title}, in order of date",
            head=("Date", "What", "In words", "Where"),
            rows=tuple(_rows(timeline)),
        ),
    )


def milestone_told(milestone: Milestone) -> str:
    """Return how a milestone stands and what there will be, on one line."""
    status = STATUSES[milestone.status] if milestone.status or not milestone.status_raw else milestone.status_raw
    output = f": {on_one_line(milestone.output)}" if milestone.output else ""
    return f"{status[:1].upper()}{status[1:]}{output}"


def _lanes(timeline: Timeline[Figure]) -> tuple[Lane, ...]:
    papers = [item.paper.date for item in timeline.papers if item.evidence]
    due = [item.milestone.due for item in timeline.milestones]
    figures = [item.figure.as_of for item in timeline.figures]
    return (
        _lane("Papers that speak of it", "circle", papers),
        _lane("Milestones due", "diamond", due),
        _lane("Figures, by the date they are of", "square", figures),
    )


def _lane(name: str, mark: str, dates: Sequence[str | None]) -> Lane:
    known = tuple(date for date in dates if date is not None)
    return Lane(name, mark, known, len(dates) - len(known))


def _told(lane: Lane) -> str:
    when = f", {between(lane.dates)}" if lane.dates else ""
    undated = f"; {lane.undated} without a date, not drawn" if lane.undated else ""
    return f"{lane.name}: {len(lane.dates) + lane.undated}{when}{undated}."


def _rows(timeline: Timeline[Figure]) -> Iterable[tuple[str, ...]]:
    """Return every paper, milestone and figure, in order of date; what has none stands last."""
    dated: list[tuple[str | None, tuple[str, str, str]]] = []
    for item in timeline.papers:
        number = counted(len(item.evidence), "passage") if item.evidence else "not found in this paper"
        said = f"Best {number} shown" if item.evidence else number.capitalize()
        dated.append((item.paper.date, ("Paper", said, cite_paper(item.paper))))
    for due in timeline.milestones:
        told = _shown(milestone_told(due.milestone))
        dated.append((due.milestone.due, ("Milestone due", told, _shown(cite_action(due.found)))))
    for then in timeline.figures:
        figure = then.figure
        told = " ".join([figure.value, *([on_one_line(figure.what)] if figure.what else []), f"({figure.role.value})"])
        dated.append((figure.as_of, ("Figure", _shown(told), cite(then.found))))
    for date, (what, told, where) in sorted(dated, key=lambda row: row[0] or "9999"):
        yield date_in_words(date) if date else "No date", what, told, where


def _shown(text: str) -> str:
    return masked(text).text


def _drawn(lanes: tuple[Lane, ...], title: str, width: int) -> Drawing:
    head, y = titled(title, width)
    dates = [date for lane in lanes for date in lane.dates]
    if not dates:
        return Drawing(width, int(y + 24), head + words_at(0, y + 12, "Nothing here bears a date.", Look(fill=OURS)))
    first, last = int(min(map(in_years, dates))), int(max(map(in_years, dates))) + 1
    scale = (width - 2 * EDGE_ROOM) / (last - first)
    body, bottom = [head], y + LANE * len(lanes)
    every = max(1, int(-(-YEAR_ROOM // scale)))
    for year in range(first, last + 1):
        x = EDGE_ROOM + (year - first) * scale
        body.append(line_from(x, y, x, bottom, colour=HAIR))
        if (year - first) % every == 0:
            anchor = "end" if year == last else "start" if year == first else "middle"
            edge = width if year == last else 0 if year == first else x
            body.append(words_at(edge, bottom + 16, str(year), Look(LABEL_SIZE, anchor, OURS)))
    for number, lane in enumerate(lanes):
        places = sorted((EDGE_ROOM + (in_years(date) - first) * scale, date) for date in lane.dates)
        body.append(_lane_drawn(lane, places, y + number * LANE, width))
    return Drawing(width, int(bottom + 24), "".join(body))


def _lane_drawn(lane: Lane, places: Sequence[tuple[float, str]], top: float, width: int) -> str:
    """Return a lane: its name, its line, a mark for all that stands close together, with how many and from when."""
    line = top + LANE_LINE
    name = lane.name if places else f"{lane.name}: none with a date"
    drawn = [words_at(0, top + 16, name, Look(LABEL_SIZE + 1, is_bold=True)), line_from(0, line, width, line)]
    free = 0.0
    for group in _close_together(places):
        x, when = sum(place for place, _ in group) / len(group), _when([date for _, date in group])
        drawn.append(mark_at(x, line, lane.mark))
        if len(group) > 1:
            drawn.append(words_at(x, line - 12, str(len(group)), Look(LABEL_SIZE, "middle", INK, is_bold=True)))
        room = width_of(when, LABEL_SIZE)
        start = min(max(0.0, x - room / 2), width - room)
        if start >= free:
            drawn.append(words_at(start, line + 22, when, Look(LABEL_SIZE, fill=OURS)))
            free = start + room + 6
    return "".join(drawn)


def _when(dates: Sequence[str]) -> str:
    first, last = short(min(dates)), short(max(dates))
    if first == last:
        return first
    same_year = first[-4:] == last[-4:] and " " in first
    return f"{first[:-5]} to {last}" if same_year else f"{first} to {last}"


def _close_together(places: Sequence[tuple[float, str]]) -> list[list[tuple[float, str]]]:
    """Return places in groups, so that the marks of two groups do not touch."""
    groups: list[list[tuple[float, str]]] = []
    for place in places:
        if groups and place[0] - groups[-1][0][0] < LEAST_APART:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
