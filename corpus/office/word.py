"""Read a Word file's bytes into text and blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.composing import Composer
from corpus.errors import FileRefusedError
from corpus.office.ooxml import Package
from corpus.office.word_drawings import chart_rows, diagram_lines
from corpus.office.word_inline import DELETED, DELETIONS, PICTURES, InlineReader, caption_of, is_mark_deleted
from corpus.office.word_numbers import Numbers, read_numbers
from corpus.office.word_styles import Look, Styles
from corpus.office.word_tables import Cell, deleted_rows, table_rows
from corpus.plain import LIST_MARK
from corpus.types import BlockKind, Reading, ReadingWarning

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from corpus.office.ooxml import Relationship

HOLDERS = frozenset(
    {"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag", "mc:Choice", "mc:Fallback"}
)
ORDINARY_NOTES = (None, "normal")
FEWEST_LETTERS = 20  # a file of pictures with fewer is taken for a scan


def read_word(data: bytes, *, file: str) -> Reading:
    r"""Return a Word file's text with its blocks and what could not be read.

    The text is what a reader sees: with the numbers and bullets that Word sets by itself, with tracked insertions,
    without tracked deletions, hidden text and comments, which are counted in warnings. A table's row is one block, its
    cells divided by `\t`, one for every column of the grid: a merged cell has its text in the first and nothing in the
    rest; paragraphs in a cell are divided by `\n`. A table of one column is a frame, its content read as text. A text
    box follows the paragraph that it is anchored in. Footnotes follow the text, page headers and footers follow them.

    Args:
        data: The file's bytes.
        file: Its name, for the errors.

    Raises:
        FileRefusedError: the file is cut off or damaged, or its pages hold no text.
    """
    package = Package(data, file=file)
    main = package.main_part()
    root = package.needed(main)
    links = package.links(main)
    styles = Styles(package.optional(_target(links, "styles")))
    numbers = read_numbers(package.optional(_target(links, "numbering")), styles)
    writer = _Writer(package=package, links=links, styles=styles, numbers=numbers)
    for body in root.iter("w:body"):
        writer.write_all(body)
    writer.write_notes()
    _check_text(writer, file)
    writer.write_furniture()
    composer = writer.composer
    return Reading(text=composer.text, blocks=tuple(composer.blocks), warnings=tuple(writer.warnings()))


def _check_text(writer: _Writer, file: str) -> None:
    letters = sum(map(str.isalnum, writer.composer.text))
    if letters < FEWEST_LETTERS and writer.inline.left_out[PICTURES]:
        raise FileRefusedError(
            file,
            "it holds pictures and no text, as a scan does",
            remedy="Have its text recognised (OCR) and add the file that this makes, or save it as PDF and add that.",
        )
    if not letters:
        raise FileRefusedError(file, "its pages have no text", remedy="Check that it is the right file.")


def _target(links: dict[str, Relationship], kind: str) -> str | None:
    return next((link.target for link in links.values() if link.kind == kind), None)


@dataclass(slots=True)
class _Writer:
    """Walks down a Word file and writes its blocks."""

    package: Package
    links: dict[str, Relationship]
    styles: Styles
    numbers: Numbers
    inline: InlineReader = field(default_factory=InlineReader)
    composer: Composer = field(default_factory=Composer)
    _running_on: str = ""
    _list_id: str | None = None

    def write_all(self, holder: Element, *, kind: BlockKind | None = None, mark: str = "") -> None:
        """Write the paragraphs and tables of a part, a box or a cell; as `kind` when it is given."""
        for element in holder:
            if element.tag == "w:p":
                self._write_paragraph(element, kind=kind, mark=mark)
            elif element.tag == "w:tbl":
                self._write_table(element, kind=kind)
            elif element.tag in HOLDERS or element.tag == "mc:AlternateContent":
                self.write_all(element, kind=kind, mark=mark)
                if element.tag == "mc:Choice":
                    return
            elif element.tag in DELETED:
                self.inline.left_out[DELETIONS] += 1
            elif element.tag == "w:altChunk":
                self.inline.left_out["parts brought in from other files"] += 1

    def _write_paragraph(self, paragraph: Element, *, kind: BlockKind | None, mark: str) -> None:
        look = self.styles.look(paragraph)
        inside = self.inline.read(paragraph, mark=mark)
        text = self._running_on + inside.text
        self._running_on = text if is_mark_deleted(paragraph) else ""
        if not self._running_on and text.strip():
            label, own_kind, level = self._labelled(look, text)
            if own_kind is BlockKind.LIST_ITEM and look.list_id != self._list_id:
                self.composer.part()
            self._list_id = look.list_id
            self.composer.add(label + text.strip(), kind or own_kind, level=level)
        for box in inside.boxes:
            self._write_box(box, kind=kind)

    def _labelled(self, look: Look, text: str) -> tuple[str, BlockKind, int]:
        """Return what Word sets before a paragraph, what the paragraph is, and its level."""
        label = self.numbers.label(look.list_id, look.list_level, look.list_style) if look.list_id else None
        before = label.text if label else ""
        if look.is_contents:
            return before, BlockKind.METADATA, 0
        if look.heading is not None:
            return before, BlockKind.HEADING, look.heading
        if label is not None and not label.is_section:
            return before, BlockKind.LIST_ITEM, label.level
        return before, BlockKind.LIST_ITEM if LIST_MARK.match(text) else BlockKind.PARAGRAPH, 0

    def _write_table(self, table: Element, *, kind: BlockKind | None) -> None:
        self.inline.left_out[DELETIONS] += deleted_rows(table)
        self.composer.part()
        for row in table_rows(table):
            filled = [cell for cell in row if cell.element is not None]
            is_frame = _columns(row) == 1 or (len(filled) == 1 and _holds_table(filled[0]))
            if kind is not None or is_frame:
                for cell in filled:
                    self.write_all(_element(cell), kind=kind)
            else:
                self.composer.add_row(self._row_texts(row))
        self.composer.part()

    def _row_texts(self, row: list[Cell]) -> list[str]:
        texts: list[str] = []
        for cell in row:
            texts.append("" if cell.element is None else self._cell_text(cell.element))
            texts += [""] * (cell.width - 1)
        return texts

    def _cell_text(self, cell: Element) -> str:
        """Return what a cell says, each paragraph on a line, the cells of a table inside it side by side."""
        outer, self.composer = self.composer, Composer()
        self.write_all(cell)
        inner, self.composer = self.composer, outer
        return "\n".join(inner.text[slice(*block.span)].strip() for block in inner.blocks)

    def _write_box(self, box: Element, *, kind: BlockKind | None) -> None:
        if box.tag == "w:txbxContent":
            self.write_all(box, kind=kind)
        elif box.tag == "c:chart":
            chart = self._linked(box.get("r:id"))
            self.composer.part()
            for cells in chart_rows(chart) if chart is not None else []:
                self.composer.add_row(cells)
        elif box.tag == "dgm:relIds":
            diagram = self._linked(box.get("r:dm"))
            for words in diagram_lines(diagram) if diagram is not None else []:
                self.composer.add(words, kind or BlockKind.PARAGRAPH)
        else:
            self.composer.add(caption_of(box), kind or BlockKind.PARAGRAPH)

    def _linked(self, link_id: str | None) -> Element | None:
        link = self.links.get(link_id or "")
        return self.package.optional(link.target) if link is not None else None

    def write_notes(self) -> None:
        """Write the notes that the text refers to, in its order; notes may refer to further notes."""
        notes = {
            (kind, note.get("w:id", "")): note
            for kind in ("footnote", "endnote")
            for note in self.package.optional(_target(self.links, f"{kind}s")) or ()
            if note.get("w:type") in ORDINARY_NOTES
        }
        done = 0
        while done < len(self.inline.notes):
            kind, note_id, mark = self.inline.notes[done]
            note = notes.pop((kind, note_id), None)
            if note is not None:
                self.write_all(note, mark=mark)
            done += 1

    def write_furniture(self) -> None:
        """Write the page headers and footers, each wording once."""
        said: set[str] = set()
        for link in self.links.values():
            part = self.package.optional(link.target) if link.kind in ("header", "footer") else None
            if part is None:
                continue
            body, self.composer = self.composer, Composer()
            own_links, self.links = self.links, self.package.links(link.target)
            self.write_all(part)
            lines, self.composer, self.links = self.composer, body, own_links
            for block in lines.blocks:
                line = lines.text[slice(*block.span)].strip()
                if line not in said:
                    self.composer.add(line, BlockKind.FURNITURE)
                said.add(line)

    def warnings(self) -> list[ReadingWarning]:
        """Return what was left out of the text, and which parts of the file are damaged."""
        counted = {what: n for what, n in self.inline.left_out.items() if n and what != PICTURES}
        reasons = [f"{what} left out: {n}" for what, n in counted.items()]
        reasons += [f"a part of the file is damaged and was left out: {name}" for name in self.package.damaged]
        return [ReadingWarning(page=None, reason=reason) for reason in reasons]


def _columns(row: list[Cell]) -> int:
    return sum(cell.width for cell in row)


def _holds_table(cell: Cell) -> bool:
    return cell.element is not None and next(cell.element.iter("w:tbl"), None) is not None


def _element(cell: Cell) -> Element:
    if cell.element is None:
        raise ValueError(cell)
    return cell.element
