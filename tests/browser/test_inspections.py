"""Inspection to plan, and lines of enquiry, in a real browser: wide, narrow, by keyboard alone, checked by axe-core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import serving, visiting
from tests.search.traced_library import ALLEGATIONS, traced_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Visit
    from ui.services import Services

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("visit", [1280, 320], indirect=True)
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory, demonstration: Services) -> Iterator[str]:
    """The address of a library with an inspection of our invention and the papers that reply to it."""
    folder = tmp_path_factory.mktemp("inspected")
    traced_library(folder, demonstration.encoder)
    with serving(folder / "library") as told:
        yield told


@pytest.fixture
def visit(browser: Browser, inspected: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    with visiting(browser, inspected, width=getattr(request, "param", 1280)) as opened:
        yield opened
        assert opened.complaints == []
        assert opened.outside == []


def go_to(page: Page, place: str) -> None:
    page.evaluate(f"location.hash = '#{place}'")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def violations(page: Page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in Axe().run(page).response["violations"]]


def trace(page: Page) -> None:
    go_to(page, "trace")
    page.get_by_label("Inspection report").select_option(index=1)
    page.get_by_role("button", name="Trace", exact=True).click()
    page.locator("#trace-results .finding").first.wait_for(timeout=PATIENCE_MS)


def enquire(page: Page, council: str, as_of: str) -> None:
    go_to(page, "enquiries")
    page.locator("#enquiries-council").select_option(council)
    page.locator("#enquiries-as-of").fill(as_of)
    page.get_by_role("button", name="List lines of enquiry").click()
    page.locator("#enquiries-results .line").first.wait_for(timeout=PATIENCE_MS)


@BOTH
def test_both_places_pass_axe_and_fit_before_and_after(visit):
    page = visit.page
    for place, ask in (("trace", trace), ("enquiries", lambda p: enquire(p, "Sefton", "2032-01"))):
        go_to(page, place)
        page.locator(f"#{place}-form form").wait_for()
        before = (violations(page), fits(page))
        ask(page)

        assert before == ([], True)
        assert (violations(page), fits(page)) == ([], True)


def test_findings_stand_beside_their_replies_with_the_counts_first(visit):
    page = visit.page

    trace(page)

    tally, first = page.locator(".tally"), page.locator(".finding").first
    assert tally.locator("strong").first.inner_text() == "4"
    assert tally.bounding_box()["y"] < first.bounding_box()["y"]
    asked, reply = first.locator(".asked-for").bounding_box(), first.locator(".in-reply").bounding_box()
    assert asked["x"] + asked["width"] <= reply["x"]
    assert page.locator("#trace-status").inner_text().startswith("4 findings: ")
    silent = page.locator(".finding").nth(2)
    assert silent.locator("blockquote").first.inner_text() == ALLEGATIONS
    assert silent.locator(".wording").inner_text() == "No reply found in the papers searched"


def test_a_trace_is_asked_and_reopened_by_keyboard_and_address(visit):
    page = visit.page
    go_to(page, "trace")
    page.get_by_label("Inspection report").focus()
    page.keyboard.type("Sefton")  # as the browser's own list is chosen from, closed
    assert page.get_by_label("Inspection report").input_value() != ""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Trace"
    page.keyboard.press("Enter")
    page.locator(".finding").first.wait_for(timeout=PATIENCE_MS)
    address = page.url

    page.goto("about:blank")
    page.goto(address)

    page.locator(".finding").first.wait_for(timeout=PATIENCE_MS)
    assert "#trace?inspection=" in address
    assert page.get_by_label("Inspection report").input_value() != ""


def test_asking_without_a_report_says_what_to_do(visit):
    page = visit.page
    trace(page)

    page.get_by_label("Inspection report").select_option("")
    go_to(page, "trace?other=1")

    page.get_by_role("heading", name="No inspection report is chosen.").wait_for()


def test_lines_of_enquiry_stand_under_the_statement_in_their_areas(visit):
    page = visit.page

    enquire(page, "Sefton", "2032-01")

    statement, first = page.locator(".statement"), page.locator(".line").first
    assert "reached no conclusion" in statement.inner_text()
    assert statement.bounding_box()["y"] < first.bounding_box()["y"]
    assert page.locator(".area").count() == page.locator("table.areas tbody tr").count() > 0
    assert first.locator("dt").all_inner_texts() == ["Why it is asked", "Gap", "Dates", "Evidence to ask for", "Themes"]
    numbers = page.locator(".line h4 .number").all_inner_texts()
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_a_date_that_cannot_be_read_is_told(visit):
    page = visit.page
    go_to(page, "enquiries")
    page.locator("#enquiries-council").select_option("Sefton")
    page.locator("#enquiries-as-of").fill("next week")
    page.locator("#enquiries-as-of").press("Enter")

    page.get_by_role("heading", name="“next week” is not a date that can be read.").wait_for()
