"""Photograph each tab, wide and narrow: python -m tests.browser.pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import INSTALL, NARROW, WIDE, browsing, chromium, serving, visiting
from tests.browser.test_page import QUESTION, ask, compare, results

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
    """Take the page at rest, answering, comparing, and with a paper corrected."""
    page.screenshot(path=FOLDER / f"start-{width}.png", full_page=True)
    ask(page, QUESTION)
    results(page).first.get_by_text("In context").click()
    page.screenshot(path=FOLDER / f"search-{width}.png", full_page=True)
    compare(page, "sufficiency")
    page.screenshot(path=FOLDER / f"compare-{width}.png", full_page=True)
    page.get_by_role("tab", name="Papers").click()
    page.locator("#papers-list article").first.wait_for()
    page.screenshot(path=FOLDER / f"papers-{width}.png", full_page=True)
    page.locator("#papers-list article").first.get_by_text("Why we think so").click()
    page.get_by_role("button", name="Correct this paper").first.click()
    page.get_by_label("Date", exact=True).fill("2023-09-12" if width == WIDE else "2023-09-13")
    page.get_by_role("button", name="Save corrections").click()
    page.locator("#papers-status").get_by_text("Saved:").wait_for()
    page.screenshot(path=FOLDER / f"papers-saved-{width}.png", full_page=True)
    page.get_by_label("Council", exact=True).fill("Haltom")
    page.get_by_role("button", name="Save corrections").click()
    page.get_by_role("alert").wait_for()
    page.screenshot(path=FOLDER / f"papers-refused-{width}.png", full_page=True)


if __name__ == "__main__":
    raise SystemExit(main())
