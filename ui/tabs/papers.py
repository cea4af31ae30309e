"""The Papers tab: what is on the shelf, what was recognised of each paper and why, and a form to correct it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.dates import is_iso_date
from corpus.errors import BadDateError, InputError, ReadacrossError, UnknownNameError
from corpus.types import PaperKind
from indexer.build import FACTS, Corrections
from ui.papers_html import (
    FORM,
    NOT_SAVED,
    NOTHING_CHANGED,
    chooser_html,
    form_html,
    known,
    listing_html,
    saved_html,
)
from ui.parts import status_line, words
from ui.render import masthead_html, notice_html
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.councils import Councils
    from corpus.types import Paper
    from ui.app import PageServices

SCRIPT = Path(__file__).parent.parent / "assets" / "papers.js"
SAVING = "<p>Saving…</p>"
#: Puts the form, as it was filled in, in place of an event's first value.
FILLED_IN = (
    f"(first, ...others) => "
    f"[JSON.stringify(Object.fromEntries(new FormData(document.getElementById('{FORM}')))), ...others]"
)


class PaperGoneError(InputError):
    """The paper to be corrected is not on the shelf."""

    def __init__(self) -> None:
        super().__init__("That paper is no longer here.", remedy="Open this page again to see the papers that are.")


class PapersTab(NamedTuple):
    """What takes part in an event."""

    chooser: gr.HTML
    form: gr.HTML
    status: gr.HTML
    error: gr.HTML
    listing: gr.HTML


class Around(NamedTuple):
    """What of the rest of the page speaks of the papers, and must follow when one is corrected."""

    app: gr.Blocks
    masthead: gr.HTML
    notice: gr.HTML
    councils: tuple[gr.CheckboxGroup, ...]


def build(services: PageServices) -> PapersTab:
    """Lay out the tab."""
    papers = services.all_papers()
    with gr.Column(elem_classes="ask correcting"):
        chooser = words(chooser_html(papers), elem_id="papers-chooser", css_class="choice-list")
        form = gr.HTML(
            form_html(sorted(council.name for council in services.councils_file.all)),
            elem_id="papers-form",
            js_on_load=SCRIPT.read_text(encoding="utf-8"),
            apply_default_css=False,
        )
    status = status_line("papers-status")
    error = words("", elem_id="papers-error")
    listing = words(listing_html(papers, services.inspections()), elem_id="papers-list", css_class="answer wide")
    return PapersTab(chooser, form, status, error, listing)


def wire(tab: PapersTab, services: PageServices, around: Around) -> None:
    """Attach the corrections to the form, and the list to the opening of the page."""

    def save(filled_in: str, *ticked: Sequence[str]) -> Iterator[tuple[object, ...]]:
        yield SAVING, "", *_unchanged(4 + len(ticked))
        yield _outcome(services, json.loads(filled_in), ticked)

    def opened() -> tuple[object, ...]:
        try:
            return _laid_out(services, chosen="")
        except ReadacrossError:  # told above the tabs
            return _unchanged(2)

    tab.form.submit(
        save,
        inputs=[tab.form, *around.councils],
        outputs=[tab.status, tab.error, tab.chooser, tab.listing, around.masthead, around.notice, *around.councils],
        js=FILLED_IN,
        show_progress="hidden",
        api_visibility="private",
    )
    around.app.load(
        opened, outputs=[tab.chooser, tab.listing], queue=False, show_progress="hidden", api_visibility="private"
    )


def corrections_for(filled_in: Mapping[str, str], paper: Paper, councils: Councils) -> Corrections:
    """Return what a filled-in form changes of a paper: the boxes that are not empty and say something else.

    Raises:
        UnknownNameError: no council of England, or no kind of paper, is called so.
        BadDateError: the date is not in the ISO form.
    """
    typed = {name: " ".join(str(filled_in.get(name, "")).split()) for name in FACTS}
    changed = {name: value for name, value in typed.items() if value and value != known(paper, name)}
    if "date" in changed and not is_iso_date(changed["date"]):
        raise BadDateError(changed["date"])
    if changed.get("kind", PaperKind.OTHER) not in set(PaperKind):
        raise UnknownNameError("kind of paper", changed["kind"], PaperKind, list_with="open the list of kinds.")
    if "council" in changed:
        changed["council"] = _council(changed["council"], councils)
    return Corrections(**changed)


def _council(typed: str, councils: Councils) -> str:
    try:
        return councils.called(typed).name
    except UnknownNameError as error:
        names = [council.name for council in councils.all]
        raise UnknownNameError("council", typed, names, list_with="empty the Council box and open its list.") from error


def _outcome(
    services: PageServices, filled_in: Mapping[str, str], ticked: Sequence[Sequence[str]]
) -> tuple[object, ...]:
    """Return what every output shows after an attempt to save."""
    rest = _unchanged(4 + len(ticked))

    def saved() -> tuple[str, str]:
        nonlocal rest
        councils_before = services.councils()
        status = _saved(services, filled_in)
        papers, councils = services.papers(), services.councils()
        lists = [_ticks(each, councils_before, councils) for each in ticked]
        laid_out = _laid_out(services, chosen=filled_in["paper"])
        rest = (*laid_out, masthead_html(papers), notice_html(papers), *lists)
        return status, ""

    status, error = shown(saved)
    return (NOT_SAVED if error else status), error, *rest


def _saved(services: PageServices, filled_in: Mapping[str, str]) -> str:
    before = next((paper for paper in services.all_papers() if paper.id == filled_in.get("paper")), None)
    if before is None:
        raise PaperGoneError
    corrections = corrections_for(filled_in, before, services.councils_file)
    if not corrections.any:
        return NOTHING_CHANGED
    try:
        return saved_html(before, services.correct(before.id, corrections))
    except KeyError as error:  # taken out in this very moment, in a terminal
        raise PaperGoneError from error


def _laid_out(services: PageServices, *, chosen: str) -> tuple[str, str]:
    papers = services.all_papers()
    return chooser_html(papers, chosen=chosen), listing_html(papers, services.inspections())


def _ticks(ticked: Sequence[str], before: Sequence[str], councils: Sequence[str]) -> object:
    """Return the councils to tick: those new to the list join those that were ticked."""
    if before == councils:
        return gr.skip()
    kept = [name for name in councils if name in ticked or name not in before]
    return gr.CheckboxGroup(choices=list(councils), value=kept)


def _unchanged(n: int) -> tuple[object, ...]:
    return tuple(gr.skip() for _ in range(n))
