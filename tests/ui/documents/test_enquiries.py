"""The lines-of-enquiry document: one row each, quoted and cited, nothing concluded, room for the inspector."""

import re

import pytest

from search.citation import cite
from ui.documents import enquiries as document_module
from ui.documents.quoting import masking
from ui.documents.writing import lines_of_enquiry, write_enquiries
from ui.library import knowledge
from ui.library.comparing import enquiries

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AS_OF = "2024-01-31"
HEAD = [
    "No. and theme",
    "Line of enquiry",
    "What the papers say, with citation",
    "Claim type",
    "Position at 31 January 2024",
    "Gap or tension",
    "Evidence to seek",
    "Inspector’s notes",
    "Priority",
]


@pytest.fixture(scope="module")
def made(demonstration):
    return enquiries(demonstration, "Sefton", AS_OF)


@pytest.fixture(scope="module")
def word(demonstration, word_of):
    return word_of(lines_of_enquiry(demonstration, "Sefton", AS_OF, to="docx").data)


@pytest.fixture(scope="module")
def sheets(demonstration, sheets_of):
    return sheets_of(lines_of_enquiry(demonstration, "Sefton", AS_OF, to="xlsx").data)


def lines(made):
    return [(area.title, line) for area in made.areas for line in area.enquiries]


def test_the_statement_that_nothing_was_concluded_comes_first(word, sheets, made):
    assert "reached no conclusion" in made.statement
    assert word.paragraphs()[:2] == [("Heading1", "Lines of enquiry: Sefton"), ("Lead", made.statement)]
    assert sheets["Lines of enquiry"][0] == [made.statement]
    assert ["What this is", made.statement] in sheets["About"]


def test_each_area_is_a_heading_with_a_table_whose_head_is_repeated(word, made):
    tables = list(word.body.iter(f"{WORD}tbl"))
    headings = [text for style, text in word.paragraphs() if style == "Heading2"]

    assert headings[: len(made.areas)] == [area.title for area in made.areas]
    assert len(tables) == len(made.areas)
    for table in tables:
        first = next(table.iter(f"{WORD}tr"))
        assert first.find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert [word.text(cell) for cell in first.iter(f"{WORD}tc")] == HEAD


def test_there_is_one_row_for_each_line_with_blank_cells_for_the_inspector(word, sheets, made):
    rows = [row for table in word.body.iter(f"{WORD}tbl") for row in list(table.iter(f"{WORD}tr"))[1:]]
    cells = [[word.text(cell) for cell in row.iter(f"{WORD}tc")] for row in rows]

    assert [row[1] for row in cells] == [line.question for _, line in lines(made)]
    assert {(row[7], row[8]) for row in cells} == {("", "")}
    table = sheets["Lines of enquiry"][3:]
    assert [(row[0], row[1], row[3]) for row in table] == [
        (str(number), area, line.question) for number, (area, line) in enumerate(lines(made), start=1)
    ]
    assert {(row[10], row[11]) for row in table} == {("", "")}
    assert [row[12] for row in table] == [line.id for _, line in lines(made)]


def test_every_quotation_stands_in_a_paper_and_is_followed_by_its_citation(word, demonstration, made, text_of):
    mask, _ = masking()
    texts = [" ".join(mask(text).text.split()) for text in text_of(demonstration).values()]
    quoted = [each for _, line in lines(made) for each in line.quotations]
    cells = [
        word.text(row[2])
        for table in word.body.iter(f"{WORD}tbl")
        for row in [list(it.iter(f"{WORD}tc")) for it in list(table.iter(f"{WORD}tr"))[1:]]
    ]
    written = [it for cell in cells for it in re.findall(r"“(?:\[…\] )?(.*?)(?: \[…\])?”— ", cell, re.DOTALL)]

    assert len(written) == len(quoted) >= 10
    for each, text in zip(quoted, written, strict=True):
        assert " ".join(text.split()) == " ".join(mask(each.text).text.split())
        assert any(" ".join(text.split()) in paper for paper in texts)
    assert [each.citation for each in quoted if each.citation not in "\n".join(cells)] == []


def test_no_word_of_ours_judges(word, made, demonstration):
    forbidden = knowledge.enquiry_templates(demonstration.folder).forbidden
    ours = [*HEAD, *document_module.CLAIMS.values(), document_module.NO_PASSAGE]

    assert [text for text in ours if forbidden.search(text)] == []


def test_a_position_says_what_was_printed_and_that_a_date_has_passed(sheets):
    positions = [row[7] for row in sheets["Lines of enquiry"][3:]]

    assert any(
        re.search(r"^Milestone date .+; status printed: “.+”; the date has passed\.$", it, re.M) for it in positions
    )
    assert not any("missed" in it for it in positions)


def test_the_head_of_the_sheet_stays_in_sight(demonstration):
    import io
    import zipfile

    data = lines_of_enquiry(demonstration, "Sefton", AS_OF, to="xlsx").data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert 'ySplit="3"' in sheet
    assert 'state="frozen"' in sheet


def test_digests_are_called_digests(sheets):
    assert any("Digest, in our words" in row[4] for row in sheets["Lines of enquiry"][3:])


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "md"])
def test_written_again_the_bytes_are_the_same(demonstration, tmp_path, to):
    for name in ("first", "second"):
        made = write_enquiries(tmp_path / name, demonstration, "Sefton", AS_OF, to=to)

    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert made.quotations >= 10


def test_quotations_of_the_real_papers_are_exact_too(real_papers, sheets_of, text_of):
    sheets = sheets_of(lines_of_enquiry(real_papers, "Sefton", AS_OF, to="xlsx").data)
    texts = [" ".join(text.replace("|", " ").split()) for text in text_of(real_papers).values()]
    cited = {cite(item) for item in real_papers.passages()}
    rows = sheets["Lines of enquiry"][3:]
    quotations = [
        it for row in rows for it in re.findall(r"^“(?:\[…\] )?(.*?)(?: \[…\])?”(?: \[.*\])?$", row[4], re.M | re.S)
    ]

    assert len(rows) >= 20
    whole = [" ".join(it.replace("|", " ").split()) for it in quotations if "hidden]" not in it]
    assert [it for it in whole if not any(it in text for text in texts)] == []
    assert {it for row in rows for it in row[5].split("\n\n") if it} <= cited
