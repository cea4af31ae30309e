"""Measure the page in a browser: `python -m benchmarks.page [--library DIR] [--rounds N]`, where pyproject.toml is.

Opens the page in Chromium and asks it a question, over and over, and does the same in turn to the emptiest page that
Gradio makes: a box, and what was typed into it, served by the same server in the same run. Told are the first paint of
a warm page (its files in the browser's cache, the server at work for a while), the moment from which one can type, and
a search from Enter to the first result; then what a first visit transfers, and whom it asks beyond this machine, which
must be nobody. Without a library, one is made of the demonstration papers. Adds a line to results/page.jsonl.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from search.runs import machine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

RESULTS = Path(__file__).parent / "results" / "page.jsonl"
ROOT = Path(__file__).parent.parent
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
OPEN_AT = "Readacross is open at "
THIS_MACHINE = ("127.0.0.1", "localhost", None)
WIDTH, HEIGHT = 1280, 900
QUESTIONS = (
    "how do councils keep their team managers",
    "foster carers recruited in the last year",
    "what is being done about placement costs",
    "children missing from home",
    "supervision of newly qualified social workers",
    "audit of case files",
    "care leavers in suitable accommodation",
    "early help and family hubs",
    "contacts and referrals at the front door",
    "agency staff and vacancies",
    "voice of the child in plans",
    "health assessments of children in care",
)
TIMES = ("first paint", "ready to type", "search")
NAVIGATION = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return { sent: page.responseEnd, parsed: page.domContentLoadedEventEnd, paint: paint ? paint.startTime : null };
}"""


class Site(NamedTuple):
    """A page that is served: its address, its box, and what is shown when it has answered."""

    name: str
    address: str
    box: str
    answer: str


@dataclass
class Visit:
    """What a first visit transferred, by kind of file."""

    transferred: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    outside: list[str] = field(default_factory=list)


def main() -> int:
    """Time, print, keep; or serve the empty page that we are compared with."""
    given = _arguments()
    if given.serve_empty is not None:
        serve_empty(given.serve_empty)
        return 0
    with TemporaryDirectory(prefix="readacross-") as passing:
        library = given.library or _demonstration(Path(passing))
        ours = [sys.executable, "-m", "ui.cli", "--library", str(library), "serve", "--port"]
        empty = [sys.executable, "-m", "benchmarks.page", "--serve-empty"]
        with serving(ours) as our_address, serving(empty) as empty_address, browsing() as browser:
            sites = (
                Site("readacross", our_address, "#question textarea, #question input", "#search-results article"),
                Site("empty", empty_address, "textarea, input", "#echo p"),
            )
            result = measured(browser, sites, given.rounds) | {"library": _sizes(library)}
    print(told(result))
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0 if not any(visit["outside"] for visit in result["first_visit"].values()) else 1


def serve_empty(port: int) -> None:
    """Serve Gradio's emptiest page that answers, by our own server."""
    import gradio as gr

    from ui.server.serving import serve

    with gr.Blocks() as app:
        box = gr.Textbox(label="Box")
        echo = gr.HTML(elem_id="echo")
        box.submit(lambda text: f"<p>{len(text)} letters</p>", box, echo)
    serve(app, at=("127.0.0.1", port), auth=(), theme=gr.themes.Base(), head="")


def measured(browser: Browser, sites: tuple[Site, ...], rounds: int) -> dict[str, Any]:
    """Return milliseconds of each site, and how many times ours takes those of the empty page, round by round."""
    visits = {site.name: _first_visit(browser, site) for site in sites}
    contexts = {site.name: browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) for site in sites}
    each: dict[str, list[dict[str, float]]] = {site.name: [] for site in sites}
    for number in range(rounds + 1):
        for site in sites:  # in turn, so that what else the machine does falls on both
            question = QUESTIONS[number % len(QUESTIONS)]
            each[site.name].append(_round(contexts[site.name], site, question))
    rows = {name: taken[1:] for name, taken in each.items()}  # the first filled the caches
    ours, empty = (rows[site.name] for site in sites)
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "rounds": rounds,
        "ms": {name: _spreads(taken) for name, taken in rows.items()},
        "times_empty": {
            what: _spread([own[what] / other[what] for own, other in zip(ours, empty, strict=True)]) for what in TIMES
        },
        "first_visit": {
            name: {
                "bytes": visit.transferred.total(),
                "requests": visit.requests.total(),
                "outside": len(visit.outside),
                "bytes_by_kind": dict(visit.transferred.most_common()),
            }
            for name, visit in visits.items()
        },
        "machine": machine(),
    }


