"""Write what stands under a briefing's evidence: silences, contacts, what was searched and how, on what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.types import PaperKind
from search.answers import Searched
from search.batch import in_words
from search.citation import date_in_words
from ui.documents.quoting import writable
from ui.documents.records import Bullets, Heading, Look, Paragraph, Run, plain
from ui.documents.searched import engine_lines, licence_blocks, papers_in_brief

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import Paper
    from search.compare import Comparison, CouncilColumn
    from ui.documents.quoting import Mask
    from ui.documents.records import Block
    from ui.documents.searched import Searching

ROLES_NAMED = 3
MOST_SILENT = 4  # councils whose silence is told with each paper; of more, their names and how much was searched
SILENCE_TOLD = "Not found in the papers searched is not a finding about the council: it may stand in other papers."


def silent_of(comparison: Comparison) -> list[CouncilColumn]:
    """Return the councils in whose papers nothing was found."""
    return [column for column in comparison.columns if column.silence is not None]


def silences(comparison: Comparison) -> list[Block]:
    """Return the section on the councils that are silent, and on those that only name the theme in passing."""
    silent = silent_of(comparison)
    passing = [column for column in comparison.columns if any(item.is_in_passing for item in column.evidence)]
    if not silent and not passing:
        text = "None: each council's papers speak of the theme."
        return [Heading(level=2, text="Silences"), Paragraph(para=plain(text))]
    if len(silent) > MOST_SILENT:
        each = ", ".join(f"{column.council} ({_within(column)})" for column in silent)
        items = [f"Not found in the papers searched of {len(silent)} councils: {each}."]
    else:
        items = [f"{column.council}: not found in the papers searched ({_searched(column)})." for column in silent]
    if passing:
        items.append(f"The theme is only named in passing: {', '.join(column.council for column in passing)}.")
    return [
        Heading(level=2, text="Silences"),
        Bullets(items=tuple(plain(writable(item)) for item in items)),
        Paragraph(para=plain(SILENCE_TOLD), look=Look.NOTE),
    ]


def _within(column: CouncilColumn) -> str:
    silence = column.silence
    passages, unreadable = (silence.passages_searched, silence.unreadable_pages) if silence else (column.passages, 0)
    return in_words(Searched(len(column.papers), passages, unreadable))


def _searched(column: CouncilColumn) -> str:
    papers = "; ".join(_dated(paper) for paper in column.papers)
    return f"{_within(column)}: {papers}" if papers else _within(column)


def _dated(paper: Paper) -> str:
    kind = "paper" if paper.kind is PaperKind.OTHER else str(paper.kind)
    return f"{kind} of {date_in_words(paper.date)}" if paper.date else f"{kind}, undated"


def contacts(leads: Mapping[str, Sequence[str]], mask: Mask) -> list[Block]:
    """Return the roles that lead on actions, by council; what else could name a person is hidden by `mask`."""
    items = []
    for council, own in leads.items():
        roles = list(dict.fromkeys(mask(" ".join(lead.split())).text for lead in own if lead))[:ROLES_NAMED]
        if roles:
            items.append(plain(writable(f"{council}: {'; '.join(roles)}")))
    return [Heading(level=2, text="Who to contact, by role"), Bullets(items=tuple(items))] if items else []


def how_made(comparison: Comparison, told: Searching, *, per_council: int, date: str | None) -> list[Block]:
    """Return the small print: papers searched and not searched, how the extracts were found, the licence."""
    theme = comparison.theme
    asked = f"the words “{theme.title}”" if theme.is_free_text else f"the theme {theme.id}"
    lines = [
        f"Asked for: {asked}; the same question and the same cut-off for every council. "
        "A passage is marked with the theme when its words reach the theme's threshold "
        f"({theme.threshold:.2f} of 1); marks and nearness in meaning put the passages in order. "
        f"Of each council at most {per_council} {'are' if per_council > 1 else 'is'} quoted, "
        f"the surest of each kind of claim. Date given: {date_in_words(date) if date else 'none'}.",
        " ".join(engine_lines(told)),
    ]
    licence = [
        Paragraph(para=block.para, look=Look.NOTE) if isinstance(block, Paragraph) else block
        for block in licence_blocks(told)
    ]
    return [
        *papers_in_brief(told),
        Heading(level=2, text="How the extracts were found"),
        *(Paragraph(para=plain(writable(line)), look=Look.NOTE) for line in lines),
        *licence,
    ]


def named(name: str, text: str) -> Paragraph:
    """Return a paragraph that opens with what it is."""
    return Paragraph(para=(Run(text=f"{name}: ", is_strong=True), Run(text=writable(text))))
