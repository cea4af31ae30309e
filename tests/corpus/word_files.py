"""Make Word files for tests: as python-docx makes them, or from the XML of their parts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx

from corpus.office.word import read_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as DocxDocument

    from corpus.types import Reading

TRANSITIONAL, STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
SPACES = {
    "w": "wordprocessingml/2006/main",
    "r": "officeDocument/2006/relationships",
    "a": "drawingml/2006/main",
    "c": "drawingml/2006/chart",
    "dgm": "drawingml/2006/diagram",
    "mc": "markup-compatibility/2006",
}
OTHER_SPACES = {
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


def made(build: Callable[[DocxDocument], object]) -> bytes:
    """Return a file of python-docx's usual template, filled by `build`."""
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def part(root: str, inside: str, *, strict: bool = False) -> str:
    """Return a part's XML: its root element with all the namespaces, and what is inside."""
    house = STRICT if strict else TRANSITIONAL
    spaces = {name: house + (tail.replace("2006/", "") if strict else tail) for name, tail in SPACES.items()}
    named = " ".join(f'xmlns:{name}="{space}"' for name, space in {**spaces, **OTHER_SPACES}.items())
    return f'<?xml version="1.0"?><{root} {named}>{inside}</{root}>'


def packed(body: str, *, strict: bool = False, **parts: str) -> bytes:
    """Return a file whose body is `body`; `parts` are its other parts by kind: styles, numbering …"""
    house = STRICT if strict else TRANSITIONAL
    kinds = f"{house}officeDocument/{'' if strict else '2006/'}relationships"
    links = "".join(
        f'<Relationship Id="{kind}" Type="{kinds}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>' for kind in parts
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{kinds}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", part("w:document", f"<w:body>{body}</w:body>", strict=strict))
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{links}</Relationships>')
        for kind, xml in parts.items():
            archive.writestr(f"word/{kind}.xml", xml)
    return file.getvalue()


def p(text: str, settings: str = "") -> str:
    """Return a paragraph."""
    return f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """Return a paragraph that Word numbers."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def blocks(data: bytes) -> list[tuple[str, str]]:
    """Return the kind and text of each block of a Word file."""
    return shown(read_word(data, file="plan.docx"))


def shown(reading: Reading) -> list[tuple[str, str]]:
    """Return the kind and text of each block."""
    return [(block.kind.value, reading.text[slice(*block.span)]) for block in reading.blocks]
