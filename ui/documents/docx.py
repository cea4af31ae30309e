"""Write a document as DOCX: Word's own styles and headings, tables whose head is repeated, language en-GB.

python-docx was chosen over docxtpl, which fills templates and would put the document's structure into a binary file.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, assert_never

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ui.documents import typography as look
from ui.documents.packing import MAKER, moment, repacked
from ui.documents.records import Blank, Bullets, Heading, Look, Paragraph, Table

if TYPE_CHECKING:
    from ui.documents.records import Block, Cell, Para, TakeAway

LANGUAGE = "en-GB"
LOOKS = {Look.PLAIN: "Normal", Look.LEAD: "Lead", Look.NOTE: "Note", Look.QUOTE: "Quote"}
DARK, GREY, SHADE, RULE = "0B0C0C", "383F43", "F3F2F1", "505A5F"


def docx_bytes(document: TakeAway) -> bytes:
    """Return the document as a DOCX file; the same document gives the same bytes."""
    word = Document()
    _set_up(word, document)
    for block in document.blocks:
        _write(word, block, document)
    made = io.BytesIO()
    word.save(made)
    return repacked(made.getvalue())


def _set_up(word: Any, document: TakeAway) -> None:
    known = word.core_properties
    known.title, known.subject, known.language = document.title, document.subject, LANGUAGE
    known.author = known.last_modified_by = MAKER
    known.comments, known.keywords, known.revision = "", "", 1
    known.created = known.modified = moment(document.date)
    section = word.sections[0]
    width, height = look.PAGE_CM[::-1] if document.is_landscape else look.PAGE_CM
    section.orientation = WD_ORIENT.LANDSCAPE if document.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = Cm(look.MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(look.MARGIN_CM)
    section.header_distance = section.footer_distance = Cm(look.FOOTER_CM)
    _drop_preview(word)
    _set_styles(word, table_pt=look.WIDE_TABLE_PT if document.is_landscape else look.TABLE_PT)
    _number_pages(section.footer.paragraphs[0], document.title)


def _drop_preview(word: Any) -> None:
    """Take out the picture of python-docx's own template, which file managers would show for the document."""
    links = word.part.package.rels
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[name]


def _set_styles(word: Any, *, table_pt: float) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(look.BODY_PT)
    _space(normal, 0, look.SPACE_PT)
    normal.paragraph_format.line_spacing = look.LINE_SPACING
    normal.paragraph_format.widow_control = True
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in word.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
    for level, size in look.HEADING_PT.items():
        style = word.styles[f"Heading {level}"]
        style.font.size, style.font.name, style.font.bold = Pt(size), "Arial", True
        style.font.color.rgb = RGBColor.from_string(DARK)
        _name_fonts(style)
        _space(style, *look.HEADING_SPACE_PT[level])
        style.paragraph_format.keep_with_next = True
    lead = word.styles.add_style("Lead", 1)
    lead.base_style, lead.font.bold = normal, True
    note = word.styles.add_style("Note", 1)
    note.base_style, note.font.size = normal, Pt(look.NOTE_PT)
    note.font.color.rgb = RGBColor.from_string(GREY)
    in_table = word.styles.add_style("Table text", 1)
    in_table.base_style, in_table.font.size = normal, Pt(table_pt)
    _space(in_table, 0, look.CELL_SPACE_PT)
    _set_own_looks(word)


def _set_own_looks(word: Any) -> None:
    quote = word.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor.from_string(DARK)
    quote.paragraph_format.left_indent = Cm(look.QUOTE_INDENT_CM)
    _space(quote, 0, look.TIGHT_PT)
    quote.paragraph_format.keep_with_next = True
    _rule(quote.element, "left", width_eighths=18, space_pt=6)
    caption = word.styles["Caption"]
    caption.font.size, caption.font.bold = Pt(look.BODY_PT), True
    caption.font.color.rgb = RGBColor.from_string(DARK)
    caption.paragraph_format.keep_with_next = True
    _space(caption, look.TIGHT_PT, look.TIGHT_PT)
    _space(word.styles["List Bullet"], 0, look.TIGHT_PT)


