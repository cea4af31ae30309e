"""The Search tab: a question, its limits, and the passages that answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.dates import is_iso_date
from corpus.errors import BadDateError
from corpus.types import PaperKind
from indexer.store import SET_ASIDE, PassageKind, Where
from search.answers import Mode, Request
from ui.parts import council_choices, status_line, ticked_councils, words
from ui.render import answer_html, status_html
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ui.app import PageServices

MODES = [
    ("Meaning and words", Mode.HYBRID.value),
    ("Meaning only", Mode.MEANING.value),
    ("Words only", Mode.WORDS.value),
]
SEARCHING = "<p>Searching…</p>"
PER_COUNCIL = [("No limit", ""), *[(f"{n} passage{'s' if n > 1 else ''}", str(n)) for n in (1, 2, 3, 5, 10)]]
DATE_HINT = "A year, month or day: 2023, 2023-03 or 2023-03-08"


class SearchTab(NamedTuple):
    """What takes part in an event: first the form's fields, in the order of `Asked`, then the rest."""

    question: gr.Textbox
    councils: gr.CheckboxGroup
    date_from: gr.Textbox
    date_to: gr.Textbox
    paper_kinds: gr.CheckboxGroup
    passage_kinds: gr.CheckboxGroup
    mode: gr.Radio
    per_council: gr.Radio
    button: gr.Button
    status: gr.HTML
    results: gr.HTML


Filters = tuple[gr.Textbox, gr.Textbox, gr.CheckboxGroup, gr.CheckboxGroup, gr.Radio, gr.Radio]


class Asked(NamedTuple):
    """The form as a person left it; empty lists of kinds set no limit."""

    question: str | None
    councils: Sequence[str]
    date_from: str | None
    date_to: str | None
    paper_kinds: Sequence[str]
    passage_kinds: Sequence[str]
    mode: str
    per_council: str


def build(services: PageServices) -> SearchTab:
    """Lay out the tab."""
    with gr.Column(elem_classes="ask"):
        with gr.Row(elem_classes="question-row"):
            question = gr.Textbox(label="What do you want to know?", lines=1, max_lines=1, elem_id="question")
            button = gr.Button("Search", variant="primary", elem_id="search-button", elem_classes="act")
        councils = council_choices(services.councils())
        with gr.Accordion("More filters", open=False, elem_classes="more"):
            filters = _filters()
    status = status_line("search-status")
    results = words("", elem_id="search-results", css_class="answer")
    return SearchTab(question, councils, *filters, button, status, results)


def wire(tab: SearchTab, services: PageServices) -> None:
    """Attach the search to the button, and to Enter in any box that takes text."""

    def search(*values: object) -> Iterator[tuple[object, object]]:
        yield SEARCHING, gr.skip()
        yield shown(lambda: _answer(services, Asked._make(values)))

    gr.on(
        [tab.button.click, tab.question.submit, tab.date_from.submit, tab.date_to.submit],
        search,
        inputs=list(tab[: len(Asked._fields)]),
        outputs=[tab.status, tab.results],
        show_progress="hidden",
        api_visibility="private",
    )


def request_for(asked: Asked, councils: Sequence[str]) -> Request:
    """Return the request that a filled-in form makes; `councils` are all that could be ticked.

    Raises:
        NoCouncilTickedError: every council was unticked.
        BadDateError: a date is not in the ISO form.
    """
    where = Where(
        councils=ticked_councils(asked.councils, councils),
        kinds=tuple(PassageKind(kind) for kind in asked.passage_kinds),
        paper_kinds=tuple(PaperKind(kind) for kind in asked.paper_kinds),
        date_from=_date(asked.date_from),
        date_to=_date(asked.date_to),
    )
    per_council = int(asked.per_council) if asked.per_council else None
    return Request(question=asked.question or "", where=where, mode=Mode(asked.mode), per_council=per_council)


def _date(typed: str | None) -> str | None:
    date = (typed or "").strip()
    if date and not is_iso_date(date):
        raise BadDateError(date)
    return date or None


def _answer(services: PageServices, asked: Asked) -> tuple[str, str]:
    answer = services.search(request_for(asked, services.councils()))
    contexts = services.contexts([result.found.passage.id for result in answer.results])
    return status_html(answer), answer_html(answer, contexts)


def _filters() -> Filters:
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
    mode = gr.Radio(MODES, value=Mode.HYBRID.value, label="Search by")
    per_council = gr.Radio(PER_COUNCIL, value="", label="At most from each council")
    return date_from, date_to, paper_kinds, kinds, mode, per_council


def _in_words(kind: PassageKind) -> str:
    name = kind.value.replace("_", " ").capitalize()
    return f"{name} (set aside)" if kind in SET_ASIDE else name
