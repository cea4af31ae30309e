"""The page in a real browser: a library of demonstration papers, a server, and a Chromium that reports on itself."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

ROOT = Path(__file__).resolve().parents[2]
INSTALL = "apt-get update && apt-get install --yes chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_S = 300
WIDE, NARROW = 1280, 320


@dataclass
class Visit:
    """A page that is open, with what its browser complained of and whom it asked beyond this machine."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def note_complaint(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def note_request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.outside.append(request.url)


def chromium() -> str | None:
    """Return where Chromium is installed, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Make a library of the demonstration papers in `folder`, serve its page, and give the address."""
    add = [sys.executable, "-m", "ui.cli", "--library", str(folder), "add", "--demonstration"]
    subprocess.run(add, cwd=ROOT, check=True, capture_output=True, timeout=START_S)
    with running(folder) as told:
        yield told


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve the page of the library in `folder`, of an empty one where none is there, and give the address."""
    command = [sys.executable, "-m", "ui.cli", "--library", str(folder)]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield _address_told_by(server)
    finally:
        server.terminate()
        server.communicate(timeout=START_S)


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    """Start Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@contextlib.contextmanager
def visiting(browser: Browser, address: str, *, width: int, light: str = "light") -> Iterator[Visit]:
    """Open the page at a width, on a machine set to light or dark, until its question box and councils stand."""
    with opening(browser, address, width=width, light=light) as visit:
        visit.page.get_by_role("checkbox", name="Southend-on-Sea").wait_for()
        yield visit


@contextlib.contextmanager
def opening(browser: Browser, address: str, *, width: int, light: str = "light") -> Iterator[Visit]:
    """Open the page of a library that may be empty, until its question box stands."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=light)
    visit = Visit(page)
    page.on("console", visit.note_complaint)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", visit.note_request)
    page.goto(address)
    page.get_by_label("What do you want to know?").wait_for()
    yield visit
    page.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("library")) as told:
        yield told


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        message = f"Chromium is not installed. As root: {INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with browsing() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page 1280 wide, or as wide as the test's parameter says, and let no complaint of the browser pass."""
    with visiting(browser, address, width=getattr(request, "param", WIDE)) as opened:
        yield opened
        assert opened.complaints == []
        assert opened.outside == []


def _address_told_by(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        if "Readacross is open at " in line:
            return line.split()[-1]
    raise RuntimeError(f"The page did not open: {''.join(said)}")
