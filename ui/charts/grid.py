"""Draw how many passages of each council speak of each theme: a grid of numbers, tinted by their shares."""

from __future__ import annotations

from bisect import bisect_right
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
    rows: list[tuple[str | int, ...]] = [(theme.title, *counts.counts[theme.id]) for theme in themes]
    return Chart(
        id=own_id,
        title=TITLE,
        said="A darker cell is a larger share of that council’s passages. A passage may speak of several themes.",
        draw=lambda width: _drawn(counts, themes, width),
        table=Table(caption=TITLE, head=("Theme", *counts.councils), rows=tuple(rows)),
    )


def tints_of(counts: ThemeCounts, themes: Sequence[Theme]) -> dict[str, tuple[int, ...]]:
    """Return the tint of each cell, by theme id and then by council: 0 for none, else from 1 to `len(TINTS) - 1`.

    It goes by the share of a council's own passages, in steps that as many cells fall in: one long paper, or one theme
    that all write of, would else leave all the others alike.
    """
    shares = {
        theme.id: [n / of if of else 0.0 for n, of in zip(counts.counts[theme.id], counts.passages, strict=True)]
        for theme in themes
    }
    some = sorted(share for row in shares.values() for share in row if share)
    return {name: tuple(step_of(share, some) for share in row) for name, row in shares.items()}


def step_of(share: float, some: Sequence[float]) -> int:
    """Return the tint of a share by its place among all that are above nothing, in order.

    >>> [step_of(share, [0.1, 0.2, 0.2, 0.3, 0.9]) for share in (0.0, 0.1, 0.2, 0.9)]
    [0, 1, 3, 4]
    """
    return -(-bisect_right(some, share) * (len(TINTS) - 1) // len(some)) if share else 0


def _drawn(counts: ThemeCounts, themes: Sequence[Theme], width: int) -> Drawing:
    councils, tints = counts.councils, tints_of(counts, themes)
    is_narrow = width < 2 * LEAST_CELL * 10
    labels = 0 if is_narrow else int(width * LABEL_SHARE)
    cell = max(LEAST_CELL, (width - labels - 1) // max(len(councils), 1))
    drawn_width = max(width, labels + cell * len(councils) + 1)
    head, y = titled(TITLE, width)
    names, y = _names(councils, labels, cell, y)
    body = [head, names]
    for theme in themes:
        lines = wrapped(theme.title, width if is_narrow else labels - 8, 14)
        label, below = lines_at(0, y + (15 if is_narrow else 14), lines, QUIET._replace(size=14, fill=INK))
        top = below - 10 if is_narrow else y
        row = zip(counts.counts[theme.id], tints[theme.id], strict=True)
        body += [label, *(_cell(labels + n * cell, top, cell, *each) for n, each in enumerate(row))]
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


def _cell(x: float, y: float, width: float, count: int, tint: int) -> str:
    ground, ink = TINTS[tint]
    box = box_at(x + 0.5, y + 0.5, width, ROW, fill=ground, edge=HAIR)
    return box + words_at(x + width / 2, y + ROW / 2 + 5, f"{count:,}", CENTRED._replace(fill=ink))
