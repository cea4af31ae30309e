"""Tell running heads, footers and page numbers from the body of a PDF's pages."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.pdf.lines import PrintedLine

EDGE_SHARE = 0.14  # of the page's height, at its head and at its foot; the deepest foot of 53 inspections is 0.09
EDGE_LINES = 6  # lines from the edge that are looked at
SAME_PLACE = 8.0  # points by which a running line may move; two-line heads push each other by a line's half
LEAST_PAGES = 3
LEAST_SHARE = 0.15  # a head of one part of the paper stands on fewer than all pages
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]{3}")
PAGE_NUMBER = re.compile(r"(page\s*)?[-–|]?\s*(\d{1,4})\s*((of|/)\s*\d{1,4})?\s*[-–|]?", re.IGNORECASE)


class PageLines(NamedTuple):
    """A page's printed lines, with the page's number, from 1, and its height in points."""

    number: int
    height: float
    lines: list[PrintedLine]


class Edge(NamedTuple):
    """A line near the head or the foot of a page, or its outermost line, with its distance from that edge in points."""

    page: int
    line: int
    at_head: bool
    distance: float
    text: str
    is_ruled: bool


def part_furniture(pages: list[PageLines]) -> tuple[list[PageLines], list[PrintedLine]]:
    """Return the pages without their furniture, and the furniture in the order of the pages.

    A line is furniture when the same words, with any digits, stand at the same distance from the same edge on at least
    three pages and 15 % of them (on both where there are two), or when it is nothing but its page's number.
    """
    taken = _running_lines(pages) | _page_numbers(pages)
    if len(taken) == sum(len(page.lines) for page in pages):  # a paper of nothing but alike lines has no furniture
        taken = set()
    body, furniture = [], []
    for place, page in enumerate(pages):
        body.append(page._replace(lines=[line for i, line in enumerate(page.lines) if (place, i) not in taken]))
        furniture += [line for i, line in enumerate(page.lines) if (place, i) in taken]
    return body, furniture


def _running_lines(pages: list[PageLines]) -> set[tuple[int, int]]:
    alike: defaultdict[tuple[bool, str], list[Edge]] = defaultdict(list)
    for place, page in enumerate(pages):
        for edge in _edges(place, page):
            alike[edge.at_head, DIGITS.sub("#", edge.text).casefold()].append(edge)
    least = min(len(pages), max(LEAST_PAGES, LEAST_SHARE * len(pages)))
    taken: set[tuple[int, int]] = set()
    for edges in alike.values():
        for group in _same_place(edges):
            if len({edge.page for edge in group}) >= max(2, least):
                taken.update((edge.page, edge.line) for edge in group if not _opens_table(edge, group))
    return taken


def _opens_table(edge: Edge, group: list[Edge]) -> bool:
    """Whether the line stands in a ruled cell and is the first of its kind: a table's head that later pages repeat."""
    return edge.is_ruled and edge.page == min(other.page for other in group)


def _same_place(edges: list[Edge]) -> Iterator[list[Edge]]:
    """Yield the edges that stand at about the same distance, together."""
    group: list[Edge] = []
    for edge in sorted(edges, key=lambda edge: edge.distance):
        if group and edge.distance - median(e.distance for e in group) > SAME_PLACE:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _edges(place: int, page: PageLines) -> Iterator[Edge]:
    order = sorted(range(len(page.lines)), key=lambda index: page.lines[index].box.top)
    top = page.lines[order[0]].box.bottom if order else 0.0
    foot = max((line.box.bottom for line in page.lines), default=0.0)
    for index in order[:EDGE_LINES]:
        line = page.lines[index]
        if line.box.bottom < EDGE_SHARE * page.height or (line.box.top < top and _has_words(line)):
            yield _edge(place, index, line, at_head=True, distance=line.box.top)
    for index in order[-EDGE_LINES:]:
        line = page.lines[index]
        outermost = line.box.bottom > foot - line.size / 2 and _has_words(line)
        if line.box.top > (1 - EDGE_SHARE) * page.height or outermost:
            yield _edge(place, index, line, at_head=False, distance=page.height - line.box.bottom)


def _has_words(line: PrintedLine) -> bool:
    """Whether the line says something: within a deep margin, rows of mere figures are a table's."""
    return WORD.search(line.text) is not None


def _edge(place: int, index: int, line: PrintedLine, *, at_head: bool, distance: float) -> Edge:
    return Edge(place, index, at_head=at_head, distance=distance, text=line.text, is_ruled=line.cell is not None)


def _page_numbers(pages: list[PageLines]) -> set[tuple[int, int]]:
    """Return the lines at an edge that are nothing but a number which counts with the pages.

    The number printed less the number of the page is the same on all pages that are numbered alike, so one that several
    pages share is a page number; so is, on any page, the outermost line that says the page's own number.
    """
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, page in enumerate(pages):
        for edge in _edges(place, page):
            if number := PAGE_NUMBER.fullmatch(edge.text):
                found[int(number.group(2)) - page.number].append((edge.page, edge.line))
    return {spot for ahead, spots in found.items() if ahead == 0 or len(spots) >= LEAST_PAGES for spot in spots}
