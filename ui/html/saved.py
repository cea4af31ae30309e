"""Write saved searches as escaped, semantic HTML: what each asks, and what is new for it. No Gradio here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from search.answers import Mode
from search.batch import in_words
from search.citation import cite, cite_paper, date_in_words
from ui.addresses.links import link_html
from ui.addresses.search import query_for
from ui.addresses.search_request import asked_for
from ui.html.render import counted, result_html
from ui.html.search import STATUS_WORDS
from ui.library.saved_searches import MOST_NAME_CHARACTERS, Unreadable, shelf_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import Paper
    from indexer.store import Found, PassageId
    from search.answers import Request
    from search.saved import News, SavedQuestion

    Contexts = Mapping[PassageId, Sequence[Found]]

PLACE = "search"
NAMED = 5  # of councils and kinds, in the limits of a search
#: What stands in the tab until the browser has fetched the saved searches, and the line that is announced.
OPENING = '<div id="saved-root"></div><p id="saved-told" class="told-of-saved" role="status"></p>'
MODES = {Mode.HYBRID: "", Mode.MEANING: "by meaning only", Mode.WORDS: "by words only"}


def save_html(question: str, papers: Sequence[Paper]) -> str:
    """Return what saves the search whose answer stands below; its name is the question until a person says another."""
    name = escape(question[:MOST_NAME_CHARACTERS])
    return (
        '<details class="small-form save-search"><summary>Save this search</summary>'
        f'<form data-saves data-shelf="{shelf_mark(papers)}"><label for="save-name">Name of this search</label>'
        f'<input type="text" id="save-name" name="name" value="{name}" maxlength="{MOST_NAME_CHARACTERS}" '
        'autocomplete="off" required aria-describedby="save-hint"><p class="info-text" id="save-hint">It is kept in '
        "the library with its councils and filters. You can then ask what is new for it.</p>"
        '<button type="submit" class="act">Save</button></form></details>'
    )


def saved_html(saved: Sequence[SavedQuestion | Unreadable], councils: Sequence[str]) -> str:
    """Return the saved searches, each with what can be done with it; nothing when there are none."""
    if not saved:
        return ""
    rows = "".join(
        f"<li>{_unreadable_html(each) if isinstance(each, Unreadable) else _search_html(each, councils)}</li>"
        for each in saved
    )
    return (
        '<details class="saved"><summary><h3>Saved searches</h3> '
        f'<span class="number">({len(saved)})</span></summary><ul>{rows}</ul></details>'
    )


def limits_said(request: Request) -> str:
    """Return what a search is limited to, in words, each limit a sentence; empty when nothing limits it."""
    where = request.where
    dates = [
        *([f"from {date_in_words(where.date_from)}"] if where.date_from else []),
        *([f"to {date_in_words(where.date_to)}"] if where.date_to else []),
    ]
    statuses = [STATUS_WORDS[status.value if status else "none"] for status in request.statuses]
    said = (
        _listed("Councils", where.councils),
        _listed("Only passages on", [request.theme.title] if request.theme else []),
        _listed("Only actions that stand", [status.lower() for status in statuses]),
        f"Papers {' '.join(dates)}" if dates else "",
        _listed("Kinds of paper", where.paper_kinds),
        _listed("Kinds of passage", [kind.replace("_", " ") for kind in where.kinds]),
        _listed("Committees and boards", where.bodies),
        f"In {counted(len(where.papers), 'named paper')}" if where.papers else "",
        f"At most {request.per_council} from each council" if request.per_council else "",
        f"Searched {MODES[request.mode]}" if MODES[request.mode] else "",
        "" if request.is_widened else "Only the words typed",
    )
    return " ".join(f"{each}." for each in said if each)


def news_html(news: News, contexts: Contexts) -> str:
    """Return what is new for a search: how much, and the passages with their citations."""
    if not news.results:
        return f'<div class="nothing"><h4>Nothing new{_since(news.saved)}</h4>{_without_html(news)}</div>'
    rows = "".join(result_html(result, contexts, level=5) for result in news.results)
    return (
        f'<h4>New{_since(news.saved)}</h4><p class="info-text">{_come(news)}</p>'
        f'<ol class="results">{rows}</ol>{_repeats_html(news)}'
    )


def news_told(news: News) -> str:
    """Return the same in a sentence, to be announced."""
    searched = counted(news.searched.papers, "paper")
    if not news.results:
        return f"Nothing new{_since(news.saved)}: {searched} searched."
    return f"{counted(len(news.results), 'passage')} new{_since(news.saved)}, {searched} searched."


def passages_of(news: News) -> list[PassageId]:
    """Return the ids of the passages that are new, so that their context can be fetched."""
    return [result.found.passage.id for result in news.results]


def _search_html(saved: SavedQuestion, councils: Sequence[str]) -> str:
    name, request = escape(saved.name), saved.request
    asked = asked_for(request, councils)
    title = link_html(PLACE, query_for(asked, councils), saved.name) if asked else name
    question = f'<p class="question">“{escape(request.question)}”</p>' if request.question != saved.name else ""
    limits = limits_said(request)
    cannot = "" if asked else " It was saved on the command line with limits that the form above does not have."
    told = f'<p class="limit">{escape(limits)}{cannot}</p>' if limits or cannot else ""
    return (
        f'<article data-saved="{name}" aria-label="{name}"><h4>{title}</h4>{question}{told}<div class="doing">'
        f'<button type="button" class="as-link" data-news>What is new{_since(saved)}'
        f'<span class="hidden-words">: {name}</span></button>{_remove_html(name)}</div>'
        '<div class="news"></div></article>'
    )


def _unreadable_html(saved: Unreadable) -> str:
    name = escape(saved.name)
    return (
        f'<article data-saved="{name}" aria-label="{name}"><h4>{name}</h4>'
        '<p class="limit">This search cannot be read any more: remove it, and save it again.</p>'
        f'<div class="doing">{_remove_html(name)}</div></article>'
    )


def _remove_html(name: str) -> str:
    return (
        f'<details class="small-form"><summary>Remove<span class="hidden-words">: {name}</span></summary>'
        "<form data-removes><p>The search goes from the library, with what you have seen of it. Papers stay.</p>"
        '<button type="submit" class="act grave">Yes, remove it</button></form></details>'
    )


def _listed(what: str, values: Sequence[str]) -> str:
    """Return values after what they are; of more than a line holds the first, and how many more there are."""
    if not values:
        return ""
    others = len(values) - NAMED
    named = f"{', '.join(values[:NAMED])} and {others} more" if others > 1 else ", ".join(values)
    return f"{what}: {named}"


def _since(saved: SavedQuestion) -> str:
    """Return the day since which something is new, in words; everything is while a search has not been run."""
    return "" if saved.last_run is None else f" since {date_in_words(saved.last_run[:10])}"


def _come(news: News) -> str:
    passages, papers = counted(len(news.results), "passage"), counted(len(news.papers), "paper")
    if news.saved.last_run is None:
        return f"{passages}. This search had not been run before, so all of {in_words(news.searched)} counts as new."
    return f"{passages} in {papers} that came since, of {in_words(news.searched)} in all."


def _without_html(news: News) -> str:
    """Return what was searched without anything new, and the papers that came, when some did."""
    searched = f"{counted(news.searched.papers, 'paper')} searched"
    if not news.papers or news.saved.last_run is None:
        return f"<p>{searched}.</p>"
    came = "".join(f"<li>{escape(cite_paper(paper))}</li>" for paper in news.papers)
    return f"<p>{searched}. Nothing relevant was found in what has come since:</p><ul>{came}</ul>"


def _repeats_html(news: News) -> str:
    """Return which passages were shown before in other papers, by their places in the list."""
    places = {result.found.passage.id: place for place, result in enumerate(news.results, start=1)}
    rows = "".join(
        f"<li>Passage {places[name]} says the same as {escape(cite(found))}</li>"
        for name, found in news.repeats.items()
        if name in places
    )
    return f"<p>Shown before in other papers, almost word for word:</p><ul>{rows}</ul>" if rows else ""
