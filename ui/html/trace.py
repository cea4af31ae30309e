"""Write what an inspection asks for beside what papers say in reply, as escaped, semantic HTML; no Gradio here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from search.actions import action_title
from search.citation import cite_paper, date_in_words
from search.trace import NO_REPLY
from ui.html.quotation import context_html, figure_html
from ui.html.render import NO_COUNCIL, counted, date_html, heading_html, unreadable
from ui.terminal.plans import STATUSES
from ui.terminal.trace import NOTE, SHOWN_IN_COMMON, UNDATED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from corpus.types import Paper
    from indexer.records import Action
    from indexer.store import Found, PassageId
    from search.trace import Reply, Trace, TracedFinding

    Contexts = Mapping[PassageId, Sequence[Found]]

PLACE = "trace"
SHOWN_REPLIES = 2  # of five at most; the others open beneath them
TRACING = (
    "Tracing… Each thing the report says must improve is compared with every action and passage of later papers. "
    "This takes a few seconds; you can go on elsewhere on this page meanwhile."
)
NO_REPORTS = (
    '<div class="nothing"><h3>There is no inspection report here yet</h3>'
    "<p>Add an Ofsted or CQC inspection report, and the papers that the council wrote after it. "
    "What the report says must improve is then laid beside them here.</p></div>"
)


def form_html(reports: Sequence[Paper], improvements: Mapping[str, int]) -> str:
    """Return the form in which an inspection report is chosen; `improvements` says how many findings each names."""
    if not reports:
        return NO_REPORTS
    options = "".join(
        f'<option value="{escape(paper.id)}">{escape(_option(paper, improvements.get(paper.id, 0)))}</option>'
        for paper in _by_council(reports)
    )
    return (
        f'<form class="asking" data-asks="{PLACE}" aria-label="Trace an inspection" novalidate>'
        '<div class="field"><label for="trace-inspection">Inspection report</label>'
        '<p class="info-text" id="trace-inspection-hint">Each thing it says must improve is laid beside what the '
        "council’s later papers say in reply</p>"
        '<select id="trace-inspection" name="inspection" aria-describedby="trace-inspection-hint">'
        f'<option value="">Choose a report</option>{options}</select></div>'
        '<button type="submit" class="act">Trace</button></form>'
    )


def trace_status_html(traced: Trace) -> str:
    """Return, in words, how many findings have a reply, and what was searched, for the status line."""
    without = sum(finding.is_unanswered for finding in traced.findings)
    found = (
        f"{counted(len(traced.findings), 'finding')}: {len(traced.findings) - without} with a reply, "
        f"{without} with no reply found."
    )
    return f"<p><strong>{found}</strong> Searched {_where(traced)}.{unreadable(traced.searched)}</p>"


def trace_html(traced: Trace, contexts: Contexts) -> str:
    """Return an inspection's findings in reading order, each with its replies or with what came nearest."""
    paper = traced.inspection
    head = (
        f"<h3>{escape(paper.title)}</h3>"
        f'<p class="definition">{escape(paper.body or paper.council or NO_COUNCIL)}, {date_html(paper)}</p>'
    )
    if not traced.findings:
        return f'{head}<div class="nothing"><p>The report as read names nothing that must improve.</p></div>'
    rows = "".join(
        f'<li id="finding-{number}">{_finding_html(number, finding, traced, contexts)}</li>'
        for number, finding in enumerate(traced.findings, start=1)
    )
    return (
        f'{head}{_tally_html(traced)}<p class="caution">{escape(NOTE)}</p>{_papers_html(traced)}'
        f'<ol class="findings">{rows}</ol>'
    )


def passages_of(traced: Trace) -> list[PassageId]:
    """Return the ids of all passages that a trace shows, so that their context can be fetched."""
    own = [finding.finding.found[0] for finding in traced.findings]
    replies = [reply.found for finding in traced.findings for reply in _shown(finding)]
    return list(dict.fromkeys(found.passage.id for found in [*own, *replies]))


def _option(paper: Paper, improvements: int) -> str:
    of = f"{counted(improvements, 'finding')}" if improvements else "names nothing that must improve"
    return f"{paper.council or NO_COUNCIL}, {date_in_words(paper.date)}: {paper.title} ({of})"


def _by_council(reports: Sequence[Paper]) -> list[Paper]:
    """Return reports by council, the newest of each first; those without a council last."""
    newest_first = sorted(reports, key=lambda paper: (paper.date or "", paper.title), reverse=True)
    return sorted(newest_first, key=lambda paper: (paper.council is None, paper.council or ""))


def _tally_html(traced: Trace) -> str:
    """Return the counts, and by their numbers the findings to which no reply was found."""
    without = [number for number, finding in enumerate(traced.findings, start=1) if finding.is_unanswered]
    replied = len(traced.findings) - len(without)
    which = f" (number {_listed(without)})" if without else ""
    return (
        f'<ul class="tally"><li><strong>{len(traced.findings)}</strong> '
        f"{'thing' if len(traced.findings) == 1 else 'things'} the report says must improve</li>"
        f"<li><strong>{replied}</strong> with a reply in the papers searched</li>"
        f"<li><strong>{len(without)}</strong> with {NO_REPLY}{which}</li></ul>"
    )


def _listed(numbers: Sequence[int]) -> str:
    """Return numbers in a row.

    >>> _listed([10]), _listed([2, 3, 10])
    ('10', '2, 3 and 10')
    """
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last


