"""Tell which numbers are changes, and which came from and went to where: "fell by 4%", "from 330 to 285"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.types import Span
from indexer.figures.records import Direction
from indexer.figures.values import COUNT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.rules import FigureRules
    from indexer.figures.values import Value

FURTHER_ON = 60  # characters between the number that a change begins with and the "to" of the one that it ends with
RIGHT_ON_TO = re.compile(r" ?(?:-|to) ?$")
WORD_AFTER = re.compile(r" (?:points? )?(?:[a-z-]+ ){0,2}", re.IGNORECASE)
NOT_ITS_OWN = re.compile(r"\b(?:of|in|were|was|have|has|are|is|to|and|with|for|an?)\b", re.IGNORECASE)
FINITE = re.compile(r".*(?:ed|ing|rose|fell|risen)", re.IGNORECASE)
MORE_THAN = re.compile(r" (?:more|fewer|less|higher|lower|above|below)(?: [a-z]+){0,3}? than\b", re.IGNORECASE)
LESS = re.compile(r"\b(?:fewer|less|lower|below)\b", re.IGNORECASE)
AT_MOST = re.compile(r"up to\b", re.IGNORECASE)
RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anything|anywhere)\b[^.;]{0,25}$", re.IGNORECASE)
BROKEN_OFF = re.compile(r"[;:.!?] ")
LONGEST_BETWEEN = 130  # characters between the word for a change and its number


class Move(NamedTuple):
    """A change that a sentence tells, as printed at `span`. `first` and `last` are where its ends start, if they stand.

    `amount` is where the number starts that is the change itself, None where only its ends are told.
    """

    span: Span
    direction: Direction | None
    first: int | None
    last: int | None
    amount: int | None


def moves_in(plain: str, sentence: Span, values: Sequence[Value], rules: FigureRules) -> list[Move]:
    """Return the changes of a sentence in order; its values are still apart."""
    known = _Known(_direction_words(plain, sentence, rules), rules)
    moves: list[Move] = []
    taken: set[int] = set()
    for first, second in pairwise(values):
        move = None if first.start in taken else _from_to(plain, sentence, first, second, known)
        if move is not None:
            moves.append(_closed(plain, move))
            taken |= {first.start, second.start}
    for place, value in enumerate(values):
        if value.start in taken:
            continue
        floor = values[place - 1].after if place else sentence.start
        ceiling = values[place + 1].start if place + 1 < len(values) else sentence.end
        move = _amount(plain, value, Span(floor, sentence.end), known) or _one_end(plain, value, floor, known)
        if move is not None:
            led = _with_end(plain, move, value, values[place + 1 :], rules)
            moves.append(_closed(plain, _with_trail(plain, led, ceiling, rules)))
            taken |= {end for end in (move.last, moves[-1].last) if end is not None}
    return sorted(moves, key=lambda move: move.span.start)


class _Word(NamedTuple):
    """A word for a change; `is_name` says that it may be part of a name ("Improvement Board") and not of a change."""

    start: int
    end: int
    direction: Direction | None
    is_name: bool


class _Known(NamedTuple):
    words: Sequence[_Word]
    rules: FigureRules


def _direction_words(plain: str, sentence: Span, rules: FigureRules) -> list[_Word]:
    named = (("up", Direction.UP), ("down", Direction.DOWN), ("better", None), ("worse", None))
    found = [
        _Word(*match.span(), direction, direction is None and match.group()[0].isupper())
        for name, direction in named
        for match in rules.words[f"directions.{name}"].finditer(plain, sentence.start, sentence.end)
        if not AT_MOST.match(plain, match.start())
    ]
    return sorted(found)


def _from_to(plain: str, sentence: Span, first: Value, second: Value, known: _Known) -> Move | None:
    """Return the change from one value to the next, or, where it is told backwards, to the first from the second."""
    if first.unit != second.unit and COUNT not in (first.unit, second.unit):
        return None
    before, between = plain[sentence.start : first.start], plain[first.after : second.start]
    started = known.rules.words["from"].search(before)
    last_word = max((word for word in known.words if word.end <= first.start), default=None)
    if started and RANGING.search(before):
        return None
    if started and len(between) <= FURTHER_ON and known.rules.words["to"].search(between) and "." not in between:
        ends = (first, second)
    elif (
        last_word
        and known.rules.words["to"].search(before)
        and known.rules.words["from"].search(between)
        and len(between) < FURTHER_ON
    ):
        ends = (second, first)
    elif _is_step(plain, first, second, last_word):
        ends = (first, second)
    else:
        return None
    start = sentence.start + started.start() if started else first.start
    if last_word is not None and last_word.end <= start <= last_word.end + LONGEST_BETWEEN:
        start = last_word.start
    went = ends[1].number - ends[0].number
    direction = Direction.UP if went > 0 else Direction.DOWN if went < 0 else None
    return Move(Span(start, second.after), direction, ends[0].start, ends[1].start, None)


def _is_step(plain: str, first: Value, second: Value, last_word: _Word | None) -> bool:
    """Tell whether "517 - 513.9" is a step, not a range: it goes down, or stands in brackets after a change's word."""
    between = plain[first.after : second.start]
    in_brackets = last_word is not None and plain[max(0, first.start - 1) : first.start] == "("
    if RIGHT_ON_TO.fullmatch(between):
        return first.number > second.number or in_brackets
    return in_brackets and len(between) <= FURTHER_ON and between.endswith(" to ") and ")" not in between


