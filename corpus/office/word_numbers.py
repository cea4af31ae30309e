"""Write the numbers and bullets that Word sets before paragraphs by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from corpus.numerals import in_form
from corpus.office.ooxml import is_on, value_of, whole_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from corpus.office.word_styles import Styles

# Word's symbol fonts draw these characters of the private range; what a reader sees, as Unicode has it.
SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf06e": "■", "\uf06f": "☐", "\uf0a8": "☐", "\uf071": "☐", "\uf0fc": "✓",
    "\uf0fe": "☒", "\uf0d8": "➢", "\uf0e0": "→", "\uf0e8": "➔", "\uf02d": "-", "\uf02a": "*", "\uf06c": "●",
    "\uf0d7": "·", "\uf0be": "–",
}  # fmt: skip
PLACE = re.compile(r"%(\d)")
SYMBOL_TABLE = {ord(private): seen for private, seen in SYMBOLS.items()}


class Label(NamedTuple):
    """What stands before a paragraph. `is_section` tells the number of a section or paragraph ("2.3") from a list's."""

    text: str
    is_section: bool
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    is_decimal_throughout: bool
    style: str | None
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each has counted."""

    lists: dict[str, _List]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int | None, style: str | None) -> Label | None:
        """Count one paragraph of a list and return what stands before it; None when nothing does.

        `level` is None where only the paragraph's style says that it is in the list: then the list says which level.
        """
        counted = self.lists.get(list_id)
        if counted is None:
            return None
        depth = level if level is not None else _level_of_style(counted, style)
        rules = counted.levels.get(depth)
        if rules is None:
            return None
        counts = self._count(list_id, counted, depth)
        text = _written(counted, counts, rules)
        below = counted.levels.get(depth + 1)
        is_section = f"%{depth + 1}" in rules.text and (
            rules.text.count("%") > 1 or (below is not None and f"%{depth + 1}" in below.text)
        )
        return Label(text + rules.suffix, is_section and rules.form.startswith("decimal"), depth) if text else None

    def _count(self, list_id: str, counted: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(counted.abstract, {})
        if depth in counted.starts and (list_id, depth) not in self._begun:
            counts[depth] = counted.starts[depth] - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, counted.levels[depth].start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            restart = counted.levels[deeper].restart if deeper in counted.levels else None
            if restart is None or (restart and depth < restart):
                del counts[deeper]
        return counts


def read_numbers(numbering: Element | None, styles: Styles) -> Numbers:
    """Return the lists that a document's numbering part defines."""
    if numbering is None:
        return Numbers({})
    abstracts = {found.get("w:abstractNumId", ""): found for found in numbering.iter("w:abstractNum")}
    links = {num.get("w:numId", ""): value_of(num, "w:abstractNumId") or "" for num in numbering.iter("w:num")}
    lists = {}
    for num in numbering.iter("w:num"):
        abstract = _followed(value_of(num, "w:abstractNumId") or "", abstracts, links, styles)
        levels = _levels(abstracts.get(abstract))
        starts = {}
        for override in num.iter("w:lvlOverride"):
            depth = whole_number(override.get("w:ilvl"), 0)
            levels |= _levels(override)
            if (start := value_of(override, "w:startOverride")) is not None:
                starts[depth] = whole_number(start, 1)
        lists[num.get("w:numId", "")] = _List(abstract=abstract, levels=levels, starts=starts)
    return Numbers(lists)


def _followed(abstract: str, abstracts: dict[str, Element], links: dict[str, str], styles: Styles) -> str:
    """Return the list that a list stands for: one may only name a style, whose own list has the levels."""
    linked = value_of(abstracts.get(abstract), "w:numStyleLink")
    target = links.get(styles.list_of(linked) or "", abstract) if linked else abstract
    return target if target in abstracts else abstract


def _levels(parent: Element | None) -> dict[int, _Level]:
    if parent is None:
        return {}
    return {whole_number(level.get("w:ilvl"), 0): _level(level) for level in parent if level.tag == "w:lvl"}


def _level(level: Element) -> _Level:
    restart = value_of(level, "w:lvlRestart")
    return _Level(
        start=whole_number(value_of(level, "w:start"), 0),
        form=value_of(level, "w:numFmt") or "decimal",
        text=value_of(level, "w:lvlText") or "",
        restart=whole_number(restart, 0) if restart is not None else None,
        is_decimal_throughout=is_on(level, "w:isLgl"),
        style=value_of(level, "w:pStyle"),
        suffix="" if value_of(level, "w:suff") == "nothing" else " ",
    )


def _level_of_style(counted: _List, style: str | None) -> int:
    return next((depth for depth, level in counted.levels.items() if style and level.style == style), 0)


def _written(counted: _List, counts: dict[int, int], rules: _Level) -> str:
    if rules.form == "bullet":
        return bullet(rules.text)
    if rules.form == "none":
        return PLACE.sub("", rules.text).strip()

    def count(place: re.Match[str]) -> str:
        depth = int(place.group(1)) - 1
        level = counted.levels.get(depth)
        number = counts.get(depth, level.start if level else 1)
        form = "decimal" if rules.is_decimal_throughout or level is None else level.form
        return in_form(number, form)

    return PLACE.sub(count, rules.text).strip()


def bullet(text: str) -> str:
    r"""Return a bullet as a reader sees it.

    >>> bullet("\uf0b7"), bullet("o"), bullet("–")
    ('•', '○', '–')
    """
    shown = text.translate(SYMBOL_TABLE).strip()
    return "○" if shown == "o" else shown
