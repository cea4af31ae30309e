"""Say how a coded extract was made, so that it can be read rightly and made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.citation import date_in_words
from ui.documents.quoting import writable
from ui.documents.searched import engine_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.marks.decide import Decision
    from ui.documents.extract import ExtractRow
    from ui.documents.searched import Searching

METHODS_TITLE = "Methods of this coded extract"


TOLD = """
One row is one passage: a numbered paragraph, a list item, or a row of a table, cut between sentences where it is long.
themes_suggested: themes whose words in the passage reach the theme's threshold (see the codebook). score is in [0, 1],
 in the same order. No person and no generating model made them.
themes_final: suggested themes that nobody rejected, and those that a coder added. Of several decisions on one theme the
 latest holds; of two at the same time the rejection.
text_raw is exact: the paper's text from start to end, in characters from 0 (readacross text PAPER prints it).
 text_clean is the same on one line, with look-alike letters, ligatures and typographic marks made plain.
E-mail addresses and telephone numbers are hidden, people's names where the setting says so; the column hidden says
 where.
In CSV, a cell that a spreadsheet could take for a formula has an apostrophe before it, and so has one that begins with
 an apostrophe: take off the first apostrophe of a cell, and it is exact.
figures, status, milestone_due and target_value are as printed in the paper, or read from it by rules.
line_start and line_end count the lines of the paper's text, from 1. meeting_date is the paper's date.
"""


def methods(
    rows: Sequence[ExtractRow], decisions: Sequence[Decision], told: Searching, *, theme: str | None, date: str | None
) -> tuple[str, ...]:
    """Return the methods of an extract, a line each, the first a title.

    Args:
        rows: The extract's.
        decisions: Those on its passages.
        told: What was searched.
        theme: The id of the theme that its passages are limited to, None for none.
        date: The day that was given, None for none.
    """
    coders = sorted({it.coder for it in decisions})
    papers = len({row.paper_id for row in rows})
    limited = f"Only passages for which the theme {theme} stands." if theme else "Every passage within the limits."
    return (
        METHODS_TITLE,
        f"{len(rows):,} passages of {papers:,} papers. {limited}",
        "Boilerplate and metadata are left out unless they are asked for.",
        f"Date given: {date_in_words(date) if date else 'none'}.",
        *engine_lines(told),
        *TOLD.strip().replace("\n ", " ").split("\n"),
        f"Coders: {', '.join(coders) if coders else 'none yet'}; {len(decisions):,} decisions.",
        *(
            f"Paper {paper.id}: {writable(paper.file)}, sha256 {paper.sha256}, licence {writable(paper.licence)}"
            for paper in told.papers
        ),
    )