def _amount(plain: str, value: Value, room: Span, known: _Known) -> Move | None:
    """Return the change that a value itself is: "increase of 4%", "4% increase", "up 4%", "(+4%)"."""
    more = MORE_THAN.match(plain, value.after, room.end)
    if more is not None:
        return _whole(value, value.start, more.end(), Direction.DOWN if LESS.search(more.group()) else Direction.UP)
    for word in known.words:
        gap = plain[value.after : word.start] if word.start >= value.after else ""
        if not WORD_AFTER.fullmatch(gap) or NOT_ITS_OWN.search(gap) or word.is_name:
            continue
        if not FINITE.fullmatch(plain, word.start, word.end):
            return _whole(value, value.start, word.end, word.direction)
    if value.signed:
        return _whole(value, value.start, value.after, Direction.UP if value.signed == "+" else Direction.DOWN)
    return _amount_after_word(plain, value, room.start, known)


def _amount_after_word(plain: str, value: Value, floor: int, known: _Known) -> Move | None:
    for word in reversed([word for word in known.words if floor <= word.start and word.end <= value.start]):
        gap = plain[word.end : value.start]
        if len(gap) > LONGEST_BETWEEN or BROKEN_OFF.search(gap) or word.is_name:
            break
        by = known.rules.words["by"].search(gap)
        close = value.unit != COUNT and known.rules.words["qualified"].fullmatch(gap)
        bracketed = value.unit != COUNT and gap.endswith(", (")
        if by is not None and by.group().startswith("of") and plain[word.start : word.end].casefold() in ("up", "down"):
            break  # "made up of four"
        adjoining = by is not None and (by.group().startswith("by") or not gap[: by.start()].strip())
        if adjoining or close or bracketed:
            return _whole(value, word.start, value.after, word.direction)
    return None


def _whole(value: Value, start: int, end: int, direction: Direction | None) -> Move:
    return Move(Span(start, max(end, value.after)), direction, None, None, value.start)


def _one_end(plain: str, value: Value, floor: int, known: _Known) -> Move | None:
    """Return the change of which a sentence tells one end: "increased to 13", "had increased from 50%"."""
    before = plain[floor : value.start]
    to, started = known.rules.words["to"].search(before), known.rules.words["from"].search(before)
    near = [word for word in known.words if floor <= word.start and word.end <= value.start and not word.is_name]
    if not (to or started) or not near:
        return None
    gap = plain[near[-1].end : value.start]
    if len(gap) > LONGEST_BETWEEN or BROKEN_OFF.search(gap) or "," in gap:
        return None
    first, last = (None, value.start) if to else (value.start, None)
    return Move(Span(near[-1].start, value.after), near[-1].direction, first, last, None)


def _with_end(plain: str, move: Move, value: Value, later: Sequence[Value], rules: FigureRules) -> Move:
    """Return the change with the number that it led to: "by 4% to 486"."""
    if move.amount != value.start or not later:
        return move
    to = rules.words["to"].search(plain, value.after, later[0].start)
    if to is None or plain[value.after : to.start()].strip():
        return move
    return move._replace(span=Span(move.span.start, later[0].after), last=later[0].start)


def _closed(plain: str, move: Move) -> Move:
    """Return the change with the bracket that closes one opened in it."""
    printed = plain[move.span.start : move.span.end]
    if printed.count("(") > printed.count(")") and plain[move.span.end : move.span.end + 1] == ")":
        return move._replace(span=Span(move.span.start, move.span.end + 1))
    return move


def _with_trail(plain: str, move: Move, ceiling: int, rules: FigureRules) -> Move:
    """Return the change with what it is measured against: "since 2018/19", "compared to last year"."""
    trail = rules.words["trail"].match(plain, move.span.end, ceiling)
    return move if trail is None else move._replace(span=Span(move.span.start, trail.end()))
