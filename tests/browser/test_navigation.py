"""The shell in a real browser: places by address, links that reopen what was asked, and the keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import NARROW, WIDE, visiting
from tests.browser.test_page import BOTH, QUESTION, ZOOMED, ask, compare, fits, go_to, results, tab_to, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NAMES = [
    "Search",
    "Compare",
    "Actions",
    "Inspection to plan",
    "Change over time",
    "Lines of enquiry",
    "Papers",
    "Evidence tray",
    "About and accessibility",
]
ALL_WIDTHS = pytest.mark.parametrize("visit", [WIDE, ZOOMED, NARROW], indirect=True)


def open_places(page: Page) -> list[str]:
    return page.locator(".place").evaluate_all("all => all.filter(each => each.offsetParent).map(each => each.id)")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.innerText")


def hash_of(page: Page) -> str:
    return page.evaluate("location.hash")


@ALL_WIDTHS
def test_all_nine_places_are_in_sight_once_a_narrow_screen_s_menu_is_open(visit):
    menu = visit.page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
    links = visit.page.get_by_role("navigation", name="Readacross").get_by_role("link")

    assert menu.is_visible() == (visit.page.viewport_size["width"] <= ZOOMED)
    assert links.all_inner_texts() == NAMES
    assert all(link.is_visible() for link in links.all())
    assert all(link.bounding_box()["height"] >= 24 for link in links.all())
    assert fits(visit.page)


@pytest.mark.parametrize("visit", [NARROW], indirect=True)
def test_the_menu_works_by_keyboard_and_names_the_open_place(visit):
    page = visit.page
    menu = page.get_by_role("button", name="Menu", exact=True)
    links = page.get_by_role("navigation", name="Readacross").get_by_role("link")
    top = page.get_by_role("heading", level=2).first.bounding_box()["y"]
    tab_to(page, menu)
    states = [(menu.get_attribute("aria-expanded"), links.count())]
    page.keyboard.press("Enter")
    states.append((menu.get_attribute("aria-expanded"), links.count()))
    found = violations(page)
    page.keyboard.press("Tab")
    first = focused(page)
    page.keyboard.press("Escape")
    states.append((menu.get_attribute("aria-expanded"), links.count()))

    assert states == [("false", 0), ("true", 9), ("false", 0)]
    assert (first, focused(page)) == ("Search", "Menu")
    assert found == []
    assert top < 300  # the places once took half the screen
    page.keyboard.press("Enter")
    tab_to(page, links.get_by_text("Papers", exact=True))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Papers here").wait_for()
    assert page.locator(".place-open").inner_text() == "Papers"
    assert menu.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("name", NAMES)
def test_each_place_has_its_address_its_title_and_its_heading_in_focus(visit, name):
    page = visit.page
    go_to(page, "About and accessibility" if name == "Search" else "Search")

    go_to(page, name)

    current = page.locator("nav.places [aria-current=page]")
    place = current.get_attribute("data-place")
    assert current.inner_text() == name
    assert open_places(page) == [f"{place}-panel"]
    assert hash_of(page) == f"#{place}"
    assert page.title() == f"{name} – Readacross"
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.evaluate("document.activeElement.closest('.place').id") == f"{place}-panel"


@pytest.mark.parametrize("visit", [WIDE, NARROW], indirect=True)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_wrong_with_a_place_at_rest(visit, name):
    go_to(visit.page, name)
    visit.page.wait_for_load_state("networkidle")

    assert violations(visit.page) == []
    assert fits(visit.page)


def test_the_back_button_leads_to_the_place_before(visit):
    page = visit.page
    go_to(page, "Compare")
    go_to(page, "Papers")

    page.go_back()
    before = open_places(page)
    page.go_back()

    assert before == ["compare-panel"]
    assert open_places(page) == ["search-panel"]


def test_an_address_of_no_place_opens_the_first(visit):
    visit.page.goto(visit.page.url.split("#")[0] + "#nowhere")

    assert open_places(visit.page) == ["search-panel"]


def test_a_search_has_a_link_that_asks_it_again_with_its_filters(browser: Browser, address: str, visit):
    page = visit.page
    page.get_by_role("checkbox", name="Halton").uncheck()
    page.get_by_role("button", name="More filters").click()
    page.get_by_label("2 passages", exact=True).check()
    page.get_by_label("Only passages on").select_option("workforce")
    ask(page, QUESTION)
    found = results(page).locator("blockquote").all_inner_texts()
    link = page.url

    with visiting(browser, link, width=WIDE) as again:
        reopened = results(again.page).locator("blockquote").all_inner_texts()

        assert again.page.get_by_label("What do you want to know?").input_value() == QUESTION
        assert not again.page.get_by_role("checkbox", name="Halton").is_checked()
        again.page.get_by_role("button", name="More filters").click()
        again.page.get_by_label("2 passages", exact=True).wait_for()
        assert again.page.get_by_label("2 passages", exact=True).is_checked()
        assert again.page.get_by_label("Only passages on").input_value() == "workforce"
        assert again.page.url == link
        assert again.page.title() == f"{QUESTION} – Search – Readacross"
        assert again.complaints == []
    assert link.startswith(address)
    assert reopened == found
    assert len(found) == 3


def test_back_and_forward_walk_through_searches(visit):
    page = visit.page
    box = page.get_by_label("What do you want to know?")
    status = page.locator("#search-status")
    ask(page, "agency staff")
    page.get_by_role("link", name="Search only my words").wait_for()
    first = status.inner_text()
    ask(page, '"family hubs"')
    page.wait_for_function("location.hash.includes('hubs')")
    second = status.inner_text()

    page.go_back()
    status.get_by_text(first.strip()).wait_for()
    asked_then = box.input_value()
    page.go_forward()
    status.get_by_text(second.strip()).wait_for()

    assert first != second
    assert asked_then == "agency staff"
    assert box.input_value() == '"family hubs"'


def test_what_was_asked_returns_on_reload_and_from_another_place(visit):
    page = visit.page
    ask(page, QUESTION)
    results(page)
    go_to(page, "Compare")
    page.reload()
    page.get_by_role("heading", name="Compare councils on a theme").wait_for()

    go_to(page, "Search")
    found = results(page).count()
    page.reload()

    assert results(page).count() == found
    assert page.get_by_label("What do you want to know?").input_value() == QUESTION


def test_choosing_the_open_place_again_starts_afresh(visit):
    page = visit.page
    ask(page, QUESTION)
    results(page)

    go_to(page, "Search")

    page.get_by_role("heading", name="Ways to ask").wait_for()
    assert page.get_by_label("What do you want to know?").input_value() == ""
    assert hash_of(page) == "#search"


def test_other_names_can_be_left_out_and_taken_in_again(visit):
    page = visit.page
    ask(page, "agency staff")

    page.get_by_role("link", name="Search only my words").click()
    page.get_by_role("link", name="Search other names for these words too").wait_for()
    said = page.locator("#search-status").inner_text()

    assert "Also searched" not in said
    assert hash_of(page) == "#search?q=agency+staff&widen=no"
    assert focused(page) == "Passages found"


def test_exact_and_left_out_words_are_told_above_the_passages(visit):
    ask(visit.page, '"social workers" -agency')
    results(visit.page)

    told = visit.page.locator("#search-results .limit").all_inner_texts()
    passages = [each.lower() for each in visit.page.locator("#search-results blockquote").all_inner_texts()]
    assert told == ["Every passage holds the exact words “social workers”.", "No passage holds “agency”."]
    assert all("social workers" in each and "agency" not in each for each in passages)


def test_a_link_that_cannot_be_opened_says_why(visit):
    visit.page.goto(visit.page.url.split("#")[0] + "#search?q=foster+carers&council=Atlantis")

    alert = visit.page.get_by_role("alert")
    alert.wait_for()
    assert alert.get_by_role("heading").inner_text() == (
        "This link cannot be opened: there is no council called “Atlantis” here."
    )


def test_the_link_to_a_search_is_copied(browser: Browser, address: str):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}#search?q=agency+staff")
    results(page)

    page.get_by_role("button", name="Copy link to this search").click()

    page.locator("#search-results .copied").get_by_text("Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()


@BOTH
def test_the_overview_counts_passages_and_says_what_was_not_found(visit):
    page = visit.page
    go_to(page, "Compare")

    table = page.get_by_role("table", name="How many passages speak of each theme, by council")
    row = table.get_by_role("row", name=re.compile("^Practitioner and manager development"))
    assert row.get_by_role("cell").all_inner_texts()[0].split() == ["–", "not", "found,", "Halton"]
    assert re.search(r"passages, Southend-on-Sea, newest\s+2021$", row.get_by_role("link").last.inner_text())
    assert fits(page)


def test_a_number_of_the_overview_opens_what_it_counts(visit):
    page = visit.page
    go_to(page, "Compare")

    page.get_by_role("link", name=re.compile(r"passages?, Southend-on-Sea")).first.click()
    page.locator("#compare-results section").first.wait_for()

    assert page.locator("#compare-results .column > h3").all_inner_texts() == ["Southend-on-Sea"]
    assert "council=Southend-on-Sea" in hash_of(page)
    assert not page.get_by_role("table", name="How many passages").is_visible()


def test_the_way_back_from_a_comparison_leads_to_all_themes(visit):
    page = visit.page
    compare(page, "sufficiency")

    page.get_by_role("link", name="All themes").click()

    page.get_by_role("heading", name="Themes by council").wait_for()
    assert page.locator("#compare-results .columns").count() == 0
    assert focused(page) == "Compare councils on a theme"


def test_a_theme_in_own_words_takes_the_place_of_the_chosen_one(visit):
    page = visit.page
    go_to(page, "Compare")
    page.locator("#compare-theme").select_option("sufficiency")

    page.get_by_label("Or in your own words").fill("recruitment from overseas")
    page.keyboard.press("Enter")
    page.locator("#compare-results section").first.wait_for()

    assert page.locator("#compare-theme").input_value() == ""
    assert page.get_by_role("heading", name="“recruitment from overseas”").is_visible()
    assert hash_of(page) == "#compare?words=recruitment+from+overseas"


def test_a_comparison_without_a_theme_says_so(visit):
    go_to(visit.page, "Compare")

    visit.page.get_by_role("button", name="Compare", exact=True).click()

    told = visit.page.get_by_role("alert").filter(has_text="No theme is chosen.")
    told.wait_for()
    assert "Choose one from the list, or write what to compare." in told.inner_text()
    assert visit.page.get_by_role("heading", name="Themes by council").is_visible()


def test_escape_closes_what_was_opened_and_stays_there(visit):
    page = visit.page
    ask(page, QUESTION)
    opened = results(page).first.get_by_text("In context")
    opened.click()
    page.locator(".around").first.wait_for()
    page.keyboard.press("Escape")

    assert not page.locator(".around").first.is_visible()
    assert focused(page).startswith("In context")


def test_enter_searches_from_a_tick_and_from_a_list(visit):
    page = visit.page
    page.get_by_label("What do you want to know?").fill("agency staff")
    page.get_by_role("checkbox", name="Halton").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    results(page)
    first = hash_of(page)
    page.get_by_role("button", name="More filters").click()
    theme = page.get_by_label("Only passages on")
    theme.select_option("workforce")
    theme.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.includes('theme=workforce')")

    assert first == "#search?q=agency+staff&council=Sefton&council=Southend-on-Sea"
    assert hash_of(page) == f"{first}&theme=workforce"


def test_the_skip_link_leads_past_the_places(visit):
    page = visit.page
    page.keyboard.press("Tab")
    skip = focused(page)
    page.keyboard.press("Enter")

    assert skip == "Skip to main content"
    assert focused(page) == "Search the papers"


def test_the_keyboard_alone_searches_reads_the_context_and_compares(visit):
    page = visit.page
    tab_to(page, page.get_by_label("What do you want to know?"))
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    context = results(page).first.locator("details.context > summary")
    tab_to(page, context)
    page.keyboard.press("Enter")
    is_read = results(page).first.locator(".around").is_visible()
    for _ in range(100):
        page.keyboard.press("Shift+Tab")
        if focused(page) == "Compare":
            break
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Workforce recruitment, retention and agency reliance"))
    page.keyboard.press("Enter")
    page.locator("#compare-results section").first.wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")

    assert is_read
    assert focused(page) == "Workforce recruitment, retention and agency reliance"
    assert page.locator("#compare-results .column > h3").count() == 3


def test_print_leaves_out_what_is_for_the_screen(visit):
    page = visit.page
    ask(page, QUESTION)
    results(page)

    page.emulate_media(media="print")

    assert not page.get_by_role("navigation", name="Readacross").is_visible()
    assert not page.get_by_label("What do you want to know?").is_visible()
    assert not page.get_by_role("button", name="Copy quotation").first.is_visible()
    assert results(page).first.locator("blockquote").is_visible()
    assert results(page).first.locator(".citation").is_visible()
    assert page.locator("#search-results .address").inner_text() == f"This opens again at {page.url}"


def test_a_table_of_many_councils_is_printed_without_a_column_cut_off(visit):
    page = visit.page
    go_to(page, "Compare")
    page.get_by_role("heading", name="Themes by council").wait_for()
    # As wide as the table of forty councils: its own cells, many times.
    page.locator("#compare-overview tr").evaluate_all(
        "rows => rows.forEach(row => [...row.cells].slice(1).forEach(cell => {"
        " for (let n = 0; n < 12; n++) row.append(cell.cloneNode(true)); }))"
    )
    page.set_viewport_size({"width": 700, "height": 900})

    page.emulate_media(media="print")

    assert fits(page)
    assert page.locator("#compare-overview td").first.inner_text().endswith("Halton, newest 2023")
