"""The form that folds away once an answer stands, in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.test_page import BOTH, compare, violations

pytestmark = pytest.mark.browser


@BOTH
def test_a_form_folds_away_once_it_is_answered_opens_again_and_folds_at_the_next_answer(visit):
    page = visit.page
    compare(page, "sufficiency")
    button = page.get_by_role("button", name="Change what is compared")
    theme = page.locator("#compare-theme")
    at_first = theme.is_visible(), button.get_attribute("aria-expanded")

    button.focus()
    page.keyboard.press("Enter")
    opened = theme.is_visible(), button.get_attribute("aria-expanded")
    wrong = violations(page)
    theme.select_option("workforce")
    page.locator("#compare-panel").get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("heading", level=2, name="Workforce recruitment").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")

    assert at_first == (False, "false")
    assert opened == (True, "true")
    assert wrong == []
    assert (theme.is_visible(), button.get_attribute("aria-expanded")) == (False, "false")

    page.get_by_role("link", name="All themes").click()
    page.get_by_role("heading", name="Themes by council").wait_for()
    assert theme.is_visible()
    assert not button.is_visible()
