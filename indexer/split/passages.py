"""Split a document into passages: what the field cites, each an exact slice of the text."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from corpus.types import Span
from indexer.places import pages_of
from indexer.split.walk import drafts_of
from indexer.store import SET_ASIDE, Passage, PassageId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.types import Document
    from indexer.split.drafts import Draft
    from indexer.split.rules import SplittingRules

    FindSentences = Callable[[str], list[Span]]

HASH_DIGITS = 8
SHORTEST_PART = 25  # words; a shorter rest stays with the part before it


def split_passages(document: Document, rules: SplittingRules, find_sentences: FindSentences) -> list[Passage]:
    """Return the document's passages in reading order; each `text` is the exact slice of its `span`.

    Numbered paragraphs, list items, recommendations and table rows are passages. An unnumbered paragraph inherits the
    number above it; short items of a list stay with the line that leads them in; a passage longer than
    `rules.longest` words is cut between sentences (a table row between cells) into parts that share its number.
    Headings are no passages but stand in each passage's `section`; page furniture is left out.
    """
    drafts = [
        part
        for draft in _with_short_items(drafts_of(document, rules), rules)
        for part in _parts(document.text, draft, rules, find_sentences)
    ]
    return list(_numbered(document, drafts))


def _with_short_items(drafts: list[Draft], rules: SplittingRules) -> Iterator[Draft]:
    """Yield the drafts, each list of bare names joined to the line that leads it in."""
    index = 0
    while index < len(drafts):
        end = index + 1
        while end < len(drafts) and drafts[end].follows_lead_in:
            end += 1
        lead_in, items = drafts[index], drafts[index + 1 : end]
        if items and lead_in.leads_in and all(item.is_bare_name(rules.short_item) for item in items):
            yield lead_in.through(items[-1])
            index = end
        else:
            yield lead_in
            index += 1


def _parts(text: str, draft: Draft, rules: SplittingRules, find_sentences: FindSentences) -> list[Draft]:
    if draft.kind in SET_ASIDE or draft.words(text) <= rules.longest:
        return [draft]
    if draft.cells:
        pieces = [piece for cell in draft.cells for piece in _cell_pieces(text, cell, rules, find_sentences)]
        return [draft.cut_to(span, None) for span, _, _ in _grouped(text, pieces, rules)]
    sentences = _sentences(text, draft.span, find_sentences)
    groups = _grouped(text, sentences, rules)
    return [draft.cut_to(span, (first, last) if len(groups) > 1 else None) for span, first, last in groups]


def _cell_pieces(text: str, cell: Span, rules: SplittingRules, find_sentences: FindSentences) -> list[Span]:
    is_long = len(text[slice(*cell)].split()) > rules.longest
    return _sentences(text, cell, find_sentences) if is_long else [cell]


def _sentences(text: str, span: Span, find_sentences: FindSentences) -> list[Span]:
    return [
        Span(span.start + start, span.start + end) for start, end in find_sentences(text[slice(*span)]) if end > start
    ]


def _grouped(text: str, pieces: list[Span], rules: SplittingRules) -> list[tuple[Span, int, int]]:
    """Return runs of pieces of about `rules.part` words, each with its first and last piece, counted from 1."""
    groups: list[tuple[Span, int, int]] = []
    words = 0
    for ordinal, piece in enumerate(pieces, start=1):
        length = len(text[slice(*piece)].split())
        if groups and (words + length <= rules.part or words < SHORTEST_PART):
            (start, _), first, _ = groups[-1]
            groups[-1] = (Span(start, piece.end), first, ordinal)
            words += length
        else:
            groups.append((piece, ordinal, ordinal))
            words = length
    if len(groups) > 1 and words < SHORTEST_PART:
        (_, end), _, last = groups.pop()
        (start, _), first, _ = groups[-1]
        groups[-1] = (Span(start, end), first, last)
    return groups


def _numbered(document: Document, drafts: list[Draft]) -> Iterator[Passage]:
    parts: Counter[str | None] = Counter()
    for draft in drafts:
        text = document.text[slice(*draft.span)]
        parts[draft.number] += 1
        part = parts[draft.number]
        pages = pages_of(document.lines, draft.span)
        stem = f"{document.id}/{draft.number or '-'}/{part}/{_short_hash(text)}"
        yield Passage(
            id=PassageId(stem),
            document_id=document.id,
            kind=draft.kind,
            span=draft.span,
            text=text,
            number=draft.number,
            part=part,
            section=draft.section,
            label=draft.label,
            page=next(iter(pages), None),
            repairs=draft.repairs,
            pages=pages,
        )


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
