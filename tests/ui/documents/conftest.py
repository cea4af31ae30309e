"""A library of papers written for these tests: two councils that speak of agency staff, one that does not."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from indexer.build import Corrections
from ui.library.coding import decide
from ui.services import Services

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PAPERS = {
    "sefton.txt": (
        "Sefton",
        "2023-03-08",
        "1.1 We have recruited 14 social workers to vacant posts since January 2023.\n\n"
        "1.2 We will recruit six team managers by June 2024. Retention payments of £3,000 will be offered to agency "
        "workers who become permanent. Write to workforce.lead@council.example or ring 0151 496 0123 about it.\n\n"
        "1.3 =SUM(A1:A9) is what the spreadsheet of vacancies printed in its last column of agency staff.\n\n",
    ),
    "halton.txt": (
        "Halton",
        "2023-09",
        "2.1 The turnover of social workers remains a challenge, and agency staff hold a third of posts.\n\n"
        "2.2 Recruitment fairs will be held at three universities\x0c in the spring to recruit social workers.\n\n",
    ),
    "southend.txt": ("Southend-on-Sea", "2021-10-05", "3.1 The library opens on Sundays and the museum is closed.\n\n"),
}


@pytest.fixture(scope="package")
def papers(demonstration, tmp_path_factory):
    """Services over the papers above, on which two coders have decided something."""
    folder = tmp_path_factory.mktemp("documents")
    services = Services(folder / "library", encoder=demonstration.encoder)
    for name, (council, date, text) in PAPERS.items():
        (folder / name).write_bytes(text.encode("utf-8"))
        services.add(folder / name, Corrections(council=council, date=date))
    return services


@pytest.fixture(scope="package")
def coded(papers):
    """The same, with decisions: one theme rejected, one added by each of two coders."""
    from search.marks.decide import Verdict

    passages = {item.passage.number: item.passage.id for item in papers.passages()}
    decide(papers, passages["1.1"], "workforce", "Ada", Verdict.ACCEPT)
    decide(papers, passages["1.2"], "workforce", "Ada", Verdict.REJECT)
    decide(papers, passages["3.1"], "voice", "Ben; 2nd", Verdict.ADD)
    return papers


@pytest.fixture(scope="session")
def text_of():
    """Return what gives the text of each paper of a library, by id."""

    def texts(services):
        return {paper.id: services.text(paper.id) for paper in services.all_papers()}

    return texts


class Word:
    """A DOCX file as its XML says it is, read without the library that wrote it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            self.names = packed.namelist()
            self.body = ET.fromstring(packed.read("word/document.xml"))
            self.styles = ET.fromstring(packed.read("word/styles.xml"))
            self.core = ET.fromstring(packed.read("docProps/core.xml"))

    def text(self, element: ET.Element) -> str:
        parts = {f"{WORD}t": lambda it: it.text or "", f"{WORD}br": lambda _: "\n"}
        return "".join(parts[it.tag](it) for it in element.iter() if it.tag in parts)

    def paragraphs(self) -> list[tuple[str, str]]:
        """Return (style, text) of every paragraph, those in tables too."""
        found = []
        for paragraph in self.body.iter(f"{WORD}p"):
            style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
            found.append(("" if style is None else style.get(f"{WORD}val"), self.text(paragraph)))
        return found

    @property
    def whole(self) -> str:
        return "\n".join(text for _, text in self.paragraphs())


def sheets_in(data: bytes) -> dict[str, list[list[str]]]:
    """Return the cells of an XLSX file by sheet, row by row, each as text; a formula would raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))
        strings = ["".join(text.text or "" for text in item.iter(f"{SHEET}t")) for item in shared]
        names = [it.get("name") for it in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
        tables = {}
        for number, name in enumerate(names, start=1):
            sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(sheet.iter(f"{SHEET}f"))
            tables[name] = [[_cell(cell, strings) for cell in row] for row in sheet.iter(f"{SHEET}row")]
    return tables


def _cell(cell: ET.Element, strings: list[str]) -> str:
    value = cell.findtext(f"{SHEET}v")
    if value is None:
        return ""
    return strings[int(value)] if cell.get("t") == "s" else value


@pytest.fixture(scope="session")
def word_of():
    """Return what reads a DOCX file."""
    return Word


@pytest.fixture(scope="session")
def sheets_of():
    """Return what reads the cells of an XLSX file, by sheet."""
    return sheets_in
