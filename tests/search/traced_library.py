"""An inspection of our invention with the papers that reply to it, for tests of what is traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import PageBreak, Spacer

from indexer.build import Corrections
from tests.indexer.inspection_layouts import CLOSING, HEADING, TITLE, grid, items, pdf, text
from tests.indexer.plan_layouts import MERGED, as_text
from ui.library.knowledge import digests
from ui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.types import Paper
    from models.encoder import Encoder

INSPECTION = "inspection.pdf"
FOSTERING = "The recruitment of foster carers in every part of the borough. (outcome 4, national framework)"
HOUSING = "The choice of flats for care leavers, and what they are told about rent."
ALLEGATIONS = "The response to allegations against professionals."
LONG = " ".join(
    f"Records of the {place} office do not say who decided, or when, or what the family was told about it afterwards."
    for place in ("northern", "southern", "eastern", "western", "harbour", "station", "market", "castle")
)

REPORT = """# How we are doing

## 1 Homes

1.1 Care leavers can now choose between nine flats, and a leaflet tells each of them about rent and bills.

1.2 The cycle path along the canal is open again after the winter, and more people use it than before.
"""
UNDATED = """# Notes on homes

1.1 Each care leaver is told about rent before moving into a flat of their own, with a choice of two.
"""
EARLIER = """# How we were doing

1.1 The choice of flats for care leavers is small, and nobody tells them about rent.
"""


def inspection_of_sefton() -> bytes:
    """Return a report whose last finding is so long that it is cut."""
    return pdf(
        text("Inspection of Sefton local authority children’s services", TITLE),
        text("Inspection dates: 1 to 5 March 2031"),
        text("Lead inspector: A. N. Other, His Majesty’s Inspector"),
        grid(("Judgement", "Grade"), ("Overall effectiveness", "Good")),
        Spacer(0, 12),
        text("Children are seen when they should be, and most of what is written about them says so."),
        PageBreak(),
        text("What needs to improve?", HEADING),
        *items(FOSTERING, HOUSING, ALLEGATIONS, LONG),
        text("The experiences and progress of children in care: good", HEADING),
        text("Children live with people who know them well, and see their brothers and sisters often."),
        text(CLOSING),
    )


def traced_library(folder: Path, encoder: Encoder) -> tuple[Services, dict[str, Paper]]:
    """Return a library of the inspection, later, earlier and undated papers, and another council's; papers by file."""
    services = Services(folder / "library", encoder=encoder)
    files = {
        INSPECTION: (inspection_of_sefton(), Corrections()),
        "plan.txt": (as_text(MERGED), Corrections(council="Sefton", date="2031-05")),
        "report.md": (REPORT.encode(), Corrections(council="Sefton", date="2031-09")),
        "undated.md": (UNDATED.encode(), Corrections(council="Sefton")),
        "earlier.md": (EARLIER.encode(), Corrections(council="Sefton", date="2030-12")),
        "elsewhere.md": (REPORT.replace("nine", "eight").encode(), Corrections(council="Halton", date="2031-09")),
    }
    for name, (data, corrections) in files.items():
        (folder / name).write_bytes(data)
        services.add(folder / name, corrections)
    services.add(next(path for path in digests() if "sefton-annual" in path.name), Corrections())
    return services, {paper.file: paper for paper in services.all_papers()}
