"""Make a coded extract: one row a passage, with the themes suggested and decided, figures, and what plans say of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.cleaning import fold
from indexer.store import EVERYWHERE
from search.citation import cite
from search.marks.decide import Verdict, latest
from search.themes import theme_called
from ui.documents.extract_cells import BETWEEN, council_code, figure_words, plan_cells
from ui.documents.methods import methods
from ui.documents.quoting import note_on, quoted, writable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.councils import Councils
    from corpus.types import DocumentId, Paper
    from indexer.figures.records import Figure
    from indexer.records import Action, Measure
    from indexer.store import Found, PassageId, View, Where
    from search.marks.decide import Decision
    from search.themes import Theme
    from ui.documents.quoting import Mask
    from ui.documents.records import Quoted
    from ui.documents.searched import Searching

PRECISION = {4: "year", 7: "month", 10: "day"}


class ExtractRow(NamedTuple):
    """A passage as a row. What a passage does not have is empty; several values of a cell have semicolons between.

    `text_raw` is what stands from `start` to `end` (half-open, in characters) in the text of the paper `paper_id`, but
    for the personal data that `hidden` names. `text_clean` is the same on one line in plain letters. `score` are the
    scores of `themes_suggested`, in its order. `line_start` and `line_end` count the lines of the paper's text from 1.
    """

    passage_id: str
    council: str
    council_gss: str
    doc_title: str
    meeting_body: str
    meeting_date: str
    doc_date_precision: str
    section_path: str
    para_no: str
    part: int
    kind: str
    text_raw: str
    text_clean: str
    repairs: str
    themes_suggested: str
    score: str
    themes_final: str
    coder: str
    coded_at: str
    action_ref: str
    lead_role: str
    status: str
    milestone_due: str
    target_value: str
    figures: str
    citation: str
    source_file: str
    source_sha256: str
    line_start: int
    line_end: int
    index_version: str
    model_name: str
    paper_id: str
    start: int
    end: int
    hidden: str


class CodebookRow(NamedTuple):
    """A theme as it is coded by, with how many passages of the extract it was suggested for and stands for."""

    theme: str
    title: str
    definition: str
    vocabulary: str
    weak_words: str
    false_friends: str
    areas: str
    threshold: float
    passages_suggested: int
    passages_final: int


class Coded(NamedTuple):
    """One theme of one passage: suggested, decided by a coder, or both. `coder` is None for a mark alone."""

    passage_id: PassageId
    theme: str
    coder: str | None
    at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A coded extract. `quotations` are the rows' texts, in order; `codings` what stands, `decisions` all of them."""

    rows: tuple[ExtractRow, ...]
    quotations: tuple[Quoted, ...]
    themes: tuple[Theme, ...]
    papers: tuple[Paper, ...]
    codebook: tuple[CodebookRow, ...]
    codings: tuple[Coded, ...]
    decisions: tuple[Decision, ...]
    methods: tuple[str, ...]
    date: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is the same for every row."""

    marks: Mapping[PassageId, Sequence[tuple[str, float]]]
    decisions: Mapping[PassageId, Sequence[Decision]]
    action_of: Mapping[PassageId, Action]
    measure_of: Mapping[PassageId, Measure]
    line_ends: Mapping[DocumentId, Sequence[int]]
    councils: Councils
    told: Searching
    mask: Mask
    order: Sequence[str]

    def final(self, name: PassageId) -> list[str]:
        """Return the themes that stand for a passage, in the order of the themes."""
        suggested = {theme for theme, _ in self.marks.get(name, ())}
        held = latest(self.decisions.get(name, ()))
        rejected = {theme for theme, decision in held.items() if decision.verdict is Verdict.REJECT}
        return [theme for theme in self.order if theme in (suggested | held.keys()) - rejected]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractWanted:
    """What an extract is to hold: the passages within limits, those for which a theme stands when one is named.

    `theme` is an id or a title, None for every passage; `date` is the day that the extract bears, None for none.
    """

    where: Where = EVERYWHERE
    theme: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What an extract is made with: the themes to code by, what people decided in any order, and what hides names."""

    themes: Sequence[Theme]
    decisions: Sequence[Decision]
    councils: Councils
    told: Searching
    mask: Mask


def extract(view: View, wanted: ExtractWanted, basis: Basis) -> Extract:
    """Return the extract, passages in reading order. Every passage of the view has been marked with the themes.

    Raises UnknownNameError when no theme is called as is wanted.
    """
    themes, mask, where = basis.themes, basis.mask, wanted.where
    theme = None if wanted.theme is None else theme_called(wanted.theme, themes).id
    found = view.passages(where)
    known = _known(found, view, where, basis)
    kept = [item for item in found if theme is None or theme in known.final(item.passage.id)]
    figures = _figures(view, kept)
    ids = {item.passage.id for item in kept}
    taken = tuple(
        sorted(
            (it for it in basis.decisions if it.passage_id in ids),
            key=lambda it: (it.at, it.passage_id, it.theme, it.coder),
        )
    )
    rows = tuple(_row(item, some, known) for item, some in zip(kept, figures, strict=True))
    papers = {item.paper.id: item.paper for item in kept}
    return Extract(
        rows=rows,
        quotations=tuple(quoted(item, mask) for item in kept),
        themes=tuple(themes),
        papers=tuple(papers.values()),
        codebook=_codebook(themes, kept, known),
        codings=tuple(coding for item in kept for coding in _codings(item.passage.id, known)),
        decisions=taken,
        methods=methods(rows, taken, basis.told, theme=theme, date=wanted.date),
        date=wanted.date or basis.told.newest,
    )


