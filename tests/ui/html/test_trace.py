"""What the tab Inspection to plan shows, without a browser."""

import re
from dataclasses import replace
from html import unescape

import pytest

from models.language import people_finder
from search.trace import trace
from tests.search.test_trace import RULES
from tests.search.traced_library import ALLEGATIONS, INSPECTION, traced_library
from ui.html.trace import form_html, passages_of, trace_html, trace_status_html
from ui.library.names_hidden import NamesHidden


def words_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def article(html, number):
    return re.search(rf'<li id="finding-{number}">(.*?)</article></div></article>|$', html, re.DOTALL).group()


@pytest.fixture(scope="module")
def library(tmp_path_factory, demonstration):
    return traced_library(tmp_path_factory.mktemp("traced"), demonstration.encoder)


@pytest.fixture(scope="module")
def traced(library):
    services, papers = library
    with services.store.viewing() as view:
        return trace(papers[INSPECTION], view, services.encoder, rules=RULES)


@pytest.fixture(scope="module")
def html(library, traced):
    return trace_html(traced, library[0].contexts(passages_of(traced)))


def test_the_counts_come_first_and_name_those_without_a_reply(traced, html):
    without = [number for number, each in enumerate(traced.findings, start=1) if each.is_unanswered]
    told = words_of(html)

    assert 3 in without
    assert f"4 things the report says must improve {4 - len(without)} with a reply in the papers searched" in told
    assert html.index('class="tally"') < html.index('class="findings"')
    assert words_of(trace_status_html(traced)).startswith(
        f"4 findings: {4 - len(without)} with a reply, {len(without)} with no reply found. Searched "
    )


def test_every_finding_is_quoted_in_full_with_its_citation(traced, html):
    told = words_of(html)

    for finding in traced.findings:
        for found in finding.finding.found:
            assert " ".join(found.passage.text.split()) in told
    assert html.count('-title"><span class="number">') == 4


def test_an_action_stands_with_its_status_in_words_and_its_date(html):
    action = re.search(r'<p class="action">.*?</p>', html).group()

    assert words_of(action).startswith("Action 1.2.1 ")
    assert 'class="standing standing-some_issues">Some issues</span>' in action
    assert re.search(r'<span class="due">due \w+ \d{4}</span>', action)


def test_a_finding_without_a_reply_says_what_was_searched_and_what_came_nearest(traced, html):
    third = html[html.index('id="finding-3"') : html.index('id="finding-4"')]
    told = words_of(third)

    assert ALLEGATIONS in told
    assert "No reply found in the papers searched" in told
    assert f"{traced.searched.passages} passages in 3 papers searched." in told
    assert "The nearest, too far off to count:" in told
    assert third.count('class="evidence"') == 1
    assert "<mark>" not in third


def test_a_reply_says_how_near_it_is_and_which_words_it_shares(traced, html):
    first = traced.findings[0].replies[0]

    near = f"How near in meaning (0 to 1): {first.nearness.cosine:.2f}. Words in common: {first.in_common[0]}"
    assert near in words_of(html)


def test_it_is_never_said_that_a_council_does_not_do_something(html):
    told = words_of(html).casefold()

    assert re.findall(r"does not do|do not do|failed|missed|absent|ignored", told) == []
    assert "says something of the papers searched, not of what the council does" in told


def test_papers_without_a_date_are_told_as_such(html):
    searched = re.search(r'<section class="searched-papers".*?</section>', html, re.DOTALL).group()

    assert searched.count("<li>") == 3
    assert searched.count("of unknown date, so it may be older than the inspection") == 1


def test_nothing_to_search_is_told_with_what_to_do(library):
    services, papers = library
    with services.store.viewing() as view:
        empty = trace(papers[INSPECTION], view, services.encoder, papers=[papers[INSPECTION]])

    told = words_of(trace_html(empty, {}))

    assert "No papers of Sefton are in the library: there was nothing to search. Add the papers" in told


def test_a_report_that_names_nothing_says_so(traced):
    told = words_of(trace_html(replace(traced, findings=()), {}))

    assert told.endswith("The report as read names nothing that must improve.")


def test_reports_are_listed_by_council_newest_first_with_their_findings(traced):
    older = replace(traced.inspection, id="older", date="2025-01", title="Visit <1>")
    halton = replace(traced.inspection, id="other", council="Halton")

    form = form_html([older, traced.inspection, halton], {traced.inspection.id: 4, "older": 1})

    options = re.findall(r"<option value=\"(.*?)\">(.*?)</option>", form)
    assert [value for value, _ in options] == ["", "other", traced.inspection.id, "older"]
    assert options[1][1].endswith("(names nothing that must improve)")
    assert options[2][1].endswith("(4 findings)")
    assert options[3][1] == "Sefton, January 2025: Visit &lt;1&gt; (1 finding)"


def test_without_a_report_the_form_says_what_to_add():
    assert "There is no inspection report here yet" in form_html([], {})


def test_names_are_hidden_in_findings_and_replies(library, traced):
    services, papers = library
    hidden = NamesHidden(services, lambda text: [(m.start(), m.end()) for m in re.finditer("foster carers", text)])

    shown = hidden.trace(papers[INSPECTION].id)

    assert "[name hidden]" in shown.findings[0].finding.text
    assert "foster carers" not in trace_html(shown, {})
    assert shown.findings[0].finding.id == traced.findings[0].finding.id


def test_names_that_are_found_leave_other_words_alone(library):
    services, papers = library

    shown = NamesHidden(services, people_finder()).trace(papers[INSPECTION].id)

    assert shown.findings[2].finding.text == ALLEGATIONS
