"""Measure how well a paper was read: sentences cut in two, text in no passage, running heads inside passages."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from corpus.types import BlockKind
from indexer.split.units import UNFINISHED
from indexer.store import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.types import Document, Line, Span
    from indexer.store import Passage

PROSE = frozenset({PassageKind.PARAGRAPH, PassageKind.LIST_ITEM, PassageKind.IMPROVEMENT, PassageKind.RECOMMENDATION})
ENDED = re.compile(r"[.!?…:;][”’\"')\]]*(?:\s?\[?\d{1,2}\]?(?:,\s?\d{1,2})*)?$")  # a footnote's number may follow
LEADS_IN = re.compile(r"[,;:–-]$|[.?]$")  # the end of a line or heading that items may go on with
DASHES = frozenset("-–—―−")
LABEL_WORDS = 9  # a passage of fewer words without a full stop is a name or a label, no sentence
MARK = re.compile(r"(?:[-–—―*•·▪■◼●○o‣⁃➢✓\ue000-\uf8ff]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s*$", re.IGNORECASE)
NUMBER = re.compile(r"(?:^|\s)[-\s]*\(?\d{1,3}(?:\.\d{1,3})*\.?\)?\s*$")
NOTHING_BUT_MARKS = re.compile(
    r"(?:[-–—―*•·▪■◼●○o‣⁃➢✓|#:+=\s\ue000-\uf8ff]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,4})[.)]?(?=\s|$))*"
)
DIGITS = re.compile(r"\d+")
EDGE_LINES = 3  # printed lines at the head and at the foot of a page among which running lines are looked for
LEAST_PAGES = 3
PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)


class Sample(NamedTuple):
    """A place where reading failed, for a person to look at. `page` is None where the file has none."""

    file: str
    page: int | None
    what: str
    text: str


class Share(NamedTuple):
    """How many were found of how many, with the places. `of` counts passages, characters or lines."""

    found: int
    of: int
    samples: tuple[Sample, ...] = ()

    @property
    def value(self) -> float:
        """The share in [0, 1]; 0 where there is nothing to count."""
        return self.found / self.of if self.of else 0.0


def cut_sentences(document: Document, passages: Sequence[Passage]) -> Share:
    """Return the share of prose passages that begin or end in mid-sentence.

    Prose is paragraphs, list items, recommendations and improvements; the rows of tables, whose cells need not be
    sentences, are not. A passage begins in mid-sentence when its first letter is small, unless it is an item and begins
    at its printed mark; a dash is no mark below a sentence that has not ended. It ends in mid-sentence when nothing
    ends it (a full stop, question or exclamation mark, colon or semicolon, brackets, quotes and footnote numbers aside)
    unless it is a list's item, the line above a list, or a name of a few words; items and names do too when their last
    word can end nothing.
    """
    rows = [block.span for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    prose = [p for p in passages if p.kind in PROSE and not any(row.start <= p.span.start < row.end for row in rows)]
    if not prose:
        return Share(0, 0)
    samples = []
    for before, passage, after in zip([None, *prose[:-1]], prose, [*prose[1:], None], strict=True):
        text = fold(passage.text)
        if begins_cut(document.text, passage, before):
            samples.append(Sample(document.file, passage.page, "begins", text))
        elif ends_cut(document.text, passage, after):
            samples.append(Sample(document.file, passage.page, "ends", text))
    return Share(len(samples), len(prose), tuple(samples))


def begins_cut(text: str, passage: Passage, before: Passage | None) -> bool:
    """Tell whether a passage begins in mid-sentence. `before` is the prose passage above it, None for the first."""
    first = next((letter for letter in passage.text if letter.isalpha()), "")
    if not first.islower() or re.match(r"(?:https?://|www\.|[\w.]+@)", passage.text):
        return False
    if not is_marked(text, passage.span):
        return True
    # A dash below an open sentence may be the sentence's own, taken for a bullet.
    dash = text[: passage.span.start].rstrip()[-1:] in DASHES
    return dash and before is not None and not (LEADS_IN.search(fold(before.text)) or is_marked(text, before.span))


def ends_cut(text: str, passage: Passage, after: Passage | None) -> bool:
    """Tell whether a passage ends in mid-sentence. `after` is the prose passage below it, None for the last."""
    words = fold(passage.text).split()
    if ENDED.search(" ".join(words)):
        return False
    is_item = is_marked(text, passage.span)
    if after is not None and is_marked(text, after.span):
        # A line leads in the list below it however it ends; one item may pass to the next with a comma or an "and".
        return is_item and words[-1].casefold() in UNFINISHED - {"and", "or"}
    if words[-1].casefold() in UNFINISHED or words[-1].endswith((",", "-")):
        return True
    return not is_item and len(words) >= LABEL_WORDS


def is_marked(text: str, span: Span) -> bool:
    """Tell whether a bullet, a letter or a number is printed before a passage, or begins it."""
    line = text[max(0, span.start - 12) : span.start].rsplit("\n", 1)[-1]
    return bool(MARK.search(line) or NUMBER.search(line)) or bool(
        re.match(r"\(?(?:\d{1,2}|[a-z])[.)]\s", text[slice(*span)])
    )


def text_in_no_passage(document: Document, passages: Sequence[Passage]) -> Share:
    """Return the share of visible characters that stand in no passage, heading, mark, number or page furniture.

    A heading counts only where some passage stands below it, so that it can be found.
    """
    titles = {_bare(title) for passage in passages for title in passage.section}
    titles |= {_bare(part) for passage in passages for part in (passage.label or "").split(", ")}
    samples, visible = [], 0
    spans = [passage.span for passage in passages]
    for block in document.blocks:
        visible += _visible(document.text[slice(*block.span)])
        if block.kind is BlockKind.FURNITURE:
            continue
        for rest in _outside(document.text, block.span, spans):
            if not NOTHING_BUT_MARKS.fullmatch(rest.casefold()) and not _is_title(rest, titles):
                samples.append(Sample(document.file, block.page, "lost", fold(rest)))
    return Share(sum(_visible(sample.text) for sample in samples), visible, tuple(samples))


def _outside(text: str, span: Span, spans: list[Span]) -> Iterator[str]:
    """Yield the stretches of a block that no passage holds."""
    inside = [
        (max(s.start, span.start), min(s.end, span.end)) for s in spans if s.start < span.end and s.end > span.start
    ]
    edges = [span.start, *(edge for pair in sorted(inside) for edge in pair), span.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if text[start:end].strip():
            yield text[start:end].strip()


def _is_title(rest: str, titles: set[str]) -> bool:
    bare = _bare(rest)
    return bare in titles or re.sub(r"\d$", "", bare) in titles  # a footnote's mark is taken off titles


def _bare(title: str) -> str:
    return fold(title).casefold().lstrip("-*•·–# 0123456789.").rstrip(": ")


def _visible(text: str) -> int:
    return sum(not letter.isspace() for letter in text)


def running_lines_in_passages(document: Document, passages: Sequence[Passage]) -> Share:
    """Return the share of running heads, footers and page numbers that stand inside passages.

    A running line is one of the outermost printed lines of its page that comes back, with any digits, on three pages
    (two where there are no more), or that is nothing but a number that counts with the pages. This asks less than the
    reader does, which also wants the same place, so that it finds what the reader overlooks.
    """
    running = _running_lines(document)
    spans = [passage.span for passage in passages if passage.kind in PROSE]
    samples = tuple(
        Sample(document.file, line.page, "running", document.text[slice(*line.span)])
        for line in running
        if any(span.start <= line.span.start < span.end for span in spans)
    )
    return Share(len(samples), len(running), samples)


def _running_lines(document: Document) -> list[Line]:
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in document.lines:
        pages[line.page].append(line)
    alike: defaultdict[tuple[bool, str], list[Line]] = defaultdict(list)
    for lines in pages.values():
        order = sorted(lines, key=lambda line: line.box.top)
        for at_head, edge in ((True, order[:EDGE_LINES]), (False, order[-EDGE_LINES:])):
            for line in edge:
                text = fold(document.text[slice(*line.span)])
                counts = PAGE_NUMBER.fullmatch(text) is not None
                ahead = int(DIGITS.findall(text)[0]) - line.page if counts else 0
                alike[at_head, f"#{ahead}" if counts else DIGITS.sub("#", text).casefold()].append(line)
    least = max(2, min(LEAST_PAGES, document.pages))
    found = [line for lines in alike.values() if len({line.page for line in lines}) >= least for line in lines]
    unique = {line.span: line for line in found}
    return sorted(unique.values(), key=lambda line: line.span)


def worst(shares: dict[str, Share]) -> list[tuple[str, Share]]:
    """Return the files with something to show, the largest share first, ties by name."""
    return sorted(
        ((file, share) for file, share in shares.items() if share.found), key=lambda item: (-item[1].value, item[0])
    )


def together(shares: Sequence[Share]) -> Share:
    """Return the share over all files: of all that was counted, not a mean of shares."""
    return Share(
        sum(share.found for share in shares),
        sum(share.of for share in shares),
        tuple(sample for share in shares for sample in share.samples),
    )
