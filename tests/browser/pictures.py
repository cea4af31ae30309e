"""Photograph each place of the page, wide and narrow, and what the guides show: python -m tests.browser.pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.browser.conftest import INSTALL, NARROW, ROOT, WIDE, browsing, chromium, serving, visiting
from tests.browser.test_page import QUESTION, results

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "pictures"
OF_GUIDES = ROOT / "docs" / "pictures"
#: What is opened by its address, and what is there when it has been laid out.
STATES = {
    "search": ("search", "#question"),
    "search-answered": (f"search?{urlencode({'q': QUESTION})}", "#search-results article"),
    "search-nothing": ("search?q=steam+locomotives", "#search-results .nothing"),
    "compare": ("compare", "#compare-overview table"),
    "compare-answered": ("compare?theme=sufficiency", "#compare-results section.column"),
    "compare-silent": ("compare?theme=supervision", "#compare-results section.column"),
    "actions": ("actions", "#actions-overview h3"),
    "actions-listed": ("actions?status=some_issues", "#actions-results article"),
    "trace": ("trace", "#trace-form"),
    "changes": ("changes", "#changes-form form"),
    "changes-timeline": ("changes?theme=workforce&of=Sefton", "#changes-results h3"),
    "enquiries": ("enquiries", "#enquiries-form form"),
    "enquiries-answered": ("enquiries?of=Sefton&as-of=2026-11-22", "#enquiries-results article"),
    "papers": ("papers", "#papers-list article"),
    "tray": ("tray", "#tray-root article"),
    "about": ("about", "#about-text h3"),
}
PINNED = 3
WAIT_MS = 60_000


def main() -> int:
    """Write each place to `tests/browser/pictures/`, what the guides show to `docs/pictures/`; return the exit code."""
    if chromium() is None:
        sys.stderr.write(f"Chromium is not installed. As root: {INSTALL}\n")
        return 4
    FOLDER.mkdir(exist_ok=True)
    OF_GUIDES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as library, serving(Path(library)) as address, browsing() as browser:
        for width in (WIDE, NARROW):
            with visiting(browser, address, width=width) as visit:
                if width == WIDE:
                    pin(visit.page)
                photograph(visit.page, width)
                if width == WIDE:
                    for_the_guides(visit.page)
    sys.stdout.write(f"The pictures are in {FOLDER}, those of the guides in {OF_GUIDES}\n")
    return 0


def show(page: Page, state: str) -> None:
    """Open a state by its address, and wait until it is laid out."""
    place, sign = STATES[state]
    page.evaluate("place => { location.hash = place; }", place)
    page.locator(sign).first.wait_for(timeout=WAIT_MS)
    page.wait_for_load_state("networkidle")


def pin(page: Page) -> None:
    """Put some quotations into the evidence tray."""
    show(page, "search-answered")
    for place in range(PINNED):
        results(page).nth(place).get_by_role("button", name="Pin").click()
    page.locator(".is-pinned").nth(PINNED - 1).wait_for()


def photograph(page: Page, width: int) -> None:
    """Take each state whole, then those that need a hand: filters opened, a passage in context, a correction."""
    for state in STATES:
        show(page, state)
        page.screenshot(path=FOLDER / f"{state}-{width}.png", full_page=True)
    show(page, "search-answered")
    results(page).first.locator("details.context > summary").click()
    page.get_by_role("button", name="More filters").click()
    page.get_by_label("Papers from").wait_for()
    page.screenshot(path=FOLDER / f"search-filters-{width}.png", full_page=True)
    show(page, "papers")
    page.locator("#papers-list article > details > summary").first.click()
    page.locator("#papers-list article").first.get_by_text("Why we think so").click()
    page.get_by_role("button", name="Correct this paper").first.click()
    page.locator("#papers-panel").get_by_label("Council", exact=True).fill("Haltom")
    page.get_by_role("button", name="Save corrections").click()
    page.get_by_role("alert").wait_for()
    page.screenshot(path=FOLDER / f"papers-refused-{width}.png", full_page=True)


def for_the_guides(page: Page) -> None:
    """Take what the README shows: the columns of a comparison."""
    show(page, "compare-answered")
    columns = page.locator("#compare-results section.column").first
    columns.evaluate("column => scrollTo(0, column.getBoundingClientRect().top + scrollY - 24)")
    page.screenshot(path=OF_GUIDES / "compare.png")


if __name__ == "__main__":
    raise SystemExit(main())
