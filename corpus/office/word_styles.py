"""Tell from Word's styles which paragraphs are headings, which are in a list, and which are a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.office.ooxml import first, value_of, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

HEADING = re.compile(r"heading ?(\d)", re.IGNORECASE)
CONTENTS = re.compile(r"toc ?\d", re.IGNORECASE)
BODY_LEVEL = 9  # Word's outline levels count from 0; 9 is text
LONGEST_CHAIN = 50  # of styles based on styles; a file may say that two are based on each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a paragraph is by its own settings and its style. `heading` counts from 1, None for text.

    `list_id` is None outside lists, `list_level` where only the style says that it is in one.
    """

    heading: int | None
    list_id: str | None
    list_level: int | None
    list_style: str | None
    is_contents: bool


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, part: Element | None) -> None:
        found = [style for style in part if style.tag == "w:style"] if part is not None else []
        self._styles = {style.get("w:styleId", ""): style for style in found}
        defaults = [
            style.get("w:styleId", "")
            for style in found
            if style.get("w:type") == "paragraph" and style.get("w:default") in ("1", "true", "on")
        ]
        self._default = defaults[0] if defaults else None

    def look(self, paragraph: Element) -> Look:
        """Return what a paragraph is."""
        own = first(paragraph, "w:pPr")
        style = value_of(own, "w:pStyle") or self._default
        list_id = value_of(own, "w:numPr/w:numId")
        level = value_of(own, "w:numPr/w:ilvl")
        list_style = None
        if list_id is None:
            list_style, list_id, level = self._list_by_style(style, level)
        return Look(
            heading=self._heading(own, style),
            list_id=list_id if list_id != "0" else None,  # 0 takes a paragraph out of its style's list
            list_level=whole_number(level, 0) if level is not None else (None if list_style else 0),
            list_style=list_style,
            is_contents=any(CONTENTS.fullmatch(_name(step)) for _, step in self._chain(style)),
        )

    def list_of(self, style: str | None) -> str | None:
        """Return the list that a style puts its paragraphs in."""
        return self._list_by_style(style, None)[1]

    def _list_by_style(self, style: str | None, level: str | None) -> tuple[str | None, str | None, str | None]:
        for name, step in self._chain(style):
            numbered = first(step, "w:pPr/w:numPr")
            if numbered is not None:
                own_level = value_of(numbered, "w:ilvl")
                return name, value_of(numbered, "w:numId"), level if level is not None else own_level
        return None, None, level

    def _heading(self, own: Element | None, style: str | None) -> int | None:
        outline = value_of(own, "w:outlineLvl")
        for _, step in self._chain(style):
            if outline is not None:
                break
            if (named := HEADING.fullmatch(_name(step))) is not None:
                return int(named.group(1))
            if _name(step).casefold() == "title":
                return 1
            outline = value_of(step, "w:pPr/w:outlineLvl")
        level = whole_number(outline, BODY_LEVEL)
        return level + 1 if 0 <= level < BODY_LEVEL else None

    def _chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """Yield a style, the one that it is based on, and so on."""
        for _ in range(LONGEST_CHAIN):
            if style is None or style not in self._styles:
                return
            yield style, self._styles[style]
            style = value_of(self._styles[style], "w:basedOn")


def _name(style: Element) -> str:
    return value_of(style, "w:name") or style.get("w:styleId") or ""
