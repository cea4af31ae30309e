"""Draw shapes and words in SVG, with all that they need in the drawing itself, so that a picture of it is complete."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
INK, OURS, EDGE, HAIR, SHEET = "#0e1113", "#42484d", "#5d646a", "#d5d0c3", "#ffffff"
ACCENT, MIDDLE, TINT = "#14483f", "#8fbcae", "#dfeae5"
TITLE_SIZE, SIZE = 18, 15
LETTER = 0.54  # of the size: a wide guess at the mean width of a letter, so that a guessed text never runs over
LEADING = 1.3


class Drawing(NamedTuple):
    """What is drawn, in SVG, and how wide and high it is in pixels at its natural size."""

    width: int
    height: int
    body: str


class Look(NamedTuple):
    """How words look: size in pixels, where they are held ("start", "middle" or "end"), colour, weight."""

    size: int = SIZE
    anchor: str = "start"
    fill: str = INK
    is_bold: bool = False


PLAIN = Look()
CENTRED = Look(anchor="middle")
QUIET = Look(fill=OURS)


def words_at(x: float, y: float, text: str, look: Look = PLAIN, *, turned: int = 0) -> str:
    """Return words whose baseline begins at a place, turned by so many degrees.

    >>> words_at(4, 20, "Plans & papers")
    '<text x="4" y="20" font-size="15" fill="#0e1113">Plans &amp; papers</text>'
    """
    anchor = "" if look.anchor == "start" else f' text-anchor="{look.anchor}"'
    weight = ' font-weight="600"' if look.is_bold else ""
    turn = f' transform="rotate({turned} {x:g} {y:g})"' if turned else ""
    place = f'x="{x:g}" y="{y:g}"'
    return f'<text {place} font-size="{look.size}" fill="{look.fill}"{anchor}{weight}{turn}>{escape(text)}</text>'


def box_at(x: float, y: float, width: float, height: float, *, fill: str, edge: str = "none") -> str:
    """Return a rectangle."""
    place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {place} fill="{fill}" stroke="{edge}"/>'


def line_from(x: float, y: float, x_end: float, y_end: float, *, colour: str = EDGE) -> str:
    """Return a line."""
    return f'<line x1="{x:g}" y1="{y:g}" x2="{x_end:g}" y2="{y_end:g}" stroke="{colour}"/>'


def mark_at(x: float, y: float, shape: str, *, is_filled: bool = True) -> str:
    """Return a mark: a circle, or a square or diamond of the same size; hollow where it is not filled."""
    paint = f'fill="{ACCENT if is_filled else SHEET}" stroke="{ACCENT}" stroke-width="2"'
    if shape == "circle":
        return f'<circle cx="{x:g}" cy="{y:g}" r="6" {paint}/>'
    turn = f' transform="rotate(45 {x:g} {y:g})"' if shape == "diamond" else ""
    return f'<rect x="{x - 5:g}" y="{y - 5:g}" width="10" height="10" {paint}{turn}/>'


def width_of(text: str, size: int = SIZE) -> float:
    """Return about how wide a text is, in pixels, rather too much than too little."""
    return len(text) * size * LETTER


def wrapped(text: str, width: float, size: int = SIZE) -> list[str]:
    """Return a text in lines that are no wider than so many pixels, unless a single word is."""
    return textwrap.wrap(text, max(1, int(width / (size * LETTER))), break_long_words=False)


def lines_at(x: float, y: float, lines: Sequence[str], look: Look = PLAIN) -> tuple[str, float]:
    """Return lines of words from a first baseline down, and the baseline that comes next."""
    step = look.size * LEADING
    return "".join(words_at(x, y + n * step, line, look) for n, line in enumerate(lines)), y + len(lines) * step


def titled(title: str, width: int) -> tuple[str, float]:
    """Return a title at the top of a drawing, and the height from which the rest may be drawn."""
    drawn, y = lines_at(0, TITLE_SIZE, wrapped(title, width, TITLE_SIZE), Look(size=TITLE_SIZE, is_bold=True))
    return drawn, y
