"""Do what the page asks of the trays, and say in a sentence what was done."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from indexer.store import PassageId
from ui.desk import tray as trays
from ui.html.render import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk.desk import Desk, TrayShown

NUMBERS = {"start", "end", "by"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page asks: `do` is a key of `DEEDS`, or "show"; the rest is what that needs.

    `tray` is the tray's name, None for the first. `item` is an item's key, `start` and `end` a part of the passage's
    text, `name` a tray's new name, `by` how many places an item moves down.
    """

    do: str
    tray: str | None = None
    passage: str = ""
    start: int | None = None
    end: int | None = None
    item: str = ""
    by: int = 0
    note: str = ""
    enquiry: str = ""
    name: str = ""

    def checked(self) -> Asked:
        """Return it. Raises TypeError when a value is of another type, ValueError when nothing like it can be done."""
        for each in fields(self):
            value = getattr(self, each.name)
            right = int if each.name in NUMBERS else str
            if value is not each.default and (not isinstance(value, right) or isinstance(value, bool)):
                raise TypeError(each.name)
        if self.do != "show" and self.do not in DEEDS:
            raise ValueError(self.do)
        return self


def done(desk: Desk, asked: Asked) -> tuple[str, TrayShown, list[str]]:
    """Do what is asked; return what to say of it, the tray as it is then, and the keys of its items' passages.

    Raises:
        InputError: it cannot be done; nothing was changed.
    """
    said, name = ("", asked.tray) if asked.do == "show" else DEEDS[asked.do](desk, asked)
    shown = desk.shown(name)
    return said, shown, [item.item.key for item in shown.items]


def _pin(desk: Desk, asked: Asked) -> tuple[str, str]:
    span = None if asked.start is None or asked.end is None else (asked.start, asked.end)
    tray, is_new = desk.pin(asked.tray, PassageId(asked.passage), span)
    held = counted(len(tray.items), "item")
    said = f"Pinned to “{tray.name}”: {held}." if is_new else f"It is in “{tray.name}” already."
    return said, tray.name


def _write(desk: Desk, asked: Asked) -> tuple[str, str]:
    name = asked.tray or ""
    desk.change(name, lambda tray: trays.annotated(tray, asked.item, note=asked.note, enquiry=asked.enquiry))
    return "Saved.", name


def _move(desk: Desk, asked: Asked) -> tuple[str, str]:
    name = asked.tray or ""
    tray = desk.change(name, lambda tray: trays.moved(tray, asked.item, asked.by))
    place = [item.key for item in tray.items].index(asked.item) + 1
    return f"Moved to place {place} of {len(tray.items)}.", name


def _remove(desk: Desk, asked: Asked) -> tuple[str, str]:
    name = asked.tray or ""
    tray = desk.change(name, lambda tray: trays.without_item(tray, asked.item))
    return f"Removed. {counted(len(tray.items), 'item')} left in “{tray.name}”.", name


def _start(desk: Desk, asked: Asked) -> tuple[str, str]:
    with desk.lock:
        tray = trays.start_tray(desk.store, asked.name)
    return f"“{tray.name}” is ready: what you pin goes there now.", tray.name


def _rename(desk: Desk, asked: Asked) -> tuple[str, str]:
    with desk.lock:
        tray = trays.rename_tray(desk.store, asked.tray or "", asked.name)
    return f"The tray is called “{tray.name}” now.", tray.name


def _delete(desk: Desk, asked: Asked) -> tuple[str, None]:
    with desk.lock:
        trays.delete_tray(desk.store, asked.tray or "")
    return f"“{asked.tray}” was deleted.", None


DEEDS: dict[str, Callable[[Desk, Asked], tuple[str, str | None]]] = {
    "pin": _pin,
    "write": _write,
    "move": _move,
    "remove": _remove,
    "start": _start,
    "rename": _rename,
    "delete": _delete,
}
