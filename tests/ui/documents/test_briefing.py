"""The comparable practice briefing: what each council's papers say, with dates, citations and silences."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from corpus.types import PaperKind
from indexer.build import Corrections
from search.citation import cite
from ui.documents.briefing import BriefingWanted
from ui.documents.quoting import masking
from ui.documents.writing import briefing, write_briefing
from ui.services import Services

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECTIONS = [
    "Council by council",
    "Extracts",
    "Silences",
    "Transferability notes",
    "Papers searched, and not searched",
    "How the extracts were found",
    "Licence",
]
WANTED = BriefingWanted(theme="workforce", question="Who keeps team managers?", date="2026-11-22")
QUOTATION = re.compile(r"“(?:\[…\] )?(.*?)(?: \[…\])?”", re.DOTALL)


class Page(HTMLParser):
    """The start tags of a page in order, with the text of those asked for."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def named(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def word(papers, word_of):
    return word_of(briefing(papers, WANTED, to="docx").data)


@pytest.fixture(scope="module")
def html(papers):
    return briefing(papers, WANTED, to="html").data.decode("utf-8")


def test_the_headings_are_words_own_and_in_order(word):
    headings = [(style, text) for style, text in word.paragraphs() if style.startswith("Heading")]

    assert headings[0] == (
        "Heading1",
        "Comparable practice briefing: Workforce recruitment, retention and agency reliance",
    )
    assert [text for style, text in headings if style == "Heading2"] == SECTIONS
    assert [text for style, text in headings if style == "Heading3"] == ["Halton", "Sefton"]


def test_the_table_has_a_head_that_is_repeated_and_a_row_for_each_council(word):
    (table,) = word.body.iter(f"{WORD}tbl")
    rows = list(table.iter(f"{WORD}tr"))
    heads = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in rows]
    first = [word.text(next(row.iter(f"{WORD}tc"))) for row in rows]

    assert heads == [True, False, False, False]
    assert first == [
        "Council",
        "HaltonPaper A, September 2023",
        "SeftonPaper B, 8 March 2023",
        "Southend-on-SeaPaper C, 5 October 2021",
    ]
    look = table.find(f"{WORD}tblPr/{WORD}tblLook")
    assert (look.get(f"{WORD}firstRow"), look.get(f"{WORD}firstColumn")) == ("1", "1")
    assert table.find(f"{WORD}tblPr/{WORD}tblDescription").get(f"{WORD}val").startswith("What councils' papers say")


def test_the_language_is_british_english_and_the_title_is_set(word):
    languages = {it.get(f"{WORD}val") for it in word.styles.iter(f"{WORD}lang")}
    title = word.core.findtext("{http://purl.org/dc/elements/1.1/}title")

    assert languages == {"en-GB"}
    assert title == "Comparable practice briefing: Workforce recruitment, retention and agency reliance"
    assert word.core.findtext("{http://purl.org/dc/elements/1.1/}language") == "en-GB"
    assert word.core.findtext("{http://purl.org/dc/terms/}created") == "2026-11-22T00:00:00Z"


def test_no_part_of_the_elements_of_a_table_stands_out_of_the_order_of_the_standard(word):
    (properties,) = word.body.iter(f"{WORD}tblPr")
    order = [
        "tblStyle",
        "jc",
        "tblW",
        "tblInd",
        "tblBorders",
        "tblLayout",
        "tblCellMar",
        "tblLook",
        "tblCaption",
        "tblDescription",
    ]
    places = [order.index(it.tag.removeprefix(WORD)) for it in properties]

    # ECMA-376, 17.4.59: Word calls a file damaged whose properties stand otherwise.
    assert [it for it in places if it not in (1, 2)] == sorted(it for it in places if it not in (1, 2))


def test_every_quotation_of_the_document_stands_in_a_paper(word, papers, text_of):
    mask, _ = masking()
    texts = [" ".join(mask(text).text.split()) for text in text_of(papers).values()]
    quotations = [" ".join(it.split()) for it in QUOTATION.findall(word.whole)]

    assert len(quotations) >= 10
    assert [it for it in quotations if not any(it in text for text in texts)] == []


def test_every_extract_is_followed_by_its_citation(word, papers):
    paragraphs = word.paragraphs()
    cited = {
        QUOTATION.search(text)[1]: paragraphs[place + 1][1]
        for place, (style, text) in enumerate(paragraphs)
        if style == "Quote"
    }
    mask, _ = masking()
    passages = {" ".join(mask(it.passage.text).text.split()): cite(it) for it in papers.passages()}

    assert len(cited) == 5
    for quotation, note in cited.items():
        (citation,) = [cite for text, cite in passages.items() if " ".join(quotation.split()) in text]
        assert citation in note


