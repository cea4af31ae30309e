"""How a Word file becomes text and blocks: what a reader sees, in order, nothing lost."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FileRefusedError
from corpus.office.word import read_word
from corpus.reading import read_document
from corpus.types import FileFormat, ReadingWarning
from tests.corpus.word_files import blocks, made, numbered, p, packed, part, shown


def levels(*texts: str, forms: tuple[str, ...] = ("decimal",) * 9) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{forms[depth]}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, text in enumerate(texts)
    )


def numbering(abstract: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return part("w:numbering", f'<w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{nums}')


def test_headings_lists_and_paragraphs_are_told_by_their_styles():
    def build(document):
        document.add_heading("Improvement plan", level=0)
        document.add_heading("What we know", level=2)
        document.add_paragraph("Visits are weekly.")
        document.add_paragraph("train managers", style="List Bullet")
        document.add_paragraph("audit cases", style="List Bullet")
        document.add_paragraph("hire staff", style="List Number")

    reading = read_word(made(build), file="plan.docx")

    assert [(b.kind.value, b.level, reading.text[slice(*b.span)]) for b in reading.blocks] == [
        ("heading", 1, "Improvement plan"),
        ("heading", 2, "What we know"),
        ("paragraph", 0, "Visits are weekly."),
        ("list_item", 0, "• train managers"),
        ("list_item", 0, "• audit cases"),
        ("list_item", 0, "1. hire staff"),
    ]
    assert reading.text.endswith("Visits are weekly.\n\n• train managers\n• audit cases\n\n1. hire staff")
    assert (reading.pages, reading.lines, reading.warnings) == (0, (), ())


def test_numbers_that_word_counts_stand_before_their_paragraphs():
    data = packed(
        numbered("Purpose")
        + numbered("This paper reports.", 1)
        + numbered("It asks for a decision.", 1)
        + numbered("Progress")
        + numbered("Visits rose.", 1),
        numbering=numbering(levels("%1.", "%1.%2")),
    )

    assert blocks(data) == [
        ("paragraph", "1. Purpose"),
        ("paragraph", "1.1 This paper reports."),
        ("paragraph", "1.2 It asks for a decision."),
        ("paragraph", "2. Progress"),
        ("paragraph", "2.1 Visits rose."),
    ]


def test_letters_numerals_and_restarted_lists_are_counted_as_word_does():
    data = packed(
        numbered("first")
        + numbered("under it", 1)
        + numbered("also under it", 1)
        + numbered("second")
        + numbered("begins anew", 0, 2)
        + numbered("goes on", 0, 2),
        numbering=numbering(
            levels("(%1)", "%2.", forms=("lowerLetter", "lowerRoman")),
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>',
        ),
    )

    assert [text for _, text in blocks(data)] == [
        "(a) first",
        "i. under it",
        "ii. also under it",
        "(b) second",
        "(c) begins anew",
        "(d) goes on",
    ]


def test_a_numbered_heading_keeps_its_number_and_its_kind():
    styles = part(
        "w:styles",
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    )
    data = packed(
        p("Our workforce", '<w:pStyle w:val="H2"/>') + p("Caseloads fell."),
        styles=styles,
        numbering=numbering(levels("%1.", "%1.%2")),
    )

    assert blocks(data) == [("heading", "1.1 Our workforce"), ("paragraph", "Caseloads fell.")]


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(inside: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{inside}</w:tc>"


def test_a_tables_rows_have_every_column_and_merged_cells_once():
    table = (
        row(cell(p("Priority 1"), '<w:gridSpan w:val="3"/>'))
        + row(cell(p("1.1"), '<w:vMerge w:val="restart"/>'), cell(p("Train") + p("and audit")), cell(p("")))
        + row(cell(p("hidden"), "<w:vMerge/>"), cell(p("Hire"), '<w:gridSpan w:val="2"/>'))
        + row(cell(p("")), cell(p("")), cell(p("")))
        + "<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>" + cell(p("Lead")) + "</w:tr>"
    )  # fmt: skip

    assert blocks(packed(f"<w:tbl>{table}</w:tbl>")) == [
        ("table_row", "Priority 1\t\t"),
        ("table_row", "1.1\tTrain\nand audit\t"),
        ("table_row", "\tHire\t"),
        ("table_row", "\t\tLead"),
    ]


def test_a_table_of_one_column_is_a_frame_around_text():
    inner = f"<w:tbl>{row(cell(p('Yes')), cell(p('No')))}</w:tbl>"
    table = f"<w:tbl>{row(cell(p('Is it a key decision?') + inner))}</w:tbl>"

    assert blocks(packed(table)) == [("paragraph", "Is it a key decision?"), ("table_row", "Yes\tNo")]


def test_a_table_inside_a_cell_is_read_with_the_cell():
    inner = f"<w:tbl>{row(cell(p('March')), cell(p('85%')))}</w:tbl>"

    assert blocks(packed(f"<w:tbl>{row(cell(p('Target') + inner), cell(p('Head')))}</w:tbl>")) == [
        ("table_row", "Target\nMarch 85%\tHead")
    ]


def test_tracked_insertions_are_read_and_deletions_counted():
    table = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell(p('gone'))}</w:tr>{row(cell(p('a')), cell(p('b')))}</w:tbl>"
    data = packed(
        "<w:p><w:r><w:t>Visits are </w:t></w:r><w:del><w:r><w:delText>monthly</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>weekly</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
        + p("The plan", "<w:rPr><w:del/></w:rPr>")
        + p(" goes on.")
        + table
    )

    reading = read_word(data, file="plan.docx")

    assert shown(reading) == [
        ("paragraph", "Visits are weekly."),
        ("paragraph", "The plan goes on."),
        ("table_row", "a\tb"),
    ]
    assert reading.warnings == (ReadingWarning(page=None, reason="tracked deletions left out: 2"),)


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it():
    box = "<w:txbxContent>" + p("In short: safer.") + "</w:txbxContent>"
    data = packed(
        "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> and after</w:t></w:r></w:p>" + p("Next.")
    )  # fmt: skip

    assert blocks(data) == [
        ("paragraph", "Before and after"),
        ("paragraph", "In short: safer."),
        ("paragraph", "Next."),
    ]


def test_notes_follow_the_text_with_the_marks_that_are_printed():
    notes = part(
        "w:footnotes",
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t> As at March.</w:t></w:r></w:p></w:footnote>',
    )
    data = packed(
        '<w:p><w:r><w:t>Numbers fell</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + p("End."), footnotes=notes
    )

    assert blocks(data) == [("paragraph", "Numbers fell¹"), ("paragraph", "End."), ("paragraph", "¹ As at March.")]


def test_headers_and_footers_stand_at_the_end_each_wording_once():
    def build(document):
        document.add_paragraph("Body.")
        document.sections[0].header.paragraphs[0].text = "Cabinet paper"
        document.sections[0].footer.paragraphs[0].text = "Restricted"
        document.add_section().header.is_linked_to_previous = False
        document.sections[1].header.paragraphs[0].text = "Cabinet paper"

    assert sorted(blocks(made(build))) == [
        ("furniture", "Cabinet paper"),
        ("furniture", "Restricted"),
        ("paragraph", "Body."),
    ]
    assert blocks(made(build))[0] == ("paragraph", "Body.")


def test_a_fields_result_is_read_and_its_instruction_is_not():
    data = packed(
        '<w:p><w:r><w:t>Page </w:t><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText><w:t>code</w:t>'
        '<w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/><w:t> of 9</w:t></w:r></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox>'
        '</w:ffData></w:fldChar><w:fldChar w:fldCharType="end"/><w:t> Public</w:t></w:r></w:p>'
    )

    assert [text for _, text in blocks(data)] == ["Page 7 of 9", "☒ Public"]


def test_hidden_text_comments_and_embedded_objects_are_counted_and_left_out():
    data = packed(
        "<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"
        '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>'
    )

    reading = read_word(data, file="plan.docx")

    assert reading.text == "Seen"
    assert [warning.reason for warning in reading.warnings] == [
        "hidden text left out: 1",
        "comments in the margin left out: 1",
        "embedded objects left out: 1",
    ]


def test_a_table_of_contents_is_no_part_of_the_text_that_is_split():
    styles = part("w:styles", '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>')
    data = packed(p("1 Purpose 3", '<w:pStyle w:val="T1"/>') + p("Purpose of this paper."), styles=styles)

    assert blocks(data) == [("metadata", "1 Purpose 3"), ("paragraph", "Purpose of this paper.")]


def test_a_chart_is_read_as_the_rows_of_its_numbers():
    def cached(tag, *values):
        points = "".join(f'<c:pt idx="{index}"><c:v>{value}</c:v></c:pt>' for index, value in enumerate(values))
        return f"<c:{tag}><c:strRef><c:strCache>{points}</c:strCache></c:strRef></c:{tag}>"

    chart = part(
        "c:chartSpace",
        "<c:title><a:p><a:t>Agency staff</a:t></a:p></c:title>"
        f"<c:ser>{cached('tx', 'Share')}{cached('cat', '2022', '2023')}{cached('val', '31', '14')}</c:ser>",
    )
    data = packed(
        p("See below.") + '<w:p><w:r><w:drawing><c:chart r:id="chart1"/></w:drawing></w:r></w:p>', chart1=chart
    )

    assert blocks(data) == [
        ("paragraph", "See below."),
        ("table_row", "Agency staff"),
        ("table_row", "\tShare"),
        ("table_row", "2022\t31"),
        ("table_row", "2023\t14"),
    ]


def test_the_strict_form_of_the_format_is_read_too():
    data = packed(p("Visits are weekly."), strict=True)

    document = read_document(data, file="plan.docx")

    assert (document.format, document.text) == (FileFormat.WORD, "Visits are weekly.")


def test_signs_that_are_no_letters_are_read_as_they_look():
    data = packed(
        '<w:p><w:r><w:t>step</w:t><w:noBreakHyphen/><w:t>down</w:t><w:tab/><w:sym w:font="Wingdings" w:char="F0FC"/>'
        "<w:br/><w:t>again</w:t><w:softHyphen/></w:r></w:p>"
    )

    assert blocks(data) == [("paragraph", "step\u2011down\t✓\nagain")]


def test_a_damaged_part_is_named_and_the_rest_is_read():
    reading = read_word(packed(p("Text."), styles="<w:styles"), file="plan.docx")

    assert reading.text == "Text."
    assert reading.warnings == (
        ReadingWarning(page=None, reason="a part of the file is damaged and was left out: word/styles.xml"),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed("<w:p>"), "its main part (word/document.xml) is missing or damaged"),
        (packed(p("Text."))[:200], "it is cut off or damaged (no zip directory)"),
        (packed(p(" ")), "its pages have no text"),
        (
            packed("<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"),
            "it holds pictures and no text, as a scan does",
        ),
    ],
    ids=["damaged", "cut off", "blank", "scanned"],
)
def test_a_word_file_that_cannot_be_read_is_refused_with_a_remedy(data, reason):
    with pytest.raises(FileRefusedError) as refusal:
        read_word(data, file="plan.docx")

    assert (refusal.value.file, refusal.value.reason) == ("plan.docx", reason)
    assert refusal.value.remedy


def test_a_damaged_checksum_is_a_refusal_and_no_traceback():
    data = bytearray(packed(p("Text.")))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 4] = b"\xff\xff\xff\xff"

    with pytest.raises(FileRefusedError):
        read_word(bytes(data), file="plan.docx")


WORDS = st.text(st.sampled_from("abcAB1.–’ \u00a0"), max_size=12)


@given(
    st.lists(st.one_of(WORDS, st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=1, max_size=3)), max_size=6)
)
def test_blocks_cover_the_text_and_no_visible_character_is_lost(contents):
    body = p("Start.")
    for content in contents:
        if isinstance(content, str):
            body += p(content)
        else:
            body += "<w:tbl>" + "".join(row(*(cell(p(text)) for text in cells)) for cells in content) + "</w:tbl>"
    written = "Start." + "".join(
        content if isinstance(content, str) else "".join(map("".join, content)) for content in contents
    )

    reading = read_word(packed(body), file="plan.docx")

    assert all(a.span.end <= b.span.start for a, b in pairwise(reading.blocks))
    covered = "".join(reading.text[slice(*block.span)] for block in reading.blocks)
    assert "".join(covered.split()) == "".join(reading.text.split())
    assert "".join(reading.text.split()) == "".join(written.split())
