"""Two versions of a plan of our invention, half a year apart, and two of a report, for tests of what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.build import Corrections
from tests.indexer.plan_layouts import MERGED, as_text
from ui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.types import DocumentId
    from models.encoder import Encoder

    Names = dict[str, DocumentId]

#: What became of `MERGED`: the first action reworded, slipped and handed on; of the second, one milestone done and one
#: brought forward; the third renumbered, and more is aimed at; the fourth dropped; a fifth added.
LATER = replace(
    MERGED,
    parts=[
        [
            ["1.1 Children know their social worker.", "1.1.1",
             "Offer each social worker reflective supervision every month.", "Principal Social Worker", "Amber",
             "July 2031", "Nine in ten supervisions are held on time."],
            ["", "1.1.2", "Interview everyone who leaves the service.", "Head of Service", "Blue", "June 2031",
             "Reasons for leaving are known."],
            ["", "", "", "", "Blue", "July 2031", ""],
        ],
        [
            ["", "", "", "", "Amber", "January 2032", ""],
            ["1.2 Children live near home.", "1.2.3", "Recruit foster carers in every town.", "Director of Homes",
             "Green", "June 2031", "Fifteen more carers are approved."],
            ["1.3 Young adults are ready.", "1.3.1", "Open a drop-in for care leavers.", "Head of Homes", "Green",
             "December 2031", "The drop-in is open."],
        ],
    ],
)  # fmt: skip

REPORT = """# Progress of our plan

## 1 Staff

1.1 The service has 48 social workers, and six posts are vacant. Nobody has left since the summer.

1.2 Supervision is held on time for most of the staff who work with families.

## 2 Homes

2.1 Twelve foster carers were approved in the last half year, and four more are being assessed.

2.2 The council will open a home for three children beside the old fire station in Northgate.
"""
LATER_REPORT = """# Progress of our plan

## 1 Staff

1.1 The service has 52 social workers, and four posts are vacant. Nobody has left since the summer.

## 2 Homes

2.1 Twelve foster carers were approved in the last half year, and four more are being assessed.

2.2 Supervision is held on time for most of the staff who work with families.

2.3 A new team answers calls at night and at weekends, so that families need not wait for Monday.
"""


def library_of(folder: Path, encoder: Encoder, papers: dict[str, tuple[bytes, str, str]]) -> tuple[Services, Names]:
    """Return a library of papers, each given as bytes, council and date by its file's name; and their ids by name."""
    services = Services(folder / "library", encoder=encoder)
    ids = {}
    for name, (data, council, date) in papers.items():
        (folder / name).write_bytes(data)
        ids[name] = services.add(folder / name, Corrections(council=council, date=date)).paper.id
    return services, ids


def two_versions() -> dict[str, tuple[bytes, str, str]]:
    """Return the versions of the plan and the report, and a paper of another council."""
    return {
        "plan-1.txt": (as_text(MERGED), "Sefton", "2031-01"),
        "plan-2.txt": (as_text(LATER), "Sefton", "2031-07"),
        "report-1.md": (REPORT.encode(), "Sefton", "2031-01"),
        "report-2.md": (LATER_REPORT.encode(), "Sefton", "2031-07"),
        "other.md": (REPORT.replace("48", "49").encode(), "Halton", "2031-01"),
    }
