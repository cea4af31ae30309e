"""Set a PDF's printed lines together to blocks in reading order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.pdf.draft import (
    DASH_BULLET,
    ENDED,
    INDENT,
    LETTER,
    LETTERED,
    NUMBERED,
    SIZE_STEP,
    SURE_BULLET,
    Draft,
    Measure,
    bullet,
    take_measure,
)
from corpus.pdf.rows import HANG, group_rows
from corpus.types import BlockKind

if TYPE_CHECKING:
    from corpus.pdf.furniture import PageLines
    from corpus.pdf.lines import PrintedLine

# Thresholds are in sizes of type or leadings, chosen on the 53 inspections of 2013 to 2026 (2026-11).
PARAGRAPH_GAP = 1.2  # leadings from foot to foot above which a new block begins; the least in use is 1.4
FOOTNOTE_SIZE = 0.9
HEADING_STEP = 0.9  # points above the body's size
HEADING_CHARACTERS = 220
HEADING_LINES = 4
FULL_LINE = 25  # characters; a shorter line without a full stop is a label, and nothing runs on from it
ROOM_LEFT = 3.0  # further than the next word needs: then the line was ended on purpose
NOTE = re.compile(r"\[?(\d{1,3}|[*†‡])\]?\s*\S*[^\W\d]")


def lay_out(pages: list[PageLines]) -> list[Draft]:
    """Return the blocks of the pages' bodies in reading order; a block that runs over a page is one.

    Args:
        pages: The pages without furniture.
    """
    measure = take_measure(pages)
    laid: list[Draft] = []
    open_block: Draft | None = None  # the last block that is not a footnote: the next page may go on with it
    edges = _RightEdges([])
    for page in pages:
        body, notes = _part_notes(page.lines, measure)
        blocks = _page_blocks(body, measure)
        if blocks and open_block is not None:
            if _runs_on(open_block, blocks[0], edges, measure):
                following = blocks.pop(0)
                open_block.rows += following.rows
                open_block.lines += following.lines
            else:
                while blocks and _row_runs_on(open_block, blocks[0]):
                    open_block.lines += blocks.pop(0).lines
        laid += blocks
        if blocks:
            open_block = blocks[-1]
        edges = _RightEdges(body)
        for note in notes:
            laid += _page_blocks(note, measure)
    _name_kinds(laid, measure)
    return laid


def _part_notes(lines: list[PrintedLine], measure: Measure) -> tuple[list[PrintedLine], list[list[PrintedLine]]]:
    """Part a page's lines from the footnotes below them: the smaller type at the foot from the first number on."""
    foot: list[PrintedLine] = []
    for line in sorted(lines, key=lambda line: -line.box.top):
        if line.size > FOOTNOTE_SIZE * measure.body_size:
            break
        foot.insert(0, line)
    margin = min((line.box.left for line in lines), default=0.0)
    above: PrintedLine | None = None
    while foot and not _begins_notes(foot[0], above, margin, measure):
        above = foot.pop(0)
    if not foot:
        return lines, []
    taken = {id(line) for line in foot}
    return [line for line in lines if id(line) not in taken], _single_notes(foot)


def _begins_notes(line: PrintedLine, above: PrintedLine | None, margin: float, measure: Measure) -> bool:
    """Whether a line of small type begins the footnotes: a mark at the margin, below larger type or a gap."""
    apart = above is None or line.baseline - above.baseline > PARAGRAPH_GAP * measure.leading(line.size)
    return apart and line.box.left < margin + HANG * line.size and NOTE.match(line.text) is not None


def _single_notes(foot: list[PrintedLine]) -> list[list[PrintedLine]]:
    """Return the lines of each footnote: the next begins with the next number, or with another mark."""
    notes: list[list[PrintedLine]] = []
    number = 0
    for line in foot:
        found = NOTE.match(line.text)
        mark = found.group(1) if found else ""
        if not notes or (mark and (not mark.isdigit() or int(mark) == number + 1)):
            notes.append([])
            number = int(mark) if mark.isdigit() else number
        notes[-1].append(line)
    return notes


