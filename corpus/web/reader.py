"""Read a web page's bytes into text and blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from corpus.composing import Composer
from corpus.errors import FileRefusedError
from corpus.numerals import in_form
from corpus.plain import LIST_MARK
from corpus.types import BlockKind, Reading, ReadingWarning
from corpus.web.encoding import decode_web
from corpus.web.tables import is_layout, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

OPENING = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|title|meta|h1|div|table|p)\b",
    re.IGNORECASE | re.DOTALL,
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
UNSEEN = frozenset(
    "script style noscript template head svg math iframe object embed audio video canvas map datalist select textarea "
    "input button dialog -comment -doctype".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre search section summary table tbody td "
    "tfoot th thead tr ul".split()
)
AROUND = frozenset({"nav", "aside", "footer", "header"})
AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog", "alert"})
AROUND_NAMES = re.compile(
    r"cookie|breadcrumb|skip-?(?:link|to)|(?:^|\s)(?:site-)?(?:nav|menu|navbar)(?:\s|$)", re.IGNORECASE
)
NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f]+")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOT_THE_PAPER = re.compile(
    r"not found|\b40[0134]\b|\b50[0-4]\b|access denied|forbidden|no longer (?:exists|available)|just a moment"
    r"|(?:sign|log) ?in\b|cannot be displayed|unavailable",
    re.IGNORECASE,
)
LONGEST_NOTICE = 3000  # characters of a page that only says that the paper is not there
DEEPEST = 200  # of elements in each other, as browsers allow 512 before they stop nesting


def looks_like_web(text: str) -> bool:
    """Tell whether a text begins as a web page does.

    >>> looks_like_web("<!DOCTYPE html><p>Plan"), looks_like_web("<1% of children"), looks_like_web("# Plan")
    (True, False, False)
    """
    return OPENING.match(text) is not None


def read_web(data: bytes, *, file: str) -> Reading:
    r"""Return a web page's text with its blocks.

    The text is what a browser shows, white space as it shows it, with the bullets and numbers of lists; a table's row
    is one block, its cells divided by `\t`, merged cells blank but for the first; tables that only lay out the page are
    read as text. Scripts, forms and what is hidden are left out. Menus, page headers and footers, and everything
    outside the page's main part when it names one, stand at the end as FURNITURE; the page's title stands first as
    METADATA.

    Raises:
        FileRefusedError: the page only says that the paper is not there, or shows no text.
    """
    text, warnings = decode_web(data)
    tree = LexborHTMLParser(text)
    writer = _Writer(main=_main_part(tree))
    title = tree.css_first("head > title")
    shown_title = " ".join(title.text().split()) if title is not None else ""
    writer.composer.add(shown_title, BlockKind.METADATA)
    if tree.body is not None:
        writer.walk(tree.body)
    writer.write_line()
    _check(writer, shown_title, file)
    for line in writer.around:
        writer.composer.add(line, BlockKind.FURNITURE)
    if PurePath(file).suffix.casefold() not in ("", ".html", ".htm", ".xhtml", ".mhtml", ".aspx", ".php"):
        warnings += (ReadingWarning(page=None, reason="the file is a web page, whatever its name says"),)
    composer = writer.composer
    return Reading(text=composer.text, blocks=tuple(composer.blocks), warnings=warnings)


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the page's main part, None when it names none or more than one."""
    for name in ("main", "[role=main]", "article"):
        found = tree.css(name)
        if len(found) == 1 and found[0].text(strip=True):
            return found[0]
    return None


def _check(writer: _Writer, title: str, file: str) -> None:
    said = "".join(writer.composer.text.split("\n", 1)[1:]) if title else writer.composer.text
    if not said.strip():
        raise FileRefusedError(
            file, "it is a web page without text", remedy="Open it in a browser, print it to a PDF, and add the PDF."
        )
    if len(said) < LONGEST_NOTICE and NOT_THE_PAPER.search(title):
        raise FileRefusedError(
            file,
            f"it is a web page that says “{title}”, not the paper",
            remedy="Open the address that it was downloaded from in a browser, and save the paper from there.",
        )


