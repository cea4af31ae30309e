"""What lies on a person's desk: papers' pages and files to look at, and trays of what they pinned."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import InputError
from corpus.types import FileFormat
from search.citation import cite
from search.masking import masked
from ui.desk import tray as trays
from ui.desk.page_drawing import PageDrawer
from ui.settings import reading_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import DocumentId, Paper
    from indexer.places import Place
    from indexer.store import Found, PassageId, PassageStore, View
    from search.masking import FindPeople
    from ui.desk.tray import Tray, TrayItem

#: What a file of each format may end in; the first is put behind a name that ends otherwise.
ENDINGS = {
    FileFormat.PDF: (".pdf",),
    FileFormat.TEXT: (".txt", ".text"),
    FileFormat.MARKDOWN: (".md", ".markdown", ".txt"),
    FileFormat.WORD: (".docx", ".docm", ".dotx"),
    FileFormat.ODT: (".odt", ".ott"),
    FileFormat.WEB: (".html", ".htm", ".xhtml", ".mht"),
}
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%;\']')
#: Windows keeps these for devices, whatever ending they have.
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
MOST_STEM_CHARACTERS = 100
WHY_WITHHELD = "People’s names are hidden here, and they stand in the paper’s pages and in its file."

GONE_REMEDY = "Search again: its paper was removed, or read anew."


class PaperNotHereError(InputError):
    """A paper is not on the shelf."""

    def __init__(self) -> None:
        super().__init__("That paper is not here.", remedy="It may have been removed: the Papers tab lists those here.")


class NoSuchPageError(InputError):
    """A page was asked for that the paper does not have."""

    def __init__(self, paper: Paper, page: int) -> None:
        has = f"It has pages 1 to {paper.pages}." if paper.pages else "It has no pages."
        super().__init__(f"“{paper.title}” has no page {page}.", remedy=has)


class NotDrawnError(InputError):
    """A paper of another format than PDF has no pages to draw."""

    def __init__(self) -> None:
        super().__init__("Only pages of PDF files can be shown.", remedy="Download the paper to read it.")


class WithheldError(InputError):
    """Names are hidden, so papers are not handed out."""

    def __init__(self) -> None:
        super().__init__(WHY_WITHHELD, remedy="Neither is shown. Whoever runs this page can allow it.")


class PassageGoneError(InputError):
    """A passage was to be pinned that is not there."""

    def __init__(self) -> None:
        super().__init__("That passage is not here any more.", remedy=GONE_REMEDY)


class PaperFile(NamedTuple):
    """A paper's file as it was added, under a name that is safe to keep it by."""

    name: str
    data: bytes


class ItemShown(NamedTuple):
    """An item of a tray as it is shown.

    `found` is its passage, None where it has gone. `stands` tells whether its paper still holds the quotation at its
    place. `is_altered` tells that personal data is hidden in it.
    """

    item: TrayItem
    found: Found | None
    stands: bool
    is_altered: bool


