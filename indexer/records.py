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


FROM_BEST = tuple(Status)


class Milestone(NamedTuple):
    """A date by which something is to be so. `due` is an ISO month or day, None when it cannot be read from `due_raw`.

    `status` is None where none is printed, or only as a colour; `status_raw`, `due_raw` and `output` are as printed,
    empty where blank. `strengthening` is the category on the milestone's row, None where blank.
    """

    due: str | None
    due_raw: str
    status: Status | None
    status_raw: str
    output: str
    strengthening: str | None


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

    Texts are as printed, on one line; a cut cell is put together, a further cell of the same field begins a new line,
    and empty text means a blank cell. `outcome`, `objective` and `ref` stand once for all the actions below them.
    `ref` is the printed reference, or the one that `ref_inferred` says was inferred from its neighbours; None where
    neither is. `strengthening` are the categories of its rows, each once. `others` are cells under headings that name
    none of these fields, with those headings.

    `lines` are the spans of its own physical rows, in order, and `inherited_lines` those of other rows from which it
    has its outcome and objective; `repairs` names each thing that was put right, `missing` each field whose text the
    source has lost, wholly ("action") or in part ("objective: beginning").
    `page` is where it begins, None where the file has no pages.
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
    strengthening: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]
    others: tuple[tuple[str, str], ...]
    lines: tuple[Span, ...]
    inherited_lines: tuple[Span, ...]
    repairs: tuple[str, ...]
    missing: tuple[str, ...]
    passage_ids: tuple[PassageId, ...]
    page: int | None

    @property
    def status(self) -> Status | None:
        """How the action stands: complete when each milestone that has a status is, else as the worst of the others.

        None where no milestone has a status.
        """
        statuses = {milestone.status for milestone in self.milestones if milestone.status is not None}
        return max(statuses, key=FROM_BEST.index, default=None)


class Period(NamedTuple):
    """A pair of columns of a measures table. `target` and `actual` are as printed, None where nothing is published."""

    name: str
    target: str | None
    actual: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A row of a measures table, with the rows that go on with it; fields as in `Action`.

    `frequency` is None where the cell is blank.
    """

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
    page: int | None


class Framework(StrEnum):
    """Under which rules an inspection was made."""

    ILACS_STANDARD = "ILACS standard"
    ILACS_SHORT = "ILACS short"
    SIF = "single inspection framework"
    JTAI = "joint targeted area inspection"
    AREA_SEND = "area SEND"
    OTHER = "other"


class Judgement(NamedTuple):
    """What an inspection judged, with area and grade as printed and where they are printed.

    `about` is the id by which the same area is known in other reports, None where inspections.toml knows no such area.
    """

    area: str
    about: str | None
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
