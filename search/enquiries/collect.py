"""Collect, from a library, what lines of enquiry for one council are made from.

A council's own papers are all but inspection reports. Where it has none, nothing is asked about themes or replies:
there was nothing to search. Of inspection reports only the newest of each sort is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.types import PaperKind, Span
from indexer.figures.plain import plain_of, sentences_of
from indexer.figures.records import Role, Tone
from indexer.records import Framework, Status
from indexer.store import SET_ASIDE, PassageKind, Where
from search.answers import Searched
from search.claim_rules import ClaimKind
from search.claims import claim_of
from search.enquiries.drafts import is_by, is_over
from search.enquiries.records import FiguresInPassage, Signals, SilentTheme, UnansweredFinding
from search.theme_marks import marked_with
from search.trace import later_papers, trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import DocumentId, Paper
    from indexer.figures.records import Figure
    from indexer.records import Inspection
    from indexer.store import Found, FoundAction, View
    from models.encoder import Encoder
    from search.claim_rules import ClaimRules
    from search.enquiries.templates import EnquiryTemplates
    from search.marks.decide import Decision
    from search.themes import Theme
    from search.trace import OnFinding
    from search.trace_findings import TraceRules

# A passage of another paper is taken to report on an action when it comes this near in meaning and holds this share of
# the action's own words: by meaning alone, general statements come near to every row of a plan. Set strictly, on one
# plan and one report read by hand (2026-11): a question too many costs less than one that is lost.
NEAR = 0.60  # cosine
SHARED = 0.45
OF_ALL_SERVICES = frozenset([Framework.ILACS_STANDARD, Framework.ILACS_SHORT, Framework.SIF])
OTHERS = 3  # councils quoted beside a silence
SAYS = frozenset([PassageKind.PARAGRAPH, PassageKind.LIST_ITEM])
TOLD = frozenset([Role.ACTUAL, Role.CHANGE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What must be known to tell signals: the themes, wording, and the rules of claims and of replies.

    `decisions` are what people decided about the marks of themes.
    """

    themes: tuple[Theme, ...]
    templates: EnquiryTemplates
    claim_rules: ClaimRules
    trace_rules: TraceRules
    decisions: tuple[Decision, ...] = ()


def signals_of(
    council: str, as_of: str, view: View, encoder: Encoder, known: Knowledge, *, on_finding: OnFinding | None = None
) -> Signals:
    """Return what one council's papers of a date or before, and undated ones, hold to be asked about.

    Args:
        council: Its short name; a council without papers has no signals.
        as_of: An ISO date of any precision.
        view: Where to look. The library must be marked with all `themes` (see `View.marked`).
        encoder: The one that made the view's vectors.
        known: Rules and wording.
        on_finding: As of `search.trace.trace`, for each inspection whose findings are traced.
    """
    papers = [paper for paper in view.papers(Where(councils=(council,))) if is_by(paper.date, as_of)]
    if not papers:
        return Signals(papers=(), searched=Searched(0, 0, 0))
    where = _within(papers)
    own = [paper for paper in papers if paper.kind is not PaperKind.INSPECTION_REPORT]
    passages = view.passages(Where(papers=where.papers, kinds=tuple(frozenset(PassageKind) - SET_ASIDE)))
    figures = view.figures(view.rows_of([found.passage.id for found in passages]))
    told = list(zip(passages, figures, strict=True))
    actions, latest = view.actions(where), _latest_inspections(papers, view)
    current = {paper.id for paper in (*own, *(report for report, _ in latest))}
    return Signals(
        papers=papers,
        searched=Searched(len(papers), view.count(where), sum(paper.unreadable_pages for paper in papers)),
        actions=actions,
        measures=view.measures(where),
        passages={found.passage.id: found for found in passages},
        near_later=_near_later(actions, own, as_of, view),
        deteriorations=_deteriorations([(found, some) for found, some in told if found.paper.id in current]),
        unanswered=_unanswered(latest, as_of, view, encoder, known, on_finding=on_finding),
        silences=_silences(council, own, as_of, view, known) if own else (),
        reports=_reports([(found, some) for found, some in told if _is_own(found.paper)], known),
    )


def _within(papers: Sequence[Paper]) -> Where:
    return Where(papers=tuple(paper.id for paper in papers))


def _is_own(paper: Paper) -> bool:
    return paper.kind is not PaperKind.INSPECTION_REPORT


