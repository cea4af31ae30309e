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
MANY = 6  # councils: of more, each shows its best few passages at first, and an index stands above them
FEW_EACH = 2
MOST_PAIRS = 20  # of 41 councils there are hundreds
ROLES = {Role.ACTUAL: "Actual", Role.TARGET: "Target", Role.CHANGE: "Change", Role.BUDGET: "Budget"}


def comparison_status_html(comparison: Comparison) -> str:
    """Return, in words, which councils speak to the theme and which do not."""
    speaking = [column for column in comparison.columns if column.silence is None]
    silent = [column.council for column in comparison.columns if column.silence is not None]
    shown = sum(len(column.evidence) for column in speaking)
    of = sum(max(column.passages, len(column.evidence)) for column in speaking)
    found = f"{_best_of(shown, of)} from {_of_all(len(speaking), len(comparison.columns))}."
    missing = f" Not found in the papers searched: {escape(', '.join(silent))}." if silent else ""
    return f"<p><strong>{found}</strong>{missing}</p>"


def _best_of(shown: int, of: int) -> str:
    """Return how many passages are shown, and of how many.

    >>> _best_of(1, 1), _best_of(36, 112)
    ('1 passage', 'The best 36 of 112 passages')
    """
    return counted(shown, "passage") if shown >= of else f"The best {shown:,} of {counted(of, 'passage')}"


def _of_all(some: int, of: int) -> str:
    """Return how many councils of how many.

    >>> _of_all(1, 1), _of_all(3, 3), _of_all(0, 1), _of_all(2, 3)
    ('1 council', 'all 3 councils', '0 of 1 council', '2 of 3 councils')
    """
    if some == of:
        return counted(of, "council") if of == 1 else f"all {counted(of, 'council')}"
    return f"{some} of {counted(of, 'council')}"


def comparison_html(comparison: Comparison, contexts: Contexts, take_away: str = "") -> str:
    """Return a comparison: one column a council on a wide screen, one under another on a narrow one.

    `take_away` is HTML that stands below its head.
    """
    is_many = len(comparison.columns) > MANY
    columns = "".join(
        _column_html(column, contexts, number=number, is_many=is_many)
        for number, column in enumerate(comparison.columns, start=1)
    )
    return (
        f"{theme_html(comparison.theme)}{take_away}"
        '<p class="caution">The papers are of different dates. Read each figure with the date above it.</p>'
        f'{_index_html(comparison.columns) if is_many else ""}<div class="columns">{columns}</div>'
        f"{_pairs_html(comparison)}"
    )


def theme_html(theme: Theme) -> str:
    """Return a theme's title and what it means; of a person's own words, how they were looked for."""
    if not theme.is_free_text:
        return f'<h2>{escape(theme.title)}</h2><p class="definition">{escape(theme.definition)}</p>'
    return (
        f"<h2>“{escape(theme.title)}”</h2>"
        '<p class="definition">None of the themes: looked for by these words and the sector’s other names.</p>'
    )


def _index_html(columns: Sequence[CouncilColumn]) -> str:
    """Return a link to each council's column, with how many of its passages speak of the theme."""
    rows = "".join(
        f'<li><a href="#compare" data-leads="column-{number}">{escape(column.council)}</a> ({_extent(column)})</li>'
        for number, column in enumerate(columns, start=1)
    )
    return f'<nav class="index" aria-label="Councils compared"><ul>{rows}</ul></nav>'


def _extent(column: CouncilColumn) -> str:
    if column.silence is not None:
        return "not found"
    return f"{column.passages:,}" if column.passages else "in passing"


def _column_html(column: CouncilColumn, contexts: Contexts, *, number: int, is_many: bool) -> str:
    if column.silence is not None:
        content = _silence_html(column.silence, contexts)
    else:
        passages = _passages_html(column, contexts, is_many=is_many)
        content = f"{_extent_html(column)}{passages}{_figures_html(column)}{_actions_html(column)}"
    return (
        f'<section class="column" aria-labelledby="column-{number}">'
        f'<h3 id="column-{number}" tabindex="-1">{escape(column.council)}</h3>'
        f"{_papers_html(column.papers)}{content}</section>"
    )


def _extent_html(column: CouncilColumn) -> str:
    if not column.passages:
        return '<p class="extent">Named in passing only.</p>'
    return f'<p class="extent">{_best_of(len(column.evidence), column.passages)} on this theme.</p>'


def _passages_html(column: CouncilColumn, contexts: Contexts, *, is_many: bool) -> str:
    """Return a council's passages; among many councils the best few, and the others to be opened."""
    few = FEW_EACH if is_many else len(column.evidence)
    cells = [_evidence_html(evidence, contexts) for evidence in column.evidence]
    shown = f'<ol class="results">{"".join(cells[:few])}</ol>'
    if not cells[few:]:
        return shown
    more = len(cells) - few
    return (
        f'{shown}<details class="more-replies"><summary>{more} more passage{"" if more == 1 else "s"}'
        f'<span class="hidden-words"> of {escape(column.council)}</span></summary>'
        f'<ol class="results">{"".join(cells[few:])}</ol></details>'
    )


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
    nearest_first = sorted(comparison.pairs, key=lambda pair: -pair.cosine)[:MOST_PAIRS]
    are_some = len(nearest_first) < len(comparison.pairs)
    which = f" The {MOST_PAIRS} nearest of {len(comparison.pairs):,} pairs are shown." if are_some else ""
    rows = "".join(
        f'<li><div class="pair">{_side_html(found[pair.left])}{_side_html(found[pair.right])}</div>'
        f'<p class="why">How near in meaning (0 to 1): {max(0.0, pair.cosine):.2f}.</p></li>'
        for pair in nearest_first
    )
    return (
        '<section class="pairs" aria-labelledby="pairs-title"><h2 id="pairs-title">About the same thing</h2>'
        "<p>Passages above of two councils that come near to each other in meaning, one to one. "
        f'Read both before comparing.{which}</p><ol class="results">{rows}</ol></section>'
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
        f'<p class="nearest-line">The nearest passage, too far off to count.{cosine}</p>'
        f'<article class="evidence">{heading_html(found.paper, level=4)}{figure_html(found)}'
        f"{context_html(found, contexts.get(found.passage.id, ()))}</article>"
    )
