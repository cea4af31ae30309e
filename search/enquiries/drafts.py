"""Put together what each line of enquiry says, before it is worded and placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.types import Span
from search.citation import cite, date_in_words
from search.enquiries.records import Dated, Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.types import Paper
    from indexer.store import Found
    from search.enquiries.records import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A line of enquiry that is not yet worded.

    `facts` fill the places of the templates; `question` and `gap` name their variants, "" for the plain one. `about`
    is the text by which its themes are told, or the ids of the themes where they are known.
    """

    signal: Signal
    facts: Mapping[str, str]
    quotations: tuple[Quotation, ...]
    dates: tuple[Dated, ...]
    date: str | None
    about: str = ""
    themes: tuple[str, ...] | None = None
    question: str = ""
    gap: str = ""


def quotation(found: Found, span: Span | None = None) -> Quotation:
    """Return a passage as a quotation with its citation, or the part of it at `span`, in characters of its text."""
    passage = found.passage
    start, end = span or Span(0, len(passage.text))
    return Quotation(
        text=passage.text[start:end],
        citation=cite(found),
        passage_id=passage.id,
        start=passage.span.start + start,
        end=passage.span.start + end,
    )


def dated(paper: Paper) -> Dated:
    """Return the date of a quoted paper."""
    return Dated("paper", paper.date, date_in_words(paper.date), "")


def is_over(due: str, as_of: str) -> bool:
    """Tell whether a day, month or year is over at a date: "2023-05" is at 2023-06-01, and not at 2023-05-31.

    >>> is_over("2023-05", "2023-06-01"), is_over("2023-05", "2023-05-31"), is_over("2023-05-01", "2023-05")
    (True, False, False)
    """
    return due < as_of and not as_of.startswith(due)


def is_by(date: str | None, as_of: str) -> bool:
    """Tell whether a paper of this date can be known at `as_of`; one without a date can.

    >>> is_by("2023-06-15", "2023-06"), is_by("2023-07", "2023-06-30"), is_by(None, "2023")
    (True, False, True)
    """
    return date is None or date <= as_of or date.startswith(as_of)


def listed(items: Iterable[str]) -> str:
    """Return items, each once, as a sentence lists them.

    >>> listed(["May", "June", "May", "July"])
    'May, June and July'
    """
    each = list(dict.fromkeys(items))
    return " and ".join([*([", ".join(each[:-1])] if each[:-1] else []), *each[-1:]])
