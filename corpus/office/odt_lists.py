"""Write the numbers and bullets that an OpenDocument text sets before list items and headings by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from corpus.numerals import in_form
from corpus.office.ooxml import whole_number
from corpus.office.word_numbers import bullet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
LEVELS = ("text:list-level-style-number", "text:list-level-style-bullet", "text:outline-level-style")


class Rules(NamedTuple):
    """How one level of a list is marked. `form` is None for a bullet, which is `before`; "" for no number."""

    form: str | None
    before: str
    after: str
    shown_levels: int
    start: int


@dataclass(slots=True)
class Counter:
    """How far a list has counted, by level from 1."""

    rules: dict[int, Rules]
    counts: dict[int, int] = field(default_factory=dict)

    def mark(self, level: int, start: str | None = None) -> str:
        """Count one item and return what stands before it, "" when nothing does."""
        rules = self.rules.get(level)
        if rules is None:
            return ""
        if rules.form is None:
            return f"{bullet(rules.before)} " if rules.before.strip() else ""
        usual = self.counts.get(level, rules.start - 1) + 1
        self.counts = {other: count for other, count in self.counts.items() if other < level}
        self.counts[level] = whole_number(start, usual)
        if not rules.form:
            return ""
        shown = range(max(1, level - rules.shown_levels + 1), level + 1)
        number = ".".join(self._written(step) for step in shown if step == level or self._is_numbered(step))
        return f"{rules.before}{number}{rules.after} "

    def is_section(self, level: int) -> bool:
        """Tell whether the level's numbers are those of sections and paragraphs ("2.3"), not of a list."""
        rules, below = self.rules.get(level), self.rules.get(level + 1)
        if rules is None or rules.form != "1":
            return False
        return rules.shown_levels > 1 or (below is not None and bool(below.form) and below.shown_levels > 1)

    def _is_numbered(self, level: int) -> bool:
        return level in self.rules and bool(self.rules[level].form)

    def _written(self, level: int) -> str:
        rules = self.rules[level]
        return in_form(self.counts.get(level, rules.start), FORMS.get(rules.form or "1", "decimal"))


def read_lists(parts: Iterable[Element | None]) -> dict[str, dict[int, Rules]]:
    """Return the rules of each list style by its name; those of headings under the name "" ."""
    lists: dict[str, dict[int, Rules]] = {}
    for part in parts:
        if part is None:
            continue
        for style in part.iter("text:list-style"):
            lists[style.get("style:name", "")] = _levels(style)
        for style in part.iter("text:outline-style"):
            lists[""] = _levels(style)
    return lists


def _levels(style: Element) -> dict[int, Rules]:
    return {whole_number(level.get("text:level"), 1): _rules(level) for level in style if level.tag in LEVELS}


def _rules(level: Element) -> Rules:
    before, after = level.get("style:num-prefix", ""), level.get("style:num-suffix", "")
    if level.tag == "text:list-level-style-bullet":
        return Rules(None, level.get("text:bullet-char", "•"), "", 1, 1)
    shown = whole_number(level.get("text:display-levels"), 1)
    return Rules(
        level.get("style:num-format", ""), before, after, shown, whole_number(level.get("text:start-value"), 1)
    )
