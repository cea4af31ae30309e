"""Read the figures of a measures table's row, whose columns say which numbers are targets and which are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.deadlines import deadlines_in
from corpus.types import Span
from indexer.figures.phrases import noun_phrase
from indexer.figures.plain import plain_of
from indexer.figures.records import Figure, Role
from indexer.figures.values import COUNT, joined, values_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.figures.rules import FigureRules
    from indexer.figures.values import Value
    from indexer.records import Measure


def figures_of_measure(passage_text: str, measure: Measure, rules: FigureRules) -> list[Figure]:
    """Return the figures of a measure's cells in the order of its periods; a blank cell gives none, never a 0.

    Cells are looked for in the passage one after another, so the same text in two columns is found twice. `as_of` is
    the date in the period's name, which stands in the table's head and not in the passage: `as_of_raw` is None.

    Args:
        passage_text: The row as quoted.
        measure: The record of the row.
        rules: What is known of figures.
    """
    plain = plain_of(passage_text)
    figures: list[Figure] = []
    place = 0
    for name, role, cell in _cells(measure):
        start = passage_text.find(cell, place)
        if start < 0:
            continue  # the cell stands in another row of the same measure
        place = start + len(cell)
        figures += _figures(passage_text, plain, Span(start, place), measure, (role, name), rules)
    return figures


def _cells(measure: Measure) -> Iterator[tuple[str, Role, str]]:
    for period in measure.periods:
        for role, cell in ((Role.TARGET, period.target), (Role.ACTUAL, period.actual)):
            for line in (cell or "").split("\n"):
                if line.strip():
                    yield period.name, role, line.strip()


def _figures(
    text: str, plain: str, cell: Span, measure: Measure, column: tuple[Role, str], rules: FigureRules
) -> Iterator[Figure]:
    role, name = column
    dates = deadlines_in(fold(name))
    inside = [v for v in values_in(plain, rules) if cell.start <= v.start and v.end <= cell.end]
    for value in joined(plain, inside):
        what = _what(text, plain, cell, value, measure, rules)
        if (
            what is None
            and value.unit == COUNT
            and text[cell.start : cell.end].strip() != text[value.start : value.end]
        ):
            continue
        quote = Span(min(cell.start, what.start), max(cell.end, what.end)) if what else cell
        yield Figure(
            value=text[value.start : value.end],
            span=Span(value.start, value.end),
            number=value.number,
            upper=value.upper,
            unit=value.unit,
            what=text[what.start : what.end] if what else None,
            change=None,
            as_of=dates[-1].iso if dates else None,
            as_of_raw=None,
            role=role,
            direction=None,
            tone=None,
            qualifiers=(),
            quote=quote,
            reason=f"{role}: it stands in the column '{role}' of the period '{name}'",
        )


def _what(text: str, plain: str, cell: Span, value: Value, measure: Measure, rules: FigureRules) -> Span | None:
    """Return what a cell's number counts: the words beside it, else the measure's own where the row prints it."""
    before = plain[cell.start : value.start].strip(" :-")
    if before:
        start = plain.index(before, cell.start)
        return Span(start, start + len(before))
    after = (
        noun_phrase(plain, Span(value.after + 1, cell.end), rules, any_noun=True) if value.after < cell.end else None
    )
    if after is not None:
        return after
    start = text.find(measure.measure) if measure.measure else -1
    return Span(start, start + len(measure.measure)) if start >= 0 else None


def with_columns(figures: list[Figure], told: list[Figure]) -> list[Figure]:
    """Return a passage's figures, those that a column tells in place of those that were only read, by their place."""
    spans = {figure.span for figure in told}
    kept = [figure for figure in figures if figure.span not in spans]
    return sorted([*kept, *told], key=lambda figure: figure.span)
