"""What a coded extract holds, whatever its format: rows, codebook, and who gave which passage which theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus.types import Span

if TYPE_CHECKING:
    from corpus.types import Paper
    from indexer.store import Found, PassageId
    from search.marks.decide import Decision
    from search.themes import Theme
    from ui.documents.records import Quoted


class ExtractRow(NamedTuple):
    """A passage as a row. What a passage does not have is empty; several values of a cell have semicolons between.

    `text_raw` is what stands from `start` to `end` (half-open, in characters) in the text of the paper `paper_id`, but
    for the personal data that `hidden` names. `text_clean` is the same on one line in plain letters. `score` are the
    scores of `themes_suggested`, in its order. `line_start` and `line_end` count the lines of the paper's text from 1.
    `note` and `line_of_enquiry` are the words of who pinned it.
    """

    passage_id: str
    council: str
    council_gss: str
    doc_title: str
    meeting_body: str
    meeting_date: str
    doc_date_precision: str
    section_path: str
    para_no: str
    part: int
    kind: str
    text_raw: str
    text_clean: str
    repairs: str
    themes_suggested: str
    score: str
    themes_final: str
    coder: str
    coded_at: str
    action_ref: str
    lead_role: str
    status: str
    milestone_due: str
    target_value: str
    figures: str
    citation: str
    source_file: str
    source_sha256: str
    line_start: int
    line_end: int
    index_version: str
    model_name: str
    paper_id: str
    start: int
    end: int
    hidden: str
    note: str = ""
    line_of_enquiry: str = ""


class CodebookRow(NamedTuple):
    """A theme as it is coded by, with how many passages of the extract it was suggested for and stands for."""

    theme: str
    title: str
    definition: str
    vocabulary: str
    weak_words: str
    false_friends: str
    areas: str
    threshold: float
    passages_suggested: int
    passages_final: int


class Coded(NamedTuple):
    """One theme of one passage: suggested, decided by a coder, or both. `coder` is None for a mark alone."""

    passage_id: PassageId
    theme: str
    coder: str | None
    at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A coded extract. `quotations` are the rows' texts, in order; `codings` what stands, `decisions` all of them.

    `is_chosen` tells that each of its passages was chosen, by hand or by a search, and they stand in that order;
    `is_pinned` that a person pinned them, so that their notes have columns.
    """

    rows: tuple[ExtractRow, ...]
    quotations: tuple[Quoted, ...]
    themes: tuple[Theme, ...]
    papers: tuple[Paper, ...]
    codebook: tuple[CodebookRow, ...]
    codings: tuple[Coded, ...]
    decisions: tuple[Decision, ...]
    methods: tuple[str, ...]
    date: str | None
    is_chosen: bool = False
    is_pinned: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its table."""
        return ExtractRow._fields if self.is_pinned else ExtractRow._fields[: -len(ExtractRow._field_defaults)]

    @property
    def table(self) -> tuple[tuple[str | int, ...], ...]:
        """The rows of its table, a cell to a column."""
        return tuple(row[: len(self.columns)] for row in self.rows)


class Piece(NamedTuple):
    """A passage to extract, or the part `span` of its text, with what who pinned it wrote to it."""

    found: Found
    span: Span | None = None
    note: str = ""
    enquiry: str = ""

    @property
    def part(self) -> Span:
        """Where it stands in the passage's text."""
        return self.span or Span(0, len(self.found.passage.text))
