"""Papers are added by choosing and dropping files, with the keyboard too, and removed; the whole page follows."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.conftest import NARROW, ROOT, START_S, WIDE, serving, visiting
from tests.browser.test_page import fits, go_to, tab_to, violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FileChooser, Page, Route

pytestmark = pytest.mark.browser

TITLE = "Update on the children's workforce"
PLAN = f"Thurrock Council\n\nReport to: Cabinet\n\n12 March 2024\n\n{TITLE}\n\n1.1 We recruited nine workers.\n"
NOTE = "A note.\n\n1.1 Visits are made each week by the family team.\n"
HALTON = "Overview of Children's Social Care"
DROP = """
([selector, files]) => {
  const transfer = new DataTransfer();
  files.forEach(([name, text]) => transfer.items.add(new File([text], name)));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.querySelector(selector).dispatchEvent(event);
  }
}
"""


#: Leaves the five demonstration papers on the shelf, by the page's own way to add and to remove.
PUT_BACK = """
async (digests) => {
  const ask = (address, body) => fetch(address, { method: "POST", body, headers: { "x-readacross": "page" } });
  for (const digest of digests) await ask(`library/papers/file?digest=${digest}`);
  for (const paper of document.querySelectorAll("#papers-list article:not(:has(.digest-note))")) {
    await ask("library/papers", JSON.stringify({ do: "remove", paper: paper.id.replace("paper-", "") }));
  }
}
"""
DIGESTS = sorted(path.name for path in (ROOT / "corpus" / "digests").glob("*.md"))


class Shelf(NamedTuple):
    """The page over a library of the test's own, and where both lie."""

    page: Page
    library: Path
    files: Path

    def file(self, name: str, text: str | bytes = NOTE) -> Path:
        self.files.mkdir(exist_ok=True)
        path = self.files / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


