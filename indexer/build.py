"""Add papers to a library: read, recognise, split, encode, keep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from corpus.abbreviations import abbreviations_of
from corpus.cleaning import fold
from corpus.identify import identify
from corpus.reading import ID_DIGITS, read_document
from corpus.types import DocumentId, Identity, Recognised
from indexer.figures.passages import figures_of_passages
from indexer.judgements import inspection_of
from indexer.plans.plan import plan_of
from indexer.shelved import Kept, Shelved
from indexer.split.passages import split_passages
from indexer.tokens import passage_tokens
from models.encoder import UnitRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.councils import Councils
    from corpus.types import Document, Paper, Span
    from indexer.figures.rules import FigureRules
    from indexer.judgements import InspectionRules
    from indexer.plans.rules import PlanRules
    from indexer.split.rules import SplittingRules
    from indexer.store import Passage, PassageStore
    from models.encoder import Encoder

BY_YOU = "stated by you"
FACTS = ("council", "body", "date", "title", "kind", "licence")
ENCODED_AT_ONCE = 256  # passages: the vectors of all their words, as the encoder gives them, are in memory together
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
    figure_rules: FigureRules
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
        """Correct what is known of a paper and return it. Raises KeyError when there is no such paper.

        A paper whose kind was corrected is read again: an inspection report records what others do not.
        """
        before = self.store.identity(document_id)
        identity = corrected(before, corrections, self.councils)
        if identity.kind.value == before.kind.value:
            return self.store.revise(document_id, identity)
        with self.store.viewing() as view:
            data, file = view.file(document_id), next(p.file for p in view.all_papers() if p.id == document_id)
        return self.store.put(self._shelved(self.read(data, file=file), identity, data))

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
        kept, vectors = encoded(passages, self.encoder, on_progress=on_progress)
        figures = figures_of_passages(passages, plan.measures, self.figure_rules, paper_date=identity.date.value)
        kept = [item._replace(figures=figures.get(item.passage.id, ())) for item in kept]
        return Shelved(
            document=document,
            identity=identity,
            file=data,
            kept=kept,
            vectors=vectors,
            fingerprint=self.encoder.card.fingerprint,
            inspection=inspection_of(document, identity, passages, self.inspection_rules),
            actions=plan.actions,
            measures=plan.measures,
            abbreviations=abbreviations_of(document.text),
        )


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


def encoded(
    passages: Sequence[Passage], encoder: Encoder, *, on_progress: Callable[[int], None] | None = None
) -> tuple[list[Kept], UnitRows]:
    """Return passages ready for a store, and their vectors, shape (n, d)."""
    kept: list[Kept] = []
    vectors = [np.zeros((0, encoder.card.width), dtype=np.float32)]
    for start in range(0, len(passages), ENCODED_AT_ONCE):
        some = passages[start : start + ENCODED_AT_ONCE]
        searched = [searched_text(passage) for passage in some]
        made = encoder.encode_tokens(searched, on_progress=on_progress)
        kept += [
            Kept(passage, text, passage_tokens(text, passage.text, fold(passage.text), item))
            for passage, text, item in zip(some, searched, made, strict=True)
        ]
        vectors.append(np.stack([item.vector for item in made]))
    return kept, UnitRows(np.concatenate(vectors))


def searched_text(passage: Passage) -> str:
    """Return what of a passage is searched: its nearest headings and its text, folded. It is quoted without them."""
    return fold(". ".join([*passage.section[-SECTIONS_SEARCHED:], passage.text]))
