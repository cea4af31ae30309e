"""How a web page becomes text and blocks: what a browser shows, without what stands around the paper."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FileRefusedError
from corpus.reading import read_document
from corpus.types import FileFormat, ReadingWarning
from corpus.web.reader import read_web


def blocks(body: str, head: str = "") -> list[tuple[str, str]]:
    """Return the kind and text of each block of a page."""
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    reading = read_web(page.encode(), file="plan.html")
    return [(block.kind.value, reading.text[slice(*block.span)]) for block in reading.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Visits   are\n weekly.", [("paragraph", "Visits are weekly.")]),
        ("<p>One<br>line</p>two<div>three</div>", [("paragraph", t) for t in ("One\nline", "two", "three")]),
        ("<h1>Plan</h1><h3>Why</h3><p>x", [("heading", "Plan"), ("heading", "Why"), ("paragraph", "x")]),
        ("<p>fell<sup>2</sup> to 5<sup>th</sup>", [("paragraph", "fell² to 5th")]),
        ("<p>we <q>listen</q><script>x()</script><style>p{}</style>", [("paragraph", "we “listen”")]),
        ("<p>seen<span hidden>not</span><b style='display: none'>not</b>", [("paragraph", "seen")]),
        ("<p>&nbsp;caf&eacute; &amp; co", [("paragraph", "café & co")]),
    ],
)
def test_text_is_what_a_browser_shows(body, expected):
    assert blocks(body) == expected


def test_lists_have_the_marks_and_depth_that_a_browser_gives_them():
    body = (
        "<ul><li>train<li><p>audit</p><ol type=a start=2><li>weekly<li>all</ol></ul><ol><li>hire<li value=7>keep</ol>"
    )
    reading = read_web(f"<html>{body}".encode(), file="plan.html")

    assert [(b.kind.value, b.level, reading.text[slice(*b.span)]) for b in reading.blocks] == [
        ("list_item", 0, "• train"),
        ("list_item", 0, "• audit"),
        ("list_item", 1, "b. weekly"),
        ("list_item", 1, "c. all"),
        ("list_item", 0, "1. hire"),
        ("list_item", 0, "7. keep"),
    ]


def test_a_tables_rows_have_every_column_and_merged_cells_once():
    body = (
        "<table><caption>Actions</caption><tr><th>Ref<th>Action<th>Lead<tfoot><tr><td colspan=3>All on track</tfoot>"
        "<tr><td rowspan=2>1.1<td>Train<td>Head<tr><td><p>Audit</p><p>again</p></table>"
    )

    assert blocks(body) == [
        ("paragraph", "Actions"),
        ("table_row", "Ref\tAction\tLead"),
        ("table_row", "1.1\tTrain\tHead"),
        ("table_row", "\tAudit\nagain\t"),
        ("table_row", "All on track\t\t"),
    ]


def test_a_table_that_only_lays_out_the_page_is_read_as_text():
    assert blocks("<table><tr><td><h2>Aims</h2><p>Safety.</td><td>Side</td></tr></table>") == [
        ("heading", "Aims"),
        ("paragraph", "Safety."),
        ("paragraph", "Side"),
    ]


def test_what_stands_around_the_main_part_is_furniture_at_the_end():
    body = (
        "<header>Borough Council<nav><a>Home</a></nav></header><main><h1>Plan</h1>Text.</main><div>Accept cookies</div>"
    )

    assert blocks(body, "<title>Plan - Council</title>") == [
        ("metadata", "Plan - Council"),
        ("heading", "Plan"),
        ("paragraph", "Text."),
        ("furniture", "Borough Council"),
        ("furniture", "Home"),
        ("furniture", "Accept cookies"),
    ]


def test_menus_are_furniture_where_a_page_names_no_main_part():
    body = "<nav>Home</nav><div class='cookie-banner'>Cookies?</div><p>Text.<footer>Contact</footer>"

    assert blocks(body) == [
        ("paragraph", "Text."),
        ("furniture", "Home"),
        ("furniture", "Cookies?"),
        ("furniture", "Contact"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>Café – 5'.encode("cp1252"),
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>Café – 5'.encode(),
        "<html><p>Café – 5".encode("utf-16"),
        b"\xef\xbb\xbf" + "<html><p>Café – 5".encode(),
        '<meta charset="nonsense"><p>Café – 5'.encode(),
    ],
    ids=["stated", "stated of old", "UTF-16", "marked", "stated wrongly"],
)
def test_a_pages_letters_are_those_that_it_says_it_is_written_in(data):
    assert read_web(data, file="plan.html").text == "Café – 5"


def test_a_page_is_told_by_its_bytes_and_a_wrong_name_is_warned_of():
    document = read_document(b"<html><p>Visits are weekly.</p></html>", file="plan.pdf")

    assert (document.format, document.text, document.pages) == (FileFormat.WEB, "Visits are weekly.", 0)
    assert document.warnings == (ReadingWarning(page=None, reason="the file is a web page, whatever its name says"),)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<title>Page not found</title><h1>Sorry", "it is a web page that says “Page not found”, not the paper"),
        ("<title>Plan</title><script>draw()</script>", "it is a web page without text"),
    ],
)
def test_a_page_that_is_not_the_paper_is_refused_with_a_remedy(page, reason):
    with pytest.raises(FileRefusedError) as refusal:
        read_web(f"<html>{page}".encode(), file="plan.pdf")

    assert (refusal.value.file, refusal.value.reason) == ("plan.pdf", reason)
    assert "browser" in refusal.value.remedy


def test_elements_nested_without_end_are_read_all_the_same():
    assert blocks("<div>" * 3000 + "<p>Deep down.") == [("paragraph", "Deep down.")]


TAGS = st.sampled_from("p div b ul li table tr td h2 br section nav".split())


@given(st.lists(st.tuples(TAGS, st.text(st.sampled_from("abc 1.–"), max_size=8)), max_size=12))
def test_blocks_cover_the_text_and_no_visible_character_is_lost(elements):
    page = "<html><p>Start." + "".join(f"<{tag}>{text}" for tag, text in elements)

    reading = read_web(page.encode(), file="plan.html")

    covered = "".join(reading.text[slice(*block.span)] for block in reading.blocks)
    assert all(a.span.end <= b.span.start for a, b in pairwise(reading.blocks))
    assert "".join(covered.split()) == "".join(reading.text.split())
    written = Counter(letter for _, text in elements for letter in text if letter in "abc")
    assert Counter(letter for letter in covered if letter in "abc") == written + Counter("a")  # the one in "Start."
