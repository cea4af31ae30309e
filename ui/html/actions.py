"""Write actions of plans as escaped, semantic HTML: how they stand, plan by plan, priority by priority."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from indexer.records import Status
from search.actions import action_title, cite_action, in_words, roll_up
from search.citation import DIGEST_NOTE, cite_paper, date_in_words
from search.masking import masked
from ui.addresses.links import link_html, query_of
from ui.charts.chart import chart_html
from ui.charts.statuses import statuses_chart
from ui.html.councils import councils_html
from ui.html.folding import folded_html
from ui.html.quotation import figure_html
from ui.html.render import counted, heading_html
from ui.terminal.plans import HOW_COUNTED, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import Paper
    from indexer.records import Action, Milestone
    from indexer.store import Found, FoundAction, PassageId
    from search.themes import Theme

    Contexts = Mapping[PassageId, Sequence[Found]]

PLACE = "actions"
MOST = 200  # a page of more takes a browser seconds to lay out
DATE_HINT = "A year, month or day: 2024, 2024-03 or 2024-03-08"
LOST = "Text missing in the source"
#: The statuses to choose from, as the command line names them, with their words.
CHOICES = {
    "": "Any status",
    **{status.value: STATUSES[status].capitalize() for status in Status},
    "none": "No status printed",
}
NO_PLANS = (
    '<div class="nothing"><h3>No actions found in the papers here</h3><p>Actions are read from the tables of '
    "improvement plans. Add a plan under Papers, or search for what councils plan under Search.</p></div>"
)
NONE_CHOSEN = (
    '<div class="nothing"><h3>No action is like that</h3><p>You could:</p><ul><li>choose any status, or any theme</li>'
    "<li>clear the date and the lead</li><li>tick more councils</li></ul></div>"
)


def form_html(themes: Sequence[Theme], councils: Sequence[str]) -> str:
    """Return the form that chooses actions; the page's script fills it in from the address, and asks with it."""
    form = (
        f'<form class="asking" data-asks="{PLACE}" aria-label="Choose actions" novalidate>'
        f"{councils_html(councils, PLACE)}"
        f"{_select_html('theme', 'Theme', {'': 'Any theme', **{t.id: t.title for t in themes}})}"
        f"{_select_html('status', 'How a milestone stands', CHOICES)}"
        f"{_box_html('due', 'Milestone due before', DATE_HINT)}"
        f"{_box_html('lead', 'Lead', 'Words of the post, such as director of education')}"
        # The page's script leaves out what limits nothing; this box says that something is asked all the same.
        '<span hidden><input type="checkbox" name="list" value="all" checked></span>'
        '<button type="submit" class="act">List actions</button></form>'
    )
    return folded_html(form, "Change what is listed")


def overview_html(found: Sequence[FoundAction]) -> str:
    """Return every plan with how its actions stand, in words, and the way to list them."""
    if not found:
        return NO_PLANS
    plans = "".join(_plan_row_html(paper, list(group)) for paper, group in groupby(found, key=lambda item: item.paper))
    return (
        f'<section class="plans" aria-labelledby="plans-title"><h3 id="plans-title">Plans here</h3>'
        f'<p class="info-text">{escape(HOW_COUNTED)}</p><ul>{plans}</ul></section>'
    )


def actions_status_html(found: Sequence[FoundAction]) -> str:
    """Return how many actions were found, in how many plans, and how they stand, in words for the status line."""
    if not found:
        return "<p><strong>No action is like that.</strong></p>"
    plans = len({item.paper.id for item in found})
    told = escape(in_words(roll_up([item.action for item in found])))
    return (
        f"<p><strong>{counted(len(found), 'action')} in {counted(plans, 'plan')}.</strong> "
        f"{told}.{_cut_html(len(found))}</p>"
    )


def actions_html(found: Sequence[FoundAction], printed: Contexts) -> str:
    """Return actions in the order given, with how they stand drawn and told; `printed` holds their passages."""
    if not found:
        return NONE_CHOSEN
    chart = chart_html(statuses_chart(roll_up([item.action for item in found])))
    parts = [
        _plan_html(paper, list(group), printed, number=number)
        for number, (paper, group) in enumerate(groupby(found[:MOST], key=lambda item: item.paper), start=1)
    ]
    return (
        '<section class="rolled-up" aria-labelledby="rolled-up-title"><h3 id="rolled-up-title">How they stand</h3>'
        f'{chart}<p class="how-counted">{escape(HOW_COUNTED)} Statuses and dates are those that the plans print; '
        f"whether a date has passed is not judged here.</p></section>{''.join(parts)}"
    )


def status_tag_html(status: Status | None, raw: str = "") -> str:
    """Return a status as a word in a tag; as printed where its kind is not known."""
    said = raw if raw and status is None else STATUSES[status].capitalize()
    return f'<span class="standing {status or "unknown"}">{escape(_shown(said))}</span>'


def milestone_html(milestone: Milestone) -> str:
    """Return a milestone: when it is due, how it stands, what there will be."""
    raw = _shown(milestone.due_raw)
    due = f"Due {date_in_words(milestone.due)}" if milestone.due else f"Due: {raw}" if raw else "No date printed"
    output = f'<span class="output">{escape(_shown(on_one_line(milestone.output)))}</span>' if milestone.output else ""
    return f'<span class="due">{escape(due)}</span> {status_tag_html(milestone.status, milestone.status_raw)} {output}'


