"""Tell whether a change is for the better, from the words of what is counted; where they do not tell, say nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.figures.records import Direction, Tone

if TYPE_CHECKING:
    from corpus.types import Span
    from indexer.figures.rules import FigureRules

NEGATED_BEFORE = 40  # characters between "not" and the good that is denied


def tone_of(
    plain: str, about: Span, move: Span, direction: Direction | None, rules: FigureRules
) -> tuple[Tone, str] | None:
    """Return whether a change is for the better and why; None where the words do not tell, or tell both.

    Args:
        plain: The passage.
        about: What is counted, with what is said of it.
        move: The words of the change.
        direction: Which way the number went.
        rules: Which words are good and which are bad.
    """
    better = rules.words["directions.better"].search(plain, *move)
    worse = rules.words["directions.worse"].search(plain, *move)
    if better and worse:
        return None
    if better:
        return Tone.IMPROVEMENT, f"the passage says '{better.group()}'"
    if worse:
        return Tone.DETERIORATION, f"the passage says '{worse.group()}'"
    if direction is None:
        return None
    good, bad = polarity(plain, about, rules)
    if bool(good) == bool(bad):
        return None
    is_better = (direction is Direction.UP) == bool(good)
    told = f"more of '{good}' is better" if good else f"more of '{bad}' is worse"
    return (Tone.IMPROVEMENT if is_better else Tone.DETERIORATION), f"it went {direction} and {told}"


def polarity(plain: str, about: Span, rules: FigureRules) -> tuple[str, str]:
    """Return the words of a stretch by which more is better and those by which it is worse, "" where there are none."""
    good, bad = "", ""
    bad_spans = []
    for match in rules.words["tones.bad"].finditer(plain, *about):
        bad_spans.append(match.span())
        bad = bad or match.group()
    for match in rules.words["tones.good"].finditer(plain, *about):
        if any(start < match.end() and match.start() < end for start, end in bad_spans):
            continue
        before = plain[max(about.start, match.start() - NEGATED_BEFORE) : match.start()]
        negation = rules.words["tones.negated"].search(before)
        if negation is None or re.search(r"[,;:.]", before[negation.end() :]):
            good = good or match.group()
        else:
            bad = bad or before[negation.start() :] + match.group()
    return good, bad