@pytest.fixture(scope="module")
def own_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Serve a library of this file's own: where it lies, and its page's address."""
    library = tmp_path_factory.mktemp("adding") / "library"
    with serving(library) as address:
        yield library, address


@pytest.fixture
def shelf(
    browser: Browser, own_library: tuple[Path, str], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Shelf]:
    """Open the page on the five demonstration papers, which may be added to."""
    library, address = own_library
    with visiting(browser, address, width=getattr(request, "param", WIDE)) as opened:
        page = opened.page
        page.goto(f"{address}#papers")
        page.locator("#papers-list article").first.wait_for()
        page.evaluate(PUT_BACK, DIGESTS)
        page.reload()
        page.get_by_role("heading", name="5 papers, by council, newest first").wait_for()
        yield Shelf(page, library, tmp_path / "files")
        page.unroute_all(behavior="ignoreErrors")
        assert [told for told in opened.complaints if "500" not in told] == []
        assert opened.outside == []


def opened_by_enter(page: Page) -> FileChooser:
    """Press Enter on the control that has the focus, and return the chooser that opens.

    On a busy machine Chromium may take longer over a key than it lets a key open a chooser (5 s): as a person would,
    press again.
    """
    for _ in range(3):
        page.wait_for_load_state("networkidle")
        try:
            with page.expect_file_chooser(timeout=10_000) as choosing:
                page.keyboard.press("Enter")
            return choosing.value
        except PlaywrightTimeoutError:
            continue
    raise AssertionError("Enter opens no chooser of files")


def add(page: Page, *files: Path) -> str:
    """Choose files, wait until they have been read, and return what is said."""
    page.get_by_label("Add files").set_input_files(files)
    return outcome(page)


def outcome(page: Page) -> str:
    page.get_by_role("heading", name="What became of").wait_for()
    page.locator("#papers-status .said strong").wait_for()
    return page.locator("#papers-status [role=status]").inner_text()


def outcomes(page: Page) -> dict[str, str]:
    sections = page.locator(".became section:visible").all()
    return {section.locator("h4").inner_text(): section.locator("ul").inner_text() for section in sections}


def has_focus(page: Page, selector: str) -> bool:
    return page.evaluate("selector => document.activeElement.matches(selector)", selector)


@pytest.mark.parametrize("shelf", [WIDE, NARROW], indirect=True)
def test_good_files_are_added_a_broken_one_is_refused_and_axe_finds_nothing_wrong(shelf):
    page = shelf.page
    at_rest = violations(page)
    files = [shelf.file("plan.txt", PLAN), shelf.file("broken.pdf", b"%PDF-1.4\nno objects"), shelf.file("note.txt")]

    said = add(page, *files)

    assert said == "2 papers added, 1 file refused."
    told = outcomes(page)
    assert list(told) == ["Not added", "Added: something was not recognised", "Added"]
    assert told["Not added"].startswith("broken.pdf\n\nIt is damaged beyond opening.")
    doubt = told["Added: something was not recognised"]
    assert "Not recognised: council, date, committee or board, title and kind of paper." in doubt
    assert TITLE in told["Added"]
    assert "Thurrock" in told["Added"]
    assert has_focus(page, "#became")
    page.locator("#papers-list").get_by_role("heading", name=TITLE).wait_for()
    assert (at_rest, violations(page)) == ([], [])
    assert fits(page)


def test_the_whole_page_follows_and_ticks_stay_as_they_were(shelf):
    page = shelf.page
    go_to(page, "Search")
    page.locator("#search-panel").get_by_role("checkbox", name="Sefton").uncheck()
    go_to(page, "Papers")

    add(page, shelf.file("plan.txt", PLAN))

    page.locator(".papers-line").get_by_text("6 papers from 4 councils").wait_for()
    assert page.get_by_role("heading", name="These are demonstration papers").count() == 0
    go_to(page, "Search")
    offered = page.locator("#search-panel")
    offered.get_by_role("checkbox", name="Thurrock").wait_for()
    ticked = [offered.get_by_role("checkbox", name=name).is_checked() for name in ("Halton", "Sefton", "Thurrock")]
    assert ticked == [True, False, True]
    go_to(page, "Compare")
    page.locator("#compare-overview").get_by_role("columnheader", name="Thurrock").wait_for()
    go_to(page, "About and accessibility")
    assert page.locator("#about-text").get_by_text("unknown: council copyright: 1 paper").is_visible()


def test_the_same_file_is_here_already_and_its_correction_form_opens_from_there(shelf):
    page = shelf.page
    plan = shelf.file("plan.txt", PLAN)
    add(page, plan)

    page.get_by_label("Add files").set_input_files(plan)
    page.get_by_text("0 papers added, 1 already there.").wait_for()
    page.locator(".became").get_by_role("button", name="Correct this paper").click()

    assert f"{TITLE} (Thurrock, 12 March 2024)" in outcomes(page)["Here already, unchanged"]
    form = page.get_by_role("form", name="Corrections")
    assert form.get_by_label("Council", exact=True).input_value() == "Thurrock"
    assert has_focus(page, "#correcting")


def test_files_and_folders_are_dropped_anywhere_on_the_place(shelf):
    page = shelf.page

    page.evaluate(DROP, ["#papers-list", [["plan.txt", PLAN], ["<img src=x>.txt", NOTE]]])

    assert outcome(page) == "2 papers added."
    assert page.locator(".became img").count() == 0
    assert "<img src=x>.txt" in outcomes(page)["Added: something was not recognised"]


def test_a_folder_is_added_by_name_without_what_is_hidden(shelf):
    folder = shelf.files / "deep"
    folder.mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        (folder / name).write_text(f"{NOTE}{name}\n")

    shelf.page.get_by_label("Add a whole folder").set_input_files(shelf.files)

    assert outcome(shelf.page) == "2 papers added."
    titles = shelf.page.locator(".became .title").all_inner_texts()
    assert titles == ["a.txt", "b.txt"]


def test_adding_can_be_cancelled_and_what_was_read_stays(shelf):
    page = shelf.page
    waiting: list[Route] = []
    page.route("**/library/papers/file?*two.txt*", lambda route: waiting.append(route))  # noqa: PLW0108 - kept on it
    files = [shelf.file(f"{name}.txt", f"{NOTE}{name}\n") for name in ("one", "three", "two", "zero")]
    page.get_by_label("Add files").set_input_files(files)
    page.get_by_text("Reading 3 of 4: two.txt", exact=True).wait_for()
    meanwhile = violations(page)
    bar = page.get_by_role("progressbar", name="Reading 3 of 4: two.txt")
    at = (bar.get_attribute("max"), bar.evaluate("bar => bar.value"))

    page.get_by_role("button", name="Cancel reading").click()
    page.get_by_text("Stopping as soon as two.txt has been read", exact=True).wait_for()
    waiting[0].continue_()

    assert outcome(page) == "3 papers added. 1 file not read; what was added before stays."
    assert (meanwhile, at) == ([], ("4", 2))
    assert outcomes(page)["Not read"] == "zero.txt"
    assert has_focus(page, "#became")
    page.get_by_role("heading", name="8 papers, by council, newest first").wait_for()


def test_when_the_program_stops_answering_it_is_said_what_was_not_read(shelf):
    page = shelf.page
    page.route("**/library/papers/file?*two.txt*", lambda route: route.fulfill(status=500, body="It is busy. Wait."))

    page.get_by_label("Add files").set_input_files([shelf.file("one.txt"), shelf.file("two.txt", PLAN)])

    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == "Reading stopped at two.txt. It is busy. Wait."
    assert outcomes(page)["Not read"] == "two.txt"
    page.get_by_role("heading", name="6 papers, by council, newest first").wait_for()


@pytest.mark.parametrize("shelf", [WIDE, NARROW], indirect=True)
def test_the_keyboard_alone_adds_and_removes_a_paper(shelf):
    page = shelf.page
    page.locator("#papers-title h2").evaluate("title => { title.tabIndex = -1; title.focus(); }")
    chooser = page.get_by_label("Add files")
    tab_to(page, chooser)
    ring = chooser.evaluate("box => [getComputedStyle(box).outlineStyle, getComputedStyle(box).outlineWidth]")
    opened_by_enter(page).set_files(shelf.file("plan.txt", PLAN))
    outcome(page)
    link = page.get_by_role("link", name="See it in the list")
    tab_to(page, link)
    page.keyboard.press("Enter")
    paper = page.locator("#papers-list article").filter(has_text=TITLE)
    paper.wait_for()
    page.wait_for_function("document.activeElement.matches('#papers-list article')")
    tab_to(page, paper.locator(".removing > summary"))
    page.keyboard.press("Enter")
    assert "stays in its tray, quotation and citation as they are, marked as gone." in paper.inner_text()
    while_asked = violations(page)
    tab_to(page, paper.get_by_role("button", name="Yes, remove this paper"))
    page.keyboard.press("Enter")
    page.locator("#papers-status").get_by_text(f"Removed: {TITLE}.").wait_for()
    paper.wait_for(state="detached")

    assert ring == ["solid", "3px"]
    page.wait_for_function("document.activeElement.matches('#papers-list article')")
    assert "Update on Children's Services Improvement" in page.evaluate("document.activeElement.textContent")
    page.locator(".papers-line").get_by_text("5 papers from 3 councils").wait_for()
    assert page.locator("#papers-list details[open]").count() == 0
    assert (while_asked, violations(page)) == ([], [])
    assert fits(page)


def test_a_removed_paper_leaves_the_quotation_in_the_tray_marked_as_gone(shelf):
    page = shelf.page
    go_to(page, "Search")
    page.get_by_label("What do you want to know?").fill("serial changes to senior staffing")
    page.keyboard.press("Enter")
    first = page.locator("#search-results article").filter(has_text="Halton").first
    first.get_by_role("button", name="Pin").click()
    page.get_by_text("Pinned to").wait_for()
    go_to(page, "Papers")
    paper = page.locator("#papers-list article").filter(has_text=HALTON)
    paper.locator(":scope > details > summary").click()
    paper.locator(".removing > summary").click()

    paper.get_by_role("button", name="Yes, remove this paper").click()

    page.locator(".papers-line").get_by_text("4 papers from 2 councils").wait_for()
    page.reload()
    go_to(page, "Evidence tray")
    item = page.locator("#tray-root [data-item]")
    item.get_by_text("Its paper is no longer here").wait_for()
    assert item.locator("blockquote").inner_text().strip()


@pytest.mark.parametrize("shelf", [WIDE, NARROW], indirect=True)
def test_an_empty_library_says_what_to_do_and_a_button_adds_the_demonstration_papers(shelf):
    page = shelf.page
    titles = set(page.locator("#papers-list h4").all_inner_texts())
    command = [sys.executable, "-m", "ui.cli", "--library", str(shelf.library)]
    subprocess.run([*command, "remove", *DIGESTS], cwd=ROOT, check=True, capture_output=True, timeout=START_S)
    page.reload()
    page.get_by_role("heading", name="No papers yet").wait_for()
    when_empty = violations(page)

    page.get_by_role("button", name="Add the demonstration papers").click()

    assert outcome(page) == "5 papers added."
    page.get_by_role("heading", name="5 papers, by council, newest first").wait_for()
    assert set(page.locator("#papers-list h4").all_inner_texts()) == titles
    assert page.get_by_role("heading", name="These are demonstration papers").is_visible()
    assert (when_empty, violations(page)) == ([], [])
    assert fits(page)


def test_a_paper_among_many_is_found_by_its_words(shelf):
    page = shelf.page
    assert not page.get_by_label("Find a paper").is_visible()
    add(page, *[shelf.file(f"{number}.txt", f"{PLAN}{number}\n") for number in range(1, 4)])
    page.get_by_role("heading", name="8 papers, by council, newest first").wait_for()

    page.get_by_label("Find a paper").fill("halton childrens OVERVIEW")

    page.get_by_text("1 of 8 papers has these words.").wait_for()
    assert page.locator("#papers-list article:visible h4").all_inner_texts() == [HALTON]
    assert page.locator("#papers-list h3:visible").all_inner_texts() == ["Halton 1 paper"]
    assert violations(page) == []
    page.get_by_label("Find a paper").fill("")
    page.get_by_role("navigation", name="Councils with papers here").get_by_role("link", name="Thurrock").click()
    assert page.evaluate("document.activeElement.textContent") == "Thurrock 3 papers"
