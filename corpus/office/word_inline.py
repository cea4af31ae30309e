"""Gather what a Word paragraph says: its text as a reader sees it, and the boxes and drawings anchored in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.numerals import in_form
from corpus.office.ooxml import first, is_on
from corpus.office.word_numbers import bullet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
UNSEEN = frozenset(
    {"w:pPr", "w:rPr", "w:instrText", "w:delInstrText", "w:sdtPr", "w:sdtEndPr", "w:softHyphen", "w:fldData"}
)
DELETED = frozenset({"w:del", "w:moveFrom", "w:delText"})
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOTE_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}  # as Word counts them unless told otherwise
BOXES = ("w:txbxContent", "c:chart", "dgm:relIds", "v:textpath", "a:t")
SHOWING = frozenset({"w:t", "pic:pic", *BOXES})

DELETIONS = "tracked deletions"
HIDDEN = "hidden text"
COMMENTS = "comments in the margin"
OBJECTS = "embedded objects"
PICTURES = "pictures"


@dataclass(slots=True)
class Inside:
    """What a paragraph says. `boxes` are the text boxes, charts and diagrams anchored in it, in order."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class InlineReader:
    """Reads paragraphs one after another, numbering their notes and counting what is left out of their text."""

    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, id and printed mark of each note, in the order in which the text refers to them."""

    def read(self, paragraph: Element, *, mark: str = "") -> Inside:
        """Return what a paragraph says. `mark` is the number of the note that the paragraph is in."""
        inside = Inside()
        pieces: list[str] = []
        fields: list[bool] = []
        for element in self._shown(paragraph):
            if element.tag == "w:fldChar":
                self._take_field(element, fields, pieces)
            elif element.tag in BOXES:
                inside.boxes.append(element)
            elif not any(fields):  # between a field's beginning and its result stands its instruction
                pieces.append(self._text_of(element, mark))
        inside.text = "".join(pieces)
        return inside

    def _shown(self, parent: Element) -> Iterator[Element]:
        """Yield the elements that are seen and hold no others that are, in order."""
        for element in parent:
            tag = element.tag
            if tag in UNSEEN:
                continue
            if tag in DELETED:
                self.left_out[DELETIONS] += 1
            elif tag == "w:r" and is_on(element, "w:rPr/w:vanish"):
                self.left_out[HIDDEN] += 1
            elif tag == "mc:AlternateContent":
                yield from self._shown(_alternative(element))
            elif tag in BOXES or tag in ("w:t", "m:t", "w:fldChar"):
                yield element
            else:
                self._count(element)
                yield element
                yield from self._shown(element)

    def _count(self, element: Element) -> None:
        if element.tag == "w:commentReference":
            self.left_out[COMMENTS] += 1
        elif element.tag in ("pic:pic", "v:imagedata"):
            self.left_out[PICTURES] += 1
        elif element.tag == "o:OLEObject":
            self.left_out[OBJECTS] += 1

    def _text_of(self, element: Element, mark: str) -> str:
        tag = element.tag
        if tag in ("w:t", "m:t"):
            return element.text or ""
        if tag in SIGNS:
            return SIGNS[tag]
        if tag == "w:sym":
            return _symbol(element)
        if tag in ("w:footnoteRef", "w:endnoteRef"):
            return mark
        if tag in ("w:footnoteReference", "w:endnoteReference"):
            return self._note_mark(element)
        return ""

    def _note_mark(self, element: Element) -> str:
        kind = element.tag.removeprefix("w:").removesuffix("Reference")
        if element.get("w:customMarkFollows") in ("1", "true", "on"):
            self.notes.append((kind, element.get("w:id", ""), ""))
            return ""
        count = 1 + sum(other == kind and mark != "" for other, _, mark in self.notes)
        mark = in_form(count, NOTE_FORMS[kind]).translate(RAISED)
        self.notes.append((kind, element.get("w:id", ""), mark))
        return mark

    @staticmethod
    def _take_field(element: Element, fields: list[bool], pieces: list[str]) -> None:
        """Follow where in a field we are: True for its instruction, False for its result."""
        kind = element.get("w:fldCharType")
        if kind == "begin":
            fields.append(True)
            box = first(element, "w:ffData/w:checkBox")
            if box is not None:
                ticked = is_on(box, "w:checked") if first(box, "w:checked") is not None else is_on(box, "w:default")
                pieces.append("☒" if ticked else "☐")
        elif kind == "separate" and fields:
            fields[-1] = False
        elif kind == "end" and fields:
            fields.pop()


def _alternative(element: Element) -> Element:
    """Return the first choice that says or draws anything, else the fallback."""
    for choice in element:
        if choice.tag == "mc:Choice" and any(inner.tag in SHOWING for inner in choice.iter()):
            return choice
    fallback = first(element, "mc:Fallback")
    return fallback if fallback is not None else element


def _symbol(element: Element) -> str:
    try:
        character = chr(int(element.get("w:char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    is_private = "\uf000" <= character <= "\uf0ff"
    return bullet(character) if is_private else character


def is_mark_deleted(paragraph: Element) -> bool:
    """Tell whether the end of a paragraph was deleted under tracking, so that it runs on into the next."""
    return first(paragraph, "w:pPr/w:rPr/w:del") is not None


def caption_of(box: Element) -> str:
    """Return the words of a drawing that are no paragraphs: WordArt, and labels inside shapes."""
    return (box.get("string") or "") if box.tag == "v:textpath" else (box.text or "")
