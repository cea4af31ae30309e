"""What lines of enquiry are made from, and what they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import Paper, Span
    from indexer.figures.records import Figure
    from indexer.store import Found, FoundAction, FoundMeasure, PassageId
    from search.answers import Searched

NOT_FOUND = "not found in the papers searched"


class Signal(StrEnum):
    """The rule by which a line of enquiry was made; in this order within an area and a date."""

    MILESTONE_PASSED = "milestone_passed"
    TARGET_WITHOUT_ACTUAL = "target_without_actual"
    REPORTED_CHANGE = "reported_change"
    FINDING_WITHOUT_REPLY = "finding_without_reply"
    SILENT_THEME = "silent_theme"
    REPORT_WITHOUT_MEASURE = "report_without_measure"


class FiguresInPassage(NamedTuple):
    """A passage with the figures of it that moved for the worse, by its own words."""

    found: Found
    figures: tuple[Figure, ...]


class UnansweredFinding(NamedTuple):
    """What an inspection says must improve, with its passages, for which no reply was found in so many papers."""

    found: tuple[Found, ...]
    papers_searched: int


class SilentTheme(NamedTuple):
    """A theme on which this council's papers were not found to write, and passages of others that do."""

    theme: str
    passages_searched: int
    others: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What was found in one council's papers that a question can be asked about.

    `papers` are the council's, inspection reports too. `passages` holds those of its plans, by id, for quoting.
    `near_later` leads from an action's id to passages of the council's other papers that come near it in meaning;
    which of them are later is told here. Empty where meaning was not compared: references and words then tell alone.
    `reports` are passages that report a gain without a figure, with the words that say so, in their text.
    """

    papers: Sequence[Paper]
    searched: Searched
    actions: Sequence[FoundAction] = ()
    measures: Sequence[FoundMeasure] = ()
    passages: Mapping[PassageId, Found] = field(default_factory=dict)
    near_later: Mapping[str, Sequence[Found]] = field(default_factory=dict)
    deteriorations: Sequence[FiguresInPassage] = ()
    unanswered: Sequence[UnansweredFinding] = ()
    silences: Sequence[SilentTheme] = ()
    reports: Sequence[tuple[Found, Span]] = ()


class Quotation(NamedTuple):
    """An exact quotation: `text` is the paper's text from `start` to `end`, in characters."""

    text: str
    citation: str
    passage_id: PassageId
    start: int
    end: int


class Dated(NamedTuple):
    """A date of a line of enquiry: `what` it dates, as ISO and as printed; `note` the status as printed, else empty."""

    what: str
    iso: str | None
    printed: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """One line of enquiry. `id` is made of the signal and what is quoted, so it stays while the papers do.

    `date` is the ISO date that it is ordered by, None where none is printed.
    """

    id: str
    area: str
    themes: tuple[str, ...]
    signal: Signal
    question: str
    quotations: tuple[Quotation, ...]
    gap: str
    evidence_to_ask_for: tuple[str, ...]
    dates: tuple[Dated, ...]
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryArea:
    """An inspection area with its lines of enquiry, by date, undated ones last."""

    id: str
    title: str
    enquiries: tuple[Enquiry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiries:
    """The lines of enquiry for one council at a date, area by area in the order of the file; empty areas left out.

    `papers` are those searched: dated at `as_of` or before, or undated.
    """

    council: str
    as_of: str
    framework: str
    statement: str
    papers: tuple[Paper, ...]
    searched: Searched
    areas: tuple[EnquiryArea, ...]
