"""Open the zipped XML of Word and OpenDocument: its parts, their links, their elements under short names ("w:p")."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import NamedTuple
from xml.etree import ElementTree as ET

from corpus.errors import FileRefusedError

TRANSITIONAL, STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"  # then the prefix
PREFIXES = {
    f"{TRANSITIONAL}wordprocessingml/2006/main": "w",
    f"{STRICT}wordprocessingml/main": "w",
    f"{TRANSITIONAL}officeDocument/2006/relationships": "r",
    f"{STRICT}officeDocument/relationships": "r",
    f"{TRANSITIONAL}officeDocument/2006/math": "m",
    f"{STRICT}officeDocument/math": "m",
    f"{TRANSITIONAL}drawingml/2006/main": "a",
    f"{STRICT}drawingml/main": "a",
    f"{TRANSITIONAL}drawingml/2006/chart": "c",
    f"{STRICT}drawingml/chart": "c",
    f"{TRANSITIONAL}drawingml/2006/diagram": "dgm",
    f"{STRICT}drawingml/diagram": "dgm",
    f"{TRANSITIONAL}drawingml/2006/picture": "pic",
    f"{STRICT}drawingml/picture": "pic",
    f"{TRANSITIONAL}markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
}
SAVE_ANEW = "Open it in the program that made it, save it again, or save it as PDF, and add that."
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class Relationship(NamedTuple):
    """What a part points to inside the file: the kind ("styles", "header", "chart" …) and the name of the part."""

    kind: str
    target: str


class Package:
    """The parts of a zipped Office file. `damaged` fills with the names of parts that could not be read.

    Raises:
        FileRefusedError: the file is cut off or damaged.
    """

    def __init__(self, data: bytes, *, file: str) -> None:
        self.file = file
        self.damaged: list[str] = []
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE as error:
            raise FileRefusedError(
                file,
                "it is cut off or damaged (no zip directory)",
                remedy="Download it again, or ask for another copy.",
            ) from error
        self._names = {name.casefold().lstrip("/"): name for name in self._zip.namelist()}

    def main_part(self) -> str:
        """Return the name of the part that holds the document itself."""
        named = [link.target for link in self.links("").values() if link.kind == "officeDocument"]
        return named[0] if named else "word/document.xml"

    def needed(self, name: str) -> ET.Element:
        """Return a part without which there is no document. Raises FileRefusedError when it is missing or damaged."""
        try:
            return self._parsed(name)
        except (KeyError, ET.ParseError, *UNREADABLE) as error:
            raise FileRefusedError(
                self.file, f"its main part ({name}) is missing or damaged", remedy=SAVE_ANEW
            ) from error

    def optional(self, name: str | None) -> ET.Element | None:
        """Return a part, None when there is none; one that is damaged is noted and passed over."""
        if name is None or name.casefold() not in self._names:
            return None
        try:
            return self._parsed(name)
        except (ET.ParseError, *UNREADABLE):
            self.damaged.append(name)
            return None

    def links(self, part: str) -> dict[str, Relationship]:
        """Return what a part points to inside the file, by the id that it uses for it."""
        folder, name = posixpath.split(part)
        rels = self.optional(posixpath.join(folder, "_rels", f"{name}.rels"))
        if rels is None:
            return {}
        return {
            link.get("Id", ""): Relationship(
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in rels
            if link.get("TargetMode") != "External"
        }

    def _parsed(self, name: str) -> ET.Element:
        root = ET.fromstring(self._zip.read(self._names[name.casefold()]))
        for element in root.iter():
            element.tag = short_name(element.tag)
            if any(name.startswith("{") for name in element.attrib):
                element.attrib = {short_name(name): value for name, value in element.attrib.items()}
        return root


def short_name(name: str) -> str:
    """Return an element's or attribute's name with its usual prefix; the name alone where the prefix is not known.

    >>> short_name("{http://purl.oclc.org/ooxml/wordprocessingml/main}p")
    'w:p'
    """
    space, _, local = name.rpartition("}")
    prefix = space[len(OPEN_DOCUMENT) + 1 :].partition(":")[0] if space[1:].startswith(OPEN_DOCUMENT) else None
    prefix = prefix or PREFIXES.get(space[1:])
    return f"{prefix}:{local}" if prefix else local


def first(parent: ET.Element | None, path: str) -> ET.Element | None:
    """Return the element at a path of names, the first of each name, None when there is none.

    ElementTree's own `find` would look the prefixes up.
    """
    for name in path.split("/"):
        parent = next((element for element in parent if element.tag == name), None) if parent is not None else None
    return parent


def value_of(parent: ET.Element | None, path: str) -> str | None:
    """Return the `w:val` of the element at `path`, None when there is none."""
    found = first(parent, path)
    return found.get("w:val") if found is not None else None


def is_on(parent: ET.Element | None, path: str) -> bool:
    """Tell whether the switch at `path` is there and not turned off."""
    found = first(parent, path)
    return found is not None and found.get("w:val", "true") not in ("0", "false", "off")


def whole_number(text: str | None, otherwise: int) -> int:
    """Return the number that a text writes, `otherwise` when it writes none.

    >>> whole_number("3", 1), whole_number(None, 1), whole_number("x", 1)
    (3, 1, 1)
    """
    try:
        return int(text or "")
    except ValueError:
        return otherwise
