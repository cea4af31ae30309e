"""The Search tab: a question, its limits, and the passages that answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.councils import Likeness
from corpus.errors import ReadacrossError
from corpus.types import PaperKind
from indexer.store import SET_ASIDE, PassageKind
from search.answers import Mode
from ui.addresses.links import NOTHING_ASKED, asked_html, link_html
from ui.addresses.search import BY_DEFAULT, PER_COUNCIL, Asked, asked_in, query_for
from ui.addresses.search_request import request_for
from ui.html.councils import councils_html
from ui.html.export import of_search_html
from ui.html.render import answer_html, status_html
from ui.html.saved import OPENING, save_html
from ui.html.search import STATUS_WORDS, examples_html, limits_told
from ui.library.limits import alike_told
from ui.page.parts import bridge, choice_list, status_line, with_chosen, words
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gradio.components import Component

    from search.answers import Answer
    from ui.page.app import PageServices

MODES = [
    ("Meaning and words", Mode.HYBRID.value),
    ("Meaning only", Mode.MEANING.value),
    ("Words only", Mode.WORDS.value),
]
ALIKE = {
    Likeness.NEIGHBOURS.value: "statistical neighbours",
    Likeness.REGION.value: "in the same region",
    Likeness.TYPE.value: "of the same type",
}
SEARCHING = "<p>Searching…</p>"
DATE_HINT = "Such as 2023, 2023-03 or 2023-03-08"
PLACE = "search"
THEME_ID, LIKE_ID = "search-theme", "search-like"
KEPT_BY_BROWSER = ("council", "theme", "like")  # the last of `Asked`, by their names in the page's address


class SearchTab(NamedTuple):
    """What takes part in an event: the form's fields in the order of `Asked`, then the rest."""

    fields: Fields
    button: gr.Button
    status: gr.HTML
    results: gr.HTML
    reopened: gr.HTML

    @property
    def fresh(self) -> list[gr.HTML]:
        """The part that follows the library, as `opened` returns it: the councils to tick."""
        return [self.fields.councils]


class Fields(NamedTuple):
    """The form's fields, in the order of `Asked`."""

    question: gr.Textbox
    date_from: gr.Textbox
    date_to: gr.Textbox
    paper_kinds: gr.CheckboxGroup
    passage_kinds: gr.CheckboxGroup
    mode: gr.Radio
    per_council: gr.Radio
    is_widened: gr.Checkbox
    statuses: gr.CheckboxGroup
    likeness: gr.Radio
    councils: gr.HTML
    theme: gr.HTML
    like: gr.HTML


def build(services: PageServices) -> SearchTab:
    """Lay out the tab."""
    with gr.Column(elem_classes="ask"):
        with gr.Row(elem_classes="question-row"):
            question = gr.Textbox(label="What do you want to know?", lines=1, max_lines=1, elem_id="question")
            button = gr.Button("Search", variant="primary", elem_id="search-button", elem_classes="act")
        councils = words(councils_html(services.councils(), PLACE), elem_id="search-councils")
        with gr.Accordion("More filters", open=False, elem_classes="more"):
            fields = _filters(services, question, councils)
    words(OPENING, elem_id="search-saved")
    status = status_line("search-status")
    results = words(examples_html(services.papers()), elem_id="search-results", css_class="answer")
    return SearchTab(fields, button, status, results, bridge(PLACE))


def wire(tab: SearchTab, services: PageServices) -> None:
    """Attach the search to the button, to Enter in any box that takes text, and to the page's address."""

    def search(*values: object) -> Iterator[tuple[object, object]]:
        yield SEARCHING, gr.skip()
        yield shown(lambda: _answer(services, Asked._make(values)))

    def reopen(query: str) -> Iterator[tuple[object, ...]]:
        yield from _reopened(services, query)

    asking: list[Component] = list(tab.fields)
    gr.on(
        [tab.button.click, tab.fields.question.submit, tab.fields.date_from.submit, tab.fields.date_to.submit],
        search,
        inputs=asking,
        outputs=[tab.status, tab.results],
        js=with_chosen(len(asking), PLACE, *KEPT_BY_BROWSER),
        show_progress="hidden",
        api_visibility="private",
    )
    tab.reopened.submit(
        reopen,
        inputs=[tab.reopened],
        outputs=[*asking[: -len(KEPT_BY_BROWSER)], tab.status, tab.results],
        js=f"() => [readacross.queryOf('{PLACE}')]",
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="always_last",
    )


