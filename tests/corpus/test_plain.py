"""How plain text becomes blocks, and how its bytes become text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.plain import decode, read_plain
from corpus.types import BlockKind, ReadingWarning

GUESSED = ReadingWarning(page=None, reason="not UTF-8; read as Windows-1252, so unusual characters may be wrong")
LINES = st.sampled_from(
    [
        "1. Purpose",
        "A short line",
        " indented",
        "- an item",
        "a\tb\tc",
        "",
        "   ",
        "\t",
        "\x0c",
        "Eleven carers were approved during the year and seven of them",
    ]
)
TYPED = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))).map(
    lambda lines: "".join(line + end for line, end in lines)
)


def marked(text: str) -> str:
    """Return the text with every block in square brackets."""
    for block in reversed(read_plain(text.encode(), file="paper.txt").blocks):
        start, end = block.span
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Purpose\nTo tell members.", "[Purpose]\n[To tell members.]"),
        ("One.\n\n\nTwo.", "[One.]\n\n\n[Two.]"),
        ("  Set in.  \n", "  [Set in.]  \n"),
        ("One.\r\nTwo.\r\n", "[One.]\r\n[Two.]\r\n"),
        ("\n \t\n", "\n \t\n"),
        ("Portfolio:\tChildren\t\n", "[Portfolio:\tChildren]\t\n"),
    ],
)
def test_each_line_is_a_block_and_white_space_stays_outside(text, expected):
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eleven carers were approved during the year and seven of them\nhave had a child placed with them.",
            "[Eleven carers were approved during the year and seven of them\nhave had a child placed with them.]",
        ),
        (
            "Eleven carers were approved during the year and seven of them\n\nhave had a child placed with them.",
            "[Eleven carers were approved during the year and seven of them]\n\n[have had a child placed with them.]",
        ),
        (
            "Eleven carers were approved during the year and seven of them:\n- had a child placed\n- or two",
            "[Eleven carers were approved during the year and seven of them:]\n[- had a child placed]\n[- or two]",
        ),
        (
            "Eleven carers were approved during the year and seven are ready\n2.1 Another paragraph",
            "[Eleven carers were approved during the year and seven are ready]\n[2.1 Another paragraph]",
        ),
        (
            "Eleven carers were approved during the year and seven are ready\nReady:\t7",
            "[Eleven carers were approved during the year and seven are ready]\n[Ready:\t7]",
        ),
    ],
)
def test_lines_wrapped_by_hand_make_one_block_unless_a_mark_a_gap_or_a_tab_begins_another(text, expected):
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The board met twice.", BlockKind.PARAGRAPH),
        ("- Recruit a lead", BlockKind.LIST_ITEM),
        ("• Recruit a lead", BlockKind.LIST_ITEM),
        (" ▪ Recruit a lead", BlockKind.LIST_ITEM),
        ("-4 per cent", BlockKind.PARAGRAPH),
        ("Ref\tAction\tLead", BlockKind.TABLE_ROW),
        ("- Ref\tAction", BlockKind.TABLE_ROW),
    ],
)
def test_a_line_is_a_row_when_it_has_tabs_and_an_item_when_it_has_a_mark(line, kind):
    (block,) = read_plain(line.encode(), file="paper.txt").blocks

    assert block.kind is kind


def test_the_level_of_a_line_is_the_number_of_spaces_before_it():
    blocks = read_plain(b"- one\n  - two\n   three", file="paper.txt").blocks

    assert [block.level for block in blocks] == [0, 2, 3]


@pytest.mark.parametrize(
    ("data", "text", "warnings"),
    [
        ("Café".encode(), "Café", ()),
        (codecs.BOM_UTF8 + "Café".encode(), "Café", ()),
        (codecs.BOM_UTF16_LE + "Café".encode("utf-16-le"), "Café", ()),
        (codecs.BOM_UTF16_BE + "Café".encode("utf-16-be"), "Café", ()),
        ("the board’s – plan".encode("cp1252"), "the board’s – plan", (GUESSED,)),
        (b"\x81 plan \xe9", "\ufffd plan é", (GUESSED,)),
        (b"", "", ()),
    ],
)
def test_bytes_are_utf8_or_what_their_mark_says_or_else_guessed_with_a_warning(data, text, warnings):
    assert decode(data) == (text, warnings)


@given(TYPED)
def test_blocks_stand_in_order_and_leave_out_only_white_space(text):
    reading = read_plain(text.encode(), file="paper.txt")

    assert reading.text == text
    end = 0
    for block in reading.blocks:
        assert not text[end : block.span.start].strip()
        assert end <= block.span.start < block.span.end
        end = block.span.end
    assert not text[end:].strip()


@given(st.text(st.characters(exclude_characters="\ufeff", exclude_categories=["Cs"])))
def test_the_text_is_the_bytes_as_decoded_and_nothing_else(text):
    assert read_plain(text.encode(), file="paper.txt").text == text
