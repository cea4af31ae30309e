"""Photograph each place of the page, wide and narrow: python -m tests.browser.pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import INSTALL, NARROW, WIDE, browsing, chromium, serving, visiting
from tests.browser.test_page import QUESTION, ask, compare, go_to, results

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "pictures"


def main() -> int:
    """Write the pictures to `tests/browser/pictures/`; return the exit code."""
    if chromium() is None:
        sys.stderr.write(f"Chromium is not installed. As root: {INSTALL}\n")
        return 4
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as library, serving(Path(library)) as address, browsing() as browser:
        for width in (WIDE, NARROW):
            with visiting(browser, address, width=width) as visit:
                photograph(visit.page, width)
    sys.stdout.write(f"The pictures are in {FOLDER}\n")
    return 0


def photograph(page: Page, width: int) -> None:
    """Take each place at rest, then those that answer: searching, comparing, and with a paper corrected."""
    for link in page.locator("nav.places a").all():
        name = link.get_attribute("data-place")
        go_to(page, link.inner_text())
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
    go_to(page, "Search")
    page.get_by_role("button", name="More filters").click()
    page.get_by_label("Papers from").wait_for()
    page.screenshot(path=FOLDER / f"search-filters-{width}.png", full_page=True)
    page.get_by_role("button", name="More filters").click()
    ask(page, QUESTION)
    results(page).first.locator("details.context > summary").click()
    page.screenshot(path=FOLDER / f"search-answered-{width}.png", full_page=True)
    compare(page, "sufficiency")
    page.screenshot(path=FOLDER / f"compare-answered-{width}.png", full_page=True)
    go_to(page, "Papers")
    page.locator("#papers-list article").first.wait_for()
    page.locator("#papers-list article > details > summary").first.click()
    page.locator("#papers-list article").first.get_by_text("Why we think so").click()
    page.get_by_role("button", name="Correct this paper").first.click()
    page.locator("#papers-panel").get_by_label("Date", exact=True).fill("2023-09-12" if width == WIDE else "2023-09-13")
    page.get_by_role("button", name="Save corrections").click()
    page.locator("#papers-status").get_by_text("Saved:").wait_for()
    page.screenshot(path=FOLDER / f"papers-saved-{width}.png", full_page=True)
    page.locator("#papers-panel").get_by_label("Council", exact=True).fill("Haltom")
    page.get_by_role("button", name="Save corrections").click()
    page.get_by_role("alert").wait_for()
    page.screenshot(path=FOLDER / f"papers-refused-{width}.png", full_page=True)


if __name__ == "__main__":
    raise SystemExit(main())
