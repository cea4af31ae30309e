"""Lay a coded extract out as a document to read: paper by paper, each passage quoted with its themes and citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.citation import cite_paper
from ui.documents.quoting import writable
from ui.documents.records import Bullets, Heading, Look, Paragraph, Run, Table, TakeAway, cell, plain

if TYPE_CHECKING:
    from ui.documents.extract import Extract, ExtractRow
    from ui.documents.records import Block, Quoted

FACTS = (
    ("themes", "themes_final"),
    ("suggested", "themes_suggested"),
    ("score", "score"),
    ("coder", "coder"),
    ("coded at", "coded_at"),
    ("action", "action_ref"),
    ("lead", "lead_role"),
    ("status", "status"),
    ("milestone", "milestone_due"),
    ("target", "target_value"),
    ("figures", "figures"),
    ("repairs", "repairs"),
    ("hidden", "hidden"),
)


def extract_document(extract: Extract) -> TakeAway:
    """Return the extract as a document."""
    title = "Coded extract"
    blocks: list[Block] = [Heading(level=1, text=title)]
    pairs = list(zip(extract.rows, extract.quotations, strict=True))
    for paper in extract.papers:
        blocks.append(Heading(level=2, text=writable(cite_paper(paper))))
        for row, quoted in pairs:
            if row.paper_id == paper.id:
                blocks += _passage(row, quoted)
    table = Table(
        caption="Codebook",
        head=("Theme", "Title", "Definition", "Suggested", "Final"),
        rows=tuple(
            tuple(
                cell(str(value))
                for value in (it.theme, it.title, it.definition, it.passages_suggested, it.passages_final)
            )
            for it in extract.codebook
        ),
        widths=(1, 2, 4, 1, 1),
    )
    methods = Bullets(items=tuple(plain(line) for line in extract.methods[1:]))
    blocks += [Heading(level=2, text="Codebook"), table, Heading(level=2, text="Methods"), methods]
    return TakeAway(
        title=title, subject="One passage after another", date=extract.date, is_landscape=False, blocks=tuple(blocks)
    )


def _passage(row: ExtractRow, quoted: Quoted) -> list[Block]:
    facts = [f"{name}: {value}" for name, field in FACTS if (value := getattr(row, field))]
    place = f"{row.citation} ({row.kind}; passage {row.passage_id}, characters {row.start} to {row.end})"
    return [
        Paragraph(para=(Run(quoted=quoted),), look=Look.QUOTE),
        Paragraph(para=plain(". ".join([place, *facts]))),
    ]
