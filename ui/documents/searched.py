"""Tell what a document rests on: which papers were searched, what was not, with what, and on what terms they stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.identify import UNKNOWN_LICENCE
from corpus.types import PaperKind
from indexer.store import SET_ASIDE
from search.batch import in_words
from search.citation import cite_paper, date_in_words
from search.find import searched
from search.marking import state_of
from ui.documents.quoting import writable
from ui.documents.records import Bullets, Heading, Look, Paragraph, Run, plain
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import DocumentId, Paper
    from indexer.records import Inspection
    from indexer.store import View, Where
    from search.answers import Searched
    from ui.documents.records import Block
    from ui.services import Services

OGL_MARK = "open government licence"
OGL_CREDIT = "Contains public sector information licensed under the Open Government Licence v3.0."
OWNERS = (
    "Each council owns its papers and sets the terms on which they may be used. "
    "Short passages are quoted here with their source. Ask the council before you pass on more."
)
NOT_KEPT = "Which papers were searched before something was pinned is not kept."
STATE_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Searching:
    """What was searched, and with what.

    `papers` are those within the limits, `left_out` digests that have stepped aside for the council's own paper.
    `set_aside` is how many passages were boilerplate or metadata. `library_state` is a checksum of the papers, what is
    known of them and the encoder, `themes_state` one of the themes: the same make the same document. `inspections` says
    by which framework an inspection report was made.
    """

    papers: tuple[Paper, ...]
    left_out: tuple[Paper, ...]
    within: Searched
    set_aside: int
    library_state: str
    themes_state: str
    model: str
    fingerprint: str
    version: str
    inspections: dict[DocumentId, Inspection]

    @property
    def newest(self) -> str | None:
        """The date of the newest paper, None where none has any."""
        return max((paper.date for paper in self.papers if paper.date), default=None)


def searching(services: Services, view: View, where: Where) -> Searching:
    """Return what lies within the limits, and what searches it."""
    papers = tuple(view.papers(where))
    held = {paper.id for paper in view.papers()}
    encoder = services.encoder
    inspections = {paper.id: view.inspection(paper.id) for paper in papers}
    return Searching(
        papers=papers,
        left_out=tuple(paper for paper in view.all_papers() if paper.id not in held),
        within=searched(view, where),
        set_aside=0 if where.kinds else view.count(replace(where, kinds=tuple(sorted(SET_ASIDE)))),
        library_state=_state(view.all_papers(), encoder.card.fingerprint),
        themes_state=state_of(services.themes),
        model=encoder.card.name,
        fingerprint=encoder.card.fingerprint,
        version=version("readacross"),
        inspections={name: found for name, found in inspections.items() if found},
    )


def letters(papers: Sequence[Paper]) -> dict[DocumentId, str]:
    """Return the letters by which a document calls its papers: A to Z, then AA and so on."""
    return {paper.id: _letter(number) for number, paper in enumerate(papers)}


def papers_blocks(told: Searching) -> list[Block]:
    """Return the section that names the papers searched, with their dates, and says what was not searched."""
    items = [plain(_paper_line(paper, told.inspections.get(paper.id))) for paper in told.papers]
    return [
        Heading(level=2, text="Papers searched"),
        Paragraph(para=plain(f"Searched: {in_words(told.within)}.")),
        Bullets(items=tuple(items)),
        Heading(level=2, text="Not searched"),
        Bullets(items=tuple(map(plain, _not_searched(told)))),
    ]


def papers_in_brief(told: Searching) -> list[Block]:
    """Return the same in few lines: each council's papers by letter, kind and date, and what was not searched."""
    names = letters(told.papers)
    left = "; ".join(map(_lowered, _not_searched(told)))
    runs = [Run(text=f"{in_words(told.within)}. ")]
    for council, papers in groupby(told.papers, key=lambda paper: paper.council or "Council not recognised"):
        each = "; ".join(f"{names[paper.id]} {_kind_and_date(paper, told)}" for paper in papers)
        runs += [Run(text=f"{writable(council)}: ", is_strong=True), Run(text=writable(f"{each}. "))]
    return [
        Heading(level=2, text="Papers searched, and not searched"),
        Paragraph(para=tuple(runs), look=Look.NOTE),
        Paragraph(para=(Run(text="Not searched: ", is_strong=True), Run(text=f"{left}.")), look=Look.NOTE),
    ]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _kind_and_date(paper: Paper, told: Searching) -> str:
    kind = "paper" if paper.kind is PaperKind.OTHER else str(paper.kind)
    inspection = told.inspections.get(paper.id)
    facts = f" ({inspection.framework})" if inspection and paper.kind is PaperKind.INSPECTION_REPORT else ""
    return f"{kind}{facts}, {date_in_words(paper.date)}"


