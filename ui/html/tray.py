"""Write an evidence tray as escaped, semantic HTML; nothing here knows Gradio."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from search.citation import DIGEST_NOTE, date_in_words
from ui.desk.tray import MOST_NAME_CHARACTERS, MOST_NOTE_CHARACTERS
from ui.html.export import of_tray_html
from ui.html.quotation import ALTERED_NOTE, paper_html, quotation_html
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.desk.desk import ItemShown, TrayShown

#: What stands in the tab until the browser has fetched the tray that this person used last.
OPENING = '<div id="tray-root"><p>Opening your tray…</p></div>'
GONE = "Its paper is no longer here, or no longer says this at this place. The quotation stays as you pinned it."


def tray_html(shown: TrayShown) -> str:
    """Return a tray: which one it is, what can be done with it, and its items in their order."""
    if shown.name is None:
        return f"{_empty_html()}{_start_html()}"
    items = "".join(
        _item_html(item, place=place, of=len(shown.items)) for place, item in enumerate(shown.items, start=1)
    )
    listed = f'<ol class="pinned">{items}</ol>' if items else _empty_html()
    return (
        f"{_choosing_html(shown.name, shown.names)}"
        f'<h3 class="tray-name">{escape(shown.name)} <span class="number">{counted(len(shown.items), "item")}</span>'
        f"</h3>{of_tray_html(shown.name) if items else ''}{listed}"
    )


def _choosing_html(name: str, names: Iterable[str]) -> str:
    options = "".join(
        f'<option value="{escape(each)}"{" selected" if each == name else ""}>{escape(each)}</option>' for each in names
    )
    return (
        '<div class="tray-head"><div class="choice-list"><label for="tray-choice">Tray</label>'
        f'<select id="tray-choice">{options}</select>'
        '<p class="info-text">What you pin goes to this tray. Trays are kept in the library.</p></div>'
        f'<div class="doing">{_start_html()}{_named_form("rename", "Rename this tray", "New name", name)}'
        f"{_delete_html(name)}</div></div>"
    )


def _start_html() -> str:
    return _named_form("start", "Start a new tray", "Name of the new tray", "")


def _named_form(do: str, summary: str, label: str, value: str) -> str:
    return (
        f'<details class="tray-form"><summary>{summary}</summary><form data-do="{do}">'
        f'<label for="tray-{do}">{label}</label>'
        f'<input type="text" id="tray-{do}" name="name" value="{escape(value)}" maxlength="{MOST_NAME_CHARACTERS}" '
        f'autocomplete="off" required><button type="submit" class="act">{summary}</button></form></details>'
    )


def _delete_html(name: str) -> str:
    return (
        '<details class="tray-form"><summary>Delete this tray</summary><form data-do="delete">'
        f"<p>“{escape(name)}” and all its notes will be gone. This cannot be undone.</p>"
        '<button type="submit" class="act grave">Yes, delete this tray</button></form></details>'
    )


def _empty_html() -> str:
    return (
        '<div class="notice"><h3>Nothing is pinned yet</h3><p><a href="#search">Search</a> or '
        '<a href="#compare">compare</a>, then choose Pin below a quotation. '
        "It will stand here with its citation, to be put in order and noted on.</p></div>"
    )


def _item_html(shown: ItemShown, *, place: int, of: int) -> str:
    item = shown.item
    key = escape(item.key)
    which = f'<span class="hidden-words"> item {place}</span>'
    up, down = (" disabled" if place == edge else "" for edge in (1, of))
    return (
        f'<li><article class="item" data-item="{key}" aria-label="Item {place} of {of}">{_figure_html(shown)}'
        '<div class="tools">'
        f'<button type="button" class="as-link" data-copy="blockquote">Copy quotation{which}</button>'
        f'<button type="button" class="as-link" data-copy=".citation">Copy citation{which}</button>'
        f'<button type="button" class="as-link" data-do="move" data-by="-1"{up}>Move up{which}</button>'
        f'<button type="button" class="as-link" data-do="move" data-by="1"{down}>Move down{which}</button>'
        f"{paper_html(shown.found.paper, shown.found.passage) if shown.found else ''}{_remove_html(place)}"
        '<span class="told" role="status"></span></div>'
        f'<form class="writing" data-do="write">{_box_html("note", "Note", item.note, key)}'
        f'{_box_html("enquiry", "Line of enquiry", item.enquiry, key)}<p class="kept" role="status"></p></form>'
        "</article></li>"
    )


def _figure_html(shown: ItemShown) -> str:
    """Return an item's quotation: as in the other tabs, and what has become of it since it was pinned."""
    item, found = shown.item, shown.found
    is_digest = found is not None and found.paper.is_digest
    note = f'<p class="digest-note">{escape(DIGEST_NOTE)}</p>' if is_digest else ""
    remarks = [ALTERED_NOTE] if shown.is_altered else []
    gone = "" if shown.stands else f'<p class="gone"><strong>Gone:</strong> {GONE}</p>'
    said = "".join(f'<p class="repaired">{remark}</p>' for remark in remarks)
    return (
        f'<figure class="quotation{" digest" if is_digest else ""}">{gone}{note}'
        f"<blockquote>{quotation_html(item.quotation)}</blockquote>"
        f'<figcaption><p class="citation">{escape(item.citation)}</p>{said}'
        f'<p class="remark">Pinned on {date_in_words(item.pinned_at[:10])}</p></figcaption></figure>'
    )


def _remove_html(place: int) -> str:
    return (
        f'<details class="tray-form"><summary>Remove<span class="hidden-words"> item {place}</span></summary>'
        '<form data-do="remove"><p>It goes from this tray, with what you wrote to it.</p>'
        '<button type="submit" class="act grave">Yes, remove it</button></form></details>'
    )


def _box_html(name: str, label: str, value: str, key: str) -> str:
    # A text area drops a line break at its very beginning: the one written here is that.
    return (
        f'<div class="box"><label for="{name}-{key}">{label}</label><textarea id="{name}-{key}" name="{name}" rows="2" '
        f'maxlength="{MOST_NOTE_CHARACTERS}">\n{escape(value)}</textarea>'
        f'<p class="printed">{escape(value)}</p></div>'
    )
