"""What holds of every document's passages, whatever is in it: checked on documents made up at random."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus.cleaning import fold
from corpus.errors import FileRefusedError
from corpus.types import BlockKind
from indexer.store import SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Document
    from indexer.store import Passage

    Read = Callable[..., Document]
    Split = Callable[[Document], list[Passage]]

WORDS = st.sampled_from(
    "the a of and to board plan staff visits weekly care young people families team new more than in with for by "
    "March 2023 12 £17.9m Sefton Ofsted ﬁrst co‑ordinated naïve Υ 8 th (see) “good” – agency’s e.g. Dr".split(" ")
)
ODD = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="\x00\r\n"),
        st.sampled_from("\u00a0\u200b\u2028\x0b\x0c\x85\ufeff"),
    ),
    min_size=1,
    max_size=12,
)
NUMBER = st.from_regex(r"\A\d{1,2}(\.\d{1,2}){0,3}\.?\Z")
MARK = st.sampled_from(
    ["", "", "- ", " - ", "• ", "•", "* ", "– ", "(1) ", "(a) ", "(iv) ", "- (2) ", "# ", "## ", "2020 "]
)


@st.composite
def sentences(draw: st.DrawFn, most: int = 40) -> str:
    words = draw(st.lists(st.one_of(WORDS, WORDS, WORDS, ODD), min_size=1, max_size=most))
    return (" ".join(words)).strip().capitalize() + draw(st.sampled_from([".", ".", ".", "?", ":", ",", "", ";", ".”"]))


HEADINGS = st.sampled_from(
    "Summary:|Recommendations|Foreword|Background Papers|What needs to improve|(A) Costs|Leadership|Progress|"
    "Priority 1 - Quality|N/A|None.|Contact Officer: A Person|Appendix A".split("|")
)
NUMBERED = st.builds(lambda number, text: f"{number} {text}", NUMBER, st.one_of(sentences(), HEADINGS))
LINES = st.one_of(
    sentences(),
    st.lists(sentences(), min_size=2, max_size=8).map(" ".join),
    st.builds(str.__add__, MARK, sentences(8)),
    NUMBERED,
    NUMBERED.map("- {}".format),
    HEADINGS,
    st.lists(st.one_of(sentences(6), st.just(""), st.just("1.1.1"), st.just("Good")), min_size=2, max_size=13).map(
        "\t".join
    ),
    st.sampled_from(["Outcomes\tAction Ref\tObjective\tActions", "Measure\tTarget\tActual", "| a | b |", "|---|---|"]),
)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n", " \n\n\n", "\r\n\r\n"])


@st.composite
def papers(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(LINES, GAPS), min_size=1, max_size=14))
    return "".join(line + gap for line, gap in parts)


FEW = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
ONLY_A_MARK = re.compile(
    r"(?:[-*•·–#|:\s]|[▪■◼●○‣⁃➢✓\ue000-\uf8ff])*(?:\(\w{1,4}\)|\d{1,3}(?:\.\d{1,2}){0,3}\.?)?[|\s]*"
)


def document_of(read: Read, text: str) -> Document:
    try:
        return read(text)
    except FileRefusedError:
        assume(False)
        raise


@FEW
@given(papers())
def test_every_passage_is_an_exact_slice_of_its_document(read: Read, split: Split, text: str) -> None:
    document = document_of(read, text)

    passages = split(document)

    assert [passage.text for passage in passages] == [document.text[slice(*passage.span)] for passage in passages]
    assert all(passage.text == passage.text.strip() for passage in passages)


@FEW
@given(papers())
def test_passages_stand_in_reading_order_and_never_overlap(read: Read, split: Split, text: str) -> None:
    document = document_of(read, text)

    spans = [passage.span for passage in split(document)]

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(document.text) for span in spans)


@FEW
@given(papers())
def test_every_visible_character_is_in_a_passage_a_heading_a_mark_or_furniture(
    read: Read, split: Split, text: str
) -> None:
    document = document_of(read, text)

    passages = split(document)

    sections = {title for passage in passages for title in passage.section}
    rest = left_over(document, passages)
    lost = [
        left
        for (left, is_heading), (below, _) in pairwise([*rest, ("", False)])
        if not ONLY_A_MARK.fullmatch(left) and not is_title(left, sections) and not below.strip() and not is_heading
    ]
    assert lost == []


@FEW
@given(papers())
def test_ids_are_unique_and_the_same_when_a_paper_is_read_again(read: Read, split: Split, text: str) -> None:
    document = document_of(read, text)

    first, again = split(document), split(document_of(read, text))

    assert again == first
    assert len({passage.id for passage in first}) == len(first)
    assert all(passage.id.startswith(f"{document.id}/{passage.number or '-'}/{passage.part}/") for passage in first)


@FEW
@given(papers())
def test_no_passage_that_is_searched_is_blank(read: Read, split: Split, text: str) -> None:
    document = document_of(read, text)

    blank = [passage for passage in split(document) if not any(map(str.isalnum, passage.text))]

    assert [passage for passage in blank if passage.kind not in SET_ASIDE] == []


@FEW
@given(papers())
def test_passages_that_share_a_number_are_counted_from_one(read: Read, split: Split, text: str) -> None:
    document = document_of(read, text)

    parts: dict[str | None, list[int]] = {}
    for passage in split(document):
        parts.setdefault(passage.number, []).append(passage.part)

    assert all(found == list(range(1, len(found) + 1)) for found in parts.values())


@FEW
@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 99)), min_size=1, max_size=12))
def test_the_numbers_of_paragraphs_only_rise(read: Read, split: Split, numbers: list[tuple[int, int]]) -> None:
    text = "\n\n".join(f"{top}.{below} The team met and took stock of its work." for top, below in numbers)

    printed = [passage.number for passage in split(read(text)) if passage.number]

    rising = [tuple(int(part) for part in number.split(".")) for number in printed]
    assert rising == sorted(rising)


def left_over(document: Document, passages: list[Passage]) -> list[tuple[str, bool]]:
    """Return what of each block stands in no passage, and whether the page sets it as a heading; furniture aside."""
    rest = []
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        kept = list(document.text[slice(*block.span)])
        for passage in passages:
            start, end = max(passage.span.start, block.span.start), min(passage.span.end, block.span.end)
            if start < end:
                kept[start - block.span.start : end - block.span.start] = " " * (end - start)
        rest.append(("".join(kept).strip(), block.kind is BlockKind.HEADING))
    return rest


def is_title(line: str, sections: set[str]) -> bool:
    """Tell whether a line is a heading above some passage, its marks aside."""
    return without_marks(line) in {without_marks(title) for title in sections}


def without_marks(line: str) -> str:
    return re.sub(r"^[\W\d_]+", "", fold(line))
