"""The Change over time tab: two papers of one council compared, or a theme followed through a council's papers."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import gradio as gr

from corpus.errors import InputError, ReadacrossError
from search.citation import date_in_words
from ui.changes_html import changes_html, changes_status_html
from ui.links import NOTHING_ASKED, BadLinkError, asked_html, first, query_of, values_in
from ui.parts import bridge, status_line, words
from ui.render import error_html
from ui.tabs.edge import shown
from ui.timeline_html import timeline_html, timeline_status_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.types import Paper
    from search.themes import Theme
    from ui.app import PageServices

PLACE = "changes"
LOOKING = "<p>Looking…</p>"
FEWEST_PAPERS = 2


class ChooseTwoPapersError(InputError):
    """Fewer than two papers were chosen, or one of them twice."""

    def __init__(self) -> None:
        super().__init__("Two papers are needed.", remedy="Choose an earlier and a later paper of the same council.")


class TwoCouncilsError(InputError):
    """The papers that were chosen are of two councils."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(
            f"These are papers of two councils: {old} and {new}.",
            remedy="Choose two papers of one council. To lay councils side by side, go to Compare.",
        )


class ChooseThemeAndCouncilError(InputError):
    """A timeline was asked for without a theme or a council."""

    def __init__(self) -> None:
        super().__init__("A theme and a council are needed.", remedy="Choose both, then try again.")


class ChangesTab(NamedTuple):
    """What takes part in an event."""

    form: gr.HTML
    status: gr.HTML
    results: gr.HTML
    reopened: gr.HTML


def build(services: PageServices) -> ChangesTab:
    """Lay out the tab."""
    with gr.Column(elem_classes="ask"):
        form = words(_forms(services), elem_id="changes-form")
    status = status_line("changes-status")
    results = words("", elem_id="changes-results", css_class="answer")
    return ChangesTab(form, status, results, bridge(PLACE))


def wire(tab: ChangesTab, services: PageServices) -> None:
    """Attach both questions to the page's address, which their forms change."""

    def look(query: str) -> Iterator[tuple[object, ...]]:
        if not query:
            yield "", NOTHING_ASKED, opened(services)
            return
        yield LOOKING, gr.skip(), gr.skip()
        yield *shown(lambda: _answer(services, query)), gr.skip()

    tab.reopened.submit(
        look,
        inputs=[tab.reopened],
        outputs=[tab.status, tab.results, tab.form],
        js=f"() => [readacross.queryOf('{PLACE}')]",
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="always_last",
    )


def opened(services: PageServices) -> str:
    """Return the forms as the library now is, or what is wrong with it."""
    try:
        return _forms(services)
    except ReadacrossError as error:
        return error_html(error)


def forms_html(papers: Sequence[Paper], themes: Sequence[Theme]) -> str:
    """Return both forms; `papers` stand council by council. The first is offered only where two can be compared."""
    of_council = {name: list(group) for name, group in groupby(papers, key=lambda paper: paper.council) if name}
    several = {name: group for name, group in of_council.items() if len(group) >= FEWEST_PAPERS}
    return f"{_two_papers_html(several)}{_timeline_form_html(list(of_council), themes)}"


def _forms(services: PageServices) -> str:
    return forms_html(services.papers(), services.themes)


def _two_papers_html(several: dict[str, list[Paper]]) -> str:
    title = '<h3 id="two-papers-title">Compare two papers of one council</h3>'
    if not several:
        hint = "No council here has two papers yet. Add an earlier or a later one of the same council."
        return f'{title}<p class="info-text">{hint}</p>'
    groups = "".join(
        f'<optgroup label="{escape(council)}">{"".join(map(_option_html, group))}</optgroup>'
        for council, group in several.items()
    )
    lists = "".join(
        f'<div class="field"><label for="changes-{name}">{label}</label><select id="changes-{name}" name="{name}">'
        f'<option value="">Choose a paper</option>{groups}</select></div>'
        for name, label in (("old", "Earlier paper"), ("new", "Later paper"))
    )
    return (
        f'<form class="asking" data-asks="{PLACE}" aria-labelledby="two-papers-title" novalidate>{title}{lists}'
        '<button type="submit" class="act">Show what changed</button></form>'
    )


def _option_html(paper: Paper) -> str:
    said = f"{date_in_words(paper.date)}: {paper.title}"
    return f'<option value="{escape(paper.id)}">{escape(said[:1].upper() + said[1:])}</option>'


def _timeline_form_html(councils: Sequence[str], themes: Sequence[Theme]) -> str:
    if not councils:
        return ""
    of_councils = "".join(f'<option value="{escape(name)}">{escape(name)}</option>' for name in councils)
    of_themes = "".join(f'<option value="{escape(theme.id)}">{escape(theme.title)}</option>' for theme in themes)
    return (
        f'<form class="asking" data-asks="{PLACE}" aria-labelledby="over-time-title" novalidate>'
        '<h3 id="over-time-title">Follow a theme through a council’s papers</h3>'
        '<div class="field"><label for="changes-theme">Theme</label><select id="changes-theme" name="theme">'
        f'<option value="">Choose a theme</option>{of_themes}</select></div>'
        '<div class="field"><label for="changes-council">Council</label><select id="changes-council" name="of">'
        f'<option value="">Choose a council</option>{of_councils}</select></div>'
        '<button type="submit" class="act">Show the timeline</button></form>'
    )


def _answer(services: PageServices, query: str) -> tuple[str, str]:
    values = values_in(query)
    if "old" in values or "new" in values:
        return _two_papers(services, first(values, "old"), first(values, "new"))
    return _timeline(services, first(values, "theme"), first(values, "of"))


def _two_papers(services: PageServices, old: str, new: str) -> tuple[str, str]:
    if not old or not new or old == new:
        raise ChooseTwoPapersError
    on_shelf = {str(paper.id): paper for paper in services.papers()}
    if not {old, new} <= set(on_shelf):
        raise BadLinkError("one of its papers is not here any more")
    councils = [on_shelf[name].council or "one not recognised" for name in (old, new)]
    if councils[0] != councils[1]:
        raise TwoCouncilsError(*councils)
    changes = services.changes(old, new)
    above = asked_html(query_of([("old", old), ("new", new)]), title="What changed", what="comparison")
    return changes_status_html(changes), above + changes_html(changes)


def _timeline(services: PageServices, theme: str, council: str) -> tuple[str, str]:
    if not theme or not council:
        raise ChooseThemeAndCouncilError
    timeline = services.timeline(theme, council)
    query = query_of([("theme", theme), ("of", council)])
    above = asked_html(query, title=timeline.theme.title, what="timeline")
    return timeline_status_html(timeline), above + timeline_html(timeline)
