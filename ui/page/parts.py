"""Parts that more than one tab lays out: the status line, words, a list to choose from; and the councils ticked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Stands where much will be laid out when the page has been opened, so that opening it waits for nothing.
AWAITED = '<p class="awaited">Reading the library…</p>'
#: Set on the element that stays while its content changes, else a screen reader misses the change.
ANNOUNCE = "element.setAttribute('role', 'status'); element.setAttribute('aria-live', 'polite');"


class NoCouncilTickedError(InputError):
    """Every council was unticked."""

    def __init__(self) -> None:
        super().__init__("No council is ticked.", remedy="Tick at least one council, then try again.")


def ticked_councils(ticked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the councils to look among: none named when all are ticked, so that papers of no council count too.

    Raises:
        NoCouncilTickedError: there are councils and none is ticked.
    """
    if known and not ticked:
        raise NoCouncilTickedError
    return () if set(known) <= set(ticked) else tuple(ticked)


def status_line(elem_id: str) -> gr.HTML:
    """Lay out a line whose changes a screen reader announces."""
    return gr.HTML("", elem_id=elem_id, elem_classes="status", js_on_load=ANNOUNCE, apply_default_css=False)


def words(html: str, *, elem_id: str, css_class: str = "") -> gr.HTML:
    """Lay out words of ours, or the place where they will appear, in our style alone."""
    return gr.HTML(html, elem_id=elem_id, elem_classes=css_class, js_on_load=None, apply_default_css=False)


def choice_list(label: str, choices: Sequence[tuple[str, str]], *, elem_id: str, name: str) -> gr.HTML:
    """Lay out the browser's own list to choose from, the first of `choices` (value, words) chosen.

    Gradio's list is a text box with a menu: slower with the keyboard, and strange to a screen reader. What is chosen
    stays in the browser, filled in from the page's address by `name`: an event that wants it takes `with_chosen` as
    its `js`.
    """
    options = "".join(f'<option value="{escape(value)}">{escape(said)}</option>' for value, said in choices)
    return gr.HTML(
        choices[0][0],
        html_template=f'<label for="{elem_id}-list">{escape(label)}</label>'
        f'<select id="{elem_id}-list" name="{name}">{options}</select>',
        js_on_load=None,
        elem_id=elem_id,
        elem_classes="choice-list",
        apply_default_css=False,
    )


def with_chosen(count: int, place: str, *names: str) -> str:
    """Return the script that puts what is chosen in the browser, by name, in place of the last of `count` values.

    That is what a `choice_list` shows, or the values of the boxes of one name that are ticked.
    """
    chosen = ", ".join(f"readacross.chosen('{place}', '{name}')" for name in names)
    return f"(...values) => [...values.slice(0, {count - len(names)}), {chosen}]"


def bridge(place: str) -> gr.HTML:
    """Lay out what lets the page's address ask: its `submit` runs when the address of a place is opened.

    An event that listens takes `readacross.queryOf(place)` as its `js`; see `assets/shell.js`.
    """
    return gr.HTML(
        "",
        elem_id=f"{place}-bridge",
        elem_classes="bridge",
        js_on_load=f"readacross.listens('{place}', () => trigger('submit'));",
        apply_default_css=False,
    )
