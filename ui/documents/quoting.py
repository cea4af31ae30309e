"""Make quotations for documents: whole passages or their best stretch, personal data hidden."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from corpus.types import Span
from search.citation import DIGEST_NOTE, cite
from search.masking import contacts, masked
from ui.documents.records import Quoted
from ui.settings import hides_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indexer.store import Found
    from search.masking import FindPeople, Shown

    Mask = Callable[[str], Shown]

REPAIRED = "source text damaged or rejoined"
# Where a quotation may begin or end: sentences, cells of a row, blank lines.
EDGE = re.compile(r"(?<=[.!?;])[”\"’)]?\s+(?=[A-Z“\"(•\d–-])|\s*\t\s*|\s*\n\s*\n\s*|\s+\|\s+")
# What XML 1.0, and so Word and Excel, cannot hold (section 2.2 of its specification).
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STAND_IN = "\ufffd"
VEIL = "•"


def masking(find_people: FindPeople | None = None) -> tuple[Mask, FindPeople | None]:
    """Return what hides personal data, and the finder of names that it uses, None where names are not hidden.

    They are where a finder is given, and else where the settings say so.
    """
    if find_people is None and not hides_names():
        return masked, None
    if find_people is None:
        from models.language import people_finder

        find_people = people_finder()
    return partial(masked, find_people=find_people), find_people


def quoted(found: Found, mask: Mask, span: Span | None = None) -> Quoted:
    """Return a passage as a quotation, or a stretch of it; `span` is in characters of the passage's text."""
    passage = found.passage
    whole = passage.text
    own = span or Span(0, len(whole))
    text = whole[own.start : own.end]
    shown = mask(text)
    return Quoted(
        text=text,
        shown=written(shown.text),
        hidden=shown.hidden,
        citation=cite(found),
        document_id=passage.document_id,
        passage_id=passage.id,
        start=passage.span.start + own.start,
        end=passage.span.start + own.end,
        is_cut_before=bool(whole[: own.start].strip()),
        is_cut_after=bool(whole[own.end :].strip()),
        note=note_on(found),
    )


def note_on(found: Found) -> str:
    """Return what must be known of a passage before it is quoted, empty where nothing must."""
    notes = [DIGEST_NOTE] if found.paper.is_digest else []
    notes += [REPAIRED] if found.passage.repairs else []
    return "; ".join(notes)


def written(text: str) -> str:
    r"""Return a text as it is written in documents: on one line but for the cells of a row, which get their own.

    What XML cannot hold is replaced by the sign for that.

    >>> written("risk-\nfocused  work\tDirector\t\tMay\x08 2023")
    'risk-focused work\nDirector\nMay� 2023'
    """
    lines = (on_one_line(cell) for cell in text.split("\t"))
    return writable("\n".join(line for line in lines if line))


def writable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return UNWRITABLE.sub(STAND_IN, text)


def best_stretch(text: str, wanted: Iterable[int], most: int) -> Span:
    """Return the stretch of whole sentences, or cells, about the first place wanted: at most so many characters.

    A single sentence longer than that is cut between words. Sentences after the place go first, then those before.

    Args:
        text: A passage's.
        wanted: Offsets into it, in the order of importance; its beginning when there are none.
        most: Characters, above 0.

    >>> text = "Visits are weekly. Agency use fell. Posts are advertised."
    >>> start, end = best_stretch(text, [19], 40)
    >>> text[start:end]
    'Agency use fell. Posts are advertised.'
    """
    pieces = _pieces(text)
    place = next(iter(wanted), 0)
    first = max((number for number, piece in enumerate(pieces) if piece.start <= place), default=0)
    start, end = pieces[first]
    if end - start > most:
        return _cut(text, pieces[first], place, most)
    last = first
    while last + 1 < len(pieces) and pieces[last + 1].end - start <= most:
        last += 1
        end = pieces[last].end
    while first > 0 and end - pieces[first - 1].start <= most:
        first -= 1
        start = pieces[first].start
    return Span(start, end)


def veiled(text: str, find_people: FindPeople | None) -> str:
    """Return a text of the same length with every character of personal data replaced, so that offsets stay.

    >>> veiled("Ring 0151 496 0123 today.", None)
    'Ring ••••••••••••• today.'
    """
    spans = [(start, end) for start, end, _ in contacts(text)]
    for start, end in [*spans, *(find_people(text) if find_people else ())]:
        text = text[:start] + VEIL * (end - start) + text[end:]
    return text


def _pieces(text: str) -> list[Span]:
    """Return the sentences and cells of a text, in order, without white space at their ends; at least one."""
    edges = [0]
    for match in EDGE.finditer(text):
        # A closing quotation mark belongs to the sentence that it closes.
        kept = len(match.group()) - len(match.group().lstrip('”"’)'))
        edges += [match.start() + kept, match.end()]
    edges.append(len(text))
    spans = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    full = [_trimmed(text, span) for span in spans if text[span.start : span.end].strip()]
    return full or [_trimmed(text, Span(0, len(text)))]


def _trimmed(text: str, span: Span) -> Span:
    stretch = text[span.start : span.end]
    if not stretch.strip():
        return Span(span.start, span.start)
    return Span(span.start + len(stretch) - len(stretch.lstrip()), span.start + len(stretch.rstrip()))


def _cut(text: str, piece: Span, place: int, most: int) -> Span:
    """Return a stretch of a long sentence about a place, cut between words."""
    start, end = piece
    if place - start > most * 2 // 3:
        blank = text.rfind(" ", start, max(start, place - most // 3))
        start = blank + 1 if blank >= 0 else start
    while start < end - 1 and text[start].isspace():
        start += 1
    if end - start > most:
        blank = text.rfind(" ", start + 1, start + most + 1)
        end = blank if blank > start else start + most
    return _trimmed(text, Span(start, end))
