"""A page is drawn with its passage outlined where the words are, within limits, and no file harms what comes after."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from corpus.errors import FileRefusedError
from corpus.pdf.drawing import AROUND_PT, INK, MOST_PIXELS, page_png
from corpus.sandbox import ReadingLimits, SandboxedReader
from corpus.types import Box
from indexer.build import Corrections
from tests.corpus.test_pdf import HEIGHT, WIDTH, pdf, written
from tests.corpus.test_sandbox import bomb
from ui.desk.desk import NoSuchPageError, NotDrawnError, PaperNotHereError
from ui.desk.page_drawing import MOST_KEPT, PageDrawer
from ui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.types import DocumentId
    from indexer.store import Found

FIRST = ("1.1 The council visits every family within", "five days of the first call for help.")
SECOND = ("1.2 Managers look at each plan once a month", "and write down what they found in it.")
BOX = Box(72, 100, 300, 112)
SCALE = 2


def sheet() -> bytes:
    """Return a PDF of two pages; the second has the words of a passage in the middle of an empty page."""
    return pdf(written(*FIRST, foot=110), written(*SECOND, foot=400), invariant=1)


def turned_sheet() -> bytes:
    """Return a PDF whose page lies on its side in the file and is displayed upright."""

    def draw(page) -> None:
        page.canvas.setPageRotation(90)
        page.canvas.translate(WIDTH, 0)
        page.canvas.rotate(90)
        for number, line in enumerate(FIRST):
            page.canvas.drawString(72, 400 - 14.5 * number, line)

    return pdf(draw)


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def coloured(image: Image.Image, colour: tuple[int, int, int]) -> set[tuple[int, int]]:
    width, _ = image.size
    return {divmod(at, width)[::-1] for at, pixel in enumerate(image.get_flattened_data()) if pixel == colour}


def bounds(points: set[tuple[int, int]]) -> tuple[int, int, int, int]:
    across, down = {x for x, _ in points}, {y for _, y in points}
    return min(across), min(down), max(across), max(down)


def dark(image: Image.Image, area: tuple[int, int, int, int]) -> int:
    """Count the pixels of an area that are nearly black: printed letters, not our line."""
    return sum(max(pixel) < 40 for pixel in image.crop(area).get_flattened_data())


def test_the_outline_runs_around_the_boxes_and_no_further():
    image = picture(page_png(sheet(), 1, [BOX], SCALE))

    left, top, right, bottom = bounds(coloured(image, INK))

    stroke = 3
    assert image.size == (round(WIDTH * SCALE + 0.5), round(HEIGHT * SCALE + 0.5))
    assert (left, top) == (round((72 - AROUND_PT) * SCALE) - stroke, round((100 - AROUND_PT) * SCALE) - stroke)
    assert (right, bottom) == (round((300 + AROUND_PT) * SCALE) + stroke, round((112 + AROUND_PT) * SCALE) + stroke)


def test_inside_the_outline_is_tinted_and_outside_is_as_printed():
    plain, outlined = (picture(page_png(sheet(), 1, boxes, SCALE)) for boxes in ([], [BOX]))
    outer = bounds(coloured(outlined, INK))

    differing = {
        (x, y)
        for x in range(plain.width)
        for y in range(outer[1] - 20, outer[3] + 20)
        if plain.getpixel((x, y)) != outlined.getpixel((x, y))
    }

    assert bounds(differing) == outer
    assert outlined.getpixel((290 * SCALE, 106 * SCALE)) == (255, 240, 190)
    assert plain.getpixel((290 * SCALE, 106 * SCALE)) == (255, 255, 255)


def test_lines_that_begin_nearly_in_line_have_one_edge():
    image = picture(page_png(sheet(), 2, [Box(72.4, 100, 300, 112), Box(72, 114, 280, 126)], 1))

    lefts = {x for x, y in coloured(image, INK) if y == 118 and x < 100}

    assert lefts == {67, 68}
    assert {x for x, y in coloured(image, INK) if y == 105 and x < 100} == lefts


def test_without_boxes_or_with_boxes_off_the_page_nothing_is_outlined():
    assert coloured(picture(page_png(sheet(), 1, [], SCALE)), INK) == set()
    assert coloured(picture(page_png(sheet(), 1, [Box(2000, 10, 2100, 20)], SCALE)), INK) == set()


@pytest.mark.parametrize("page", [0, -1, 3, 10**12])
def test_a_page_that_is_not_there_is_refused(page):
    with pytest.raises(ValueError, match=str(page)):
        page_png(sheet(), page, [], SCALE)


def test_a_page_that_claims_to_be_vast_is_drawn_small():
    data = pdf(lambda page: page.canvas.setPageSize((14_000, 14_000)))

    image = picture(page_png(data, 1, [BOX], SCALE))

    assert image.width * image.height <= MOST_PIXELS * 1.01


# --- a library -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def services(demonstration, tmp_path_factory) -> Services:
    folder: Path = tmp_path_factory.mktemp("pages")
    services = Services(folder / "library", encoder=demonstration.encoder)
    for name, data in (("upright.pdf", sheet()), ("turned.pdf", turned_sheet()), ("note.txt", b"1.1 Plain words.\n")):
        (folder / name).write_bytes(data)
        services.add(folder / name, Corrections(title=name))
    yield services
    services.desk.draw.close()


def paper_id(services: Services, name: str) -> DocumentId:
    return next(paper.id for paper in services.all_papers() if paper.file == name)


def passage(services: Services, name: str, beginning: str) -> Found:
    """Return the passage that begins so, of the paper of this file name."""
    return next(
        found for found in services.everything_of(paper_id(services, name)) if found.passage.text.startswith(beginning)
    )


@pytest.mark.parametrize(
    ("name", "beginning", "page"),
    [
        ("upright.pdf", "The council visits", 1),
        ("upright.pdf", "Managers look", 2),
        ("turned.pdf", "The council visits", 1),
    ],
)
def test_the_words_of_a_passage_lie_inside_its_outline_and_no_others(services, name, beginning, page):
    found = passage(services, name, beginning)

    image = picture(services.desk.picture(found.paper.id, page, found.passage.id))

    left, top, right, bottom = bounds(coloured(image, INK))
    inside = dark(image, (left, top, right, bottom))
    whole = dark(image, (0, 0, *image.size))
    assert found.passage.page == page
    assert inside > 500
    # The paragraph's number is its passage's no longer: it may stand outside.
    assert whole - inside < 0.05 * whole
    assert (right - left) * (bottom - top) < 0.1 * image.width * image.height


def test_a_page_without_the_passage_is_drawn_without_an_outline(services):
    found = passage(services, "upright.pdf", "The council visits")

    image = picture(services.desk.picture(found.paper.id, 2, found.passage.id))

    assert coloured(image, INK) == set()
    assert dark(image, (0, 0, *image.size)) > 500


def test_a_passage_of_another_paper_or_one_that_has_gone_outlines_nothing(services):
    other = passage(services, "upright.pdf", "The council visits").passage.id
    turned = paper_id(services, "turned.pdf")

    pictures = [services.desk.picture(turned, 1, name) for name in (other, "gone", None)]

    assert pictures[0] == pictures[1] == pictures[2]
    assert coloured(picture(pictures[0]), INK) == set()


@pytest.mark.parametrize("page", [0, 3, 10**9])
def test_a_page_out_of_range_says_which_there_are(services, page):
    with pytest.raises(NoSuchPageError) as error:
        services.desk.picture(paper_id(services, "upright.pdf"), page, None)

    assert error.value.message == f"“upright.pdf” has no page {page}."
    assert error.value.remedy == "It has pages 1 to 2."


def test_only_pages_of_pdf_files_of_this_library_are_drawn(services):
    with pytest.raises(NotDrawnError):
        services.desk.picture(paper_id(services, "note.txt"), 1, None)
    with pytest.raises(PaperNotHereError):
        services.desk.picture("../../etc/passwd", 1, None)


# --- the process that draws ----------------------------------------------------------------------------------------


def test_a_page_is_the_same_as_without_the_sandbox_and_the_child_reads_on():
    reader = SandboxedReader(ReadingLimits())

    drawn = reader.page_png(sheet(), file="a.pdf", page=1, boxes=[BOX], scale=SCALE)
    with pytest.raises(FileRefusedError) as no_page:
        reader.page_png(sheet(), file="a.pdf", page=9, boxes=[], scale=SCALE)
    with pytest.raises(FileRefusedError) as broken:
        reader.page_png(b"%PDF-1.7 broken", file="b.pdf", page=1, boxes=[], scale=SCALE)
    after = reader(b"Visits are weekly.", file="c.txt")
    reader.close()

    assert drawn == page_png(sheet(), 1, [BOX], SCALE)
    assert no_page.value.reason == "it is damaged in a way that cannot be read (ValueError)"
    assert broken.value.reason == "it is damaged in a way that cannot be read (PdfiumError)"
    assert after.text == "Visits are weekly."


def test_a_page_that_takes_too_much_memory_is_refused_and_the_next_is_drawn():
    reader = SandboxedReader(ReadingLimits(megabytes=250))

    with pytest.raises(FileRefusedError) as refusal:
        reader.page_png(bomb(400), file="bomb.pdf", page=1, boxes=[], scale=SCALE)
    after = reader.page_png(sheet(), file="a.pdf", page=1, boxes=[], scale=SCALE)
    reader.close()

    assert refusal.value.reason == "reading it took more than 250 MB of memory"
    assert after == page_png(sheet(), 1, [], SCALE)


def test_the_last_pages_are_remembered_and_no_more(services):
    drawer, loaded = PageDrawer(ReadingLimits()), []
    (paper,) = (paper for paper in services.all_papers() if paper.file == "upright.pdf")

    def load() -> bytes:
        loaded.append(paper.id)
        return sheet()

    boxes = [[Box(10, 10, 20 + number, 20)] for number in range(MOST_KEPT + 1)]
    for box in [*boxes, boxes[-1], boxes[0]]:
        drawer(paper, load, 1, box)
    drawer.close()

    assert len(loaded) == MOST_KEPT + 2
