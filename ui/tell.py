"""Tell results in plain text, for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.citation import DIGEST_NOTE, cite, cite_paper, date_in_words
from search.find import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.types import Paper
    from indexer.store import Found
    from search.compare import Comparison, Silence
    from search.find import Answer, Searched
    from search.themes import Theme
    from ui.adding import ReadingReport
    from ui.doctor import Finding

WIDTH = 100


def reading_report(report: ReadingReport) -> str:
    """Return what became of the files that were added."""
    lines = [_line_of(paper) for paper in report.added]
    lines += [f"{_line_of(paper)}  (already there)" for paper in report.unchanged]
    lost = sum(paper.unreadable_pages for paper in report.added)
    counts = [_count(len(report.added), "paper") + " added"]
    counts += [f"{len(report.unchanged)} already there"] if report.unchanged else []
    counts += [_count(len(report.refused), "file") + " refused"] if report.refused else []
    counts += [_count(lost, "page") + " could not be read"] if lost else []
    return "".join(f"{line}\n" for line in [*lines, ", ".join(counts) + "."])


def removed(papers: Sequence[Paper]) -> str:
    """Return which papers were taken out."""
    return "".join(f"Removed: {cite_paper(paper)}\n" for paper in papers)


def read_again(papers: Sequence[Paper]) -> str:
    """Return how many papers were read again."""
    return f"{_count(len(papers), 'paper')} read again.\n"


def papers(listed: Sequence[Paper], *, reasons: bool) -> str:
    """Return a list of papers."""
    if not listed:
        return "No papers yet. Add some: readacross add FILE-OR-FOLDER\n"
    lines: list[str] = []
    for paper in listed:
        lines.append(f"{paper.id}  {_line_of(paper)}")
        if paper.stepped_aside_for:
            lines.append(f"    our digest; has stepped aside for the paper itself ({paper.stepped_aside_for})")
        elif paper.is_digest:
            lines.append(f"    {DIGEST_NOTE}: {paper.stands_for}")
        lines += [f"    {'page ' + str(w.page) + ': ' if w.page else ''}{w.reason}" for w in paper.warnings]
        if reasons:
            lines += [f"    {name.replace('_', ' ')}: {reason}" for name, reason in paper.reasons]
    return "".join(f"{line}\n" for line in lines)


def passages(found: Sequence[Found]) -> str:
    """Return passages in reading order."""
    return "".join(f"{_quoted(item)}\n" for item in found) + f"{_count(len(found), 'passage')}.\n"


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
        number = _count(len(answered.results), "passage")
        head = f"{number} from {_count(len(councils), 'council')}, found by {how} in {within}.\n"
    return head + "".join(f"\n{result.rank}. {_quoted(result.found)}" for result in answered.results)


def comparison(compared: Comparison) -> str:
    """Return a comparison, one council after another."""
    parts = [f"{compared.theme.title}\n{compared.theme.definition}\n"]
    for column in compared.columns:
        parts.append(f"\n{column.council}\n{'=' * len(column.council)}\n")
        parts += [f"{_quoted(item.found)}\n" for item in column.evidence]
        if column.silence:
            parts.append(_silence(column.silence))
    return "".join(parts)


def findings(found: Iterable[Finding]) -> str:
    """Return what the doctor found."""
    return "".join(f"{finding.sign:<6} {finding.what}\n{_remedy(finding.remedy)}" for finding in found)


def _silence(silence: Silence) -> str:
    lines = [
        f"{silence.wording[0].upper()}{silence.wording[1:]}: {_count(silence.passages_searched, 'passage')} searched."
    ]
    if silence.unreadable_pages:
        lines.append(f"{_count(silence.unreadable_pages, 'page')} could not be read.")
    if silence.nearest is not None and silence.nearest_cosine is not None:
        lines.append(f"The nearest ({silence.nearest_cosine:.2f} near in meaning, from 0 to 1):")
        lines.append(_quoted(silence.nearest))
    return "\n".join(lines) + "\n"


def _searched(within: Searched) -> str:
    unreadable = f", {_count(within.unreadable_pages, 'page')} of them unreadable" if within.unreadable_pages else ""
    return f"{_count(within.passages, 'passage')} of {_count(within.papers, 'paper')}{unreadable}"


def _quoted(found: Found) -> str:
    """Return a quotation with its citation. Line breaks inside it are shown as spaces, tabs as bars."""
    shown = on_one_line(found.passage.text.replace("\t", " | "))
    quotation = textwrap.fill(f"“{shown}”", WIDTH, initial_indent="", subsequent_indent="   ", break_long_words=False)
    note = f"   {DIGEST_NOTE}.\n" if found.paper.is_digest else ""
    return f"{quotation}\n   {cite(found)}\n{note}"


def _line_of(paper: Paper) -> str:
    lost = f", {_count(paper.unreadable_pages, 'page')} unreadable" if paper.unreadable_pages else ""
    council = paper.council or "council not recognised"
    return f"{council}, {date_in_words(paper.date)}, {paper.kind}: {paper.title} [{paper.file}{lost}]"


def _remedy(remedy: str | None) -> str:
    return f"       {remedy}\n" if remedy else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
