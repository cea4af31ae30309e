"""Blank cells of a PDF's table are kept, and references stay apart from the words beside them."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table

from corpus.pdf.reader import read_pdf
from corpus.types import BlockKind

HEAD = ["Ref", "Action", "Owner", "Output"]
RULED = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]


def rows_of(*rows: list[str], ruled: bool) -> list[str]:
    """Return the rows of a table as they are read, with the blank cells at their ends."""
    file = io.BytesIO()
    table = Table([HEAD, *rows], colWidths=[40, 160, 100, 140], style=RULED if ruled else [], hAlign="LEFT")
    SimpleDocTemplate(file, pagesize=A4).build([table])
    reading = read_pdf(file.getvalue(), file="a.pdf")
    text = reading.text
    found = []
    for block in reading.blocks:
        if block.kind is BlockKind.TABLE_ROW:
            start, end = block.span
            lead = len(text[:start]) - len(text[:start].rstrip("\t"))
            trail = len(text[end:]) - len(text[end:].lstrip("\t"))
            found.append(text[start - lead : end + trail])
    return found


@pytest.mark.parametrize("ruled", [True, False])
def test_blank_cells_are_kept_as_tabs(ruled: bool):
    read = rows_of(
        ["1.1", "Hire a coach", "Head", "A coach"], ["", "", "", "Two coaches"], ["1.2", "Train", "", ""], ruled=ruled
    )

    assert read[0] == "Ref\tAction\tOwner\tOutput"
    assert read[1] == "1.1\tHire a coach\tHead\tA coach"
    assert read[2] == "\t\t\tTwo coaches"
    assert read[3] == "1.2\tTrain\t\t"


def test_a_block_begins_behind_its_blank_cells():
    file = io.BytesIO()
    table = Table([HEAD, ["", "Train", "Head", ""]], colWidths=[40, 160, 100, 140], style=RULED)
    SimpleDocTemplate(file, pagesize=A4).build([table])

    reading = read_pdf(file.getvalue(), file="a.pdf")

    assert [reading.text[slice(*block.span)] for block in reading.blocks] == [
        "Ref\tAction\tOwner\tOutput",
        "Train\tHead",
    ]
    assert [reading.text[slice(*line.span)] for line in reading.lines][-2:] == ["Train", "Head"]


def test_a_reference_in_a_column_of_its_own_is_a_cell_without_rules_too():
    read = rows_of(["1.1.1", "Hire a coach", "Head", "A coach"], ["1.1.2", "Train", "Head", "Skill"], ruled=False)

    assert read[1:] == ["1.1.1\tHire a coach\tHead\tA coach", "1.1.2\tTrain\tHead\tSkill"]