def opened(services: PageServices) -> tuple[object]:
    """Return the councils to tick as the library now is."""
    try:
        return (councils_html(services.councils(), PLACE),)
    except ReadacrossError:  # told above the places
        return (gr.skip(),)


def _answer(services: PageServices, asked: Asked) -> tuple[str, str]:
    request, alike = request_for(asked, services)
    answer = services.search(request)
    contexts = services.contexts([result.found.passage.id for result in answer.results])
    query = query_for(asked, services.councils())
    lines = limits_told(answer, request.theme, [STATUS_WORDS[status] for status in asked.statuses], alike_told(alike))
    above = asked_html(
        query, title=answer.question, what="search", lines=lines, links=_links(asked, answer, services.councils())
    )
    saving = save_html(answer.question, services.papers())
    return status_html(answer), above + saving + of_search_html(answer, query) + answer_html(answer, contexts)


def _links(asked: Asked, answer: Answer, councils: Sequence[str]) -> list[str]:
    """Return the other ways in which the same may be asked."""
    if not asked.is_widened:
        widened = query_for(asked._replace(is_widened=True), councils)
        return [link_html(PLACE, widened, "Search other names for these words too")]
    if answer.expanded_with:
        return [link_html(PLACE, query_for(asked._replace(is_widened=False), councils), "Search only my words")]
    return []


def _reopened(services: PageServices, query: str) -> Iterator[tuple[object, ...]]:
    """Give what an address asks for: the form filled in, then the answer; the form as at first when it asks nothing."""
    filled: tuple[object, ...] = tuple(gr.skip() for _ in Asked._fields[: -len(KEPT_BY_BROWSER)])
    asked = Asked()

    def answer() -> tuple[str, str]:
        nonlocal filled, asked
        asked = asked_in(query, services.councils())
        filled = tuple(asked[: -len(KEPT_BY_BROWSER)])
        return "", "" if query else f"{NOTHING_ASKED}{examples_html(services.papers())}"

    status, results = shown(answer)
    is_asked = bool(query) and not results
    yield *filled, (SEARCHING if is_asked else status), results
    if is_asked:
        yield *filled, *shown(lambda: _answer(services, asked))


def _filters(services: PageServices, question: gr.Textbox, councils: gr.HTML) -> Fields:
    theme = choice_list(
        "Only passages on",
        [("", "Any theme"), *[(t.id, t.title) for t in services.themes]],
        elem_id=THEME_ID,
        name="theme",
    )
    statuses = gr.CheckboxGroup(
        [(said, status) for status, said in STATUS_WORDS.items()],
        label="How an action stands",
        info="Tick any to search only passages of actions whose milestones stand so",
    )
    with gr.Row(elem_classes="dates"):
        date_from = gr.Textbox(label="Papers from", info=DATE_HINT, max_lines=1)
        date_to = gr.Textbox(label="Papers to", info=DATE_HINT, max_lines=1)
    paper_kinds = gr.CheckboxGroup(
        [(kind.value.capitalize(), kind.value) for kind in PaperKind],
        label="Kind of paper",
        info="Tick none to search every kind",
    )
    kinds = gr.CheckboxGroup(
        [(_in_words(kind), kind.value) for kind in PassageKind],
        label="Kind of passage",
        info="Tick none to search everything but boilerplate and metadata",
    )
    names = sorted(council.name for council in services.councils_file.all)
    like = choice_list(
        "Only councils like", [("", "No limit"), *[(name, name) for name in names]], elem_id=LIKE_ID, name="like"
    )
    likeness = gr.Radio([(said, by) for by, said in ALIKE.items()], value=BY_DEFAULT, label="Councils are alike when")
    mode = gr.Radio(MODES, value=Mode.HYBRID.value, label="Search by")
    widened = gr.Checkbox(
        value=True,
        label="Also search other names for my words",
        info="Agency staff, for example, are also called locums and interim staff",
        elem_classes="one-tick",
    )
    each = [("No limit", ""), *[(f"{n} passage{'s' if n != '1' else ''}", n) for n in PER_COUNCIL[1:]]]
    per_council = gr.Radio(each, value="", label="At most from each council")
    return Fields(
        question,
        date_from,
        date_to,
        paper_kinds,
        kinds,
        mode,
        per_council,
        widened,
        statuses,
        likeness,
        councils,
        theme,
        like,
    )


def _in_words(kind: PassageKind) -> str:
    name = kind.value.replace("_", " ").capitalize()
    return f"{name} (set aside)" if kind in SET_ASIDE else name
