"""What a page to take away looks like in points: sizes of type, margins, spaces, and the widths of letters."""

from __future__ import annotations

from math import inf

PT_PER_CM = 72 / 2.54
PAGE_CM = (21.0, 29.7)  # A4
MARGIN_CM = 1.7
BODY_PT, TABLE_PT, NOTE_PT = 10.5, 9.5, 9.0
WIDE_TABLE_PT = 8.5  # of nine columns on a page laid across
FOOTER_PT, FOOTER_CM = 8.0, 0.8
HEADING_PT = {1: 16.0, 2: 12.0, 3: 10.5}
HEADING_SPACE_PT = {1: (0.0, 3.0), 2: (7.0, 2.0), 3: (4.0, 1.0)}  # before and after
SPACE_PT, TIGHT_PT = 3.0, 1.0  # after paragraphs; after what belongs to the next
LINE_SPACING = 1.05
LINE_EM = 1.15 * LINE_SPACING  # of Arial, whose own lines are 1.15 of its size
BLANK_LINE_PT = 18.0  # to write on by hand
AFTER_TABLE_PT = 6.0
CELL_SPACE_PT = 2.0
QUOTE_INDENT_CM, BULLET_INDENT_CM = 0.4, 0.63
CELL_SIDES_CM = 2 * 0.19  # what Word leaves blank in a cell, left and right
BOLD_WIDER = 1.07

#: Arial's widths in thousandths of its size, which Helvetica and Liberation Sans share.
WIDTHS = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;[\\]ftI",
    333: "()-`r“”",
    334: "{}",
    350: "•",
    355: '"',
    389: "*",
    469: "^",
    500: "cksvxyzJ",
    556: "#$0123456789?Labdeghnopqu_£–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
WIDTH_OF = {letter: width / 1000 for width, letters in WIDTHS.items() for letter in letters}
OTHER_WIDTH = 0.667  # letters of other alphabets and accents


def width_pt(text: str, size_pt: float) -> float:
    """Return how wide a text is on one line in Arial, in points.

    >>> width_pt("Milk", 10.0)
    17.77
    """
    return round(size_pt * sum(WIDTH_OF.get(letter, OTHER_WIDTH) for letter in text), 2)


def lines_of(text: str, size_pt: float, room_pt: float) -> int:
    r"""Return how many lines a text takes in Arial where a line has so much room, broken between words; at least one.

    >>> lines_of("one two three", 10.0, 40.0), lines_of("one\ntwo", 10.0, 400.0)
    (2, 2)
    """
    return sum(_lines(line, size_pt, room_pt) for line in text.split("\n"))


def _lines(text: str, size_pt: float, room_pt: float) -> int:
    space = width_pt(" ", size_pt)
    lines, used = 1, -inf
    for word in text.split():
        wide = width_pt(word, size_pt)
        if used + space + wide <= room_pt or used == -inf:
            used = max(used + space, 0.0) + wide
        else:
            lines, used = lines + 1, wide
        lines += int(used // room_pt)  # a word longer than a line is cut
        used %= room_pt
    return lines
