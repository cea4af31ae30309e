"""The page: one line per place, and the server that shows it on this machine alone."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

import gradio as gr

from corpus.errors import ReadacrossError
from ui.html.navigation import navigation_html
from ui.html.render import error_html, masthead_html, notice_html
from ui.page.following import follow, papers_changed
from ui.page.parts import words
from ui.server import api
from ui.server.serving import serve
from ui.tabs import about, actions, changes, compare, enquiries, papers, search, trace, tray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.routing import BaseRoute

    from corpus.councils import Councils
    from corpus.types import DocumentId, Paper
    from indexer.build import Corrections
    from indexer.figures.records import Figure
    from indexer.records import Inspection
    from indexer.store import Found, FoundAction, PassageId, Where
    from search.answers import Answer, Request
    from search.changes import Changes
    from search.compare import Comparison
    from search.enquiries.records import Enquiries
    from search.masking import FindPeople
    from search.similar import Similar, SimilarWanted
    from search.themes import Theme
    from search.timeline import Timeline
    from search.trace import OnFinding, Trace
    from ui.desk.desk import Desk
    from ui.library.adding import ReadingReport
    from ui.library.comparing import ThemeCounts
    from ui.library.saved_searches import SavedSearches
    from ui.routes import documents

TITLE = "Readacross: search and compare councils’ papers"
ASSETS = Path(__file__).parent.parent / "assets"


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

    def take_in(self, data: bytes, *, file: str) -> ReadingReport:
        """Add a file that was sent, and return what became of it."""

    def remove(self, document_id: DocumentId) -> None:
        """Take a paper out. Raises KeyError when there is no such paper."""

    def councils(self) -> list[str]:
        """Return the councils whose papers are searched, by name."""

    def search(self, request: Request) -> Answer:
        """Return the passages that answer a question."""

    def compare(self, theme: str, councils: Sequence[str], *, limit: int = ...) -> Comparison:
        """Return what councils' papers say of a theme, `limit` passages each; all of them when none is named."""

    def trace(
        self, inspection: str, papers: Sequence[str] = ..., *, limit: int = ..., on_finding: OnFinding | None = ...
    ) -> Trace:
        """Return what an inspection says must improve beside what papers reply; later ones when none is named."""

    def enquiries(self, council: str, as_of: str, *, on_finding: OnFinding | None = ...) -> Enquiries:
        """Return lines of enquiry for one council at an ISO date."""

    def similar(self, name: str, wanted: SimilarWanted, *, of: str | None) -> Similar:
        """Return comparable practice elsewhere for a passage or an action; `of` names its paper."""

    def theme_counts(self) -> ThemeCounts:
        """Return how many passages of each council speak of each theme."""

    def contexts(self, passage_ids: Sequence[PassageId]) -> Mapping[PassageId, Sequence[Found]]:
        """Return each passage with its neighbours in reading order."""

    def actions(self, where: Where = ...) -> list[FoundAction]:
        """Return the actions of plans in reading order."""

    def changes(self, old: str, new: str) -> Changes:
        """Return what changed between two papers of one council, each named by its id."""

    def timeline(self, theme: str, council: str) -> Timeline[Figure]:
        """Return a theme's timeline through a council's papers."""

    @property
    def desk(self) -> Desk:
        """Return what hands out papers' pages and files, and keeps the evidence trays."""

    def take_away(self, asked: documents.Asked, *, find_people: FindPeople | None = ...) -> documents.Document:
        """Return a document to take away; names are hidden in it where `find_people` finds them."""

    @property
    def searches(self) -> SavedSearches:
        """Return what keeps a person's searches, and finds what is new for each."""


class Tab(Protocol):
    """What lays out a place: a module of `ui.tabs`, or its `Asking`."""

    def build(self, services: PageServices, /) -> Any:  # parts of its own, which its `wire` takes
        """Lay out the place."""

    def wire(self, tab: Any, services: PageServices, /) -> None:
        """Attach what happens there."""


@runtime_checkable
class Following(Protocol):
    """A tab of which parts follow the library."""

    def opened(self, services: PageServices, /) -> Sequence[object]:
        """Return what is laid out as `fresh`, in its order, as the library now is."""


