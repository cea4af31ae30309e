"""Keep what a person has pinned: trays of quotations, each item with a note and a line of enquiry, in the library."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.errors import InputError

if TYPE_CHECKING:
    from corpus.types import DocumentId
    from indexer.store import Found, PassageId, PassageStore, View
    from ui.page.app import PageServices

#: Under which the notebook of a library keeps them.
NOTE_KIND = "tray"
FIRST_TRAY = "My evidence"
MOST_NAME_CHARACTERS = 80
MOST_NOTE_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayItem:
    """A quotation in a tray, with what the person wrote to it.

    `quotation` is, as pinned, the exact slice `start` to `end` of its paper's text, in characters; `citation` is as
    cited then. Both stay when the paper has gone. `pinned_at` is an ISO date with time. `note` and `enquiry` (a line of
    enquiry) are the person's own words, empty until they write some.
    """

    passage_id: PassageId
    document_id: DocumentId
    start: int
    end: int
    quotation: str
    citation: str
    pinned_at: str
    note: str = ""
    enquiry: str = ""

    @property
    def key(self) -> str:
        """What tells it from the other items of its tray."""
        return f"{self.passage_id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """A person's items in their order, each key once."""

    name: str
    items: tuple[TrayItem, ...] = field(default=())


class NoSuchTrayError(InputError):
    """A tray was asked for that is not kept."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no tray called “{name}”.", remedy="It may have been renamed or deleted: see Evidence tray."
        )


class NotInTrayError(InputError):
    """An item was meant that the tray does not hold."""

    def __init__(self) -> None:
        super().__init__("That quotation is no longer in this tray.", remedy="Open the tray again to see what is.")


class TrayNameError(InputError):
    """A tray cannot be called so."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The tray cannot be called so: {reason}.", remedy="Give it another name.")


class TrayUnreadableError(InputError):
    """A tray was kept by another version, or altered by hand."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The tray “{name}” cannot be read.", remedy="Use the version of Readacross that kept it.")


class NoteTooLongError(InputError):
    """A note or a line of enquiry is longer than can be kept."""

    def __init__(self, characters: int) -> None:
        super().__init__(
            f"That is {characters:,} characters long.", remedy=f"Keep it to {MOST_NOTE_CHARACTERS:,} characters."
        )


def with_item(tray: Tray, item: TrayItem) -> Tray:
    """Return the tray with an item at its end, or as it is when it holds that quotation already."""
    return tray if any(item.key == other.key for other in tray.items) else replace(tray, items=(*tray.items, item))


def without_item(tray: Tray, key: str) -> Tray:
    """Return the tray without an item. Raises NotInTrayError."""
    place = _place(tray, key)
    return replace(tray, items=tray.items[:place] + tray.items[place + 1 :])


def moved(tray: Tray, key: str, by: int) -> Tray:
    """Return the tray with an item moved `by` places, up when below 0, as far as there is room. Raises NotInTrayError.

    >>> item = TrayItem(passage_id="p", document_id="d", start=0, end=1, quotation="A", citation="C", pinned_at="2026")
    >>> moved(Tray(name="T", items=(item, replace(item, end=2))), "p:0-2", -1).items[0].key
    'p:0-2'
    """
    place = _place(tray, key)
    others = [*tray.items[:place], *tray.items[place + 1 :]]
    others.insert(max(0, min(len(others), place + by)), tray.items[place])
    return replace(tray, items=tuple(others))


def annotated(tray: Tray, key: str, *, note: str, enquiry: str) -> Tray:
    """Return the tray with what a person wrote to an item. Raises NotInTrayError and NoteTooLongError."""
    longest = max(len(note), len(enquiry))
    if longest > MOST_NOTE_CHARACTERS:
        raise NoteTooLongError(longest)
    place = _place(tray, key)
    written = replace(tray.items[place], note=note.strip(), enquiry=enquiry.strip())
    return replace(tray, items=(*tray.items[:place], written, *tray.items[place + 1 :]))


def tray_names(store: PassageStore) -> list[str]:
    """Return the names of the trays, in the order of the alphabet."""
    return sorted(store.noted(NOTE_KIND), key=lambda name: (name.casefold(), name))


def kept_tray(store: PassageStore, name: str) -> Tray:
    """Return the tray of a name. Raises NoSuchTrayError and TrayUnreadableError."""
    record = store.noted(NOTE_KIND).get(name)
    if record is None:
        raise NoSuchTrayError(name)
    return tray_from(name, record)


def keep(store: PassageStore, tray: Tray) -> None:
    """Keep a tray in place of the one of its name."""
    store.note(NOTE_KIND, tray.name, note_text(tray))


def start_tray(store: PassageStore, name: str) -> Tray:
    """Keep a new, empty tray, and return it. Raises TrayNameError when the name is empty, too long or taken."""
    tray = Tray(name=_free_name(store, name))
    keep(store, tray)
    return tray


def rename_tray(store: PassageStore, old: str, new: str) -> Tray:
    """Give a tray another name, and return it; raises as `kept_tray` and `start_tray`."""
    tray = kept_tray(store, old)
    renamed = replace(tray, name=_free_name(store, new, besides=old))
    if renamed.name != old:
        keep(store, renamed)  # first the new, so that nothing is lost if the old cannot be taken out
        store.note(NOTE_KIND, old, None)
    return renamed


def delete_tray(store: PassageStore, name: str) -> None:
    """Take a tray out with all its items. Raises NoSuchTrayError."""
    if name not in store.noted(NOTE_KIND):
        raise NoSuchTrayError(name)
    store.note(NOTE_KIND, name, None)


def tray_items(services: PageServices, name: str) -> list[TrayItem]:
    """Return a tray's items in its order, for documents made from it; raises as `kept_tray`.

    The words are the papers' own: whoever shows them where names are hidden hides the names (`services.desk`).
    """
    return list(kept_tray(services.desk.store, name).items)


def now(view: View, item: TrayItem) -> tuple[Found | None, bool]:
    """Return an item's passage, None where it has gone, and whether its paper still holds the quotation there."""
    try:
        stands = view.text(item.document_id)[item.start : item.end] == item.quotation
    except KeyError:
        return None, False
    try:
        return view.passage(item.passage_id), stands
    except KeyError:
        return None, stands


def note_text(tray: Tray) -> str:
    """Return a tray as JSON, without its name."""
    return json.dumps({"items": [asdict(item) for item in tray.items]}, ensure_ascii=False)


def tray_from(name: str, note: str) -> Tray:
    """Return what `note_text` wrote. Raises TrayUnreadableError when it is none of ours."""
    try:
        items = [TrayItem(**item) for item in json.loads(note)["items"]]
    except (ValueError, KeyError, TypeError) as error:
        raise TrayUnreadableError(name) from error
    return Tray(name=name, items=tuple(items))


def _place(tray: Tray, key: str) -> int:
    for place, item in enumerate(tray.items):
        if item.key == key:
            return place
    raise NotInTrayError


def _free_name(store: PassageStore, typed: str, *, besides: str | None = None) -> str:
    name = " ".join(typed.split())
    if not name:
        raise TrayNameError("the name is empty")
    if len(name) > MOST_NAME_CHARACTERS:
        raise TrayNameError(f"a name has at most {MOST_NAME_CHARACTERS} characters")
    if not name.isprintable():
        raise TrayNameError("it holds characters that cannot be shown")
    if any(other.casefold() == name.casefold() for other in tray_names(store) if other != besides):
        raise TrayNameError(f"there is a tray called “{name}” already")
    return name
