"""What the tab Lines of enquiry shows, without a browser."""

import re
import tomllib
from dataclasses import replace
from html import unescape
from importlib.resources import files

import pytest

from search.answers import Searched
from search.enquiries.records import Signal
from tests.search.traced_library import traced_library
from tests.ui.shapes.test_enquiries import made as made  # noqa: PLC0414 - a fixture
from ui.html.enquiries import WHY, enquiries_html, enquiries_status_html, form_html, passages_of
from ui.library.names_hidden import NamesHidden

TITLES = {"sufficiency": "Placement sufficiency"}


def words_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture(scope="module")
def services(tmp_path_factory, demonstration):
    return traced_library(tmp_path_factory.mktemp("asked"), demonstration.encoder)[0]


def test_the_statement_stands_before_every_line(made):
    html = enquiries_html(made, {}, TITLES)

    assert "reached no conclusion" in html
    assert html.index('class="statement"') < html.index("<article")


def test_lines_are_grouped_by_area_and_numbered_throughout(made):
    html = enquiries_html(made, {}, TITLES)

    assert re.findall(r'<section class="area" aria-labelledby="area-([\w-]+)"', html) == ["in-care", "unplaced"]
    assert re.findall(r'<article class="line" aria-labelledby="line-(\d)"', html) == ["1", "2"]
    assert words_of(re.search(r"<table.*?</table>", html, re.DOTALL).group()) == (
        "Lines of enquiry by inspection area Area Lines The experiences and progress of children in care 1 "
        "Not placed in an inspection area 1"
    )


def test_a_line_has_its_quotation_citation_gap_dates_and_evidence(made):
    told = words_of(enquiries_html(made, {}, TITLES))
    line = made.areas[1].enquiries[0]

    assert line.question in told
    assert line.quotations[0].citation in told
    assert " ".join(line.quotations[0].text.split()) in told
    assert f"Gap {line.gap}" in told
    assert "Dates Milestone: May 2031 (Not done yet, on track)" in told
    assert f"Evidence to ask for {line.evidence_to_ask_for[0]}" in told


def test_nothing_is_left_blank(made):
    bare = replace(made.areas[0].enquiries[0], dates=(), themes=(), quotations=())
    html = enquiries_html(replace(made, areas=(replace(made.areas[0], enquiries=(bare,)),)), {}, TITLES)

    assert "Dates No date is printed" in words_of(html)
    assert "Themes None of the themes" in words_of(html)
    assert "not found in the papers searched" in words_of(html)
    assert re.findall(r"<(dd|h\d|td|th|p)[^>]*>\s*</\1>", html) == []


def test_every_signal_has_a_reason_without_a_word_of_judgement():
    data = files("search").joinpath("data", "enquiries.toml").read_text(encoding="utf-8")
    forbidden = [re.escape(word).replace(r"\*", r"\w*") for word in tomllib.loads(data)["forbidden"]]

    found = [(why, word) for why in WHY.values() for word in forbidden if re.search(rf"\b{word}\b", why, re.IGNORECASE)]

    assert set(WHY) == set(Signal)
    assert found == []


def test_the_status_line_counts_lines_areas_and_what_was_searched(made):
    assert words_of(enquiries_status_html(made)) == (
        "2 lines of enquiry for Sefton, in 2 areas. Position at September 2031. "
        "Searched 40 passages in 2 papers. 1 page could not be read as text and could not be searched."
    )


def test_no_lines_are_told_with_what_to_do(made):
    none = replace(made, areas=(), papers=(), searched=Searched(0, 0, 0))

    assert "No lines of enquiry None of the signals" in words_of(enquiries_html(none, {}, TITLES))


def test_the_form_starts_at_today_and_escapes_names():
    form = form_html(["Brighton & Hove"], today="2031-09-02")

    assert 'value="2031-09-02"' in form
    assert '<option value="Brighton &amp; Hove">Brighton &amp; Hove</option>' in form
    assert "There is no council to ask about yet" in form_html([], today="2031")


def test_quotations_of_a_library_open_in_their_context(services):
    made = services.enquiries("Sefton", "2032-01")

    html = enquiries_html(made, services.contexts(passages_of(made)), TITLES)

    quoted = sum(len(line.quotations) for area in made.areas for line in area.enquiries)
    assert quoted > 0
    assert html.count('class="context"') == html.count('class="tools"') == quoted


def test_names_are_hidden_in_quotations(services):
    plain = services.enquiries("Sefton", "2032-01")
    word = re.search(r"\w{6,}", plain.areas[0].enquiries[0].quotations[0].text).group()
    hidden = NamesHidden(services, lambda text: [m.span() for m in re.finditer(word, text)])

    quoted = hidden.enquiries("Sefton", "2032-01").areas[0].enquiries[0].quotations[0]

    assert word not in quoted.text
    assert "[name hidden]" in quoted.text
