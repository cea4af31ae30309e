"""Write two wordings as one text, what was taken out and put in marked by elements, by words and by look."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from search.masking import masked
from search.rewording import reworded

if TYPE_CHECKING:
    from search.masking import FindPeople
    from search.rewording import Rewording


def rewording_html(rewording: Rewording) -> str:
    """Return two wordings as one text: what was removed in `del`, what was added in `ins`, each said in hidden words.

    >>> print(rewording_html(reworded("Six posts remain.", "Six remain.")))
    Six <del><span class="hidden-words">[removed: </span>posts<span class="hidden-words">]</span></del> remain.
    """
    shown = hidden_in(rewording)
    parts = []
    for run in shown.runs:
        old, new = shown.old[slice(*run.old)], shown.new[slice(*run.new)]
        if run.is_kept:
            parts.append(_text(max(old, new, key=len)))  # with the white space of the side where the text goes on
        else:
            marks = [_marked("del", "removed", old), _marked("ins", "added", new)]
            parts.append(" ".join(filter(None, marks)) + (" " if (new or old)[-1:].isspace() else ""))
    return "".join(parts)


def hidden_in(rewording: Rewording, *, find_people: FindPeople | None = None) -> Rewording:
    """Return two wordings with personal data hidden as in `masked`, compared again where something was hidden."""
    old, new = (masked(text, find_people=find_people) for text in (rewording.old, rewording.new))
    return reworded(old.text, new.text) if old.hidden or new.hidden else rewording


def _marked(element: str, said: str, text: str) -> str:
    if not text.strip():
        return ""
    opening, closing = (f'<span class="hidden-words">{words}</span>' for words in (f"[{said}: ", "]"))
    return f"<{element}>{opening}{_text(text.strip())}{closing}</{element}>"


def _text(text: str) -> str:
    return escape(text.replace("\t", " | "))
