"""Fill the cells of a coded extract that are read from plans, figures and the councils file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import UnknownNameError
from search.claims import STATUS_WORDS
from ui.documents.quoting import writable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.councils import Councils
    from corpus.types import Paper, Span
    from indexer.figures.records import Figure
    from indexer.records import Action, Measure
    from ui.documents.quoting import Mask

BETWEEN = "; "


def plan_cells(action: Action | None, measure: Measure | None, mask: Mask) -> dict[str, str]:
    """Return the cells on the action or measure that a passage is a row of."""
    facts = dict.fromkeys(("action_ref", "lead_role", "status", "milestone_due", "target_value"), "")
    if action is not None:
        milestones = action.milestones
        facts["action_ref"] = (action.ref or "") + (" (inferred)" if action.ref and action.ref_inferred else "")
        facts["lead_role"] = mask(action.lead).text
        facts["status"] = STATUS_WORDS[action.status] if milestones else ""
        facts["milestone_due"] = BETWEEN.join(it.due or it.due_raw for it in milestones if it.due or it.due_raw)
        targets = (f"{it.value:g}{it.unit} {it.measure}" + (f" by {it.due}" if it.due else "") for it in action.targets)
        facts["target_value"] = mask(BETWEEN.join(targets)).text
    elif measure is not None:
        facts["action_ref"] = measure.ref or ""
        periods = (f"{it.target} ({it.name})" for it in measure.periods if it.target)
        facts["target_value"] = mask(BETWEEN.join(periods)).text
    return {name: writable(" ".join(text.split())) for name, text in facts.items()}


def figures_in(part: Span, figures: Iterable[Figure]) -> list[Figure]:
    """Return those of a passage's figures whose value stands in a part of its text."""
    return [figure for figure in figures if part.start <= figure.span.start and figure.span.end <= part.end]


def figure_words(figure: Figure, mask: Mask) -> str:
    """Return a figure in words: its value as printed, what it counts, what it stands for and when."""
    what = f" {mask(' '.join(figure.what.split())).text}" if figure.what else ""
    when = f", {figure.as_of}" if figure.as_of else ""
    return f"{figure.value}{what} ({figure.role}{when})"


def council_code(paper: Paper, councils: Councils) -> str:
    """Return the code that the Office for National Statistics gives a paper's council, empty for none."""
    if paper.council is None:
        return ""
    try:
        return councils.called(paper.council).code
    except UnknownNameError:
        return ""  # a council that a person typed, of which ours knows nothing
