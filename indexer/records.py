"""What an action plan and an inspection report hold, as records: actions, measures, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corpus.types import DocumentId, Span
    from indexer.store import PassageId


class Status(StrEnum):
    """How an action stands, whatever words or colours a council uses for it."""

    COMPLETE = "complete"
    ON_TRACK = "on_track"
    SOME_ISSUES = "some_issues"
    OFF_TRACK = "off_track"


class Milestone(NamedTuple):
    """A date by which something is to be so. `due` is an ISO month or day, None when it cannot be read from `due_raw`.

    `status` is None where none is printed; `status_raw`, `due_raw` and `output` are as printed, empty where blank.
    """

    due: str | None
    due_raw: str
    status: Status | None
    status_raw: str
    output: str


class Target(NamedTuple):
    """A number that an action means to reach: 85 of "%" "Team Managers" in "Help & Protection" by 2023-10."""

    group: str
    measure: str
    value: float
    unit: str
    due: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A row of an action plan, with the rows that go on with it.

    Texts are as printed, cut cells put together; empty text where the cell is blank. `ref` is the printed reference, or
    the one that `ref_inferred` says was inferred; None where neither is. `lines` are the spans of the physical rows that
    it came from; `repairs` names each thing that was put right, `missing` each cell whose text the source has lost.
    """

    id: str
    document_id: DocumentId
    ref: str | None
    ref_inferred: bool
    priority: str | None
    outcome_ref: str | None
    outcome: str
    objective: str
    action: str
    success_criteria: str
    lead: str
    strengthening: str | None
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]
    lines: tuple[Span, ...]
    repairs: tuple[str, ...]
    missing: tuple[str, ...]
    passage_ids: tuple[PassageId, ...]


class Period(NamedTuple):
    """One pair of columns of a measures table. `target` and `actual` are as printed, None where nothing is published."""

    name: str
    target: str | None
    actual: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A row of a measures table, with the rows that go on with it; fields as in `Action`."""

    id: str
    document_id: DocumentId
    ref: str | None
    ref_inferred: bool
    priority: str | None
    measure: str
    frequency: str | None
    periods: tuple[Period, ...]
    lines: tuple[Span, ...]
    repairs: tuple[str, ...]
    passage_ids: tuple[PassageId, ...]


class Framework(StrEnum):
    """Under which rules an inspection was made."""

    ILACS_STANDARD = "ILACS standard"
    ILACS_SHORT = "ILACS short"
    SIF = "single inspection framework"
    JTAI = "joint targeted area inspection"
    AREA_SEND = "area SEND"
    OTHER = "other"


class Judgement(NamedTuple):
    """What an inspection judged, with the grade as printed and where it is printed."""

    area: str
    grade: str
    passage_id: PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What an inspection report records. Dates are ISO days, None where the report prints none.

    `judgements` is empty where the report gives no grades, as joint targeted area and area SEND inspections do not.
    """

    framework: Framework
    start: str | None
    end: str | None
    published: str | None
    judgements: tuple[Judgement, ...]
    improvements: tuple[PassageId, ...]
