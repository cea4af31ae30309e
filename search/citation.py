"""Write a passage's citation as councils' officers write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.dates import MONTHS
from corpus.types import PaperKind
from indexer.store import PassageKind

if TYPE_CHECKING:
    from corpus.types import Paper
    from indexer.store import Found, Passage

DIGEST_NOTE = "Digest, in our words: quote the council's paper"


def date_in_words(date: str | None) -> str:
    """Return an ISO date of any precision in words; "undated" for None.

    >>> date_in_words("2023-03-08"), date_in_words("2018-06"), date_in_words("2018"), date_in_words(None)
    ('8 March 2023', 'June 2018', '2018', 'undated')
    """
    if date is None:
        return "undated"
    year, *rest = date.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def cite_paper(paper: Paper) -> str:
    """Return the paper's citation: council, body, date, title. A digest is cited as the digest that it is."""
    council = paper.council_printed or paper.council or "Council not recognised"
    if paper.kind is PaperKind.INSPECTION_REPORT and paper.council and paper.council in paper.title:
        parts = [paper.body or council, date_in_words(paper.date), paper.title]
    else:
        parts = [council, *([paper.body] if paper.body else []), date_in_words(paper.date), paper.title]
    cited = ", ".join(parts)
    return f"Our digest of: {cited}" if paper.is_digest else cited


def pinpoint(passage: Passage) -> str:
    """Return where in its paper a passage stands: "para 3.8 (Leadership, bullet 2), page 4"."""
    label = passage.label
    if passage.number is None:
        place = " › ".join(passage.section[-1:]) or "text"
        place = f"section “{place}”" if passage.section else "unnumbered text"
        where = f"{place}, {label}" if label else place
    else:
        where = _numbered(passage) + (f" ({label})" if label else "")
    return where if passage.page is None else f"{where}, page {passage.page}"


def cite(found: Found) -> str:
    """Return the full citation of a passage: its paper and its place there."""
    return f"{cite_paper(found.paper)}, {pinpoint(found.passage)}"


def _numbered(passage: Passage) -> str:
    number = passage.number or ""
    if passage.kind is PassageKind.RECOMMENDATION:
        return f"recommendation {number}"
    if passage.kind is PassageKind.ACTION:
        return f"action {number}"
    if passage.kind is PassageKind.MEASURE:
        return f"measure {number}"
    return f"para {number}" if re.match(r"\d", number) else number
