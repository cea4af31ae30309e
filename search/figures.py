"""Show the figures that passages tell: each once, with the quotation that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.figures.distinct import Told, same_as

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.figures.records import Figure
    from indexer.store import Found, PassageId

MOST = 40  # for one council and theme


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """A figure with the passage that tells it, and the passages that tell it again.

    The figure's spans are in the passage's text. `quote` is the sentence, or the cells of a row, in which its value
    stands: an exact slice of the passage. `about` is the measure whose row it stands in, as printed; None for others.
    """

    figure: Figure
    found: Found
    quote: str
    told_again: tuple[Found, ...]
    about: str | None = None


def figures_shown(
    told: Sequence[tuple[Found, Sequence[Figure]]], abouts: Mapping[PassageId, str], *, most: int = MOST
) -> tuple[FigureShown, ...]:
    """Return the figures of passages, at most so many, in the order given; what a paper tells again is shown once.

    `abouts` says of passages that are rows of measures which measure it is.
    """
    each = [(found, figure) for found, figures in told for figure in figures]
    first_of: dict[int, list[Found]] = {}
    by_paper: dict[str, list[int]] = {}
    for place, (found, _) in enumerate(each):
        by_paper.setdefault(found.paper.id, []).append(place)
    for places in by_paper.values():
        known = [Told(each[place][1], _quote(*each[place])) for place in places]
        for own, same in zip(places, same_as(known), strict=True):
            if same is None:
                first_of.setdefault(own, [])
            else:
                first_of.setdefault(places[same], []).append(each[own][0])
    shown = sorted(first_of)[:most]
    return tuple(
        FigureShown(
            figure=figure,
            found=found,
            quote=_quote(found, figure),
            told_again=_others(first_of[place], found),
            about=abouts.get(found.passage.id),
        )
        for place in shown
        for found, figure in [each[place]]
    )


def _quote(found: Found, figure: Figure) -> str:
    return found.passage.text[figure.quote.start : figure.quote.end]


def _others(again: Sequence[Found], first: Found) -> tuple[Found, ...]:
    others = {found.passage.id: found for found in again if found.passage.id != first.passage.id}
    return tuple(others.values())