class TrayShown(NamedTuple):
    """A tray as it is shown: its name, its items, and the names of all trays; `name` is None while there is none."""

    name: str | None
    items: tuple[ItemShown, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Hand out papers and keep trays. Safe to use from several threads.

    `find_people` is given where people's names are to be hidden: then papers are withheld, and names in quotations
    are hidden.
    """

    store: PassageStore
    draw: PageDrawer
    find_people: FindPeople | None = None
    lock: Lock = field(default_factory=Lock)

    def picture(self, document_id: DocumentId, page: int, passage_id: PassageId | None) -> bytes:
        """Return a page as a PNG picture, with a passage outlined when one is named and stands there.

        Raises:
            WithheldError, PaperNotHereError, NotDrawnError, NoSuchPageError: as they say.
            FileRefusedError: the page cannot be drawn.
        """
        if self.find_people is not None:
            raise WithheldError
        with self.store.viewing() as view:
            paper = _paper(view, document_id)
            if paper.format is not FileFormat.PDF:
                raise NotDrawnError
            if not 1 <= page <= paper.pages:
                raise NoSuchPageError(paper, page)
            boxes = [place.box for place in _places(view, passage_id, paper) if place.page == page]
            return self.draw(paper, lambda: view.file(paper.id), page, boxes)

    def file(self, document_id: DocumentId) -> PaperFile:
        """Return a paper's file. Raises WithheldError and PaperNotHereError."""
        if self.find_people is not None:
            raise WithheldError
        with self.store.viewing() as view:
            paper = _paper(view, document_id)
            return PaperFile(safe_name(paper.file, paper.format), view.file(paper.id))

    def shown(self, name: str | None) -> TrayShown:
        """Return a tray as it is shown, the first when none of that name is kept. Raises TrayUnreadableError."""
        names = trays.tray_names(self.store)
        chosen = name if name in names else next(iter(names), None)
        if chosen is None:
            return TrayShown(None, (), ())
        tray = trays.kept_tray(self.store, chosen)
        with self.store.viewing() as view:
            return TrayShown(chosen, tuple(self._item(view, item) for item in tray.items), tuple(names))

    def pin(self, name: str | None, passage_id: PassageId, span: tuple[int, int] | None = None) -> tuple[Tray, bool]:
        """Pin a passage, or the part `span` of its text, to the end of a tray, and tell whether it is new there.

        A tray of that name is started when there is none; the first tray is meant when no name is given.

        Raises:
            PassageGoneError: there is no such passage, or it has no such part.
            TrayNameError: a new tray cannot be called so.
        """
        item = self._pinned(passage_id, span)
        with self.lock:
            names = trays.tray_names(self.store)
            chosen = name or next(iter(names), trays.FIRST_TRAY)
            tray = trays.kept_tray(self.store, chosen) if chosen in names else trays.start_tray(self.store, chosen)
            after = trays.with_item(tray, item)
            if after != tray:
                trays.keep(self.store, after)
        return after, after != tray

    def change(self, name: str, changed: Callable[[Tray], Tray]) -> Tray:
        """Keep a tray as `changed` returns it; raises as `kept_tray` and as `changed`."""
        with self.lock:
            tray = changed(trays.kept_tray(self.store, name))
            trays.keep(self.store, tray)
        return tray

    def _pinned(self, passage_id: PassageId, span: tuple[int, int] | None) -> TrayItem:
        with self.store.viewing() as view:
            try:
                found = view.passage(passage_id)
            except KeyError as error:
                raise PassageGoneError from error
        passage = found.passage
        start, end = span or (0, len(passage.text))
        if not 0 <= start < end <= len(passage.text):
            raise PassageGoneError
        return trays.TrayItem(
            passage_id=passage.id,
            document_id=passage.document_id,
            start=passage.span.start + start,
            end=passage.span.start + end,
            quotation=passage.text[start:end],
            citation=cite(found),
            pinned_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _item(self, view: View, item: TrayItem) -> ItemShown:
        found, stands = trays.now(view, item)
        text = masked(item.quotation, find_people=self.find_people)
        citation = cite(found) if found is not None else item.citation
        return ItemShown(replace(item, quotation=text.text, citation=citation), found, stands, bool(text.hidden))


def desk_over(store: PassageStore) -> Desk:
    """Return the desk of a library, with the environment's limits to the drawing of a page."""
    return Desk(store=store, draw=PageDrawer(reading_limits()))


def bare_name(file: str) -> str:
    r"""Return the last part of a name without what cannot be seen; empty when nothing is left.

    >>> bare_name("../My  plan\u202e.pdf"), bare_name("C:\\plans\\One.docx"), bare_name("..")
    ('My plan.pdf', 'One.docx', '')
    """
    shown = "".join(letter for letter in unicodedata.normalize("NFC", file) if letter.isprintable())
    return " ".join(re.split(r"[\\/]", shown)[-1].split()).strip(" .")


def safe_name(file: str, format_of: FileFormat) -> str:
    r"""Return a name that a file can be kept by anywhere, whatever its own name holds.

    >>> safe_name("../Plan: \u202efdp.exe", FileFormat.PDF), safe_name("nul", FileFormat.TEXT)
    ('Plan_ fdp.exe.pdf', '_nul.txt')
    """
    name = bare_name(file)
    ending = PurePosixPath(name).suffix
    if ending.lower() not in ENDINGS[format_of]:
        ending = ENDINGS[format_of][0]
        stem = name
    else:
        stem = name.removesuffix(ending)
    return f"{safe_stem(stem) or 'paper'}{ending}"


def safe_stem(name: str) -> str:
    """Return what a file of this name can be called anywhere, without its ending; empty when nothing is left.

    >>> safe_stem("Who leads? 1/2"), safe_stem("con")
    ('Who leads_ 1_2', '_con')
    """
    stem = NOT_IN_NAMES.sub("_", name)[:MOST_STEM_CHARACTERS].rstrip(" .")
    return f"{'_' if DEVICES.match(stem) else ''}{stem}"


def _paper(view: View, document_id: DocumentId) -> Paper:
    for paper in view.all_papers():
        if paper.id == document_id:
            return paper
    raise PaperNotHereError


def _places(view: View, passage_id: PassageId | None, paper: Paper) -> list[Place]:
    """Return where a passage of this paper stands; nowhere when it has gone, which leaves the page to look at."""
    if passage_id is None:
        return []
    try:
        return view.boxes(passage_id) if view.passage(passage_id).paper.id == paper.id else []
    except KeyError:
        return []
