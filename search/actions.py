"""Choose actions of plans, count how they stand, and cite them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from indexer.records import Status
from search.citation import cite_paper
from search.tag import themes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.records import Action, Milestone
    from indexer.store import FoundAction, FoundMeasure
    from search.themes import Theme

TITLE_WORDS = 14
SENTENCE_END = re.compile(r"(?<=[.;:])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsWanted:
    """Which actions to list; an empty field sets no limit.

    `statuses` and `due_before` are met by one and the same milestone; None among the statuses stands for milestones
    without one. `due_before` is an ISO date of any precision: a milestone must be over before it begins. `lead` is
    words that the lead's cell holds, whatever the case.
    """

    statuses: tuple[Status | None, ...] = ()
    due_before: str | None = None
    lead: str | None = None

    def admits(self, action: Action) -> bool:
        """Tell whether an action is wanted."""
        if self.lead is not None and fold(self.lead).casefold() not in fold(action.lead).casefold():
            return False
        if not self.statuses and self.due_before is None:
            return True
        return any(self._admits_milestone(milestone) for milestone in action.milestones)

    def _admits_milestone(self, milestone: Milestone) -> bool:
        if self.statuses and milestone.status not in self.statuses:
            return False
        if self.due_before is None:
            return True
        # "2023-05" is over before "2023-06" and before "2023-06-01", but not before "2023-05-31".
        due, limit = milestone.due, self.due_before
        return due is not None and due < limit and not limit.startswith(due)


def themes_of_action(action: Action, themes: Sequence[Theme]) -> tuple[str, ...]:
    """Return the ids of the themes that an action speaks of, in what it does, for what, and how that will be known."""
    return themes_of("\n".join([action.objective, action.action, action.success_criteria]), themes)


class RollUp(NamedTuple):
    """How many actions stand how, each counted once by its own status: see `Action.status`.

    An action with one milestone complete and another to come is not complete, so its milestones are counted too.
    """

    actions: int
    complete: int
    on_track: int
    some_issues: int
    off_track: int
    without_status: int
    milestones: int
    milestones_complete: int


def chosen(found: Iterable[FoundAction], wanted: ActionsWanted) -> list[FoundAction]:
    """Return the actions that are wanted, in the order given."""
    return [item for item in found if wanted.admits(item.action)]


def roll_up(actions: Sequence[Action]) -> RollUp:
    """Return how many actions are complete, on track and so on."""
    counts = [action.status for action in actions]
    return RollUp(
        actions=len(counts),
        complete=counts.count(Status.COMPLETE),
        on_track=counts.count(Status.ON_TRACK),
        some_issues=counts.count(Status.SOME_ISSUES),
        off_track=counts.count(Status.OFF_TRACK),
        without_status=counts.count(None),
        milestones=sum(len(action.milestones) for action in actions),
        milestones_complete=sum(m.status is Status.COMPLETE for action in actions for m in action.milestones),
    )


def in_words(counts: RollUp) -> str:
    """Return a roll-up as committees say it: "5 of 58 actions complete (9 of 80 milestones); 8 with some issues"."""
    noun = "action" if counts.actions == 1 else "actions"
    milestones = f" ({counts.milestones_complete} of {counts.milestones} milestones)" if counts.milestones else ""
    others = (
        (counts.on_track, "on track"),
        (counts.some_issues, "with some issues"),
        (counts.off_track, "not on track"),
        (counts.without_status, "with no status printed"),
    )
    rest = [f"{number} {words}" for number, words in others if number]
    return "; ".join([f"{counts.complete} of {counts.actions} {noun} complete{milestones}", *rest])


def action_title(action: Action) -> str:
    """Return what an action is called by: its first sentence, cut after some words; empty where its text is lost."""
    words = SENTENCE_END.split(action.action.replace("\n", " "))[0].split()
    short = " ".join(words[:TITLE_WORDS])
    return f"{short} …" if len(words) > TITLE_WORDS else short.rstrip(".;:")


def cite_action(found: FoundAction) -> str:
    """Return an action's citation: "…, action 1.1.1, “Recruit to vacancies in Help & Protection”"."""
    action, paper = found
    inferred = " (number inferred)" if action.ref_inferred else ""
    number = f"action {action.ref}{inferred}" if action.ref else "unnumbered action"
    title = action_title(action)
    parts = [cite_paper(paper), number, *([f"“{title}”"] if title else []), *_page(action.page)]
    return ", ".join(parts)


def cite_measure(found: FoundMeasure) -> str:
    """Return a measure's citation."""
    measure, paper = found
    inferred = " (number inferred)" if measure.ref_inferred else ""
    number = f"measure {measure.ref}{inferred}" if measure.ref else "unnumbered measure"
    return ", ".join([cite_paper(paper), number, f"“{measure.measure}”", *_page(measure.page)])


def _page(page: int | None) -> list[str]:
    return [] if page is None else [f"page {page}"]
