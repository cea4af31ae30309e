"""Documents taken away from the page, in a real browser: pressed, announced, saved, opened, and read."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from tests.browser.conftest import NARROW, WIDE, visiting
from tests.browser.test_page import ask, fits, results, tab_to, violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

EACH = pytest.mark.parametrize("desk", [WIDE, NARROW], indirect=True)
QUESTION = "how are councils cutting their use of agency staff"
TRAY, NOTE, LINE = "For Monday’s board", "Ask Ann about\nthe rota.", "How many posts are vacant now?"


@pytest.fixture
def desk(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page with a tray of its own, and take the tray out at the end."""
    with visiting(browser, address, width=getattr(request, "param", WIDE)) as opened:
        sent(opened.page, {"do": "start", "name": TRAY})
        opened.page.evaluate("name => localStorage.setItem('readacross-tray', name)", TRAY)
        opened.page.reload()
        opened.page.get_by_label("What do you want to know?").wait_for()
        yield opened
        delete_tray(opened.page)
        assert opened.complaints == []
        assert opened.outside == []


def sent(page: Page, asked: dict[str, object]) -> bool:
    """Send what the page itself would send, and tell whether it was done."""
    return page.evaluate(
        """asked => fetch("library/tray", { method: "POST", body: JSON.stringify(asked),
             headers: { "x-readacross": "page" } }).then((answer) => answer.ok)""",
        asked,
    )


def delete_tray(page: Page) -> None:
    shown = page.evaluate("name => fetch(`library/tray?tray=${encodeURIComponent(name)}`).then((a) => a.json())", TRAY)
    if shown["tray"] == TRAY:
        assert sent(page, {"do": "delete", "tray": TRAY})


def open_at(page: Page, address: str) -> None:
    """Open a place of the page by its address: the links to them stand otherwise on a narrow screen."""
    page.evaluate("hash => { location.hash = hash; }", address)


def group(page: Page, place: str) -> Locator:
    found = page.locator(f"#{place}-panel .take-away")
    found.wait_for()
    return found


def taken(page: Page, place: str, name: str, link: str) -> tuple[str, bytes]:
    """Press a link of a document; return the name and the bytes of what was downloaded once that was announced."""
    own = group(page, place)
    row = own.locator("li", has_text=name)
    with page.expect_download() as downloading:
        row.get_by_role("link", name=link).click()
    own.locator(".told").get_by_text(f"Downloaded: {downloading.value.suggested_filename}, ").wait_for()
    return downloading.value.suggested_filename, downloading.value.path().read_bytes()


def words_of(data: bytes) -> str:
    """Return all words of an office file, of any kind."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return re.sub(r"<[^>]*>", " ", "\n".join(parts))


def pinned(page: Page) -> list[str]:
    """Ask, pin the first three results, and return their quotations from the tray."""
    ask(page, QUESTION)
    pin(page)
    return in_tray(page)


def pin(page: Page) -> None:
    for number in range(3):
        article = results(page).nth(number)
        article.locator("[data-pin]").click()
        article.locator(".told").get_by_text("Pinned to").wait_for()


def in_tray(page: Page) -> list[str]:
    open_at(page, "tray")
    page.locator("#tray-root article").nth(2).wait_for()
    return page.locator("#tray-root blockquote").all_text_contents()


def written(page: Page) -> None:
    page.get_by_label("Note", exact=True).first.fill(NOTE)
    page.get_by_label("Line of enquiry", exact=True).first.fill(LINE)


def test_each_document_of_a_tray_holds_what_was_pinned_and_what_was_just_written(desk):
    page = desk.page
    quotations = pinned(page)
    written(page)  # and not waited for: what is pressed next must hold it all the same

    name, briefing = taken(page, "tray", "Comparable practice briefing", "Word")
    opened = docx.Document(io.BytesIO(briefing))
    said = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    quoted = [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == "Quote"]

    assert re.fullmatch(r"briefing For Monday’s board \d{4}-\d\d-\d\d\.docx", name)
    assert [squeezed(text) for text in quoted] == [f"[{n}]“{squeezed(it)}”" for n, it in enumerate(quotations, start=1)]
    assert f"Question: {TRAY}" in said
    assert f"Note (yours): {NOTE}" in said
    assert f"Line of enquiry (yours): {LINE}" in said

    _, lines = taken(page, "tray", "Lines of enquiry", "Spreadsheet")
    assert "reached no conclusion" in words_of(lines)
    assert LINE in words_of(lines)

    _, extract = taken(page, "tray", "Coded extract", "CSV")
    with zipfile.ZipFile(io.BytesIO(extract)) as packed:
        assert packed.namelist() == ["coded extract.csv", "codebook.csv", "methods.txt"]
        table = packed.read("coded extract.csv").decode("utf-8-sig")
    assert LINE in table
    assert [squeezed(it) in squeezed(table) for it in quotations] == [True] * 3

    _, project = taken(page, "tray", "Coded extract", "REFI-QDA")
    assert f"Line of enquiry: {LINE}" in words_of(project)


def squeezed(text: str) -> str:
    """Return a text without white space and the marks that stand for cells' edges."""
    return "".join(text.replace("|", "").split())