def _papers_html(traced: Trace) -> str:
    if not traced.papers:
        council = escape(traced.inspection.council or "the inspected council, which was not recognised,")
        since = f" from {date_in_words(traced.since)} on" if traced.since else ""
        return (
            f'<div class="nothing"><p>No papers of {council}{since} are in the library: there was nothing to search. '
            "Add the papers that the council wrote after the inspection, then trace it again.</p></div>"
        )
    rows = "".join(f"<li>{_searched_html(paper)}</li>" for paper in traced.papers)
    lost = unreadable(traced.searched)
    return (
        '<section class="searched-papers" aria-labelledby="trace-searched">'
        f'<h4 id="trace-searched">Papers searched</h4><p>{_where(traced)}.{lost}</p><ul>{rows}</ul></section>'
    )


def _searched_html(paper: Paper) -> str:
    return escape(cite_paper(paper)) + (f" <em>({UNDATED})</em>" if paper.date is None else "")


def _where(traced: Trace) -> str:
    return f"{counted(traced.searched.passages, 'passage')} in {counted(traced.searched.papers, 'paper')}"


def _finding_html(number: int, traced: TracedFinding, whole: Trace, contexts: Contexts) -> str:
    quoted = "".join(f'<div class="quoted-here">{figure_html(found)}</div>' for found in traced.finding.found)
    first = traced.finding.found[0]
    asked = (
        f'<div class="asked-for"><h4 id="finding-{number}-title"><span class="number">{number}</span> '
        f"What must improve</h4>{quoted}{context_html(first, contexts.get(first.passage.id, ()))}</div>"
    )
    replies = _replies_html(traced, contexts) if traced.replies else _unanswered_html(traced, whole, contexts)
    return (
        f'<article class="finding" aria-labelledby="finding-{number}-title">{asked}'
        f'<div class="in-reply">{replies}</div></article>'
    )


def _shown(traced: TracedFinding) -> tuple[Reply, ...]:
    """Return what is shown of a finding: its replies, or else what came nearest."""
    return traced.replies or ((traced.nearest,) if traced.nearest else ())


def _replies_html(traced: TracedFinding, contexts: Contexts) -> str:
    shown, others = traced.replies[:SHOWN_REPLIES], traced.replies[SHOWN_REPLIES:]
    rows = "".join(f"<li>{_reply_html(reply, contexts)}</li>" for reply in shown)
    told = f'<h4>In reply</h4><ol class="results">{rows}</ol>'
    if not others:
        return told
    rest = "".join(f"<li>{_reply_html(reply, contexts)}</li>" for reply in others)
    summary = f"{_more(len(others))}, less near"
    return f'{told}<details class="more-replies"><summary>{summary}</summary><ol class="results">{rest}</ol></details>'


def _more(others: int) -> str:
    return "1 more reply" if others == 1 else f"{others} more replies"


def _unanswered_html(traced: TracedFinding, whole: Trace, contexts: Contexts) -> str:
    searched = (
        f"{_where(whole)} searched.{unreadable(whole.searched)}" if whole.papers else "There was nothing to search."
    )
    nearest = ""
    if traced.nearest is not None:
        nearest = (
            '<p class="nearest-line">The nearest, too far off to count:</p>'
            f"{_reply_html(traced.nearest, contexts, is_reply=False)}"
        )
    return (
        f'<h4>In reply</h4><div class="silence"><p class="wording">{NO_REPLY[:1].upper()}{NO_REPLY[1:]}</p>'
        f"<p>{searched}</p>{nearest}</div>"
    )


def _reply_html(reply: Reply, contexts: Contexts, *, is_reply: bool = True) -> str:
    found, action = reply.found, reply.action
    of_action = _action_html(action) if action else ""
    undated = [f"The paper is {escape(UNDATED)}"] if found.paper.date is None else []
    matched = reply.matched if is_reply else ()
    return (
        f'<article class="evidence">{heading_html(found.paper, level=5)}{of_action}'
        f"{figure_html(found, matched, remarks=undated)}"
        f"{context_html(found, contexts.get(found.passage.id, ()))}"
        f'<p class="why">{_why(reply)}</p></article>'
    )


def _action_html(action: Action) -> str:
    """Return what an action is called, how it stands in words, and when it is due."""
    due = sorted(milestone.due for milestone in action.milestones if milestone.due)
    when = f"due {date_in_words(due[-1])}" if due else "no date printed"
    reference = f"Action {action.ref}" if action.ref else "Unnumbered action"
    inferred = " (number inferred)" if action.ref_inferred else ""
    title = escape(action_title(action)) or "text missing in the source"
    standing = action.status.value if action.status else "none"
    said = STATUSES[action.status]
    return (
        f'<p class="action"><strong>{escape(reference)}</strong>{inferred} {title} '
        f'<span class="standing standing-{standing}">{said[:1].upper()}{said[1:]}</span> '
        f'<span class="due">{when}</span></p>'
    )


def _why(reply: Reply) -> str:
    near = f"How near in meaning (0 to 1): {max(0.0, reply.nearness.cosine):.2f}."
    if not reply.in_common:
        return f"{near} No words in common."
    return f"{near} Words in common: {escape(_some(reply.in_common))}."


def _some(words: Collection[str]) -> str:
    shown = list(words)[:SHOWN_IN_COMMON]
    more = f" and {len(words) - SHOWN_IN_COMMON} more" if len(words) > SHOWN_IN_COMMON else ""
    return ", ".join(shown) + more
