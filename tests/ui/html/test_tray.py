"""What the tray looks like, what stands below each quotation, and that nothing a paper or a person wrote is markup."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from corpus.types import FileFormat, Span
from indexer.store import Found
from ui.desk.desk import ItemShown, TrayShown
from ui.desk.tray import TrayItem
from ui.html.quotation import figure_html, tools_html
from ui.html.tray import tray_html

if TYPE_CHECKING:
    from ui.services import Services

HOSTILE = "<img src=x onerror=alert(1)>\"'&"


@pytest.fixture(scope="module")
def found(demonstration: Services) -> Found:
    return next(found for found in demonstration.passages() if found.passage.number == "3.2")


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def words(node) -> str:
    return " ".join(node.text().split())


def pdf_paper(found: Found) -> Found:
    paper = replace(found.paper, format=FileFormat.PDF, pages=12)
    return Found(replace(found.passage, page=4, pages=(4, 5)), paper)


def item(**changes: str) -> TrayItem:
    made = TrayItem(
        passage_id="p/1/1/aa",
        document_id="p",
        start=0,
        end=5,
        quotation="Exact words",
        citation="Halton, para 1",
        pinned_at="2026-01-02T03:04:05+00:00",
    )
    return replace(made, **changes)


def shown(*items: ItemShown, name: str = "Mine") -> TrayShown:
    return TrayShown(name, items, (name, "Other"))


# --- below a quotation ---------------------------------------------------------------------------------------------


def test_below_each_quotation_stand_ways_to_copy_pin_and_download(found):
    tree = parsed(figure_html(found))

    tools = tree.css_first("figure + .tools")
    names = [words(button) for button in tools.css("button")]
    of = f"of {words(tree.css_first('.citation')).split(', ')[-1]}"
    assert names == [f"Copy quotation {of}", f"Copy citation {of}", f"Pin {of}"]
    assert tools.css_first("[data-pin]").attributes["data-pin"] == found.passage.id
    assert tools.css_first("a.download").attributes["href"] == f"library/paper/{found.paper.id}/file"
    assert words(tools.css_first("a.download")).startswith("Download the digest: ")
    assert tools.css_first(".told").attributes["role"] == "status"
    assert tools.css_first(".page-view") is None


def test_the_key_of_a_pin_is_the_place_in_the_paper(found):
    span = found.passage.span

    whole, part = (parsed(tools_html(found, given)).css_first("[data-pin]").attributes for given in (None, Span(3, 9)))

    assert whole["data-key"] == f"{found.passage.id}:{span.start}-{span.end}"
    assert "data-start" not in whole
    assert part["data-key"] == f"{found.passage.id}:{span.start + 3}-{span.start + 9}"
    assert (part["data-start"], part["data-end"]) == ("3", "9")


def test_a_passage_of_a_pdf_opens_its_page(found):
    tree = parsed(figure_html(pdf_paper(found)))

    view = tree.css_first("details.page-view")
    picture = view.css_first("img").attributes
    assert words(view.css_first("summary")).startswith("See the page: ")
    assert picture["src"].startswith(f"library/paper/{found.paper.id}/page/4.png?passage=")
    assert "/" not in picture["src"].split("passage=")[1]
    assert picture["loading"] == "lazy"
    assert picture["alt"].startswith("Page 4 of ")
    assert picture["alt"].endswith(", with the passage outlined")
    assert words(view.css_first(".page-told")) == "Page 4 of 12, with the passage outlined."
    assert [words(button) for button in view.css("button")] == ["Previous page", "Next page"]
    assert view.attributes["data-on"] == "4,5"


def test_where_names_are_hidden_the_paper_is_not_offered_and_the_reason_is_told(found, monkeypatch):
    monkeypatch.setenv("READACROSS_HIDE_NAMES", "1")

    tree = parsed(figure_html(pdf_paper(found)))

    assert tree.css_first(".page-view") is None
    assert tree.css_first(".download") is None
    assert "library/paper" not in (tree.html or "")
    assert words(tree.css_first(".withheld p")).startswith("People’s names are hidden here.")
    assert len(tree.css(".tools button")) == 3


# --- the tray ------------------------------------------------------------------------------------------------------


def test_without_a_tray_it_says_how_to_pin():
    tree = parsed(tray_html(TrayShown(None, (), ())))

    assert words(tree.css_first("h3")) == "Nothing is pinned yet"
    assert tree.css_first("#tray-choice") is None
    assert tree.css_first("form[data-do=start] input").attributes["required"] is None


def test_items_stand_in_their_order_with_citation_note_and_enquiry(found):
    first = ItemShown(item(note="Ring them", enquiry="Why?"), found, stands=True, is_altered=False)
    second = ItemShown(item(passage_id="p/2/1/bb", quotation="Other"), found, stands=True, is_altered=False)

    tree = parsed(tray_html(shown(first, second)))

    assert words(tree.css_first("h3")) == "Mine 2 items"
    assert [words(quote) for quote in tree.css("blockquote")] == ["Exact words", "Other"]
    assert [words(cited) for cited in tree.css(".citation")] == ["Halton, para 1"] * 2
    assert [words(box) for box in tree.css("textarea")] == ["Ring them", "Why?", "", ""]
    assert [label.attributes["for"] for label in tree.css(".writing label")] == [
        box.attributes["id"] for box in tree.css("textarea")
    ]
    assert words(tree.css_first(".remark")) == "Pinned on 2 January 2026"
    assert tree.css_first(".gone") is None
    disabled = [words(button) for button in tree.css("button[disabled]")]
    assert disabled == ["Move up item 1", "Move down item 2"]


def test_a_quotation_that_has_gone_keeps_its_words_and_says_so():
    tree = parsed(tray_html(shown(ItemShown(item(), None, stands=False, is_altered=False))))

    assert words(tree.css_first(".gone")).startswith("Gone: Its paper is no longer here")
    assert words(tree.css_first("blockquote")) == "Exact words"
    assert words(tree.css_first(".citation")) == "Halton, para 1"
    assert tree.css_first(".download") is None


def test_what_was_hidden_in_a_quotation_is_told(found):
    tree = parsed(tray_html(shown(ItemShown(item(), found, stands=True, is_altered=True))))

    assert words(tree.css_first(".repaired")) == "Altered by us: personal data hidden"


def test_the_documents_of_a_tray_know_its_name(found):
    tree = parsed(tray_html(shown(ItemShown(item(), found, stands=True, is_altered=False), name='A "B"')))

    first = tree.css_first(".take-away a.takes").attributes["href"]
    assert first == "library/document/tray/briefing.docx?tray=A+%22B%22"
    assert tree.css_first(".take-away input[type=hidden]").attributes["value"] == 'A "B"'


def test_an_empty_tray_has_nothing_to_take_away():
    assert parsed(tray_html(shown())).css_first(".take-away") is None


def test_deleting_and_removing_ask_first(found):
    tree = parsed(tray_html(shown(ItemShown(item(), found, stands=True, is_altered=False))))

    for do, said in (("delete", "Yes, delete this tray"), ("remove", "Yes, remove it")):
        form = tree.css_first(f"form[data-do={do}]")
        assert words(form.css_first("button")) == said
        assert form.parent.tag == "details"
        assert "open" not in form.parent.attributes


def test_nothing_that_was_written_is_markup(found):
    given = item(**dict.fromkeys(("quotation", "citation", "note", "enquiry", "passage_id"), HOSTILE))
    paper = replace(found.paper, title=HOSTILE)
    hostile = ItemShown(given, Found(pdf_paper(found).passage, replace(paper, format=FileFormat.PDF)), True, False)

    tree = parsed(tray_html(shown(hostile, name=HOSTILE)))

    assert [image.attributes["src"][:8] for image in tree.css("img")] == ["library/"]
    assert "onerror" not in {name for node in tree.css("*") for name in node.attributes}
    assert tree.css_first("blockquote").text() == HOSTILE
    assert tree.css_first("textarea").text() == HOSTILE
    assert tree.css_first("option[selected]").attributes["value"] == HOSTILE


def test_a_note_that_begins_with_an_empty_line_keeps_it(found):
    tree = parsed(tray_html(shown(ItemShown(item(note="\nB"), found, stands=True, is_altered=False))))

    assert tree.css_first("textarea").text() == "\nB"
