"""What a PDF's blocks are made of while they are being set together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.types import BlockKind

if TYPE_CHECKING:
    from corpus.pdf.furniture import PageLines
    from corpus.pdf.lines import PrintedLine
    from corpus.pdf.rows import Row

SIZE_STEP = 0.6  # points
SINGLE_SPACED = 1.21  # sizes of type from foot to foot
INDENT = 0.5
# Chosen on the 53 inspections (2026-11): of their blocks only some of three covers and two tables of contents change.
WIDER_THAN_BODY = 1.25  # times the body's leading, in sizes of type
COMMON = 0.25  # of the occurrences of the most common gap
SURE_BULLET = re.compile(r"[◼■•▪▫●○◦◾◻□☐➢➤►▶‣⁃∙✓✔❖◆\ue000-\uf8ff]")
DASH_BULLET = re.compile(r"[-–—―−*·o]\s")
LETTERED = re.compile(r"\(?([a-z]|[ivx]{1,4})[.)]\s")
NUMBERED = re.compile(r"(\d{1,3}(\.\d{1,3}){1,4}[.)]?|\d{1,3}[.)]|\(\d{1,3}\))(\s+\S|[A-Z‘“])")
ENDED = re.compile(r"[.!?:;…][”’\"')\]]*\s?\d{0,2}$")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Draft:
    """A block while lines are still being added to it."""

    rows: list[Row]
    page: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    lines: list[PrintedLine] = field(default_factory=list)

    @property
    def first(self) -> PrintedLine:
        """The block's first line."""
        return self.lines[0]

    @property
    def last(self) -> PrintedLine:
        """The block's last line."""
        return self.lines[-1]

    @property
    def hang(self) -> float:
        """Where lines after the first begin, in points from the left; the first line's place while it is alone."""
        return self.last.box.left

    @property
    def text(self) -> str:
        """The block's words, lines joined by blanks."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_marked(self) -> bool:
        """Whether the block begins with a bullet, a letter or a number."""
        return bool(bullet(self.first) or LETTERED.match(self.first.text) or NUMBERED.match(self.first.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is usual in this paper: the size of its type and, for each size, the distance from line to line."""

    body_size: float
    leadings: dict[float, float]

    def leading(self, size: float) -> float:
        """Return the usual distance from foot to foot, in points, for lines of this size."""
        return self.leadings.get(round(size), SINGLE_SPACED * size)


def take_measure(pages: list[PageLines]) -> Measure:
    """Return the usual size of type, by characters, and the usual leading of each size, by lines."""
    sizes: Counter[float] = Counter()
    gaps: dict[float, Counter[float]] = {}
    for page in pages:
        before: PrintedLine | None = None
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
            if before is not None and abs(before.size - line.size) < SIZE_STEP:
                gap = line.baseline - before.baseline
                if 0.9 * line.size < gap < 2.2 * line.size:  # from set solid to double spaced
                    gaps.setdefault(round(line.size), Counter())[round(gap * 2) / 2] += 1
            before = line
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    leadings = {size: _usual(count) for size, count in gaps.items()}
    return Measure(body_size=body_size, leadings=_capped(leadings, round(body_size)))


def _usual(gaps: Counter[float]) -> float:
    """Return the least of the common gaps: where most paragraphs have one line, the commonest parts paragraphs."""
    most = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count >= COMMON * most)


def _capped(leadings: dict[float, float], body_size: float) -> dict[float, float]:
    """Return the leadings, a heading's not much wider than the body's: most have one line, so their gaps say little."""
    if not body_size:
        return leadings
    widest = WIDER_THAN_BODY * leadings.get(body_size, SINGLE_SPACED * body_size) / body_size
    return {size: min(leading, widest * size) if size > body_size else leading for size, leading in leadings.items()}


def bullet(line: PrintedLine) -> bool:
    """Whether the line begins with a bullet, or with a dash that may be one."""
    return bool(SURE_BULLET.match(line.text) or DASH_BULLET.match(line.text))
