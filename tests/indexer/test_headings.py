"""Which lines are headings, in papers whose text keeps nothing of their look, and how deep they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.split.headings import heading_level, is_numbered_heading, is_top_heading, is_unnumbered_heading
from indexer.split.units import units_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Document

    Read = Callable[..., Document]

BELOW = "The team met each week."
LONG = "3 Priority one: " + "make sure that every child has a plan that works " * 2


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("3 Progress", BELOW, True),
        ("3.0 PROGRESS", BELOW, True),
        ("3. Progress since the last report", "3.1 The team met.", True),
        pytest.param(LONG, "3.1 The team met.", True, id="a long one with its first paragraph below"),
        pytest.param("3 The team met.", "3.1 The team met again.", True, id="a full stop, with its first paragraph"),
        pytest.param("3 The team met.", BELOW, False, id="a full stop"),
        pytest.param("3 " + "Very long " * 14, BELOW, False, id="28 words"),
        pytest.param("3 " + "Very long " * 21, "3.1 The team met.", False, id="42 words"),
        pytest.param("3 Progress", "\n4 Next steps", True, id="an empty section"),
        pytest.param("3 Minutes of the board", "4 Letter to the board", False, id="the next number right below"),
        pytest.param("3 Progress", None, False, id="the paper's last line"),
        pytest.param("# 3 Progress.", "4 Next steps", True, id="the page says so"),
    ],
)
def test_a_section_number_heads_a_section(read: Read, line, following, expected):
    # The gap after the line is one line break; a following text that begins with another makes it a gap.
    unit, *below = units_of(read(line if following is None else f"{line}\n{following}"))

    assert is_top_heading(unit, below[0] if below else None) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["3.4 Ten week plan", BELOW], True, id="a name with text below"),
        pytest.param(["3.4 What the data says", "3.4.1 More stay."], True, id="with children"),
        pytest.param(["3.4 What the data says", "3.5 More stay."], False, id="with its next sibling"),
        pytest.param(["3.4 Ten weeks went by.", BELOW], False, id="a full stop"),
        pytest.param(["3.4 Ten weeks:", BELOW], False, id="a lead-in"),
        pytest.param(["3.4 Ten weeks", "- Plan"], False, id="a list below"),
        pytest.param(["3.4 Ten weeks", "(1) Plan"], False, id="recommendations below"),
        pytest.param(["3.4 " + "Very long " * 7, BELOW], False, id="14 words"),
        pytest.param(["3.4 Ten weeks"], False, id="nothing below"),
    ],
)
def test_a_dotted_number_heads_what_has_text_of_its_own(read: Read, lines, expected):
    unit, *below = units_of(read("\n\n".join(lines)))

    assert is_numbered_heading(unit, below[0] if below else None, None) is expected


def test_the_last_of_a_list_of_numbered_names_heads_nothing(read: Read):
    before, unit, following = units_of(read(f"1.1 The workforce\n1.2 Audits\n\n{BELOW}"))

    assert is_numbered_heading(unit, following, before) is False


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("Summary:", BELOW, True),
        ("What will it cost?", BELOW, True),
        ("Options weighed: (with their risks)", BELOW, True),
        ("(A) Running costs", BELOW, True),
        ("(A) Running costs", "N/A", True),
        ("Leadership", BELOW, True),
        ("Leadership", "- More visits", True),
        ("Leadership", "2.1 More visits", True),
        ("Leadership", "(1) More visits", True),
        ("Leadership", "Partnership", False),
        ("Leadership Of The Whole Service And Its Many Partners Across Town", BELOW, True),
        ("Leadership of the whole service and its many partners across town", BELOW, False),
        ("leadership", BELOW, False),
        ("Leadership.", BELOW, False),
        ("Leadership,", BELOW, False),
        ("- Leadership", BELOW, False),
        ("(1) Leadership", BELOW, False),
        ("Leadership\tteam", BELOW, False),
        ("Leadership", None, False),
        ("What is it that the board will do once the plan has run for a whole year?", BELOW, False),
    ],
)
def test_a_line_without_a_number_is_a_heading_by_its_look(read: Read, line, following, expected):
    text = f"{BELOW}\n\n{line}" if following is None else f"{BELOW}\n\n{line}\n\n{following}"
    _, unit, *below = units_of(read(text))

    assert is_unnumbered_heading(unit, below[0] if below else None) is expected


def test_a_short_line_in_the_middle_of_a_block_is_no_heading(read: Read):
    _, unit, following = units_of(read(f"{BELOW}\nLeadership\n\n{BELOW}"))

    assert is_unnumbered_heading(unit, following) is False


@pytest.mark.parametrize(
    ("line", "is_top", "level"),
    [
        ("3 Progress", True, 1),
        ("3.4 Plan", False, 2),
        ("3.4.1 Plan", False, 3),
        ("Leadership", False, 8),
        ("(A) Costs", False, 9),
        ("#### Leadership", False, 4),
        ("## 3.4 Plan", False, 2),
    ],
)
def test_a_heading_stands_as_deep_as_its_mark_or_number_says(read: Read, line, is_top, level):
    unit = units_of(read(f"{line}\n"))[0]

    assert heading_level(unit, is_top=is_top) == level