def _known(found: Sequence[Found], view: View, where: Where, basis: Basis) -> _Known:
    names = [item.passage.id for item in found]
    id_of = dict(zip(view.rows_of(names), names, strict=True))
    marks: dict[PassageId, list[tuple[str, float]]] = defaultdict(list)
    for theme in basis.themes:
        for mark in view.marked(theme.id, where):
            if mark.is_mark and mark.row in id_of:
                marks[id_of[mark.row]].append((theme.id, mark.score))
    on_passage: dict[PassageId, list[Decision]] = defaultdict(list)
    for decision in basis.decisions:
        on_passage[decision.passage_id].append(decision)
    unlimited = replace(where, rows=None)
    return _Known(
        marks=marks,
        decisions=on_passage,
        action_of={name: it.action for it in view.actions(unlimited) for name in it.action.passage_ids},
        measure_of={name: it.measure for it in view.measures(unlimited) for name in it.measure.passage_ids},
        line_ends={paper: _line_ends(view.text(paper)) for paper in {item.paper.id for item in found}},
        councils=basis.councils,
        told=basis.told,
        mask=basis.mask,
        order=[theme.id for theme in basis.themes],
    )


def _figures(view: View, found: Sequence[Found]) -> list[list[Figure]]:
    return view.figures(view.rows_of([item.passage.id for item in found])) if found else []


def _row(item: Found, figures: Sequence[Figure], known: _Known) -> ExtractRow:
    passage, paper = item
    shown = known.mask(passage.text)
    marks = known.marks.get(passage.id, ())
    action, measure = known.action_of.get(passage.id), known.measure_of.get(passage.id)
    decided = sorted(known.decisions.get(passage.id, ()), key=lambda it: (it.at, it.coder))
    ends = known.line_ends[paper.id]
    return ExtractRow(
        passage_id=passage.id,
        council=writable(paper.council or ""),
        council_gss=council_code(paper, known.councils),
        doc_title=writable(paper.title),
        meeting_body=writable(paper.body or ""),
        meeting_date=paper.date or "",
        doc_date_precision=PRECISION.get(len(paper.date or ""), "undated"),
        section_path=writable(" > ".join(passage.section)),
        para_no=passage.number or "",
        part=passage.part,
        kind=str(passage.kind),
        text_raw=shown.text,
        text_clean=writable(fold(shown.text)),
        repairs=writable(BETWEEN.join(passage.repairs)),
        themes_suggested=BETWEEN.join(theme for theme, _ in marks),
        score=BETWEEN.join(f"{score:.4f}" for _, score in marks),
        themes_final=BETWEEN.join(known.final(passage.id)),
        coder=BETWEEN.join(dict.fromkeys(it.coder for it in decided)),
        coded_at=decided[-1].at if decided else "",
        **plan_cells(action, measure, known.mask),
        figures=writable(BETWEEN.join(map(figure_words, figures))),
        citation=writable(cite(item)) + (f" ({note})" if (note := note_on(item)) else ""),
        source_file=writable(paper.file),
        source_sha256=paper.sha256,
        line_start=bisect_left(ends, passage.span.start) + 1,
        line_end=bisect_left(ends, passage.span.end - 1) + 1,
        index_version=f"readacross {known.told.version}, library {known.told.library_state}",
        model_name=f"{known.told.model} ({known.told.fingerprint})",
        paper_id=paper.id,
        start=passage.span.start,
        end=passage.span.end,
        hidden=BETWEEN.join(shown.hidden),
    )


def _codings(name: PassageId, known: _Known) -> list[Coded]:
    """Return who gives a passage the themes that stand for it: each coder, and the mark where it was suggested."""
    suggested = {theme for theme, _ in known.marks.get(name, ())}
    codings = []
    for theme in known.final(name):
        codings += [Coded(name, theme, None, None)] if theme in suggested else []
        own = [it for it in known.decisions.get(name, ()) if it.theme == theme and it.verdict is not Verdict.REJECT]
        codings += [Coded(name, theme, it.coder, it.at) for it in sorted(own, key=lambda it: (it.at, it.coder))]
    return codings


def _codebook(themes: Sequence[Theme], kept: Sequence[Found], known: _Known) -> tuple[CodebookRow, ...]:
    names = [item.passage.id for item in kept]
    suggested = [theme for name in names for theme, _ in known.marks.get(name, ())]
    final = [theme for name in names for theme in known.final(name)]
    return tuple(
        CodebookRow(
            theme=theme.id,
            title=theme.title,
            definition=theme.definition,
            vocabulary=BETWEEN.join(theme.vocabulary),
            weak_words=BETWEEN.join(theme.weak),
            false_friends=BETWEEN.join(theme.false_friends),
            areas=BETWEEN.join(theme.areas),
            threshold=theme.threshold,
            passages_suggested=suggested.count(theme.id),
            passages_final=final.count(theme.id),
        )
        for theme in themes
    )


def _line_ends(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if character == "\n"]
