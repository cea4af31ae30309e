"""Read all the figures of a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.types import Span
from indexer.figures.changes import moves_in
from indexer.figures.moments import moment_of, moments_in
from indexer.figures.plain import plain_of, sentences_of
from indexer.figures.records import Figure, Role, Tone
from indexer.figures.roles import qualifiers_of, role_of
from indexer.figures.tones import tone_of
from indexer.figures.values import COUNT, PERCENT, POUNDS, RATIO, joined, values_in
from indexer.figures.whats import FOLLOWS, what_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.changes import Move
    from indexer.figures.moments import Moment
    from indexer.figures.rules import FigureRules
    from indexer.figures.values import Value
    from indexer.figures.whats import What

DURATIONS = frozenset(["days", "weeks", "months", "years", "hours", "minutes"])
FEWEST_WORDS_IN_CELL = 4
TARGET_RIGHT_BEFORE = 40  # characters
BRACKETED = re.compile(r"[^.,;()\d]{0,60}\(")  # between the numbers of "six (9.7%)"
LISTED = re.compile(r"[^.;:\d]{0,40}?(?:,|,? and|,? or|&) (?:[a-z]+ )?")  # between the numbers of "85% and 70%"
POINTS_BACK = re.compile(
    r"(?:(?:the )?(?:target|figure|number|rate|actual)|outturn|this|it|that|these|they|of (?:those|which|whom))\b",
    re.IGNORECASE,
)
MEASURED_BEFORE = 40  # characters between "average" and the stretch of time that it measures


def figures_of(passage_text: str, rules: FigureRules, *, paper_date: str | None) -> list[Figure]:
    """Return the figures of a passage in the order in which they are printed; every span is in the passage's text.

    Numbers of paragraphs and pages, dates, ages, telephone numbers and the like are no figures; neither are bare cells
    of a row, whose column's heading stands elsewhere: `indexer.figures.measures` reads those. A number that nothing
    says what it counts is left out, unless it has a unit or is one end of a change.

    Args:
        passage_text: The passage as quoted.
        rules: What is known of figures.
        paper_date: The paper's ISO date; only to read two-digit years ("July 18"). It is never a figure's own date.
    """
    plain = plain_of(passage_text)
    values = values_in(plain, rules)
    if not values:
        return []
    told: list[_Told] = []
    for sentence in sentences_of(plain):
        inside = [value for value in values if sentence.start <= value.start and value.end <= sentence.end]
        if inside:
            moments = moments_in(plain, sentence, rules, paper_date=paper_date)
            told += _Sentence(plain, sentence, rules, moments).figures(inside, told[-1] if told else None)
    return [_figure(passage_text, one) for one in told]


@dataclass(slots=True, kw_only=True)
class _Told:
    """A figure while it is put together; spans in the passage."""

    value: Value
    what: What | None
    move: Move | None
    moment: Moment | None
    role: Role
    qualifiers: list[Span]
    quote: Span
    reasons: list[str]
    is_inherited: bool = False
    tone: Tone | None = None

    @property
    def is_amount(self) -> bool:
        """Whether it is the amount of its change."""
        return self.move is not None and self.move.amount == self.value.start

    @property
    def is_start(self) -> bool:
        """Whether it is where its change began."""
        return self.move is not None and self.move.first == self.value.start


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, or a cell of a row, that holds numbers."""

    plain: str
    span: Span
    rules: FigureRules
    moments: Sequence[Moment]

    def figures(self, apart: Sequence[Value], before: _Told | None) -> list[_Told]:
        """Return the sentence's figures; `before` is the last of the sentence before it."""
        if not self._is_said():
            return []
        moves = moves_in(self.plain, self.span, apart, self.rules)
        apart = [_with_unit(value, apart, moves) for value in apart]
        ends = frozenset(end for move in moves for end in (move.first, move.last, move.amount) if end is not None)
        values = [value for value in joined(self.plain, apart, apart=ends) if self._is_measured(value, ends)]
        told: list[_Told] = []
        for place, value in enumerate(values):
            floor = values[place - 1].after if place else self.span.start
            ceiling = values[place + 1].start if place + 1 < len(values) else self.span.end
            one = self._told(value, Span(floor, ceiling), moves, (told[-1] if told else None, before))
            if one is not None:
                told.append(one)
        pass_on_changes(told)
        for one in told:
            self._judge(one)
        return told

    def _is_said(self) -> bool:
        """Tell whether a cell says something by itself; a bare value is told by its column's heading."""
        cell = self.plain[self.span.start : self.span.end]
        if "\t" not in self.plain and not cell.endswith("%"):
            return True
        return len(cell.split()) >= FEWEST_WORDS_IN_CELL or bool(self.rules.words["roles.target"].search(cell))

    def _is_measured(self, value: Value, ends: frozenset[int]) -> bool:
        """Tell whether a stretch of time is measured, not a limit or a period; other numbers always are."""
        if value.unit not in DURATIONS or value.start in ends:
            return True
        before = self.plain[max(self.span.start, value.start - MEASURED_BEFORE) : value.start]
        qualifier = self.rules.words["qualifiers.before"]
        limits = self.rules.words["durations.limits"]
        near = before.rstrip()
        while (last := next((m for m in qualifier.finditer(near) if m.end() == len(near)), None)) is not None:
            near = near[: last.start()].rstrip()
        if any(match.end() == len(near) for match in limits.finditer(near)):
            return False
        return self.rules.words["durations.measured"].search(before) is not None

    def _told(
        self, value: Value, room: Span, moves: Sequence[Move], before: tuple[_Told | None, _Told | None]
    ) -> _Told | None:
        move = next((m for m in moves if value.start in (m.amount, m.first, m.last)), None)
        is_amount = move is not None and move.amount == value.start
        after = move.span.end if move is not None and is_amount and move.last is None else value.after
        changed_from = move.span.start if move is not None and move.span.start < value.start else None
        what = what_of(self.plain, value, room, max(after, value.after), self.rules, changed_from=changed_from)
        here, earlier = before
        what, is_inherited = self._inherited(what, value, move, here, earlier)
        role, reason = self._role(value, room, move, here, is_amount=is_amount)
        if not is_worth_telling(value, what, move, is_aimed=reason.startswith("a target")):
            return None
        one = _Told(
            value=value,
            what=what,
            move=move,
            moment=self._moment(value, room, move),
            role=role,
            qualifiers=qualifiers_of(self.plain, value, self.span, room, self.rules),
            quote=self.span,
            reasons=[reason],
            is_inherited=is_inherited,
        )
        if what is not None:
            one.reasons.append(
                "counts what the number before it counts" if is_inherited else f"counted: {what.told_by}"
            )
            if what.span.start < self.span.start and earlier is not None:
                one.quote = Span(min(earlier.quote.start, what.span.start), self.span.end)
        return one

    def _inherited(
        self, what: What | None, value: Value, move: Move | None, here: _Told | None, earlier: _Told | None
    ) -> tuple[What | None, bool]:
        """Return what is counted, and whether it is what the number before counts."""
        if here is not None and here.what is not None and here.move is move and move is not None:
            fuller = what is None or what.told_by != FOLLOWS or self._begins_alike(what.span, here.what.span)
            return (here.what, here.is_inherited) if fuller else (what, False)
        if what is not None and not what.is_weak:
            return what, False
        if here is not None and here.what is not None:
            in_brackets = BRACKETED.fullmatch(self.plain, here.value.after, value.start) is not None
            stands = self.rules.words["what.standing"].match(self.plain, value.after + 1, self.span.end) is not None
            if move is not None or in_brackets or stands or is_beside(self.plain, value, self.rules):
                return here.what, True
        if what is None and earlier is not None and earlier.what is not None and points_back(self.plain, self.span):
            return earlier.what, True
        return what, False

    def _begins_alike(self, one: Span, fuller: Span) -> bool:
        return self.plain[fuller.start : fuller.end].casefold().startswith(self.plain[one.start : one.end].casefold())

    def _role(
        self, value: Value, room: Span, move: Move | None, here: _Told | None, *, is_amount: bool
    ) -> tuple[Role, str]:
        told = role_of(self.plain, value, room, self.rules, is_amount=is_amount)
        if move is not None and move.first == value.start and told.role is Role.TARGET:
            return Role.BUDGET if value.unit == POUNDS else Role.ACTUAL, "where the change begins"
        is_level_after_target = here is not None and here.role is Role.TARGET and told.role is Role.ACTUAL
        if is_level_after_target and LISTED.fullmatch(self.plain, here.value.after if here else 0, value.start):
            return Role.TARGET, "a target, as the number before it"
        return told

    def _moment(self, value: Value, room: Span, move: Move | None) -> Moment | None:
        """Return the number's date; the date that a change is measured against is none."""
        stretch = Span(value.start, value.after)
        moments = self.moments
        if move is not None and move.amount == value.start and move.last is None:
            moments = [m for m in moments if not (move.span.start <= m.span.start and m.span.end <= move.span.end)]
        return moment_of(self.plain, stretch, self.span.start, room, moments)

    def _judge(self, one: _Told) -> None:
        """Add whether the figure's change is for the better."""
        if one.move is None or one.what is None or one.is_start:
            return
        toned = tone_of(self.plain, one.what.span, one.move.span, one.move.direction, self.rules)
        if toned is not None:
            one.tone = toned[0]
            one.reasons.append(f"{toned[0]}: {toned[1]}")


