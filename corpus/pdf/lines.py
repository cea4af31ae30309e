"""Take the printed lines of a PDF's page, with place and type, from pdfium."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from corpus.types import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfTextPage

    from corpus.pdf.frame import Frame
    from corpus.pdf.rules import Rules

HYPHEN_MARKS = "\ufffe\x02"  # pdfium's text functions write one or the other for a hyphen at the end of a line
CELL_GAP = 0.9  # in sizes of type; the words of a line of the 53 inspections (2026-11) stand at most 0.6 apart
JUSTIFIED = 2.2  # times the usual gap of the same line: a line spread to the margin has wide gaps everywhere
MANY_WORDS = 8  # gaps; among as many, a quarter of narrow ones shows that the wide ones part a table's cells
FEW_WORDS = 3  # gaps; what is usual among fewer says little
WIDEST_SPREAD = 6.0  # in sizes of type: no line is spread wider, so these are cells, such as a head of single words
WIDE_SET = 0.8  # mean advance in sizes of type above which a run may hide a gap inside one drawing instruction
MARKER_GAP = 4.0  # in sizes of type: how far a bullet or a paragraph's number may stand before its text
MARKER_ROOM = 0.6  # in sizes of type: the least room behind a marker that no space between words takes
WORD_GAP = 0.15  # in sizes of type: less is no space between words
MARKER = re.compile(r"\(?(\d{1,3}(\.\d{1,3})*|[a-z]|[ivx]+)[.)]?|[*†‡o]|[^\w\s]", re.IGNORECASE)
SIDEWAYS = 3.0  # how many times higher than wide a run of several characters must be to count as turned
FORCE_BOLD = 1 << 18  # PDF 32000-1:2008, table 123, bit 19 of the font's flags
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
BREAK = re.compile(r"\r\n|[\r\n" + HYPHEN_MARKS + "]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
UNSAYABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """One printed line, or one cell's share of it, without white space at its ends.

    `baseline` is the distance of the line's foot from the top of the page, `size` that of its type, both in points.
    `cell` is the ruled cell that the line stands in, None where none is drawn around it. `stands_off` says that a
    number, letter or dash stands before the line with more room behind it than between words, and `after_mark` where
    the words behind it begin, in points from the left; None where that is not known.
    """

    text: str
    page: int
    box: Box
    baseline: float
    size: float
    bold: bool
    sideways: bool = False
    cell: Box | None = None
    stands_off: bool = False
    after_mark: float | None = None


def printed_lines(textpage: PdfTextPage, *, page: int, frame: Frame, rules: Rules) -> list[PrintedLine]:
    """Return the lines of a page in pdfium's order; text wholly outside the visible page is not printed, so left out.

    Args:
        textpage: The open text page.
        page: Its number, from 1.
        frame: The visible part of the page.
        rules: The lines drawn on the page: text that crosses an upright one stands in two cells.
    """
    pen = _Pen(textpage, frame, rules)
    lines: list[PrintedLine] = []
    for start, end, hyphen in _stretches(pen.text, textpage):
        for first, last, box in pen.cells(start, end):
            text = UNSAYABLE.sub("", pen.text[first:last]).strip()
            if hyphen and last == end:
                text += "-"
            if text and _touches(box, frame):
                _add(lines, pen.line(text, first, last, page=page, box=box))
    return lines


def beside(a: PrintedLine, b: PrintedLine) -> bool:
    """Whether `b` stands to the right of `a` at the same height."""
    shared = min(a.box.bottom, b.box.bottom) - max(a.box.top, b.box.top)
    lower = min(a.box.bottom - a.box.top, b.box.bottom - b.box.top)
    return b.box.left >= a.box.right - 1 and shared > lower / 2


def _add(lines: list[PrintedLine], line: PrintedLine) -> None:
    """Append a piece, or continue the line before it: pdfium breaks lines at raised numbers, bullets stand off."""
    if lines and not line.sideways and beside(lines[-1], line) and lines[-1].cell == line.cell:
        before = lines[-1]
        gap = line.box.left - before.box.right
        size = max(before.size, line.size)
        if gap <= CELL_GAP * size or (gap <= MARKER_GAP * size and MARKER.fullmatch(before.text)):
            lines[-1] = _joined(before, line, apart=gap > WORD_GAP * size)
            return
    lines.append(line)


def _joined(a: PrintedLine, b: PrintedLine, *, apart: bool) -> PrintedLine:
    main = a if len(a.text) > len(b.text) else b
    box = Box(a.box.left, min(a.box.top, b.box.top), b.box.right, max(a.box.bottom, b.box.bottom))
    text = f"{a.text}{' ' if apart else ''}{b.text}"
    after, off = a.after_mark, a.stands_off
    if not off and MARKER.fullmatch(a.text) and b.box.left - a.box.right > MARKER_ROOM * main.size:
        after, off = b.box.left, True
    return replace(main, text=text, box=box, bold=a.bold and b.bold, stands_off=off, after_mark=after)


def _stretches(text: str, textpage: PdfTextPage) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each stretch between line breaks, and whether a hyphen ends it."""
    start = 0
    for found in BREAK.finditer(text):
        mark = found.group() in HYPHEN_MARKS
        if mark and pdfium.FPDFText_IsHyphen(textpage, found.start()) != 1:
            continue
        yield from _trimmed(text, start, found.start(), hyphen=mark)
        start = found.end()
    yield from _trimmed(text, start, len(text), hyphen=False)


