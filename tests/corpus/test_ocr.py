"""Scanned pages: read by OCR and marked so where the extra is installed, counted as unreadable where it is not."""

from __future__ import annotations

import io
import time
from importlib.resources import files
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import FileRefusedError
from corpus.ocr import picture_reader
from corpus.reading import read_document
from corpus.sandbox import ReadingLimits, SandboxedReader
from corpus.types import Box, ReadingWarning
from indexer.split.passages import split_passages
from indexer.split.rules import read_splitting_rules
from models.language import sentence_finder

if TYPE_CHECKING:
    from collections.abc import Callable

needs_ocr = pytest.mark.skipif(picture_reader() is None, reason="the extra ocr is not installed")

WIDTH, HEIGHT = A4
SCANNED = (
    (780, 16, "Improvement plan"),
    (740, 11, "2.1 Social workers will visit every family within five days, and"),
    (725, 11, "managers will check each week that they have done so."),
    (690, 11, "2.2 Agency staff are now 14% of the workforce (March 2023: 31%)."),
)
TYPED = "This second page has letters of its own, enough of them to be taken for a page of text."


def drawn(draw: Callable[[Canvas], object]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def typed_page(canvas: Canvas) -> None:
    for height, size, line in SCANNED:
        canvas.setFont("Helvetica", size)
        canvas.drawString(70, height, line)


def scan(*, with_typed_page: bool) -> bytes:
    """A PDF whose first page is a picture of a typed page."""
    with pypdfium2.PdfDocument(drawn(typed_page)) as typed:
        picture = typed[0].render(scale=2.5).to_pil().convert("L")

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
        if with_typed_page:
            canvas.drawString(70, 700, TYPED)

    return drawn(draw)


@pytest.fixture(scope="module")
def scanned():
    """The scan and its typed page, read with OCR in the sandbox, as the program reads."""
    reader = SandboxedReader(ReadingLimits())
    document = reader(scan(with_typed_page=True), file="scan.pdf")
    reader.close()
    return document


@needs_ocr
def test_a_scanned_page_is_read_and_its_blocks_are_marked(scanned):
    assert [(block.page, block.is_ocr, scanned.text[slice(*block.span)]) for block in scanned.blocks] == [
        (1, True, "Improvement plan"),
        (
            1,
            True,
            "2.1 Social workers will visit every family within five days, and\n"
            "managers will check each week that they have done so.",
        ),
        (1, True, "2.2 Agency staff are now 14% of the workforce (March 2023: 31%)."),
        (2, False, TYPED),
    ]


@needs_ocr
def test_a_page_read_by_ocr_is_not_unreadable_and_one_warning_names_it(scanned):
    assert scanned.unreadable_pages == 0
    assert scanned.warnings == (ReadingWarning(page=None, reason="read by OCR, so letters may be wrong: pages 1"),)


@needs_ocr
def test_a_line_read_by_ocr_keeps_its_place_on_the_page(scanned):
    line = next(line for line in scanned.lines if scanned.text[slice(*line.span)].startswith("managers"))
    printed = Box(70, HEIGHT - 735, 336, HEIGHT - 723)

    assert line.page == 1
    assert max(abs(seen - drawn_at) for seen, drawn_at in zip(line.box, printed, strict=True)) < 10


@needs_ocr
def test_every_passage_made_by_ocr_says_so(scanned):
    rules = read_splitting_rules(files("indexer").joinpath("data/splitting.toml").read_text(encoding="utf-8"))

    passages = split_passages(scanned, rules, sentence_finder())

    assert {(passage.page, "read by OCR" in passage.repairs) for passage in passages} == {(1, True), (2, False)}
    assert [passage.number for passage in passages if passage.number] == ["2.1", "2.2", "2.2"]


def test_without_ocr_a_scanned_page_is_unreadable_and_the_remedy_is_named():
    document = read_document(scan(with_typed_page=True), file="scan.pdf")

    assert document.text == TYPED
    assert document.unreadable_pages == 1
    assert document.warnings == (
        ReadingWarning(page=1, reason="the page is an image without text"),
        ReadingWarning(
            page=None,
            reason='to have pages that are pictures read by OCR (1 here): pip install "readacross[ocr]", '
            "then readacross reindex",
        ),
    )


def test_without_ocr_a_file_of_scanned_pages_alone_is_refused_with_the_remedy():
    with pytest.raises(FileRefusedError) as refusal:
        read_document(scan(with_typed_page=False), file="scan.pdf")

    assert refusal.value.reason == "it is scanned: its pages are images without text"
    assert 'pip install "readacross[ocr]"' in refusal.value.remedy


@needs_ocr
def test_each_page_read_by_ocr_has_the_time_limit_anew():
    one_page = scan(with_typed_page=False)
    with pypdfium2.PdfDocument(one_page) as one, pypdfium2.PdfDocument.new() as pages:
        for _ in range(5):
            pages.import_pages(one)
        file = io.BytesIO()
        pages.save(file)
    reader = SandboxedReader(ReadingLimits())
    reader(one_page, file="to load the models.pdf")
    began = time.monotonic()
    reader(one_page, file="to see how long a page takes.pdf")
    page_s = time.monotonic() - began
    reader.limits = ReadingLimits(seconds=3 * page_s)

    document = reader(file.getvalue(), file="scan.pdf")
    took = time.monotonic() - began - page_s
    reader.close()

    assert took > 3 * page_s
    assert [warning.reason.rpartition(" pages ")[2] for warning in document.warnings] == ["1, 2, 3, 4, 5"]
