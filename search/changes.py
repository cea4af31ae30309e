"""Say what changed between two papers of one council: actions, measures, passages, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from corpus.errors import InputError
from indexer.store import SET_ASIDE, PassageKind, Where
from search.citation import cite_paper
from search.measure_changes import measure_changes
from search.passage_changes import passage_changes
from search.plan_changes import action_changes

if TYPE_CHECKING:
    from corpus.types import DocumentId, Paper
    from indexer.records import Judgement
    from indexer.store import Found, View
    from search.measure_changes import MeasureChanges
    from search.passage_changes import PassageChanges
    from search.plan_changes import ActionChanges

OF_PLANS = frozenset({PassageKind.ACTION, PassageKind.MEASURE})


class JudgementChange(NamedTuple):
    """An area that was judged, in both reports; None where one does not judge it.

    `about` is what the area is known by: its id in inspections.toml, else its name in lower case.
    """

    about: str
    old: Judged | None
    new: Judged | None

    @property
    def has_moved(self) -> bool:
        """Whether both reports judge the area, and not alike.

        "Requires improvement" and "Requires improvement to be good" are one grade in two frameworks' words.
        """
        if self.old is None or self.new is None:
            return False
        before, after = (fold(side.judgement.grade).casefold() for side in (self.old, self.new))
        return not before.startswith(after) and not after.startswith(before)


class Judged(NamedTuple):
    """A judgement with the passage that prints it."""

    judgement: Judgement
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed from one paper to another of the same council.

    `actions` and `measures` are None unless both papers have some; passages then leave them out. `judgements` holds
    every area that either report judges, in the new order; it is empty unless both are inspection reports with grades.
    """

    old: Paper
    new: Paper
    actions: ActionChanges | None
    measures: MeasureChanges | None
    passages: PassageChanges
    judgements: tuple[JudgementChange, ...]

    @property
    def nothing_changed(self) -> bool:
        """Whether all that both papers hold is the same."""
        parts = [part for part in (self.actions, self.measures, self.passages) if part is not None]
        graded = all(change.old and change.new and not change.has_moved for change in self.judgements)
        return graded and not any(part.added or part.dropped or part.changed for part in parts)

    @property
    def is_backwards(self) -> bool:
        """Whether the paper that was named as the old one bears a later date than the new."""
        old, new = self.old.date, self.new.date
        return old is not None and new is not None and old > new and not old.startswith(new)


def changes(old: DocumentId, new: DocumentId, view: View) -> Changes:
    """Return what changed between two papers of one council.

    A paper compared with itself has no changes; swapping the papers swaps the sides of every change and no more.

    Args:
        old: The earlier paper.
        new: The later one; it may have no date, or even an earlier one.
        view: Where both are kept.

    Raises:
        KeyError: there is no such paper.
        InputError: the papers are not both known to be of one council, or one is a digest that has stepped aside.
    """
    on_shelf = {paper.id: paper for paper in view.all_papers()}
    papers = on_shelf[old], on_shelf[new]
    _check(*papers)
    is_swapped = new < old
    only = Where(papers=(old,)), Where(papers=(new,))
    actions = view.actions(only[0]), view.actions(only[1])
    measures = view.measures(only[0]), view.measures(only[1])
    judgements = _judged(old, view), _judged(new, view)
    left_out = set(SET_ASIDE)
    left_out |= {PassageKind.ACTION} if all(actions) else set()
    left_out |= {PassageKind.MEASURE} if all(measures) else set()
    left_out |= {PassageKind.JUDGEMENT} if all(judgements) else set()
    before, after = (
        [item for item in view.everything_of(name) if item.passage.kind not in left_out] for name in (old, new)
    )
    return Changes(
        old=papers[0],
        new=papers[1],
        actions=action_changes(actions[0], actions[1], view, is_swapped=is_swapped) if all(actions) else None,
        measures=measure_changes(measures[0], measures[1], view, is_swapped=is_swapped) if all(measures) else None,
        passages=passage_changes(before, after, view, is_swapped=is_swapped),
        judgements=tuple(_judgement_changes(*judgements)) if all(judgements) else (),
    )


def _check(old: Paper, new: Paper) -> None:
    for paper in (old, new):
        if paper.stepped_aside_for is not None:
            raise InputError(
                f"“{paper.file}” is our digest and has stepped aside for the paper itself.",
                remedy=f"Compare the paper itself: {paper.stepped_aside_for}",
            )
        if paper.council is None and old.id != new.id:
            raise InputError(
                f"It is not known whose paper “{paper.file}” is, so it cannot be compared with another.",
                remedy=f"Say whose it is: readacross correct {paper.id} --council NAME",
            )
    if old.council != new.council:
        raise InputError(
            f"These are papers of two councils: {cite_paper(old)}; {cite_paper(new)}.",
            remedy="Name two papers of one council, or lay councils side by side on a theme: readacross compare THEME",
        )


def _judged(document_id: DocumentId, view: View) -> list[Judged]:
    inspection = view.inspection(document_id)
    return [Judged(j, view.passage(j.passage_id)) for j in (inspection.judgements if inspection else ())]


def _judgement_changes(old: list[Judged], new: list[Judged]) -> list[JudgementChange]:
    before, after = ({_area(item.judgement): item for item in side} for side in (old, new))
    return [JudgementChange(area, before.get(area), after.get(area)) for area in {**after, **before}]


def _area(judgement: Judgement) -> str:
    return judgement.about or fold(judgement.area).casefold()