def _trimmed(text: str, start: int, end: int, *, hyphen: bool) -> Iterator[tuple[int, int, bool]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end or hyphen:
        yield start, end, hyphen


def _touches(box: Box, frame: Frame) -> bool:
    return box.right >= 0 and box.bottom >= 0 and box.left <= frame.width and box.top <= frame.height


def _all_characters(textpage: PdfTextPage) -> str:
    """Return the page's characters so that each one's place is its index in pdfium's list.

    One call gives them all; only where pdfium inserts or leaves out characters in that call are they asked for singly.
    """
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="surrogatepass")
    if len(text) == count and not SURROGATE.search(text):
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return _paired("".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes))  # noqa: PLR2004 - Unicode ends


def _paired(text: str) -> str:
    """Join surrogate pairs; the second half's place holds a NUL, so that every index stays."""
    return re.sub(
        "[\ud800-\udbff][\udc00-\udfff]",
        lambda pair: pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\0",
        text,
    )


def _usual(gaps: list[float], spaces: list[float]) -> float:
    """Return the gap between the words of a line that is spread to the margin; 0 where there are too few to tell.

    `spaces` are those of the gaps that hold white space, not letters that are merely set apart.
    """
    if len(gaps) <= FEW_WORDS:
        return 0.0
    return median(gaps) if len(spaces) < MANY_WORDS else sorted(spaces)[len(spaces) // 4]


class _Pen:
    """The geometry of one text page: the ctypes cells are made once, because a page asks some hundred times."""

    def __init__(self, textpage: PdfTextPage, frame: Frame, rules: Rules) -> None:
        self.textpage = textpage
        self.frame = frame
        self.rules = rules
        self.text = _all_characters(textpage)
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._refs = tuple(ctypes.byref(edge) for edge in self._edges)
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def cells(self, start: int, end: int) -> list[tuple[int, int, Box]]:
        """Return the stretches of a line that wide gaps or upright rules set apart, mostly the whole line as one.

        Each has the smallest box around its characters.
        """
        boxes = self._boxes(start, end)
        size = self._size(start)
        if not self._may_be_parted(boxes, size=size, text=self.text[start:end]):
            return [(start, end, self._around(boxes, start))]
        seen = [(index, box) for index in range(start, end) if (box := self._char_box(index)) is not None]
        gaps = [right.left - left.right for (_, left), (_, right) in pairwise(seen)]
        words = [gap for gap in gaps if gap > WORD_GAP * size]
        spaces = [
            gap for gap, ((before, _), (after, _)) in zip(gaps, pairwise(seen), strict=True) if after > before + 1
        ]
        least = max(CELL_GAP * size, min(JUSTIFIED * _usual(words, spaces), WIDEST_SPREAD * size))
        cuts = [start]
        for gap, (_, left), (index, right) in zip(gaps, seen, seen[1:], strict=False):
            between = Box(left.right - 1, right.top, right.left + 1, right.bottom)
            if gap > least or self.rules.walls(between):
                cuts.append(index)
        if len(cuts) == 1:
            return [(start, end, self._around(boxes, start))]
        return [(first, last, self._around(self._boxes(first, last), first)) for first, last in pairwise([*cuts, end])]

    def line(self, text: str, first: int, last: int, *, page: int, box: Box) -> PrintedLine:
        """Return the printed line of some characters, its type judged by three of them."""
        middle = next((i for i in range((first + last) // 2, last) if not self.text[i].isspace()), first)
        end = next((i for i in range(last - 1, middle, -1) if not self.text[i].isspace()), middle)
        samples = (first, middle, end)
        size = median(self._size(index) for index in samples)
        after_mark = self._after_mark(first, last, size)
        sideways = len(text) > 2 and box.bottom - box.top > SIDEWAYS * max(box.right - box.left, size)  # noqa: PLR2004
        return PrintedLine(
            text=text,
            page=page,
            box=box,
            baseline=self._origin(middle)[1],
            size=size or box.bottom - box.top,
            bold=all(self._is_bold(index) for index in samples),
            sideways=sideways,
            cell=self.rules.cell(box),
            stands_off=after_mark is not None,
            after_mark=after_mark,
        )

    def _after_mark(self, first: int, last: int, size: float) -> float | None:
        """Return where the words begin, if the first one is a marker with room behind it."""
        words = self.text[first:last].split(maxsplit=1)
        if len(words) == 1 or not MARKER.fullmatch(words[0]):
            return None
        marker, word = self._char_box(first + len(words[0]) - 1), self._char_box(last - len(words[1]))
        if marker is None or word is None or word.left - marker.right <= MARKER_ROOM * size:
            return None
        return word.left

    def _boxes(self, first: int, last: int) -> list[Box]:
        """Return the box of each drawn run, as displayed."""
        boxes = []
        left, top, right, bottom = self._edges
        for index in range(max(0, pdfium.FPDFText_CountRects(self.textpage, first, last - first))):
            if pdfium.FPDFText_GetRect(self.textpage, index, *self._refs):
                boxes.append(self.frame.shown_box(left.value, bottom.value, right.value, top.value))
        return boxes

    def _around(self, boxes: list[Box], first: int) -> Box:
        """Return the smallest box around boxes; where pdfium gives none, the place where the first character begins."""
        if not boxes:
            x, y = self._origin(first)
            return Box(x, y - self._size(first), x, y)
        if len(boxes) == 1:
            return boxes[0]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    def _origin(self, index: int) -> tuple[float, float]:
        x, y = self._edges[:2]
        pdfium.FPDFText_GetCharOrigin(self.textpage, index, *self._refs[:2])
        return self.frame.shown(x.value, y.value)

    def _may_be_parted(self, boxes: list[Box], *, size: float, text: str) -> bool:
        """Whether a line may hold a wide gap or cross a rule, judged by its drawn runs: characters cost more."""
        if not boxes:
            return False
        right = boxes[0].left
        marked = MARKER.fullmatch(text.split(maxsplit=1)[0]) is not None if text else False
        for box in boxes:
            gap = box.left - right
            if gap > (MARKER_GAP if marked else CELL_GAP) * size:
                return True
            marked = marked and gap <= CELL_GAP * size
            right = max(right, box.right)
        if right - boxes[0].left > WIDE_SET * size * len(text):
            return True
        return bool(self.rules.walls(boxes[0]._replace(right=right)))

    def _char_box(self, index: int) -> Box | None:
        """Return a visible character's box as displayed, or None for white space."""
        left, right, bottom, top = self._edges
        if self.text[index].isspace() or not pdfium.FPDFText_GetCharBox(self.textpage, index, *self._refs):
            return None
        return self.frame.shown_box(left.value, bottom.value, right.value, top.value)

    def _size(self, index: int) -> float:
        """Return the size of the type as it stands on the page: the font's size may be 1 and the matrix do the rest."""
        size = float(pdfium.FPDFText_GetFontSize(self.textpage, index))
        if pdfium.FPDFText_GetMatrix(self.textpage, index, self._matrix):
            scale = (self._matrix.c**2 + self._matrix.d**2) ** 0.5
            return size * (scale or 1.0)
        return size

    def _is_bold(self, index: int) -> bool:
        length = pdfium.FPDFText_GetFontInfo(self.textpage, index, self._name, len(self._name), self._flags)
        if self._flags.value & FORCE_BOLD and length:
            return True
        return bool(length) and BOLD_NAME.search(self._name.value.decode("utf-8", "replace")) is not None
