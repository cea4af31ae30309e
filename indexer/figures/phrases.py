"""Find where phrases begin and end: nouns for many, clauses, verbs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.types import Span

if TYPE_CHECKING:
    from indexer.figures.rules import FigureRules

WORD = re.compile(r"[A-Za-z][\w'&/-]*")
NEXT = re.compile(r"(?: +|/ ?| ?& ?)(?=[A-Za-z])")
CLAUSE_AFTER = re.compile(
    r",(?! \w+(?: \w+)? or \w)|[;:()\t]|(?<!\d)\.(?!\d)| (?:and|but|which|while|whilst|compared|against|up|down|so"
    r"|although|since) | this (?:is|was|has|had|will)\b"
)
CLAUSE = re.compile(CLAUSE_AFTER.pattern + "| with ")
_TRAILING = (
    "by|to|from|of|at|was|were|is|are|in|on|for|with|per|a|an|the|about|approximately|around|circa|c\\.|approx\\.?|has|"
    "have|had|been|now|also|only|just|over|under|slightly|some|did|do|does|further|not|then|reached|stands?|stood|but|"
    "and|which"
)
TAIL = re.compile(rf"(?: (?:{_TRAILING}))+$|[ ,(:-]+$", re.IGNORECASE)
A_NOUN_FOLLOWS = re.compile(r"\b(?:an?|the|of|any|slight|significant|further|overall|this|in) $", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:who|that|which) $", re.IGNORECASE)
VERBS = ("directions.up", "directions.down", "directions.better", "directions.worse")
MOST_WORDS = 6
MOST_BELONGINGS = 2
SHORTEST_NOUN = 3  # letters
LONGEST = 110  # characters of what is counted


def noun_phrase(plain: str, room: Span, rules: FigureRules, *, any_noun: bool) -> Span | None:
    """Return the phrase that begins where `room` does and ends with its first noun for many, with what belongs to it.

    With `any_noun` a phrase without one is taken up to the first word that ends it.
    """
    place, head = room.start, None
    for _ in range(MOST_WORDS):
        match = WORD.match(plain, place, room.end)
        if match is None or match.group().casefold() in rules.stops:
            break
        step = NEXT.match(plain, match.end(), room.end)
        if is_many(match.group(), rules):
            head = match.end()
        elif head is not None:
            break
        place = step.end() if step else match.end()
        if step is None:
            break
    if head is None and any_noun and place > room.start:
        head = len(plain[:place].rstrip(" /&"))
    return None if head is None else Span(room.start, with_belongings(plain, Span(head, room.end), rules))


def is_many(word: str, rules: FigureRules) -> bool:
    """Tell whether a word looks like a noun for many."""
    small = word.casefold()
    if small in rules.plurals:
        return True
    looks_so = small.endswith("s") and len(small) >= SHORTEST_NOUN and not small.endswith(("ss", "us", "is", "'s"))
    return looks_so and small not in rules.not_plurals


def with_belongings(plain: str, room: Span, rules: FigureRules) -> int:
    """Return where a noun that ends at `room.start` ends with what belongs to it: "children placed for adoption"."""
    end = room.start
    for _ in range(MOST_BELONGINGS):
        follows = plain[end : end + 1] == " "
        more = rules.words["what.belongs"].match(plain, end + 1, room.end) if follows else None
        if more is None:
            break
        stop = CLAUSE_AFTER.search(plain, more.start(), more.end())
        end = trimmed_end(plain, Span(end, stop.start() if stop else more.end()))
    return end


def clause_end(plain: str, room: Span) -> int:
    """Return where a clause ends that has begun before `room.start`; where the stretch is long, `room.start`."""
    stop = CLAUSE_AFTER.search(plain, *room)
    reach = stop.start() if stop else room.end
    reach = room.start + len(plain[room.start : reach].rstrip(" .!?'\")"))
    end = trimmed_end(plain, Span(room.start, reach))
    return end if end - room.start <= LONGEST else room.start


def trimmed_end(plain: str, room: Span) -> int:
    """Return where a stretch ends without the small words and marks at its end."""
    stretch = plain[room.start : room.end].rstrip(" ,(:-")
    while (shorter := TAIL.sub("", stretch)) != stretch:
        stretch = shorter
    return room.start + len(stretch)


def first_verb(plain: str, room: Span, rules: FigureRules) -> int | None:
    """Return where the first verb of a stretch starts, words for a change among them; None where it has none."""
    verbs = (match.start() for match in rules.words["what.verbs"].finditer(plain, *room))
    starts = [start for start in verbs if not RELATIVE.search(plain, room.start, start)][:1]
    for name in VERBS:
        found = (match.start() for match in rules.words[name].finditer(plain, *room))
        starts += [start for start in found if not A_NOUN_FOLLOWS.search(plain, room.start, start)][:1]
    return min(starts, default=None)
