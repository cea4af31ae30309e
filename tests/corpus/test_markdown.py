"""How Markdown becomes blocks, and what its front matter may say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FileRefusedError
from corpus.markdown import looks_like_markdown, read_markdown
from corpus.types import Block, BlockKind, Reading, Span

PIECES = st.sampled_from(
    [
        *("# Head", "## Two", "- item", "  - deeper", "1. one", "> quote", "word", "two words", "|a|b|", "|-|-|"),
        *("| 1 | 2 |", "```", "    code", "---", "===", "[a]: b", "<div>", "</div>", "<!-- c -->", "", "  ", "\t"),
        *("\x0c", "\u2028"),
    ]
)
WRITTEN = st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))).map(
    lambda lines: "".join(line + end for line, end in lines)
)


def read(text: str) -> Reading:
    return read_markdown(text.encode(), file="paper.md")


def blocks(text: str) -> list[tuple[str, int, str]]:
    """Return kind, level and text of every block."""
    reading = read(text)
    return [(block.kind.value, block.level, reading.text[slice(*block.span)]) for block in reading.blocks]


def test_headings_paragraphs_and_lists_are_blocks_with_their_level():
    text = "# Plan\n\nWe will\ntry.\n\n## Staff\n\n- Hire\n  - Two leads\n- Keep\n\n1. First\n"

    assert blocks(text) == [
        ("heading", 1, "# Plan"),
        ("paragraph", 0, "We will\ntry."),
        ("heading", 2, "## Staff"),
        ("list_item", 0, "- Hire"),
        ("list_item", 1, "- Two leads"),
        ("list_item", 0, "- Keep"),
        ("list_item", 0, "1. First"),
    ]


def test_each_row_of_a_table_is_a_block_and_its_ruling_is_furniture():
    text = "| Ref | Lead |\n| --- | --- |\n| 1.1 | Head of Service |\n| 1.2 | Team Manager |\n"

    assert blocks(text) == [
        ("table_row", 0, "| Ref | Lead |"),
        ("furniture", 0, "| --- | --- |"),
        ("table_row", 0, "| 1.1 | Head of Service |"),
        ("table_row", 0, "| 1.2 | Team Manager |"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\n---\n\nTwo.", [("paragraph", 0, "One."), ("furniture", 0, "---"), ("paragraph", 0, "Two.")]),
        ("Summary\n=======\n", [("heading", 1, "Summary"), ("furniture", 0, "=======")]),
        ("> Quoted.\n", [("paragraph", 0, "> Quoted.")]),
        ("```\nas is\n```\n", [("paragraph", 0, "```\nas is\n```")]),
        ("[1]: plan.pdf\n", [("furniture", 0, "[1]: plan.pdf")]),
        ("1.1 A numbered\n\n1.2 paper\n", [("paragraph", 0, "1.1 A numbered"), ("paragraph", 0, "1.2 paper")]),
        ("# A\r\n\r\nB\r\n", [("heading", 1, "# A"), ("paragraph", 0, "B")]),
        ("# A\r\rB\r", [("heading", 1, "# A"), ("paragraph", 0, "B")]),
        ("\x0c\n", []),
        ("", []),
    ],
)
def test_what_is_written_in_other_ways_is_kept_as_written(text, expected):
    assert blocks(text) == expected


def test_front_matter_is_one_block_of_metadata_and_gives_words_claims_and_lists():
    fence = '+++\ndigest = true\ncouncil = "Halton"\nparagraphs = ["1.1", "1.2"]\nversion = 2\n+++'

    reading = read(f"{fence}\n\n# Overview\n")

    assert reading.front_matter == (
        ("digest", True),
        ("council", "Halton"),
        ("paragraphs", ("1.1", "1.2")),
        ("version", "2"),
    )
    assert reading.blocks == (
        Block(span=Span(0, len(fence)), kind=BlockKind.METADATA),
        Block(span=Span(len(fence) + 2, len(fence) + 12), kind=BlockKind.HEADING, level=1),
    )


def test_a_file_without_front_matter_states_nothing():
    assert read("# Overview\n\n+++\ncouncil = 'Halton'\n+++\n").front_matter == ()


def test_front_matter_that_cannot_be_read_is_refused_with_the_place():
    with pytest.raises(FileRefusedError) as refusal:
        read("+++\ncouncil = Halton\n+++\n\n# Overview\n")

    assert refusal.value.reason == "its front matter is not TOML (Invalid value (at line 1, column 11))"
    assert refusal.value.remedy == "Correct the lines between the +++ marks."


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        ("# Progress", True),
        ("Cover\n\n### Progress\n", True),
        ("+++\na = 1\n+++\n", True),
        ("Progress #1", False),
        ("#hashtag", False),
        ("- a list alone", False),
        ("+++\nnever closed", False),
    ],
)
def test_markdown_is_known_by_a_heading_or_front_matter(text, is_markdown):
    assert looks_like_markdown(text) is is_markdown


@given(WRITTEN)
def test_blocks_stand_in_order_and_leave_out_only_white_space(text):
    reading = read(text)

    assert reading.text == text
    end = 0
    for block in reading.blocks:
        assert not text[end : block.span.start].strip()
        assert end <= block.span.start < block.span.end
        assert text[slice(*block.span)] == text[slice(*block.span)].strip()
        end = block.span.end
    assert not text[end:].strip()
