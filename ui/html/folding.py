"""Fold the form away that an answer was asked by, so that the answer comes first. Nothing here knows Gradio."""

from __future__ import annotations


def folded_html(form: str, said: str) -> str:
    """Return a form that stands open until its place shows an answer, then behind a button that says `said`.

    The style sheet folds it, wherever an answer stands; the script `folding.js` opens it again.
    """
    return (
        f'<div class="folding"><button type="button" class="as-link unfolds" aria-expanded="false">{said}</button>'
        f"{form}</div>"
    )
