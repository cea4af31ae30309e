"""Write the form that corrects what was recognised of a paper; nothing here knows Gradio."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from corpus.types import PaperKind
from indexer.build import FACTS
from ui.html.paper_facts import LABELS, capital, in_words, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.types import Paper

NOTHING_CHANGED = (
    "<p><strong>Nothing was changed.</strong> Every box is empty or says what is known of the paper already.</p>"
)
NOT_SAVED = "<p><strong>Nothing was changed.</strong></p>"


def facts_carried(paper: Paper) -> str:
    """Return what is known of a paper as JSON, for the form to be filled with."""
    return json.dumps({name: known(paper, name) or "" for name in FACTS})


def form_html(councils: Iterable[str]) -> str:
    """Return the form, empty and hidden until a paper is to be corrected; `councils` are the names to choose from."""
    names = "".join(f'<option value="{escape(name)}"></option>' for name in councils)
    kinds = "".join(f'<option value="{kind.value}">{capital(kind.value)}</option>' for kind in PaperKind)
    kind_list = (
        f'<div class="field"><label for="correct-kind">{LABELS["kind"]}</label>'
        f'<select id="correct-kind" name="kind">{kinds}</select></div>'
    )
    return (
        '<form id="corrections" class="corrections" aria-label="Corrections" autocomplete="off" novalidate hidden>'
        '<h2 id="correcting" tabindex="-1">Correct what was recognised</h2><p class="which"></p>'
        '<p class="info-text">Change what is wrong. A box that you leave alone, or empty, changes nothing. What you '
        "say of a paper stays, even when its file is read again.</p>"
        f"{_box_html('council', 'Start typing to choose from the councils of England', listed='councils-of-england')}"
        f'<datalist id="councils-of-england">{names}</datalist>'
        f"{_box_html('body')}{_box_html('date', 'A year, month or day: 2023, 2023-03 or 2023-03-08')}"
        f"{_box_html('title')}{kind_list}{_box_html('licence')}"
        '<p class="doing"><button type="submit" class="act">Save corrections</button> '
        '<button type="button" class="as-link" data-closes>Close<span class="hidden-words"> the corrections</span>'
        "</button></p></form>"
    )


def saved_html(before: Paper, after: Paper) -> str:
    """Return what was changed, fact by fact, and where to see it."""
    changed = "".join(
        f"<li>{LABELS[name]}: {escape(in_words(after, name))} "
        f'<span class="was">(before: {escape(in_words(before, name))})</span></li>'
        for name in FACTS
        if known(before, name) != known(after, name)
    )
    link = f'<a href="#papers" data-goes="paper-{escape(after.id)}">See it in the list</a>'
    return f"<p><strong>Saved: {escape(after.title)}.</strong> {link}</p><ul>{changed}</ul>"


def _box_html(name: str, hint: str = "", *, listed: str = "") -> str:
    said = f'<p class="info-text" id="correct-{name}-hint">{escape(hint)}</p>' if hint else ""
    described = f' aria-describedby="correct-{name}-hint"' if hint else ""
    options = f' list="{listed}"' if listed else ""
    return (
        f'<div class="field"><label for="correct-{name}">{LABELS[name]}</label>{said}'
        f'<input type="text" id="correct-{name}" name="{name}"{described}{options}></div>'
    )
