"""The Papers tab: what is on the shelf, why we think so, and a form to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.dates import is_iso_date
from corpus.errors import BadDateError
from corpus.types import DocumentId
from indexer.build import Corrections
from ui.papers_html import corrected_html, kind_choices_html, paper_choices_html, papers_html
from ui.parts import status_line, words
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.app import PageServices

PAPER_ID, KIND_ID = "paper-to-correct", "kind-to-correct"
LEAVE = "Leave empty what is right already."
FIELDS = ("kind", "council", "body", "date", "title", "licence")
# What is chosen in the browser's own lists stays there: an event fetches it.
CHOSEN = (
    f"(paper, kind, ...others) => [document.getElementById('{PAPER_ID}').value, "
    f"document.getElementById('{KIND_ID}').value, ...others]"
)


class PapersTab(NamedTuple):
    """What takes part in an event."""

    paper: gr.HTML
    kind: gr.HTML
    council: gr.Textbox
    body: gr.Textbox
    date: gr.Textbox
    title: gr.Textbox
    licence: gr.Textbox
    button: gr.Button
    status: gr.HTML
    papers: gr.HTML


def build(services: PageServices) -> PapersTab:
    """Lay out the tab."""
    papers = services.all_papers()
    with gr.Column(elem_classes="ask"):
        words(f"<h2>Correct what was recognised</h2><p>{LEAVE}</p>", elem_id="correct-title")
        paper = words(paper_choices_html(papers, elem_id=PAPER_ID), elem_id="paper-choice", css_class="choice-list")
        council = gr.Textbox(label="Council", info="Any of its names, such as Sefton", max_lines=1)
        date = gr.Textbox(label="Date", info="2023, 2023-03 or 2023-03-08", max_lines=1)
        body = gr.Textbox(label="Committee or board", max_lines=1)
        title = gr.Textbox(label="Title", max_lines=1)
        kind = words(kind_choices_html(elem_id=KIND_ID), elem_id="kind-choice", css_class="choice-list")
        licence = gr.Textbox(label="Licence", max_lines=1)
        button = gr.Button("Save corrections", variant="primary", elem_id="correct-button", elem_classes="act")
    status = status_line("papers-status")
    listed = words(papers_html(papers), elem_id="papers-list", css_class="answer")
    return PapersTab(paper, kind, council, body, date, title, licence, button, status, listed)


def wire(
    tab: PapersTab, services: PageServices, *, refresh: Callable[[], list[object]], refreshed: list[object]
) -> None:
    """Attach the form to its button; whatever shows papers elsewhere is refreshed after it."""

    def correct(paper: str, *given: str) -> tuple[str, str]:
        return shown(lambda: _corrected(services, paper, dict(zip(FIELDS, given, strict=True))))

    fields = [tab.paper, tab.kind, tab.council, tab.body, tab.date, tab.title, tab.licence]
    tab.button.click(
        correct,
        inputs=fields,
        outputs=[tab.status, tab.papers],
        js=CHOSEN,
        show_progress="hidden",
        api_visibility="private",
    ).then(refresh, outputs=refreshed, queue=False, show_progress="hidden", api_visibility="private")


def _corrected(services: PageServices, paper: str, given: dict[str, str]) -> tuple[str, str]:
    stated = {name: value.strip() for name, value in given.items() if value and value.strip()}
    if "date" in stated and not is_iso_date(stated["date"]):
        raise BadDateError(stated["date"])
    corrected = services.correct(DocumentId(paper), Corrections(**stated))
    return corrected_html(corrected), papers_html(services.all_papers())
