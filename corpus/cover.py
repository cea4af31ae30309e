"""Read a paper's cover sheet: its lines, its fields ("Report to: …"), its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.dates import FULL_DATE
from corpus.markdown import unmarked
from corpus.types import BlockKind, FileFormat

if TYPE_CHECKING:
    from corpus.types import Block, Document

LONGEST = 45  # lines of a cover
SENTENCE = re.compile(r".*[a-z)]\.$")
SENTENCE_WORDS = 14
NUMBERED = re.compile(r"(?:- )?\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z].*")
FIELD = re.compile(r"([A-Za-z][A-Za-z /()]{1,40}?)\s?:\s*(.*)")
# Fields that a cover lays out with words on lines of their own: "Report of … to … on …".
LINKING = {"to": "report to", "on": "date"}
ROW = re.compile(r".*\t.*")
RECOMMENDATIONS = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?recommendations?\b|^recommendation\(s\)", re.IGNORECASE | re.MULTILINE
)
UNFINISHED = frozenset({"and", "of", "for", "the", "&"})  # a value that ends so goes on in the next line
CLOSE_ENOUGH = 0.85  # of difflib's ratio: "Irmprovement" to "Improvement" is 0.96, "Programnme" to "Programme" 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands before the first section, folded.

    `fields` are by name in small letters; `mended` holds what was printed of those that were put right.
    """

    lines: tuple[str, ...]
    joined_to_next: tuple[bool, ...]
    fields: dict[str, str]
    mended: dict[str, str]
    headings: tuple[str, ...]
    has_recommendations: bool

    def field(self, *names: str) -> str | None:
        """Return the first of these fields that the cover fills in."""
        return next((self.fields[name] for name in names if self.fields.get(name)), None)

    def lines_joined_to(self, index: int) -> tuple[str, ...]:
        """Return the lines right below a line, without a gap between."""
        last = index
        while last < len(self.lines) - 1 and self.joined_to_next[last]:
            last += 1
        return self.lines[index + 1 : last + 1]


def cover_of(document: Document) -> Cover:
    """Return the document's cover sheet: the lines before its first section or sentence."""
    blocks = _cover_blocks(document)
    lines: list[str] = []
    joined: list[bool] = []
    for index, block in enumerate(blocks):
        printed = [fold(line) for line in _seen(document, block).split("\n") if line.strip()]
        lines += printed
        gap = document.text[block.span.end : blocks[index + 1].span.start] if index + 1 < len(blocks) else "\n\n"
        joined += [True] * (len(printed) - 1) + [gap.count("\n") < 2]  # noqa: PLR2004 - an empty line
    fields, mended = _fields(document, blocks, lines)
    return Cover(
        lines=tuple(lines),
        joined_to_next=tuple(joined),
        fields=fields,
        mended=mended,
        headings=tuple(
            fold(_seen(document, block)) for block in document.blocks[:LONGEST] if block.kind is BlockKind.HEADING
        ),
        has_recommendations=RECOMMENDATIONS.search(document.text) is not None,
    )


def _seen(document: Document, block: Block) -> str:
    """Return a block's text as a reader sees it: marks of Markdown are none of the paper's words."""
    text = document.text[slice(*block.span)]
    return "\n".join(map(unmarked, text.splitlines())) if document.format is FileFormat.MARKDOWN else text


def _cover_blocks(document: Document) -> list[Block]:
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind in (BlockKind.METADATA, BlockKind.FURNITURE):
            continue
        text = fold(_seen(document, block))
        if not text:
            continue
        is_sentence = SENTENCE.fullmatch(text) and len(text.split()) >= SENTENCE_WORDS
        if (
            len(blocks) >= LONGEST
            or is_sentence
            or (NUMBERED.fullmatch(text) and not FULL_DATE.match(text) and not document.lines)
            or text in ("Summary:", "Contents")
        ):
            break
        blocks.append(block)
    return blocks


def _fields(document: Document, blocks: list[Block], lines: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fields in table cells, then those in lines, then those that lines of their own lead in."""
    fields: dict[str, str] = {}
    mended: dict[str, str] = {}
    rows = [row for block in blocks if "\t" in (row := document.text[slice(*block.span)])]
    for name, cells in (named for row in rows for named in _named_cells(row)):
        fields.setdefault(name, _glued(cells, document) if cells else "")
        if len(cells) > 1:
            mended[name] = "⇥".join(cells)
    for name, value in _fields_in_lines(lines).items():
        fields.setdefault(name, value)
    for before, after in pairwise(lines):
        if before.casefold() in LINKING:
            fields.setdefault(LINKING[before.casefold()], after)
    return fields, mended


def _fields_in_lines(lines: list[str]) -> dict[str, str]:
    """Return what stands after a colon; a value that cannot end there goes on in the next line."""
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        match = FIELD.fullmatch(line)
        if match:
            name = match.group(1).strip().casefold()
            fields.setdefault(name, match.group(2))
        elif fields.get(name, "").split()[-1:] and fields[name].split()[-1].casefold() in UNFINISHED:
            fields[name] = f"{fields[name]} {line}"
        else:
            name = ""
    return fields


def _named_cells(row: str) -> list[tuple[str, list[str]]]:
    """Return a row's cells by the label before them: "Report to:", its values, "Date of Meeting:", its values."""
    named: list[tuple[str, list[str]]] = []
    for cell in row.split("\t"):
        text = fold(cell)
        if text.endswith((":", "?")):
            named.append((text.rstrip(":?").strip().casefold(), []))
        elif text and named:
            named[-1][1].append(text)
    return named


def _glued(cells: list[str], document: Document) -> str:
    """Return one value from cells that a damaged table cut it into, each cut word mended from the paper's own words."""
    known = set(re.findall(r"[A-Za-z]{4,}", ROW.sub("", document.text)))  # a damaged row's pieces are no words
    value = cells[0]
    for cell in cells[1:]:
        head, _, cut = value.rpartition(" ")
        rest, _, tail = cell.partition(" ")
        near = get_close_matches(cut + rest, known, n=1, cutoff=CLOSE_ENOUGH) if rest not in known else []
        word = near[0] if near else f"{cut} {rest}"
        value = " ".join(part for part in (head, word, tail) if part)
    return value
