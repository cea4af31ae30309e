"""How an OpenDocument text becomes text and blocks, laid out as a Word file's."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus.errors import FileRefusedError
from corpus.office.odt import read_odt
from corpus.reading import read_document
from corpus.types import FileFormat, ReadingWarning

HOUSE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "dc": "dc"}
SPACES = " ".join(f'xmlns:{short}="{HOUSE}{name}:1.0"' for short, name in NAMES.items())
NUMBERS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '</text:list-style><text:list-style style:name="L2">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)
OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def packed(body: str, *, pages: str = "", manifest: str = "<manifest/>") -> bytes:
    content = f"<office:automatic-styles>{NUMBERS}</office:automatic-styles><office:text>{body}</office:text>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", f"<office:document-content {SPACES}>{content}</office:document-content>")
        archive.writestr("styles.xml", f"<office:document-styles {SPACES}>{OUTLINE}{pages}</office:document-styles>")
    return file.getvalue()


def blocks(body: str, *, pages: str = "") -> list[tuple[str, int, str]]:
    reading = read_odt(packed(body, pages=pages), file="plan.odt")
    return [(block.kind.value, block.level, reading.text[slice(*block.span)]) for block in reading.blocks]


def test_headings_and_lists_have_the_numbers_that_are_printed():
    body = (
        '<text:h text:outline-level="1">Purpose</text:h><text:h text:outline-level="2">Why now</text:h>'
        '<text:list text:style-name="L1"><text:list-item><text:p>hire</text:p><text:list><text:list-item>'
        "<text:p>managers</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>keep</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L2"><text:list-item><text:p>train</text:p></text:list-item></text:list>'
    )

    assert blocks(body) == [
        ("heading", 1, "1 Purpose"),
        ("heading", 2, "1.1 Why now"),
        ("list_item", 0, "1. hire"),
        ("list_item", 1, "(a) managers"),
        ("list_item", 0, "2. keep"),
        ("list_item", 0, "• train"),
    ]


def test_spaces_breaks_and_notes_are_read_as_they_look():
    body = (
        "<text:p>Numbers\n  fell<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        '<text:p>As at March.</text:p></text:note-body></text:note> <text:span>by</text:span><text:s text:c="2"/>a'
        "<text:line-break/>fifth.</text:p><text:p>End.</text:p>"
    )

    assert blocks(body) == [
        ("paragraph", 0, "Numbers fell¹ by  a\nfifth."),
        ("paragraph", 0, "End."),
        ("paragraph", 0, "¹ As at March."),
    ]


def test_a_tables_rows_have_every_column():
    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    table = (
        f"<table:table><table:table-header-rows><table:table-row>{cell('Ref')}{cell('Action')}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{cell('All')}<table:covered-table-cell/></table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/></table:table-row></table:table>'
    )

    assert blocks(table) == [("table_row", 0, "Ref\tAction"), ("table_row", 0, "All\t")]


def test_page_headers_stand_at_the_end_and_deletions_are_counted():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Text.</text:p>"
    )
    data = packed(body, pages="<style:header><text:p>Cabinet paper</text:p></style:header>")

    document = read_document(data, file="plan.docx")

    assert (document.format, document.text) == (FileFormat.ODT, "Text.\n\nCabinet paper")
    assert [block.kind.value for block in document.blocks] == ["paragraph", "furniture"]
    assert document.warnings == (ReadingWarning(page=None, reason="tracked deletions left out: 1"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), "it is locked with a password"),
        (packed("<text:p/>"), "its pages have no text"),
        (packed("<text:p>"), "its main part (content.xml) is missing or damaged"),
    ],
    ids=["locked", "blank", "damaged"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_remedy(data, reason):
    with pytest.raises(FileRefusedError) as refusal:
        read_odt(data, file="plan.odt")

    assert refusal.value.reason == reason
    assert refusal.value.remedy