def _near_later(
    actions: Sequence[FoundAction], own: Sequence[Paper], as_of: str, view: View
) -> dict[str, tuple[Found, ...]]:
    """Return for each action with a milestone that has passed the passages of other dated papers that are near it."""
    dated = [paper for paper in own if paper.date is not None]
    found = [each for each in view.passages(_within(dated)) if each.passage.kind in SAYS] if dated else []
    if not found:
        return {}
    vectors = view.vectors(view.rows_of([each.passage.id for each in found]))
    near = {}
    for action, paper in actions:
        if not any(m.due and m.status is not Status.COMPLETE and is_over(m.due, as_of) for m in action.milestones):
            continue
        cosines = (view.vectors(view.rows_of(action.passage_ids)) @ vectors.T).max(axis=0)
        others = [each for each, cosine in zip(found, cosines, strict=True) if cosine >= NEAR]
        near[action.id] = tuple(
            each
            for each in others
            if each.paper.id != paper.id and view.share_of_words(action.action, each.passage.text) >= SHARED
        )
    return near


def _deteriorations(told: Sequence[tuple[Found, Sequence[Figure]]]) -> list[FiguresInPassage]:
    worse = ((found, tuple(f for f in figures if f.tone is Tone.DETERIORATION)) for found, figures in told)
    return [FiguresInPassage(found, figures) for found, figures in worse if figures]


def _unanswered(
    inspections: Sequence[tuple[Paper, Inspection]],
    as_of: str,
    view: View,
    encoder: Encoder,
    known: Knowledge,
    *,
    on_finding: OnFinding | None,
) -> list[UnansweredFinding]:
    """Return the findings of the latest inspections without a reply in the council's papers since; none without any."""
    unanswered = []
    for report, inspection in inspections:
        later = [p for p in later_papers(report, inspection.end or report.date, view) if is_by(p.date, as_of)]
        if later:
            traced = trace(report, view, encoder, papers=later, rules=known.trace_rules, on_finding=on_finding)
            without = [each.finding.found for each in traced.findings if each.is_unanswered]
            unanswered += [UnansweredFinding(found, len(traced.papers)) for found in without]
    return unanswered


def _latest_inspections(papers: Sequence[Paper], view: View) -> list[tuple[Paper, Inspection]]:
    """Return the newest report of each sort: a later inspection of the same services takes an earlier one's place."""
    newest: dict[Framework, tuple[Paper, Inspection]] = {}
    for report in sorted(papers, key=lambda paper: paper.date or ""):
        inspection = view.inspection(report.id)
        if inspection is not None:
            sort = Framework.ILACS_STANDARD if inspection.framework in OF_ALL_SERVICES else inspection.framework
            newest[sort] = (report, inspection)
    return list(newest.values())


def _silences(council: str, own: Sequence[Paper], as_of: str, view: View, known: Knowledge) -> list[SilentTheme]:
    """Return the themes that none of the council's own papers names, be it in passing, and others' papers do."""
    other_of: dict[DocumentId, str] = {
        paper.id: paper.council
        for paper in view.papers()
        if paper.council not in (None, council) and _is_own(paper) and is_by(paper.date, as_of)
    }
    searched, others = view.count(_within(own)), Where(papers=tuple(other_of))
    silences = []
    for theme in known.themes:
        if marked_with(theme, view, _within(own), known.decisions):
            continue
        best: dict[str, int] = {}
        for mark in marked_with(theme, view, others, known.decisions) if other_of else []:
            if mark.is_mark and mark.document_id in other_of:
                best.setdefault(other_of[mark.document_id], mark.row)
        rows = list(best.values())[:OTHERS]
        silences.append(SilentTheme(theme.id, searched, tuple(view.rows(rows)) if rows else ()))
    return silences


def _reports(told: Sequence[tuple[Found, Sequence[Figure]]], known: Knowledge) -> list[tuple[Found, Span]]:
    """Return the passages that report a gain and print no figure, with the words that say so."""
    reports = []
    for found, figures in told:
        if found.passage.kind not in SAYS or any(figure.role in TOLD for figure in figures):
            continue
        gain = _gain(found.passage.text, known)
        if gain is not None:
            reports.append((found, gain))
    return reports


def _gain(text: str, known: Knowledge) -> Span | None:
    """Return the first words that tell a gain in a sentence that reports."""
    for sentence in sentences_of(plain_of(text)):
        said = text[sentence.start : sentence.end]
        gain = known.templates.gain_in(said)
        if gain is None:
            continue
        claim = claim_of(said, known.claim_rules, kind=PassageKind.PARAGRAPH, action=None, has_measure=False)
        if claim.kind is ClaimKind.REPORTED:
            return Span(sentence.start + gain.start, sentence.start + gain.end)
    return None
