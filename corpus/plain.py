"""Read plain text: one block a line, unless the lines are wrapped by hand."""

from __future__ import annotations

import codecs
import re

from corpus.types import Block, BlockKind, Reading, ReadingWarning, Span

LIST_MARK = re.compile(r"\s*[-*•·▪■◼●○‣⁃–]\s+\S")
NUMBER_MARK = re.compile(r"\s*\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+\S")
# A wrapped line fills most of a typed page's width; lines of our kind of paper are either far longer (one a paragraph)
# or shorter (cover sheets).
WRAPPED_FROM, WRAPPED_TO = 60, 100


def read_plain(data: bytes, *, file: str) -> Reading:
    """Return the text of a plain text file, one block a line; hand-wrapped lines make one block.

    Bytes are read as UTF-8, as UTF-16 when a byte order mark says so, and otherwise as Windows-1252 with a warning.
    Line ends and everything else stay as they are; only a byte order mark is left out. `file` is not used: the text
    needs no name.
    """
    text, warnings = decode(data)
    return Reading(text=text, blocks=tuple(_blocks(text)), warnings=warnings)


def decode(data: bytes) -> tuple[str, tuple[ReadingWarning, ...]]:
    """Return the bytes as text, with a warning when the encoding had to be guessed.

    >>> decode("Café".encode("cp1252"))[0]
    'Café'
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        reason = "not UTF-8; read as Windows-1252, so unusual characters may be wrong"
        return data.decode("cp1252", errors="replace"), (ReadingWarning(page=None, reason=reason),)


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    start = 0
    wrapped = False
    for line in text.split("\n"):
        body = line.strip()
        if body:
            begin = start + len(line) - len(line.lstrip())
            span = Span(begin, begin + len(body))
            if wrapped and blocks and _continues(line):
                blocks[-1] = _longer(blocks[-1], span.end)
            else:
                blocks.append(Block(span=span, kind=_kind(line), level=len(line) - len(line.lstrip(" "))))
        wrapped = bool(body) and WRAPPED_FROM <= len(line) <= WRAPPED_TO and "\t" not in line
        start += len(line) + 1
    return blocks


def _continues(line: str) -> bool:
    return len(line) <= WRAPPED_TO and "\t" not in line and not LIST_MARK.match(line) and not NUMBER_MARK.match(line)


def _longer(block: Block, end: int) -> Block:
    return Block(span=Span(block.span.start, end), kind=block.kind, level=block.level)


def _kind(line: str) -> BlockKind:
    if "\t" in line:
        return BlockKind.TABLE_ROW
    return BlockKind.LIST_ITEM if LIST_MARK.match(line) else BlockKind.PARAGRAPH
