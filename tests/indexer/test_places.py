"""Where on its pages a passage stands, from the printed lines to the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.identify import identify
from corpus.reading import read_document
from corpus.types import Box, Line, Span
from indexer.judgements import inspection_of
from indexer.places import Place, pages_of, places_of
from indexer.shelved import Kept, Shelved
from indexer.store import PassageKind
from indexer.stores.library import SqliteLibrary
from indexer.stores.places import packed_lines, unpacked_lines
from models.hashing import HashingEncoder
from tests.indexer import inspection_layouts as made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.councils import Councils
    from corpus.types import Document
    from indexer.judgements import InspectionRules
    from indexer.store import Passage

LINES = (
    Line(span=Span(0, 10), page=1, box=Box(72, 700, 172, 712)),
    Line(span=Span(11, 21), page=1, box=Box(72, 715, 172, 727)),
    Line(span=Span(23, 33), page=2, box=Box(72, 60, 172, 72)),
)


@pytest.mark.parametrize(
    ("span", "pages", "boxes"),
    [
        (Span(0, 10), (1,), [Place(1, Box(72, 700, 172, 712))]),
        (Span(5, 10), (1,), [Place(1, Box(122, 700, 172, 712))]),
        (Span(2, 4), (1,), [Place(1, Box(92, 700, 112, 712))]),
        (Span(16, 28), (1, 2), [Place(1, Box(122, 715, 172, 727)), Place(2, Box(72, 60, 122, 72))]),
        (Span(0, 33), (1, 2), [Place(line.page, line.box) for line in LINES]),
        (Span(10, 11), (1,), []),
        (Span(21, 23), (1,), []),
    ],
)
def test_a_stretch_of_text_stands_on_the_lines_that_hold_it(span, pages, boxes):
    assert pages_of(LINES, span) == pages
    assert places_of(LINES, span) == boxes


def test_a_file_without_pages_has_no_places():
    assert pages_of((), Span(0, 5)) == ()
    assert places_of((), Span(0, 5)) == []


def test_lines_are_kept_to_a_tenth_of_a_point():
    line = Line(span=Span(3, 9), page=12, box=Box(72.04, 700.46, 171.99, 712))

    assert unpacked_lines(packed_lines((line,))) == (
        Line(span=Span(3, 9), page=12, box=Box(72.0, 700.5, 172.0, 712.0)),
    )


def test_a_library_keeps_no_lines_of_a_file_without_pages():
    assert unpacked_lines(packed_lines(())) == ()


LONG = "Each visit was made on the day that had been promised to the family, and was written down the same week. " * 45


@pytest.fixture
def shelf(split: Callable[[Document], list[Passage]], councils: Councils, inspection_rules: InspectionRules) -> Shelved:
    """Return an inspection report in which one paragraph runs over a page."""
    data = made.pdf(
        made.text("Inspection of Halton local authority children’s services", made.TITLE),
        made.text("Inspection dates: 4 to 15 March 2024"),
        made.grid(("Judgement", "Grade"), (made.LEADERS, "Good")),
        made.text(LONG),
        made.text(made.CLOSING),
    )
    document = read_document(data, file="report.pdf")
    identity, passages, encoder = identify(document, councils), split(document), HashingEncoder()
    return Shelved(
        document,
        identity,
        data,
        [Kept(passage, passage.text) for passage in passages],
        encoder.encode_passages([passage.text for passage in passages]),
        encoder.card.fingerprint,
        inspection_of(document, identity, passages, inspection_rules),
    )


def test_a_passage_over_a_page_break_names_both_pages_and_its_first(shelf: Shelved):
    over = [kept.passage for kept in shelf.kept if len(kept.passage.pages) > 1]

    assert [(passage.page, passage.pages) for passage in over] == [(1, (1, 2))]


def test_the_library_gives_back_where_each_passage_stands(shelf: Shelved, tmp_path: Path):
    library = SqliteLibrary(tmp_path / "library")
    library.put(shelf)

    with library.viewing() as view:
        found = view.everything_of(shelf.document.id)
        boxes = {item.passage.id: view.boxes(item.passage.id) for item in found}

    assert [item.passage for item in found] == [kept.passage for kept in shelf.kept]
    assert all(boxes.values())
    for item in found:
        assert tuple(dict.fromkeys(place.page for place in boxes[item.passage.id])) == item.passage.pages
        for _, box in boxes[item.passage.id]:
            assert 70 <= box.left < box.right <= 530
            assert 0 <= box.top < box.bottom <= 842


def test_the_library_gives_back_the_record_of_an_inspection(shelf: Shelved, tmp_path: Path):
    library = SqliteLibrary(tmp_path / "library")
    library.put(shelf)

    with library.viewing() as view:
        inspection = view.inspection(shelf.document.id)
        (judged,) = [
            item for item in view.everything_of(shelf.document.id) if item.passage.kind is PassageKind.JUDGEMENT
        ]

    assert inspection == shelf.inspection
    assert inspection is not None
    assert [(j.about, j.grade, j.passage_id) for j in inspection.judgements] == [("leaders", "Good", judged.passage.id)]


def test_what_is_not_there_has_neither_boxes_nor_a_record(shelf: Shelved, tmp_path: Path):
    library = SqliteLibrary(tmp_path / "library")

    with library.viewing() as view:
        with pytest.raises(KeyError):
            view.inspection(shelf.document.id)
        with pytest.raises(KeyError):
            view.boxes(shelf.kept[0].passage.id)
