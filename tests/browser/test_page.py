"""The page as a person meets it: in a real browser, wide and narrow, by keyboard alone, and checked by axe-core."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

WIDE, NARROW, ZOOMED = 1280, 320, 640  # 640 is what a screen of 1280 has left at 200 % zoom
BOTH = pytest.mark.parametrize("visit", [WIDE, NARROW], indirect=True)
QUESTION = "how are councils cutting their use of agency staff"
COUNCILS = ["Halton", "Sefton", "Southend-on-Sea"]
MANY_TABS = 60


def go_to(page: Page, name: str) -> None:
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation", name="Readacross").get_by_role("link", name=name, exact=True).click()
    page.locator("nav.places [aria-current=page]").get_by_text(name, exact=True).wait_for(state="attached")


def tab_to(page: Page, control: Locator) -> None:
    for _ in range(MANY_TABS):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def ask(page: Page, question: str) -> None:
    box = page.get_by_label("What do you want to know?")
    box.fill(question)
    box.press("Enter")


def results(page: Page) -> Locator:
    page.locator("#search-results article").first.wait_for()
    return page.locator("#search-results article")


def compare(page: Page, theme: str) -> Locator:
    go_to(page, "Compare")
    page.locator("#compare-theme").select_option(theme)
    page.locator("#compare-panel").get_by_role("button", name="Compare", exact=True).click()
    page.locator("#compare-results section.column").first.wait_for()
    return page.locator("#compare-results section.column")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def test_the_page_has_a_title_and_is_in_british_english(visit):
    assert visit.page.title() == "Search – Readacross"
    assert visit.page.locator("html").get_attribute("lang") == "en-GB"
    assert visit.page.get_by_role("heading", level=1).inner_text() == "Readacross"


def test_demonstration_papers_are_announced_as_ours(visit):
    assert visit.page.get_by_role("heading", name="These are demonstration papers").is_visible()
    assert visit.page.locator(".papers-line").inner_text() == "5 papers from 3 councils"


def test_a_question_is_answered_with_cited_quotations(visit):
    ask(visit.page, QUESTION)

    first = results(visit.page).first
    assert re.search(r"\d{4}|undated", first.get_by_role("heading").inner_text())
    assert first.locator("blockquote").inner_text().strip()
    assert first.locator(".citation").inner_text().startswith("Our digest of: ")
    assert first.locator(".digest-note").inner_text() == "Digest, in our words: quote the council's paper"
    assert visit.page.locator("#search-results mark").count() > 0


def test_a_match_is_marked_by_colour_and_by_a_line(visit):
    ask(visit.page, QUESTION)
    results(visit.page)

    style = visit.page.locator("#search-results mark").first.evaluate(
        "mark => [getComputedStyle(mark).textDecorationLine, getComputedStyle(mark).backgroundColor]"
    )

    assert style == ["underline", "rgb(255, 234, 166)"]


def test_the_answer_keeps_to_the_council_that_is_ticked(visit):
    page = visit.page
    page.get_by_role("checkbox", name="Halton").uncheck()
    page.get_by_role("checkbox", name="Sefton").uncheck()

    ask(page, QUESTION)

    results(page)
    councils = page.locator("#search-results article .council").all_inner_texts()
    assert len(councils) > 1
    assert set(councils) == {"Southend-on-Sea"}


def test_a_passage_opens_in_its_context(visit):
    ask(visit.page, QUESTION)
    first = results(visit.page).first
    quoted = first.locator("blockquote").inner_text()

    first.get_by_text("In context").click()

    assert first.locator(".around").is_visible()
    assert first.locator(".neighbour").count() > 1
    assert first.locator("[aria-current=true] p").last.inner_text() == quoted


def test_three_councils_stand_side_by_side(visit):
    columns = compare(visit.page, "sufficiency")

    title = "Placement sufficiency, fostering and commissioning"
    assert visit.page.get_by_role("heading", level=2, name=title).is_visible()
    assert sorted(columns.locator("h3").all_inner_texts()) == COUNCILS
    tops = {round(column.bounding_box()["y"]) for column in columns.all()}
    lefts = {round(column.bounding_box()["x"]) for column in columns.all()}
    assert (len(tops), len(lefts)) == (1, 3)
    for cell in columns.locator("article").all():
        assert re.search(r"\d{4}|undated", cell.get_by_role("heading").inner_text())


@pytest.mark.parametrize("visit", [NARROW], indirect=True)
def test_on_a_phone_councils_stand_one_under_another(visit):
    columns = compare(visit.page, "sufficiency")

    assert len({round(column.bounding_box()["x"]) for column in columns.all()}) == 1
    assert columns.locator("article .council").first.is_visible()
    assert fits(visit.page)


@pytest.mark.parametrize("visit", [NARROW, ZOOMED], indirect=True)
def test_nothing_has_to_be_scrolled_sideways(visit):
    page = visit.page
    page.get_by_role("button", name="More filters").click()
    ask(page, QUESTION)
    results(page).first.get_by_text("In context").click()

    assert fits(page)


@BOTH
def test_axe_finds_nothing_wrong_with_search(visit):
    before = violations(visit.page)
    visit.page.get_by_role("button", name="More filters").click()
    visit.page.get_by_label("Papers from").wait_for()
    ask(visit.page, QUESTION)
    results(visit.page).first.get_by_text("In context").click()

    assert before == []
    assert violations(visit.page) == []


@BOTH
def test_axe_finds_nothing_wrong_with_compare(visit):
    go_to(visit.page, "Compare")
    visit.page.get_by_role("heading", name="Themes by council").wait_for()
    before = violations(visit.page)
    compare(visit.page, "sufficiency")

    assert before == []
    assert violations(visit.page) == []


def test_a_machine_set_to_dark_shows_the_same_page(browser: Browser, address: str):
    page = browser.new_page(color_scheme="dark")
    page.goto(address)
    page.get_by_label("What do you want to know?").wait_for()
    ask(page, QUESTION)
    results(page)

    assert violations(page) == []
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(247, 245, 239)"
    page.close()


def test_the_keyboard_alone_asks_and_is_answered(visit):
    page = visit.page
    box = page.get_by_label("What do you want to know?")
    tab_to(page, box)
    ring = box.evaluate("box => [getComputedStyle(box).outlineStyle, getComputedStyle(box).outlineWidth]")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    results(page)

    assert ring == ["solid", "3px"]
    status = page.locator("#search-status [role=status]")
    assert re.match(r"\d+ passages from \d councils?, in \d papers?\.", status.inner_text())


def test_controls_have_the_names_and_states_they_show(visit):
    page = visit.page
    more = page.get_by_role("button", name="More filters")
    assert page.get_by_role("group", name="Councils").count() == 1
    assert more.get_attribute("aria-expanded") == "false"

    more.click()

    page.get_by_role("button", name="More filters", expanded=True).wait_for()
    page.get_by_role("group", name="Kind of paper").wait_for()


@pytest.mark.parametrize(
    ("question", "said"), [("", "The question is empty."), ("   ", "The question is empty.")], ids=["nothing", "spaces"]
)
def test_an_empty_question_says_what_to_do(visit, question, said):
    ask(visit.page, question)

    alert = visit.page.get_by_role("alert")
    alert.wait_for()
    assert alert.get_by_role("heading").inner_text() == said
    assert alert.locator(".remedy").inner_text() == "Type at least one word."


def test_no_council_ticked_says_what_to_do(visit):
    for council in COUNCILS:
        visit.page.get_by_role("checkbox", name=council).uncheck()

    ask(visit.page, QUESTION)

    alert = visit.page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text().split("\n")[0] == "No council is ticked."


def test_a_date_that_cannot_be_read_says_how_to_write_it(visit):
    visit.page.get_by_role("button", name="More filters").click()
    visit.page.get_by_label("Papers from").fill("last spring")

    ask(visit.page, QUESTION)

    alert = visit.page.get_by_role("alert")
    alert.wait_for()
    assert "“last spring” is not a date that can be read." in alert.inner_text()


def test_at_most_one_passage_from_each_council(visit):
    visit.page.get_by_role("button", name="More filters").click()
    visit.page.get_by_label("1 passage", exact=True).check()

    ask(visit.page, QUESTION)

    results(visit.page)
    councils = visit.page.locator("#search-results article .council").all_inner_texts()
    assert len(councils) == len(set(councils))
