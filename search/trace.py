"""Trace what an inspection says must improve to what the council's later papers say in reply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.cleaning import fold, on_one_line
from corpus.types import PaperKind
from indexer.store import EVERYWHERE, Where
from search.answers import Searched
from search.expand import expand
from search.find import searched
from search.matches import matches
from search.trace_candidates import candidates_in
from search.trace_findings import NO_RULES, Finding, findings_of
from search.trace_nearness import Question, comparing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpus.types import Paper
    from indexer.records import Action
    from indexer.store import Found, PassageId, View
    from models.encoder import Encoder
    from search.answers import Match
    from search.expand import Expansion
    from search.trace_candidates import Candidate
    from search.trace_findings import TraceRules
    from search.trace_nearness import Nearness

    OnFinding = Callable[[int, int], None]

NO_REPLY = "no reply found in the papers searched"
LIMIT = 5
CANDIDATES = 60  # of each kind, by meaning and by words, that a finding is compared with: more than most plans have
WORDS_OF_ITEM = 2
# Chosen on 166 findings judged by hand, those of the proving case left out: where the smaller of precision and recall
# of "unanswered" is largest (`python -m evaluation.trace`, 2026-11, MiniLM). Another encoder needs its own.
ENOUGH = 0.426


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An action or a passage that answers a finding.

    `found` is the passage to quote: of an action the one nearest in meaning. `action` is None where it is no row of a
    plan. `matched` is where the quotation holds the finding's words or another name for what it asks about.
    """

    found: Found
    action: Action | None
    nearness: Nearness
    matched: tuple[Match, ...]

    @property
    def in_common(self) -> tuple[str, ...]:
        """The words that matched, each once, in small letters, in the order of the quotation."""
        text = self.found.passage.text
        return tuple(dict.fromkeys(on_one_line(text[start:end]).casefold() for start, end, _ in self.matched))


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedFinding:
    """A finding with what answers it, best first; `replies` is empty where nothing passes the calibrated threshold.

    `nearest` is what came nearest, a reply or not; None only when there was nothing to search.
    """

    finding: Finding
    replies: tuple[Reply, ...]
    nearest: Reply | None

    @property
    def is_unanswered(self) -> bool:
        """Whether nothing passes the threshold. It says something of the papers searched, not of the council."""
        return not self.replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """An inspection's findings, in reading order, with what the papers say in reply.

    `since` is the ISO date after which papers count as later, None when the papers were named or the report bears no
    date. `papers` are those searched; one without a date may be older than the inspection.
    """

    inspection: Paper
    since: str | None
    papers: tuple[Paper, ...]
    searched: Searched
    findings: tuple[TracedFinding, ...]

    @property
    def undated(self) -> tuple[Paper, ...]:
        """The papers searched that bear no date."""
        return tuple(paper for paper in self.papers if paper.date is None)


def trace(  # noqa: PLR0913 - what is asked, where to look, and who hears how far it is
    inspection_paper: Paper,
    view: View,
    encoder: Encoder,
    *,
    papers: Sequence[Paper] = (),
    limit: int = LIMIT,
    rules: TraceRules = NO_RULES,
    on_finding: OnFinding | None = None,
) -> Trace:
    """Return everything that an inspection says must improve, beside the actions and passages that answer it.

    Args:
        inspection_paper: The report.
        view: Where to look.
        encoder: The one that made the view's vectors.
        papers: Where to look for replies; when empty, the council's papers of the inspection's last day or later, and
            those of unknown date. Inspection reports are no replies, nor are our digests unless they are named here.
        limit: The most replies to one finding.
        rules: What is known of the wording of findings and replies.
        on_finding: Called before each finding with its number, from 1, and how many there are. What it raises ends the
            work.

    Raises:
        ValueError: the paper is no inspection report.
    """
    inspection = view.inspection(inspection_paper.id)
    if inspection is None:
        raise ValueError(f"{inspection_paper.id} is no inspection report")
    since = None if papers else inspection.end or inspection_paper.date
    chosen = [paper for paper in papers or later_papers(inspection_paper, since, view) if _may_reply(paper)]
    findings = findings_of(inspection, view)
    where = replace(EVERYWHERE, papers=tuple(paper.id for paper in chosen))
    candidates = candidates_in(view, where) if chosen else []  # no papers in `where` would mean all
    search = _Search(where=where, candidates=candidates, view=view, encoder=encoder, rules=rules)
    traced = _traced(findings, search, limit, on_finding) if chosen else [[] for _ in findings]
    return Trace(
        inspection=inspection_paper,
        since=since,
        papers=tuple(chosen),
        searched=searched(view, where) if chosen else Searched(0, 0, 0),
        findings=tuple(
            TracedFinding(
                finding=finding,
                replies=tuple(reply for reply in replies if reply.nearness.together >= ENOUGH),
                nearest=replies[0] if replies else None,
            )
            for finding, replies in zip(findings, traced, strict=True)
        ),
    )


