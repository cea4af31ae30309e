"""Make a coded extract: one row a passage, with the themes suggested and decided, figures, and what plans say of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from indexer.store import EVERYWHERE
from search.citation import cite
from search.marks.decide import Verdict, latest
from search.themes import theme_called
from ui.documents.extract_cells import BETWEEN, council_code, figure_words, figures_in, plan_cells
from ui.documents.extract_records import CodebookRow, Coded, Extract, ExtractRow, Piece
from ui.documents.methods import methods
from ui.documents.quoting import note_on, quoted, writable
from ui.library.coding import EVERY_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.councils import Councils
    from corpus.types import DocumentId
    from indexer.figures.records import Figure
    from indexer.records import Action, Measure
    from indexer.store import Found, PassageId, View, Where
    from search.marks.decide import Decision
    from search.themes import Theme
    from ui.documents.quoting import Mask
    from ui.documents.searched import Searching

EVERY_PASSAGE = "Every passage within the limits."
PRECISION = {4: "year", 7: "month", 10: "day"}


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
    Where `pieces` are given, it holds just these, in their order, and `chosen` says by whom and how they were, a line
    each; `where` is then what they were chosen from.
    """

    where: Where = EVERYWHERE
    theme: str | None = None
    date: str | None = None
    pieces: tuple[Piece, ...] | None = None
    chosen: tuple[str, ...] = ()
    is_pinned: bool = False


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
    themes, mask = basis.themes, basis.mask
    theme = None if wanted.theme is None else theme_called(wanted.theme, themes).id
    if wanted.pieces is None:
        pieces, where = [Piece(found) for found in view.passages(wanted.where)], wanted.where
    else:
        pieces, where = list(wanted.pieces), replace(EVERY_KIND, papers=_papers_of(wanted.pieces))
    known = _known([piece.found for piece in pieces], view, where, basis)
    kept = [piece for piece in pieces if theme is None or theme in known.final(piece.found.passage.id)]
    passages = {piece.found.passage.id: piece.found for piece in kept}
    figures = _figures(view, kept)
    ids = passages.keys()
    taken = tuple(
        sorted(
            (it for it in basis.decisions if it.passage_id in ids),
            key=lambda it: (it.at, it.passage_id, it.theme, it.coder),
        )
    )
    rows = tuple(_row(piece, some, known) for piece, some in zip(kept, figures, strict=True))
    papers = {found.paper.id: found.paper for found in passages.values()}
    chosen = wanted.chosen or (f"Only passages for which the theme {theme} stands." if theme else EVERY_PASSAGE,)
    return Extract(
        rows=rows,
        quotations=tuple(quoted(piece.found, mask, piece.span) for piece in kept),
        themes=tuple(themes),
        papers=tuple(papers.values()),
        codebook=_codebook(themes, list(passages), known),
        codings=tuple(coding for name in passages for coding in _codings(name, known)),
        decisions=taken,
        methods=methods(rows, taken, basis.told, chosen=chosen, date=wanted.date),
        date=wanted.date or basis.told.newest,
        is_chosen=wanted.pieces is not None,
        is_pinned=wanted.is_pinned,
    )


def _papers_of(pieces: Sequence[Piece]) -> tuple[DocumentId, ...]:
    return tuple(dict.fromkeys(piece.found.paper.id for piece in pieces))


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


def _figures(view: View, pieces: Sequence[Piece]) -> list[list[Figure]]:
    """Return the figures of each piece: those whose value stands in it."""
    told = view.figures(view.rows_of([piece.found.passage.id for piece in pieces])) if pieces else []
    return [figures_in(piece.part, some) for piece, some in zip(pieces, told, strict=True)]


def _row(piece: Piece, figures: Sequence[Figure], known: _Known) -> ExtractRow:
    item, part = piece.found, piece.part
    passage, paper = item
    start, end = passage.span.start + part.start, passage.span.start + part.end
    shown = known.mask(passage.text[part.start : part.end])
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
        section_path=writable(known.mask(" > ".join(passage.section)).text),
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
        figures=writable(BETWEEN.join(figure_words(figure, known.mask) for figure in figures)),
        citation=writable(cite(item)) + (f" ({note})" if (note := note_on(item)) else ""),
        source_file=writable(paper.file),
        source_sha256=paper.sha256,
        line_start=bisect_left(ends, start) + 1,
        line_end=bisect_left(ends, end - 1) + 1,
        index_version=f"readacross {known.told.version}, library {known.told.library_state}",
        model_name=f"{known.told.model} ({known.told.fingerprint})",
        paper_id=paper.id,
        start=start,
        end=end,
        hidden=BETWEEN.join(shown.hidden),
        note=writable(piece.note),
        line_of_enquiry=writable(piece.enquiry),
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


def _codebook(themes: Sequence[Theme], names: Sequence[PassageId], known: _Known) -> tuple[CodebookRow, ...]:
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
