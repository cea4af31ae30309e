"""The page: one line per tab, and the server that shows it on this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import gradio as gr

from corpus.errors import ReadacrossError
from ui.parts import words
from ui.render import error_html, masthead_html, notice_html
from ui.serving import serve
from ui.tabs import compare, papers, search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpus.councils import Councils
    from corpus.types import DocumentId, Paper
    from indexer.build import Corrections
    from indexer.records import Inspection
    from indexer.store import Found, PassageId
    from search.answers import Answer, Request
    from search.compare import Comparison
    from search.themes import Theme

TITLE = "Readacross: search and compare councils’ papers"
ASSETS = Path(__file__).parent / "assets"


class PageServices(Protocol):
    """What the page asks of the library. Each may raise ReadacrossError, which the page shows in words."""

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Return the themes that councils are compared on."""

    @property
    def councils_file(self) -> Councils:
        """Return the councils of England."""

    def papers(self) -> list[Paper]:
        """Return the papers that are searched."""

    def all_papers(self) -> list[Paper]:
        """Return every paper on the shelf, digests that have stepped aside too."""

    def inspections(self) -> dict[DocumentId, Inspection]:
        """Return what each inspection report on the shelf records."""

    def correct(self, document_id: DocumentId, corrections: Corrections) -> Paper:
        """Correct what is known of a paper, and return it. Raises KeyError when there is no such paper."""

    def councils(self) -> list[str]:
        """Return the councils whose papers are searched, by name."""

    def search(self, request: Request) -> Answer:
        """Return the passages that answer a question."""

    def compare(self, theme: str, councils: Sequence[str]) -> Comparison:
        """Return what councils' papers say of a theme; all of them when none is named."""

    def contexts(self, passage_ids: Sequence[PassageId]) -> Mapping[PassageId, Sequence[Found]]:
        """Return each passage with its neighbours in reading order."""


def build_app(services: PageServices) -> gr.Blocks:
    """Return the page over these services."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as app:
        masthead = words(masthead_html(services.papers()), elem_id="masthead")
        notice = words(notice_html(services.papers()), elem_id="notice")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Search", id="search", elem_id="search-panel"):
                search_tab = search.build(services)
            with gr.Tab("Compare", id="compare", elem_id="compare-panel"):
                compare_tab = compare.build(services)
            with gr.Tab("Papers", id="papers", elem_id="papers-panel"):
                papers_tab = papers.build(services)
        search.wire(search_tab, services)
        compare.wire(compare_tab, services)
        lists = [search_tab.councils, compare_tab.councils]
        refresh = _refresher(services, lists)
        refreshed = [masthead, notice, *lists]
        papers.wire(papers_tab, services, papers.Around(app, masthead, notice, tuple(lists)))
        # Papers may have come or gone since the page was laid out.
        # Not queued: Gradio closes the queue's stream when this is done, and a question asked just then would be lost.
        app.load(refresh, outputs=refreshed, queue=False, show_progress="hidden", api_visibility="private")
    return app


def launch(app: gr.Blocks, *, host: str, port: int, auth: Sequence[tuple[str, str]] = ()) -> None:
    """Show the page at `host` and `port` until the program is stopped, saying so once it can be opened.

    `auth` holds the names and passwords of which one must be given to see the page; nobody is asked when it is empty.

    Raises:
        PortInUseError: another program answers there.
        CannotListenError: the host is not this machine's, or the port is not allowed.
    """
    serve(app, at=(host, port), auth=auth, theme=reading_room(), head=head_html())


def reading_room() -> gr.themes.Base:
    """Return a theme without fonts to fetch, in one light for every setting of the machine."""
    system = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "Arial", "sans-serif"]
    theme = gr.themes.Base(font=system, font_mono=["ui-monospace", "Consolas", "monospace"])
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark")))
    return theme


def head_html() -> str:
    """Return what the head of the page holds of ours: the style and the names of controls, nothing to be fetched."""
    style = (ASSETS / "style.css").read_text(encoding="utf-8")
    script = (ASSETS / "page.js").read_text(encoding="utf-8")
    return f"<title>{TITLE}</title>\n<style>\n{style}</style>\n<script>\n{script}</script>\n"


def _refresher(services: PageServices, lists: list[gr.CheckboxGroup]) -> Callable[[], list[object]]:
    """Return what asks the library again: for the masthead, the notice, and the councils of each list.

    Ticks are left alone while the councils are those that were laid out: a person may have begun to tick.
    """
    laid_out = services.councils()

    def refresh() -> list[object]:
        try:
            shelf, councils = services.papers(), services.councils()
        except ReadacrossError as error:
            return [gr.skip(), error_html(error), *[gr.skip() for _ in lists]]
        is_changed = councils != laid_out
        ticks = [gr.CheckboxGroup(choices=councils, value=councils) if is_changed else gr.skip() for _ in lists]
        return [masthead_html(shelf), notice_html(shelf), *ticks]

    return refresh
