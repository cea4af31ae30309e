"""Tell comparisons in plain text, for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.actions import action_title, cite_action, in_words
from search.citation import cite, date_in_words
from ui.terminal.answers import WIDTH, count, quoted
from ui.terminal.plans import STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.records import Figure
    from indexer.records import Milestone
    from indexer.store import FoundAction
    from search.compare import Comparison, CouncilColumn, Evidence, Silence
    from search.figures import FigureShown
    from search.themes import Theme
    from search.timeline import Timeline
    from ui.library.comparing import ThemeCounts

FIGURES_TOLD = 12
CLAIMS = {
    "planned": "planned",
    "reported": "reported as done",
    "evidenced": "evidenced with a measure",
    "concern": "a concern",
    "context": "context",
}


def comparison(compared: Comparison) -> str:
    """Return a comparison, one council after another, then what two councils say about the same thing."""
    theme = compared.theme
    head = (
        f"“{theme.title}” (none of the themes: searched by its words and names)" if theme.is_free_text else theme.title
    )
    parts = [f"{head}\n" + ("" if theme.is_free_text else f"{theme.definition}\n")]
    for column in compared.columns:
        parts.append(f"\n{column.council}\n{'=' * len(column.council)}\n{_column(column)}")
    return "".join(parts) + _pairs(compared)


def counts(counted: ThemeCounts, themes: Sequence[Theme]) -> str:
    """Return a table of how many passages of each council are marked with each theme."""
    if not counted.councils:
        return "No paper's council is known, so there is nothing to count by.\n"
    widths = [max(len(council), 6) for council in counted.councils]
    titles = max(len(theme.title) for theme in themes)
    head = " " * titles + "".join(f"  {name:>{width}}" for name, width in zip(counted.councils, widths, strict=True))
    rows = [("passages searched", counted.passages), *((theme.title, counted.counts[theme.id]) for theme in themes)]
    lines = [
        f"{title:<{titles}}" + "".join(f"  {n or '–':>{width}}" for n, width in zip(numbers, widths, strict=True))
        for title, numbers in rows
    ]
    return "\n".join([head, *lines, "A passage may speak of several themes. –: none found.", ""])


def timeline(found: Timeline[Figure]) -> str:
    """Return a theme through a council's papers, earliest first, with its milestones and dated figures."""
    parts = [f"{found.theme.title}: {found.council}, paper by paper, earliest first\n"]
    for item in found.papers:
        head = f"{date_in_words(item.paper.date)}: {item.paper.title}"
        parts.append(f"\n{head}\n{'-' * len(head)}\n")
        parts += [f"{quoted(passage)}\n" for passage in item.evidence] or ["Not found in this paper.\n"]
    due = [f"   {_when(item.milestone)}: {cite_action(item.found)}\n" for item in found.milestones]
    told = [f"   {date_in_words(i.figure.as_of)}: {_value(i.figure)}, {cite(i.found)}\n" for i in found.figures]
    parts += ["\nMilestones of actions on the theme\n", *due] if due else []
    parts += ["\nFigures, by the date that they are of\n", *told] if told else []
    return "".join(parts)


def _when(milestone: Milestone) -> str:
    return f"{date_in_words(milestone.due)} ({STATUSES[milestone.status]})"


def _value(told: Figure) -> str:
    return f"{told.value} {on_one_line(told.what)}" if told.what else told.value


def _column(column: CouncilColumn) -> str:
    if column.silence is not None:
        return _silence(column.silence)
    if not column.passages:
        return "Named in passing only:\n" + "".join(map(_evidence, column.evidence))
    parts = [f"{count(column.passages, 'passage')} on this theme; the best {len(column.evidence)}:\n"]
    if column.passages == len(column.evidence):
        parts = [f"{count(column.passages, 'passage')} on this theme:\n"]
    parts += map(_evidence, column.evidence)
    if column.figures:
        told = column.figures[:FIGURES_TOLD]
        more = f" (the first {len(told)} of {len(column.figures)})" if len(told) < len(column.figures) else ""
        parts += [f"Figures{more}:\n", *map(figure, told)]
    if column.rolled_up is not None:
        parts += [f"Actions: {in_words(column.rolled_up)}.\n", *map(_action, column.actions)]
    return "".join(parts)


def _evidence(item: Evidence) -> str:
    claim = f"   {CLAIMS[item.claim.kind].capitalize()}: {item.claim.reason}.\n"
    return f"{quoted(item.found)}{claim}\n"


def figure(shown: FigureShown) -> str:
    """Return a figure with its quotation and citation."""
    told = shown.figure
    facts = [*([shown.about] if shown.about else []), told.role.value, *told.qualifiers]
    facts += [told.change] if told.change else []
    facts += [f"as of {date_in_words(told.as_of)}"] if told.as_of else []
    facts += [told.tone.value] if told.tone else []
    what = f" {on_one_line(told.what)}" if told.what else ""
    line = f"{told.value}{what} ({', '.join(on_one_line(fact) for fact in facts)})"
    quote = on_one_line(shown.quote.replace("\t", " | "))
    shown_quote = textwrap.fill(f"“{quote}”", WIDTH, initial_indent="     ", subsequent_indent="     ")
    return f"   {line}\n{shown_quote}\n     {cite(shown.found)}\n"


def _action(found: FoundAction) -> str:
    action = found.action
    due = [milestone.due for milestone in action.milestones if milestone.due]
    when = f", due {date_in_words(max(due))}" if due else ", no date"
    return f"   {action.ref or 'unnumbered'}: {action_title(action)} ({STATUSES[action.status]}{when})\n"


def _pairs(compared: Comparison) -> str:
    if not compared.pairs:
        return ""
    found = {item.found.passage.id: item.found for column in compared.columns for item in column.evidence}
    lines = ["\nAbout the same thing\n====================\n"]
    for pair in compared.pairs:
        left, right = cite(found[pair.left]), cite(found[pair.right])
        lines.append(f"{left}\n   and {right} ({pair.cosine:.2f} near in meaning)\n")
    return "".join(lines)


def _silence(silence: Silence) -> str:
    lines = [
        f"{silence.wording[0].upper()}{silence.wording[1:]}: {count(silence.passages_searched, 'passage')} searched."
    ]
    if silence.unreadable_pages:
        lines.append(f"{count(silence.unreadable_pages, 'page')} could not be read.")
    if silence.nearest is not None and silence.nearest_cosine is not None:
        lines.append(f"The nearest ({silence.nearest_cosine:.2f} near in meaning, from 0 to 1):")
        lines.append(quoted(silence.nearest))
    return "\n".join(lines) + "\n"
