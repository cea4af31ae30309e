"""What can be taken away is offered in words, each format as a link that works without a script."""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from search.answers import Request
from ui.html.export import (
    ENQUIRIES,
    EXTRACT,
    FORMATS,
    TRAY,
    of_comparison_html,
    of_search_html,
    of_tray_html,
    take_away_html,
)
from ui.routes.documents import MAKERS

HOSTILE = 'a"b<c>&d=1'


def parsed(html):
    return LexborHTMLParser(html)


def words(node):
    return " ".join(node.text().split())


def test_each_document_says_what_it_is_for_whom_and_in_which_formats():
    tree = parsed(take_away_html("enquiries", "of=Sefton&as-of=2024", [ENQUIRIES]))
    links = tree.css("a.takes")

    assert words(tree.css_first("h3")) == "Take away"
    assert words(tree.css_first("li p")) == "Lines of enquiry for inspectors, a row each with room for notes"
    assert [words(link) for link in links] == [
        "Word: lines of enquiry",
        "Spreadsheet (XLSX): lines of enquiry",
        "Web page: lines of enquiry",
    ]
    assert links[1].attributes["href"] == "library/document/enquiries/enquiries.xlsx?of=Sefton&as-of=2024"
    assert tree.css_first("section").attributes["aria-labelledby"] == tree.css_first("h3").attributes["id"]
    assert words(tree.css_first("[role=status]")) == ""


def test_a_name_of_any_letters_is_carried_whole():
    tree = parsed(of_tray_html(HOSTILE))

    assert {link.attributes["href"].split("?")[1] for link in tree.css("a.takes")} == {"tray=a%22b%3Cc%3E%26d%3D1"}
    assert tree.css_first("input[name=tray]").attributes["value"] == HOSTILE
    assert [button.attributes["formaction"] for button in tree.css("form button")] == [
        "library/document/tray/briefing.docx",
        "library/document/tray/briefing.html",
    ]


def test_every_document_offered_can_be_made():
    offered = {("tray", offer.what) for offer in TRAY} | {("enquiries", "enquiries"), ("search", "extract")}

    assert offered <= MAKERS.keys()
    assert {to for offer in (*TRAY, ENQUIRIES, EXTRACT) for to in offer.formats} == FORMATS.keys()


def test_a_comparison_says_what_its_extract_holds(demonstration):
    on_theme = parsed(of_comparison_html(demonstration.compare("workforce", ()), "theme=workforce"))
    of_words = parsed(of_comparison_html(demonstration.compare("agency staff", ()), "words=agency+staff"))
    silent = parsed(of_comparison_html(demonstration.compare("zeppelin moorings", ()), "words=zeppelin"))

    assert words(on_theme.css("li p")[1]).startswith("Coded extract for researchers: every passage on this theme,")
    assert "passages shown, a row each" in words(of_words.css("li p")[1])
    assert [words(each) for each in silent.css("li p strong")] == ["Comparable practice briefing"]


def test_an_answer_is_taken_away_only_where_something_was_found(demonstration):
    found = demonstration.search(Request(question="agency social workers", limit=3))
    nothing = demonstration.search(Request(question="zeppelin moorings"))

    shown = words(parsed(of_search_html(found, "q=x")).css_first("li p"))
    assert shown == "Coded extract for researchers: the 3 passages shown, a row each"
    assert of_search_html(nothing, "q=x") == ""


def test_a_briefing_of_many_councils_promises_no_two_pages(demonstration):
    few = demonstration.compare("workforce", ())
    many = replace(few, columns=few.columns[:1] * 7)

    first = [words(parsed(of_comparison_html(each, "theme=workforce")).css_first("li p")) for each in (few, many)]

    assert first == [
        "Comparable practice briefing for colleagues, on two pages",
        "Comparable practice briefing for colleagues; of 6 councils or fewer it takes two pages",
    ]
