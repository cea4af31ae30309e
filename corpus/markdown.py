"""Read Markdown, with TOML front matter in which a paper says what it is."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from corpus.errors import FileRefusedError
from corpus.plain import decode
from corpus.types import Block, BlockKind, FrontMatter, Reading, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

FENCE = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
LINE_END = re.compile(r"\r\n?|\n")  # as the Markdown parser counts lines
HEADING_MARKS = re.compile(r"^#{1,6}[ \t]+|[ \t]+#+$")  # "# Progress", and "Progress #" with marks at both ends
UNDERLINE = re.compile(r"=+|-+")
EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])|(?<!\w)(__?)(?=\S)(.+?)(?<=\S)\3(?!\w)"
)


def looks_like_markdown(text: str) -> bool:
    """Tell whether a text has front matter or a heading in Markdown's way.

    >>> looks_like_markdown("# Progress"), looks_like_markdown("Progress #1")
    (True, False)
    """
    return FENCE.match(text) is not None or HEADING.search(text) is not None


def unmarked(line: str) -> str:
    """Return a line as a reader sees it: without the marks of headings and of emphasis; a ruling line is empty.

    >>> unmarked("## Annual *report* ##"), unmarked("**Report to:** Cabinet"), unmarked("====")
    ('Annual report', 'Report to: Cabinet', '')
    """
    bare = line.strip()
    if UNDERLINE.fullmatch(bare):
        return ""
    words = HEADING_MARKS.sub("", bare) if HEADING.match(bare) else bare
    return EMPHASIS.sub(lambda mark: mark[2] or mark[4], words)


def read_markdown(data: bytes, *, file: str) -> Reading:
    """Return the text of a Markdown file as written, with its blocks and its front matter.

    Raises:
        FileRefusedError: the front matter is not TOML.
    """
    text, warnings = decode(data)
    fence = FENCE.match(text)
    front_matter = _front_matter(fence.group(1), file=file) if fence else ()
    body_start = fence.end() if fence else 0
    blocks = [Block(span=_trimmed(text, 0, body_start), kind=BlockKind.METADATA)] if fence else []
    blocks += _body_blocks(text, body_start)
    return Reading(text=text, blocks=tuple(blocks), warnings=warnings, front_matter=front_matter)


def _front_matter(toml: str, *, file: str) -> FrontMatter:
    try:
        values = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise FileRefusedError(
            file, f"its front matter is not TOML ({error})", remedy="Correct the lines between the +++ marks."
        ) from error
    return tuple(
        (key, value if isinstance(value, bool) else tuple(map(str, value)) if isinstance(value, list) else str(value))
        for key, value in values.items()
    )


def _body_blocks(text: str, body_start: int) -> list[Block]:
    body = text[body_start:]
    line_starts = [body_start]
    line_starts += [body_start + match.end() for match in LINE_END.finditer(body)]
    line_starts.append(len(text))
    blocks = []
    parents: list[Token] = []
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.nesting == 1:
            parents.append(token)
        elif token.nesting == -1:
            parents.pop()
        block = _block(token, parents, text, line_starts)
        if block is not None:
            blocks.append(block)
    return _covering(text, body_start, blocks)


def _block(token: Token, parents: list[Token], text: str, line_starts: list[int]) -> Block | None:
    """Return the block that a token opens, None for tokens that only hold others."""
    if token.map is None:
        return None
    if token.type == "tr_open":
        kind, level = BlockKind.TABLE_ROW, 0
    elif token.type == "inline" and any(parent.type == "tr_open" for parent in parents):
        return None
    elif token.type == "inline" and parents[-1].type == "heading_open":
        kind, level = BlockKind.HEADING, int(parents[-1].tag[1])
    elif token.type == "inline" and any(parent.type == "list_item_open" for parent in parents):
        kind, level = BlockKind.LIST_ITEM, sum(parent.type == "list_item_open" for parent in parents) - 1
    elif token.type in {"inline", "fence", "code_block", "html_block"}:
        kind, level = BlockKind.PARAGRAPH, 0
    else:
        return None
    first, last = token.map
    span = _trimmed(text, line_starts[first], line_starts[min(last, len(line_starts) - 1)])
    return Block(span=span, kind=kind, level=level) if span.start < span.end else None


def _covering(text: str, start: int, blocks: list[Block]) -> list[Block]:
    """Return the blocks with what stands between them (rules, table rulings) as furniture, so that nothing is lost."""
    covered: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.span):
        covered += _between(text, start, block.span.start)
        covered.append(block)
        start = block.span.end
    return covered + _between(text, start, len(text))


def _between(text: str, start: int, end: int) -> list[Block]:
    span = _trimmed(text, start, end)
    return [Block(span=span, kind=BlockKind.FURNITURE)] if span.start < span.end else []


def _trimmed(text: str, start: int, end: int) -> Span:
    stretch = text[start:end]
    lead = len(stretch) - len(stretch.lstrip())
    return Span(start + lead, max(start + lead, start + len(stretch.rstrip())))
