"""Tell in words what kind of claim a passage makes, and of when it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.citation import date_in_words
from search.claim_rules import ClaimKind
from search.claims import STATUS_WORDS
from ui.documents.briefing_choice import is_inspectors

if TYPE_CHECKING:
    from corpus.types import Paper
    from indexer.records import Action
    from search.claims import Claim

STATUS = {
    ClaimKind.PLANNED: "Planned",
    ClaimKind.REPORTED: "Reported as done",
    ClaimKind.EVIDENCED: "Evidenced with a figure",
    ClaimKind.CONCERN: "Concern stated",
    ClaimKind.CONTEXT: "Context",
}
STATUS_TOLD = (
    "Planned, reported as done and evidenced are told from the papers' own words and can be wrong: "
    "read the paragraph before you rely on one. What was planned may not have happened."
)


def status_of(paper: Paper, claim: Claim) -> str:
    """Return what kind of claim is made, in words; what inspectors wrote is none of the council's."""
    return "Inspectors wrote" if is_inspectors(paper) else STATUS[claim.kind]


def dates_told(paper: Paper, action: Action | None) -> str:
    """Return when a paper was written, and when an action of it was to be done as far as it says so."""
    written = f"paper of {date_in_words(paper.date)}" if paper.date else "paper undated"
    if action is None:
        return written
    dues = list(dict.fromkeys(date_in_words(it.due) if it.due else it.due_raw for it in action.milestones))
    many = "milestones" if len(dues) > 1 else "milestone"
    due = f"{many} {', '.join(dues)}; " if any(dues) else ""
    return f"{due}status of the action: {STATUS_WORDS[action.status]}; {written}"
