"""Add papers to a library: read, recognise, split, encode, keep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from corpus.cleaning import fold
from corpus.identify import identify
from corpus.reading import ID_DIGITS, read_document
from corpus.types import DocumentId, Identity, Recognised
from indexer.judgements import inspection_of
from indexer.plans.plan import plan_of
from indexer.split.passages import split_passages
from indexer.store import Kept, Shelved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.councils import Councils
    from corpus.types import Document, Paper, Span
    from indexer.judgements import InspectionRules
    from indexer.plans.rules import PlanRules
    from indexer.split.rules import SplittingRules
    from indexer.store import Passage, PassageStore
    from models.encoder import Encoder

BY_YOU = "stated by you"
FACTS = ("council", "body", "date", "title", "kind", "licence")
SECTIONS_SEARCHED = 2  # headings that lead a passage when it is searched, the nearest ones


class Addition(NamedTuple):
    """What became of a file that was added. `was_there` tells that the library had it already."""

    paper: Paper
    was_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a person says of a paper; None leaves a fact as it was recognised."""

    council: str | None = None
    body: str | None = None
    date: str | None = None
    title: str | None = None
    kind: str | None = None
    licence: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything is corrected."""
        return self != Corrections()


class ReadDocument(Protocol):
    """Reads a file, or raises FileRefusedError, as `corpus.reading.read_document` does."""

    def __call__(self, data: bytes, *, file: str) -> Document:
        """Return what can be read of a file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """What it takes to turn a file into passages that can be found."""

    store: PassageStore
    encoder: Encoder
    councils: Councils
    rules: SplittingRules
    inspection_rules: InspectionRules
    plan_rules: PlanRules
    find_sentences: Callable[[str], list[Span]]
    read: ReadDocument = read_document

    def add(
        self,
        data: bytes,
        *,
        file: str,
        corrections: Corrections,
        on_progress: Callable[[int], None] | None = None,
    ) -> Addition:
        """Add one file; only its own passages are encoded.

        A file that the library has already is left as it is, but for what `corrections` say. `on_progress` hears how
        many more passages are encoded.

        Raises:
            FileRefusedError: the file cannot be read.
            UnknownNameError: no council is called as the corrections say.
            OtherEncoderError: the library was made with another encoder.
        """
        document_id = DocumentId(hashlib.sha256(data).hexdigest()[:ID_DIGITS])
        if self.store.holds(document_id):
            return Addition(self.correct(document_id, corrections), was_there=True)
        document = self.read(data, file=file)
        identity = corrected(identify(document, self.councils), corrections, self.councils)
        return Addition(self.store.put(self._shelved(document, identity, data, on_progress)), was_there=False)

    def correct(self, document_id: DocumentId, corrections: Corrections) -> Paper:
        """Correct what is known of a paper and return it. Raises KeyError when there is no such paper."""
        identity = corrected(self.store.identity(document_id), corrections, self.councils)
        return self.store.revise(document_id, identity)

    def read_again(self, *, on_paper: Callable[[int], None] | None = None) -> list[Paper]:
        """Read every paper's file again, keep what a person stated, and make all vectors anew with this encoder.

        All papers change in one step, or none. `on_paper` hears how many more are done.

        Raises:
            FileRefusedError: a file that could be read before no longer can.
        """

        def anew() -> Iterator[Shelved]:
            for paper in before:
                with self.store.viewing() as view:
                    data = view.file(paper.id)
                document = self.read(data, file=paper.file)
                stated = self.store.identity(paper.id)
                identity = _keeping_what_was_stated(identify(document, self.councils), stated)
                yield self._shelved(document, identity, data)
                if on_paper is not None:
                    on_paper(1)

        with self.store.viewing() as view:
            before = view.all_papers()
        return self.store.replace_all(anew())

    def _shelved(
        self, document: Document, identity: Identity, data: bytes, on_progress: Callable[[int], None] | None = None
    ) -> Shelved:
        passages = split_passages(document, self.rules, self.find_sentences)
        plan = plan_of(document, passages, self.plan_rules)
        passages = plan.passages
        kept = [Kept(passage, searched_text(passage)) for passage in passages]
        vectors = self.encoder.encode_passages([item.searched for item in kept], on_progress=on_progress)
        inspection = inspection_of(document, identity, passages, self.inspection_rules)
        fingerprint = self.encoder.card.fingerprint
        return Shelved(document, identity, data, kept, vectors, fingerprint, inspection, plan.actions, plan.measures)


def corrected(identity: Identity, corrections: Corrections, councils: Councils) -> Identity:
    """Return the identity with what a person says of the paper in place of what was recognised.

    Raises:
        UnknownNameError: no council is called so.
    """
    facts: dict[str, Recognised] = {
        name: Recognised(value, BY_YOU)
        for name in FACTS
        if name != "council" and (value := getattr(corrections, name)) is not None
    }
    if corrections.council is not None:
        council = councils.called(corrections.council)
        date = corrections.date or identity.date.value
        facts["council"] = Recognised(council.name, BY_YOU)
        if council.name != identity.council.value:
            facts["council_printed"] = Recognised(council.name_at(date), "the council's name at the time")
    return replace(identity, **facts)


def _keeping_what_was_stated(recognised: Identity, before: Identity) -> Identity:
    """Return what was recognised anew, but for the facts that a person had stated."""
    stated = {name: getattr(before, name) for name in FACTS if getattr(before, name).reason == BY_YOU}
    if "council" in stated:
        stated["council_printed"] = before.council_printed
    return replace(recognised, **stated)


def searched_text(passage: Passage) -> str:
    """Return what of a passage is searched: its nearest headings and its text, folded. It is quoted without them."""
    return fold(". ".join([*passage.section[-SECTIONS_SEARCHED:], passage.text]))