def quoted_papers_blocks(told: Searching, papers: Sequence[Paper]) -> list[Block]:
    """Return the section that names the papers quoted, by the letters of `letters`, and says what is not quoted."""
    names = letters(papers)
    runs = [
        run
        for paper in papers
        for run in (
            Run(text=f"{names[paper.id]}: ", is_strong=True),
            Run(text=f"{_paper_line(paper, told.inspections.get(paper.id))}. "),
        )
    ]
    others = Counter(paper.council or "council not recognised" for paper in told.papers if paper.id not in names)
    left = [f"{writable(council)}: {counted(number, 'paper')} here" for council, number in sorted(others.items())]
    return [
        Heading(level=2, text="Papers quoted"),
        Paragraph(para=tuple(runs), look=Look.NOTE),
        Heading(level=2, text="Not quoted, and not searched"),
        Paragraph(para=plain(f"{NOT_KEPT} Not quoted: {'; '.join(left) or 'none'}."), look=Look.NOTE),
        Paragraph(para=plain(f"Not searched: {'; '.join(_not_searched(told))}."), look=Look.NOTE),
    ]


def licence_blocks(told: Searching, quoted: Sequence[Paper] | None = None) -> list[Block]:
    """Return the section on the terms on which the papers stand: those quoted where they are named, else all."""
    papers = told.papers if quoted is None else quoted
    counts = Counter(writable(paper.licence) for paper in papers)
    listed = "; ".join(f"{licence} ({counted(number, 'paper')})" for licence, number in sorted(counts.items()))
    has_ogl = any(OGL_MARK in paper.licence.casefold() for paper in papers)
    owners = [OWNERS] if any(paper.licence == UNKNOWN_LICENCE for paper in papers) else []
    said = " ".join([*([f"Licences as recognised: {listed}."] if listed else []), *owners, *[OGL_CREDIT] * has_ogl])
    return [Heading(level=2, text="Licence"), Paragraph(para=plain(said))]


def engine_lines(told: Searching) -> list[str]:
    """Return the sentences that say with what was searched, so that it can be done again."""
    return [
        f"Readacross {told.version}. Every quotation was checked against its paper before this file was written.",
        f"Library state {told.library_state}, themes {told.themes_state}: the same state gives the same document.",
        f"Encoder {told.model}, fingerprint {told.fingerprint}.",
    ]


def _paper_line(paper: Paper, inspection: Inspection | None) -> str:
    facts = [str(inspection.framework)] if inspection and paper.kind is PaperKind.INSPECTION_REPORT else []
    if paper.unreadable_pages:
        facts.append(f"{counted(paper.unreadable_pages, 'page')} not readable")
    return writable(cite_paper(paper)) + (f" ({'; '.join(facts)})" if facts else "")


def _not_searched(told: Searching) -> list[str]:
    pages = [
        f"{writable(cite_paper(paper))}: {counted(paper.unreadable_pages, 'page')} that could not be read"
        for paper in told.papers
        if paper.unreadable_pages
    ]
    aside = [f"{counted(told.set_aside, 'passage')} of boilerplate and metadata"] if told.set_aside else []
    digests = f"{counted(len(told.left_out), 'digest')} that gave way to the council's own paper"
    given_way = [digests] if told.left_out else []
    return [*(pages or ["Unreadable pages: none"]), *aside, *given_way, "Papers that are not in this library"]


def _state(papers: Sequence[Paper], fingerprint: str) -> str:
    known = sorted(
        repr((paper.sha256, paper.council, paper.body, paper.date, paper.title, str(paper.kind), paper.licence))
        for paper in papers
    )
    return hashlib.sha256("\n".join([fingerprint, *known]).encode("utf-8", "backslashreplace")).hexdigest()[
        :STATE_LENGTH
    ]


def _letter(number: int) -> str:
    before, own = divmod(number, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + own)
