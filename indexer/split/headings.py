"""Tell headings from paragraphs, in papers whose text keeps nothing of their look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.types import BlockKind

if TYPE_CHECKING:
    from indexer.split.units import Unit

LONGEST_TITLE = 9  # words of a heading without a colon or question mark
LONGEST_LED = 14  # words of a heading that ends in a colon or question mark, or is written in capitals
LONGEST_NUMBERED = 40  # words: a section of a real annual report is headed with 30
LONGEST_SUBHEADING = 12  # words of a heading numbered 2.1
LETTERED = re.compile(r"\([A-Za-z]\)\s")
LED = re.compile(r".*(?:[:?]|: \([^()]*\))")  # ends in a colon or question mark, a bracket after it aside


def is_top_heading(unit: Unit, following: Unit | None) -> bool:
    """Tell whether a unit with a single number ("3 Progress", "3.0 PROGRESS") is a heading rather than a paragraph.

    A long one, or one with a full stop, is a heading when the paragraph below it is numbered "3.1". The paper's last
    line is none, nor is one with the next number right below it: that is a list.
    """
    if unit.kind is BlockKind.HEADING:
        return True
    if following is None or unit.words > LONGEST_NUMBERED or is_next_in_list(unit, following):
        return False
    has_first_child = (following.number or "").startswith(f"{unit.number}.")
    return has_first_child or (not unit.ends and unit.words <= LONGEST_SUBHEADING + LONGEST_LED)


def is_numbered_heading(unit: Unit, following: Unit | None, before: Unit | None) -> bool:
    """Tell whether a unit numbered "2.1" is a heading: short, without a full stop, with text of its own below it.

    The last of a list of numbered names is none, though text follows it.
    """
    if unit.kind is BlockKind.HEADING:
        return True
    if before is not None and before.number and "." in before.number and not unit.after_gap:
        return False
    if following is None or unit.text.endswith((".", ":", "-", ";", ",")) or unit.words > LONGEST_SUBHEADING:
        return False
    if following.number is None:
        return not following.is_dashed and following.bracketed is None
    return following.number.startswith(f"{unit.number}.")


def is_unnumbered_heading(unit: Unit, following: Unit | None) -> bool:
    """Tell whether a unit without a number is a heading by its length, its end and what follows it."""
    if unit.kind is BlockKind.HEADING:
        return True
    if unit.kind is not BlockKind.PARAGRAPH or unit.is_dashed or unit.bracketed or following is None:
        return False
    if not unit.after_gap or (not unit.text[:1].isupper() and not LETTERED.match(unit.text)):
        return False
    if LED.fullmatch(unit.text) or LETTERED.match(unit.text):
        return unit.words <= LONGEST_LED and (following.after_gap or following.is_dashed)
    if unit.ends or unit.text.endswith((",", ";", "-")) or not following.after_gap:
        return False
    longest = LONGEST_LED if _is_title_case(unit.text) else LONGEST_TITLE
    return 1 <= unit.words <= longest and _has_text_below(following)


def is_next_in_list(unit: Unit, following: Unit) -> bool:
    """Tell whether "2." stands right below "1."."""
    return (
        unit.number is not None
        and following.number is not None
        and unit.is_top_number
        and following.is_top_number
        and not following.after_gap
        and int(following.number) == int(unit.number) + 1
    )


def heading_level(unit: Unit, *, is_top: bool) -> int:
    """Return how deep a heading stands: by its own level, else by its number; without either 8, or 9 for "(A) …"."""
    if unit.kind is BlockKind.HEADING:
        return unit.level
    if is_top:
        return 1
    if unit.number is not None:
        return unit.number.count(".") + 1
    return 9 if LETTERED.match(unit.text) else 8


def _has_text_below(following: Unit) -> bool:
    is_marked = following.is_dashed or following.bracketed is not None or following.number is not None
    return is_marked or following.ends or following.words > LONGEST_TITLE


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha() and len(word) > 3]  # noqa: PLR2004 - "with", "from"
    return bool(words) and all(word[0].isupper() for word in words)
