"""Write the group from which documents are taken away, as escaped, semantic HTML; nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ui.addresses.links import query_of, values_in
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.answers import Answer
    from search.compare import Comparison

#: What a person calls each format.
FORMATS = {
    "docx": "Word",
    "html": "Web page",
    "xlsx": "Spreadsheet (XLSX)",
    "csv": "CSV (ZIP)",
    "qdpx": "REFI-QDA (QDPX)",
    "md": "Markdown",
}
MOST_QUESTION_CHARACTERS = 500


class Offer(NamedTuple):
    """A document that can be taken away: its key in `ui.routes.documents`, its name, for whom, in which formats."""

    what: str
    name: str
    whom: str
    formats: tuple[str, ...]


ON_TWO_PAGES = 6  # councils at most, as the briefing itself says
BRIEFING = Offer("briefing", "Comparable practice briefing", "for colleagues, on two pages", ("docx", "html"))
LONG_BRIEFING = BRIEFING._replace(whom=f"for colleagues; of {ON_TWO_PAGES} councils or fewer it takes two pages")
BRIEFING_OF_TRAY = BRIEFING._replace(whom="for colleagues: what is pinned, with your notes")
ENQUIRIES = Offer(
    "enquiries", "Lines of enquiry", "for inspectors, a row each with room for notes", ("docx", "xlsx", "html")
)
ENQUIRIES_OF_TRAY = ENQUIRIES._replace(whom="for inspectors, a row for each quotation with room for notes")
EXTRACT = Offer("extract", "Coded extract", "for researchers", ("xlsx", "csv", "qdpx", "md"))
TRAY = (
    BRIEFING_OF_TRAY,
    ENQUIRIES_OF_TRAY,
    EXTRACT._replace(whom="for researchers: what is pinned, a row each with its themes"),
)


def take_away_html(place: str, query: str, offers: Sequence[Offer]) -> str:
    """Return the documents that can be made of what a place shows; `query` is the end of the address that asks it."""
    rows = "".join(f"<li>{_offer_html(place, query, offer)}</li>" for offer in offers)
    return (
        f'<section class="take-away" aria-labelledby="take-away-{place}"><h3 id="take-away-{place}">Take away</h3>'
        f'<ul>{rows}</ul><p class="told" role="status"></p>'
        '<button type="button" class="as-link" data-stops hidden>Stop preparing</button></section>'
    )


def of_comparison_html(comparison: Comparison, query: str) -> str:
    """Return what can be taken away of a comparison; no extract where every council is silent."""
    shown = sum(len(column.evidence) for column in comparison.columns)
    passages = (
        f"the {counted(shown, 'passage')} shown" if comparison.theme.is_free_text else "every passage on this theme"
    )
    extract = EXTRACT._replace(whom=f"for researchers: {passages}, a row each with its themes")
    briefing = BRIEFING if len(comparison.columns) <= ON_TWO_PAGES else LONG_BRIEFING
    return take_away_html("compare", query, [briefing, extract] if shown else [briefing])


def of_search_html(answer: Answer, query: str) -> str:
    """Return what can be taken away of an answer, nothing where nothing relevant was found."""
    if answer.nothing_relevant or not answer.results:
        return ""
    shown = f"the {counted(len(answer.results), 'passage')} shown"
    extract = EXTRACT._replace(whom=f"for researchers: {shown}, a row each")
    return take_away_html("search", query, [extract])


def _offer_html(place: str, query: str, offer: Offer) -> str:
    links = "".join(
        f' <a class="takes" href="{_address(place, offer, to)}?{escape(query)}" download data-takes>{FORMATS[to]}'
        f'<span class="hidden-words">: {escape(offer.name.lower())}</span></a>'
        for to in offer.formats
    )
    asked = _question_html(place, query, offer) if offer.what == BRIEFING.what else ""
    return (
        f'<p><strong>{escape(offer.name)}</strong> <span class="whom">{escape(offer.whom)}</span></p>'
        f'<div class="doing">{links}{asked}</div>'
    )


def _question_html(place: str, query: str, offer: Offer) -> str:
    """Return the form that makes a briefing with a person's own question at its head."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, values in values_in(query).items()
        for value in values
    )
    buttons = "".join(
        f'<button type="submit" class="act" formaction="{_address(place, offer, to)}">{FORMATS[to]}</button>'
        for to in offer.formats
    )
    own = f"take-away-{place}-question"
    return (
        '<details class="small-form"><summary>Put your question at its head</summary>'
        f'<form method="get" data-takes>{kept}<label for="{own}">Question at the head of the briefing</label>'
        f'<input type="text" id="{own}" name="question" maxlength="{MOST_QUESTION_CHARACTERS}" autocomplete="off" '
        f'required><div class="doing">{buttons}</div></form></details>'
    )


def _address(place: str, offer: Offer, to: str) -> str:
    return f"library/document/{place}/{offer.what}.{to}"


def of_tray_html(name: str) -> str:
    """Return what can be taken away of a tray that holds something."""
    return take_away_html("tray", query_of([("tray", name)]), TRAY)
