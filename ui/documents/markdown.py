"""Write a document as Markdown: marks of the papers' own are escaped, so that what is read is what stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from ui.documents.records import Blank, Bullets, Heading, Look, Paragraph, Table

if TYPE_CHECKING:
    from ui.documents.records import Block, Para, TakeAway

# What begins or ends anything in CommonMark or in GitHub's tables; the full stop and bracket after a number too.
MARKS = re.compile(r"[\\`*_{}\[\]<>()#+!|~&@=-]|(?<=\d)[.]")


def markdown_bytes(document: TakeAway) -> bytes:
    """Return the document as Markdown in UTF-8; the same document gives the same bytes."""
    return ("\n\n".join(_block(block) for block in document.blocks) + "\n").encode("utf-8", "replace")


def escaped(text: str) -> str:
    r"""Return a text that is read in Markdown as it stands.

    >>> escaped("- 5 * [a] of 2. plan")
    '\\- 5 \\* \\[a\\] of 2\\. plan'
    """
    return MARKS.sub(lambda mark: f"\\{mark.group()}", text)


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {escaped(text)}"
        case Paragraph(para=para, look=look):
            lead = "> " if look is Look.QUOTE else ""
            return lead + _words(para, f"\\\n{lead}")
        case Bullets(items=items):
            return "\n".join(f"- {_words(item, ' ')}" for item in items)
        case Table():
            return _table(block)
        case Blank(label=label):
            return f"_{escaped(label)}:_"
        case _:
            assert_never(block)


def _words(para: Para, line_break: str) -> str:
    return "".join(
        f"**{escaped(run.words.strip())}**{' ' * run.words.endswith(' ')}"
        if run.is_strong
        else escaped(run.words).replace("\n", line_break)
        for run in para
    )


def _table(table: Table) -> str:
    head = "| " + " | ".join(map(escaped, table.head)) + " |"
    rule = "|" + " --- |" * len(table.head)
    rows = [
        "| " + " | ".join("<br>".join(_words(para, "<br>") for para in own) or " " for own in row) + " |"
        for row in table.rows
    ]
    return "\n".join([f"**{escaped(table.caption)}**", "", head, rule, *rows])
