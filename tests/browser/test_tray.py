"""From answer to paper, and the evidence tray, in a real browser: copied, pinned, turned, noted, and still there."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import NARROW, ROOT, START_S, WIDE, serving, visiting
from tests.browser.test_page import ask, fits, go_to, results, violations
from tests.corpus.test_pdf import pdf, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

EACH = pytest.mark.parametrize("desk", [WIDE, NARROW], indirect=True)
MANY_TABS = 60
SAID = "1.1 Kinship carers in the estuary villages meet each quarter to plan rest days."
PAGES = (
    written("Halton Borough Council", "", SAID),
    written("2.1 Something else stands on this page, of no interest to anybody here at all."),
)
QUESTION = "kinship carers in the estuary villages"


@pytest.fixture(scope="session")
def tray_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demonstration papers and a PDF of ours."""
    folder: Path = tmp_path_factory.mktemp("tray")
    (folder / "carers.pdf").write_bytes(pdf(*PAGES))
    add = [sys.executable, "-m", "ui.cli", "--library", str(folder / "library"), "add", str(folder / "carers.pdf")]
    subprocess.run(add, cwd=ROOT, check=True, capture_output=True, timeout=START_S)
    with serving(folder / "library") as told:
        yield told


@pytest.fixture
def desk(browser: Browser, tray_address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page, allowed to copy, and begin with no tray."""
    with visiting(browser, tray_address, width=getattr(request, "param", WIDE)) as opened:
        opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        for name in trays(opened.page):
            sent(opened.page, {"do": "delete", "tray": name})
        opened.page.evaluate("localStorage.clear()")
        opened.page.reload()
        opened.page.get_by_label("What do you want to know?").wait_for()
        yield opened
        assert opened.complaints == []
        assert opened.outside == []


def sent(page: Page, asked: dict[str, object]) -> dict[str, object]:
    """Send what the page itself would send."""
    return page.evaluate(
        """asked => fetch("library/tray", { method: "POST", body: JSON.stringify(asked),
             headers: { "x-readacross": "page" } }).then((answer) => answer.json())""",
        asked,
    )


def trays(page: Page) -> list[str]:
    return page.evaluate(
        """() => fetch("library/tray").then((answer) => answer.json()).then((answer) => {
             const part = document.createElement("div");
             part.innerHTML = answer.html;
             return [...part.querySelectorAll("#tray-choice option")].map((option) => option.value);
           })"""
    )


def answered(page: Page) -> Locator:
    """Ask, and return the article of the passage of our PDF."""
    ask(page, QUESTION)
    results(page)
    return page.locator("#search-results article", has_text="estuary villages").first


def pinned(page: Page, *numbers: int) -> None:
    """Pin the results of these places."""
    for number in numbers:
        article = page.locator("#search-results article").nth(number)
        article.locator("[data-pin]").click()
        article.locator(".told").get_by_text("Pinned to").wait_for()


def tray(page: Page) -> Locator:
    go_to(page, "Evidence tray")
    page.locator("#tray-root h3").first.wait_for()
    return page.locator("#tray-root article")


def status(page: Page) -> Locator:
    return page.locator("#tray-status")


def write(page: Page, label: str, number: int, text: str) -> None:
    page.get_by_label(label, exact=True).nth(number).fill(text)
    page.locator("#tray-root .kept").nth(number).get_by_text("Saved.").wait_for()


def quotations(page: Page) -> list[str]:
    return page.locator("#tray-root blockquote").all_inner_texts()


def test_a_quotation_and_its_citation_are_copied_exactly_and_that_is_announced(desk):
    article = answered(desk.page)
    told = article.locator(".told")

    article.get_by_role("button", name="Copy quotation").click()
    told.get_by_text("Quotation copied.").wait_for()
    quotation = desk.page.evaluate("navigator.clipboard.readText()")
    article.get_by_role("button", name="Copy citation").click()
    told.get_by_text("Citation copied.").wait_for()
    citation = desk.page.evaluate("navigator.clipboard.readText()")

    assert quotation == SAID.removeprefix("1.1 ")
    assert citation == article.locator(".citation").inner_text()
    assert told.get_attribute("role") == "status"


def test_the_page_is_drawn_when_it_is_opened_and_turned(desk):
    article = answered(desk.page)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url) if ".png" in request.url else None)
    view, picture = article.locator(".page-view"), article.locator(".page-view img")
    before = list(asked)

    view.get_by_text("See the page").click()
    desk.page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    width = picture.evaluate("image => image.naturalWidth")
    first = view.locator(".page-told").inner_text()
    is_at_start = view.get_by_role("button", name="Previous page").get_attribute("aria-disabled")
    view.get_by_role("button", name="Next page").click()
    view.get_by_text("Page 2 of 2, without the passage.").wait_for()

    assert before == []
    assert width == 1191
    assert first == "Page 1 of 2, with the passage outlined."
    assert is_at_start == "true"
    assert [url.split("/page/")[1].split("?")[0] for url in asked] == ["1.png", "2.png"]
    assert picture.get_attribute("alt").startswith("Page 2 of ")
    assert view.get_by_role("button", name="Next page").get_attribute("aria-disabled") == "true"


def test_the_paper_is_downloaded_as_it_was_added(desk):
    article = answered(desk.page)

    with desk.page.expect_download() as downloading:
        article.get_by_role("link", name="Download the paper").click()

    assert downloading.value.suggested_filename == "carers.pdf"
    assert downloading.value.path().read_bytes().startswith(b"%PDF-")


def test_what_is_pinned_ordered_and_noted_is_there_after_a_reload(desk):
    page = desk.page
    answered(page)
    pinned(page, 0, 1, 2)
    tray(page)
    before = quotations(page)

    page.get_by_role("button", name="Move down item 1").click()
    status(page).get_by_text("Moved to place 2 of 3.").wait_for()
    focused = page.evaluate("document.activeElement.textContent")
    write(page, "Note", 0, "Ring them.\nThen write.")
    write(page, "Line of enquiry", 0, "Who plans the rest days?")
    page.reload()
    tray(page)
    page.locator("#tray-root article").first.wait_for()

    assert quotations(page) == [before[1], before[0], before[2]]
    assert focused == "Move down item 2"
    assert page.get_by_label("Note", exact=True).first.input_value() == "Ring them.\nThen write."
    assert page.get_by_label("Line of enquiry", exact=True).first.input_value() == "Who plans the rest days?"


def test_what_was_just_typed_is_kept_when_the_page_is_left_at_once(desk):
    page = desk.page
    answered(page)
    pinned(page, 0)
    tray(page)

    page.get_by_label("Note", exact=True).fill("In a hurry")
    page.reload()
    tray(page)

    assert page.get_by_label("Note", exact=True).input_value() == "In a hurry"


def test_a_pinned_quotation_says_so_and_is_not_pinned_twice(desk):
    page = desk.page
    article = answered(page)

    button = article.locator("[data-pin]")
    button.click()
    article.get_by_text("Pinned to “My evidence”: 1 item.").wait_for()
    word = button.locator(".word").inner_text()
    button.click()
    article.get_by_text("It is in “My evidence” already.").wait_for()

    assert word == "Pinned"
    assert tray(page).count() == 1


def test_trays_are_started_renamed_chosen_and_deleted(desk):
    page = desk.page
    answered(page)
    pinned(page, 0)
    tray(page)

    page.get_by_text("Start a new tray").first.click()
    page.get_by_label("Name of the new tray").fill("For Friday")
    page.keyboard.press("Enter")
    status(page).get_by_text("“For Friday” is ready").wait_for()
    page.get_by_text("Rename this tray").first.click()
    page.get_by_label("New name").fill("My EVIDENCE")
    page.keyboard.press("Enter")
    status(page).get_by_text("there is a tray called “My EVIDENCE” already").wait_for()
    empty = page.locator("#tray-root article").count()
    page.get_by_label("Tray", exact=True).select_option("My evidence")
    status(page).get_by_text("“My evidence” is open.").wait_for()
    full = page.locator("#tray-root article").count()
    page.get_by_text("Delete this tray").first.click()
    page.get_by_role("button", name="Yes, delete this tray").click()
    status(page).get_by_text("“My evidence” was deleted.").wait_for()

    refused = [told for told in desk.complaints if "400 (Bad Request)" in told]
    desk.complaints.remove(*refused)  # the browser notes down the name that was taken; anything else still counts
    assert (empty, full) == (0, 1)
    assert trays(page) == ["For Friday"]


def test_removing_an_item_asks_first_and_the_focus_goes_to_the_next(desk):
    page = desk.page
    answered(page)
    pinned(page, 0, 1)
    tray(page)
    before = quotations(page)

    page.get_by_text("Remove item 1", exact=True).click()
    page.get_by_role("button", name="Yes, remove it").first.click()
    status(page).get_by_text("Removed. 1 item left in “My evidence”.").wait_for()

    assert quotations(page) == before[1:]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Item 1 of 1"


def test_the_keyboard_alone_pins_and_opens_the_page(desk):
    page = desk.page
    article = answered(page)
    pin = article.locator("[data-pin]")
    tab_to(page, pin)
    ring = pin.evaluate("button => getComputedStyle(button).outlineWidth")
    page.keyboard.press("Enter")
    article.get_by_text("Pinned to").wait_for()
    tab_to(page, article.locator(".page-view summary"))
    page.keyboard.press("Enter")
    tab_to(page, article.get_by_role("button", name="Next page"))
    page.keyboard.press("Enter")
    article.get_by_text("Page 2 of 2").wait_for()

    assert ring == "3px"
    assert article.get_by_role("button", name="Next page").evaluate("button => button === document.activeElement")


@EACH
def test_axe_finds_nothing_wrong_with_an_empty_tray_a_full_one_and_a_page(desk):
    page = desk.page
    tray(page)
    found = {"empty": violations(page)}
    go_to(page, "Search")
    article = answered(page)
    pinned(page, 0, 1, 2)
    article.get_by_text("See the page").click()
    found["page"] = violations(page)
    wide = [fits(page)]
    tray(page)
    found["full"] = violations(page)
    for summary in ("Start a new tray", "Rename this tray", "Delete this tray", "Remove item 1"):
        page.get_by_text(summary).first.click()
    found["open"] = violations(page)

    assert found == {"empty": [], "page": [], "full": [], "open": []}
    assert [*wide, fits(page)] == [True, True]


@EACH
def test_every_target_is_24_pixels_high(desk):
    page = desk.page
    article = answered(page)
    pinned(page, 0)
    article.get_by_text("See the page").click()

    controls = article.locator(".tools :is(button, a, summary):visible")

    heights = [box["height"] for box in (control.bounding_box() for control in controls.all()) if box]
    assert len(heights) >= 7
    assert min(heights) >= 24


def test_in_print_the_notes_stand_as_words_and_the_buttons_are_gone(desk):
    page = desk.page
    answered(page)
    pinned(page, 0)
    tray(page)
    write(page, "Note", 0, "Ring them.")

    page.emulate_media(media="print")

    assert page.locator("#tray-root textarea").first.is_hidden()
    assert page.locator("#tray-root .printed").first.inner_text() == "Ring them."
    assert page.locator("#tray-root .tools").is_hidden()
    assert page.locator("#tray-root .citation").is_visible()


def tab_to(page: Page, control: Locator) -> None:
    for _ in range(MANY_TABS):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")
