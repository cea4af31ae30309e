"""Tell how many pages a document takes as DOCX, before it is written: by its words, Arial's widths and our spaces.

Held against LibreOffice by a test. Only an estimate can choose what to quote: a DOCX file has no pages until a program
lays it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from ui.documents import typography as look
from ui.documents.records import Blank, Bullets, Heading, Look, Paragraph, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.documents.records import Block, Cell, Para, TakeAway

BORDER_PT = 0.5
SIZE_PT = {Look.PLAIN: look.BODY_PT, Look.LEAD: look.BODY_PT, Look.NOTE: look.NOTE_PT, Look.QUOTE: look.BODY_PT}


class _Strip(NamedTuple):
    """What goes down a page as one: a line of a paragraph, or a row of a table. `holds_next` keeps it with the next."""

    height_pt: float
    holds_next: bool


def pages_of(document: TakeAway) -> float:
    """Return how many pages a document takes: the full ones and the share of the last that is used."""
    width, height = look.PAGE_CM[::-1] if document.is_landscape else look.PAGE_CM
    room = (width - 2 * look.MARGIN_CM) * look.PT_PER_CM
    full = (height - 2 * look.MARGIN_CM) * look.PT_PER_CM
    pages, used = 0, 0.0
    for group in _groups(strip for block in document.blocks for strip in _strips(block, room)):
        if used + group > full and used > 0:
            pages, used = pages + 1, 0.0
        pages, used = pages + int((used + group) // full), (used + group) % full
    return pages + used / full


def _groups(strips: Iterator[_Strip]) -> Iterator[float]:
    """Return the heights of what may not be parted: strips that hold the next, with it."""
    height = 0.0
    for strip in strips:
        height += strip.height_pt
        if not strip.holds_next:
            yield height
            height = 0.0
    if height:
        yield height


def _strips(block: Block, room: float) -> Iterator[_Strip]:
    match block:
        case Heading(level=level, text=text):
            before, after = look.HEADING_SPACE_PT[level]
            size = look.HEADING_PT[level]
            lines = look.lines_of(text, size * look.BOLD_WIDER, room)
            yield _Strip(before + lines * size * look.LINE_EM + after, holds_next=True)
        case Paragraph(para=para, look=own):
            is_quote = own is Look.QUOTE
            indent = look.QUOTE_INDENT_CM * look.PT_PER_CM if is_quote else 0.0
            after = look.TIGHT_PT if is_quote else look.SPACE_PT
            yield from _lines(para, SIZE_PT[own], room - indent, after, holds_next=is_quote)
        case Bullets(items=items):
            for item in items:
                yield from _lines(item, look.BODY_PT, room - look.BULLET_INDENT_CM * look.PT_PER_CM, look.TIGHT_PT)
        case Table():
            yield from _table(block, room)
        case Blank(lines=lines):
            yield _Strip(look.NOTE_PT * look.LINE_EM + look.SPACE_PT, holds_next=False)
            for _ in range(lines):
                yield _Strip(look.BLANK_LINE_PT, holds_next=False)
        case _:
            assert_never(block)


def _lines(para: Para, size: float, room: float, after: float, *, holds_next: bool = False) -> Iterator[_Strip]:
    count = _count(para, size, room)
    for number in range(count):
        is_last = number == count - 1
        # Word leaves no single line of a paragraph alone on a page, neither its first nor its last.
        is_held = holds_next if is_last else number in (0, count - 2)
        yield _Strip(size * look.LINE_EM + after * is_last, is_held)


def _table(table: Table, room: float) -> Iterator[_Strip]:
    yield _Strip(look.BODY_PT * look.LINE_EM + 2 * look.TIGHT_PT, holds_next=True)
    shares = [share / sum(table.widths) for share in table.widths]
    head = tuple((plain(name, is_strong=True),) for name in table.head)
    yield _Strip(_row_height(head, shares, room), holds_next=True)
    for row in table.rows:
        yield _Strip(_row_height(row, shares, room), holds_next=False)
    yield _Strip(look.AFTER_TABLE_PT, holds_next=False)


def _row_height(row: tuple[Cell, ...], shares: list[float], room: float) -> float:
    sides = look.CELL_SIDES_CM * look.PT_PER_CM
    heights = []
    for own, share in zip(row, shares, strict=True):
        lines = (_count(para, look.TABLE_PT, room * share - sides) for para in own)
        heights.append(sum(count * look.TABLE_PT * look.LINE_EM + look.CELL_SPACE_PT for count in lines))
    return max(heights) + BORDER_PT


def _count(para: Para, size: float, room: float) -> int:
    # Bold words are rare in a paragraph, so the whole is measured as if all of it were a little wider.
    strong = sum(len(run.words) for run in para if run.is_strong)
    words = "".join(run.words for run in para)
    wider = 1 + (look.BOLD_WIDER - 1) * strong / max(1, len(words))
    return look.lines_of(words, size * wider, room)
