"""Draw how many passages of each council speak of each theme: a grid of numbers, tinted by how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.charts.chart import Chart, Table
from ui.charts.drawing import (
    ACCENT,
    CENTRED,
    HAIR,
    INK,
    MIDDLE,
    QUIET,
    SHEET,
    TINT,
    Drawing,
    box_at,
    lines_at,
    titled,
    width_of,
    words_at,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.themes import Theme
    from ui.library.comparing import ThemeCounts

TITLE = "Passages on each theme, by council"
ROW, LABEL_SHARE, LEAST_CELL = 34, 0.42, 46
LABEL_LINE = 20
TINTS = ((SHEET, INK), (TINT, INK), ("#b7d3c9", INK), (MIDDLE, INK), (ACCENT, SHEET))
SLOPE = -60  # degrees by which councils' names are turned where they are wider than their column
RISE = 0.87  # the sine of 60 degrees


def grid_chart(counts: ThemeCounts, themes: Sequence[Theme], *, own_id: str = "themes-by-council") -> Chart:
    """Return the chart of how many passages of each council are marked with each theme."""
    titles = [theme.title for theme in themes]
    numbers = [counts.counts[theme.id] for theme in themes]
    rows: list[tuple[str | int, ...]] = [(title, *row) for title, row in zip(titles, numbers, strict=True)]
    searched = ", ".join(
        f"{council} {number:,}" for council, number in zip(counts.councils, counts.passages, strict=True)
    )
    return Chart(
        id=own_id,
        title=TITLE,
        said=f"The darker a cell, the more passages. Who has more papers has more passages; searched were: {searched}.",
        draw=lambda width: _drawn(counts.councils, titles, numbers, width),
        table=Table(caption=TITLE, head=("Theme", *counts.councils), rows=tuple(rows)),
    )


def tint_of(count: int, most: int) -> tuple[str, str]:
    """Return the ground of a cell and the colour of its number: white for none, then by quarters of the most.

    >>> tint_of(0, 30)[0], tint_of(1, 30)[0], tint_of(30, 30)
    ('#ffffff', '#dfeae5', ('#14483f', '#ffffff'))
    """
    step = 0 if not count else min(4, 1 + 4 * (count - 1) // max(most, 1))
    return TINTS[step]


def _drawn(councils: Sequence[str], titles: Sequence[str], counts: Sequence[Sequence[int]], width: int) -> Drawing:
    is_narrow = width < 2 * LEAST_CELL * 10
    labels = 0 if is_narrow else int(width * LABEL_SHARE)
    cell = max(LEAST_CELL, (width - labels - 1) // max(len(councils), 1))
    drawn_width = max(width, labels + cell * len(councils) + 1)
    head, y = titled(TITLE, width)
    names, y = _names(councils, labels, cell, y)
    most = max((count for row in counts for count in row), default=0)
    body = [head, names]
    for title, row in zip(titles, counts, strict=True):
        lines = wrapped(title, width if is_narrow else labels - 8, 14)
        label, below = lines_at(0, y + (15 if is_narrow else 14), lines, QUIET._replace(size=14, fill=INK))
        top = below - 10 if is_narrow else y
        body += [label, *(_cell(labels + n * cell, top, cell, count, most) for n, count in enumerate(row))]
        y = max(top + ROW, below - 8 if not is_narrow else 0) + (8 if is_narrow else 2)
    last = councils[-1] if councils else ""
    spill = int(width_of(last, 14) / 2) if cell < width_of(last, 14) else 0
    return Drawing(drawn_width + spill, int(y + 4), "".join(body))


def _names(councils: Sequence[str], labels: int, cell: int, y: float) -> tuple[str, float]:
    """Return the councils' names over their columns, turned where they are too long, and where the rows begin."""
    widest = max((width_of(name, 14) for name in councils), default=0.0)
    look = CENTRED._replace(size=14, is_bold=True)
    middles = [labels + n * cell + cell / 2 for n in range(len(councils))]
    if widest <= cell - 4:
        drawn = [words_at(x, y + 14, name, look) for x, name in zip(middles, councils, strict=True)]
        return "".join(drawn), y + LABEL_LINE + 4
    base = y + widest * RISE + 8
    turned = look._replace(anchor="start")
    drawn = [words_at(x, base, name, turned, turned=SLOPE) for x, name in zip(middles, councils, strict=True)]
    return "".join(drawn), base + 8


def _cell(x: float, y: float, width: float, count: int, most: int) -> str:
    ground, ink = tint_of(count, most)
    box = box_at(x + 0.5, y + 0.5, width, ROW, fill=ground, edge=HAIR)
    return box + words_at(x + width / 2, y + ROW / 2 + 5, f"{count:,}", CENTRED._replace(fill=ink))
