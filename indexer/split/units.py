"""Take the marks off a document's blocks (dashes, heading marks, numbers), and join what a page cut in two."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.ocr import READ_BY_OCR
from corpus.types import BlockKind, FileFormat, Span

if TYPE_CHECKING:
    from corpus.types import Block, Document

HEADING_MARK = re.compile(r"#{1,6}\s+")
# Dashes need a space after them; bullets, those of Word's symbol fonts among them, do not always have one.
LIST_MARK = re.compile(r"(?:[-*–―−]\s+|[•·▪■◼●○‣⁃➢✓\ue000-\uf8ff]\s*)(?=\S)")
DRAWN_MARK = re.compile(r"[—o]\s+(?=\S)")  # where the page sets a list's item, these are its bullets too
DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Some files leave no space behind the full stop: "41.Supervision varies".
TOP = re.compile(rf"(\d{{1,3}})(?:(?:\.0)?\.?\s+(?!(?:{MONTHS})\b)(?=[A-Z“‘\"'(])|\.(?=[A-Z][A-Za-z’' ]))")
PLAIN_DASHES = "-*–"
BRACKETED = re.compile(r"(\((?:\d{1,2}|[a-z]|[ivx]{1,4})\))\s+(?=\S)")
ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
# A line that ends in one of these is cut short, whatever the next begins with.
UNFINISHED = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "its",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "this",
        "to",
        "was",
        "were",
        "which",
        "with",
    ]
)
JOINED = "joined over a page break"
UNPAGED = frozenset({FileFormat.WORD, FileFormat.ODT, FileFormat.WEB})  # no page break cuts a paragraph there
FEWEST_WORDS_TO_JOIN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A block without its marks.

    `span` is the whole block, `body` what is quoted of it. `number` is a printed paragraph or section number
    ("2.1.8", "3"), `is_pointed` whether a full stop follows it, `bracketed` a printed "(2)"; None when there is none.
    `text` is the body folded onto one line. `number_start` is where the body begins if the number proves to be none.
    """

    span: Span
    body: Span
    number_start: int
    text: str
    kind: BlockKind
    level: int
    page: int | None
    number: str | None
    is_top_number: bool
    is_pointed: bool
    bracketed: str | None
    is_dashed: bool
    after_gap: bool
    repairs: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.text.split())

    @property
    def ends(self) -> bool:
        """Whether the body ends as a sentence does."""
        return ENDS.search(self.text) is not None


def units_of(document: Document) -> list[Unit]:
    """Return the document's blocks without their marks, in reading order; what a page break cut in two is joined.

    Page furniture is left out.
    """
    units: list[Unit] = []
    end = 0
    for block in document.blocks:
        if block.kind is not BlockKind.FURNITURE:
            gap = "\n" in document.text[end : block.span.start].replace("\n", "", 1)
            unit = _unit(document.text, block, after_gap=gap)
            if units and document.format not in UNPAGED and _is_cut(units[-1], unit):
                units[-1] = _joined(document.text, units[-1], unit)
            else:
                units.append(unit)
        end = block.span.end
    return units


def _unit(text: str, block: Block, *, after_gap: bool) -> Unit:
    start, end = block.span
    is_row = block.kind in (BlockKind.TABLE_ROW, BlockKind.METADATA)
    number = bracketed = None
    is_dashed = is_top = is_pointed = False
    number_start = start
    if not is_row:
        start, _ = _past(HEADING_MARK, text, start, end)
        start, dash = _past(LIST_MARK, text, start, end)
        if dash is None and block.kind is BlockKind.LIST_ITEM:
            start, dash = _past(DRAWN_MARK, text, start, end)
        is_dashed = dash is not None
        start, bracketed = _past(BRACKETED, text, start, end)
        number_start = start
        if bracketed is None:
            # Behind a bullet, "155 (or a third) live elsewhere" begins with a figure.
            may_be_top = dash is None or dash[0] in PLAIN_DASHES
            past_top, top = _past(TOP, text, start, end) if may_be_top else (start, None)
            past_dotted, dotted = _past(DOTTED, text, start, end)
            number = top or dotted
            is_top = top is not None
            start = past_top if top else past_dotted
            is_pointed = text[number_start:start].rstrip().endswith(".")
    return Unit(
        span=block.span,
        body=Span(start, end),
        number_start=number_start,
        text=fold(text[start:end]),
        kind=block.kind,
        level=block.level,
        page=block.page,
        number=number,
        is_top_number=is_top,
        is_pointed=is_pointed,
        bracketed=bracketed,
        is_dashed=is_dashed,
        after_gap=after_gap,
        repairs=(READ_BY_OCR,) if block.is_ocr else (),
    )


def _past(mark: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, str | None]:
    """Return where the text goes on after a mark, and the mark's first group or whole; `start` and None without one."""
    match = mark.match(text, start, end)
    if match is None or match.end() >= end:
        return start, None
    return match.end(), match.group(1) if mark.groups else match.group()


def _is_cut(before: Unit, after: Unit) -> bool:
    """Tell whether a page break cut a sentence in two between these units."""
    if not {before.kind, after.kind} <= {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or not after.after_gap:
        return False
    if after.is_dashed or after.bracketed or before.ends or before.words < FEWEST_WORDS_TO_JOIN:
        return False
    if after.number is not None or after.text in UNFINISHED:  # a letterhead sets "to" and "on" on lines of their own
        return False
    last_word = before.text.split()[-1].casefold()
    return after.text[:1].islower() or last_word in UNFINISHED


def _joined(text: str, before: Unit, after: Unit) -> Unit:
    body = Span(before.body.start, after.span.end)
    return replace(
        before,
        span=Span(before.span.start, after.span.end),
        body=body,
        text=fold(text[slice(*body)]),
        repairs=tuple(dict.fromkeys((*before.repairs, *after.repairs, JOINED))),
    )


def without_number(text: str, unit: Unit) -> Unit:
    """Return the unit with its number taken for a part of its sentence."""
    return replace(with_number(text, unit), number=None, is_top_number=False)


def with_number(text: str, unit: Unit) -> Unit:
    """Return the unit with its printed number among what is quoted."""
    body = Span(unit.number_start, unit.body.end)
    return replace(unit, body=body, text=fold(text[slice(*body)]))
