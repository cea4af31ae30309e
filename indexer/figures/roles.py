"""Tell what a number stands for: reached, aimed at, a change, a sum in plan; and what narrows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.types import Span
from indexer.figures.records import Role
from indexer.figures.values import COUNT, POUNDS

if TYPE_CHECKING:
    from indexer.figures.rules import FigureRules
    from indexer.figures.values import Value

TARGET_BEFORE = 55  # characters between the word for a target and its number
PLAN_BEFORE_COUNT = 40  # between the word for a plan and a count, the word included
PLAN_BEFORE = 60  # between the word for a plan and its number
MONEY_AROUND = 90
FORESEEN_BEFORE = 70
APART_AFTER = 60
OTHERS_AFTER = 40
OTHERS_BEFORE = 60
OTHERS_FOLLOW = re.compile(r" ?\(?(?:(?:for|in|of|across|from) )?(?:the )?")
OF_THE_NEXT = re.compile(r" ?\(?(?:(?:is|was|of|at) )?(?:about |around )?\d")  # "(the national average is 15%)"
OTHERS_LEAD = re.compile(
    r" ?\(?(?:,? ?(?:which )?(?:(?:is|was)(?: at| around)?|of|at|average|figure|rate|(?:average|figure|rate) of))?"
    r" ?\(?"
)
LIST_MARK = re.compile(r" *(?:[-•·*▪] *)?")
REACHED = re.compile(r"\b(?:with|reaching|at|achieving|currently|was met|were met|has been met)\b", re.IGNORECASE)
NOT_ITS_OWN = "against|above|below|of|than|on|to|its|our|the|an?|with|versus|compared|is|was"  # "78% against a target"
TARGET_AFTER = re.compile(rf" (?:(?!(?:{NOT_ITS_OWN}) )[a-z-]+ ){{0,2}}targets?\b", re.IGNORECASE)


class Told(NamedTuple):
    """A role and what it was told by."""

    role: Role
    reason: str


def role_of(plain: str, value: Value, room: Span, rules: FigureRules, *, is_amount: bool) -> Told:
    """Return what a number stands for.

    Args:
        plain: The passage.
        value: The number.
        room: From the end of the number before it, or the sentence's start, to the next number or the sentence's end.
        rules: What is known.
        is_amount: Whether it is the amount of a change.
    """
    target = _target(plain, value, room, rules)
    if target is not None:
        return target
    if is_amount:
        return Told(Role.CHANGE, "a change: a word for one stands beside it")
    if value.unit == POUNDS:
        return _money(plain, value, room, rules)
    planned = _planned(plain, value, room, rules)
    return planned or Told(Role.ACTUAL, "actual: nothing says that it is aimed at, planned or a change")


def qualifiers_of(plain: str, value: Value, sentence: Span, room: Span, rules: FigureRules) -> list[Span]:
    """Return what narrows a number, in order: "approximately", "projected", "excluding the £3m reserve"."""
    found: list[Span] = []
    end = value.start
    while True:
        before = list(rules.words["qualifiers.before"].finditer(plain, max(room.start, end - 30), end))
        last = before[-1] if before else None
        if last is None or plain[last.end() : end].strip(" ("):
            break
        # "concerns about two cases" is not nearly two.
        if last.group().casefold() != "about" or not value.in_words or value.unit != COUNT:
            found.append(Span(*last.span()))
        end = last.start()
    for match in rules.words["qualifiers.foreseen"].finditer(
        plain, max(sentence.start, value.start - FORESEEN_BEFORE), value.start
    ):
        if match.start() >= room.start and not any(span.start <= match.start() < span.end for span in found):
            found.append(Span(*match.span()))
    found += _others(plain, value, room, rules)
    after = rules.words["qualifiers.after"].match(plain, value.after + 1, room.end)
    if after is not None and plain[value.after : value.after + 1] == " ":
        found.append(Span(*after.span()))
    apart = rules.words["qualifiers.apart"].search(
        plain, value.after, min(sentence.end, value.after + APART_AFTER + 100)
    )
    narrows = apart is not None and (value.unit == POUNDS or not apart.group().lstrip("(").startswith("inclu"))
    if (
        apart is not None
        and narrows
        and apart.start() - value.after <= APART_AFTER
        and not re.search(r"[;.\d]", plain[value.after : apart.start()])
    ):
        found.append(Span(*apart.span()))
    return sorted(found)


def _others(plain: str, value: Value, room: Span, rules: FigureRules) -> list[Span]:
    """Return whose number it is where it is not the council's: "70% nationally", "the England average of 12%"."""
    others = rules.words["qualifiers.others"]
    after = others.search(plain, value.after, min(room.end, value.after + OTHERS_AFTER))
    is_of_next = after is not None and OF_THE_NEXT.match(plain, after.end()) is not None
    if after is not None and not is_of_next and OTHERS_FOLLOW.fullmatch(plain, value.after, after.start()):
        return [Span(*after.span())]
    before = list(others.finditer(plain, max(room.start, value.start - OTHERS_BEFORE), value.start))
    if before and OTHERS_LEAD.fullmatch(plain, before[-1].end(), value.start):
        return [Span(*before[-1].span())]
    return []


