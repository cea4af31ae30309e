"""Say how a coded extract was made, so that it can be read rightly and made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.citation import date_in_words
from ui.documents.quoting import writable
from ui.documents.searched import engine_lines
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.marks.decide import Decision
    from ui.documents.extract_records import ExtractRow
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
    rows: Sequence[ExtractRow],
    decisions: Sequence[Decision],
    told: Searching,
    *,
    chosen: Sequence[str],
    date: str | None,
) -> tuple[str, ...]:
    """Return the methods of an extract, a line each, the first a title.

    Args:
        rows: The extract's.
        decisions: Those on its passages.
        told: What was searched.
        chosen: Which passages it holds, a line each, at least one.
        date: The day that was given, None for none.
    """
    coders = sorted({it.coder for it in decisions})
    papers = len({row.paper_id for row in rows})
    return (
        METHODS_TITLE,
        writable(f"{counted(len(rows), 'passage')} of {counted(papers, 'paper')}. {on_one_line(chosen[0])}"),
        *(writable(on_one_line(line)) for line in chosen[1:]),
        "Boilerplate and metadata are left out unless they are asked for.",
        f"Date given: {date_in_words(date) if date else 'none'}.",
        *engine_lines(told),
        *TOLD.strip().replace("\n ", " ").split("\n"),
        f"Coders: {', '.join(coders) if coders else 'none yet'}; {counted(len(decisions), 'decision')}.",
        *(
            f"Paper {paper.id}: {writable(paper.file)}, sha256 {paper.sha256}, licence {writable(paper.licence)}"
            for paper in told.papers
        ),
    )
