"""How marks come off a block, and how what a page break cut in two is joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.types import Block, BlockKind, Document, DocumentId, FileFormat, Span
from indexer.split.units import JOINED, units_of, with_number, without_number

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[..., Document]

FIRST = "The board has heard of the work of the new"  # cut short after ten words


@pytest.mark.parametrize(
    ("line", "number", "bracketed", "dashed", "body"),
    [
        ("Visits are weekly.", None, None, False, "Visits are weekly."),
        ("2.1 Visits are weekly.", "2.1", None, False, "Visits are weekly."),
        ("2.1. Visits are weekly.", "2.1", None, False, "Visits are weekly."),
        ("- 2.1 Visits are weekly.", "2.1", None, True, "Visits are weekly."),
        ("• 2.1.8 Visits are weekly.", "2.1.8", None, True, "Visits are weekly."),
        ("•Visits are weekly.", None, None, True, "Visits are weekly."),
        ("\uf0b7Visits are weekly.", None, None, True, "Visits are weekly."),
        ("– Visits are weekly.", None, None, True, "Visits are weekly."),
        ("-Visits are weekly.", None, None, False, "-Visits are weekly."),
        ("(1) Visits are weekly.", None, "(1)", False, "Visits are weekly."),
        ("- (2) Visits are weekly.", None, "(2)", True, "Visits are weekly."),
        ("(iv) Visits are weekly.", None, "(iv)", False, "Visits are weekly."),
        ("(see above) Visits are weekly.", None, None, False, "(see above) Visits are weekly."),
        ("3. Progress", "3", None, False, "Progress"),
        ("3.0 PROGRESS", "3", None, False, "PROGRESS"),
        ("12 Visits", "12", None, False, "Visits"),
        ("2020 to make it sharper", None, None, False, "2020 to make it sharper"),
        ("2020 The year of change", None, None, False, "2020 The year of change"),
        ("41.Visits vary.", "41", None, False, "Visits vary."),
        ("45.PAs visit.", "45", None, False, "PAs visit."),
        ("9.A visit.", "9", None, False, "A visit."),
        ("4.5M was set aside.", None, None, False, "4.5M was set aside."),
        ("3.B", None, None, False, "3.B"),
        ("12 March brought a visit.", None, None, False, "12 March brought a visit."),
        ("12 visits were made.", None, None, False, "12 visits were made."),
        ("17.9m was set aside.", None, None, False, "17.9m was set aside."),
        ("2.1", None, None, False, "2.1"),
        ("-", None, None, False, "-"),
    ],
)
def test_marks_come_off_a_line(read: Read, line, number, bracketed, dashed, body):
    document = read(line)

    (unit,) = units_of(document)

    assert (unit.number, unit.bracketed, unit.is_dashed) == (number, bracketed, dashed)
    assert document.text[slice(*unit.body)] == body
    assert document.text[slice(*unit.span)] == line


@pytest.mark.parametrize(("line", "is_top"), [("3. Progress", True), ("3.0 PROGRESS", True), ("3.1 Progress", False)])
def test_a_number_without_a_part_after_its_dot_is_a_sections(read: Read, line, is_top):
    (unit,) = units_of(read(line))

    assert unit.is_top_number is is_top


def test_a_table_row_keeps_its_marks(read: Read):
    (unit,) = units_of(read("1.1\t- Visits"))

    assert (unit.number, unit.is_dashed, unit.text) == (None, False, "1.1 - Visits")


def test_a_number_can_be_put_back_into_what_is_quoted(read: Read):
    document = read("- 4.6 Sector support")
    (unit,) = units_of(document)

    back = with_number(document.text, unit)

    assert (back.text, back.number) == ("4.6 Sector support", "4.6")


def test_a_number_that_proves_to_be_none_is_part_of_its_sentence(read: Read):
    document = read("- 48 Children moved home.")
    (unit,) = units_of(document)

    plain = without_number(document.text, unit)

    assert (plain.text, plain.number, plain.is_top_number) == ("48 Children moved home.", None, False)


def test_a_body_is_folded_but_its_span_is_as_printed(read: Read):
    document = read("- 2.1 The ﬁrst  “step” was Υ.")

    (unit,) = units_of(document)

    assert unit.text == 'The first "step" was Y.'
    assert document.text[slice(*unit.body)] == "The ﬁrst  “step” was Υ."


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param(f"{FIRST}\n\nteam for families.", f"[{FIRST}\n\nteam for families.]", id="lower case goes on"),
        pytest.param(
            f"2.1 {FIRST} head of\n\nCommissioning and quality.",
            f"2.1 [{FIRST} head of\n\nCommissioning and quality.]",
            id="a little word cannot end a line",
        ),
        pytest.param(
            "Work has gone on since the plan of March\n\n2020 to make it plainer.",
            "[Work has gone on since the plan of March]\n\n[2020 to make it plainer.]",
            id="a year below a name of a month is no word in lower case",
        ),
        pytest.param(
            "Work has gone on at pace and in\n\n2020 to make it plainer.",
            "[Work has gone on at pace and in\n\n2020 to make it plainer.]",
            id="a year goes on after a little word",
        ),
        pytest.param(
            f"{FIRST} team.\n\nand so on.", f"[{FIRST} team.]\n\n[and so on.]", id="a sentence that ends is whole"
        ),
        pytest.param(
            f"{FIRST} team.”\n\nand so on.", f"[{FIRST} team.”]\n\n[and so on.]", id="a quotation that ends is whole"
        ),
        pytest.param(f"{FIRST}\nteam for families.", f"[{FIRST}]\n[team for families.]", id="no gap, no page break"),
        pytest.param(f"{FIRST}\n\n- team for us.", f"[{FIRST}]\n\n- [team for us.]", id="a bullet begins anew"),
        pytest.param(f"{FIRST}\n\n2.2 team for us.", f"[{FIRST}]\n\n2.2 [team for us.]", id="a number begins anew"),
        pytest.param(f"{FIRST}\n\n(2) team for us.", f"[{FIRST}]\n\n(2) [team for us.]", id="a bracket begins anew"),
        pytest.param("Report of the\n\ndirector", "[Report of the]\n\n[director]", id="short lines are a cover's"),
        pytest.param(
            "Report of the Director of Homes and Care\n\nto\n\nthe Panel",
            "[Report of the Director of Homes and Care]\n\n[to]\n\n[the Panel]",
            id="a letterhead's connecting words",
        ),
        pytest.param(f"{FIRST}\n\nteam\tfor us", f"[{FIRST}]\n\n[team\tfor us]", id="never into a table"),
        pytest.param(
            "The three things that matter most here are:\n\nhear, help and stay.",
            "[The three things that matter most here are:\n\nhear, help and stay.]",
            id="a colon and a bare line",
        ),
        pytest.param(
            "The three things that matter most here are:\n\nHear them.",
            "[The three things that matter most here are:]\n\n[Hear them.]",
            id="a colon and a sentence",
        ),
        pytest.param(
            f"{FIRST} team of\n\nthe north and the east side of\n\nour Borough.",
            f"[{FIRST} team of\n\nthe north and the east side of\n\nour Borough.]",
            id="cut twice",
        ),
    ],
)
def test_what_a_page_break_cut_is_joined(read: Read, text, marked):
    document = read(text)

    shown = text
    for unit in reversed(units_of(document)):
        start, end = unit.body
        shown = f"{shown[:start]}[{shown[start:end]}]{shown[end:]}"

    assert shown == marked


def test_a_joined_unit_says_so(read: Read):
    joined, after = units_of(read(f"{FIRST}\n\nteam for families.\n\nVisits are weekly."))

    assert (joined.text, joined.repairs) == (f"{FIRST} team for families.", (JOINED,))
    assert (after.text, after.repairs) == ("Visits are weekly.", ())


def test_furniture_between_two_halves_of_a_sentence_is_left_out():
    text = f"{FIRST}\n\nPage 3\n\nteam for families."
    halves = [Span(0, len(FIRST)), Span(text.index("team"), len(text))]
    blocks = (
        Block(span=halves[0], kind=BlockKind.PARAGRAPH, page=3),
        Block(span=Span(text.index("Page"), text.index("Page") + 6), kind=BlockKind.FURNITURE, page=3),
        Block(span=halves[1], kind=BlockKind.PARAGRAPH, page=4),
    )
    document = Document(
        id=DocumentId("a"), sha256="a", file="a.pdf", format=FileFormat.PDF, text=text, blocks=blocks, pages=4
    )

    units = units_of(document)

    assert [(unit.span, unit.page, unit.repairs) for unit in units] == [(Span(0, len(text)), 3, (JOINED,))]