class Place(NamedTuple):
    """A place of the page: the name in its address, what its link and its heading say, and what lays it out."""

    id: str
    name: str
    heading: str
    tab: Tab


#: In the order of their links; the first is open at first.
PLACES = (
    Place("search", "Search", "Search the papers", search),
    Place("compare", "Compare", "Compare councils on a theme", compare.TAB),
    Place("actions", "Actions", "Actions in improvement plans", actions.TAB),
    Place("trace", "Inspection to plan", "From inspection to plan", trace.TAB),
    Place("changes", "Change over time", "Change over time", changes.TAB),
    Place("enquiries", "Lines of enquiry", "Lines of enquiry", enquiries.TAB),
    Place("papers", "Papers", "Papers here", papers),
    Place("tray", "Evidence tray", "Evidence tray", tray),
    Place("about", "About and accessibility", "About Readacross", about),
)


def build_app(services: PageServices) -> gr.Blocks:
    """Return the page over these services."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as app:
        api.offer(services)  # before what people do, which would else take the names
        masthead = words(masthead_html(services.papers()), elem_id="masthead")
        words(navigation_html([(place.id, place.name) for place in PLACES]), elem_id="navigation")
        notice = words(notice_html(services.papers()), elem_id="notice")
        laid = {place.id: _laid_out(place, services) for place in PLACES}
        for place in PLACES:
            place.tab.wire(laid[place.id], services)
        changed = papers_changed()
        follow(app, changed, [masthead, notice], partial(_head, services))
        for place in sorted(PLACES, key=lambda place: place.tab is not papers):  # it is on the papers that people wait
            if isinstance(place.tab, Following):
                follow(app, changed, laid[place.id].fresh, partial(place.tab.opened, services))
    return app


def _head(services: PageServices) -> list[object]:
    try:
        shelf = services.papers()
    except ReadacrossError as error:
        return [gr.skip(), error_html(error)]
    return [masthead_html(shelf), notice_html(shelf)]


def _laid_out(place: Place, services: PageServices) -> Any:
    with gr.Column(elem_id=f"{place.id}-panel", elem_classes="place"):
        if place.heading:
            words(f'<h2 class="place-title">{place.heading}</h2>', elem_id=f"{place.id}-title")
        return place.tab.build(services)


def launch(
    app: gr.Blocks,
    *,
    host: str,
    port: int,
    auth: Sequence[tuple[str, str]] = (),
    routes: Sequence[BaseRoute] = (),
    tools: BaseRoute | None = None,
) -> None:
    """Show the page at `host` and `port` until the program is stopped, saying so once it can be opened.

    `auth` holds the names and passwords of which one must be given to see the page; nobody is asked when it is empty.
    `routes` answer what quotations and the tray ask (`ui.routes.library.reading_routes`), `tools` is the route at which
    assistants find tools, None for none.

    Raises:
        PortInUseError: another program answers there.
        CannotListenError: the host is not this machine's, or the port is not allowed.
    """
    serve(app, at=(host, port), auth=auth, theme=reading_room(), head=head_html(), routes=routes, tools=tools)


def reading_room() -> gr.themes.Base:
    """Return a theme without fonts to fetch, in one light for every setting of the machine."""
    system = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "Arial", "sans-serif"]
    theme = gr.themes.Base(font=system, font_mono=["ui-monospace", "Consolas", "monospace"])
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark")))
    return theme


def head_html() -> str:
    """Return what the head of the page holds of ours: the styles, the places and the scripts, nothing to be fetched."""
    styles = "".join(f"<style>\n{_asset(path)}</style>\n" for path in _assets("*.css", "style.css"))
    names = json.dumps({place.id: place.name for place in PLACES})
    scripts = "".join(f"<script>\n{_asset(path)}</script>\n" for path in _assets("*.js", "page.js"))
    return f"<title>{TITLE}</title>\n{styles}<script>window.readacrossPlaces = {names};</script>\n{scripts}"


def _assets(pattern: str, before_all: str) -> list[Path]:
    return sorted(ASSETS.glob(pattern), key=lambda path: (path.name != before_all, path.name))


def _asset(path: Path) -> str:
    return path.read_text(encoding="utf-8")
