"""The records of a paper: what was read, where each line stood on the page, and what the paper is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, NewType

DocumentId = NewType("DocumentId", str)


class Span(NamedTuple):
    """A half-open stretch of a document's text, in characters."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle on a page, in points, measured from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class FileFormat(StrEnum):
    """The kinds of file that can be read, told from their bytes."""

    PDF = "pdf"
    TEXT = "text"
    MARKDOWN = "markdown"
    WORD = "word"
    ODT = "odt"
    WEB = "web"


class BlockKind(StrEnum):
    """What a block looks like on the page; what it means is for the indexer to say."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    HEADING = "heading"
    TABLE_ROW = "table_row"
    METADATA = "metadata"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that the page sets apart: a paragraph, a list item, a heading, a row.

    `level` counts from 1 for headings (1 is the highest) and is the depth of indentation, from 0, for
    everything else. `page` is the page where the block begins, from 1, and None where the file has no pages. `is_ocr`
    says that the text was recognised in a picture, so that letters may be wrong.
    """

    span: Span
    kind: BlockKind
    page: int | None = None
    level: int = 0
    is_ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line of a file that has pages, with its place there."""

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWarning:
    """Something of the file that was not read as it should be. `page` is None when it concerns no single page."""

    page: int | None
    reason: str


FrontMatter = tuple[tuple[str, str | bool | tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader makes of a file's bytes: its text, and where its blocks and lines stand in it.

    `text` is the whole of what could be read, exactly as decoded. Blocks stand in reading order, do not overlap, and
    leave out nothing but white space. For a file with pages, running heads and page numbers are kept, in order, after
    the last page's body, so that a sentence that runs over a page is one stretch of text; `lines` leads every
    character back to its page and place. `pages` is 0 where the file has none. `front_matter` holds the keys that a
    Markdown file states of itself.
    """

    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...] = ()
    pages: int = 0
    warnings: tuple[ReadingWarning, ...] = ()
    front_matter: FrontMatter = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read, with its name and the fingerprint of its bytes; the rest as in `Reading`.

    `id` is the first twelve digits of `sha256`, so a file keeps its id wherever it lies and whatever it is called.
    """

    id: DocumentId
    sha256: str
    file: str
    format: FileFormat
    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...] = ()
    pages: int = 0
    warnings: tuple[ReadingWarning, ...] = ()
    front_matter: FrontMatter = ()

    def stated(self, key: str) -> str | None:
        """Return what the front matter says under `key`, or None when it is silent."""
        value = dict(self.front_matter).get(key)
        return value if isinstance(value, str) else None

    @property
    def is_digest(self) -> bool:
        """Whether the paper says of itself that it is a digest in our words."""
        return dict(self.front_matter).get("digest") is True

    @property
    def unreadable_pages(self) -> int:
        """How many pages hold something that could not be read as text."""
        return len({warning.page for warning in self.warnings if warning.page is not None})


def page_at(lines: tuple[Line, ...], offset: int) -> int | None:
    """Return the page, from 1, on which the character at `offset` stands; None where there are no pages.

    An offset between two lines belongs to the line before it.
    """
    if not lines:
        return None
    return lines[max(0, bisect_right(lines, offset, key=lambda line: line.span.start) - 1)].page


class PaperKind(StrEnum):
    """What sort of paper it is, in the words of councils."""

    COMMITTEE_REPORT = "committee report"
    ANNUAL_REPORT = "annual report"
    IMPROVEMENT_PLAN = "improvement plan"
    INSPECTION_REPORT = "inspection report"
    STRATEGY = "strategy"
    SELF_EVALUATION = "self-evaluation"
    OTHER = "other"


class Recognised(NamedTuple):
    """A fact about a paper with the reason for believing it. `value` is None when the paper does not say."""

    value: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose paper it is, from when, and what: each fact with its reason.

    `council` is the short name by which councils are compared ("Southend-on-Sea"); `council_printed` the name that the
    council bore when the paper was written ("Southend-on-Sea Borough Council"). `date` is an ISO date of the precision
    that the paper has: "2018", "2018-06" or "2018-06-30".
    """

    council: Recognised
    council_printed: Recognised
    body: Recognised
    date: Recognised
    title: Recognised
    kind: Recognised
    licence: Recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper on the shelf: what it is, as recognised or corrected, and how well it could be read.

    `stands_for` is the citation of the council's paper that a digest retells, None for a real paper.
    `stepped_aside_for` is the id of the real paper that has taken a digest's place, None while it has not.
    """

    id: DocumentId
    file: str
    sha256: str
    format: FileFormat
    title: str
    council: str | None
    council_printed: str | None
    body: str | None
    date: str | None
    kind: PaperKind
    licence: str
    is_digest: bool
    stands_for: str | None
    stands_for_sha256: str | None
    stepped_aside_for: str | None
    pages: int
    characters: int
    reasons: tuple[tuple[str, str], ...]
    warnings: tuple[ReadingWarning, ...]
    unreadable_pages: int
