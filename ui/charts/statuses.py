"""Draw how a plan's actions stand: a bar in as many parts as there are statuses, each named and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.actions import in_words
from ui.charts.chart import Chart, Table
from ui.charts.drawing import (
    ACCENT,
    CENTRED,
    EDGE,
    INK,
    MIDDLE,
    SHEET,
    TINT,
    Drawing,
    Look,
    box_at,
    titled,
    width_of,
    words_at,
)

if TYPE_CHECKING:
    from search.actions import RollUp

BAR, SWATCH, LEGEND_LINE, GAP = 44, 18, 28, 24
TITLE = "How the actions stand"


class Part(NamedTuple):
    """A part of the bar: a status in words, how many actions have it, and how its part is filled."""

    words: str
    number: int
    fill: str
    stripes: str


def statuses_chart(counts: RollUp, *, own_id: str = "action-status", title: str = TITLE) -> Chart:
    """Return the chart of a roll-up."""
    parts = _parts(counts)
    return Chart(
        id=own_id,
        title=title,
        said=f"{in_words(counts)}.",
        draw=lambda width: _drawn(parts, counts.actions, width, own_id, title),
        table=Table(
            caption=f"{title}: actions by status",
            head=("Status", "Actions"),
            rows=(*((part.words, part.number) for part in parts), ("All actions", counts.actions)),
        ),
    )


def _parts(counts: RollUp) -> tuple[Part, ...]:
    """Return the parts, best first; stripes tell apart what colours may not."""
    return (
        Part("Complete", counts.complete, ACCENT, ""),
        Part("On track", counts.on_track, TINT, ""),
        Part("Some issues", counts.some_issues, MIDDLE, "M0 8L8 0"),
        Part("Not on track", counts.off_track, MIDDLE, "M0 8L8 0M0 0L8 8"),
        Part("No status printed", counts.without_status, SHEET, ""),
    )


def _drawn(parts: tuple[Part, ...], total: int, width: int, own_id: str, title: str) -> Drawing:
    head, y = titled(title, width)
    fills = [f"url(#{own_id}-{width}-{n})" if part.stripes else part.fill for n, part in enumerate(parts)]
    patterns = "".join(_pattern(fill, part) for fill, part in zip(fills, parts, strict=True) if part.stripes)
    body, x = [head, f"<defs>{patterns}</defs>"], 0.5
    for part, fill in zip(parts, fills, strict=True):
        part_width = (width - 1) * part.number / max(total, 1)
        if part.number:
            body += [box_at(x, y, part_width, BAR, fill=fill, edge=INK), _number(part, x, y, part_width)]
        x += part_width
    legend, bottom = _legend(parts, fills, width, y + BAR + 12)
    return Drawing(width, int(bottom), "".join([*body, legend]))


def _number(part: Part, x: float, y: float, width: float) -> str:
    """Return the number in the middle of its part, on a ground of its own; none where there is no room."""
    number = str(part.number)
    room = width_of(number) + 10
    if width < room + 2:
        return ""
    middle = x + width / 2
    ground = box_at(middle - room / 2, y + 10, room, BAR - 20, fill=SHEET)
    return ground + words_at(middle, y + BAR / 2 + 5, number, CENTRED._replace(is_bold=True))


def _pattern(fill: str, part: Part) -> str:
    name = fill.removeprefix("url(#").removesuffix(")")
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{part.fill}"/><path d="{part.stripes}" stroke="{INK}"/></pattern>'
    )


def _legend(parts: tuple[Part, ...], fills: list[str], width: int, top: float) -> tuple[str, float]:
    """Return every status with its number, as many on a line as there is room for, and where they end."""
    drawn, x, y = [], 0.0, top
    for part, fill in zip(parts, fills, strict=True):
        words = f"{part.words}: {part.number}"
        needed = SWATCH + 8 + width_of(words)
        if x and x + needed > width:
            x, y = 0.0, y + LEGEND_LINE
        drawn.append(box_at(x + 0.5, y + 0.5, SWATCH, SWATCH, fill=fill, edge=EDGE))
        drawn.append(words_at(x + SWATCH + 8, y + SWATCH - 4, words, Look()))
        x += needed + GAP
    return "".join(drawn), y + LEGEND_LINE
