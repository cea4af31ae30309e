"""What a passage store keeps and what can be asked of it, whatever engine does the work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, NewType, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from corpus.types import DocumentId, Identity, Paper, PaperKind, Span
    from indexer.figures.records import Figure
    from indexer.places import Place
    from indexer.records import Action, Inspection, Measure
    from indexer.shelved import Shelved
    from indexer.tokens import PassageTokens
    from models.encoder import UnitRows

PassageId = NewType("PassageId", str)


class PassageKind(StrEnum):
    """What a passage is, in the words of the field."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    MEASURE = "measure"
    IMPROVEMENT = "improvement"
    JUDGEMENT = "judgement"
    BOILERPLATE = "boilerplate"
    METADATA = "metadata"


#: Kept and shown on request, but not what an answer should be made of.
SET_ASIDE = frozenset({PassageKind.BOILERPLATE, PassageKind.METADATA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is found and quoted: an exact slice of a document's text with the number that the field cites it by.

    `text` equals `document.text[span.start:span.end]`. `number` is the paragraph, recommendation or action reference
    ("2.1.8", "(2)", "1.1.1"), inherited by what follows unnumbered, None where the paper numbers nothing. `part` counts
    from 1 the passages that share a number. `section` is the path of headings above it, highest first. `label` tells it
    from others of its number, in words ("paragraph 3", "Leadership, bullet 2", "sentences 4 to 6"); None where nothing
    else shares the number. `page` is None where the file has none.
    `repairs` names what was done to find the passage's bounds, never to its text. `pages` are all that it stands on,
    `page` the first of them; empty and None where the file has none.
    """

    id: PassageId
    document_id: DocumentId
    kind: PassageKind
    span: Span
    text: str
    number: str | None
    part: int
    section: tuple[str, ...]
    label: str | None
    page: int | None
    repairs: tuple[str, ...]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which passages to look among; an empty field sets no limit. Fields are joined by *and*, their values by *or*.

    `date_from` and `date_to` are ISO dates of any precision and include what they name: `date_to="2023-03"` reaches to
    the end of March. A paper without a date is left out when either is given. Boilerplate and metadata are looked
    among only when `kinds` names them. `rows` are the store's own numbers of passages: only these are looked among,
    none when it is empty; None sets no limit. They say nothing of papers, actions or measures.
    """

    councils: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    kinds: tuple[PassageKind, ...] = ()
    paper_kinds: tuple[PaperKind, ...] = ()
    papers: tuple[DocumentId, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    rows: frozenset[int] | None = None


EVERYWHERE = Where()


class Hit(NamedTuple):
    """A passage that was found, by the row that the store keeps it in, and how strongly.

    `strength` is a cosine in [-1, 1] from `nearest` and a BM25 sum of at least 0 from `matching`.
    """

    row: int
    strength: float


class Found(NamedTuple):
    """A passage with the paper that it stands in."""

    passage: Passage
    paper: Paper


class Wording(NamedTuple):
    """What a passage says: `text` as printed, `searched` in plain form with its headings before it."""

    row: int
    text: str
    searched: str


class Defined(NamedTuple):
    """A short form that a paper defines itself, as printed there, and what it is short for, on one line."""

    document_id: DocumentId
    short: str
    long: str


class Alternative(NamedTuple):
    """Other names for one thing asked about that only these papers use."""

    names: tuple[str, ...]
    papers: frozenset[DocumentId]


class FoundAction(NamedTuple):
    """An action of a plan with the paper that it stands in."""

    action: Action
    paper: Paper


class FoundMeasure(NamedTuple):
    """A measure of a plan with the paper that it stands in."""

    measure: Measure
    paper: Paper


class Marked(NamedTuple):
    """A theme that a passage speaks of, as it was kept: with the terms that earned it and where they stand.

    `score` is in [0, 1]. `is_mark` is false where the theme is named in passing, too little to be marked with it.
    `document_id` is its paper's, None while the mark is on its way into a store.
    """

    row: int
    theme: str
    score: float
    is_mark: bool
    terms: tuple[tuple[str, Span], ...]
    document_id: DocumentId | None = None


class View(Protocol):
    """One unchanging state of the library, whatever is written meanwhile."""

    def papers(self, where: Where = EVERYWHERE) -> list[Paper]:
        """Return the papers that answer, digests that have stepped aside left out: by council, then newest first."""

    def all_papers(self) -> list[Paper]:
        """Return every paper on the shelf, digests that have stepped aside too, in the same order."""

    def text(self, document_id: DocumentId) -> str:
        """Return a paper's text. Raises KeyError when there is no such paper."""

    def file(self, document_id: DocumentId) -> bytes:
        """Return the bytes of a paper's file as it was added. Raises KeyError when there is no such paper."""

    def inspection(self, document_id: DocumentId) -> Inspection | None:
        """Return what an inspection report records, None for another paper. Raises KeyError when there is none."""

    def boxes(self, passage_id: PassageId) -> list[Place]:
        """Return where on the pages a passage stands, line by line; none for a file without pages. Raises KeyError."""

    def passages(self, where: Where = EVERYWHERE) -> list[Found]:
        """Return passages in reading order, paper by paper; boilerplate and metadata as in `Where`."""

    def wordings(self, where: Where = EVERYWHERE) -> list[Wording]:
        """Return what the passages say that are looked among, rows rising."""

    def abbreviations(self, where: Where = EVERYWHERE) -> list[Defined]:
        """Return the short forms that papers define themselves, paper by paper, in the order of their definitions."""

    def actions(self, where: Where = EVERYWHERE) -> list[FoundAction]:
        """Return the actions of plans in reading order, paper by paper; `kinds` of passages set no limit."""

    def measures(self, where: Where = EVERYWHERE) -> list[FoundMeasure]:
        """Return the measures of plans in reading order, paper by paper; `kinds` of passages set no limit."""

    def passage(self, passage_id: PassageId) -> Found:
        """Return one passage. Raises KeyError when there is none of that id."""

    def around(self, passage_id: PassageId, *, before: int, after: int) -> list[Found]:
        """Return a passage with its neighbours in reading order, boilerplate too. Raises KeyError."""

    def everything_of(self, document_id: DocumentId) -> list[Found]:
        """Return all passages of one paper in reading order, boilerplate and metadata too. Raises KeyError."""

    def rows(self, rows: Sequence[int]) -> list[Found]:
        """Return the passages kept in these rows, in the order given. Raises KeyError for a row that is not there."""

    def count(self, where: Where = EVERYWHERE) -> int:
        """Return how many passages are looked among."""

    def nearest(self, question: UnitRows, k: int, where: Where = EVERYWHERE) -> list[Hit]:
        """Return the `k` passages nearest in meaning, or all when fewer exist: nearest first, ties in reading order.

        `question` has shape (1, d).
        """

    def matching(
        self,
        question: str,
        k: int,
        where: Where = EVERYWHERE,
        *,
        alternatives: Sequence[Sequence[str]] = (),
        learned: Sequence[Alternative] = (),
    ) -> list[Hit]:
        """Return up to `k` passages that share words with the question, best BM25 first, ties in reading order.

        Each of `alternatives` holds other names for one thing asked about; a passage that uses one counts too. So it
        does with each of `learned`, in the papers that it names.
        """

    def vectors(self, rows: Sequence[int]) -> UnitRows:
        """Return the vectors of the passages in `rows`, shape (n, d), in the same order. Raises KeyError."""

    def tokens(self, rows: Sequence[int]) -> list[PassageTokens | None]:
        """Return the vectors of the words of the passages in `rows`, None for one whose words are not kept."""

    def without_tokens(self) -> int:
        """Return how many passages were kept by a version that kept neither their words' vectors nor their figures."""

    def rows_of(self, passage_ids: Sequence[PassageId]) -> list[int]:
        """Return the rows in which these passages are kept, in the same order. Raises KeyError."""

    def marked(self, theme: str, where: Where = EVERYWHERE) -> list[Marked]:
        """Return the passages that were marked with a theme or name it in passing, best first, ties in reading order.

        Only what `PassageStore.keep_marks` was told: whoever asks sees to it that no passage is unmarked.
        """

    def figures(self, rows: Sequence[int]) -> list[list[Figure]]:
        """Return the figures of the passages in `rows`, a list for each, in the order in which they are printed."""

    def shared_words(self, question: str, text: str) -> list[Span]:
        """Return where in `text` the question's words stand, in any of their forms, in order; offsets into `text`."""

    def share_of_words(self, question: str, text: str) -> float:
        """Return the share of the question's different words, in any form, that a text holds: in [0, 1]; 0 for none."""


class PassageStore(Protocol):
    """A library on disk or in memory: papers, passages and vectors that stay together."""

    @property
    def folder(self) -> str:
        """Where the library lies, for messages."""

    def viewing(self) -> AbstractContextManager[View]:
        """Open one unchanging state of the library for the length of a question."""

    def holds(self, document_id: DocumentId) -> bool:
        """Tell whether the paper is on the shelf."""

    def made_with(self) -> str | None:
        """Return the fingerprint of the encoder that made the vectors, None while there are none."""

    def put(self, shelved: Shelved) -> Paper:
        """Keep a paper with its passages and their vectors, in one step.

        A paper of the same id is replaced. The library is as it was when anything goes wrong.

        Raises:
            ValueError: there are more or fewer vectors than passages.
            OtherEncoderError: the library's other vectors were made with another encoder.
            LibraryBusyError: another program has been writing for too long.
        """

    def replace_all(self, shelved: Iterable[Shelved]) -> list[Paper]:
        """Put these papers in place of all that are there, in one step; raises what `put` raises."""

    def revise(self, document_id: DocumentId, identity: Identity) -> Paper:
        """Correct what is known of a paper. Raises KeyError when there is no such paper."""

    def identity(self, document_id: DocumentId) -> Identity:
        """Return what is known of a paper, with reasons. Raises KeyError when there is no such paper."""

    def remove(self, document_id: DocumentId) -> None:
        """Take a paper out, with all that was kept of it. Raises KeyError when there is no such paper."""

    def refresh(self) -> None:
        """Bring the copies that make search fast up to date now, rather than at the next question."""

    def unmarked(self, themes: str) -> list[tuple[int, str]]:
        """Return the passages that were not yet looked at for these themes: row and text, in reading order.

        `themes` names a state of the themes, such as a checksum. Marks by another state are forgotten.
        """

    def keep_marks(self, themes: str, rows: Sequence[int], marks: Iterable[Marked]) -> None:
        """Keep the marks that were given to the passages in `rows` by this state of the themes."""

    def noted(self, kind: str) -> dict[str, str]:
        """Return what a person keeps of one kind (saved questions, decisions, trays): JSON by id, ids in order."""

    def note(self, kind: str, note_id: str, record: str | None) -> None:
        """Keep a person's record, in place of the one of that id; None takes it out. Reading papers again leaves it."""
