"""Tell where a paper's cover sheet ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.types import BlockKind

if TYPE_CHECKING:
    from indexer.split.rules import SplittingRules
    from indexer.split.units import Unit

SENTENCE_WORDS = 8
LONGEST_COVER = 60  # units; a cover sheet that is longer is none


def cover_end(units: list[Unit], rules: SplittingRules) -> int:
    """Return the index of the first unit after the cover sheet: the first sentence, number, list or opening heading."""
    for index, unit in enumerate(units[:LONGEST_COVER]):
        if unit.kind in (BlockKind.METADATA, BlockKind.TABLE_ROW):
            continue
        opens = rules.top_headings.fullmatch(unit.text) or (unit.text.endswith(":") and unit.after_gap and index > 0)
        is_first_number = unit.number is not None and unit.number.split(".")[0] in ("1", "2", "3")
        is_sentence = unit.ends and unit.words >= SENTENCE_WORDS
        is_item = unit.is_dashed or unit.bracketed is not None
        if opens or is_first_number or is_sentence or is_item:
            led_by_heading = index > 0 and _heads(units[index - 1], rules, is_list=is_item)
            return index - 1 if led_by_heading and not opens and index > 1 else index
    return 0


def _heads(unit: Unit, rules: SplittingRules, *, is_list: bool) -> bool:
    """Tell whether a line at a cover sheet's end heads what comes after it: by its look, or a list by its words."""
    named = rules.recommendations.fullmatch(unit.text) or rules.improvement_headings.fullmatch(unit.text)
    return unit.kind is BlockKind.HEADING or (is_list and named is not None)
