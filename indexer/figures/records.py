"""What a figure is: a number as printed, with all that its passage says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.types import Span


class Role(StrEnum):
    """What a number stands for: how things are or were, what is aimed at, by how much they changed, a sum in plan."""

    ACTUAL = "actual"
    TARGET = "target"
    CHANGE = "change"
    BUDGET = "budget"


class Direction(StrEnum):
    """Which way a number went."""

    UP = "up"
    DOWN = "down"


class Tone(StrEnum):
    """Whether a change is for the better, by the passage's own words and the rules of figures.toml."""

    IMPROVEMENT = "improvement"
    DETERIORATION = "deterioration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a passage, with what the passage says of it; all spans are in the passage's text.

    `value` is `text[span.start:span.end]`, with the sign that belongs to it ("486", "£17.9m", "85%", "twenty",
    "10 to 12"). `what` is what it counts, `change` how it changed, `as_of_raw` the words of its date, `qualifiers` what
    narrows it ("approximately", "projected", "excluding the £3m reserve"): each an exact piece of the quotation; None,
    or empty, where the passage does not tell.

    `number` is the value as a number, with scales carried out (17.9 million is 17900000.0) and percentages as printed;
    of a range the lower end, `upper` the higher (None for a single number). A ratio ("9 of 58") is a share in [0, 1].
    None where it cannot be read. `unit` is "%", "£", "count", "ratio", "FTE", "per 10,000" (or another base), "days",
    "weeks", "months", "years", "hours", "minutes".

    `as_of` is an ISO day, month or year, the last day for a financial year; of a target, when it is due. None where
    the passage states no date, or states it only in words that need another paper ("this year").
    `quote` is the sentence or the cells of a row in which all of this stands. `reason` says in words what each was
    told by.
    """

    value: str
    span: Span
    number: float | None
    upper: float | None
    unit: str
    what: str | None
    change: str | None
    as_of: str | None
    as_of_raw: str | None
    role: Role
    direction: Direction | None
    tone: Tone | None
    qualifiers: tuple[str, ...]
    quote: Span
    reason: str
