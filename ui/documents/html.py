"""Write a document as one HTML file that needs nothing else: no scripts, nothing fetched, ready to print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

from ui.documents import typography as look
from ui.documents.records import Blank, Bullets, Heading, Look, Paragraph, Table

if TYPE_CHECKING:
    from ui.documents.records import Block, Cell, Para, TakeAway

STYLE = """
:root { color-scheme: light; }
body {
  max-width: 75rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word;
  font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff;
}
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin-top: 1.75rem; }
h3 { font-size: 1.05rem; }
p, blockquote { max-width: 70ch; }
blockquote { margin: 0.75rem 0 0; padding-left: 0.75rem; border-left: 4px solid #505a5f; }
.lead { font-weight: bold; }
.note { color: #383f43; font-size: 0.9rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
th, td { border: 1px solid #505a5f; padding: 0.4rem 0.5rem; text-align: left; vertical-align: top; }
th p, td p { margin: 0 0 0.35rem; }
thead th { background: #f3f2f1; }
tbody th { font-weight: normal; }
.blank { border-bottom: 1px solid #505a5f; height: 2rem; }
@media screen and (max-width: 48rem) {
  .stacks, .stacks tbody, .stacks tr, .stacks th, .stacks td, .stacks caption { display: block; width: auto; }
  .stacks thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; }
  .stacks tr { margin-bottom: 1rem; }
  .stacks td::before { content: attr(data-head) ": "; font-weight: bold; }
}
@media print {
  @page { size: PAGE; margin: MARGINcm; }
  body { padding: 0; font-size: BODYpt; line-height: 1.2; max-width: none; }
  h1 { font-size: 16pt; margin: 0 0 3pt; }
  h2 { font-size: 12pt; margin: 7pt 0 2pt; }
  h3 { font-size: BODYpt; margin: 4pt 0 1pt; }
  p, ul { margin: 0 0 3pt; }
  p, blockquote { max-width: none; }
  blockquote { margin: 2pt 0 0; border-left-width: 2pt; break-inside: avoid; break-after: avoid; }
  .note { font-size: NOTEpt; }
  table { font-size: TABLEpt; margin-bottom: 6pt; }
  caption { padding: 0 0 2pt; font-size: BODYpt; }
  th, td { padding: 1pt 5pt; }
  th p, td p { margin: 0 0 2pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .blank { height: 18pt; }
  h1, h2, h3, caption { break-after: avoid; }
}
"""


def html_bytes(document: TakeAway) -> bytes:
    """Return the document as an HTML file in UTF-8; the same document gives the same bytes."""
    body = "\n".join(_block(block) for block in document.blocks)
    style = _style(is_landscape=document.is_landscape)
    date = f'<meta name="dcterms.date" content="{escape(document.date)}">\n' if document.date else ""
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{escape(document.subject)}">\n{date}'
        f"<title>{escape(document.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _style(*, is_landscape: bool) -> str:
    """Return the style sheet, with the sizes in print that the DOCX file has."""
    sizes = {
        "PAGE": "A4 landscape" if is_landscape else "A4",
        "MARGIN": look.MARGIN_CM,
        "BODY": look.BODY_PT,
        "NOTE": look.NOTE_PT,
        "TABLE": look.WIDE_TABLE_PT if is_landscape else look.TABLE_PT,
    }
    style = STYLE
    for name, size in sizes.items():
        style = style.replace(name, str(size))
    return style


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(para=para, look=look):
            return _paragraph(para, look)
        case Bullets(items=items):
            return "<ul>" + "".join(f"<li>{_words(item)}</li>" for item in items) + "</ul>"
        case Table():
            return _table(block)
        case Blank(label=label, lines=lines):
            return f'<p class="note">{escape(label)}:</p>' + '<div class="blank"></div>' * lines
        case _:
            assert_never(block)


def _paragraph(para: Para, look: Look) -> str:
    if look is Look.QUOTE:
        return f"<blockquote><p>{_words(para)}</p></blockquote>"
    css_class = "" if look is Look.PLAIN else f' class="{look.value}"'
    return f"<p{css_class}>{_words(para)}</p>"


def _words(para: Para) -> str:
    return "".join(f"<strong>{_escaped(run.words)}</strong>" if run.is_strong else _escaped(run.words) for run in para)


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _table(table: Table) -> str:
    # The roles are those that the elements have anyway: a table that stacks on a narrow screen would lose them.
    head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in table.head)
    whole = sum(table.widths)
    columns = "".join(f'<col style="width: {100 * width / whole:.1f}%">' for width in table.widths)
    rows = "".join(_row(row, table.head) for row in table.rows)
    return (
        f'<table class="stacks" role="table"><caption>{escape(table.caption)}</caption>'
        f"<colgroup>{columns}</colgroup>"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(row: tuple[Cell, ...], head: tuple[str, ...]) -> str:
    first, *others = row
    cells = "".join(
        f'<td role="cell" data-head="{escape(name)}">{_cell(own)}</td>'
        for name, own in zip(head[1:], others, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{_cell(first)}</th>{cells}</tr>\n'


def _cell(own: Cell) -> str:
    return "".join(f"<p>{_words(para)}</p>" for para in own)
