"""Documents of an evidence tray: just what was pinned, in its order, the person's words told apart from the paper's."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pytest

from indexer.build import Corrections
from search.citation import cite
from search.masking import masked
from tests.ui.documents.conftest import PAPERS
from ui.desk import tray as trays
from ui.desk.tray import NoSuchTrayError
from ui.documents import tray_enquiries
from ui.documents.from_tray import briefing_from_tray, enquiries_from_tray, extract_from_tray
from ui.documents.pinned import ENQUIRY, NOTE, OTHERWISE_DIVIDED, PAPER_GONE, WORDS_GONE, NothingPinnedError
from ui.library import knowledge
from ui.services import Services
from ui.table_files import unguarded

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Q = "{urn:QDA-XML:project:1.0}"
TRAY = "Who keeps <managers>?"
PART = "agency staff hold a third of posts"
QUOTED = f"“[…] {PART} […]”"
RECRUITED = "We have recruited 14 social workers to vacant posts since January 2023."
NOTES = ("Ask Ann.\nThen ring.", "")
LINES = ("", "How many posts are vacant now?")
AS_OF = "2026-11-22"


@pytest.fixture(scope="module")
def library(demonstration, tmp_path_factory):
    """A library of the papers of these tests, with a tray of a part, a passage with contacts, and a figure."""
    folder = tmp_path_factory.mktemp("tray")
    services = Services(folder / "library", encoder=demonstration.encoder)
    for name, (council, date, text) in PAPERS.items():
        (folder / name).write_bytes(text.encode("utf-8"))
        services.add(folder / name, Corrections(council=council, date=date))
    found = {item.passage.number: item.passage for item in services.passages()}
    start = found["2.1"].text.index(PART)
    services.desk.pin(TRAY, found["1.2"].id)
    services.desk.pin(TRAY, found["2.1"].id, (start, start + len(PART)))
    services.desk.pin(TRAY, found["1.1"].id)
    keys = [item.key for item in trays.tray_items(services, TRAY)]
    for key, note, line in zip(keys, NOTES, LINES, strict=False):
        services.desk.change(TRAY, lambda tray, k=key, n=note, e=line: trays.annotated(tray, k, note=n, enquiry=e))
    return services


@pytest.fixture(scope="module")
def passages(library):
    return {item.passage.number: item for item in library.passages()}


@pytest.fixture(scope="module")
def briefing(library, word_of):
    return word_of(briefing_from_tray(library, TRAY, date=AS_OF, to="docx").data)


@pytest.fixture(scope="module")
def lines(library, word_of):
    return word_of(enquiries_from_tray(library, TRAY, AS_OF, to="docx").data)


def of_style(word, style):
    return [text for name, text in word.paragraphs() if name == style]


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


# --- the briefing --------------------------------------------------------------------------------------------------


def test_a_briefing_has_the_headings_of_one_in_order(briefing):
    assert of_style(briefing, "Heading1") == [f"Comparable practice briefing: {TRAY}"]
    assert of_style(briefing, "Heading2") == [
        "Council by council",
        "Extracts, in the order of the tray",
        "Silences",
        "Transferability notes",
        "Papers quoted",
        "Not quoted, and not searched",
        "How the extracts were chosen",
        "Licence",
    ]


def test_what_is_pinned_stands_whole_in_the_trays_order_each_with_its_citation(briefing, passages):
    paragraphs = briefing.paragraphs()
    extracts = [place for place, (style, _) in enumerate(paragraphs) if style == "Quote"]
    hidden = masked(passages["1.2"].passage.text).text

    assert [paragraphs[place][1] for place in extracts] == [
        f"[1] “{hidden}”",
        f"[2] {QUOTED}",
        f"[3] “{RECRUITED}”",
    ]
    for place, number in zip(extracts, ("1.2", "2.1", "1.1"), strict=True):
        assert cite(passages[number]) in paragraphs[place + 1][1]
    assert "Hidden here: e-mail address, telephone number." in paragraphs[extracts[0] + 1][1]


def test_a_persons_words_follow_their_quotation_and_are_called_theirs(briefing):
    own = [text for _, text in briefing.paragraphs() if text.startswith((NOTE, ENQUIRY))]
    after = [text for _, text in briefing.paragraphs()]

    assert own == ["Note (yours): Ask Ann.\nThen ring.", "Line of enquiry (yours): How many posts are vacant now?"]
    assert after.index(own[0]) < after.index(f"[2] {QUOTED}") < after.index(own[1])


def test_the_table_has_a_row_for_each_council_in_the_order_of_the_tray(briefing):
    (table,) = briefing.body.iter(f"{WORD}tbl")
    rows = [[briefing.text(cell) for cell in row.iter(f"{WORD}tc")] for row in table.iter(f"{WORD}tr")]
    first = next(table.iter(f"{WORD}tr"))

    assert first.find(f"{WORD}trPr/{WORD}tblHeader") is not None
    assert rows[0] == ["Council", "What the papers say", "Numbers as printed", "Actions in plans"]
    assert [row[0] for row in rows[1:]] == ["SeftonPaper A 8 March 2023", "HaltonPaper B September 2023"]
    assert rows[1][1].startswith("Planned (paper of 8 March 2023): “We will recruit six team managers")
    assert "“14” social workers: actual" in rows[1][2]
    assert rows[2][1] == f"Evidenced with a figure (paper of September 2023): {QUOTED} [2]"


def test_no_silence_is_made_up(briefing):
    said = briefing.whole

    assert "Not known: a tray holds what was found and pinned, and reports no silence." in said
    assert "Nothing was pinned of the papers here of Southend-on-Sea. That is not a finding about them." in said
    assert "not found in the papers searched" not in said


def test_it_says_what_was_quoted_how_it_was_chosen_and_on_what_terms(briefing, library):
    said = briefing.whole

    assert "Prepared 22 November 2026. From the evidence tray" in said
    assert "3 quotations from papers of 2 councils" in said
    assert "Not quoted: Southend-on-Sea: 1 paper here." in said
    assert "Which papers were searched before something was pinned is not kept." in said
    assert "unknown: council copyright (2 papers)" in said
    assert library.encoder.card.fingerprint in said


@pytest.mark.parametrize(("question", "shown"), [(None, TRAY), ("Where do managers stay?", "Where do managers stay?")])
def test_the_question_is_the_persons_or_else_the_trays_name(library, word_of, question, shown):
    whole = word_of(briefing_from_tray(library, TRAY, question=question, to="docx").data).whole

    assert f"Question: {shown}\n" in whole


def test_word_opens_it_as_a_document_in_british_english(library):
    opened = docx.Document(io.BytesIO(briefing_from_tray(library, TRAY, date=AS_OF, to="docx").data))
    languages = {it.get(f"{WORD}val") for it in opened.styles.element.iter(f"{WORD}lang")}

    assert opened.core_properties.title == f"Comparable practice briefing: {TRAY}"
    assert opened.core_properties.created.isoformat()[:10] == AS_OF
    assert languages == {"en-GB"}
    assert [heading.text for heading in opened.paragraphs if heading.style.name == "Heading 1"] == [
        f"Comparable practice briefing: {TRAY}"
    ]


def test_the_web_page_escapes_what_a_person_wrote(library):
    page = briefing_from_tray(library, TRAY, to="html").data.decode("utf-8")

    assert '<html lang="en-GB">' in page
    assert "Who keeps &lt;managers&gt;?" in page
    assert "<managers>" not in page
    assert page.count('<th scope="col"') == 4
    assert "Ask Ann.<br>Then ring." in page


def test_every_quotation_is_a_slice_of_its_paper_with_the_count_told(library, briefing, text_of):
    made = briefing_from_tray(library, TRAY, date=AS_OF, to="docx")
    texts = [" ".join(masked(text).text.split()) for text in text_of(library).values()]
    quotations = [
        " ".join(it.split()) for it in re.findall(r"“(?:\[…\] )?(.*?)(?: \[…\])?”", briefing.whole, re.DOTALL)
    ]
    own = [it for it in quotations if it not in (TRAY, "yours")]

    assert made.quotations == len(own) == 10
    assert [it for it in own if not any(it in text for text in texts)] == []
    assert (made.left_out, made.told) == (0, "10 quotations checked against the papers")


# --- lines of enquiry ----------------------------------------------------------------------------------------------


def test_lines_of_enquiry_come_first_and_what_has_none_after_them(lines, library):
    statement = knowledge.enquiry_templates(library.folder).statement
    tables = [
        [[lines.text(cell) for cell in row.iter(f"{WORD}tc")] for row in table.iter(f"{WORD}tr")]
        for table in lines.body.iter(f"{WORD}tbl")
    ]

    assert lines.paragraphs()[:2] == [("Heading1", f"Lines of enquiry: {TRAY}"), ("Lead", statement)]
    assert "reached no conclusion" in statement
    assert of_style(lines, "Heading2")[:2] == ["Lines of enquiry", "Pinned, with no line of enquiry yet"]
    assert [[row[1] for row in table[1:]] for table in tables] == [[LINES[1]], ["", ""]]
    assert [row[0][0] for table in tables for row in table[1:]] == ["1", "2", "3"]
    assert tables[0][0] == [
        "No., area and theme",
        "Line of enquiry (yours)",
        "What the paper says, with citation",
        "Claim type",
        "Position at 22 November 2026",
        "Note (yours)",
        "Evidence to seek",
        "Inspector’s notes",
        "Priority",
    ]


def test_a_row_quotes_cites_and_dates_and_leaves_room_for_the_inspector(library, sheets_of, passages):
    sheets = sheets_of(enquiries_from_tray(library, TRAY, AS_OF, to="xlsx").data)
    rows = sheets["Lines of enquiry"][3:]

    assert [row[3] for row in rows] == [LINES[1], "", ""]
    assert rows[0][4] == QUOTED
    assert [row[5] for row in rows] == [cite(passages[number]) for number in ("2.1", "1.2", "1.1")]
    assert [row[7] for row in rows] == ["Paper dated September 2023.", *["Paper dated 8 March 2023."] * 2]
    assert rows[1][8] == NOTES[0]
    assert {tuple(row[9:12]) for row in rows} == {("", "", "")}
    assert sheets["Lines of enquiry"][2][3] == "Line of enquiry (yours)"


def test_no_word_of_ours_judges(library):
    forbidden = knowledge.enquiry_templates(library.folder).forbidden
    ours = [
        *tray_enquiries.CLAIMS.values(),
        tray_enquiries.INSPECTORS,
        tray_enquiries.ASKED,
        tray_enquiries.NOT_ASKED,
        tray_enquiries.YOURS,
    ]

    assert [text for text in ours if forbidden.search(text)] == []


# --- the coded extract ---------------------------------------------------------------------------------------------


def test_an_extract_holds_just_what_is_pinned_in_order_with_what_was_written_to_it(library, passages):
    made = extract_from_tray(library, TRAY, to="csv")
    rows = rows_of(made.data)
    text = library.text(rows[1]["paper_id"])

    assert [row["passage_id"] for row in rows] == [passages[number].passage.id for number in ("1.2", "2.1", "1.1")]
    assert list(rows[0])[-6:] == ["paper_id", "start", "end", "hidden", "note", "line_of_enquiry"]
    assert rows[1]["text_raw"] == text[int(rows[1]["start"]) : int(rows[1]["end"])] == PART
    assert [(row["note"], row["line_of_enquiry"]) for row in rows] == [(NOTES[0], ""), ("", LINES[1]), ("", "")]
    assert rows[2]["figures"] == "14 social workers (actual)"
    assert made.quotations == 3


def test_of_a_part_only_its_own_figures_and_lines_are_told(library, passages):
    found = passages["1.2"].passage
    start = found.text.index("Retention payments")
    library.desk.pin("Parts", found.id, (0, start))
    library.desk.pin("Parts", found.id, (start, start + 50))

    rows = rows_of(extract_from_tray(library, "Parts", to="csv").data)

    assert ["£3,000" in row["figures"] for row in rows] == [False, True]
    assert [int(row["start"]) for row in rows] == [found.span.start, found.span.start + start]
    assert unguarded(rows[1]["text_raw"]) == found.text[start : start + 50]


def test_the_methods_say_that_a_person_chose(library):
    made = extract_from_tray(library, TRAY, to="csv")
    methods = made.beside["methods.txt"].decode("utf-8-sig").split("\r\n")

    assert methods[1] == f"3 passages of 2 papers. What a person pinned to the evidence tray “{TRAY}”, in its order."
    assert any(line.startswith("note and line_of_enquiry are the words of whoever pinned") for line in methods)


def test_a_project_selects_what_has_no_theme_too_and_two_parts_of_a_passage_apart(library):
    with zipfile.ZipFile(io.BytesIO(extract_from_tray(library, "Parts", to="qdpx").data)) as packed:
        project = ET.fromstring(packed.read("project.qde"))
        (source,) = [name for name in packed.namelist() if name.startswith("Sources/")]
        text = packed.read(source).decode("utf-8")
    selections = list(project.iter(f"{Q}PlainTextSelection"))
    ids = [it.get("guid") for it in project.iter() if it.get("guid") and it.tag != f"{Q}TextSource"]

    assert len(selections) == 2
    assert len(set(ids)) == len(ids)
    assert text[int(selections[1].get("startPosition")) : int(selections[1].get("endPosition"))].startswith("Retention")


def test_a_note_stands_with_its_selection_and_in_markdown(library):
    with zipfile.ZipFile(io.BytesIO(extract_from_tray(library, TRAY, to="qdpx").data)) as packed:
        project = packed.read("project.qde").decode("utf-8")
    markdown = extract_from_tray(library, TRAY, to="md").data.decode("utf-8")

    assert "\nNote: Ask Ann.\nThen ring.</Description>" in project
    assert f"\nLine of enquiry: {LINES[1]}</Description>" in project
    assert re.findall(r"^## (\w+) (?:Borough )?Council|^> “(?:\\\[…\\\] )?(\w+)", markdown, re.M) == [
        ("Sefton", ""),
        ("", "We"),
        ("Halton", ""),
        ("", "agency"),
        ("Sefton", ""),
        ("", "We"),
    ]


# --- what has gone, and who may read names -------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["docx", "html", "md"])
def test_a_briefing_made_again_has_the_same_bytes(library, to):
    first, second = (briefing_from_tray(library, TRAY, date=AS_OF, to=to).data for _ in range(2))

    assert first == second


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "md"])
def test_lines_of_enquiry_made_again_have_the_same_bytes(library, to):
    first, second = (enquiries_from_tray(library, TRAY, AS_OF, to=to).data for _ in range(2))

    assert first == second


@pytest.mark.parametrize("to", ["csv", "xlsx", "md", "qdpx"])
def test_an_extract_made_again_has_the_same_bytes(library, to):
    first, second = (extract_from_tray(library, TRAY, to=to) for _ in range(2))

    assert first == second


@pytest.fixture
def altered(library, passages):
    """A tray of one quotation that stands and three that do not, each in its own way."""
    (good,) = [it for it in trays.tray_items(library, TRAY) if it.quotation == PART]
    text = library.text(good.document_id)
    across = replace(good, passage_id="gone", start=0, end=len(text), quotation=text, citation="Across two")
    other_words = replace(good, quotation="x" * len(PART), citation="Other words")
    no_paper = replace(good, document_id="nowhere", citation="No paper")
    moved = replace(good, passage_id="renumbered")
    trays.keep(library.store, trays.Tray(name="Altered", items=(across, other_words, no_paper, moved)))
    return library


@pytest.mark.parametrize("make", [briefing_from_tray, lambda *a, to: enquiries_from_tray(*a, AS_OF, to=to)])
def test_what_no_longer_stands_is_left_out_and_the_document_says_which_and_why(altered, word_of, make):
    made = make(altered, "Altered", to="docx")
    word = word_of(made.data)

    assert made.left_out == 3
    assert made.told.endswith("; 3 pinned quotations left out, and the document says why")
    assert of_style(word, "ListBullet")[-3:] == [
        f"Across two: {OTHERWISE_DIVIDED}.",
        f"Other words: {WORDS_GONE}.",
        f"No paper: {PAPER_GONE}.",
    ]
    assert QUOTED in word.whole
    assert "xxx" not in word.whole


def test_an_extract_says_in_its_methods_what_is_left_out(altered):
    made = extract_from_tray(altered, "Altered", to="csv")
    methods = made.beside["methods.txt"].decode("utf-8-sig")

    assert [row["text_raw"] for row in rows_of(made.data)] == [PART]
    assert f"Left out: No paper: {PAPER_GONE}." in methods


def test_a_tray_with_nothing_to_quote_is_refused_with_what_to_do(library):
    trays.keep(library.store, trays.Tray(name="Empty"))
    (item, *_) = trays.tray_items(library, TRAY)
    trays.keep(library.store, trays.Tray(name="Gone", items=(replace(item, document_id="nowhere"),)))

    with pytest.raises(NothingPinnedError, match="The tray “Empty” is empty"):
        briefing_from_tray(library, "Empty", to="docx")
    with pytest.raises(NothingPinnedError, match="Nothing that the tray “Gone” holds stands in the papers here"):
        extract_from_tray(library, "Gone", to="csv")
    with pytest.raises(NoSuchTrayError):
        enquiries_from_tray(library, "Nowhere", AS_OF, to="docx")


def test_names_are_hidden_where_a_finder_is_given_whatever_the_setting(library, passages):
    found = passages["2.1"].passage
    library.desk.pin("Names", found.id)

    made = extract_from_tray(library, "Names", to="csv", find_people=lambda text: [(4, 12)] if text[4:5] == "t" else [])

    assert rows_of(made.data)[0]["text_raw"].startswith("The [name hidden]")