def pass_on_changes(told: Sequence[_Told]) -> None:
    """Give a level the change told beside it, where the change has nothing of its own that it counts."""
    for one, other in pairwise(told):
        has_none_of_its_own = other.move is not None and other.is_inherited and other.what is one.what
        if one.move is None and has_none_of_its_own and other.value.unit in (one.value.unit, PERCENT):
            one.move = other.move


def _with_unit(value: Value, values: Sequence[Value], moves: Sequence[Move]) -> Value:
    """Return where a change begins with the unit that only its end prints: "517 - 513.9 per 10,000"."""
    last = next((m.last for m in moves if m.first == value.start), None)
    units = [other.unit for other in values if other.start == last and other.unit not in (PERCENT, POUNDS)]
    return replace(value, unit=units[0]) if value.unit == COUNT and units else value


def is_worth_telling(value: Value, what: What | None, move: Move | None, *, is_aimed: bool) -> bool:
    """Tell whether enough is known of a number: a bare count that counts nothing is a reference or a label."""
    if value.unit not in (COUNT, RATIO) or move is not None:
        return True
    if value.unit == RATIO:
        return what is not None
    if what is None or what.is_weak:
        is_said_of = what is not None and what.span.start > value.start
        return not value.in_words and (is_aimed or is_said_of)
    return True


