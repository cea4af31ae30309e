"""Write lines of enquiry as escaped, semantic HTML, under the statement of what the tool did; no Gradio here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from corpus.types import Span
from search.citation import cite_paper, date_in_words
from search.enquiries.records import Signal
from search.masking import masked
from ui.html.quotation import ALTERED_NOTE, context_html, quotation_html, tools_html
from ui.html.render import counted, unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.store import Found, PassageId
    from search.enquiries.records import Dated, Enquiries, Enquiry, EnquiryArea, Quotation

    Contexts = Mapping[PassageId, Sequence[Found]]

PLACE = "enquiries"
ASKING = (
    "Reading the council’s papers for what they leave open… This takes some seconds; "
    "you can go on elsewhere on this page meanwhile."
)
NO_COUNCILS = (
    '<div class="nothing"><h3>There is no council to ask about yet</h3>'
    "<p>Add a council’s published papers. Where a paper’s council was not recognised, say which it is under Papers.</p>"
    "</div>"
)
HIDDEN_NAME = "[name hidden]"
#: Why a line of enquiry was made, in words that judge nothing.
WHY = {
    Signal.MILESTONE_PASSED: "A milestone date has passed, and no later paper that reports on it was found",
    Signal.TARGET_WITHOUT_ACTUAL: "A target is printed, and no actual for it was found",
    Signal.REPORTED_CHANGE: "A paper reports that a figure moved",
    Signal.FINDING_WITHOUT_REPLY: "An inspection set something out, and no reply to it was found",
    Signal.SILENT_THEME: "A theme that other councils’ papers write about was not found in this council’s",
    Signal.REPORT_WITHOUT_MEASURE: "Something is reported as done, and no figure for it was found beside it",
}


def form_html(councils: Sequence[str], *, today: str) -> str:
    """Return the form in which a council and a date are chosen; `today` is the ISO date that stands at first."""
    if not councils:
        return NO_COUNCILS
    options = "".join(f'<option value="{escape(name)}">{escape(name)}</option>' for name in councils)
    return (
        f'<form class="asking" data-asks="{PLACE}" aria-label="Lines of enquiry" novalidate>'
        '<div class="field"><label for="enquiries-council">Council</label>'
        '<p class="info-text" id="enquiries-council-hint">Its papers are read for what they leave open</p>'
        '<select id="enquiries-council" name="of" aria-describedby="enquiries-council-hint">'
        f'<option value="">Choose a council</option>{options}</select>'
        '</div><div class="field"><label for="enquiries-as-of">Position at</label>'
        '<p class="info-text" id="enquiries-as-of-hint">Earlier dates count as past. Left empty, it is today</p>'
        f'<input type="text" id="enquiries-as-of" name="as-of" value="{escape(today)}" '
        'aria-describedby="enquiries-as-of-hint" autocomplete="off"></div>'
        '<button type="submit" class="act">List lines of enquiry</button></form>'
    )


def enquiries_status_html(made: Enquiries) -> str:
    """Return, in words, how many lines there are, and what was searched, for the status line."""
    lines = sum(len(area.enquiries) for area in made.areas)
    return (
        f"<p><strong>{_lines(lines)} for {escape(made.council)}, in {counted(len(made.areas), 'area')}.</strong> "
        f"Position at {date_in_words(made.as_of)}. {_searched(made)}</p>"
    )


def enquiries_html(made: Enquiries, contexts: Contexts, titles: Mapping[str, str], take_away: str = "") -> str:
    """Return the lines of enquiry, area by area, numbered throughout; `titles` are the themes' titles by id.

    `take_away` is HTML that stands below their head, where there are any.
    """
    head = (
        f"<h3>Lines of enquiry: {escape(made.council)}, position at {date_in_words(made.as_of)}</h3>"
        f'<div class="statement" role="note"><p><strong>{escape(made.statement)}</strong></p>'
        "<p>Each line is a question that the papers leave open. Nothing is graded, ranked or judged. "
        f"Areas: {escape(made.framework)}.</p></div>"
    )
    if not made.areas:
        return (
            f'{head}{_papers_html(made)}<div class="nothing"><h4>No lines of enquiry</h4>'
            "<p>None of the signals that questions are made from was found in the papers searched. "
            "More of the council’s papers, or another date, may give some.</p></div>"
        )
    number, sections = 1, []
    for area in made.areas:
        sections.append(_area_html(area, contexts, titles, first=number))
        number += len(area.enquiries)
    return f"{head}{take_away}{_areas_html(made)}{_papers_html(made)}{''.join(sections)}"


def passages_of(made: Enquiries) -> list[PassageId]:
    """Return the ids of the passages quoted, so that their context can be fetched."""
    quoted = (each for area in made.areas for line in area.enquiries for each in line.quotations)
    return list(dict.fromkeys(each.passage_id for each in quoted))


def _lines(number: int) -> str:
    return f"{number:,} line{'' if number == 1 else 's'} of enquiry"


def _searched(made: Enquiries) -> str:
    searched = made.searched
    return (
        f"Searched {counted(searched.passages, 'passage')} in {counted(searched.papers, 'paper')}."
        f"{unreadable(searched)}"
    )


def _areas_html(made: Enquiries) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(area.title)}</th><td>{len(area.enquiries)}</td></tr>' for area in made.areas
    )
    return (
        '<table class="areas"><caption>Lines of enquiry by inspection area</caption>'
        f'<thead><tr><th scope="col">Area</th><th scope="col">Lines</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _papers_html(made: Enquiries) -> str:
    rows = "".join(f"<li>{escape(cite_paper(paper))}</li>" for paper in made.papers)
    listed = f"<ul>{rows}</ul>" if rows else ""
    return (
        '<section class="searched-papers" aria-labelledby="enquiries-searched">'
        f'<h4 id="enquiries-searched">Papers searched</h4><p>{_searched(made)}</p>{listed}</section>'
    )


def _area_html(area: EnquiryArea, contexts: Contexts, titles: Mapping[str, str], *, first: int) -> str:
    rows = "".join(
        f"<li>{_line_html(number, line, contexts, titles)}</li>"
        for number, line in enumerate(area.enquiries, start=first)
    )
    return (
        f'<section class="area" aria-labelledby="area-{escape(area.id)}">'
        f'<h3 id="area-{escape(area.id)}">{escape(area.title)} '
        f'<span class="number">{_lines(len(area.enquiries))}</span></h3><ol class="lines">{rows}</ol></section>'
    )


def _line_html(number: int, line: Enquiry, contexts: Contexts, titles: Mapping[str, str]) -> str:
    quoted = "".join(_quotation_html(each, contexts) for each in line.quotations)
    nothing = '<p class="wording">Nothing to quote: not found in the papers searched</p>'
    return (
        f'<article class="line" aria-labelledby="line-{number}"><h4 id="line-{number}">'
        f'<span class="number">{number}</span> {escape(line.question)}</h4>'
        f'<div class="says"><h5>What the papers say</h5>{quoted or nothing}</div>{_told_html(line, titles)}</article>'
    )


def _quotation_html(quoted: Quotation, contexts: Contexts) -> str:
    shown = masked(quoted.text)
    is_altered = bool(shown.hidden) or HIDDEN_NAME in quoted.text
    altered = f'<p class="repaired">{ALTERED_NOTE}</p>' if is_altered else ""
    around = contexts.get(quoted.passage_id, ())
    found = next((near for near in around if near.passage.id == quoted.passage_id), None)
    return (
        f'<div class="quoted-here"><figure class="quotation"><blockquote>{quotation_html(shown.text)}</blockquote>'
        f'<figcaption><p class="citation">{escape(quoted.citation)}</p>{altered}</figcaption></figure>'
        f"{_around_html(quoted, found, around) if found else ''}</div>"
    )


def _around_html(quoted: Quotation, found: Found, around: Sequence[Found]) -> str:
    own = found.passage.span
    part = Span(quoted.start - own.start, quoted.end - own.start)
    is_whole = (quoted.start, quoted.end) == (own.start, own.end)
    return tools_html(found, None if is_whole else part) + context_html(found, around)


def _told_html(line: Enquiry, titles: Mapping[str, str]) -> str:
    """Return what goes with a line's quotations: the gap, its dates, the evidence to ask for."""
    dates = "".join(f"<li>{_date_html(date)}</li>" for date in line.dates)
    evidence = "".join(f"<li>{escape(text)}</li>" for text in line.evidence_to_ask_for)
    themes = ", ".join(escape(titles.get(theme, theme)) for theme in line.themes)
    return (
        '<dl class="told">'
        f"<div><dt>Why it is asked</dt><dd>{escape(WHY[line.signal])}.</dd></div>"
        f"<div><dt>Gap</dt><dd>{escape(line.gap)}</dd></div>"
        f"<div><dt>Dates</dt><dd>{f'<ul>{dates}</ul>' if dates else 'No date is printed'}</dd></div>"
        f"<div><dt>Evidence to ask for</dt><dd><ul>{evidence}</ul></dd></div>"
        f"<div><dt>Themes</dt><dd>{themes or 'None of the themes'}</dd></div></dl>"
    )


def _date_html(date: Dated) -> str:
    printed = on_one_line(date.printed) or date_in_words(date.iso)
    what = f"{date.what[:1].upper()}{date.what[1:]}"
    note = f" ({escape(on_one_line(date.note))})" if date.note else ""
    return f"{escape(what)}: {escape(printed)}{note}"
