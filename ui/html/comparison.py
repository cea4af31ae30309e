"""Write comparisons as escaped, semantic HTML; nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from indexer.figures.records import Role
from search.actions import action_title, cite_action, in_words
from search.citation import cite, date_in_words
from search.claim_rules import ClaimKind
from search.masking import masked
from ui.html.quotation import context_html, figure_html, tools_html
from ui.html.render import counted, date_html, heading_html, unreadable
from ui.terminal.plans import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.types import Paper
    from indexer.store import Found, FoundAction, PassageId
    from search.compare import Comparison, CouncilColumn, Evidence, Silence
    from search.figures import FigureShown
    from search.themes import Theme

    Contexts = Mapping[PassageId, Sequence[Found]]

CLAIMS = {
    ClaimKind.PLANNED: "Planned",
    ClaimKind.REPORTED: "Reported as done",
    ClaimKind.EVIDENCED: "Evidenced with a measure",
    ClaimKind.CONCERN: "A concern",
    ClaimKind.CONTEXT: "Context",
}
ROLES = {Role.ACTUAL: "Actual", Role.TARGET: "Target", Role.CHANGE: "Change", Role.BUDGET: "Budget"}


def comparison_status_html(comparison: Comparison) -> str:
    """Return, in words, which councils speak to the theme and which do not."""
    speaking = [column for column in comparison.columns if column.silence is None]
    silent = [column.council for column in comparison.columns if column.silence is not None]
    passages = sum(len(column.evidence) for column in speaking)
    found = f"{counted(passages, 'passage')} from {len(speaking)} of {counted(len(comparison.columns), 'council')}."
    missing = f" Not found in the papers searched: {escape(', '.join(silent))}." if silent else ""
    return f"<p><strong>{found}</strong>{missing}</p>"


def comparison_html(comparison: Comparison, contexts: Contexts, take_away: str = "") -> str:
    """Return a comparison: one column a council on a wide screen, one under another on a narrow one.

    `take_away` is HTML that stands below its head.
    """
    columns = "".join(
        _column_html(column, contexts, number=number) for number, column in enumerate(comparison.columns, start=1)
    )
    return (
        f"{theme_html(comparison.theme)}{take_away}"
        '<p class="caution">The papers are of different dates. Read each figure with the date above it.</p>'
        f'<div class="columns">{columns}</div>{_pairs_html(comparison)}'
    )


def theme_html(theme: Theme) -> str:
    """Return a theme's title and what it means; of a person's own words, how they were looked for."""
    if theme.areas:
        return f'<h2>{escape(theme.title)}</h2><p class="definition">{escape(theme.definition)}</p>'
    return (
        f"<h2>“{escape(theme.title)}”</h2>"
        '<p class="definition">None of the themes: looked for by these words and the sector’s other names.</p>'
    )


def _column_html(column: CouncilColumn, contexts: Contexts, *, number: int) -> str:
    if column.silence is not None:
        content = _silence_html(column.silence, contexts)
    else:
        cells = "".join(_evidence_html(evidence, contexts) for evidence in column.evidence)
        content = (
            f'{_extent_html(column)}<ol class="results">{cells}</ol>{_figures_html(column)}{_actions_html(column)}'
        )
    return (
        f'<section class="column" aria-labelledby="column-{number}">'
        f'<h3 id="column-{number}">{escape(column.council)}</h3>{_papers_html(column.papers)}{content}</section>'
    )


def _extent_html(column: CouncilColumn) -> str:
    shown = len(column.evidence)
    if not column.passages:
        return '<p class="extent">Named in passing only.</p>'
    of = f"The best {shown} of {counted(column.passages, 'passage')}" if shown < column.passages else None
    return f'<p class="extent">{of or counted(shown, "passage")} on this theme.</p>'


def _papers_html(papers: Sequence[Paper]) -> str:
    rows = "".join(f"<li>{date_html(paper)}: {escape(paper.title)}</li>" for paper in papers)
    summary = f"{counted(len(papers), 'paper')} searched"
    return f'<details class="searched"><summary>{summary}</summary><ul>{rows}</ul></details>' if papers else ""


def _evidence_html(evidence: Evidence, contexts: Contexts) -> str:
    found, claim = evidence.found, evidence.claim
    told = f"<strong>{CLAIMS[claim.kind]}</strong>: {escape(claim.reason)}."
    return (
        f'<li><article class="evidence">{heading_html(found.paper, level=4)}'
        f"{figure_html(found, evidence.matched, remarks=[told])}"
        f"{context_html(found, contexts.get(found.passage.id, ()))}</article></li>"
    )


def _figures_html(column: CouncilColumn) -> str:
    if not column.figures:
        return ""
    rows = "".join(f"<tr>{_told_html(shown)}</tr>" for shown in column.figures)
    summary = f"{counted(len(column.figures), 'figure')} on this theme"
    return (
        f'<details class="figures"><summary>{summary}</summary><table class="printed">'
        f'<caption class="hidden-words">Figures of {escape(column.council)}, as printed</caption>'
        '<thead><tr><th scope="col">Figure</th> <th scope="col">What it tells, and where</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )


def _told_html(shown: FigureShown) -> str:
    told = shown.figure
    what = f" {escape(on_one_line(told.what))}" if told.what else ""
    facts = [shown.about or "", ROLES[told.role], *told.qualifiers, told.change or ""]
    facts += [f"as of {date_in_words(told.as_of)}" if told.as_of else "", (told.tone or "").capitalize()]
    words = ", ".join(escape(on_one_line(fact)) for fact in facts if fact)
    quote = escape(on_one_line(masked(shown.quote).text.replace("\t", " | ")))
    return (
        f'<th scope="row">{escape(told.value)}</th><td>{what} <span class="facts">({words})</span>'
        f'<blockquote>{quote}</blockquote><p class="citation">{escape(cite(shown.found))}</p>'
        f"{tools_html(shown.found, shown.figure.quote)}</td>"
    )


def _actions_html(column: CouncilColumn) -> str:
    if column.rolled_up is None:
        return ""
    rows = "".join(f"<li>{_action_html(found)}</li>" for found in column.actions)
    summary = f"Actions: {escape(in_words(column.rolled_up))}"
    return f'<details class="actions"><summary>{summary}</summary><ul>{rows}</ul></details>'


def _action_html(found: FoundAction) -> str:
    action = found.action
    due = sorted(milestone.due for milestone in action.milestones if milestone.due)
    when = f"due {date_in_words(due[-1])}" if due else "no date printed"
    title = escape(action_title(action)) or "text missing in the source"
    return (
        f'<p class="value"><strong>{escape(action.ref or "Unnumbered")}</strong> {title} '
        f'<span class="facts"><span class="status-word {action.status or ""}">{STATUSES[action.status].capitalize()}'
        f"</span>, {when}</span></p>"
        f'<p class="citation">{escape(cite_action(found))}</p>'
    )


def _pairs_html(comparison: Comparison) -> str:
    """Return what two councils say about the same thing, side by side, the nearest first."""
    if not comparison.pairs:
        return ""
    found = {item.found.passage.id: item.found for column in comparison.columns for item in column.evidence}
    nearest_first = sorted(comparison.pairs, key=lambda pair: -pair.cosine)
    rows = "".join(
        f'<li><div class="pair">{_side_html(found[pair.left])}{_side_html(found[pair.right])}</div>'
        f'<p class="why">How near in meaning (0 to 1): {max(0.0, pair.cosine):.2f}.</p></li>'
        for pair in nearest_first
    )
    return (
        '<section class="pairs" aria-labelledby="pairs-title"><h2 id="pairs-title">About the same thing</h2>'
        "<p>Passages above of two councils that come near to each other in meaning, one to one. "
        f'Read both before comparing.</p><ol class="results">{rows}</ol></section>'
    )


def _side_html(found: Found) -> str:
    return f'<div class="side"><h3 class="source">{escape(found.paper.council or "")}</h3>{figure_html(found)}</div>'


def _silence_html(silence: Silence, contexts: Contexts) -> str:
    wording = escape(silence.wording[:1].upper() + silence.wording[1:])
    said = f"{counted(silence.passages_searched, 'passage')} searched.{unreadable(silence)}"
    return f'<div class="silence"><p class="wording">{wording}</p><p>{said}</p>{_nearest_html(silence, contexts)}</div>'


def _nearest_html(silence: Silence, contexts: Contexts) -> str:
    found = silence.nearest
    if found is None:
        return ""
    cosine = f" How near in meaning (0 to 1): {max(0.0, silence.nearest_cosine or 0.0):.2f}."
    return (
        f'<p class="nearest-line">The nearest passage, too far off to count:{cosine}</p>'
        f'<article class="evidence">{heading_html(found.paper, level=4)}{figure_html(found)}'
        f"{context_html(found, contexts.get(found.passage.id, ()))}</article>"
    )