def _round(context: BrowserContext, site: Site, question: str) -> dict[str, float]:
    """Open a page of its own, ask once, and return the milliseconds of each."""
    page = context.new_page()
    start = perf_counter()
    page.goto(site.address, wait_until="commit")
    page.locator(site.box).first.wait_for()
    ready = perf_counter() - start
    page.wait_for_load_state("networkidle")
    times = page.evaluate(NAVIGATION)
    took = _search(page, site, question)
    page.close()
    return {
        "page sent": times["sent"],
        "page parsed": times["parsed"],
        "first paint": times["paint"],
        "ready to type": 1000 * ready,
        "search": 1000 * took,
    }


def _search(page: Page, site: Site, question: str) -> float:
    """Type a question, press Enter, and return the seconds until the first result is shown."""
    page.locator(site.box).first.fill(question)
    start = perf_counter()
    page.keyboard.press("Enter")
    page.locator(site.answer).first.wait_for()
    return perf_counter() - start


def _first_visit(browser: Browser, site: Site) -> Visit:
    """Open the page with nothing in the browser's cache, and count what comes."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    visit = Visit()
    kinds: dict[str, str] = {}
    watching = context.new_cdp_session(page)
    watching.send("Network.enable")

    def note(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event.get("type", "Other")
        if event["request"]["url"].startswith("data:"):
            return
        visit.requests[kinds[event["requestId"]]] += 1
        if urlsplit(event["request"]["url"]).hostname not in THIS_MACHINE:
            visit.outside.append(event["request"]["url"])

    def add(event: dict[str, Any]) -> None:
        visit.transferred[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    watching.on("Network.requestWillBeSent", note)
    watching.on("Network.loadingFinished", add)
    page.goto(site.address)
    page.locator(site.box).first.wait_for()
    page.wait_for_load_state("networkidle")
    _search(page, site, QUESTIONS[-1])  # the encoder's first question is nobody's round
    context.close()
    return visit


def _spreads(taken: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    return {what: _spread([row[what] for row in taken]) for what in taken[0]}


def _spread(values: list[float]) -> dict[str, float]:
    """Return the median, with the quartiles on either side."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return {"median": round(middle, 2), "low": round(low, 2), "high": round(high, 2)}


def told(result: dict[str, Any]) -> str:
    """Return the result in a few lines."""
    ours, empty = result["ms"]["readacross"], result["ms"]["empty"]
    lines = [
        f"{result['rounds']} rounds on {result['library']['papers']} papers; medians, with quartiles in brackets",
        f"{'':<16}{'Readacross, ms':>26}{'Gradio’s empty page, ms':>28}{'times':>20}",
    ]
    for what in ours:
        times = result["times_empty"].get(what)
        ratio = _told(times) if times else ""
        lines.append(f"{what:<16}{_told(ours[what]):>26}{_told(empty[what]):>28}{ratio:>20}")
    for name, visit in result["first_visit"].items():
        kinds = ", ".join(f"{kind.lower()} {size / 1000:,.0f}" for kind, size in visit["bytes_by_kind"].items())
        lines.append(
            f"first visit, {name}: {visit['bytes'] / 1000:,.0f} kB in {visit['requests']} requests "
            f"({kinds}); {visit['outside']} beyond this machine"
        )
    return "\n".join(lines)


def _told(spread: dict[str, float]) -> str:
    digits = 2 if spread["median"] < 100 else 0  # noqa: PLR2004 - a ratio, or milliseconds
    return f"{spread['median']:.{digits}f} ({spread['low']:.{digits}f}–{spread['high']:.{digits}f})"


@contextmanager
def serving(command: list[str]) -> Iterator[str]:
    """Run a command that serves a page at the port put behind it, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen([*command, str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield next(line.split()[-1] for line in server.stdout or () if OPEN_AT in line)
    finally:
        server.terminate()
        server.communicate()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start Chromium, the one that the browser tests drive."""
    from playwright.sync_api import sync_playwright

    where = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if where is None:
        sys.exit("Chromium is not installed: as root, apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=QUIET)
        yield browser
        browser.close()


def _demonstration(folder: Path) -> Path:
    command = [sys.executable, "-m", "ui.cli", "--library", str(folder), "add", "--demonstration"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def _sizes(library: Path) -> dict[str, int]:
    from ui.services import Services

    with Services(library).store.viewing() as view:
        return {"papers": len(view.papers()), "passages": view.count()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.page", description="Measure the page in a browser against Gradio's own empty page."
    )
    parser.add_argument("--library", type=Path, metavar="FOLDER", help="open this one; the demonstration by default")
    parser.add_argument("--rounds", type=int, default=12, help="times that each page is opened and asked (12)")
    parser.add_argument("--serve-empty", type=int, metavar="PORT", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