def test_a_briefing_is_taken_from_a_comparison_with_a_question_at_its_head(desk):
    page = desk.page
    open_at(page, "compare?theme=workforce")

    _, data = taken(page, "compare", "Comparable practice briefing", "Word")
    opened = docx.Document(io.BytesIO(data))
    own = group(page, "compare")
    own.get_by_text("Put your question at its head").click()
    own.get_by_label("Question at the head of the briefing").fill("Who keeps managers?")
    with page.expect_download() as downloading:
        own.get_by_role("button", name="Web page").click()

    assert opened.paragraphs[0].style.name == "Heading 1"
    assert opened.paragraphs[0].text.startswith("Comparable practice briefing: Workforce recruitment")
    assert [cell.text for cell in opened.tables[0].rows[0].cells][:2] == ["Council", "What the papers say"]
    html = downloading.value.path().read_text(encoding="utf-8")
    assert "<strong>Question: </strong>Who keeps managers?" in html


def test_lines_of_enquiry_are_taken_away_as_a_spreadsheet(desk):
    page = desk.page
    open_at(page, "enquiries?of=Sefton&as-of=2024-01-31")

    name, data = taken(page, "enquiries", "Lines of enquiry", "Spreadsheet")

    assert name.startswith("lines of enquiry Sefton ")
    assert "Lines of enquiry: Sefton. Position at 31 January 2024." in words_of(data)


def test_an_extract_of_a_search_is_announced_with_what_was_checked(desk):
    page = desk.page
    ask(page, QUESTION)
    shown = results(page).count()

    name, _ = taken(page, "search", "Coded extract", "Spreadsheet")

    told = group(page, "search").locator(".told")
    assert told.get_attribute("role") == "status"
    assert told.inner_text() == f"Downloaded: {name}, {shown} quotations checked against the papers."


def test_what_goes_wrong_is_told_on_the_page(desk):
    page = desk.page
    pinned(page)
    assert sent(page, {"do": "delete", "tray": TRAY})

    group(page, "tray").get_by_role("link", name="Word").first.click()
    told = group(page, "tray").locator(".told")
    told.get_by_text("Not downloaded.").wait_for()

    refused = [complaint for complaint in desk.complaints if "404 (Not Found)" in complaint]
    desk.complaints.remove(*refused)  # the browser notes down that the tray was gone; anything else still counts
    assert told.inner_text().startswith(f"Not downloaded. There is no tray called “{TRAY}”.")


def test_what_takes_long_can_be_stopped_and_the_focus_goes_back(desk):
    page = desk.page
    ask(page, QUESTION)
    results(page)
    page.route("**/library/document/**", lambda _route: None)  # never answered
    link = group(page, "search").get_by_role("link", name="Markdown")
    link.click()
    group(page, "search").get_by_text("Preparing the document.").wait_for()

    stop = group(page, "search").get_by_role("button", name="Stop preparing")
    stop.click()
    group(page, "search").get_by_text("Stopped. Nothing was downloaded.").wait_for()

    assert stop.is_hidden()
    assert link.evaluate("link => link === document.activeElement")


def test_the_keyboard_alone_takes_a_document_away(desk):
    page = desk.page
    ask(page, QUESTION)
    results(page)
    link = group(page, "search").get_by_role("link", name="Markdown")

    tab_to(page, link)
    ring = link.evaluate("link => getComputedStyle(link).outlineWidth")
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")

    assert ring == "3px"
    assert downloading.value.path().read_text(encoding="utf-8").startswith("# Coded extract\n")


@EACH
def test_axe_finds_nothing_wrong_where_something_can_be_taken_away(desk):
    page = desk.page
    ask(page, QUESTION)
    results(page)
    pin(page)
    found, fit = {"search": violations(page)}, [fits(page)]
    open_at(page, "compare?theme=workforce")
    group(page, "compare").get_by_text("Put your question at its head").click()
    found["compare"] = violations(page)
    fit.append(fits(page))
    open_at(page, "enquiries?of=Sefton&as-of=2024-01-31")
    group(page, "enquiries")
    found["enquiries"] = violations(page)
    fit.append(fits(page))
    in_tray(page)
    taken(page, "tray", "Coded extract", "Markdown")
    group(page, "tray").get_by_text("Put your question at its head").click()
    found["tray"] = violations(page)
    fit.append(fits(page))
    controls = group(page, "tray").locator(":is(a, summary, button):visible")
    heights = [box["height"] for box in (control.bounding_box() for control in controls.all()) if box]

    assert found == {"search": [], "compare": [], "enquiries": [], "tray": []}
    assert fit == [True] * 4
    assert len(heights) == 12
    assert min(heights) >= 24