def test_kinds_of_claims_are_told_apart_with_the_date_of_the_paper(word):
    said = word.whole

    assert "Evidenced with a figure (paper of 8 March 2023): “" in said
    assert "Planned (paper of 8 March 2023): “" in said
    assert "Concern stated (paper of September 2023): “" in said


def test_numbers_stand_as_printed_with_what_they_count_and_where(word):
    numbers = [text for _, text in word.paragraphs() if text.startswith("“14”")]

    assert numbers == ["“14” social workers: actual, no date printed; paper B of 8 March 2023, para 1.1"]
    assert "“£3,000”" in word.whole


def test_a_council_without_the_theme_is_told_with_what_was_searched(word):
    assert (
        "Southend-on-Sea: not found in the papers searched (1 passage of 1 paper: paper of 5 October 2021)."
        in word.whole
    )
    assert "is not a finding about the council" in word.whole


def test_contacts_are_hidden_and_it_is_said(word):
    assert "council.example" not in word.whole
    assert "0151 496" not in word.whole
    assert "[e-mail address hidden]" in word.whole
    assert "Hidden here: e-mail address, telephone number." in word.whole


def test_it_says_how_it_was_found(word, papers):
    assert "Asked for: the theme workforce" in word.whole
    assert papers.encoder.card.fingerprint in word.whole
    assert "Date given: 22 November 2026." in word.whole
    assert "Question: Who keeps team managers?" in word.whole
    assert "unknown: council copyright (3 papers)" in word.whole


def test_the_page_has_a_language_headings_and_a_table_with_caption_and_scopes(html):
    page = Page(html)

    assert page.named("html") == [{"lang": "en-GB"}]
    assert len(page.named("h1")) == 1
    assert len(page.named("h2")) == len(SECTIONS)
    assert (len(page.named("table")), len(page.named("caption"))) == (1, 1)
    assert [it["scope"] for it in page.named("th")] == ["col"] * 3 + ["row"] * 3
    assert (page.named("script"), page.named("link"), page.named("img")) == ([], [], [])
    assert "@media print" in html


def test_word_page_and_markdown_say_the_same(papers, word, html):
    markdown = MarkdownIt("commonmark").enable("table").render(briefing(papers, WANTED, to="md").data.decode("utf-8"))

    def quotations(text):
        return sorted(" ".join(it.split()) for it in QUOTATION.findall(text))

    def plain(markup):
        return "".join(Page(markup.replace("<br>", " ").replace("<br />", " ")).words)

    assert quotations(plain(markdown)) == quotations(word.whole)
    assert quotations(plain(html)) == quotations(word.whole)


@pytest.mark.parametrize("to", ["docx", "html", "md"])
def test_written_again_the_bytes_are_the_same(papers, tmp_path, to):
    for name in ("first", "second"):
        made = write_briefing(tmp_path / name, papers, WANTED, to=to)

    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert made.quotations >= 10


def test_a_theme_in_words_of_ones_own_is_asked_for_as_it_is_typed(papers, word_of):
    whole = word_of(briefing(papers, BriefingWanted(theme="retention payments"), to="docx").data).whole

    assert "Asked for: the words “retention payments”" in whole
    assert "Retention payments of £3,000" in whole


def test_as_many_extracts_of_a_council_are_quoted_as_were_asked_for(papers, word_of):
    wanted = BriefingWanted(theme="workforce", per_council=1)
    styles = [style for style, _ in word_of(briefing(papers, wanted, to="docx").data).paragraphs()]

    assert styles.count("Quote") == 2


def test_the_preview_of_the_library_that_wrote_it_is_not_in_the_document(word):
    assert [name for name in word.names if "thumbnail" in name] == []


def test_what_inspectors_wrote_is_never_called_a_claim_of_the_council(word_of, tmp_path, demonstration):
    services = Services(tmp_path / "library", encoder=demonstration.encoder)
    for name, kind, text in (
        ("own.txt", "committee report", "1.1 We will recruit six team managers and fewer agency staff."),
        ("theirs.txt", "inspection report", "2.1 Leaders have recruited 40 social workers and agency staff are few."),
    ):
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
        services.add(tmp_path / name, Corrections(council="Halton", date="2023", kind=PaperKind(kind)))

    whole = word_of(briefing(services, BriefingWanted(theme="workforce"), to="docx").data).whole

    assert "Inspectors wrote (paper of 2023): “Leaders have recruited 40 social workers" in whole
    assert "Planned (paper of 2023): “We will recruit six team managers" in whole
