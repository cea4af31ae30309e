"""Tell results in plain text, for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.answers import Mode
from search.citation import DIGEST_NOTE, cite, cite_paper, date_in_words
from search.expand import in_brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.types import DocumentId, Paper
    from indexer.records import Inspection
    from indexer.store import Found
    from search.answers import Answer, Result, Searched
    from search.evaluate import Evaluation, Figures
    from search.runs import Since
    from search.themes import Theme
    from ui.commands.doctor import Finding
    from ui.library.adding import ReadingReport

WIDTH = 100


def reading_report(report: ReadingReport) -> str:
    """Return what became of the files that were added."""
    lines = [_line_of(paper) for paper in report.added]
    lines += [f"{_line_of(paper)}  (already there)" for paper in report.unchanged]
    return "".join(f"{line}\n" for line in [*lines, report.counts.in_words()])


def removed(papers: Sequence[Paper]) -> str:
    """Return which papers were taken out."""
    return "".join(f"Removed: {cite_paper(paper)}\n" for paper in papers)


def read_again(papers: Sequence[Paper]) -> str:
    """Return how many papers were read again."""
    return f"{count(len(papers), 'paper')} read again.\n"


def papers(listed: Sequence[Paper], inspections: Mapping[DocumentId, Inspection], *, reasons: bool) -> str:
    """Return a list of papers, inspection reports with what they record."""
    if not listed:
        return "No papers yet. Add some: readacross add FILE-OR-FOLDER\n"
    lines: list[str] = []
    for paper in listed:
        lines.append(f"{paper.id}  {_line_of(paper)}")
        if paper.stepped_aside_for:
            lines.append(f"    our digest; has stepped aside for the paper itself ({paper.stepped_aside_for})")
        elif paper.is_digest:
            lines.append(f"    {DIGEST_NOTE}: {paper.stands_for}")
        lines += inspection(inspections[paper.id]) if paper.id in inspections else []
        lines += [f"    {'page ' + str(w.page) + ': ' if w.page else ''}{w.reason}" for w in paper.warnings]
        if reasons:
            lines += [f"    {name.replace('_', ' ')}: {reason}" for name, reason in paper.reasons]
    return "".join(f"{line}\n" for line in lines)


def inspection(record: Inspection) -> list[str]:
    """Return what an inspection report records, in a few lines; a fact that it does not print is left out."""
    held = f", {date_in_words(record.start)} to {date_in_words(record.end)}" if record.start else ""
    published = f", published {date_in_words(record.published)}" if record.published else ""
    grades = [f"    {judgement.area}: {judgement.grade}" for judgement in record.judgements]
    must = f"    {count(len(record.improvements), 'passage')} on what must improve"
    return [f"    {record.framework}{held}{published}", *(grades or ["    no graded judgements"]), must]


def passages(found: Sequence[Found]) -> str:
    """Return passages in reading order."""
    return "".join(f"{quoted(item)}\n" for item in found) + f"{count(len(found), 'passage')}.\n"


def themes(listed: Sequence[Theme]) -> str:
    """Return the themes."""
    return "".join(f"{theme.id:<15} {theme.title}\n" for theme in listed)


def answer(answered: Answer) -> str:
    """Return an answer to a question."""
    councils = {result.found.paper.council for result in answered.results}
    how = {Mode.HYBRID: "meaning and words", Mode.MEANING: "meaning", Mode.WORDS: "words"}[answered.mode]
    within = _searched(answered.searched)
    if not answered.results:
        return f"Nothing was found by {how} in {within}.\n"
    if answered.nothing_relevant:
        head = f"Nothing relevant was found in {within}. The nearest passages:\n"
    else:
        number = count(len(answered.results), "passage")
        head = f"{number} from {count(len(councils), 'council')}, found by {how} in {within}.\n"
    return head + _also(answered) + "".join(map(_result, answered.results))


def _result(result: Result) -> str:
    also = "".join(f"   Also in: {cite(found)}\n" for found in result.also_in)
    return f"\n{result.rank}. {quoted(result.found)}{also}"


def _also(answered: Answer) -> str:
    if not answered.expanded_with:
        return ""
    also = f"Also searched: {in_brief(answered.expanded_with)}. To search only your words: --no-expansion"
    return textwrap.fill(also, WIDTH) + "\n"


def evaluation(measured: Evaluation, changed: Since | None) -> str:
    """Return how well a judged set was answered, and which questions are answered better or worse than before."""
    lines = [f"{'':<16}{'questions':>10}" + "".join(f"{name:>22}" for name in ("nDCG@10", "recall@20", "MRR"))]
    lines += [_figures("all", measured.overall)]
    for by in (measured.by_kind, measured.by_user):
        lines += ["", *(_figures(name, figures) for name, figures in by.items())]
    told, asked = sum(measured.told.values()), len(measured.told)
    lines += ["", f"In brackets: where the mean lies with 95 % confidence ({measured.overall.questions} questions)."]
    lines += [f"Nothing relevant, rightly: {told} of {asked} questions without an answer."]
    lost = f" ({', '.join(measured.lost)})" if measured.lost else ""
    lines += [f"Nothing relevant, wrongly: {len(measured.lost)} of {measured.overall.questions} with one{lost}."]
    return "".join(f"{line}\n" for line in [*lines, *_since(changed)])


def _figures(name: str, figures: Figures) -> str:
    each = (figures.ndcg_at_10, figures.recall_at_20, figures.reciprocal_rank)
    shown = "".join(f"{f'{value:.3f} [{low:.2f}, {high:.2f}]':>22}" for value, low, high in each)
    return f"{name:<16}{figures.questions:>10}{shown}"


def _since(changed: Since | None) -> list[str]:
    """Return the gains and losses, question by question."""
    if changed is None:
        return ["No earlier run of this judged set is recorded here."]
    gains, losses = len(changed.gains), len(changed.losses)
    lines = [f"Since the run of {changed.date}: {count(gains, 'gain')}, {losses} loss{'' if losses == 1 else 'es'}."]
    each = [*changed.gains, *changed.losses]
    return lines + [f"  {c.id:<8}{c.before:.3f} → {c.now:.3f}  {c.now - c.before:+.3f}" for c in each]


def findings(found: Iterable[Finding]) -> str:
    """Return what the doctor found."""
    return "".join(f"{finding.sign:<6} {finding.what}\n{_remedy(finding.remedy)}" for finding in found)


def _searched(within: Searched) -> str:
    unreadable = f", {count(within.unreadable_pages, 'page')} of them unreadable" if within.unreadable_pages else ""
    return f"{count(within.passages, 'passage')} of {count(within.papers, 'paper')}{unreadable}"


def quoted(found: Found) -> str:
    """Return a quotation with its citation. Line breaks inside it are shown as spaces, tabs as bars."""
    shown = on_one_line(found.passage.text.replace("\t", " | "))
    quotation = textwrap.fill(f"“{shown}”", WIDTH, initial_indent="", subsequent_indent="   ", break_long_words=False)
    note = f"   {DIGEST_NOTE}.\n" if found.paper.is_digest else ""
    return f"{quotation}\n   {cite(found)}\n{note}"


def _line_of(paper: Paper) -> str:
    lost = f", {count(paper.unreadable_pages, 'page')} unreadable" if paper.unreadable_pages else ""
    council = paper.council or "council not recognised"
    return f"{council}, {date_in_words(paper.date)}, {paper.kind}: {paper.title} [{paper.file}{lost}]"


def _remedy(remedy: str | None) -> str:
    return f"       {remedy}\n" if remedy else ""


def count(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
