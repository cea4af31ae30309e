"""A paper on its way into a store, with all that is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.abbreviations import Abbreviation
    from corpus.types import Document, Identity
    from indexer.figures.records import Figure
    from indexer.records import Action, Inspection, Measure
    from indexer.store import Passage
    from indexer.tokens import PassageTokens
    from models.encoder import UnitRows


class Kept(NamedTuple):
    """A passage on its way into a store, with the text that is searched: folded, and led by its headings.

    `tokens` are the vectors of its words, None where they are not kept: it is then not compared word by word.
    `figures` are the numbers that it tells.
    """

    passage: Passage
    searched: str
    tokens: PassageTokens | None = None
    figures: Sequence[Figure] = ()


class Shelved(NamedTuple):
    """A paper on its way into a store. `vectors` has shape (n, d), a row for each of `kept`; `file` is its bytes.

    `inspection` is None for a paper that is no inspection report.
    """

    document: Document
    identity: Identity
    file: bytes
    kept: Sequence[Kept]
    vectors: UnitRows
    fingerprint: str
    inspection: Inspection | None = None
    actions: Sequence[Action] = ()
    measures: Sequence[Measure] = ()
    abbreviations: Sequence[Abbreviation] = ()
