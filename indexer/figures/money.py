"""Tell which noun of money a sum belongs to: a budget, an overspend, a grant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.types import Span
from indexer.figures.phrases import WORD, noun_phrase

if TYPE_CHECKING:
    from indexer.figures.rules import FigureRules
    from indexer.figures.values import Value

RIGHT_BEFORE = re.compile(r" (?:of|is|was|at|totals?|totalling|stands at) (?:[a-z]+ ){0,2}", re.IGNORECASE)
NOT_ITS_OWN = re.compile(
    r"[,;:()]|\b(?:to|in|and|with|from|against|for|which|is|was|will|the|takes|took|makes|made|brings)\b", re.IGNORECASE
)
OF_WHAT = re.compile(
    r" (?:for|in|on|of) (?:the )?[A-Za-z' -]{3,50}?(?= (?:is|was|are|were|of|has|will|to|stands|at)\b)"
)
HELD = re.compile(r" (?:held|kept|set aside|available) in (?:the |an? )?", re.IGNORECASE)
ON = re.compile(r" (?:on|for) (?:the |our |its )?", re.IGNORECASE)
FOLLOWS_WITHIN = 60  # characters
ADJECTIVES_WITHIN = 40


def money_of(plain: str, value: Value, room: Span, rules: FigureRules) -> tuple[Span, str] | None:
    """Return the noun of money that a sum belongs to, with its adjectives, and how it was told; None for none near."""
    nouns = rules.words["what.money"]
    before = [Span(*match.span()) for match in nouns.finditer(plain, room.start, value.start)]
    if before and RIGHT_BEFORE.fullmatch(plain, before[-1].end, value.start):
        return _with_adjectives(plain, before[-1], room, value, rules), "money's noun stands before the sum"
    follow = nouns.search(plain, value.after, min(room.end, value.after + FOLLOWS_WITHIN))
    held = HELD.match(plain, value.after, room.end)
    after = held.end() if held else value.after
    if follow is not None and after <= follow.start() and not NOT_ITS_OWN.search(plain, after, follow.start()):
        gap = plain[after : follow.start()]
        start = after + len(gap) - len(gap.lstrip()) + (len("of ") if gap.startswith(" of ") else 0)
        return Span(start, follow.end()), "money's noun follows the sum"
    if not before:
        return _spent_on(plain, value, room, rules)
    return _with_adjectives(plain, before[-1], room, value, rules), "money's noun stands before the sum"


def _spent_on(plain: str, value: Value, room: Span, rules: FigureRules) -> tuple[Span, str] | None:
    """Return what a sum goes to, where no noun of money names it: "spent £3m on agency staff"."""
    on = ON.match(plain, value.after, room.end)
    phrase = noun_phrase(plain, Span(on.end(), room.end), rules, any_noun=True) if on else None
    return None if phrase is None else (phrase, "it is what the sum goes to")


def _with_adjectives(plain: str, noun: Span, room: Span, value: Value, rules: FigureRules) -> Span:
    begin = noun.start
    for word in reversed(list(WORD.finditer(plain, max(room.start, begin - ADJECTIVES_WITHIN), begin))):
        is_change = any(rules.words[f"directions.{way}"].fullmatch(word.group()) for way in ("up", "down"))
        if word.group().casefold() in rules.stops or is_change or plain[word.end() : begin].strip(" "):
            break
        begin = word.start()
    tail = OF_WHAT.match(plain, noun.end, value.start)
    return Span(begin, tail.end() if tail else noun.end)
