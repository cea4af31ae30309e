"""The Papers place in a real browser: what is on the shelf, why we think so, and how it is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serving, visiting
from tests.browser.test_page import BOTH, COUNCILS, NARROW, WIDE, ask, fits, go_to, results, tab_to, violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

HALTON = "Overview of Children's Social Care"


@pytest.fixture
def corrected(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page over a library of the test's own, which may be corrected."""
    width = getattr(request, "param", WIDE)
    with serving(tmp_path / "library") as address, visiting(browser, address, width=width) as opened:
        yield opened
        assert opened.complaints == []
        assert opened.outside == []


def papers(page: Page) -> Locator:
    page.evaluate("location.hash = 'papers'")
    page.locator("#papers-list article").first.wait_for()
    return page.locator("#papers-list article")


def opened(page: Page, title: str) -> Locator:
    """Return a paper of the list with its details open."""
    paper = papers(page).filter(has=page.get_by_role("heading", name=title, exact=True))
    if paper.locator(":scope > details[open]").count() == 0:
        paper.locator(":scope > details > summary").click()
    return paper


def choose(page: Page, title: str) -> None:
    opened(page, title).get_by_role("button", name="Correct this paper").click()
    page.get_by_role("form", name="Corrections").wait_for()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save corrections").click()


def said(page: Page) -> str:
    page.locator("#papers-status").get_by_text("Saved:").wait_for()
    return page.locator("#papers-status [role=status]").inner_text()


def test_the_five_demonstration_papers_are_listed_with_what_is_known_of_them(visit):
    listed = papers(visit.page)

    assert listed.count() == 5
    assert visit.page.get_by_role("heading", name="5 papers, by council, newest first").is_visible()
    headings = visit.page.locator("#papers-list h3").all_inner_texts()
    assert headings == ["Halton 1 paper", "Sefton 3 papers", "Southend-on-Sea 1 paper"]
    first = listed.first.inner_text()
    assert HALTON in first
    assert "11 September 2023" in first
    assert "Digest, in our words: quote the council's paper" in first


def test_each_fact_has_its_reason_on_demand(visit):
    first = opened(visit.page, HALTON)
    reason = first.get_by_text("Stated in the file's front matter").first
    assert not reason.is_visible()

    first.get_by_text("Why we think so").click()

    assert reason.is_visible()


@BOTH
def test_axe_finds_nothing_wrong_with_the_list_and_its_form(visit):
    papers(visit.page)
    at_rest = violations(visit.page)
    opened(visit.page, HALTON).get_by_text("Why we think so").click()
    choose(visit.page, HALTON)
    visit.page.locator("#papers-panel").get_by_label("Council", exact=True).fill("Haltom")
    save(visit.page)
    visit.page.get_by_role("alert").wait_for()

    assert at_rest == []
    assert violations(visit.page) == []
    assert fits(visit.page)


@pytest.mark.parametrize("corrected", [WIDE, NARROW], indirect=True)
def test_axe_finds_nothing_wrong_with_what_was_saved(corrected):
    choose(corrected.page, HALTON)
    corrected.page.locator("#papers-panel").get_by_label("Licence", exact=True).fill("OGL-UK-3.0")
    save(corrected.page)
    said(corrected.page)

    assert violations(corrected.page) == []
    assert fits(corrected.page)


def test_an_unknown_council_is_answered_with_the_nearest_and_nothing_changes(visit):
    page = visit.page
    choose(page, HALTON)
    page.locator("#papers-panel").get_by_label("Council", exact=True).fill("Haltom")

    save(page)

    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.get_by_role("heading").inner_text() == "No council is called “Haltom” here."
    assert alert.locator(".remedy").inner_text().startswith("Did you mean “Halton”?")
    assert page.locator("#papers-status [role=status]").inner_text() == "Nothing was changed."
    assert page.locator("#papers-list article").count() == 5
    assert page.locator("#papers-panel").get_by_label("Council", exact=True).input_value() == "Haltom"
    assert page.locator(".papers-line").inner_text() == "5 papers from 3 councils"


