"""Walk down a document and say of each stretch what it is: its kind, its number, its section."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.types import BlockKind, Span
from indexer.headings import (
    heading_level,
    is_next_in_list,
    is_numbered_heading,
    is_top_heading,
    is_unnumbered_heading,
)
from indexer.numbers import Numbering
from indexer.rows import Row, Table, read_row
from indexer.store import PassageKind
from indexer.units import units_of, with_number, without_number

if TYPE_CHECKING:
    from corpus.types import Document
    from indexer.rules import SplittingRules
    from indexer.units import Unit

FEWEST_DOTTED = 3  # dotted numbers from which a paper counts as numbered "1.1", so that "1." is a list's
SENTENCE_WORDS = 8
LONGEST_COVER = 60  # units; a cover sheet that is longer is none
FOOTNOTE = re.compile(r"(?<=[a-z?!])\d$")  # a footnote's mark, stuck to a heading's end
LEAD_IN_ENDS = (":", ": -", ":-", ": –", "; -", ",")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A passage to be: its bounds and what is known of it before long ones are cut and parts are counted."""

    span: Span
    kind: PassageKind
    number: str | None
    section: tuple[str, ...]
    place: tuple[str, ...]
    text: str
    is_item: bool = False
    leads_in: bool = False
    follows_lead_in: bool = False
    sentences: tuple[int, int] | None = None
    cells: tuple[Span, ...] = ()
    repairs: tuple[str, ...] = ()

    @property
    def label(self) -> str | None:
        """What tells the passage from others of its number, in words; None where nothing needs telling."""
        words = list(self.place)
        if self.sentences is not None:
            first, last = self.sentences
            words.append(f"sentence {first}" if first == last else f"sentences {first} to {last}")
        return ", ".join(words) or None

    def words(self, text: str) -> int:
        """How many words the draft has."""
        return len(text[slice(*self.span)].split())

    def is_bare_name(self, longest: int) -> bool:
        """Whether the draft is a list item that is no sentence, of at most `longest` words."""
        return not self.text.endswith((".", "?", "!")) and len(self.text.split()) <= longest

    def through(self, last: Draft) -> Draft:
        """Return the draft with everything up to the end of `last`."""
        return replace(self, span=Span(self.span.start, last.span.end), follows_lead_in=False)

    def cut_to(self, span: Span, sentences: tuple[int, int] | None) -> Draft:
        """Return the part of the draft that holds these of its sentences, counted from 1."""
        return replace(self, span=span, sentences=sentences)


def drafts_of(document: Document, rules: SplittingRules) -> list[Draft]:
    """Return what the document's passages are to be made of, in reading order."""
    units = units_of(document)
    dotted = sum(unit.number is not None and "." in unit.number for unit in units)
    walk = _Walk(text=document.text, rules=rules, is_dotted=dotted >= FEWEST_DOTTED)
    cover_end = _cover_end(units, rules)
    for index, unit in enumerate(units):
        following = units[index + 1] if index + 1 < len(units) else None
        if index < cover_end:
            walk.take_cover(unit)
        else:
            walk.take(unit, following)
    return walk.drafts


def _cover_end(units: list[Unit], rules: SplittingRules) -> int:
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


