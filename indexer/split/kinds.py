"""Say what kind a passage is, by the headings above it and by its own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.types import BlockKind
from indexer.store import PassageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.split.rules import SplittingRules
    from indexer.split.units import Unit

    Headings = Sequence[tuple[int, str]]  # level and title, outermost first

LEVEL_BY_WORDS = 8  # headings from here on are told by their words alone, and divide a list rather than end it
OF_CONTENTS = re.compile(r".*\D[\s.…]\d{1,3}")  # a line of a table of contents: words, then a page


def kind_of_prose(headings: Headings, unit: Unit, rules: SplittingRules, *, is_item: bool) -> PassageKind:
    """Return what a paragraph or a list's item is."""
    if rules.boilerplate.fullmatch(unit.text) or not any(map(str.isalpha, unit.text)):
        return PassageKind.BOILERPLATE
    if is_under(headings, rules.recommendations):
        return PassageKind.RECOMMENDATION
    if is_item:
        is_improvement = is_under(headings, rules.improvement_headings)
        return PassageKind.IMPROVEMENT if is_improvement else PassageKind.LIST_ITEM
    if is_under(headings[-1:], rules.contents_headings) and OF_CONTENTS.fullmatch(unit.text):
        return PassageKind.METADATA
    return PassageKind.IMPROVEMENT if _names_improvement(headings, unit, rules) else PassageKind.PARAGRAPH


def kind_of_row(kind: PassageKind, headings: Headings, unit: Unit, rules: SplittingRules) -> PassageKind:
    """Return what a table's row is that looks like `kind` by itself."""
    if kind is not PassageKind.PARAGRAPH:
        return kind
    if is_under(headings[-1:], rules.contents_headings):
        return PassageKind.METADATA
    return PassageKind.IMPROVEMENT if _names_improvement(headings, unit, rules) else kind


def is_judgement_row(row: str, rules: SplittingRules) -> bool:
    """Tell whether a row's last cell is a grade."""
    return "\t" in row and rules.grades.fullmatch(" ".join(row.rsplit("\t", maxsplit=1)[-1].split())) is not None


def states_judgement(unit: Unit, rules: SplittingRules) -> bool:
    """Tell whether a line or heading says how something was judged and nothing more."""
    return rules.judgement_lines.fullmatch(unit.text) is not None


def heads_chapter(row: Unit, following: Unit | None, *, after_another: bool) -> bool:
    """Tell whether a row with a judgement stands alone above a heading, as the head of a report's chapter does."""
    is_row = row.kind is BlockKind.TABLE_ROW
    return is_row and not after_another and following is not None and following.kind is BlockKind.HEADING


def is_under(headings: Headings, wanted: re.Pattern[str]) -> bool:
    """Tell whether one of the headings is called so, its number aside."""
    return any(wanted.fullmatch(title.lstrip("0123456789. ")) for _, title in headings)


def _names_improvement(headings: Headings, unit: Unit, rules: SplittingRules) -> bool:
    """Tell whether a paragraph right below "Areas for improvement" names one, rather than leads in a list of them."""
    near = list(headings)
    while near and near[-1][0] >= LEVEL_BY_WORDS:
        near.pop()
    return is_under(near[-1:], rules.improvement_headings) and unit.ends and not rules.lead_ins.fullmatch(unit.text)