def test_a_date_that_cannot_be_read_says_how_to_write_it(visit):
    choose(visit.page, HALTON)
    visit.page.locator("#papers-panel").get_by_label("Date", exact=True).fill("last spring")

    save(visit.page)

    alert = visit.page.get_by_role("alert")
    alert.wait_for()
    assert "“last spring” is not a date that can be read." in alert.inner_text()
    assert "11 September 2023" in visit.page.locator("#papers-list article").first.inner_text()


def test_a_corrected_date_is_listed_and_heads_the_answers(corrected):
    page = corrected.page
    choose(page, HALTON)
    page.locator("#papers-panel").get_by_label("Date", exact=True).fill("2023-09-12")
    save(page)

    assert "Date: 12 September 2023 (before: 11 September 2023)" in said(page)
    page.locator("#papers-list").get_by_text("12 September 2023").first.wait_for()
    assert "12 September 2023 Stated by you" in opened(page, HALTON).inner_text()
    go_to(page, "Search")
    ask(page, "serial changes to senior staffing")
    assert any(
        "Halton · 12 September 2023" in heading for heading in results(page).get_by_role("heading").all_inner_texts()
    )


def test_what_was_said_of_one_paper_is_not_said_of_the_next(corrected):
    page = corrected.page
    choose(page, HALTON)
    page.locator("#papers-panel").get_by_label("Title", exact=True).fill("Only this one")
    save(page)
    said(page)

    page.locator("#papers-list").get_by_role("heading", name="Only this one").wait_for()
    choose(page, "Children's Services Improvement Programme")
    save(page)

    page.get_by_text("Nothing was changed.").wait_for()
    assert page.locator("#papers-list h4").all_inner_texts().count("Only this one") == 1
    title = page.locator("#papers-panel").get_by_label("Title", exact=True)
    assert title.input_value() == "Children's Services Improvement Programme"


def test_a_corrected_council_is_offered_by_the_other_tabs_and_goes_when_it_is_put_right(corrected):
    page = corrected.page
    page.get_by_role("checkbox", name="Sefton").uncheck()
    choose(page, HALTON)
    page.locator("#papers-panel").get_by_label("Council", exact=True).fill("thurrock council")
    save(page)
    now = said(page)
    go_to(page, "Search")
    page.get_by_role("checkbox", name="Thurrock").wait_for()
    offered = page.locator("#search-panel fieldset.councils label").all_inner_texts()
    ticked = [
        page.get_by_role("checkbox", name=name).is_checked() for name in ("Sefton", "Southend-on-Sea", "Thurrock")
    ]
    go_to(page, "Papers")
    page.locator("#papers-panel").get_by_label("Council", exact=True).fill("Halton")
    page.keyboard.press("Enter")
    page.locator("#papers-status").get_by_text("Council: Halton (before: Thurrock)").wait_for()
    go_to(page, "Search")
    page.get_by_role("checkbox", name="Halton").wait_for()

    assert "Council: Thurrock (before: Halton)" in now
    assert [name.strip() for name in offered] == ["Sefton", "Southend-on-Sea", "Thurrock"]
    assert ticked == [False, True, True]
    assert [
        name.strip() for name in page.locator("#search-panel fieldset.councils label").all_inner_texts()
    ] == COUNCILS


def test_the_keyboard_alone_corrects_a_paper(corrected):
    page = corrected.page
    papers(page)
    page.locator("nav.places [data-place=papers]").focus()
    paper = page.locator("#papers-list article").first
    date = page.locator("#papers-panel").get_by_label("Date", exact=True)
    tab_to(page, paper.locator(":scope > details > summary"))
    page.keyboard.press("Enter")
    tab_to(page, paper.get_by_role("button", name="Correct this paper"))
    page.keyboard.press("Enter")
    tab_to(page, date)
    ring = date.evaluate("box => [getComputedStyle(box).outlineStyle, getComputedStyle(box).outlineWidth]")
    page.keyboard.press("Control+A")
    page.keyboard.type("2023")
    page.keyboard.press("Enter")

    assert "Date: 2023 (before: 11 September 2023)" in said(page)
    assert ring == ["solid", "3px"]
    assert date.evaluate("box => box === document.activeElement")
    page.keyboard.press("Escape")
    assert page.get_by_role("form", name="Corrections").count() == 0
    assert paper.evaluate("paper => paper === document.activeElement")
