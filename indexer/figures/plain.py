"""Make a passage plain for matching without moving a character, and cut it into sentences and cells."""

from __future__ import annotations

import re

from corpus.types import Span

# One character for one, so that offsets stay: dashes, quotes, blanks.
DASHES, QUOTES, DOUBLE_QUOTES, BLANKS = "–—−‐‑‒→", "’‘‛`", "“”", "\u00a0\u2009\u202f\u2007\r\v\f"
PLAIN = {
    ord(character): plain
    for characters, plain in ((DASHES, "-"), (QUOTES, "'"), (DOUBLE_QUOTES, '"'), (BLANKS, " "), ("％", "%"))
    for character in characters
}
SOFT_BREAK = re.compile(r"(?<!\n)\n(?! *\n| *(?:[-•·*▪]|\d{1,3}[.)]|\([a-z\d]{1,3}\)) )")
END = re.compile(r"[.!?]['\")\]]*(?=\s+['\"(\[]?[A-Z0-9£•])|[\t\n]+")
_SHORT = r"e\.g|i\.e|nos?|approx|c|ca|vs|mr|mrs|ms|dr|st|fig|paras?|incl|excl|est|min|max|pp?|s"
SHORTENED = re.compile(rf"(?:\b(?:{_SHORT})|\b[A-Z])$", re.IGNORECASE)
LONGEST_SHORTENED = 6


def plain_of(text: str) -> str:
    r"""Return a text of the same length with plain dashes, quotes and blanks; a soft line end is a blank.

    >>> plain_of("a third – or\n“34 %”\n\nNext")
    'a third - or "34 %"\n\nNext'
    """
    return SOFT_BREAK.sub(" ", text.translate(PLAIN))


def sentences_of(plain: str) -> list[Span]:
    r"""Return the spans of the sentences, and of a row's cells, in order, blanks at their ends left out.

    >>> [tuple(span) for span in sentences_of("It is c. 40. Yes, 2.5.\tNo")]
    [(0, 12), (13, 22), (23, 25)]
    """
    spans, start = [], 0
    for match in END.finditer(plain):
        before = plain[max(start, match.start() - LONGEST_SHORTENED) : match.start()]
        if match.group()[0] == "." and SHORTENED.search(before):
            continue
        spans.append(_trimmed(plain, start, match.end()))
        start = match.end()
    spans.append(_trimmed(plain, start, len(plain)))
    return [span for span in spans if span.start < span.end]


def _trimmed(plain: str, start: int, end: int) -> Span:
    stretch = plain[start:end]
    return Span(start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()))
