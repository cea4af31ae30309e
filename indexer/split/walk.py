"""Walk down a document and say of each stretch what it is: its kind, its number, its section."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.types import BlockKind
from indexer.split.cover_sheet import cover_end
from indexer.split.drafts import Draft
from indexer.split.headings import (
    heading_level,
    is_next_in_list,
    is_numbered_heading,
    is_top_heading,
    is_unnumbered_heading,
)
from indexer.split.kinds import heads_chapter, is_judgement_row, is_under, kind_of_prose, kind_of_row, states_judgement
from indexer.split.numbers import Numbering
from indexer.split.rows import Row, Table, read_row
from indexer.split.units import units_of, with_number, without_number
from indexer.store import PassageKind

if TYPE_CHECKING:
    from corpus.types import Document
    from indexer.split.rules import SplittingRules
    from indexer.split.units import Unit

FEWEST_POINTED = 5  # numbers with a full stop ("12.") from which "3 These are…" is a footnote
FEWEST_DOTTED = 3  # dotted numbers from which a paper counts as numbered "1.1", so that "1." is a list's
FOOTNOTE = re.compile(r"(?<=[a-z?!])\d$")  # a footnote's mark, stuck to a heading's end
SUBSECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\s")
LEAD_IN_ENDS = (":", ": -", ":-", ": –", "; -", ",")


def drafts_of(document: Document, rules: SplittingRules) -> list[Draft]:
    """Return what the document's passages are to be made of, in reading order."""
    units = units_of(document)
    dotted = sum(unit.number is not None and "." in unit.number for unit in units)
    pointed = sum(unit.is_pointed and unit.is_top_number for unit in units)
    walk = _Walk(
        text=document.text, rules=rules, is_dotted=dotted >= FEWEST_DOTTED, is_pointed=pointed >= FEWEST_POINTED
    )
    first = cover_end(units, rules)
    for index, unit in enumerate(units):
        following = units[index + 1] if index + 1 < len(units) else None
        if index < first:
            walk.take_cover(unit)
        else:
            walk.take(unit, following)
    walk.finish()
    return walk.drafts