@dataclass(slots=True)
class _Walk:
    """Where in the paper we are: the headings above, the last number, the list that is going on."""

    text: str
    rules: SplittingRules
    is_dotted: bool
    drafts: list[Draft] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    table: Table = field(default_factory=Table)
    number: str | None = None
    number_depth: int = 0
    subheading: str | None = None
    counts: Counter[str] = field(default_factory=Counter)
    previous: Unit | None = None

    def take_cover(self, unit: Unit) -> None:
        """Take in a unit of the cover sheet."""
        if unit.kind is BlockKind.TABLE_ROW and self._is_judgement(unit):
            self._add(unit, PassageKind.JUDGEMENT)
        else:
            self._add(unit, PassageKind.METADATA)

    def take(self, unit: Unit, following: Unit | None) -> None:
        """Take in the next unit, seeing the one after it."""
        if unit.kind is BlockKind.METADATA:
            self._add(unit, PassageKind.METADATA)
        elif unit.kind is BlockKind.TABLE_ROW:
            self._take_row(unit)
        else:
            self.table = Table()
            self._take_line(unit, following)
        self.previous = unit

    def _take_line(self, unit: Unit, following: Unit | None) -> None:
        if unit.number is not None and "." in unit.number:
            self._take_dotted(unit, following)
        elif unit.number is not None and unit.kind is not BlockKind.LIST_ITEM:
            self._take_single(unit, following)
        elif is_unnumbered_heading(unit, following) and not self._is_boilerplate(unit):
            self._open(unit, is_top=False)
        elif unit.is_dashed or unit.bracketed or unit.kind is BlockKind.LIST_ITEM:
            self._add_item(unit)
        else:
            self._add_paragraph(unit)

    def _take_dotted(self, unit: Unit, following: Unit | None) -> None:
        number = unit.number or ""
        if not self.numbering.accepts(number):
            self._take_line(without_number(self.text, unit), following)
            return
        self.numbering.take(number)
        if is_numbered_heading(unit, following, self.previous):
            self._open(unit, is_top=False)
        else:
            self._begin(number)
            is_bare_name = not unit.ends and unit.words <= self.rules.short_item
            # "4.6 Sector support" is a name with its number, and quoted so.
            self._add_paragraph(with_number(self.text, unit) if is_bare_name else unit)

    def _take_single(self, unit: Unit, following: Unit | None) -> None:
        number = unit.number or ""
        can_follow = self.numbering.accepts_top(number) and not self._continues_list(unit)
        if can_follow and is_top_heading(unit, following):
            self.numbering.take_top(number)
            self._open(unit, is_top=True)
        elif can_follow and not self.is_dotted:
            self.numbering.take_top(number)
            self._begin(number)
            self._add_paragraph(unit)
        elif self.previous is not None and self._is_in_list(unit):
            self._add_item(unit)
        else:
            self._take_line(without_number(self.text, unit), following)

    def _is_in_list(self, unit: Unit) -> bool:
        """Tell whether a single number is a list's: its first, below a lead-in, or the next after the last."""
        if self._continues_list(unit):
            return True
        before = self.previous
        is_first = unit.number == "1"
        return is_first or (before is not None and before.number is not None and before.is_top_number)

    def _continues_list(self, unit: Unit) -> bool:
        """Tell whether "2." right below "1." goes on with its list, rather than with the paper's own numbers."""
        before = self.previous
        return before is not None and is_next_in_list(before, unit) and before.number != self.number

    def _open(self, unit: Unit, *, is_top: bool) -> None:
        """Open a section."""
        if unit.number is None and unit.kind is not BlockKind.HEADING and self.rules.top_headings.fullmatch(unit.text):
            level = 1
        else:
            level = heading_level(unit, is_top=is_top)
        heading = FOOTNOTE.sub("", unit.text)
        title = f"{unit.number} {heading}" if unit.number else heading
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, title))
        if unit.number is not None and not is_top:
            self._begin(unit.number)
            self.number_depth = level
        elif is_top or not self.is_dotted or level <= max(1, self.number_depth) or self._closes(unit):
            self._begin(None)
            self.number_depth = level if is_top else 0
        else:
            self.subheading = unit.text.rstrip(":") if self.number is not None else None
            self.counts.clear()

    def _closes(self, unit: Unit) -> bool:
        return self.rules.closing_headings.fullmatch(unit.text) is not None

    def _begin(self, number: str | None) -> None:
        has_text_below = bool(self.drafts) and self.drafts[-1].section == self._section()
        if self.subheading is not None and number is not None and has_text_below:
            self.headings = [heading for heading in self.headings if heading[0] <= self.number_depth]
        self.number = number
        self.subheading = None
        self.counts.clear()
        if number is not None and self.headings:
            self.number_depth = self.headings[-1][0]

    def _add_paragraph(self, unit: Unit) -> None:
        self.counts["paragraph"] += 1
        self.counts["bullet"] = 0
        ordinal = self.counts["paragraph"]
        alone = ordinal == 1 and self.subheading is None and self.number is not None
        kind = PassageKind.RECOMMENDATION if self._in(self.rules.recommendations) else PassageKind.PARAGRAPH
        self._add(unit, kind, place=() if alone else self._place(f"paragraph {ordinal}"))

    def _add_item(self, unit: Unit) -> None:
        self.counts["bullet"] += 1
        name = unit.bracketed or (f"item {unit.number}" if unit.number else f"bullet {self.counts['bullet']}")
        kind = PassageKind.LIST_ITEM
        if self._in(self.rules.recommendations):
            kind = PassageKind.RECOMMENDATION
        elif self._in(self.rules.improvement_headings):
            kind = PassageKind.IMPROVEMENT
        if kind is PassageKind.RECOMMENDATION and unit.bracketed and self.number is None:
            self._add(unit, kind, number=unit.bracketed, is_item=True)
        else:
            self._add(unit, kind, place=self._place(name), is_item=True)

    def _take_row(self, unit: Unit) -> None:
        if self._is_judgement(unit):
            self._add(unit, PassageKind.JUDGEMENT)
            return
        row = read_row(self.text, unit.body, self.table, self.rules)
        self.table = row.table
        if row.kind in (PassageKind.ACTION, PassageKind.MEASURE):
            self._add(unit, row.kind, number=row.reference, row=row)
        else:
            self._add(unit, row.kind, row=row)

    def _add(
        self,
        unit: Unit,
        kind: PassageKind,
        *,
        number: str | None = None,
        place: tuple[str, ...] = (),
        is_item: bool = False,
        row: Row | None = None,
    ) -> None:
        if kind in (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM) and self._is_boilerplate(unit):
            kind = PassageKind.BOILERPLATE
        before = self.drafts[-1] if self.drafts else None
        self.drafts.append(
            Draft(
                span=row.span if row else unit.body,
                kind=kind,
                number=number or (self.number if row is None else None),
                section=self._section(),
                place=place,
                text=unit.text,
                is_item=is_item,
                leads_in=not is_item and row is None and unit.text.endswith(LEAD_IN_ENDS),
                follows_lead_in=is_item and before is not None and (before.leads_in or before.follows_lead_in),
                cells=row.cells if row else (),
                repairs=unit.repairs,
            )
        )

    def _section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self.headings)

    def _place(self, name: str) -> tuple[str, ...]:
        return (self.subheading, name) if self.subheading else (name,)

    def _in(self, headings: object) -> bool:
        return any(headings.fullmatch(title.lstrip("0123456789. ")) for _, title in self.headings)  # type: ignore[attr-defined]

    def _is_boilerplate(self, unit: Unit) -> bool:
        return self.rules.boilerplate.fullmatch(unit.text) is not None or not any(map(str.isalpha, unit.text))

    def _is_judgement(self, unit: Unit) -> bool:
        return (
            self.rules.grades.fullmatch(self.text[slice(*unit.body)].split("\t")[-1].strip().replace("\n", " "))
            is not None
        )