def _page_blocks(lines: list[PrintedLine], measure: Measure) -> list[Draft]:
    blocks: list[Draft] = []
    edges = _RightEdges(lines)
    for row in group_rows(lines, measure.leading):
        line = row.first
        if row.is_grid:
            blocks.append(Draft(rows=[row], page=line.page, kind=BlockKind.TABLE_ROW, lines=list(row.lines)))
        elif blocks and blocks[-1].kind is not BlockKind.TABLE_ROW and _belongs(blocks[-1], line, edges, measure):
            blocks[-1].rows.append(row)
            blocks[-1].lines.append(line)
        else:
            blocks.append(Draft(rows=[row], page=line.page, lines=[line]))
    return blocks


class _RightEdges:
    """How far lines reach to the right that begin at about the same place."""

    STEP = 25.0

    def __init__(self, lines: list[PrintedLine]) -> None:
        self._edges: dict[int, float] = {}
        for line in lines:
            place = int(line.box.left // self.STEP)
            self._edges[place] = max(self._edges.get(place, 0.0), line.box.right)

    def room(self, line: PrintedLine) -> float:
        """Return the points that the line leaves free at its end."""
        place = int(line.box.left // self.STEP)
        reach = max(self._edges.get(near, 0.0) for near in range(place - 2, place + 3))
        return max(reach, line.box.right) - line.box.right


def _belongs(block: Draft, line: PrintedLine, edges: _RightEdges, measure: Measure) -> bool:
    """Whether a line goes on with the block above it."""
    last = block.last
    if last.cell != line.cell:
        return False
    if last.sideways or line.sideways:
        return last.sideways == line.sideways
    down = line.baseline - last.baseline
    if abs(last.size - line.size) > SIZE_STEP or down > PARAGRAPH_GAP * max(measure.leading(line.size), line.size):
        return False
    if down < -line.size / 2:  # the next column
        return _reads_on(block, line) and edges.room(last) < ROOM_LEFT * last.size
    if last.bold != line.bold and not _same_voice(last, line, edges):
        return False
    return not (_begins_item(block, line, edges) or _is_set_off(block, line) or _was_ended(last, line, edges))


def _same_voice(last: PrintedLine, line: PrintedLine, edges: _RightEdges) -> bool:
    """Whether bold and light lines make one sentence: the upper one is full and does not end a sentence."""
    return not ENDED.search(last.text) and edges.room(last) < ROOM_LEFT * 2 * last.size


def _begins_item(block: Draft, line: PrintedLine, edges: _RightEdges) -> bool:
    if SURE_BULLET.match(line.text):
        return True
    if not (DASH_BULLET.match(line.text) or LETTERED.match(line.text) or NUMBERED.match(line.text)):
        return False
    if line.stands_off:
        return True
    hangs_out = len(block.lines) > 1 and line.box.left < block.hang - INDENT * line.size
    alike = block.is_marked and abs(line.box.left - block.first.box.left) < INDENT * line.size
    ended = bool(ENDED.search(block.last.text)) or edges.room(block.last) > ROOM_LEFT * 2 * line.size
    return hangs_out or (ended and (alike or not block.is_marked))


def _is_set_off(block: Draft, line: PrintedLine) -> bool:
    """Whether the line's indentation tells that it is another block's."""
    step = line.box.left - block.hang
    if len(block.lines) == 1:
        return False
    if step < -INDENT * line.size:
        return True
    return step > INDENT * 1.5 * line.size and bool(ENDED.search(block.last.text))


def _was_ended(last: PrintedLine, line: PrintedLine, edges: _RightEdges) -> bool:
    """Whether the upper line ends a sentence though the next word would have found room on it."""
    if not ENDED.search(last.text):
        return False
    word = line.text.split(maxsplit=1)[0]
    width = (line.box.right - line.box.left) * len(word) / len(line.text)
    return edges.room(last) > width + ROOM_LEFT * line.size


def _runs_on(block: Draft, following: Draft, edges: _RightEdges, measure: Measure) -> bool:
    """Whether a page's first block goes on with the last block of the page before."""
    line = following.first
    if BlockKind.TABLE_ROW in (block.kind, following.kind) or line.sideways != block.last.sideways:
        return False
    if abs(line.size - block.last.size) > SIZE_STEP or _is_heading(block, measure):
        return False
    hangs = block.is_marked and abs(block.hang - block.first.box.left) > INDENT * line.size
    if following.is_marked and not (hangs or _continues_sentence(block, line)):
        return False
    if hangs:  # then the place where lines begin says more than their words
        if abs(line.box.left - block.hang) < INDENT * line.size and not _was_ended(block.last, line, edges):
            return not bullet(line) or _reads_on(block, line)
        if following.is_marked:
            return False
    return _begins_small(line) or (_reads_on(block, line) and len(block.last.text) >= FULL_LINE)


def _continues_sentence(block: Draft, line: PrintedLine) -> bool:
    """Whether a line that looks numbered is the rest of a sentence, as in “paragraph / 2.1 of the plan”."""
    return NUMBERED.match(line.text) is not None and not ENDED.search(block.last.text)


def _reads_on(block: Draft, line: PrintedLine) -> bool:
    return _begins_small(line) or not ENDED.search(block.last.text)


def _begins_small(line: PrintedLine) -> bool:
    """Whether the line's first letter is a small one, as in the middle of a sentence."""
    letter = LETTER.search(line.text)
    return letter is not None and letter.group().islower() and not bullet(line)


def _row_runs_on(block: Draft, following: Draft) -> bool:
    """Whether a page's first block is the rest of the row that ended the page before; if so, add its lines there."""
    if block.kind is not BlockKind.TABLE_ROW:
        return False
    cells = block.rows[-1].cells
    pairs = []
    for row in following.rows:
        for rest in row.cells:
            cell = next((cell for cell in reversed(cells) if _same_column(cell[0], rest[0])), None)
            if cell is None:
                return False
            pairs.append((cell, rest))
    if not any(_begins_small(rest[0]) and not ENDED.search(cell[-1].text) for cell, rest in pairs):
        return False
    for cell, rest in pairs:
        cell.extend(rest)
    return True


def _same_column(a: PrintedLine, b: PrintedLine) -> bool:
    if a.cell is not None and b.cell is not None:
        return abs(a.cell.left - b.cell.left) < a.size
    return -INDENT * a.size < b.box.left - a.box.left < HANG * a.size


def _name_kinds(blocks: list[Draft], measure: Measure) -> None:
    """Give every block its kind and level."""
    headings = []
    lefts: list[float] = []  # of the bullets that are open, outermost first
    for block in blocks:
        if block.kind is BlockKind.TABLE_ROW:
            continue
        if bullet(block.first) or LETTERED.match(block.first.text):
            block.kind = BlockKind.LIST_ITEM
            left = block.first.box.left
            while lefts and left < lefts[-1] - INDENT * block.first.size:
                lefts.pop()
            if not lefts or left > lefts[-1] + INDENT * block.first.size:
                lefts.append(left)
            block.level = len(lefts) - 1
            continue
        lefts.clear()
        if _is_heading(block, measure):
            block.kind = BlockKind.HEADING
            headings.append(block)
    sizes = sorted({round(block.first.size) for block in headings}, reverse=True)
    for block in headings:
        block.level = sizes.index(round(block.first.size)) + 1


def _is_heading(block: Draft, measure: Measure) -> bool:
    """Whether a block is short and set in larger type than the body, or in bold."""
    lines = block.lines
    if len(lines) > HEADING_LINES or not any(LETTER.search(line.text) for line in lines):
        return False
    larger = all(line.size > measure.body_size + HEADING_STEP for line in lines)
    bold = all(line.bold for line in lines) and lines[0].size > FOOTNOTE_SIZE * measure.body_size
    text = block.text
    return (larger or bold) and len(text) <= HEADING_CHARACTERS and not text.endswith((".", ";", ","))
