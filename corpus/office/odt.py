"""Read an OpenDocument text's bytes into text and blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.composing import Composer
from corpus.errors import FileRefusedError
from corpus.office import odt_lists
from corpus.office.odt_lists import read_lists
from corpus.office.ooxml import Package, whole_number
from corpus.plain import LIST_MARK
from corpus.types import BlockKind, Reading, ReadingWarning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from corpus.office.odt_lists import Rules

SPACE = re.compile(r"[ \t\r\n]+")
LEFT_OUT = {"office:annotation": "comments in the margin", "text:deletion": "tracked deletions"}
UNSEEN = frozenset(
    {"office:annotation-end", "text:sequence-decls", "office:forms", "text:variable-decls", "text:ruby-text"}
)
CONTENTS = frozenset({"text:table-of-content"})
MOST_REPEATED = 100  # a row or cell may say that it stands there a million times
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
HEADERS = frozenset(f"style:{place}{which}" for place in ("header", "footer") for which in ("", "-left", "-first"))


def read_odt(data: bytes, *, file: str) -> Reading:
    r"""Return an OpenDocument text with its blocks, laid out as `read_word` lays out a Word file's.

    Raises:
        FileRefusedError: the file is damaged, locked with a password, or its pages hold no text.
    """
    package = Package(data, file=file)
    manifest = package.optional("META-INF/manifest.xml")
    if manifest is not None and any(entry.tag.endswith("encryption-data") for entry in manifest.iter()):
        raise FileRefusedError(
            file,
            "it is locked with a password",
            remedy="Open it with the password, save a copy without one, and add the copy.",
        )
    content, styles = package.needed("content.xml"), package.optional("styles.xml")
    writer = _Writer(lists=read_lists((styles, content)))
    for body in content.iter("office:text"):
        writer.write_all(body)
    for mark, note in writer.notes:
        writer.write_all(note, mark=mark)
    if not any(map(str.isalnum, writer.composer.text)):
        raise FileRefusedError(file, "its pages have no text", remedy="Check that it is the right file.")
    _write_furniture(writer, styles)
    reasons = [f"{what} left out: {n}" for what, n in writer.left_out.items()]
    reasons += [f"a part of the file is damaged and was left out: {name}" for name in package.damaged]
    warnings = tuple(ReadingWarning(page=None, reason=reason) for reason in reasons)
    return Reading(text=writer.composer.text, blocks=tuple(writer.composer.blocks), warnings=warnings)


def _write_furniture(writer: _Writer, styles: Element | None) -> None:
    if styles is None:
        return
    lines = _Writer(lists=writer.lists)
    for part in styles.iter():
        if part.tag in HEADERS:
            lines.write_all(part)
    text = lines.composer.text
    for line in dict.fromkeys(text[slice(*block.span)].strip() for block in lines.composer.blocks):
        writer.composer.add(line, BlockKind.FURNITURE)


@dataclass(slots=True)
class _Writer:
    """Walks down an OpenDocument text and writes its blocks."""

    lists: dict[str, dict[int, Rules]]
    composer: Composer = field(default_factory=Composer)
    notes: list[tuple[str, Element]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    _headings: odt_lists.Counter | None = None
    _last_list: odt_lists.Counter | None = None
    _boxes: list[Element] = field(default_factory=list)

    def write_all(self, holder: Element, *, kind: BlockKind | None = None, mark: str = "") -> None:
        """Write the paragraphs, lists and tables of a part; `mark` stands before its first paragraph."""
        for element in holder:
            tag = element.tag
            if tag in ("text:p", "text:h"):
                self._write_paragraph(element, kind=kind, mark=mark)
                mark = ""
            elif tag == "text:list":
                self._write_list(element, None, 1, kind=kind)
                self.composer.part()
            elif tag == "table:table":
                self._write_table(element)
            elif tag in LEFT_OUT:
                self.left_out[LEFT_OUT[tag]] += 1
            elif tag not in UNSEEN:
                self.write_all(element, kind=BlockKind.METADATA if tag in CONTENTS else kind)

    def _write_paragraph(self, element: Element, *, kind: BlockKind | None, mark: str = "", level: int = 0) -> None:
        outer, self._boxes = self._boxes, []
        text = "".join(self._said(element)).strip()
        own_kind, own_level = kind or BlockKind.PARAGRAPH, level
        if element.tag == "text:h" and kind is None:
            own_kind, own_level = BlockKind.HEADING, whole_number(element.get("text:outline-level"), 1)
            mark = mark or self._heading_mark(own_level)
        elif own_kind is BlockKind.PARAGRAPH and LIST_MARK.match(text):
            own_kind = BlockKind.LIST_ITEM
        if text:
            self.composer.add(mark + text, own_kind, level=own_level)
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            self.write_all(box, kind=kind)

    def _heading_mark(self, level: int) -> str:
        if self._headings is None:
            self._headings = odt_lists.Counter(self.lists.get("", {}))
        return self._headings.mark(level)

    def _said(self, element: Element) -> Iterator[str]:
        """Yield what an element says, piece by piece, without what follows it."""
        yield SPACE.sub(" ", element.text or "")
        for child in element:
            yield from self._said_by_child(child)
            yield SPACE.sub(" ", child.tail or "")

    def _said_by_child(self, child: Element) -> Iterator[str]:
        tag = child.tag
        if tag == "text:s":
            yield " " * min(MOST_REPEATED, whole_number(child.get("text:c"), 1))
        elif tag == "text:tab":
            yield "\t"
        elif tag == "text:line-break":
            yield "\n"
        elif tag == "text:note":
            yield self._note_mark(child)
        elif tag == "drawing:text-box":
            self._boxes.append(child)
        elif tag in LEFT_OUT:
            self.left_out[LEFT_OUT[tag]] += 1
        elif tag in ("drawing:image", "drawing:object") or tag in UNSEEN or tag.startswith("svg-compatible:"):
            return
        else:
            yield from self._said(child)

    def _note_mark(self, note: Element) -> str:
        mark = "".join("".join(part.itertext()) for part in note if part.tag == "text:note-citation").strip()
        raised = mark.translate(RAISED)
        self.notes += [(f"{raised} ", part) for part in note if part.tag == "text:note-body"]
        return raised

    def _write_list(
        self, element: Element, counter: odt_lists.Counter | None, level: int, *, kind: BlockKind | None
    ) -> None:
        if counter is None:
            goes_on = element.get("text:continue-numbering") == "true" or element.get("text:continue-list")
            rules = self.lists.get(element.get("text:style-name", ""), {})
            counter = self._last_list if goes_on and self._last_list is not None else odt_lists.Counter(rules)
            self._last_list = counter
        for item in element:
            is_item = item.tag == "text:list-item"
            self._write_item(item, counter, level, kind=kind, is_marked=is_item)

    def _write_item(
        self, item: Element, counter: odt_lists.Counter, level: int, *, kind: BlockKind | None, is_marked: bool
    ) -> None:
        start = item.get("text:start-value")
        for part in item:
            if part.tag == "text:list":
                self._write_list(part, counter, level + 1, kind=kind)
            elif part.tag in ("text:p", "text:h"):
                mark = counter.mark(level, start) if is_marked else ""
                is_item = is_marked and not counter.is_section(level)
                own_kind = kind or (BlockKind.LIST_ITEM if is_item and part.tag == "text:p" else None)
                self._write_paragraph(part, kind=own_kind, mark=mark, level=level - 1 if is_item else 0)
                is_marked = False
            else:
                self.write_all(part, kind=kind)

    def _write_table(self, table: Element) -> None:
        rows = list(_rows(table))
        is_frame = max((len(row) for row in rows), default=0) == 1
        self.composer.part()
        for row in rows:
            if is_frame:
                self.write_all(row)
            else:
                self.composer.add_row(self._cells(row))
        self.composer.part()

    def _cells(self, row: Element) -> list[str]:
        texts: list[str] = []
        for cell in row:
            repeated = min(MOST_REPEATED, max(1, whole_number(cell.get("table:number-columns-repeated"), 1)))
            texts += [self._cell_text(cell) if cell.tag == "table:table-cell" else ""] * repeated
        return texts

    def _cell_text(self, cell: Element) -> str:
        outer, self.composer = self.composer, Composer()
        self.write_all(cell)
        inner, self.composer = self.composer, outer
        return "\n".join(inner.text[slice(*block.span)].strip() for block in inner.blocks)


def _rows(table: Element) -> Iterator[Element]:
    """Yield a table's rows, also those in groups and those that are its head."""
    for part in table:
        if part.tag == "table:table-row":
            yield part
        elif part.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(part)
