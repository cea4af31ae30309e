"""Follow a theme through a council's papers: what each says, in order of date, and what is due or was so when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from indexer.store import Where
from search.actions import themes_of_action

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.types import Paper
    from indexer.records import Milestone
    from indexer.store import Found, FoundAction, View
    from search.themes import Theme

LIMIT = 3
UNDATED = "9999"  # after every date that a paper or a milestone bears


class Dated(Protocol):
    """A figure, as far as a timeline must know it."""

    @property
    def as_of(self) -> str | None:
        """The ISO date of which it speaks, None where its passage states none."""


FigureT = TypeVar("FigureT", bound=Dated)


class PaperOnTheme(NamedTuple):
    """A paper with its best passages on the theme, best first; none where it does not speak of it."""

    paper: Paper
    evidence: tuple[Found, ...]

    @property
    def is_undated(self) -> bool:
        """Whether the paper bears no date, so that its place at the end tells nothing."""
        return self.paper.date is None


class MilestoneDue(NamedTuple):
    """A milestone of an action on the theme."""

    found: FoundAction
    milestone: Milestone


class FigureThen(NamedTuple, Generic[FigureT]):
    """A figure in a passage on the theme."""

    found: Found
    figure: FigureT


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Generic[FigureT]):
    """A theme through a council's papers, earliest first; what has no date stands last.

    Papers of one date stand in the library's order, milestones and figures of one date in reading order.
    """

    theme: Theme
    council: str
    papers: tuple[PaperOnTheme, ...]
    milestones: tuple[MilestoneDue, ...]
    figures: tuple[FigureThen[FigureT], ...]


def timeline(
    theme: Theme,
    council: str,
    view: View,
    *,
    evidence: Callable[[Paper], Sequence[Found]],
    figures: Callable[[Found], Sequence[FigureT]],
    limit: int = LIMIT,
) -> Timeline[FigureT]:
    """Return a theme's timeline through all of a council's papers.

    Args:
        theme: What is followed.
        council: Whose papers.
        view: Where to look.
        evidence: Returns the passages of a paper that speak to the theme, best first: the same rule as in a comparison.
        figures: Returns the figures of a passage.
        limit: The most passages to show of one paper; figures are taken from all that speak to the theme.
    """
    only = Where(councils=(council,))
    spoken = [(paper, tuple(evidence(paper))) for paper in sorted(view.papers(only), key=lambda p: p.date or UNDATED)]
    due = [
        MilestoneDue(found, milestone)
        for found in view.actions(only)
        if themes_of_action(found.action, [theme])
        for milestone in found.action.milestones
    ]
    told = [FigureThen(found, figure) for _, passages in spoken for found in passages for figure in figures(found)]
    return Timeline(
        theme=theme,
        council=council,
        papers=tuple(PaperOnTheme(paper, passages[:limit]) for paper, passages in spoken),
        milestones=tuple(sorted(due, key=lambda item: item.milestone.due or UNDATED)),
        figures=tuple(sorted(told, key=lambda item: item.figure.as_of or UNDATED)),
    )
