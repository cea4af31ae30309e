"""Tell what a number counts: the noun after it, the share's whole, or what its sentence has said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.types import Span
from indexer.figures.money import money_of
from indexer.figures.phrases import (
    CLAUSE,
    LONGEST,
    MOST_WORDS,
    NEXT,
    WORD,
    clause_end,
    first_verb,
    noun_phrase,
    trimmed_end,
    with_belongings,
)
from indexer.figures.values import COUNT, PERCENT, POUNDS, RATIO

if TYPE_CHECKING:
    from indexer.figures.rules import FigureRules
    from indexer.figures.values import Value

OF = re.compile(r" of (?:all )?(?:the |our |its |their |these |those |all )?", re.IGNORECASE)
IN_IT = re.compile(
    r" (?:of|in|on) (?:the (?:number|rate|proportion|percentage|amount|level)s? of )?(?:the |our )?", re.IGNORECASE
)
THOSE = re.compile(r" of (?:all )?(?=(?:those|them)\b)", re.IGNORECASE)
BEFORE_NOUN = re.compile(
    r" (?:of (?:the |our |its |their |these |those )|(?:more|new|further|additional|extra|fewer) )?",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"[-•·*▪ ]*(?:\d+(?:\.\d+)*[.)]? *)?"
    r"(?:the|a|an|our|its|overall|total|current|also|however|positively|currently|in addition|approximately)? ",
    re.IGNORECASE,
)
CHANGE_IN = re.compile(r"\b(?:increase|decrease|reduction|rise|drop|fall|improvement) (?:in|on)\b", re.IGNORECASE)
THE = re.compile(r" ?(?:in |on |of )?(?:the |our |its |their |all )*", re.IGNORECASE)
SHARES = (PERCENT, RATIO, "FTE")
LONGEST_SUBJECT = 9  # words
LONGEST_CHANGED = 12  # words
FEWEST_SAID = 2  # words of what is said of a number
FOLLOWS = "it follows the number"
NOT_SAID = frozenset("to in on at and or by from for of as the per is was".split())


class What(NamedTuple):
    """What is counted, where it stands, and how it was told; `is_weak` where it is no more than what stands near."""

    span: Span
    told_by: str
    is_weak: bool = False


def what_of(
    plain: str, value: Value, room: Span, after: int, rules: FigureRules, *, changed_from: int | None = None
) -> What | None:
    """Return what a value counts, told within its sentence; None where nothing tells.

    Args:
        plain: The passage.
        value: The number.
        room: From the end of the number before it, or the sentence's start, to the next or the sentence's end.
        after: From where what follows is looked at: behind the value, or behind the word for its change.
        rules: What is known.
        changed_from: Where the word for the value's change stands, None where none stands before it.
    """
    if value.unit == POUNDS:
        money = money_of(plain, value, room, rules)
        return What(*money) if money else _subject(plain, value, room, rules)
    following = _share_of(plain, value, Span(after, room.end), rules) or _noun_after(
        plain, value, Span(after, room.end), rules
    )
    measured = _measured(plain, Span(room.start, value.start), rules)
    if following is not None:
        is_fuller = changed_from is not None and measured is not None and _begins_alike(plain, following, measured)
        return measured if is_fuller else following
    changed = None if changed_from is None else _changed(plain, Span(changed_from, value.start), rules)
    return measured or changed or _subject(plain, value, room, rules) or _said(plain, value, room)


def _begins_alike(plain: str, short: What, full: What) -> bool:
    """Tell whether the fuller name of what is counted begins with the short one: "children", "children adopted"."""
    name = plain[short.span.start : short.span.end].casefold()
    return plain[full.span.start : full.span.end].casefold().startswith(name)


def _share_of(plain: str, value: Value, room: Span, rules: FigureRules) -> What | None:
    """Return the whole of a share and what is said of it: "of reports were available 3 days before"."""
    those = THOSE.match(plain, *room)
    if those is not None:
        return What(Span(those.end(), clause_end(plain, Span(those.end() + len("them"), room.end))), "'of' follows it")
    is_after_change = room.start > value.after
    of = (IN_IT if is_after_change else OF).match(plain, *room)
    if of is None or not (value.unit in SHARES or is_after_change or value.in_words):
        return None
    phrase = noun_phrase(plain, Span(of.end(), room.end), rules, any_noun=True)
    if phrase is None or is_after_change:  # of what grew, nothing is said
        return None if phrase is None else What(phrase, "it follows the change")
    return What(Span(phrase.start, clause_end(plain, Span(phrase.end, room.end))), "'of' follows it")


def _noun_after(plain: str, value: Value, room: Span, rules: FigureRules) -> What | None:
    """Return the nouns right after a number: "twenty social workers", "85% team managers"."""
    step = BEFORE_NOUN.match(plain, *room)
    if step is None:
        return None
    if value.number == 1 and value.unit not in SHARES:
        return _single(plain, Span(step.end(), room.end), rules)
    is_name = value.unit == PERCENT and plain[step.end() : step.end() + 1].isupper()
    phrase = noun_phrase(plain, Span(step.end(), room.end), rules, any_noun=is_name)
    return None if phrase is None else What(phrase, FOLLOWS)


def _single(plain: str, room: Span, rules: FigureRules) -> What | None:
    """Return the noun that "one" counts: only one that is known."""
    place, head = room.start, None
    for _ in range(MOST_WORDS):
        match = WORD.match(plain, place, room.end)
        if match is None or match.group().casefold() in rules.stops:
            break
        if match.group().casefold() in rules.singulars:
            head = match.end()
        elif head is not None:
            break
        step = NEXT.match(plain, match.end(), room.end)
        if step is None:
            break
        place = step.end()
    if head is None:
        return None
    return What(Span(room.start, with_belongings(plain, Span(head, room.end), rules)), FOLLOWS)


def _measured(plain: str, room: Span, rules: FigureRules) -> What | None:
    """Return what a sentence measures before the number: "the number of children looked after ... to 486"."""
    found = list(rules.words["what.measures"].finditer(plain, *room)) or list(CHANGE_IN.finditer(plain, *room))
    if not found:
        return None
    the = THE.match(plain, found[-1].end(), room.end)
    rest = Span(the.end() if the else found[-1].end(), room.end)
    phrase = noun_phrase(plain, rest, rules, any_noun=True)
    if phrase is None:
        return None
    verb, clause = first_verb(plain, rest, rules), CLAUSE.search(plain, *rest)
    stop = min(verb if verb is not None else rest.end, clause.start() if clause else rest.end)
    end = trimmed_end(plain, Span(rest.start, stop))
    whole = Span(rest.start, end if rest.start < end <= rest.start + LONGEST else phrase.end)
    return What(whole, f"'{found[-1].group()}' stands before it")


def _changed(plain: str, room: Span, rules: FigureRules) -> What | None:
    """Return what a verb at the start of a stretch changes: "reduced agency use by 8%"."""
    verb = WORD.match(plain, *room)
    the = THE.match(plain, verb.end(), room.end) if verb else None
    if the is None:
        return None
    span = Span(the.end(), trimmed_end(plain, Span(the.end(), room.end)))
    words = plain[span.start : span.end].casefold().split()
    if rules.numbers.search(plain, *span):
        return None
    if not 1 <= len(words) <= LONGEST_CHANGED or words[0] in rules.stops or CLAUSE.search(plain, *span):
        return None
    return What(span, "it is what was changed")


def _subject(plain: str, value: Value, room: Span, rules: FigureRules) -> What | None:
    """Return the subject of the verb before a number: "Vacancy rates have fallen to 17.1"."""
    verb = first_verb(plain, Span(room.start, value.start), rules)
    end = trimmed_end(plain, Span(room.start, value.start if verb is None else verb))
    if verb is None and plain[end : value.start].strip(" (:-") not in ("", "of", "at"):
        return None
    begin = max((match.end() for match in CLAUSE.finditer(plain, room.start, end)), default=room.start)
    lead = LEAD_IN.match(plain, begin, end)
    begin = lead.end() if lead else begin
    begin += len(plain[begin:end]) - len(plain[begin:end].lstrip())
    if not _is_subject(plain, Span(begin, end), rules):
        return None
    return What(Span(begin, end), "it is the subject before the number", is_weak=verb is None or value.in_words)


def _is_subject(plain: str, span: Span, rules: FigureRules) -> bool:
    """Tell whether a stretch can be what is counted, and does not only point back or lead on."""
    words = plain[span.start : span.end].casefold().split()
    if not 1 <= len(words) <= LONGEST_SUBJECT or not WORD.match(plain, span.start):
        return False
    if words[0] in rules.stops or words[-1] in rules.stops:
        return False
    return not any(rules.words[name].fullmatch(plain, *span) for name in ("what.pronouns", "qualifiers.before"))


def _said(plain: str, value: Value, room: Span) -> What | None:
    """Return what is said of a number that stands alone: "205 live with foster families"."""
    start = value.after + 1
    first = WORD.match(plain, start, room.end)
    if plain[value.after : start] != " " or value.unit not in (COUNT, PERCENT) or first is None:
        return None
    end = clause_end(plain, Span(first.end(), room.end))
    if first.group().casefold() in NOT_SAID or len(plain[start:end].split()) < FEWEST_SAID:
        return None
    return What(Span(start, end), "it is what is said of the number", is_weak=True)
