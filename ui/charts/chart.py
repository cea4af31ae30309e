"""Show a chart: drawn for a wide and a narrow page, told, as a table, and to take away as PNG and CSV."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ui.charts.drawing import FONT, SHEET
from ui.table_files import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.charts.drawing import Drawing

WIDE, NARROW = 720, 288  # pixels: the column for reading, and what a screen of 320 leaves
BOM = "\ufeff"  # else Excel takes UTF-8 for the machine's own code page


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The data of a chart as a table: the first cell of a row names it. A row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart. `id` is its own on the page and names its files; `said` tells in sentences what the drawing shows.

    `draw` draws it for a page of so many pixels; what it returns may be wider, and is then scrolled.
    """

    id: str
    title: str
    said: str
    draw: Callable[[int], Drawing]
    table: Table


def chart_html(chart: Chart) -> str:
    """Return a chart as a figure: one drawing for each width of page, its words, its table, and its files."""
    drawn = _drawn_html(chart, WIDE, "wide") + _drawn_html(chart, NARROW, "narrow")
    hidden = f'<span class="hidden-words">: {escape(chart.title)}</span>'
    csv_link = f"data:text/csv;charset=utf-8;base64,{b64encode(csv_of(chart.table)).decode()}"
    return (
        f'<figure class="chart" id="{escape(chart.id)}">{drawn}'
        f"<figcaption><p>{escape(chart.said)}</p>"
        f'<details class="as-table"><summary>The same as a table{hidden}</summary>{table_html(chart.table)}</details>'
        '<p class="taking">'
        f'<button type="button" class="as-link" data-picture="{escape(chart.id)}.png">Download picture (PNG){hidden}'
        f'</button><a download="{escape(chart.id)}.csv" href="{csv_link}">Download table (CSV){hidden}</a>'
        '<span class="picture-told" role="status"></span></p>'
        "</figcaption></figure>"
    )


def svg_of(chart: Chart, width: int, own_id: str) -> str:
    """Return a chart as SVG that stands alone: its title and description first, no style from elsewhere."""
    drawing = chart.draw(width)
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
        f'aria-labelledby="{own_id}-title {own_id}-desc" font-family="{FONT}">'
        f'<title id="{own_id}-title">{escape(chart.title)}</title><desc id="{own_id}-desc">{escape(chart.said)}</desc>'
        f'<rect width="{drawing.width}" height="{drawing.height}" fill="{SHEET}"/>{drawing.body}</svg>'
    )


def table_html(table: Table) -> str:
    """Return a table with its caption, its columns' and its rows' heads."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(str(row[0]))}</th>{"".join(f"<td>{escape(str(cell))}</td>" for cell in row[1:])}'
        "</tr>"
        for row in table.rows
    )
    caption = escape(table.caption)
    return (
        f'<div class="scrolls" role="region" aria-label="{caption}" tabindex="0"><table><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def csv_of(table: Table) -> bytes:
    r"""Return a table as CSV (RFC 4180) in UTF-8 with a byte order mark, no cell a formula: see `guarded`.

    >>> csv_of(Table(caption="", head=("Status", "Actions"), rows=(("On track", 4), ("=1", 0)))).decode("utf-8-sig")
    "Status,Actions\r\nOn track,4\r\n'=1,0\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in table.head])
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    return f"{BOM}{out.getvalue()}".encode()


def _drawn_html(chart: Chart, width: int, css_class: str) -> str:
    """Return a drawing in a frame; one that is wider than the page scrolls in it, by keyboard too."""
    svg = svg_of(chart, width, f"{escape(chart.id)}-{css_class}")
    scrolls = ' role="region" tabindex="0"' if chart.draw(width).width > width else ""
    name = f' aria-label="{escape(chart.title)}, scrolls sideways"' if scrolls else ""
    return f'<div class="drawn {css_class}"{scrolls}{name}>{svg}</div>'
