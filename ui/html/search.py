"""Write what stands around an answer: how to ask, and what the answer was limited to. Nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.addresses.links import link_html, query_of
from ui.library.limits import STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Paper
    from search.answers import Answer
    from search.themes import Theme

STATUS_WORDS = dict(zip(STATUSES, ("Complete", "On track", "Some issues", "Not on track", "None printed"), strict=True))
#: Ways of asking: the question, and what it shows.
EXAMPLES = (
    ("how are councils reducing their use of agency social workers", "Ask in a sentence, as you would a colleague."),
    ('"family hubs"', "Words in quotation marks must stand in every passage found, just so."),
    ("foster carers -payment", "A word with a hyphen before it stands in no passage found."),
)


def examples_html(papers: Sequence[Paper]) -> str:
    """Return how to ask, each way with a link that tries it; nothing while there are no papers to ask."""
    if not papers:
        return ""
    rows = "".join(
        f"<li>{link_html('search', query_of([('q', question)]), question)} <span>{escape(said)}</span></li>"
        for question, said in EXAMPLES
    )
    return (
        '<section class="examples" aria-labelledby="examples-title">'
        f'<h3 id="examples-title">Ways to ask</h3><ul>{rows}</ul></section>'
    )


def limits_told(answer: Answer, theme: Theme | None, statuses: Sequence[str], alike: str) -> list[str]:
    """Return what an answer was limited to by wording, theme, status and likeness, as sentences in HTML."""
    told = []
    if answer.required:
        told.append(f"Every passage holds the exact words {_quoted(answer.required)}.")
    if answer.excluded:
        told.append(f"No passage holds {_quoted(answer.excluded)}.")
    if theme is not None:
        told.append(f"Only passages on: {escape(theme.title)}.")
    if statuses:
        told.append(f"Only actions that stand: {escape(' or '.join(statuses).lower())}.")
    if alike:
        told.append(escape(alike.strip()))
    return told


def _quoted(phrases: Sequence[str]) -> str:
    return " and ".join(f"<strong>“{escape(phrase)}”</strong>" for phrase in phrases)