def _space(style: Any, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _name_fonts(style: Any) -> None:
    """Take the theme's fonts out, which Word would prefer to the one named."""
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _number_pages(footer: Any, title: str) -> None:
    footer.style.font.size = Pt(look.FOOTER_PT)
    footer.style.font.color.rgb = RGBColor.from_string(GREY)
    footer.add_run(f"{title} · page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    """Add what Word counts itself; python-docx has no page numbers of its own."""
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = text
        paragraph.add_run()._r.append(made)


def _write(word: Any, block: Block, document: TakeAway) -> None:
    match block:
        case Heading(level=level, text=text):
            word.add_heading(text, level)
        case Paragraph(para=para, look=look):
            _fill(word.add_paragraph(style=LOOKS[look]), para)
        case Bullets(items=items):
            for item in items:
                _fill(word.add_paragraph(style="List Bullet"), item)
        case Table():
            _write_table(word, block, document)
        case Blank(label=label, lines=lines):
            word.add_paragraph(f"{label}:", style="Note").paragraph_format.keep_with_next = True
            for _ in range(lines):
                _add_blank_line(word)
        case _:
            assert_never(block)


def _fill(paragraph: Any, para: Para) -> None:
    for run in para:
        # A line break in a run's text becomes one in Word.
        paragraph.add_run(run.words).bold = True if run.is_strong else None


def _write_table(word: Any, block: Table, document: TakeAway) -> None:
    word.add_paragraph(block.caption, style="Caption")
    table = word.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(table, block.caption)
    _indent(table)
    room = look.PAGE_CM[1 if document.is_landscape else 0] - 2 * look.MARGIN_CM
    widths = [Cm(room * share / sum(block.widths)) for share in block.widths]
    for place, name in enumerate(block.head):
        head = table.rows[0].cells[place]
        _fill_cell(head, ((),), is_head=True)
        head.paragraphs[0].add_run(name).bold = True
        _shade(head)
    _mark(table.rows[0], "w:tblHeader")
    for row in block.rows:
        cells = table.add_row()
        if not document.is_landscape:  # whose rows are long: kept whole they would leave half of the pages blank
            _mark(cells, "w:cantSplit")
        for place, own in enumerate(row):
            _fill_cell(cells.cells[place], own)
    for place, width in enumerate(widths):
        table.columns[place].width = width
        for own in table.columns[place].cells:
            own.width = width
    gap = word.add_paragraph(style="Note").paragraph_format  # Word joins tables that nothing parts
    gap.space_after, gap.line_spacing = Pt(0), Pt(look.AFTER_TABLE_PT)


def _fill_cell(word_cell: Any, own: Cell, *, is_head: bool = False) -> None:
    for number, para in enumerate(own or ((),)):
        paragraph = word_cell.paragraphs[0] if number == 0 else word_cell.add_paragraph()
        paragraph.style = "Table text"
        paragraph.paragraph_format.keep_with_next = True if is_head else None
        _fill(paragraph, para)


def _describe(table: Any, text: str) -> None:
    """Say which row and column head the table, and give it the words that screen readers announce."""
    properties = table._tbl.tblPr  # python-docx has no descriptions of tables
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.attrib.clear()
        look.set(qn("w:val"), "00A0")  # first row and first column are heads
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:firstColumn"), "1")
    for name in ("w:tblCaption", "w:tblDescription"):
        made = OxmlElement(name)
        made.set(qn("w:val"), text)
        properties.append(made)


def _indent(table: Any) -> None:
    """Set the table's border, which Word puts a cell's margin further out, under the beginning of the text."""
    made = OxmlElement("w:tblInd")
    made.set(qn("w:w"), str(round(look.CELL_SIDES_CM / 2 * look.PT_PER_CM * 20)))
    made.set(qn("w:type"), "dxa")
    table._tbl.tblPr.insert_element_before(made, "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # nor marks of rows


def _shade(word_cell: Any) -> None:
    made = OxmlElement("w:shd")
    made.set(qn("w:val"), "clear")
    made.set(qn("w:color"), "auto")
    made.set(qn("w:fill"), SHADE)
    word_cell._tc.get_or_add_tcPr().append(made)  # nor shades of cells


def _add_blank_line(word: Any) -> None:
    paragraph = word.add_paragraph(" ")
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), Pt(look.BLANK_LINE_PT)
    _rule(paragraph._p, "bottom", "between", width_eighths=4, space_pt=1)


def _rule(element: Any, *sides: str, width_eighths: int, space_pt: int) -> None:
    """Draw lines along sides of a paragraph, or of all of a style; python-docx has no borders of paragraphs."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        made = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", width_eighths), ("space", space_pt), ("color", RULE)):
            made.set(qn(f"w:{name}"), str(value))
        borders.append(made)
    properties = element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
