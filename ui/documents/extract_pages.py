"""Lay a coded extract out as a document to read: paper by paper, each passage quoted with its themes and citation."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from search.citation import cite_paper
from ui.documents.pinned import noted
from ui.documents.quoting import writable
from ui.documents.records import Bullets, Heading, Look, Paragraph, Run, Table, TakeAway, cell, plain

if TYPE_CHECKING:
    from ui.documents.extract_records import Extract, ExtractRow
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
    titles = {paper.id: writable(cite_paper(paper)) for paper in extract.papers}
    pairs = zip(extract.rows, extract.quotations, strict=True)
    for paper_id, own in groupby(pairs, lambda pair: pair[1].document_id):
        blocks.append(Heading(level=2, text=titles[paper_id]))
        blocks += [block for row, quoted in own for block in _passage(row, quoted)]
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
        *noted(row.note, row.line_of_enquiry),
    ]
