"""Read a tray for a document: what of it stands in its papers, and what kind of claim it makes; what has gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import InputError
from corpus.types import Span
from indexer.store import EVERYWHERE
from search.claims import claim_of, counted_as, has_actual, has_deterioration
from ui.desk.tray import now, tray_items
from ui.documents.extract_cells import figures_in
from ui.documents.quoting import quoted, writable
from ui.documents.records import Bullets, Heading, Paragraph, Run, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import Paper
    from indexer.figures.records import Figure
    from indexer.records import Action
    from indexer.store import Found, PassageId, View
    from search.claim_rules import ClaimRules
    from search.claims import Claim
    from ui.desk.tray import TrayItem
    from ui.documents.quoting import Mask
    from ui.documents.records import Block, Quoted
    from ui.services import Services

PAPER_GONE = "its paper is no longer in this library"
WORDS_GONE = "its paper no longer says this at this place"
OTHERWISE_DIVIDED = "its paper is divided into passages in another way now: pin it again"
NOTE, ENQUIRY = "Note (yours)", "Line of enquiry (yours)"


class NothingPinnedError(InputError):
    """A document was asked for of a tray that holds nothing to quote."""

    def __init__(self, name: str, left_out: int) -> None:
        if left_out:
            message = f"Nothing that the tray “{name}” holds stands in the papers here any more."
            remedy = "Add the papers again, or pin quotations from the papers that are here."
        else:
            message = f"The tray “{name}” is empty."
            remedy = "Pin a quotation to it first, below any quotation of a search or a comparison."
        super().__init__(message, remedy=remedy)


class Pinned(NamedTuple):
    """An item of a tray whose quotation stands: `number` counts from 1, `part` is its place in the passage's text.

    `action` is that whose row it stands in, None for others; `figures` are those printed in the quotation.
    """

    number: int
    item: TrayItem
    found: Found
    part: Span
    quoted: Quoted
    claim: Claim
    action: Action | None
    figures: tuple[Figure, ...]


class LeftOut(NamedTuple):
    """An item of a tray that cannot be quoted: its citation as pinned, and why."""

    citation: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A tray as it is taken into a document: what stands, at least one, in the tray's order, and what has gone."""

    name: str
    pinned: tuple[Pinned, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers quoted, each once, in the order of the tray."""
        return tuple({it.found.paper.id: it.found.paper for it in self.pinned}.values())

    @property
    def councils(self) -> dict[str, list[Pinned]]:
        """What is pinned of each council, in the order of the tray."""
        councils: dict[str, list[Pinned]] = {}
        for it in self.pinned:
            councils.setdefault(it.found.paper.council or "Council not recognised", []).append(it)
        return councils


def taken(services: Services, view: View, name: str, mask: Mask) -> Taken:
    """Return what a tray holds.

    Raises:
        NothingPinnedError: it holds nothing that stands.
        NoSuchTrayError, TrayUnreadableError.
    """
    standing: list[tuple[TrayItem, Found]] = []
    left_out: list[LeftOut] = []
    for item in tray_items(services, name):
        found = _standing(view, item)
        if isinstance(found, str):
            left_out.append(LeftOut(writable(item.citation), found))
        else:
            standing.append((item, found))
    if not standing:
        raise NothingPinnedError(name, len(left_out))
    papers = tuple({found.paper.id: None for _, found in standing})
    actions = view.actions(replace(EVERYWHERE, papers=papers))
    action_of = {name: it.action for it in actions for name in it.action.passage_ids}
    reading = _Reading(action_of, services.claim_rules, mask)
    figures = view.figures(view.rows_of([found.passage.id for _, found in standing]))
    pinned = tuple(
        reading.pinned(number, item, found, told)
        for number, ((item, found), told) in enumerate(zip(standing, figures, strict=True), start=1)
    )
    return Taken(name=name, pinned=pinned, left_out=tuple(left_out))


def noted(note: str, enquiry: str) -> list[Paragraph]:
    """Return what a person wrote to a quotation, called theirs so that nobody takes it for the paper's words."""
    return [
        Paragraph(para=(Run(text=f"{what}: ", is_strong=True), Run(text=writable(text))))
        for what, text in ((NOTE, note), (ENQUIRY, enquiry))
        if text
    ]


def left_out_blocks(held: Taken) -> list[Block]:
    """Return the section that says which items are left out, and why; none where all stand."""
    if not held.left_out:
        return []
    return [
        Heading(level=2, text="Left out of this document"),
        Paragraph(para=plain("These quotations could not be checked against a paper, so that they are not repeated:")),
        Bullets(items=tuple(plain(f"{it.citation}: {it.why}.") for it in held.left_out)),
    ]


def _standing(view: View, item: TrayItem) -> Found | str:
    """Return the passage that an item's quotation stands in, or why it does not."""
    found, stands = now(view, item)
    if not stands:
        is_here = any(paper.id == item.document_id for paper in view.all_papers())
        return WORDS_GONE if is_here else PAPER_GONE
    around = [found] if found else view.everything_of(item.document_id)
    holding = (it for it in around if it.passage.span.start <= item.start and item.end <= it.passage.span.end)
    return next(holding, OTHERWISE_DIVIDED)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is the same for every item."""

    action_of: Mapping[PassageId, Action]
    rules: ClaimRules
    mask: Mask

    def pinned(self, number: int, item: TrayItem, found: Found, told: Sequence[Figure]) -> Pinned:
        """Return an item with what is told of it: the figures and the claim are those of the part that is pinned."""
        passage = found.passage
        part = Span(item.start - passage.span.start, item.end - passage.span.start)
        figures = figures_in(part, told)
        action = self.action_of.get(passage.id)
        claim = claim_of(
            passage.text[part.start : part.end],
            self.rules,
            kind=counted_as(passage.kind, found.paper.kind),
            action=action,
            has_measure=has_actual(figures),
            is_worse=has_deterioration(figures),
        )
        return Pinned(number, item, found, part, quoted(found, self.mask, part), claim, action, tuple(figures))
