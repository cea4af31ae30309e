"""What holds of every document's passages, whatever is in it: checked on documents made up at random."""

from __future__ import annotations

import re
import string
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from corpus.cleaning import fold
from corpus.errors import FileRefusedError
from corpus.types import BlockKind, PaperKind
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
        st.characters(codec="utf-8", exclude_characters="\x00"), st.sampled_from("\u00a0\u200b\u2028\x0b\x0c\x85\ufeff\r")
    ),
    min_size=1,
    max_size=12,
)
NUMBER = st.from_regex(r"\A\d{1,2}(\.\d{1,2}){0,3}\.?\Z")
MARK = st.sampled_from(["", "", "- ", " - ", "• ", "•", "* ", "– ", "(1) ", "(a) ", "(iv) ", "- (2) ", "# ", "## ", "2020 "])


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
    st.lists(st.one_of(sentences(6), st.just(""), st.just("1.1.1"), st.just("Good")), min_size=2, max_size=13).map("\t".join),
    st.sampled_from(["Outcomes\tAction Ref\tObjective\tActions", "Measure\tTarget\tActual", "| a | b |", "|---|---|"]),
)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n", " \n\n\n", "\r\n\r\n"])


@st.composite
def papers(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(LINES, GAPS), min_size=1, max_size=14))
    return "".join(line + gap for line, gap in parts)


FEW = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
ONLY_A_MARK = re.compile(r"(?:[-*•·–#|:\s]|[▪■◼●○‣⁃➢✓\ue000-\uf8ff])*(?:\(\w{1,4}\)|\d{1,3}(?:\.\d{1,2}){0,3}\.?)?[|\s]*")


def document_of(read: Read, text: str) -> Document:
    try:
        return read(text)
    except FileRefusedError:
        assume(False)  # noqa: FBT003 - hypothesis's own way to say that this is no paper
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
    lost = [line for line in left_over(document, passages) if not is_accounted_for(line, sections)]
    assert lost == []


def left_over(document: Document, passages: list[Passage]) -> list[str]:
    """Return the blocks, or what of them stands in no passage, in order; furniture aside."""
    rest = []
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        kept = list(document.text[slice(*block.span)])
        for passage in passages:
            start, end = max(passage.span.start, block.span.start), min(passage.span.end, block.span.end)
            kept[start - block.span.start : end - block.span.start] = "\t" * max(0, end - start)
        rest.append("".join(kept))
    return rest


def is_accounted_for(line, sections):
    if ONLY_A_MARK.fullmatch(line): return True
    return any(fold(line).endswith(title) or title.endswith(fold(line)) for title in sections) or fold(line).lstrip("- #0123456789.") in {t.lstrip("0123456789. ") for t in sections}
