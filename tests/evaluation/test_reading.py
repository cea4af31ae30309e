"""How the evaluation of reading counts: on papers whose faults are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.types import Block, BlockKind, Box, Document, DocumentId, FileFormat, Line, Span
from evaluation.reading_measures import (
    Share,
    cut_sentences,
    running_lines_in_passages,
    text_in_no_passage,
    together,
    worst,
)
from indexer.store import Passage, PassageId, PassageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

P, L, H, ROW, FOOT = (
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.HEADING,
    BlockKind.TABLE_ROW,
    BlockKind.FURNITURE,
)


def paper(*blocks: tuple[BlockKind, str], pages: Sequence[int] = ()) -> Document:
    """Return a paper of one-line blocks; `pages` gives each one's page, the first of a page standing highest."""
    text, spans = "", []
    for _, words in blocks:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{words}" if text else words
        spans.append(Span(start, len(text)))
    tops = [40 + 20 * list(pages[:place]).count(page) for place, page in enumerate(pages)]
    return Document(
        id=DocumentId("0" * 12),
        sha256="0" * 64,
        file="paper.pdf",
        format=FileFormat.PDF,
        text=text,
        blocks=tuple(Block(span=span, kind=kind) for span, (kind, _) in zip(spans, blocks, strict=True)),
        lines=tuple(
            Line(span=span, page=page, box=Box(72, top, 500, top + 12))
            for span, page, top in zip(spans, pages, tops, strict=False)
        ),
        pages=max(pages, default=0),
    )


def passages(document: Document, *quoted: str, section: tuple[str, ...] = ()) -> list[Passage]:
    """Return passages with these texts, in order."""
    found, end = [], 0
    for number, words in enumerate(quoted):
        start = document.text.index(words, end)
        end = start + len(words)
        found.append(
            Passage(
                id=PassageId(str(number)),
                document_id=document.id,
                kind=PassageKind.PARAGRAPH,
                span=Span(start, end),
                text=words,
                number=None,
                part=1,
                section=section,
                label=None,
                page=None,
                repairs=(),
            )
        )
    return found


LONG = "The team that looks after visits has grown and now sees each family every month"


@pytest.mark.parametrize(
    ("blocks", "quoted", "cut"),
    [
        ([(P, f"{LONG}.")], [f"{LONG}."], []),
        ([(P, LONG)], [LONG], ["ends"]),
        ([(P, "and sees them.")], ["and sees them."], ["begins"]),
        ([(P, f"{LONG}, which the"), (P, "Board knows.")], [f"{LONG}, which the", "Board knows."], ["ends"]),
        ([(P, "It was good.”2")], ["It was good.”2"], []),
        ([(P, "Contact details")], ["Contact details"], []),
        ([(P, "It is to:"), (L, "• write plans"), (L, "• read them")], ["It is to:", "write plans", "read them"], []),
        ([(P, "It ended."), (L, "• write plans.")], ["It ended.", "write plans."], []),
        ([(P, "We want to"), (L, "• write plans and the")], ["We want to", "write plans and the"], ["ends"]),
        ([(P, "It is to:"), (L, "• write plans; and"), (L, "• read.")], ["It is to:", "write plans; and", "read."], []),
        ([(P, f"{LONG} a"), (L, "– which is good – plan.")], [f"{LONG} a", "which is good – plan."], ["begins"]),
        ([(ROW, f"{LONG}\tgood")], [f"{LONG}\tgood"], []),
        ([(P, "www.example.org/plans is where it is.")], ["www.example.org/plans is where it is."], []),
    ],
)
def test_a_cut_sentence_is_told_from_items_names_and_rows(blocks, quoted, cut):
    document = paper(*blocks)

    share = cut_sentences(document, passages(document, *quoted))

    assert [sample.what for sample in share.samples] == cut
    assert share.found == len(cut)


def test_rows_and_set_aside_passages_are_not_counted_as_prose():
    document = paper((P, "It is so."), (ROW, "Plans\tgood"))

    assert cut_sentences(document, passages(document, "It is so.", "Plans\tgood")).of == 1


def test_text_outside_every_passage_is_counted_by_its_letters():
    document = paper((P, "Kept. Lost words."), (P, "Gone."))

    share = text_in_no_passage(document, passages(document, "Kept."))

    assert [sample.text for sample in share.samples] == ["Lost words.", "Gone."]
    assert (share.found, share.of) == (15, 20)


@pytest.mark.parametrize("mark", ["• ", "2.1 ", "12. ", "(a) ", "- (2) ", "## ", "― "])
def test_marks_and_numbers_are_no_loss(mark):
    document = paper((P, f"{mark}Kept words."))

    assert text_in_no_passage(document, passages(document, "Kept words.")).found == 0


def test_a_heading_is_no_loss_where_a_passage_stands_below_it():
    document = paper((H, "2 Plans3"), (P, "They are good."), (H, "Contacts"))

    share = text_in_no_passage(document, passages(document, "They are good.", section=("2 Plans",)))

    assert [sample.text for sample in share.samples] == ["Contacts"]


def test_furniture_is_no_loss():
    document = paper((P, "Kept."), (FOOT, "Report of the board"))

    assert text_in_no_passage(document, passages(document, "Kept.")).found == 0


def test_a_running_head_inside_a_passage_is_found():
    heads = [(P, f"Report of the board {page}") for page in (1, 2, 3)]
    bodies = [(P, "It is so."), (P, "It was so."), (P, "It will be so.")]
    document = paper(*[block for pair in zip(heads, bodies, strict=True) for block in pair], pages=[1, 1, 2, 2, 3, 3])

    share = running_lines_in_passages(document, passages(document, "It is so.", "Report of the board 2", "It was so."))

    assert [(sample.page, sample.text) for sample in share.samples] == [(2, "Report of the board 2")]
    assert (share.found, share.of) == (1, 3)


def test_page_numbers_are_running_lines_but_other_numbers_are_not():
    numbers = [(FOOT, "4"), (P, "17"), (FOOT, "5"), (P, "90"), (FOOT, "6"), (P, "33")]
    document = paper(*numbers, pages=[1, 1, 2, 2, 3, 3])

    assert running_lines_in_passages(document, passages(document, "17", "90", "33")) == Share(0, 3)


def test_a_share_over_files_is_of_all_that_was_counted():
    shares = {"a": Share(1, 10), "b": Share(0, 90), "c": Share(3, 100)}

    assert together(list(shares.values())) == Share(4, 200)
    assert together(list(shares.values())).value == 0.02
    assert [file for file, _ in worst(shares)] == ["a", "c"]


def test_nothing_counted_is_no_share():
    assert Share(0, 0).value == 0.0
