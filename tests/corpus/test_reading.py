"""Which files are read and which are refused, told from their bytes and never from their names."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FileRefusedError
from corpus.reading import looks_like_a_table, read_document, recognise
from corpus.types import BlockKind, FileFormat, page_at

AS_PDF = "Open it in the program that made it, save it as PDF, and add the PDF."
AS_DOCX = "Open it in Word, save it as .docx, and add that."
AGAIN = "Download it again, or ask for another copy."
UNLOCKED = "Open it with the password, save a copy without one, and add the copy."
WITH_THE_WORKBOOK = "Add the paper that the workbook belongs to, as PDF or Word."
THE_PAPER = "Add the paper itself, as PDF or text."


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "Improvement plan")
    return file.getvalue()


def ole(stream: str) -> bytes:
    """The beginning of an old Office file, and the name of one of the streams in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "file", "kind"),
    [
        (b"%PDF-1.7\n%...", "plan.txt", FileFormat.PDF),
        (b"\r\n  %PDF-1.4\n", "plan.md", FileFormat.PDF),
        (b"# Improvement plan\n", "plan.pdf", FileFormat.MARKDOWN),
        (b"+++\ndigest = true\n+++\nText.\n", "plan.txt", FileFormat.MARKDOWN),
        (b"Improvement plan\n", "plan.docx", FileFormat.TEXT),
        (b"Improvement plan\n", "plan", FileFormat.TEXT),
        ("Improvement plan".encode("utf-16"), "plan.csv", FileFormat.TEXT),
        (zipped("word/document.xml"), "plan.pdf", FileFormat.WORD),
        (b"\n<!DOCTYPE html>\n<html><body># Plan</body></html>", "plan.pdf", FileFormat.WEB),
        (b"<HTML><body>Plan</body></HTML>", "plan.md", FileFormat.WEB),
        (b"<?xml version='1.0'?><!-- ours --><html><p>Plan</p></html>", "plan.txt", FileFormat.WEB),
        ("The board’s plan".encode("cp1252"), "plan.txt", FileFormat.TEXT),
        (b"Yes, no, maybe.\nOne line, two.\nThree.", "answers.csv", FileFormat.TEXT),
    ],
)
def test_a_file_is_known_by_what_is_in_it_and_not_by_its_name(data, file, kind):
    assert recognise(data, file=file) is kind


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (b"", "it is empty", "Check that the file was saved or downloaded whole."),
        (b" \r\n\t", "it is empty", "Check that the file was saved or downloaded whole."),
        (zipped("plan.txt"), "it is a zip file and no Word document", "Unpack it, and add the papers that are inside."),
        (zipped("xl/workbook.xml"), "it is an Excel workbook (.xlsx), not a paper", WITH_THE_WORKBOOK),
        (zipped("ppt/presentation.xml"), "it is a PowerPoint presentation (.pptx), which is not read", AS_PDF),
        (zipped("word/document.xml")[:80], "it is a Word, Excel or zip file that is cut off or damaged", AGAIN),
        (ole("WordDocument"), "it is a Word file of the old kind (.doc)", AS_DOCX),
        (ole("EncryptedPackage"), "it is locked with a password", UNLOCKED),
        (ole("Workbook"), "it is an Excel workbook of the old kind (.xls), not a paper", AS_PDF),
        (ole("Contents"), "it is an Office file of the old kind", AS_PDF),
        (
            b"{\\rtf1\\ansi Plan}",
            "it is a rich text file (.rtf)",
            "Open it in Word, save it as .docx or PDF, and add that.",
        ),
        (b"\x89PNG\r\n\x1a\n", "it is a picture", THE_PAPER),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "it is a picture", THE_PAPER),
        (b"MZ\x90\x00\x03 program", "it is not text", "Add a PDF, Word, Markdown or plain text file."),
        (
            b"<HTML><script>draw()</script></HTML>",
            "it is a web page without text",
            "Open it in a browser, print it to a PDF, and add the PDF.",
        ),
        (
            b'ref,action,lead\n1.1,"Hire, train",Head\n1.2,Audit,Manager\n',
            "it is a table of comma-separated values, not a paper",
            "Add the paper that the table is from.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_reason_and_remedy(data, reason, remedy):
    with pytest.raises(FileRefusedError) as refusal:
        read_document(data, file="plan.txt")

    assert (refusal.value.file, refusal.value.reason, refusal.value.remedy) == ("plan.txt", reason, remedy)


def test_a_byte_order_mark_alone_is_a_file_without_text():
    with pytest.raises(FileRefusedError) as refusal:
        read_document(b"\xef\xbb\xbf", file="plan.txt")

    assert refusal.value.reason == "it holds no text"
    assert refusal.value.remedy == "Add a file that has text in it."


def test_a_document_is_called_by_the_first_digits_of_its_fingerprint():
    document = read_document(b"Improvement plan\n", file="plan.txt")

    assert document.sha256 == "1b6ab9f8d3592bba5e5065c2dac98566adab7321474a9163c80b6fc3df795edf"
    assert document.id == document.sha256[:12]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), min_size=1).filter(str.strip))
def test_the_id_depends_on_the_bytes_and_not_on_the_name(text):
    data = f"Paper. {text}".encode()

    one, other = read_document(data, file="one.txt"), read_document(data, file="elsewhere/other.md")

    assert one.id == other.id == hashlib.sha256(data).hexdigest()[:12]
    assert (one.file, other.file) == ("one.txt", "elsewhere/other.md")


def test_a_document_keeps_what_its_reader_found():
    document = read_document(b'+++\ncouncil = "Halton"\ndigest = true\n+++\n\n# Plan\n', file="plan.md")

    assert document.format is FileFormat.MARKDOWN
    assert [block.kind for block in document.blocks] == [BlockKind.METADATA, BlockKind.HEADING]
    assert document.front_matter == (("council", "Halton"), ("digest", True))
    assert (document.stated("council"), document.stated("date"), document.stated("digest")) == ("Halton", None, None)
    assert document.is_digest


def test_a_text_has_no_pages_and_none_is_unreadable():
    document = read_document("caf\xe9 plan".encode("cp1252"), file="plan.txt")

    assert (document.pages, document.lines, page_at(document.lines, 3)) == (0, (), None)
    assert [warning.page for warning in document.warnings] == [None]
    assert document.unreadable_pages == 0


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ("a,b,c\n1,2,3\n4,5,6\n", True),
        ("a,b\n1,2\n3,4\n", False),
        ("a,b,c\n1,2,3\n", False),
        ("a,b,c\n1,2,3\n4,5\n", False),
        ('a,b,c\n"1,5",2,3\n4,5,6\n', True),
        ("No commas here.\nNor here.\nNor here.\n", False),
        ("", False),
    ],
)
def test_a_table_has_three_rows_or_more_of_as_many_cells(text, is_table):
    assert looks_like_a_table(text) is is_table


def test_a_whole_paper_on_one_line_is_read():
    data = b"The plan goes on and on. " * 8_000

    document = read_document(data, file="plan.txt")

    assert (document.format, len(document.text), len(document.blocks)) == (FileFormat.TEXT, 200_000, 1)
