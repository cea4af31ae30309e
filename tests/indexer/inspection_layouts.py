"""Inspection reports of our own making, one for each layout that inspectorates have used, drawn as PDFs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=12, leading=14.5, spaceAfter=10)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=18, bulletIndent=0)
NOTE = ParagraphStyle("note", parent=BODY, fontSize=8, leading=10)
TITLE = ParagraphStyle("title", parent=BODY, fontName="Helvetica-Bold", fontSize=24, leading=28, spaceAfter=14)
HEADING = ParagraphStyle("heading", parent=BODY, fontName="Helvetica-Bold", fontSize=16, leading=20)
CHAPTER = ParagraphStyle("chapter", parent=BODY, fontName="Helvetica-Bold", fontSize=20, leading=24)
SMALL = ParagraphStyle("small", parent=BODY, fontName="Helvetica-Bold", fontSize=13.5, leading=17)
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
CLOSING = (
    "Ofsted made this report for a test. It says nothing of a real place, of any child who lives there, or of the"
    " people who work for its council."
)

HELP = "The experiences and progress of children who need help and protection"
CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
LEADERS = "The impact of leaders on practice with children and families"


def pdf(*parts: Flowable, foot: str = "Report on a made-up inspection") -> bytes:
    """Return the parts as a PDF; each page has a running foot with its number."""

    def furnish(canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 40, foot)
        canvas.drawRightString(A4[0] - 72, 40, str(canvas.getPageNumber()))

    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=A4, leftMargin=72, rightMargin=72, title="ENTER LA NAME")
    document.build(list(parts), onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue()


def text(words: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(words, style)


def items(*words: str) -> list[Paragraph]:
    return [Paragraph(each, ITEM, bulletText="•") for each in words]


def numbered(first: int, *words: str) -> list[Paragraph]:
    return [Paragraph(each, ITEM, bulletText=f"{number}.") for number, each in enumerate(words, start=first)]


def grid(*rows: Sequence[str], widths: tuple[int, int] = (300, 150)) -> Table:
    return Table([[Paragraph(cell, BODY) for cell in row] for row in rows], colWidths=widths, style=GRID)


def ilacs(dates: str, *grades: tuple[str, str]) -> bytes:
    """Return a report with a box of grades: since 2018 in two lengths, since 2026 without an overall grade."""
    return pdf(
        text("Inspection of Halton local authority children’s services", TITLE),
        text(f"Inspection dates: {dates}"),
        text("Lead inspector: A. N. Other, His Majesty’s Inspector"),
        grid(("Judgement", "Grade"), *grades),
        Spacer(0, 12),
        text("Children are seen when they should be, and most of what is written about them says so."),
        PageBreak(),
        text("What needs to improve?", HEADING),
        *items("How soon plans are written.", "What carers are told before a child comes to live with them."),
        text(f"{HELP}: good", HEADING),
        *numbered(
            1, "Visits happen on the day that was promised.", "Managers read what was written and say what they think."
        ),
        text(CLOSING),
    )


def single_framework() -> bytes:
    """Return a report of before 2018: headings that judge, a numbered list of areas, chapters headed by a row."""
    return pdf(
        text("Sefton Council", TITLE),
        text("Inspection of services for children in need of help and protection", HEADING),
        text("Inspection date: 11 January 2016 – 4 February 2016", HEADING),
        text("Report published: 30 March 2016", HEADING),
        text("Children’s services in Sefton require improvement to be good", HEADING),
        grid(
            ("1. Children who need help and protection", "Requires improvement"),
            ("2. Children looked after and achieving permanence", "Good"),
            ("2.1 Adoption performance", "Outstanding"),
            ("2.2 Experiences and progress of care leavers", "Good"),
            ("3. Leadership, management and governance", "Inadequate"),
        ),
        Spacer(0, 360),
        text("1 Ofsted was asked to look at both, and so this is one report about two things.", NOTE),
        PageBreak(),
        text("The local authority", CHAPTER),
        text("Recommendations", HEADING),
        *numbered(1, "Write plans sooner.", "Tell carers more.", "Ask children what they think.", "Answer them."),
        text("Summary for young people", HEADING),
        text("People listen to you, but it takes them a long time to do what they said that they would do."),
        PageBreak(),
        grid(("Key judgement", "Judgement grade"), (HELP, "Requires improvement")),
        Spacer(0, 12),
        text("Summary", SMALL),
        text("Help comes, but late, and it is not always the help that the family had been promised at the start."),
        text("Inspection findings", SMALL),
        *numbered(5, "Plans say what will be done but seldom say by whom.", "Visits are kept."),
        text("The Local Safeguarding Children Board (LSCB)", CHAPTER),
        text("The Local Safeguarding Children Board is inadequate", HEADING),
        text("Summary of the board", HEADING),
        *numbered(7, "The board does not know what its partners do."),
        text(CLOSING),
    )


def joint_letter() -> bytes:
    """Return a letter of several inspectorates: no grades, its days in a sentence."""
    return pdf(
        text("31 May 2024"),
        text("To the director of children’s services, Leeds City Council"),
        text("Dear partnership"),
        text("Joint targeted area inspection of Leeds", TITLE),
        text("This letter says what inspectors of Ofsted and two other bodies found when they looked at how all work."),
        text("This inspection took place from 29 April to 3 May 2024. It was made by nine inspectors."),
        text("What needs to improve?", HEADING),
        *items("How soon the police tell others what they know.", "Waiting for help with mental health."),
        text("Strengths", HEADING),
        *items("Everyone knows whom to ring."),
        text(CLOSING),
    )


def area_send() -> bytes:
    """Return a report on special educational needs: no grades, actions in a table and improvements in a box."""
    return pdf(
        text("Area SEND inspection of Suffolk Local Area Partnership", TITLE),
        text("Inspection dates: 6 to 10 November 2023"),
        text("Ofsted and another body asked families and schools how it is to live with special needs in this place."),
        text("Areas for priority action", HEADING),
        grid(
            ("Responsible body", "Areas for priority action"),
            ("Suffolk County Council", "Leaders should write plans within the time that the law gives them."),
            widths=(150, 300),
        ),
        Spacer(0, 12),
        text("Areas for improvement", HEADING),
        text("Leaders should ask families what helps them, and say what came of it within the year."),
        text("Local area partnership details", HEADING),
        text(CLOSING),
    )


def looked_after_children() -> bytes:
    """Return a report of 2013: a record of findings at its end, improvements by the time that they may take."""
    return pdf(
        text("Inspection of looked after children services", TITLE),
        text("Kent County Council", HEADING),
        grid(("Inspection dates:", "3 – 7 June 2013"), ("Published:", "12 July 2013")),
        Spacer(0, 12),
        text("Reporting inspector A. N. Other HMI"),
        PageBreak(),
        text("Overall effectiveness", HEADING),
        text("Grade 3 (Adequate)", SMALL),
        *numbered(1, "Most children who are looked after live in homes that Ofsted has called good."),
        text("Areas for improvement", HEADING),
        *numbered(2, "To get better, the council should take the following action."),
        text("Immediately:", SMALL),
        *items("visit all children who live far away."),
        text("Within three months:", SMALL),
        *items("write a plan for each care leaver."),
        PageBreak(),
        text("Record of main findings", HEADING),
        grid(("Overall effectiveness", "Adequate"), ("Capacity to improve", "Good")),
        Spacer(0, 12),
        text(CLOSING),
    )