@dataclass(slots=True)
class _Walk:
    """Where in the paper we are: the headings above, the last number, the list that is going on."""

    text: str
    rules: SplittingRules
    is_dotted: bool
    is_pointed: bool
    drafts: list[Draft] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    table: Table = field(default_factory=Table)
    number: str | None = None
    number_depth: int = 0
    subheading: str | None = None
    counts: Counter[str] = field(default_factory=Counter)
    previous: Unit | None = None
    bare_heading: Unit | None = None  # the last heading while nothing stands below it

    def take_cover(self, unit: Unit) -> None:
        """Take in a unit of the cover sheet."""
        if self._is_judgement_row(unit) or states_judgement(unit, self.rules):
            self._add(unit, PassageKind.JUDGEMENT)
        else:
            self._add(unit, PassageKind.METADATA)

    def take(self, unit: Unit, following: Unit | None) -> None:
        """Take in the next unit, seeing the one after it."""
        if unit.kind is BlockKind.METADATA:
            self._add(unit, PassageKind.METADATA)
        elif unit.kind is BlockKind.TABLE_ROW:
            self._take_row(unit, following)
        else:
            self.table = Table()
            self._take_line(unit, following)
        self.previous = unit

    def finish(self) -> None:
        """Keep a last heading that nothing stands below."""
        if self.bare_heading is not None:
            self._add(self.bare_heading, PassageKind.METADATA, number="")

    def _take_line(self, unit: Unit, following: Unit | None) -> None:
        if unit.number is not None and "." in unit.number:
            self._take_dotted(unit, following)
        elif unit.number is not None and unit.kind is not BlockKind.LIST_ITEM:
            self._take_single(unit, following)
        elif states_judgement(unit, self.rules):
            self._take_judgement(unit)
        elif is_unnumbered_heading(unit, following) and not self._is_boilerplate(unit):
            self._open(unit, is_top=False)
        elif unit.is_dashed or unit.bracketed or unit.kind is BlockKind.LIST_ITEM:
            self._add_item(unit)
        else:
            self._add_paragraph(unit)

    def _take_judgement(self, unit: Unit) -> None:
        """Take in a line that states a judgement: a passage, and a section where the page sets it as a heading."""
        if unit.kind is BlockKind.HEADING:
            self._close_down_to(unit.level)
        self._add(unit, PassageKind.JUDGEMENT, number="")
        if unit.kind is BlockKind.HEADING:
            self._open(unit, is_top=False)
            self.bare_heading = None

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
        if self._is_footnote(unit):
            self._add(unit, PassageKind.PARAGRAPH, number="", place=(f"footnote {number}",))
            return
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

    def _is_footnote(self, unit: Unit) -> bool:
        """Tell whether a sentence with a bare number stands in a paper whose own numbers have full stops."""
        return self.is_pointed and not unit.is_pointed and unit.kind is BlockKind.PARAGRAPH and unit.ends

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
        self._close_down_to(level)
        self.bare_heading = unit
        heading = FOOTNOTE.sub("", unit.text)
        self.headings.append((level, f"{unit.number} {heading}" if unit.number else heading))
        if unit.number is not None and not is_top:
            self._begin(unit.number)
            self.number_depth = level
        elif is_top or not self.is_dotted or level <= max(1, self.number_depth) or self._closes(unit):
            self._begin(None)
            self.number_depth = level if is_top else 0
        else:
            self.subheading = unit.text.rstrip(":") if self.number is not None else None
            self.counts.clear()

    def _close_down_to(self, level: int) -> None:
        """Close the sections of this level and below it; a table of contents has no sections."""
        if self.bare_heading is not None and self.headings and self.headings[-1][0] >= level:
            bare, (_, _) = self.bare_heading, self.headings.pop()
            self._add(bare, PassageKind.METADATA, number="")
        while self.headings and (
            self.headings[-1][0] >= level or is_under(self.headings[-1:], self.rules.contents_headings)
        ):
            self.headings.pop()

    def _closes(self, unit: Unit) -> bool:
        return self.rules.closing_headings.fullmatch(unit.text) is not None

    def _begin(self, number: str | None) -> None:
        has_text_below = bool(self.drafts) and self.drafts[-1].section == self._section()
        if self.subheading is not None and number is not None and has_text_below:
            self.headings = [heading for heading in self.headings if heading[0] <= self.number_depth]
        if number is not None:
            self.headings = [heading for heading in self.headings if not _is_beside(heading[1], number)]
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
        kind = kind_of_prose(self.headings, unit, self.rules, is_item=False)
        self._add(unit, kind, place=() if alone else self._place(f"paragraph {ordinal}"))

    def _add_item(self, unit: Unit) -> None:
        self.counts["bullet"] += 1
        name = unit.bracketed or (f"item {unit.number}" if unit.number else f"bullet {self.counts['bullet']}")
        kind = kind_of_prose(self.headings, unit, self.rules, is_item=True)
        if kind is PassageKind.RECOMMENDATION and unit.bracketed and self.number is None:
            self._add(unit, kind, number=unit.bracketed, is_item=True)
        else:
            self._add(unit, kind, place=self._place(name), is_item=True)

    def _take_row(self, unit: Unit, following: Unit | None) -> None:
        if self._is_judgement_row(unit):
            if following is not None and heads_chapter(unit, following, after_another=self._follows_judgement()):
                self._open_chapter(unit, level=following.level - 1)
            else:
                self._add(unit, PassageKind.JUDGEMENT, number="")
            return
        row = read_row(self.text, unit.body, self.table, self.rules)
        self.table = row.table
        if row.kind in (PassageKind.ACTION, PassageKind.MEASURE):
            self._add(unit, row.kind, number=row.reference, row=row)
        else:
            self._add(unit, kind_of_row(row.kind, self.headings, unit, self.rules), row=row)

    def _open_chapter(self, row: Unit, *, level: int) -> None:
        self._close_down_to(level)
        self._add(row, PassageKind.JUDGEMENT, number="")
        area = self.text[slice(*row.body)].split("\t")[0]
        self.headings.append((level, fold(area)))
        self._begin(None)
        self.number_depth = 0

    def _follows_judgement(self) -> bool:
        is_row = self.previous is not None and self.previous.kind is BlockKind.TABLE_ROW
        return is_row and bool(self.drafts) and self.drafts[-1].kind is PassageKind.JUDGEMENT

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
        self.bare_heading = None
        if number is None:  # else the unit has its own, or an empty one: then it inherits none
            number = self.number if row is None else None
        before = self.drafts[-1] if self.drafts else None
        self.drafts.append(
            Draft(
                span=row.span if row else unit.body,
                kind=kind,
                number=number or None,
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

    def _is_boilerplate(self, unit: Unit) -> bool:
        return self.rules.boilerplate.fullmatch(unit.text) is not None or not any(map(str.isalpha, unit.text))

    def _is_judgement_row(self, unit: Unit) -> bool:
        return unit.kind is BlockKind.TABLE_ROW and is_judgement_row(self.text[slice(*unit.body)], self.rules)


def _is_beside(title: str, number: str) -> bool:
    """Tell whether a heading's own number ("3.2") leads to none of this number's ("3.3", but not "3.2.1")."""
    own = SUBSECTION.match(title)
    return own is not None and not f"{number}.".startswith(f"{own.group(1)}.")
