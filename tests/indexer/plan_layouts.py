"""One plan of our invention, laid out as different councils would lay it out, in every format that is read."""

from __future__ import annotations

import io
from dataclasses import dataclass

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=8, leading=9.6)
LARGE = ParagraphStyle("large", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceAfter=6)
MARGIN = 36


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A council's way: its columns, in order, with their widths in points, and its words for progress.

    A row is a list of cells, blank where a merged cell goes on. `parts` are the pages, each with the rows that stand
    on it; the head is repeated on every page.
    """

    title: str
    head: list[str]
    widths: list[int]
    parts: list[list[list[str]]]


#: Outcomes merged over rows; BRAG in words; the status before the date; the success criteria last; no category.
MERGED = Layout(
    title="Priority 1 – A stable workforce",
    head=["What we want to achieve", "No.", "What we will do", "Owner", "BRAG", "By when", "How will we know?"],
    widths=[120, 42, 160, 110, 60, 80, 160],
    parts=[
        [
            ["1.1 Children know their social worker.", "1.1.1", "Offer each social worker reflective supervision.",
             "Head of Early Help", "Green", "May 2031", "Nine in ten supervisions are held on time."],
            ["", "1.1.2", "Interview everyone who leaves the service.", "Head of Service", "Blue", "June 2031",
             "Reasons for leaving are known."],
            ["", "", "", "", "Amber", "July 2031", ""],
        ],
        [
            ["", "", "", "", "Red", "March 2032", ""],
            ["1.2 Children live near home.", "1.2.1", "Recruit foster carers in every town.", "Director of Homes",
             "Amber", "August 2031", "Twelve more carers are approved."],
            ["", "1.2.2", "Agree terms with neighbouring councils.", "Commissioning Manager", "Green", "September 2031",
             "One contract serves the region."],
        ],
    ],
)  # fmt: skip

#: The action first; due before lead; statuses as sentences; a column that we do not know; milestones with outputs.
TASKS = Layout(
    title="Theme 2: Practice that helps",
    head=["Ref", "Task", "Due date", "Lead officer", "Output", "Current status", "Budget line"],
    widths=[42, 170, 80, 120, 160, 110, 60],
    parts=[
        [
            ["2a", "Write practice standards with young people.", "April 2031", "Principal Social Worker",
             "Standards are published.", "Complete", "K7"],
            ["2b", "Audit twelve case files each month.", "May 2031", "Quality Manager", "A first report.",
             "On track", ""],
            ["", "", "November 2031", "", "A report on what changed.", "Not started", ""],
        ],
        [
            ["2c", "Train all managers in supervision.", "October 2031", "Head of Learning",
             "Forty managers are trained.", "Minor delay", "K9"],
        ],
    ],
)  # fmt: skip

LAYOUTS = {"merged": MERGED, "tasks": TASKS}


def as_text(layout: Layout) -> bytes:
    pages = ("\n".join("\t".join(row) for row in [layout.head, *part]) for part in layout.parts)
    return f"{layout.title}\n\n{chr(10).join(pages)}\n".encode()


def as_markdown(layout: Layout) -> bytes:
    rows = [layout.head, ["---"] * len(layout.head), *(row for part in layout.parts for row in part)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# Our plan\n\n## {layout.title}\n\n{table}\n".encode()


def as_ruled_pdf(layout: Layout) -> bytes:
    return _pdf(layout, [("GRID", (0, 0), (-1, -1), 0.5, colors.black)], merged=True)


def as_unruled_pdf(layout: Layout) -> bytes:
    return _pdf(layout, [], merged=False)


def _pdf(layout: Layout, style: list[tuple[object, ...]], *, merged: bool) -> bytes:
    story: list[object] = [Paragraph(layout.title, LARGE)]
    for number, part in enumerate(layout.parts):
        cells = [[Paragraph(cell, PLAIN) if cell else "" for cell in row] for row in [layout.head, *part]]
        spans = _merges(part) if merged else []
        table = Table(cells, colWidths=layout.widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *style, *spans])
        story += [PageBreak(), table] if number else [table]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A4), leftMargin=MARGIN, rightMargin=MARGIN).build(story)
    return file.getvalue()


def _merges(part: list[list[str]]) -> list[tuple[object, ...]]:
    """Return the table style that merges the first column's blank cells with the one above, below the head."""
    merges: list[tuple[object, ...]] = []
    first = 1
    for place, row in enumerate(part, start=1):
        if row[0]:
            first = place
        elif place == len(part) or part[place][0]:
            merges.append(("SPAN", (0, first), (0, place)))
    return merges


def as_docx(layout: Layout) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    document.add_heading(layout.title, level=1)
    rows = [layout.head, *(row for part in layout.parts for row in part)]
    table = document.add_table(rows=len(rows), cols=len(layout.head))
    table.style = "Table Grid"
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not cell and column == 0 and place > 1:
                table.cell(place - 1, column).merge(table.cell(place, column))
            else:
                table.cell(place, column).text = cell
                for paragraph in table.cell(place, column).paragraphs:
                    paragraph.paragraph_format.space_after = Pt(0)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


FORMATS = {
    "plan.txt": as_text,
    "plan.md": as_markdown,
    "ruled.pdf": as_ruled_pdf,
    "unruled.pdf": as_unruled_pdf,
    "plan.docx": as_docx,
}
