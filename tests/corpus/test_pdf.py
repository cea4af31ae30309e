"""How a PDF's pages become text, blocks and lines: on pages drawn here, and on real inspection reports."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import FileRefusedError
from corpus.pdf.reader import read_pdf
from corpus.types import BlockKind, ReadingWarning, page_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Reading

WIDTH, HEIGHT = A4
LEADING = 14.5
INSPECTIONS = Path(__file__).parents[2].parent / "shared" / "inspections"
REAL = sorted(INSPECTIONS.glob("*.pdf"))
needs_inspections = pytest.mark.skipif(not REAL, reason="the inspection reports are not at ../shared/inspections")


class Sheet:
    """A page to write on, measured in points from its top left corner."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def write(self, left: float, foot: float, text: str, *, size: float = 12, font: str = "Helvetica") -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(left, HEIGHT - foot, text)

    def lines(self, left: float, foot: float, *texts: str) -> float:
        for text in texts:
            self.write(left, foot, text)
            foot += LEADING
        return foot

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        self.canvas.line(left, HEIGHT - top, right, HEIGHT - bottom)


def pdf(*draw: Callable[[Sheet], None], **options: object) -> bytes:
    """Return a PDF with one page for each function that draws one."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    for page in draw:
        page(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def written(*texts: str, left: float = 72, foot: float = 120) -> Callable[[Sheet], None]:
    """Return a page that holds these lines, closely set."""
    return lambda sheet: [sheet.lines(left, foot, *texts), None][1]


def marked(reading: Reading) -> list[tuple[str, int, str]]:
    """Return kind, page and text of every block."""
    return [
        (block.kind.value, block.page or 0, reading.text[block.span.start : block.span.end]) for block in reading.blocks
    ]


# --- furniture ---------------------------------------------------------------------------------------------------


def framed(number: int, *texts: str) -> Callable[[Sheet], None]:
    def draw(sheet: Sheet) -> None:
        sheet.write(72, 40, "Borough of Anywhere: plan for 2031", size=9)
        sheet.lines(72, 100, *texts)
        sheet.write(72, 810, f"Printed on {number} May", size=9)
        sheet.write(500, 810, f"Page {number} of 3", size=9)

    return draw


def test_running_heads_and_page_numbers_stand_after_the_body():
    data = pdf(framed(1, "The first page."), framed(2, "The second page."), framed(3, "The third page."))

    reading = read_pdf(data, file="a.pdf")

    assert marked(reading) == [
        ("paragraph", 1, "The first page."),
        ("paragraph", 2, "The second page."),
        ("paragraph", 3, "The third page."),
        ("furniture", 1, "Borough of Anywhere: plan for 2031"),
        ("furniture", 1, "Printed on 1 May"),
        ("furniture", 1, "Page 1 of 3"),
        ("furniture", 2, "Borough of Anywhere: plan for 2031"),
        ("furniture", 2, "Printed on 2 May"),
        ("furniture", 2, "Page 2 of 3"),
        ("furniture", 3, "Borough of Anywhere: plan for 2031"),
        ("furniture", 3, "Printed on 3 May"),
        ("furniture", 3, "Page 3 of 3"),
    ]


def test_a_line_that_recurs_in_the_body_is_no_running_head():
    pages = [written("Same words on each page.", foot=foot) for foot in (300, 300, 300)]

    reading = read_pdf(pdf(*pages), file="a.pdf")

    assert [kind for kind, _, _ in marked(reading)] == ["paragraph"] * 3


def test_a_running_head_within_a_deep_margin_is_told_by_standing_outermost():
    def page(number: int, words: str) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.write(72, 160, f"Section 12.{number}")
            sheet.lines(72, 190, words, "It is the same on each page.", "12 34 56")

        return draw

    reading = read_pdf(pdf(page(1, "First."), page(2, "Second."), page(3, "Third.")), file="a.pdf")

    furniture = [text for kind, _, text in marked(reading) if kind == "furniture"]
    assert furniture == ["Section 12.1", "Section 12.2", "Section 12.3"]


def test_a_paper_of_nothing_but_like_lines_keeps_them_in_the_body():
    reading = read_pdf(pdf(*[written(f"Copy {number}", foot=40) for number in (1, 2, 3)]), file="a.pdf")

    assert marked(reading) == [("paragraph", 1, "Copy 1"), ("paragraph", 2, "Copy 2"), ("paragraph", 3, "Copy 3")]


# --- paragraphs --------------------------------------------------------------------------------------------------


def test_a_paragraph_over_a_page_break_is_one_stretch_of_text():
    data = pdf(
        framed(1, "Visits took place each week and were", "written up on the same day, so that"),
        framed(2, "the next could read them."),
        framed(3, "A new start."),
    )

    reading = read_pdf(data, file="a.pdf")

    assert marked(reading)[:2] == [
        (
            "paragraph",
            1,
            "Visits took place each week and were\nwritten up on the same day, so that\nthe next could read them.",
        ),
        ("paragraph", 3, "A new start."),
    ]
    assert page_at(reading.lines, reading.text.index("the next could")) == 2


def test_a_footnote_follows_the_paragraph_that_it_would_interrupt():
    def first(sheet: Sheet) -> None:
        sheet.lines(
            72,
            670,
            "All who foster, and",
            "carers who adopt, meet the duty team¹ and",
            "plan together what",
        )
        sheet.write(72, 760, "1 The team that answers the telephone at night", size=8)
        sheet.write(72, 770, "and at weekends.", size=8)
        sheet.write(72, 780, "2 As counted in March.", size=8)

    data = pdf(first, written("children need.", "", foot=90), written("Another.", foot=90))

    assert marked(read_pdf(data, file="a.pdf")) == [
        (
            "paragraph",
            1,
            "All who foster, and\ncarers who adopt, meet the duty team¹ and\nplan together what\nchildren need.",
        ),
        ("paragraph", 1, "1 The team that answers the telephone at night\nand at weekends."),
        ("paragraph", 1, "2 As counted in March."),
        ("paragraph", 3, "Another."),
    ]


def test_a_gap_between_lines_begins_a_paragraph():
    def draw(sheet: Sheet) -> None:
        foot = sheet.lines(72, 100, "The first goes on", "for two lines and")
        sheet.lines(72, foot + 6, "the second follows a gap.", "It has two lines as well.", "It has three.")

    assert [text for _, _, text in marked(read_pdf(pdf(draw), file="a.pdf"))] == [
        "The first goes on\nfor two lines and",
        "the second follows a gap.\nIt has two lines as well.\nIt has three.",
    ]


def test_paragraphs_of_one_line_each_do_not_run_together():
    def draw(sheet: Sheet) -> None:
        foot = sheet.lines(72, 100, "One paragraph has", "two lines and others have")
        for words in ("one which is short", "one which is too", "one more of them", "and then a last one"):
            foot += 10
            sheet.write(72, foot, words)
            foot += LEADING

    assert len(read_pdf(pdf(draw), file="a.pdf").blocks) == 5


def test_numbered_paragraphs_are_told_by_where_their_numbers_stand():
    def draw(sheet: Sheet) -> None:
        sheet.write(72, 100, "1.")
        sheet.lines(
            94, 100, "Panels read each plan before", "2. May at the latest, which is", "3.5 weeks after the visit."
        )
        sheet.write(72, 100 + 3 * LEADING, "2.")
        sheet.lines(94, 100 + 3 * LEADING, "Schools send what", "they know.")

    assert marked(read_pdf(pdf(draw), file="a.pdf")) == [
        (
            "paragraph",
            1,
            "1. Panels read each plan before\n2. May at the latest, which is\n3.5 weeks after the visit.",
        ),
        ("paragraph", 1, "2. Schools send what\nthey know."),
    ]


def test_a_hyphen_at_the_end_of_a_line_stays_as_it_is_printed():
    reading = read_pdf(pdf(written("The team gives well-", "timed help to all who ask.")), file="a.pdf")

    assert reading.text == "The team gives well-\ntimed help to all who ask."


# --- lists and headings ------------------------------------------------------------------------------------------


def test_each_bullet_is_an_item_with_its_depth():
    def draw(sheet: Sheet) -> None:
        sheet.lines(72, 100, "The board will:")
        sheet.write(72, 120, "•")
        sheet.lines(90, 120, "meet more often, and", "keep minutes")
        sheet.write(90, 149, "–")
        sheet.write(108, 149, "in plain words")
        sheet.write(72, 163.5, "•")
        sheet.write(90, 163.5, "report in May")

    reading = read_pdf(pdf(draw), file="a.pdf")

    assert [
        (block.kind.value, block.level, reading.text[block.span.start : block.span.end]) for block in reading.blocks
    ] == [
        ("paragraph", 0, "The board will:"),
        ("list_item", 0, "• meet more often, and\nkeep minutes"),
        ("list_item", 1, "– in plain words"),
        ("list_item", 0, "• report in May"),
    ]


def test_headings_rank_by_size_and_bold_words_of_the_body_come_last():
    def draw(sheet: Sheet) -> None:
        sheet.write(72, 80, "A plan for Anywhere", size=24)
        sheet.write(72, 120, "What we found", size=16)
        sheet.write(72, 150, "Early help", font="Helvetica-Bold")
        sheet.lines(72, 164.5, "Families wait for less time than they did when", "we came last, and they say so.")
        sheet.write(72, 220, "What comes next", size=16)
        sheet.lines(72, 240, "More of the same.")

    reading = read_pdf(pdf(draw), file="a.pdf")

    assert [
        (block.level, reading.text[block.span.start : block.span.end])
        for block in reading.blocks
        if block.kind is BlockKind.HEADING
    ] == [(1, "A plan for Anywhere"), (2, "What we found"), (3, "Early help"), (2, "What comes next")]


# --- tables ------------------------------------------------------------------------------------------------------


def test_a_wrapped_cell_is_kept_with_its_row():
    def draw(sheet: Sheet) -> None:
        sheet.lines(72, 100, "Judgement")
        sheet.lines(300, 100, "Grade")
        sheet.lines(72, 130, "How leaders shape the work", "of teams and schools")
        sheet.lines(300, 130, "Good")
        sheet.lines(72, 175, "How children fare")
        sheet.lines(300, 175, "Needs work before it", "can be good")
        sheet.lines(72, 220, "Below the table stands a sentence.")

    assert marked(read_pdf(pdf(draw), file="a.pdf")) == [
        ("table_row", 1, "Judgement\tGrade"),
        ("table_row", 1, "How leaders shape the work\nof teams and schools\tGood"),
        ("table_row", 1, "How children fare\tNeeds work before it\ncan be good"),
        ("paragraph", 1, "Below the table stands a sentence."),
    ]


def test_ruled_cells_tell_the_rows_of_a_table_that_is_closely_set():
    def draw(sheet: Sheet) -> None:
        for left, foot, texts in (
            (75, 112, ("Find homes for", "brothers and", "sisters")),
            (180, 112, ("Head of care", "and her deputy")),
            (285, 112, ("May",)),
            (75, 156, ("Train carers",)),
            (180, 156, ("Head of learning",)),
            (285, 156, ("June", "2031")),
        ):
            sheet.lines(left, foot, *texts)
        for foot in (100, 144, 188):
            sheet.rule(72, foot, 360, foot)
        for left in (72, 177, 282, 360):
            sheet.rule(left, 100, left, 188)

    assert marked(read_pdf(pdf(draw), file="a.pdf")) == [
        ("table_row", 1, "Find homes for\nbrothers and\nsisters\tHead of care\nand her deputy\tMay"),
        ("table_row", 1, "Train carers\tHead of learning\tJune\n2031"),
    ]


def test_labels_drawn_before_their_answers_find_them():
    def draw(sheet: Sheet) -> None:
        sheet.lines(72, 100, "Ages:", "Printed:")
        sheet.lines(200, 100, "All", "23 August 2031")

    assert marked(read_pdf(pdf(draw), file="a.pdf")) == [
        ("table_row", 1, "Ages:\tAll"),
        ("table_row", 1, "Printed:\t23 August 2031"),
    ]


def test_a_row_that_runs_over_a_page_is_one_block():
    def first(sheet: Sheet) -> None:
        sheet.lines(72, 760, "Aim")
        sheet.lines(300, 760, "Visits take place on", "time, and what is")

    data = pdf(first, written("seen is written down.", left=300, foot=100))

    assert marked(read_pdf(data, file="a.pdf")) == [
        ("table_row", 1, "Aim\tVisits take place on\ntime, and what is\nseen is written down.")
    ]


# --- places ------------------------------------------------------------------------------------------------------


def test_a_line_has_its_place_from_the_top_left_of_the_page():
    reading = read_pdf(pdf(written("HHHH", left=72, foot=120)), file="a.pdf")

    box = reading.lines[0].box

    assert reading.lines[0].span == (0, 4)
    assert (round(box.left), round(box.bottom), round(box.bottom - box.top)) == (73, 120, 9)


@pytest.mark.parametrize(
    ("turns", "place"),
    [(0, (101, 633, 33, 9)), (90, (200, 101, 9, 33)), (180, (462, 200, 33, 9)), (270, (387, 708, 9, 33))],
)
def test_places_follow_the_rotation_of_the_page(turns: int, place: tuple[int, int, int, int]):
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setPageRotation(turns)
        sheet.canvas.drawString(100, 200, "HHHH")

    box = read_pdf(pdf(draw), file="a.pdf").lines[0].box

    assert (round(box.left), round(box.top), round(box.right - box.left), round(box.bottom - box.top)) == place


def test_text_outside_the_crop_box_is_not_read():
    data = pdf(
        lambda sheet: [sheet.lines(72, 120, "Inside."), sheet.lines(72, 700, "Outside.")][0] and None,
        cropBox=(50, 500, 400, 800),
    )

    reading = read_pdf(data, file="a.pdf")

    assert reading.text == "Inside."
    assert round(reading.lines[0].box.left) == 23


# --- refusals and warnings ---------------------------------------------------------------------------------------


def picture(sheet: Sheet) -> None:
    from PIL import Image

    sheet.canvas.drawImage(ImageReader(Image.new("L", (8, 8), 128)), 0, 0, WIDTH, HEIGHT)


def test_a_page_that_is_an_image_is_warned_of():
    reading = read_pdf(pdf(written("Some words."), picture), file="a.pdf")

    assert reading.warnings == (ReadingWarning(page=2, reason="the page is an image without text"),)
    assert reading.pages == 2


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (b"<html>no</html>", "it is not a PDF, whatever its name says", "download it again"),
        (b"", "it is not a PDF, whatever its name says", "download it again"),
        (b"%PDF-1.7\nbroken", "it is damaged beyond opening", "Download it again"),
        (pdf(picture), "it is scanned: its pages are images without text", "(OCR)"),
        (pdf(lambda _: None), "no page has any text", "right file"),
        (
            pdf(written("Secret."), encrypt=StandardEncryption("key", ownerPassword="owner")),
            "it is locked with a password",
            "save a copy without one",
        ),
    ],
    ids=["another format", "nothing", "damaged", "scanned", "blank", "locked"],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, reason: str, remedy: str):
    with pytest.raises(FileRefusedError) as refused:
        read_pdf(data, file="a.pdf")

    assert (refused.value.file, refused.value.reason) == ("a.pdf", reason)
    assert remedy in refused.value.remedy


def test_a_file_that_is_encrypted_with_an_empty_password_is_read():
    data = pdf(written("Open to all."), encrypt=StandardEncryption("", ownerPassword="owner"))

    assert read_pdf(data, file="a.pdf").text == "Open to all."


# --- real reports ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {path.name: read_pdf(path.read_bytes(), file=path.name) for path in REAL}


@needs_inspections
def test_blocks_and_lines_cover_real_reports_exactly(readings):
    for name, reading in readings.items():
        for spans in ([block.span for block in reading.blocks], [line.span for line in reading.lines]):
            inside = " ".join(reading.text[start:end] for start, end in spans)
            gaps = [reading.text[a.end : b.start] for a, b in pairwise(spans)]

            assert spans == sorted(spans), name
            assert Counter(inside.split()) == Counter(reading.text.split()), name
            assert all(gap.isspace() for gap in gaps), name


@needs_inspections
def test_every_character_that_pdfium_sees_in_real_reports_is_read(readings):
    for path in REAL:
        with pypdfium2.PdfDocument(path.read_bytes()) as document:
            seen = "".join(page.get_textpage().get_text_bounded() for page in document)

        expected = Counter(seen.replace("\x02", "-")) - Counter(" \r\n\t\x0c\u00a0\u202f")

        assert visible(readings[path.name].text) == visible("".join(expected.elements())), path.name


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


@needs_inspections
def test_no_block_of_a_real_report_is_a_page_number(readings):
    bare = [
        (name, text)
        for name, reading in readings.items()
        for kind, _, text in marked(reading)
        if kind != "furniture" and re.fullmatch(r"(page )?\d{1,3}", text, re.IGNORECASE)
    ]

    assert bare == []


@needs_inspections
def test_paragraphs_of_real_reports_begin_and_end_with_a_sentence(readings):
    paragraphs = [text for reading in readings.values() for kind, _, text in marked(reading) if kind == "paragraph"]
    small = [text for text in paragraphs if text[0].islower()]

    assert len(paragraphs) > 3500
    assert small == []


@needs_inspections
def test_what_needs_to_improve_is_a_list_of_items(readings):
    blocks = marked(readings["ILACS__sefton__2022-05-09.pdf"])
    start = next(i for i, (_, _, text) in enumerate(blocks) if text == "What needs to improve?")

    assert blocks[start][0] == "heading"
    assert [kind for kind, _, _ in blocks[start + 1 : start + 16]] == ["list_item"] * 14 + ["heading"]
    assert {text[0] for _, _, text in blocks[start + 1 : start + 15]} == {"◼"}


@needs_inspections
def test_the_grades_stand_in_rows_with_what_they_judge(readings):
    rows = [text for kind, page, text in marked(readings["ILACS__sefton__2022-05-09.pdf"]) if kind == "table_row"]

    assert [(row.split()[1], row.count("\n"), row.partition("\t")[2]) for row in rows] == [
        ("Grade", 0, "Grade"),
        ("impact", 1, "Inadequate"),
        ("experiences", 1, "Inadequate"),
        ("experiences", 1, "Inadequate"),
        ("effectiveness", 0, "Inadequate"),
    ]
