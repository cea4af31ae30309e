"""Read the words of Word's charts and diagrams, which stand in parts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.office.ooxml import first

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MOST_POINTS = 2000


def chart_rows(chart: Element) -> list[list[str]]:
    """Return a chart as rows: its titles, then the names of its series, then each category with its values.

    Values are those that the file keeps from the last time the chart was drawn.
    """
    rows = [[title] for title in _titles(chart)]
    series = list(chart.iter("c:ser"))
    if not series:
        return rows
    names = ["".join(_cached(first(one, "c:tx")).values()) for one in series]
    categories = _cached(first(series[0], "c:cat")) or _cached(first(series[0], "c:xVal"))
    values = [_cached(first(one, "c:val")) or _cached(first(one, "c:yVal")) for one in series]
    rows.append(["", *names])
    points = sorted({*categories, *(index for column in values for index in column)})
    rows += [[categories.get(index, ""), *(column.get(index, "") for column in values)] for index in points]
    return rows


def diagram_lines(data: Element) -> list[str]:
    """Return the words in a diagram's shapes, in the order in which the file lists them."""
    lines = []
    for shape in data.iter("dgm:t"):
        words = "\n".join(text for text in _paragraphs(shape) if text.strip())
        if words:
            lines.append(words)
    return lines


def _titles(chart: Element) -> Iterator[str]:
    for title in chart.iter("c:title"):
        words = " ".join(text for text in _paragraphs(title) if text.strip()) or "".join(_cached(title).values())
        if words:
            yield words


def _paragraphs(parent: Element) -> list[str]:
    return ["".join(text.text or "" for text in paragraph.iter("a:t")) for paragraph in parent.iter("a:p")]


def _cached(parent: Element | None) -> dict[int, str]:
    """Return the points that a part of a chart keeps, by their index."""
    if parent is None:
        return {}
    points: dict[int, str] = {}
    for point in parent.iter("c:pt"):
        if len(points) < MOST_POINTS and point.get("idx", "").isdecimal():
            value = first(point, "c:v")
            points[int(point.get("idx", ""))] = (value.text or "").strip() if value is not None else ""
    return points