def is_beside(plain: str, value: Value, rules: FigureRules) -> bool:
    """Tell whether right before a number stands the word for a target, or one that sets it beside the last number."""
    before = plain[max(0, value.start - TARGET_RIGHT_BEFORE) : value.start]
    return rules.words["roles.target"].search(before) is not None or rules.words["compared"].search(before) is not None


def points_back(plain: str, sentence: Span) -> bool:
    """Tell whether a sentence goes on about what the one before it counts: "The target rises to 8"."""
    return POINTS_BACK.match(plain, *sentence) is not None


def _figure(text: str, told: _Told) -> Figure:
    value, move, moment = told.value, told.move, told.moment
    return Figure(
        value=text[value.start : value.end],
        span=Span(value.start, value.end),
        number=value.number,
        upper=value.upper,
        unit=value.unit,
        what=_slice(text, told.what.span if told.what else None),
        change=_slice(text, move.span if move else None),
        as_of=moment.iso if moment else None,
        as_of_raw=_slice(text, moment.span if moment else None),
        role=told.role,
        direction=None if move is None or told.is_start else move.direction,
        tone=told.tone,
        qualifiers=tuple(text[span.start : span.end] for span in told.qualifiers),
        quote=told.quote,
        reason="; ".join(told.reasons),
    )


def _slice(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]