def later_papers(inspection_paper: Paper, since: str | None, view: View) -> list[Paper]:
    """Return the papers of the inspected council that are not older than a date, and those without one.

    Inspection reports and digests are left out; there are none when the report's council is not known.
    """
    if inspection_paper.council is None:
        return []
    own = Where(councils=(inspection_paper.council,))
    dated = {paper.id for paper in view.papers(replace(own, date_from=since))}
    return [
        paper
        for paper in view.papers(own)
        if (paper.date is None or paper.id in dated) and _may_reply(paper) and not paper.is_digest
    ]


def _may_reply(paper: Paper) -> bool:
    return paper.kind is not PaperKind.INSPECTION_REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """Where replies are looked for, and with what."""

    where: Where
    candidates: Sequence[Candidate]
    view: View
    encoder: Encoder
    rules: TraceRules


def _traced(
    findings: Sequence[Finding], search: _Search, limit: int, on_finding: OnFinding | None
) -> list[list[Reply]]:
    """Return for each finding what comes nearest, nearest first, ties in the order of candidates."""
    view, candidates = search.view, search.candidates
    places = {found.passage.id: place for place, each in enumerate(candidates) for found in each.found}
    report = [found.passage.text for found in view.everything_of(findings[0].found[0].paper.id)] if findings else []
    near_to = comparing(candidates, report, view, search.encoder)
    replies = []
    for number, finding in enumerate(findings, start=1):
        if on_finding is not None:
            on_finding(number, len(findings))
        question = _question(finding, places, search)
        near = near_to(question)
        best = sorted(near, key=lambda place: (-near[place].together, place))[:limit]
        replies.append([_reply(question.expansion, candidates[place], near[place], search) for place in best])
    return replies


def _question(finding: Finding, places: Mapping[PassageId, int], search: _Search) -> Question:
    """Return a finding with the candidates it is compared with: those nearest in meaning and those nearest in words."""
    expansion = expand(search.rules.asked(finding.text), search.rules.vocabulary)
    vector = search.encoder.encode_question(fold(expansion.question))
    hits = [
        *search.view.nearest(vector, CANDIDATES, search.where),
        *search.view.matching(expansion.question, CANDIDATES, search.where, alternatives=expansion.alternatives),
    ]
    near = {found.passage.id for found in search.view.rows(sorted({hit.row for hit in hits}))}
    return Question(
        expansion=expansion,
        items=_items(expansion.question, search),
        places=tuple(sorted({places[name] for name in near if name in places})),
    )


def _items(asked: str, search: _Search) -> tuple[str, ...]:
    """Return the things that a finding names, those of a single word left out: "plans" is near to every plan."""
    items = [item for item in search.rules.items(asked) if len(search.view.shared_words(item, item)) >= WORDS_OF_ITEM]
    return tuple(items) if len(items) > 1 else ()


def _reply(expansion: Expansion, candidate: Candidate, nearness: Nearness, search: _Search) -> Reply:
    """Return a candidate as a reply, quoted by the passage of it that is nearest in meaning."""
    rows = search.view.rows_of([found.passage.id for found in candidate.found])
    cosines = search.view.vectors(rows) @ search.encoder.encode_question(fold(expansion.question))[0]
    found = candidate.found[int(np.argmax(cosines))]
    return Reply(
        found=found,
        action=candidate.action,
        nearness=nearness,
        matched=matches(expansion, found.passage.text, search.view),
    )
