"""Compare what a library holds: themes across councils, counts of themes, and what people decided about marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from corpus.errors import InputError, NotAnInspectionError, UnknownNameError
from indexer.store import EVERYWHERE
from search.themes import theme_called
from ui.library import knowledge
from ui.library.asking import ready
from ui.library.coding import decisions
from ui.library.names import council_named, paper_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.records import Figure
    from indexer.store import Where
    from search.changes import Changes
    from search.compare import Comparison
    from search.enquiries.records import Enquiries
    from search.keyness import Keyness
    from search.themes import Theme
    from search.timeline import Timeline
    from search.trace import OnFinding, Trace
    from ui.services import Services

FEWEST_COMPARED = 2
A_SLIP = 0.8  # of likeness to a theme's name, in letters, from 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCounts:
    """How many passages of each council are marked with each theme; `counts` by theme id, then by council.

    `newest` holds, in the same order, the ISO date of the newest paper that they stand in; None where none has a date.
    """

    councils: tuple[str, ...]
    passages: tuple[int, ...]
    counts: dict[str, tuple[int, ...]]
    newest: dict[str, tuple[str | None, ...]]


def compare(
    services: Services, theme: str, councils: Sequence[str], *, limit: int, where: Where = EVERYWHERE
) -> Comparison:
    """Lay the evidence on a theme side by side; all councils with a paper within limits when `councils` is empty.

    What is near to a theme's name is taken for a slip; any other words are a theme of their own.

    Raises:
        UnknownNameError: no theme is called so, but one nearly so; no council is called so.
        EmptyQuestionError, EmptyLibraryError, OtherEncoderError, WeightsMissingError, WeightsAlteredError.
    """
    from search.compare import CompareRequest
    from search.compare import compare as compared

    chosen = theme_asked(services, theme)
    with ready(services, is_marking=True) as view:
        named = tuple(council_named(name, view.papers(), services.councils_file) for name in councils)
        held = tuple(decisions(services))
        asked = CompareRequest(theme=chosen, councils=named, where=where, limit=limit, decisions=held)
        return compared(asked, view, services.encoder, services.claim_rules)


def trace(
    services: Services,
    inspection: str,
    papers: Sequence[str] = (),
    *,
    limit: int = 5,
    on_finding: OnFinding | None = None,
) -> Trace:
    """Trace what an inspection says must improve to what later papers reply; those named when any are.

    `on_finding` is called before each finding with its number, from 1, and how many there are; what it raises ends it.

    Raises:
        UnknownNameError: no paper is called so.
        NotAnInspectionError: the paper is no inspection report.
        EmptyLibraryError, OtherEncoderError, WeightsMissingError, WeightsAlteredError.
    """
    from search.trace import trace as traced

    with ready(services) as view:
        report = paper_named(inspection, view.all_papers())
        named = [paper_named(name, view.all_papers()) for name in papers]
        if view.inspection(report.id) is None:
            raise NotAnInspectionError(report.title)
        rules = knowledge.trace_rules(services.folder)
        return traced(report, view, services.encoder, papers=named, limit=limit, rules=rules, on_finding=on_finding)


def changes(services: Services, old: str, new: str) -> Changes:
    """Return what changed between two papers. Raises UnknownNameError, InputError, EmptyLibraryError."""
    from search.changes import changes as changed

    with ready(services, is_encoding=False) as view:
        papers = [paper_named(name, view.all_papers()) for name in (old, new)]
        return changed(papers[0].id, papers[1].id, view)


def timeline(services: Services, theme: str, council: str, *, limit: int = 3) -> Timeline[Figure]:
    """Follow a theme through all papers of a council; raises as `compare`."""
    from search.theme_marks import marked_with
    from search.timeline import timeline as followed

    chosen = theme_asked(services, theme)
    with ready(services, is_encoding=False, is_marking=True) as view:
        named = council_named(council, view.papers(), services.councils_file)
        held = decisions(services)
        where = replace(EVERYWHERE, councils=(named,))
        rows = [item for item in marked_with(chosen, view, where, held) if item.is_mark]
        found = list(zip([item.row for item in rows], view.rows([item.row for item in rows]), strict=True))
        row_of = {item.passage.id: row for row, item in found}
        return followed(
            chosen,
            named,
            view,
            evidence=lambda paper: [item for _, item in found if item.paper.id == paper.id],
            figures=lambda item: view.figures([row_of[item.passage.id]])[0],
            limit=limit,
        )


def keyness(services: Services, councils: Sequence[str] = (), *, limit: int = 20) -> tuple[Keyness, ...]:
    """Return the words that each council uses more and less than the others.

    Raises:
        InputError: there are fewer than two councils to compare.
        UnknownNameError: no council is called so.
        EmptyLibraryError.
    """
    from search.keyness import keyness as found
    from search.keyness import texts_of

    with ready(services, is_encoding=False) as view:
        named = [council_named(name, view.papers(), services.councils_file) for name in councils]
        names = {paper.council for paper in view.papers() if paper.council}
        texts = texts_of(view, named)
        if len(texts) < FEWEST_COMPARED:
            raise InputError(
                "Words are compared between councils, and there are papers of fewer than two.",
                remedy="Name another council, or none to compare all of them. Inspection reports do not count, since "
                "inspectors wrote them.",
            )
        return found(texts, left_out=names, limit=limit)


def enquiries(services: Services, council: str, as_of: str, *, on_finding: OnFinding | None = None) -> Enquiries:
    """Return lines of enquiry for one council at an ISO date; raises as `compare`, `on_finding` is as of `trace`."""
    from search.enquiries.ask import enquiries as asked
    from search.enquiries.collect import Knowledge, signals_of

    known = Knowledge(
        themes=services.themes,
        templates=knowledge.enquiry_templates(services.folder),
        claim_rules=services.claim_rules,
        trace_rules=knowledge.trace_rules(services.folder),
        decisions=tuple(decisions(services)),
    )
    with ready(services, is_marking=True) as view:
        named = council_named(council, view.papers(), services.councils_file)
        found = signals_of(named, as_of, view, services.encoder, known, on_finding=on_finding)
    return asked(named, as_of, found, known.templates, known.themes)


def theme_asked(services: Services, name: str) -> Theme:
    """Return the theme that a person names, or one made of their words; raises as `compare`."""
    from search.marks.free import OPENING, free_theme

    try:
        return theme_called(name, services.themes)
    except UnknownNameError:
        is_quoted = name.strip()[:1] in OPENING
        names = [known.casefold() for theme in services.themes for known in (theme.id, theme.title)]
        if not is_quoted and get_close_matches(name.strip().casefold(), names, n=1, cutoff=A_SLIP):
            raise
        return free_theme(name, services.vocabulary, ignored_cells=services.themes[0].ignored_cells)


def theme_counts(services: Services) -> ThemeCounts:
    """Return how many passages of each council are marked with each theme. Raises EmptyLibraryError."""
    from search.theme_marks import marked_with

    held = decisions(services)
    with ready(services, is_encoding=False, is_marking=True) as view:
        paper_of = {paper.id: paper for paper in view.papers()}
        councils = tuple(sorted({paper.council for paper in paper_of.values() if paper.council}))
        counts, newest = {}, {}
        for theme in services.themes:
            dates: dict[str, list[str]] = {council: [] for council in councils}
            for item in marked_with(theme, view, EVERYWHERE, held):
                paper = paper_of.get(item.document_id) if item.document_id and item.is_mark else None
                if paper is not None and paper.council:
                    dates[paper.council].append(paper.date or "")
            counts[theme.id] = tuple(len(dates[council]) for council in councils)
            newest[theme.id] = tuple(max(dates[council], default="") or None for council in councils)
        passages = tuple(view.count(replace(EVERYWHERE, councils=(council,))) for council in councils)
    return ThemeCounts(councils=councils, passages=passages, counts=counts, newest=newest)
