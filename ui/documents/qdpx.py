"""Write a coded extract as a REFI-QDA project (.qdpx), which qualitative-analysis software opens.

A zip with `project.qde` and the papers' plain texts under `Sources/`. Codes are themes, users are coders and the marks;
each passage with a theme is a PlainTextSelection whose positions count Unicode code points from 0, the end excluded.

Source:
    REFI-QDA Standard for projects, version 1.5 (2019), namespace urn:QDA-XML:project:1.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from search.citation import cite_paper
from ui.documents.packing import MAKER, moment, packed
from ui.documents.quoting import writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.types import DocumentId, Paper
    from ui.documents.extract_records import Coded, Extract, ExtractRow

SPACE = "urn:QDA-XML:project:1.0"
SCHEMA = f"{SPACE} http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
OURS = UUID("5b0fd5f2-6d55-4d0c-9e0f-1d8a2f5c7a11")  # drawn once; ids made from it stay the same for ever
MARKS_USER = "Readacross (suggested)"
LABEL_LENGTH = 80
# Colours for codes that differ in lightness too (Paul Tol's muted scheme, personal.sron.nl/~pault).
COLOURS = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499")


class _Selected(NamedTuple):
    """A row to select, with the parts of the name that its ids are made of, and its themes."""

    row: ExtractRow
    name: tuple[str, ...]
    codings: list[Coded]


def qdpx_bytes(extract: Extract, texts: Mapping[DocumentId, str]) -> bytes:
    """Return the project; the same extract gives the same bytes.

    Args:
        extract: Rows, themes and what stands.
        texts: The text of each paper of the extract, of the same length as in the library: personal data is covered.
    """
    project = _project(extract)
    ET.indent(project)
    xml = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(project, encoding="utf-8")
    files = {"project.qde": xml}
    for paper in extract.papers:
        files[f"Sources/{_id('source', paper.id)}.txt"] = texts[paper.id].encode("utf-8", "replace")
    return packed(files)


def _project(extract: Extract) -> ET.Element:
    """Return the project's XML; the order of its parts is the schema's."""
    made = {"creationDateTime": f"{moment(extract.date).isoformat()}Z"} if extract.date else {}
    user = _id("user", MARKS_USER)
    project = ET.Element(
        "Project",
        {
            "xmlns": SPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": SCHEMA,
            "name": "Readacross coded extract",
            "origin": MAKER,
            "creatingUserGUID": user,
            **made,
        },
    )
    users = ET.SubElement(project, "Users")
    coders = dict.fromkeys(coding.coder for coding in extract.codings if coding.coder)
    for name in (MARKS_USER, *sorted(coders)):
        ET.SubElement(users, "User", {"guid": _id("user", name), "name": writable(name)})
    codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    for number, theme in enumerate(extract.themes):
        code = ET.SubElement(
            codes,
            "Code",
            {
                "guid": _id("code", theme.id),
                "name": writable(theme.title),
                "isCodable": "true",
                "color": COLOURS[number % len(COLOURS)],
            },
        )
        ET.SubElement(code, "Description").text = writable(theme.definition)
    sources = ET.SubElement(project, "Sources")
    by_passage: dict[str, list[Coded]] = {}
    for coding in extract.codings:
        by_passage.setdefault(coding.passage_id, []).append(coding)
    selected = _selected(extract, by_passage)
    for paper in extract.papers:
        _add_source(sources, paper, [it for it in selected if it.row.paper_id == paper.id], user)
    ET.SubElement(project, "Description").text = writable("\n".join(extract.methods))
    return project


def _selected(extract: Extract, codings: Mapping[str, list[Coded]]) -> list[_Selected]:
    """Return the rows to select: those with a theme, and all where each was chosen by hand or by a search."""
    selected = []
    for row, quoted in zip(extract.rows, extract.quotations, strict=True):
        is_part = quoted.is_cut_before or quoted.is_cut_after
        name = (row.passage_id, str(row.start), str(row.end)) if is_part else (row.passage_id,)
        own = codings.get(row.passage_id, [])
        if own or extract.is_chosen:
            selected.append(_Selected(row, name, own))
    return selected


def _add_source(sources: ET.Element, paper: Paper, selected: list[_Selected], user: str) -> None:
    guid = _id("source", paper.id)
    source = ET.SubElement(
        sources,
        "TextSource",
        {
            "guid": guid,
            "name": writable(cite_paper(paper)),
            "plainTextPath": f"internal://{guid}.txt",
            "creatingUser": user,
        },
    )
    ET.SubElement(source, "Description").text = writable(
        f"File {paper.file}, sha256 {paper.sha256}, licence {paper.licence}. "
        "Personal data is covered by dots of the same length."
    )
    for own in selected:
        _add_selection(source, own, user)


def _add_selection(source: ET.Element, selected: _Selected, user: str) -> None:
    row, name, codings = selected
    label = " ".join(row.text_clean.split())
    selection = ET.SubElement(
        source,
        "PlainTextSelection",
        {
            "guid": _id("selection", *name),
            "name": label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1]}…",
            "startPosition": str(row.start),
            "endPosition": str(row.end),
            "creatingUser": user,
        },
    )
    own = [("Note", row.note), ("Line of enquiry", row.line_of_enquiry)]
    ET.SubElement(selection, "Description").text = "\n".join(
        [row.citation, *(f"{what}: {text}" for what, text in own if text)]
    )
    for coding in codings:
        coder = _id("user", coding.coder) if coding.coder else user
        at = {"creationDateTime": _moment(coding.at)} if coding.at else {}
        made = ET.SubElement(
            selection,
            "Coding",
            {"guid": _id("coding", *name, coding.theme, coding.coder or ""), "creatingUser": coder, **at},
        )
        ET.SubElement(made, "CodeRef", {"targetGUID": _id("code", coding.theme)})


def _moment(at: str) -> str:
    """Return a moment in UTC as XML Schema writes it."""
    return at.replace("+00:00", "Z")


def _id(*parts: str) -> str:
    return str(uuid5(OURS, "\t".join(parts)))
