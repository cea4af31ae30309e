"""Saved searches and the lists of councils in a real browser, by keyboard too, and checked by axe-core."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import pytest

from corpus.councils import Likeness
from indexer.build import Corrections
from tests.browser.conftest import NARROW, WIDE, serving, visiting
from tests.browser.test_page import QUESTION, ask, fits, go_to, results, tab_to, violations
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

EACH = pytest.mark.parametrize("desk", [WIDE, NARROW], indirect=True)
NEW = "Agency staff will be replaced by permanent social workers before the year is out."
MANY = 14


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "library"


@pytest.fixture(scope="module")
def kept(folder: Path) -> Iterator[str]:
    with serving(folder) as told:
        yield told


@pytest.fixture
def desk(browser: Browser, kept: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    with visiting(browser, kept, width=getattr(request, "param", WIDE)) as opened:
        yield opened
        assert opened.complaints == []
        assert opened.outside == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, demonstration) -> Iterator[str]:
    """A page over papers of more councils than are looked over at a glance."""
    papers, library = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("many") / "library"
    councils = [council.name for council in demonstration.councils_file.like("Halton", Likeness.TYPE)][:MANY]
    services = Services(library, encoder=demonstration.encoder)
    for number, council in enumerate(councils):
        add(services, papers, f"{number}.txt", f"Plan {number}: agency staff of team {number} are replaced.", council)
    with serving(library) as told:
        yield told


def add(services: Services, papers: Path, name: str, words: str, council: str) -> None:
    (papers / name).write_text(f"1.1 {words}\n", encoding="utf-8")
    services.add(papers / name, Corrections(council=council, date="2024"))


@contextlib.contextmanager
def looking(browser: Browser, address: str, *, width: int) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    page.locator("#search-councils summary").wait_for()
    yield page
    page.close()


def save(page: Page, name: str) -> None:
    ask(page, QUESTION)
    results(page)
    page.locator(".save-search > summary").click()
    page.get_by_label("Name of this search").fill(name)
    page.keyboard.press("Enter")
    page.get_by_text(f"Saved as “{name}”.").wait_for()


def saved(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name, exact=True)


def news(page: Page, name: str) -> None:
    saved(page, name).get_by_role("button", name="What is new since").click()
    page.locator("#saved-told").get_by_text("new since").wait_for()


@EACH
def test_a_saved_search_outlasts_a_reload_and_tells_what_has_come_since(desk, folder, tmp_path, demonstration):
    page, name = desk.page, f"Agency staff {desk.page.viewport_size['width']}"
    services = Services(folder, encoder=demonstration.encoder)
    save(page, name)
    page.goto(page.url.split("#")[0])
    page.reload()
    saved(page, name).wait_for()
    listed = violations(page)
    news(page, name)
    nothing = page.locator("#saved-told").inner_text()
    add(services, tmp_path, f"{page.viewport_size['width']}.txt", f"{NEW} {name}.", "Leeds")
    news(page, name)
    saved(page, name).locator(".news blockquote").first.wait_for()

    assert re.fullmatch(r"Nothing new since .*: \d+ papers? searched\.", nothing)
    assert saved(page, name).locator(".news blockquote").first.inner_text().startswith("Agency staff will be replaced")
    assert saved(page, name).locator(".news .citation").first.inner_text().startswith("Leeds")
    assert (listed, violations(page)) == ([], [])
    assert fits(page)
    page.reload()
    saved(page, name).wait_for()
    news(page, name)
    assert page.locator("#saved-told").inner_text().startswith("Nothing new since")


@EACH
def test_a_saved_search_opens_as_it_was_asked_and_is_removed_when_that_is_confirmed(desk):
    page, name = desk.page, f"To go {desk.page.viewport_size['width']}"
    page.get_by_role("checkbox", name="Halton").uncheck()
    save(page, name)
    asked = page.url
    go_to(page, "Search")
    page.get_by_role("heading", name="Ways to ask").wait_for()
    limits = saved(page, name).locator(".limit").inner_text()

    saved(page, name).get_by_role("link", name=name, exact=True).click()
    results(page)
    opened = page.url
    page.locator("details.saved > summary").click()
    saved(page, name).locator("summary").click()
    is_there = saved(page, name).is_visible()
    saved(page, name).get_by_role("button", name="Yes, remove it").click()
    page.get_by_text(f"“{name}” was removed.").wait_for()

    assert opened == asked
    assert re.fullmatch(r"Councils: (Leeds, )?Sefton, Southend-on-Sea\.", limits)
    assert is_there
    assert saved(page, name).count() == 0


def test_the_keyboard_alone_saves_a_search_and_escape_leaves_the_form(desk):
    page = desk.page
    ask(page, QUESTION)
    results(page)
    summary = page.locator(".save-search > summary")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    in_form = page.evaluate("document.activeElement.id")
    page.keyboard.press("Escape")

    assert in_form == "save-name"
    assert not page.get_by_label("Name of this search").is_visible()
    assert page.evaluate("document.activeElement.innerText") == "Save this search"


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("place", ["Search", "Compare", "Actions"])
def test_many_councils_are_narrowed_ticked_and_cleared_by_keyboard(browser, many, width, place):
    with looking(browser, many, width=width) as page:
        go_to(page, place)
        panel = page.locator(f"#{place.lower()}-panel")
        summary = panel.locator("details.councils > summary")
        before = summary.inner_text()
        tab_to(page, summary)
        page.keyboard.press("Enter")
        group = panel.get_by_role("group", name="Councils", exact=True)
        last = group.get_by_role("checkbox").last.get_attribute("value")
        tab_to(page, group.get_by_role("button", name="Clear", exact=True))
        page.keyboard.press("Enter")
        group.locator("[role=status]").get_by_text(f"None of {MANY + 3} ticked.").wait_for()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.type(last.lower())
        group.get_by_text("1 council in the list.").wait_for()
        tab_to(page, group.get_by_role("button", name="Select all of these", exact=True))
        page.keyboard.press("Enter")
        group.locator("[role=status]").get_by_text(f"1 of {MANY + 3} ticked.").wait_for()

        assert before == f"Councils: all {MANY + 3} ticked"
        assert summary.inner_text() == f"Councils: 1 of {MANY + 3} ticked"
        assert group.get_by_role("checkbox").count() == 1
        assert violations(page) == []
        assert fits(page)
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_narrowed_list_of_councils_is_asked_and_comes_back_by_its_address(browser, many):
    with looking(browser, many, width=WIDE) as page:
        page.locator("#search-councils summary").click()
        page.get_by_role("button", name="Clear", exact=True).click()
        box = page.get_by_label("Narrow the list").first
        council = page.locator("#search-councils input[name=council]").first.get_attribute("value")
        box.fill(council)
        page.locator("#search-councils").get_by_role("checkbox", name=council, exact=True).check()
        page.get_by_label("What do you want to know?").fill("agency staff")
        box.press("Enter")
        results(page)
        found = set(page.locator("#search-results article .council").all_inner_texts())
        page.reload()
        results(page)

        assert found == {council}
        assert page.locator("#search-councils summary").inner_text() == f"Councils: 1 of {MANY + 3} ticked"