@dataclass(slots=True)
class _Writer:
    """Walks down a page and writes its blocks."""

    main: LexborNode | None
    composer: Composer = field(default_factory=Composer)
    around: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _kind: BlockKind = BlockKind.PARAGRAPH
    _level: int = 0
    _mark: str = ""
    _lists: list[Iterator[str]] = field(default_factory=list)
    _is_around: bool = False
    _depth: int = 0

    def walk(self, node: LexborNode) -> None:
        """Write what stands in an element."""
        self._depth += 1
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                self._line.append(SPACE.sub(" ", child.text_content or ""))
            elif child.tag not in UNSEEN and not _is_hidden(child):
                self._take(child)
        self._depth -= 1

    def _take(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if self._depth > DEEPEST:
            self._line.append(SPACE.sub(" ", node.text()))
        elif tag == "br":
            self._line.append("\n")
        elif tag == "q":
            self._around_with("“", node, "”")
        elif tag == "sup":
            text = node.text()
            self._line.append(text.translate(RAISED) if text.strip().isdecimal() else text)
        elif tag not in BLOCKS:
            self.walk(node)
        elif not self._is_around and self._stands_around(node):
            self._take_around(node)
        else:
            self._take_block(node, tag)

    def _around_with(self, before: str, node: LexborNode, after: str) -> None:
        self._line.append(before)
        self.walk(node)
        self._line.append(after)

    def _take_block(self, node: LexborNode, tag: str) -> None:
        self.write_line()
        if tag == "table":
            self._take_table(node)
        elif tag in ("ol", "ul", "menu", "dir"):
            self._take_list(node, tag)
        elif tag == "pre":
            self._line.append(node.text())
        elif tag in HEADINGS:
            self._kind, self._level = BlockKind.HEADING, HEADINGS[tag]
            self.walk(node)
        elif tag == "li":
            self._take_item(node)
        else:
            self.walk(node)
        self.write_line()

    def _take_list(self, node: LexborNode, tag: str) -> None:
        if not self._lists:
            self.composer.part()
        self._lists.append(_marks(node, tag))
        self.walk(node)
        self._lists.pop()

    def _take_item(self, node: LexborNode) -> None:
        stated = (node.attributes.get("value") or "").strip()
        mark = next(self._lists[-1]) if self._lists else "• "
        self._mark = f"{stated}. " if stated.isdecimal() else mark
        self._kind, self._level = BlockKind.LIST_ITEM, max(0, len(self._lists) - 1)
        self.walk(node)
        self.write_line()
        self._mark = ""

    def _take_table(self, node: LexborNode) -> None:
        if is_layout(node):
            self.walk(node)
            return
        self.composer.part()
        caption = node.css_first("caption")
        if caption is not None:
            self.walk(caption)
            self.write_line()
        for row in table_rows(node):
            cells = [self._cell_text(cell) if cell is not None else "" for cell in row]
            if self._is_around:
                self.around += [cell for cell in cells if cell]
            else:
                self.composer.add_row(cells)
        self.composer.part()

    def _cell_text(self, cell: LexborNode) -> str:
        """Return what a cell says, each of its blocks on a line."""
        inner = _Writer(main=None, _depth=self._depth)
        inner.walk(cell)
        inner.write_line()
        text = inner.composer.text
        return "\n".join([*(text[slice(*block.span)] for block in inner.composer.blocks), *inner.around])

    def _stands_around(self, node: LexborNode) -> bool:
        """Tell whether an element is no part of the paper: a menu, the page's header, what is outside its main part."""
        attributes = node.attributes
        if (attributes.get("role") or "").casefold() in AROUND_ROLES or node.tag == "nav":
            return True
        if self.main is not None:
            return not _holds(node, self.main) and not _holds(self.main, node)
        named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        return node.tag in AROUND or AROUND_NAMES.search(named) is not None

    def _take_around(self, node: LexborNode) -> None:
        self.write_line()
        self._is_around = True
        self.walk(node)
        self.write_line()
        self._is_around = False

    def write_line(self) -> None:
        """Write the block that is going on, if it says anything."""
        lines = "".join(self._line).split("\n")
        text = "\n".join(line.strip(" ") for line in (SPACE.sub(" ", line) for line in lines)).strip()
        self._line = []
        kind, level = self._kind, self._level
        self._kind, self._level = BlockKind.PARAGRAPH, 0
        if not text:
            self._kind, self._level = (kind, level) if self._mark else (self._kind, 0)
            return
        text, self._mark = self._mark + text, ""
        if self._is_around:
            self.around.append(text)
            return
        if kind is BlockKind.PARAGRAPH and LIST_MARK.match(text):
            kind = BlockKind.LIST_ITEM
        self.composer.add(text, kind, level=level)


def _marks(node: LexborNode, tag: str) -> Iterator[str]:
    """Yield what a browser sets before the items of a list."""
    if tag != "ol":
        while True:
            yield "• "
    start = node.attributes.get("start") or "1"
    number = int(start) if start.isdecimal() else 1
    forms = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    while True:
        yield f"{in_form(number, forms.get(node.attributes.get('type') or '1', 'decimal'))}. "
        number += 1


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or NO_DISPLAY.search(attributes.get("style") or "") is not None


def _holds(outer: LexborNode, inner: LexborNode) -> bool:
    """Tell whether an element is another or stands around it."""
    step: LexborNode | None = inner
    while step is not None:
        if step.mem_id == outer.mem_id:
            return True
        step = step.parent
    return False
