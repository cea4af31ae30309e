"""Draw figures that papers print of one thing at several dates, each with its date and value, never joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold, on_one_line
from indexer.figures.records import Role
from search.citation import cite, date_in_words, pinpoint
from search.masking import masked
from ui.charts.chart import Chart, Table
from ui.charts.drawing import (
    HAIR,
    OURS,
    TINT,
    Drawing,
    Look,
    box_at,
    line_from,
    lines_at,
    mark_at,
    titled,
    width_of,
    words_at,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.figures.records import Figure
    from search.timeline import FigureThen, Timeline

#: Levels only: a change says by how much, not how many, and does not belong on their scale.
LEVELS = {
    Role.ACTUAL: ("was", "circle", True),
    Role.TARGET: ("target", "diamond", False),
    Role.BUDGET: ("budget", "square", False),
}
FEWEST_DATES = 2
ROW, LABEL_SIZE, VALUE_ROOM = 40, 14, 12


class Series(NamedTuple):
    """Figures of one thing in one unit, earliest first, of at least two dates."""

    what: str
    unit: str
    figures: tuple[FigureThen[Figure], ...]


def series_of(timeline: Timeline[Figure]) -> list[Series]:
    """Return what is printed of the same thing in the same unit for two dates or more, by name.

    Things are the same when they are called the same, whatever the case and white space. A figure is left out that has
    no date, no name or no number, that is a range, or that says by how much something changed.
    """
    groups: dict[tuple[str, str], list[FigureThen[Figure]]] = {}
    for item in timeline.figures:
        figure = item.figure
        if (
            figure.what
            and figure.as_of
            and figure.number is not None
            and figure.upper is None
            and figure.role in LEVELS
        ):
            groups.setdefault((fold(figure.what).casefold(), figure.unit), []).append(item)
    return [
        Series(on_one_line(items[0].figure.what or ""), unit, tuple(items))
        for (_, unit), items in sorted(groups.items())
        if len({item.figure.as_of for item in items}) >= FEWEST_DATES
    ]


def figures_chart(series: Series, *, own_id: str) -> Chart:
    """Return the chart of one thing's figures."""
    name = series.what[:1].upper() + series.what[1:]
    title = f"{name} ({series.unit})" if series.unit not in ("", "count") else name
    rows = tuple(_rows(series))
    told = "; ".join(f"{value}, {role}, {date}" for date, value, role, _, _ in rows)
    caution = "Each stands alone: papers may count differently, so read the sentence that each is printed in."
    return Chart(
        id=own_id,
        title=title,
        said=f"{told}. {caution}",
        draw=lambda width: _drawn(series, title, width),
        table=Table(caption=f"{title}, by date", head=("Date", "Value", "Kind", "As printed", "Where"), rows=rows),
    )


def _rows(series: Series) -> Iterable[tuple[str, str, str, str, str]]:
    for found, figure in series.figures:
        quote = on_one_line(found.passage.text[slice(*figure.quote)].replace("\t", " | "))
        yield date_in_words(figure.as_of), figure.value, figure.role.value, masked(quote).text, cite(found)


def _drawn(series: Series, title: str, width: int) -> Drawing:
    """Return a line for each figure, in order of date: when, and a mark as far along as its value is large."""
    head, y = titled(title, width)
    is_narrow = width < 480  # noqa: PLR2004 - pixels: a date and a scale do not fit beside each other
    labels = [_label(item, is_narrow=is_narrow) for item in series.figures]
    column = 0.0 if is_narrow else max(width_of(label, LABEL_SIZE) for label in labels) + 16
    widest = max(width_of(item.figure.value, LABEL_SIZE) for item in series.figures)
    numbers = [item.figure.number or 0.0 for item in series.figures]
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    scale = (width - column - widest - 2 * VALUE_ROOM - 8) / ((most - least) or 1)
    zero = column + 8 - least * scale
    body, top = [head], y
    for item, label, number in zip(series.figures, labels, numbers, strict=True):
        lines, below = lines_at(0, y + LABEL_SIZE, wrapped(label, width, LABEL_SIZE), Look(LABEL_SIZE))
        middle = below + 2 if is_narrow else y + ROW / 2 - 8
        x = zero + number * scale
        _, shape, is_filled = LEVELS[item.figure.role]
        body += [
            lines,
            box_at(min(zero, x), middle - 3, abs(x - zero), 6, fill=TINT),
            mark_at(x, middle, shape, is_filled=is_filled),
            words_at(x + VALUE_ROOM, middle + 5, item.figure.value, Look(LABEL_SIZE, is_bold=True)),
        ]
        y = below + 16 if is_narrow else y + ROW - 8
    body.insert(1, line_from(zero, top, zero, y, colour=HAIR))
    key = "Filled circle: as it was. Hollow diamond: a target. Hollow square: a budget."
    lines, y = lines_at(0, y + LABEL_SIZE, wrapped(key, width, 13), Look(13, fill=OURS))
    return Drawing(width, int(y), "".join([*body, lines]))


def _label(item: FigureThen[Figure], *, is_narrow: bool) -> str:
    kind, _, _ = LEVELS[item.figure.role]
    place = "" if is_narrow else f", {pinpoint(item.found.passage)}"
    label = f"{date_in_words(item.figure.as_of)}, {kind}"
    return label + place if len(label + place) <= 34 else label  # noqa: PLR2004 - letters: half the width