def _target(plain: str, value: Value, room: Span, rules: FigureRules) -> Told | None:
    before = list(
        rules.words["roles.target"].finditer(plain, max(room.start, value.start - TARGET_BEFORE), value.start)
    )
    if (
        before
        and not REACHED.search(plain, before[-1].end(), value.start)
        and not re.search(r"[;.,] ", plain[before[-1].end() : value.start])
    ):
        return Told(Role.TARGET, f"a target: '{before[-1].group()}' stands before it")
    after = TARGET_AFTER.match(plain, value.after, room.end)
    return None if after is None else Told(Role.TARGET, "a target: the word follows it")


def _planned(plain: str, value: Value, room: Span, rules: FigureRules) -> Told | None:
    """Return that a number is planned, where the last verb before it in its clause looks ahead."""
    start = max(room.start, value.start - (PLAN_BEFORE_COUNT if value.unit == COUNT else PLAN_BEFORE))
    mark = LIST_MARK.match(plain, room.start, value.start)
    order = rules.words["roles.orders"].match(plain, mark.end() if mark else room.start, value.start)
    if order is not None and value.unit != POUNDS:
        return Told(Role.TARGET, f"planned, not reached: '{order.group()}' opens the sentence")
    ahead = list(rules.words["roles.planned"].finditer(plain, start, value.start))
    if not ahead:
        return None
    last = ahead[-1]
    done = list(rules.words["roles.done"].finditer(plain, last.end(), value.start))
    if done or re.search(r"[;:]|, ", plain[last.end() : value.start]):
        return None
    return Told(Role.TARGET, f"planned, not reached: '{last.group()}' stands before it")


def _money(plain: str, value: Value, room: Span, rules: FigureRules) -> Told:
    around = Span(max(room.start, value.start - MONEY_AROUND), min(room.end, value.after + MONEY_AROUND))
    budget = _nearest(plain, value, around, rules.words["roles.budget"])
    spent = _nearest(plain, value, around, rules.words["roles.spent"])
    if budget is not None and (spent is None or budget[0] <= spent[0]):
        return Told(Role.BUDGET, f"a sum in plan or account: '{budget[1]}' stands beside it")
    if spent is not None:
        return Told(Role.ACTUAL, f"paid: '{spent[1]}' stands beside it")
    planned = _planned(plain, value, room, rules)
    return planned or Told(Role.BUDGET, "a sum of money, and nothing says that it was paid")


def _nearest(plain: str, value: Value, around: Span, words: re.Pattern[str]) -> tuple[int, str] | None:
    """Return how far the nearest of these words is from a number, and the word."""
    found = [
        (min(abs(value.start - match.end()), abs(match.start() - value.after)), match.group())
        for match in words.finditer(plain, *around)
    ]
    return min(found, default=None)