def printed_html(action: Action, printed: Contexts) -> str:
    """Return the rows that an action stands in, exactly as printed, to be opened; nothing when they are not known."""
    known = [found for name in action.passage_ids for found in printed.get(name, ()) if found.passage.id == name]
    if not known:
        return ""
    ref = escape(action.ref or "unnumbered")
    rows = "".join(f"<li>{figure_html(found)}</li>" for found in known)
    return (
        f'<details class="as-printed"><summary>As printed<span class="hidden-words">: action {ref}</span></summary>'
        f"<ol>{rows}</ol></details>"
    )


def reference(action: Action) -> str:
    """Return an action's number in words."""
    return f"{action.ref}{' (number inferred)' if action.ref_inferred else ''}" if action.ref else "Unnumbered"


def _select_html(name: str, label: str, choices: Mapping[str, str]) -> str:
    own_id = f"{PLACE}-by-{name}"  # its status line, too, is called after the place
    options = "".join(f'<option value="{escape(value)}">{escape(said)}</option>' for value, said in choices.items())
    return (
        f'<div class="field"><label for="{own_id}">{escape(label)}</label>'
        f'<select id="{own_id}" name="{name}">{options}</select></div>'
    )


def _box_html(name: str, label: str, hint: str) -> str:
    own_id = f"{PLACE}-by-{name}"
    return (
        f'<div class="field"><label for="{own_id}">{escape(label)}</label>'
        f'<p class="info-text" id="{own_id}-hint">{escape(hint)}</p><input type="text" id="{own_id}" name="{name}" '
        f'aria-describedby="{own_id}-hint" autocomplete="off"></div>'
    )


def _plan_row_html(paper: Paper, found: Sequence[FoundAction]) -> str:
    told = in_words(roll_up([item.action for item in found]))
    query = query_of([("council", paper.council or "")])
    link = link_html(PLACE, query, f"List the actions of {paper.council}") if paper.council else ""
    return f"<li><p><strong>{escape(cite_paper(paper))}</strong></p><p>{escape(told)}.</p><p>{link}</p></li>"


def _plan_html(paper: Paper, found: Sequence[FoundAction], printed: Contexts, *, number: int) -> str:
    note = f'<p class="digest-note">{escape(DIGEST_NOTE)}</p>' if paper.is_digest else ""
    priorities = [(name, list(group)) for name, group in groupby(found, key=lambda item: item.action.priority)]
    parts = "".join(_priority_html(name, group, printed) for name, group in priorities)
    heading = heading_html(paper, level=3).replace("<h3 ", f'<h3 id="plan-{number}" ', 1)
    return (
        f'<section class="plan" aria-labelledby="plan-{number}">{heading}'
        f'<p class="title">{escape(paper.title)}</p>{note}{parts}</section>'
    )


def _priority_html(name: str | None, found: Sequence[FoundAction], printed: Contexts) -> str:
    rows = "".join(f"<li>{_action_html(item, printed)}</li>" for item in found)
    return f'<h4 class="priority">{escape(_shown(name or "No priority printed"))}</h4><ol class="results">{rows}</ol>'


def _action_html(found: FoundAction, printed: Contexts) -> str:
    action = found.action
    title = escape(_shown(action_title(action))) or f'<span class="lost">{LOST}</span>'
    words = escape(_shown(action.action)).replace("\n", "<br>")
    is_longer = on_one_line(action.action).rstrip(".;:") != action_title(action)
    text = f'<p class="said">{words}</p>' if is_longer else ""
    milestones = "".join(f"<li>{milestone_html(milestone)}</li>" for milestone in action.milestones)
    dated = f'<ul class="milestones" aria-label="Milestones">{milestones}</ul>' if milestones else ""
    return (
        f'<article class="action"><h5><span class="ref">{escape(reference(action))}</span> {title} '
        f"{status_tag_html(action.status)}</h5>{text}{_facts_html(action)}{dated}{_put_right_html(action)}"
        f'<p class="citation">{escape(_shown(cite_action(found)))}</p>{printed_html(action, printed)}</article>'
    )


def _facts_html(action: Action) -> str:
    """Return who leads, what it is for and how that will be known; what is blank in the plan is left out."""
    facts = (
        ("Lead", action.lead.replace("\n", "; ")),
        ("Objective", action.objective),
        ("How it will be known", action.success_criteria),
    )
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{escape(_shown(on_one_line(said)))}</dd></div>" for name, said in facts if said
    )
    return f'<dl class="of-action">{rows}</dl>' if rows else ""


def _put_right_html(action: Action) -> str:
    missing = [f"text missing in the source: {', '.join(action.missing)}"] if action.missing else []
    each = [*missing, *action.repairs]
    return f'<p class="repaired">Put right in reading: {escape("; ".join(each))}.</p>' if each else ""


def _cut_html(number: int) -> str:
    return f" The first {MOST} are listed: choose fewer to see the others." if number > MOST else ""


def _shown(text: str) -> str:
    return masked(text).text
