"""What a document holds, whatever its format: headings, paragraphs, lists, tables, and quotations that are proved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.types import DocumentId
    from indexer.store import PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation: `text` is what stands from `start` to `end`, in characters, in the text of a paper.

    `shown` is what is written: the same words, but for the personal data that `hidden` names and for white space; cells
    of a table's row stand on lines of their own, or divided by strokes where `is_in_a_line`. `is_cut_before` and
    `is_cut_after` say that the passage goes on there. `note` is what must be known of it ("source text damaged
    or rejoined"), else empty.
    """

    text: str
    shown: str
    hidden: tuple[str, ...]
    citation: str
    document_id: DocumentId
    passage_id: PassageId
    start: int
    end: int
    is_cut_before: bool = False
    is_cut_after: bool = False
    note: str = ""
    is_in_a_line: bool = False

    @property
    def in_marks(self) -> str:
        """The quotation in quotation marks; "[…]" stands where the passage goes on."""
        before, after = "[…] " * self.is_cut_before, " […]" * self.is_cut_after
        shown = self.shown.replace("\n", " | ") if self.is_in_a_line else self.shown
        return f"“{before}{shown}{after}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a paragraph: our own words, or a quotation."""

    text: str = ""
    quoted: Quoted | None = None
    is_strong: bool = False

    @property
    def words(self) -> str:
        """What is written; a line break stands for one."""
        return self.quoted.in_marks if self.quoted else self.text


Para = tuple[Run, ...]
Cell = tuple[Para, ...]


class Look(Enum):
    """How a paragraph is meant."""

    PLAIN = "plain"
    LEAD = "lead"  # what must not be overlooked
    NOTE = "note"  # what stands in the margin of attention: citations, explanations
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is the document's title, which stands once."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    para: Para
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Para, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: a caption, a head, and rows whose first cell heads the row. `widths` are shares of the page's width."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Room for somebody's own words: so many lines, called by a name for who cannot see them."""

    label: str
    lines: int


Block = Heading | Paragraph | Bullets | Table | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAway:
    """A document to take away. `date` is an ISO date of any precision, None where there is nothing to date it by."""

    title: str
    subject: str
    date: str | None
    is_landscape: bool
    blocks: tuple[Block, ...]

    @property
    def quotations(self) -> tuple[Quoted, ...]:
        """Every quotation, in order."""
        return tuple(run.quoted for para in _paras(self.blocks) for run in para if run.quoted)


def plain(text: str, *, is_strong: bool = False) -> Para:
    """Return a paragraph of our own words."""
    return (Run(text=text, is_strong=is_strong),)


def cell(*texts: str) -> Cell:
    """Return a cell of our own words, a paragraph each; without any it is blank."""
    return tuple(plain(text) for text in texts if text)


def _paras(blocks: tuple[Block, ...]) -> Iterator[Para]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.para
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Table):
            yield from (para for row in block.rows for own in row for para in own)
