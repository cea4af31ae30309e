"""Papers, passages, plans and signals of our invention, for tests of claims and of lines of enquiry."""

from __future__ import annotations

from corpus.types import DocumentId, FileFormat, Paper, PaperKind, Span
from indexer.figures.records import Direction, Figure, Role, Tone
from indexer.records import Action, Measure, Milestone, Period, Status
from indexer.store import Found, Passage, PassageId, PassageKind

OPEN = "Open a home for four children in the old mill"
RAW = "Not done yet, on track"


def a_paper(
    name: str, date: str | None, *, kind: PaperKind = PaperKind.IMPROVEMENT_PLAN, council: str = "Sefton"
) -> Paper:
    return Paper(
        id=DocumentId(name),
        file=f"{name}.txt",
        sha256=name,
        format=FileFormat.TEXT,
        title=name.capitalize(),
        council=council,
        council_printed=f"{council} Council",
        body=None,
        date=date,
        kind=kind,
        licence="unknown: council copyright",
        is_digest=False,
        stands_for=None,
        stands_for_sha256=None,
        stepped_aside_for=None,
        pages=0,
        characters=1000,
        reasons=(),
        warnings=(),
        unreadable_pages=0,
    )


def a_passage(
    paper: Paper, text: str, *, number: str = "1.1", at: int = 100, kind: PassageKind = PassageKind.PARAGRAPH
) -> Found:
    passage = Passage(
        id=PassageId(f"{paper.id}/{number}/{at}"),
        document_id=paper.id,
        kind=kind,
        span=Span(at, at + len(text)),
        text=text,
        number=number,
        part=1,
        section=(),
        label=None,
        page=None,
        repairs=(),
    )
    return Found(passage, paper)


def a_milestone(due: str | None, status: Status | None, raw: str = RAW, *, printed: str = "May 2031") -> Milestone:
    return Milestone(due=due, due_raw=printed, status=status, status_raw=raw, output="", strengthening=None)


def an_action(
    *,
    paper: Paper | None = None,
    ref: str | None = "1.1.1",
    text: str = OPEN,
    milestones: tuple[Milestone, ...] = (),
    rows: tuple[Found, ...] = (),
) -> Action:
    return Action(
        id=f"{paper.id if paper else 'plan'}/{ref}/{text[:10]}",
        document_id=paper.id if paper else DocumentId("plan"),
        ref=ref,
        ref_inferred=False,
        priority=None,
        outcome_ref=None,
        outcome="",
        objective="",
        action=text,
        success_criteria="",
        lead="",
        strengthening=(),
        milestones=milestones,
        targets=(),
        others=(),
        lines=(),
        inherited_lines=(),
        repairs=(),
        missing=(),
        passage_ids=tuple(row.passage.id for row in rows),
        page=None,
    )


def a_measure(paper: Paper, row: Found, *periods: Period, ref: str | None = "1A") -> Measure:
    return Measure(
        id=f"{paper.id}/{ref}",
        document_id=paper.id,
        ref=ref,
        ref_inferred=False,
        priority=None,
        measure="Visits to care leavers on time",
        frequency=None,
        periods=periods,
        lines=(),
        repairs=(),
        passage_ids=(row.passage.id,),
        page=None,
    )


def a_worse_figure(value: str, quote: Span) -> Figure:
    return Figure(
        value=value,
        span=Span(quote.start, quote.start + len(value)),
        number=60.0,
        upper=None,
        unit="%",
        what="visits",
        change=None,
        as_of=None,
        as_of_raw=None,
        role=Role.ACTUAL,
        direction=Direction.UP,
        tone=Tone.DETERIORATION,
        qualifiers=(),
        quote=quote,
        reason="",
    )
