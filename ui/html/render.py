"""Write answers, comparisons and errors as escaped, semantic HTML; nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from search.answers import Mode, Why
from search.citation import cite, date_in_words
from search.expand import in_brief
from ui.html.quotation import context_html, figure_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.errors import ReadacrossError
    from corpus.types import Paper
    from indexer.store import Found, PassageId
    from search.answers import Answer, Result, Searched
    from search.compare import Silence

    Contexts = Mapping[PassageId, Sequence[Found]]

NOTHING_RELEVANT = "Nothing relevant found in what was searched"
BY_MODE = {Mode.HYBRID: "by meaning and by words", Mode.MEANING: "by meaning only", Mode.WORDS: "by words only"}
NO_COUNCIL = "Council not recognised"


def counted(n: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural.

    >>> counted(1, "paper"), counted(1200, "passage")
    ('1 paper', '1,200 passages')
    """
    return f"{n:,} {noun if n == 1 else noun + 's'}"


def status_html(answer: Answer) -> str:
    """Return what was found and what was searched, in words, for the status line."""
    searched = f"Searched {_searched(answer.searched)}, {BY_MODE[answer.mode]}."
    also = f" Also searched: {escape(in_brief(answer.expanded_with))}." if answer.expanded_with else ""
    return f"<p><strong>{_found_in_words(answer)}</strong> {searched}{also}{unreadable(answer.searched)}</p>"


def answer_html(answer: Answer, contexts: Contexts) -> str:
    """Return an answer's passages, best first; the nearest stand apart when none of them is an answer."""
    if not answer.results:
        return _nothing_found_html()
    articles = "".join(result_html(result, contexts) for result in answer.results)
    results = f'<ol class="results">{articles}</ol>'
    if answer.nothing_relevant:
        return (
            f"{_nothing_found_html()}"
            '<section class="nearest" aria-labelledby="nearest-title"><h2 id="nearest-title">The nearest passages</h2>'
            f"<p>None of them is near enough to your question to count as an answer.</p>{results}</section>"
        )
    return f'<h2 class="hidden-words">Passages found</h2>{results}'


def papers_line_html(papers: Sequence[Paper]) -> str:
    """Return how many papers the library holds, of how many councils."""
    if not papers:
        return '<p class="papers-line">No papers yet</p>'
    councils = {paper.council for paper in papers if paper.council}
    return f'<p class="papers-line">{counted(len(papers), "paper")} from {counted(len(councils), "council")}</p>'


def masthead_html(papers: Sequence[Paper]) -> str:
    """Return the head of the page: its name, what it is for, and what it holds."""
    return (
        '<div class="masthead"><h1>Readacross</h1>'
        '<p class="purpose">Search and compare councils’ papers on improving children’s services</p>'
        f"{papers_line_html(papers)}</div>"
    )


def notice_html(papers: Sequence[Paper]) -> str:
    """Return what a person must know of the library before asking: that it is empty, or holds only digests."""
    if not papers:
        return (
            '<div class="notice"><h2>There are no papers here yet</h2>'
            '<p><a href="#papers">Add council papers</a>, or our demonstration papers to look round first.</p></div>'
        )
    if not all(paper.is_digest for paper in papers):
        return ""
    digests = "is a digest" if len(papers) == 1 else "are digests"
    return (
        '<div class="notice"><h2>These are demonstration papers, written in our words</h2>'
        f'<p class="at-length">The {counted(len(papers), "paper")} here {digests} of real council papers. '
        "Facts and paragraph numbers are the council’s; the wording is not, so do not quote it.</p>"
        '<p><a href="#papers">Add the real papers</a>: when a council’s paper is added, its digest steps aside.</p>'
        "</div>"
    )


def error_html(error: ReadacrossError) -> str:
    """Return what happened and what to do next, announced at once to a screen reader."""
    return (
        f'<div class="error" role="alert"><h2>{escape(error.message)}</h2>'
        f'<p class="remedy">{escape(error.remedy)}</p></div>'
    )


def _found_in_words(answer: Answer) -> str:
    if answer.nothing_relevant or not answer.results:
        return f"{NOTHING_RELEVANT}."
    papers = [result.found.paper for result in answer.results]
    councils = {paper.council or NO_COUNCIL for paper in papers}
    return (
        f"{counted(len(papers), 'passage')} from {counted(len(councils), 'council')}, "
        f"in {counted(len({paper.id for paper in papers}), 'paper')}."
    )


def _searched(searched: Searched) -> str:
    return f"{counted(searched.passages, 'passage')} in {counted(searched.papers, 'paper')}"


def unreadable(searched: Searched | Silence) -> str:
    """Return how many pages could not be read, as a sentence after another; empty when all could."""
    if not searched.unreadable_pages:
        return ""
    return f" {counted(searched.unreadable_pages, 'page')} could not be read as text and could not be searched."


def _nothing_found_html() -> str:
    return (
        f'<div class="nothing"><h2>{NOTHING_RELEVANT}</h2>'
        "<p>The papers may use other words, or may not speak of it. You could:</p>"
        "<ul><li>say it in other words, or in more of them</li>"
        "<li>look wider: tick every council, and clear what is set under More filters</li></ul></div>"
    )


def result_html(result: Result, contexts: Contexts, *, level: int = 3) -> str:
    """Return a passage that was found, headed by its paper, with its context and why it was found."""
    found = result.found
    remarks = [escape(found.paper.kind.value.capitalize())]
    return (
        f'<li><article class="result">{heading_html(found.paper, level=level)}'
        f"{figure_html(found, result.matched, remarks=remarks)}"
        f"{context_html(found, contexts.get(found.passage.id, ()))}{_also_in_html(result)}{_why_html(result)}"
        "</article></li>"
    )


def _also_in_html(result: Result) -> str:
    if not result.also_in:
        return ""
    places = "".join(f"<li>{escape(cite(found))}</li>" for found in result.also_in)
    return (
        f'<details class="also-in"><summary>Also in {counted(len(result.also_in), "other place")}, '
        f"almost word for word</summary><ul>{places}</ul></details>"
    )


def heading_html(paper: Paper, *, level: int) -> str:
    """Return whose paper a quotation is from and of when, as a heading."""
    parts = [
        f'<span class="council">{escape(paper.council or NO_COUNCIL)}</span>',
        f'<span class="date">{date_html(paper)}</span>',
    ]
    if paper.body:
        parts.append(f'<span class="body">{escape(paper.body)}</span>')
    return f'<h{level} class="source">{" <span class=dot>·</span> ".join(parts)}</h{level}>'


def date_html(paper: Paper) -> str:
    """Return a paper's date in words."""
    if paper.date is None:
        return "undated"
    return f'<time datetime="{escape(paper.date)}">{escape(date_in_words(paper.date))}</time>'


def _why_html(result: Result) -> str:
    reasons = []
    if result.scores.cosine is not None:
        reasons.append(f"How near in meaning (0 to 1): {max(0.0, result.scores.cosine):.2f}.")
    text = result.found.passage.text
    if any(match.why is Why.MEANING for match in result.matched):
        reasons.append("A dotted line runs under the sentence that comes nearest.")
    words = {" ".join(text[match.start : match.end].split()).lower() for match in result.matched if _is_word(match.why)}
    if words:
        reasons.append(f"Words it shares: {escape(', '.join(sorted(words)))}.")
    return f'<p class="why">{" ".join(reasons)}</p>' if reasons else ""


def _is_word(why: Why) -> bool:
    return why in (Why.WORD, Why.EXPANSION)
