"""The Papers tab in a real browser: what is on the shelf, and how it is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_page import BOTH, ask, fits, results, violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


def papers(page: Page) -> Locator:
    page.get_by_role("tab", name="Papers").click()
    page.locator("#papers-list article").first.wait_for()
    return page.locator("#papers-list article")


def test_the_five_demonstration_papers_are_listed_with_what_is_known_of_them(visit):
    listed = papers(visit.page)

    assert listed.count() == 5
    first = listed.first.inner_text()
    assert "Overview of Children's Social Care" in first
    assert "11 September 2023" in first
    assert "Digest, in our words: quote the council's paper" in first


@BOTH
def test_the_list_and_its_form_keep_every_rule_of_axe_and_fit(visit):
    listed = papers(visit.page)
    listed.first.get_by_text("Why we think so").click()

    assert violations(visit.page) == []
    assert fits(visit.page)


def test_an_unknown_council_is_answered_with_the_nearest_and_nothing_changes(visit):
    papers(visit.page)
    visit.page.get_by_role("textbox", name="Council", exact=False).first.fill("Haltom")
    visit.page.get_by_role("button", name="Save corrections").click()

    visit.page.get_by_text("No council is called “Haltom” here.").wait_for()
    assert "Did you mean “Halton”?" in visit.page.locator("#papers-list").inner_text()


def test_a_corrected_date_is_listed_and_heads_the_answers(visit):
    papers(visit.page)
    page = visit.page
    page.get_by_label("Paper", exact=True).select_option(index=0)
    page.get_by_role("textbox", name="Date", exact=False).last.fill("2023-09-12")
    page.get_by_role("button", name="Save corrections").click()
    page.locator("#papers-status").get_by_text("Saved.").wait_for()
    listed = page.locator("#papers-list article").first.inner_text()
    page.get_by_role("tab", name="Search").click()
    ask(page, "serial changes to senior staffing")

    assert "12 September 2023" in listed
    assert any("12 September 2023" in result for result in results(page).all_inner_texts())
    assert visit.complaints == []
