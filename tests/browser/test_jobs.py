"""Whole jobs in a real browser, from the first click to the opened file, on the real papers (skipped where absent).

Each walk begins where a person begins: with files to add. At each stop axe-core looks at the page, wide and narrow.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from corpus.pdf.drawing import INK
from search.citation import cite
from tests.browser.conftest import ROOT, START_S, WIDE, opening, running
from tests.browser.test_adding_papers import outcome
from tests.browser.test_exports import group, squeezed, taken
from tests.browser.test_page import ask, go_to, results
from tests.browser.test_tray import sent, trays
from tests.browser.walking import PATIENCE_MS, Keys, Walk
from tests.search.test_enquiries import JUDGING
from tests.ui.documents.conftest import sheets_in
from tests.ui.documents.test_extract import COLUMNS
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

PROBLEM = "we are losing team managers"
QUESTION = "Who counts how many team managers leave?"
THEME, TITLE = "data", "Performance information, data and case systems"
SPEAKING, SILENT = ("Halton", "Sefton"), "Southend-on-Sea"
COUNCILS = sorted([*SPEAKING, SILENT])
AS_OF, AS_OF_IN_WORDS = "2023-03-31", "31 March 2023"
INSPECTED = "Sefton, 4 March 2022"
ENQUIRY = "Who keeps the list of allegations against professionals, and who looks at it?"
BRIEFING, ENQUIRIES, EXTRACT = "Comparable practice briefing", "Lines of enquiry", "Coded extract"
QUOTED = re.compile(r"“(?:\[…\] )?(.*?)(?: \[…\])?”", re.DOTALL)
PIN = re.compile("^Pin ")
BACK = "Shift+Tab"
DATES = ("11 September 2023", "8 March 2023", "June 2018", "undated", "5 October 2021")
PINPOINT = r", (?:para|action|measure|section|page|paragraph|table|row) "
CODED, CODER = "workforce", "Ada"
QDA = "{urn:QDA-XML:project:1.0}"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


class Desk(NamedTuple):
    """A page over a library that was empty, the way through it, and the files to add."""

    walk: Walk
    library: Path
    reports: list[Path]
    inspections: list[Path]

    @property
    def page(self) -> Page:
        return self.walk.page

    @property
    def services(self) -> Services:
        """The same library, read beside the page."""
        return Services(self.library)


@pytest.fixture(scope="module")
def own(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Serve a library of this file's own, in which nothing is yet: where it lies, and its page's address."""
    library = tmp_path_factory.mktemp("jobs") / "library"
    assert Services(library).all_papers() == []  # begun, so that the program does not add its demonstration papers
    with running(library) as address:
        yield library, address


@pytest.fixture
def desk(browser: Browser, own: tuple[Path, str], shared: Path) -> Iterator[Desk]:
    library, address = own
    with opening(browser, address, width=WIDE) as opened:
        page = opened.page
        page.set_default_timeout(PATIENCE_MS)
        for name in trays(page):
            sent(page, {"do": "delete", "tray": name})
        page.evaluate("localStorage.clear()")
        reports = sorted((shared / "reports").glob("*.txt"))
        yield Desk(Walk(page), library, reports, sorted((shared / "inspections").glob("ILACS__sefton__*.pdf")))
        assert opened.complaints == []
        assert opened.outside == []


@pytest.fixture
def empty(desk: Desk) -> Desk:
    """The same over a library without papers."""
    services = desk.services
    for paper in services.all_papers():
        services.remove(paper.id)
    desk.page.reload()
    desk.page.get_by_label("What do you want to know?").wait_for()
    return desk


@pytest.fixture
def inspected(desk: Desk) -> Desk:
    """The same, where the inspections of one council lie beside the reports."""
    if len(desk.inspections) != 2:
        pytest.skip("the inspections of Sefton are not at ../shared/inspections")
    return desk


def add(page: Page, files: list[Path]) -> str:
    """Add files under Papers; return what is said of them."""
    go_to(page, "Papers")
    page.get_by_label("Add files").set_input_files(files)
    return outcome(page)


def compare_form(page: Page) -> Locator:
    return page.get_by_role("form", name="Compare councils")


def briefing_group(page: Page) -> Locator:
    """Return where a briefing is taken away, once it stands under its theme."""
    page.get_by_role("heading", level=2, name=TITLE).wait_for()
    return group(page, "compare")


def article_of(page: Page, council: str) -> Locator:
    """Return the first result of a council."""
    return results(page).filter(has=page.locator(".council", has_text=council)).first


def pin(page: Page, quotation: Locator) -> str:
    """Pin what stands above the button in `quotation`, and return its words."""
    quotation.get_by_role("button", name=PIN).first.click()
    quotation.get_by_text("Pinned to").first.wait_for()
    return quotation.locator("blockquote").first.text_content() or ""


def gold_absence(shared: Path, scope: str, theme: str) -> str:
    """Return the pattern by which people made sure that papers do not speak of a theme."""
    absences = json.loads((shared / "gold" / "absences.json").read_text(encoding="utf-8"))
    (pattern,) = [it["check_regex"] for it in absences if (it["scope"], it["theme"]) == (scope, theme)]
    return pattern


def is_slice(quotation: str, services: Services) -> bool:
    """Tell whether a quotation stands in one of the papers, white space and the edges of cells apart."""
    return any(squeezed(quotation) in squeezed(services.text(paper.id)) for paper in services.all_papers())


def whole(quotation: str) -> str:
    """Return a quotation out of its marks."""
    inside = quotation[quotation.index("“") + 1 : quotation.rindex("”")]
    return inside.removeprefix("[…] ").removesuffix(" […]")


def is_head(row: Any) -> bool:
    """Tell whether Word repeats a row as the head of its table."""
    return row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None


def languages(opened: Any) -> set[str]:
    """Return the languages that a Word file says it is in."""
    return {*(it.get(qn("w:val")) for it in opened.styles.element.iter(qn("w:lang"))), opened.core_properties.language}


def check_briefing(data: bytes, services: Services) -> None:
    """Read a briefing on a theme as whoever gets it would."""
    opened = docx.Document(io.BytesIO(data))
    said = [paragraph.text for paragraph in opened.paragraphs]
    sections = [it.text for it in opened.paragraphs if it.style.name == "Heading 2"]
    (table,) = opened.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]

    assert (opened.paragraphs[0].style.name, said[0]) == ("Heading 1", f"{BRIEFING}: {TITLE}")
    assert sections[:3] == ["Council by council", "Extracts", "Silences"]
    assert {"Transferability notes", "Papers searched, and not searched", "Licence"} < set(sections)
    assert f"Question: {QUESTION}" in said
    assert [is_head(row) for row in table.rows] == [True, False, False, False]
    assert cells[0][:2] == ["Council", "What the papers say"]
    assert [row[0].split("\n")[0] for row in cells[1:]] == COUNCILS
    assert cells[3][1] == "Not found in the papers searched."
    assert any(it.startswith(f"{SILENT}: not found in the papers searched (51 passages of 1 paper") for it in said)
    searched = said[said.index("Papers searched, and not searched") + 1]
    assert [it for it in (*COUNCILS, *DATES) if it not in searched] == []
    assert any(it.startswith("Not searched: unreadable pages: none; ") for it in said)
    assert any(it.startswith("Licences as recognised: unknown: council copyright (5 papers).") for it in said)
    assert languages(opened) == {"en-GB"}
    check_quotations(opened, services)


def check_quotations(opened: Any, services: Services) -> None:
    """Hold every quotation of a briefing against the papers, and each extract against the citation after it."""
    paragraphs = opened.paragraphs
    extracts = {whole(it.text): paragraphs[n + 1].text for n, it in enumerate(paragraphs) if it.style.name == "Quote"}
    in_table = [it for row in opened.tables[0].rows for cell in row.cells for it in QUOTED.findall(cell.text)]
    cited = [(cite(found), squeezed(found.passage.text)) for found in services.passages()]

    assert min(len(extracts), len(in_table)) >= 3
    assert [it for it in [*in_table, *extracts] if not is_slice(it, services)] == []
    uncited = [
        it for it, note in extracts.items() if not any(cite in note and squeezed(it) in text for cite, text in cited)
    ]
    assert uncited == []


def test_a_policy_officer_goes_from_a_problem_to_a_briefing(empty: Desk, shared: Path):
    page, walk = empty.page, empty.walk
    walk.stop("an empty library")
    assert add(page, empty.reports).startswith("5 papers added")
    page.locator(".papers-line").get_by_text("5 papers from 3 councils").wait_for()
    walk.stop("papers added")

    pinned = find_and_pin(walk, empty.services)
    compare_councils(walk, empty.services, gold_absence(shared, "Southend (002)", THEME))
    own = briefing_group(page)
    own.get_by_text("Put your question at its head").click()
    own.get_by_label("Question at the head of the briefing").fill(QUESTION)
    with page.expect_download() as downloading:
        own.get_by_role("button", name="Word").click()
    own.locator(".told").get_by_text("quotations checked against the papers.").wait_for()
    walk.stop("a briefing taken away")

    check_briefing(downloading.value.path().read_bytes(), empty.services)
    assert in_tray(page, 2) == pinned
    walk.stop("the tray")
    assert walk.wrong == []


def find_and_pin(walk: Walk, services: Services) -> list[str]:
    """Ask, narrow, read one passage in its context, and pin two; return their words."""
    page = walk.page
    go_to(page, "Search")
    ask(page, PROBLEM)
    results(page)
    walk.stop("a problem answered")
    page.get_by_role("button", name="More filters").click()
    page.get_by_label("2 passages", exact=True).check()
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_function("location.hash.includes('each=2')")
    councils = results(page).locator(".council").all_inner_texts()
    first, second = (article_of(page, council) for council in SPEAKING)
    first.get_by_text("In context").click()
    read = first.locator(".around [aria-current=true] p").last.text_content()
    pinned = [pin(page, article) for article in (first, second)]
    walk.stop("narrowed, opened in context, and pinned")

    assert sorted(set(councils)) == COUNCILS
    assert max(councils.count(council) for council in COUNCILS) <= 2
    assert read == pinned[0]
    assert [it for it in pinned if not is_slice(it, services)] == []
    return pinned


def compare_councils(walk: Walk, services: Services, absent: str) -> None:
    """Lay the councils side by side on a theme of which the paper of one does not speak; `absent` proves it."""
    page = walk.page
    go_to(page, "Compare")
    page.get_by_role("heading", name="Themes by council").wait_for()
    walk.stop("the overview")
    compare_form(page).get_by_label("Theme", exact=True).select_option(label=TITLE)
    compare_form(page).get_by_role("button", name="Compare", exact=True).click()
    briefing_group(page)
    columns = [page.get_by_role("region", name=name, exact=True) for name in COUNCILS]
    walk.stop("councils side by side")

    (paper,) = [paper for paper in services.papers() if paper.council == SILENT]
    assert not re.search(absent, services.text(paper.id), re.IGNORECASE)
    assert [column.locator(".wording").count() for column in columns] == [0, 0, 1]
    assert columns[2].locator(".wording").inner_text() == "Not found in the papers searched"
    assert [column.locator("article.evidence blockquote").count() > 0 for column in columns[:2]] == [True, True]


def in_tray(page: Page, items: int) -> list[str]:
    """Go to the tray, of so many items; return the words of the quotations in it."""
    go_to(page, "Evidence tray")
    page.locator("#tray-root article").nth(items - 1).wait_for()
    return page.locator("#tray-root blockquote").all_text_contents()


def test_a_policy_officer_does_the_same_with_the_keyboard_alone(empty: Desk):
    page, walk, keys = empty.page, empty.walk, Keys(empty.page)
    page.on("filechooser", lambda _: None)  # listened for in time: from the key on may be too late
    place_by_keys(keys, "Papers")
    met = [keys.around()]
    keys.to(page.get_by_label("Add files"))
    with page.expect_file_chooser() as choosing:
        keys.press("Enter")
    choosing.value.set_files(empty.reports)
    assert outcome(page).startswith("5 papers added")
    page.locator(".papers-line").get_by_text("5 papers from 3 councils").wait_for()
    page.wait_for_function("document.activeElement.id === 'became'")
    met.append(keys.around())
    walk.stop("papers added by keyboard")

    pinned = find_and_pin_by_keys(keys)
    met.append(keys.around())
    walk.stop("found and pinned by keyboard")
    compare_by_keys(keys)
    met.append(keys.around())
    taken_away = take_briefing_by_keys(keys)
    walk.stop("a briefing taken away by keyboard")
    check_briefing(taken_away, empty.services)

    place_by_keys(keys, "Evidence tray")
    page.locator("#tray-root article").nth(1).wait_for()
    assert page.locator("#tray-root blockquote").all_text_contents() == pinned
    met.append(keys.around())
    assert min(met) > 10  # the links to nine places and more
    assert keys.unseen == []
    assert walk.wrong == []


def place_by_keys(keys: Keys, name: str) -> None:
    """Go to a place: its heading has the focus then."""
    keys.to(keys.page.get_by_role("navigation", name="Readacross").get_by_role("link", name=name, exact=True), BACK)
    keys.press("Enter")
    keys.page.wait_for_function("document.activeElement.tagName === 'H2'")


def find_and_pin_by_keys(keys: Keys) -> list[str]:
    """Narrow, ask, read one passage in its context, and pin two; return their words."""
    page = keys.page
    place_by_keys(keys, "Search")
    keys.to(page.get_by_role("button", name="More filters"))
    keys.press("Space")
    keys.to(page.get_by_role("group", name="At most from each council").get_by_label("No limit"))
    keys.press("ArrowDown", "ArrowDown")
    is_chosen = page.get_by_label("2 passages", exact=True).is_checked()
    keys.to(page.get_by_label("What do you want to know?"), BACK)
    keys.write(PROBLEM)
    keys.press("Enter")
    councils = results(page).locator(".council").all_inner_texts()
    first, second = (article_of(page, council) for council in SPEAKING)
    keys.to(first.locator("details.context > summary"))
    keys.press("Enter")
    is_read = first.locator(".around").is_visible()
    keys.press("Escape")
    is_closed = not first.locator(".around").is_visible()
    for article, key in ((first, BACK), (second, "Tab")):
        keys.to(article.get_by_role("button", name=PIN), key)
        keys.press("Enter")
        article.get_by_text("Pinned to").wait_for()

    assert (is_chosen, is_read, is_closed) == (True, True, True)
    assert max(councils.count(council) for council in COUNCILS) <= 2
    return [article.locator("blockquote").first.text_content() or "" for article in (first, second)]


def compare_by_keys(keys: Keys) -> None:
    """Lay the councils side by side, one of them ticked off and on again."""
    place_by_keys(keys, "Compare")
    form = compare_form(keys.page)
    theme, halton = form.get_by_label("Theme", exact=True), form.get_by_role("checkbox", name=SPEAKING[0])
    keys.to(theme)
    for _ in range(theme.locator("option").count()):
        if theme.input_value() != THEME:
            keys.press("ArrowDown")
    keys.to(halton)
    ticked = []
    for _ in range(2):
        keys.press("Space")
        ticked.append(halton.is_checked())
    keys.to(form.get_by_role("button", name="Compare", exact=True))
    keys.press("Enter")
    briefing_group(keys.page)
    keys.page.wait_for_function("document.activeElement.tagName === 'H2'")

    assert ticked == [False, True]


def take_briefing_by_keys(keys: Keys) -> bytes:
    """Take a briefing away with a question at its head."""
    own = briefing_group(keys.page)
    keys.to(own.get_by_text("Put your question at its head"))
    keys.press("Enter")
    keys.to(own.get_by_label("Question at the head of the briefing"))
    keys.write(QUESTION)
    word = own.get_by_role("button", name="Word")
    keys.to(word)
    with keys.page.expect_download() as downloading:
        keys.press("Enter")
    own.locator(".told").get_by_text("quotations checked against the papers.").wait_for()

    assert word.evaluate("button => button === document.activeElement")
    return downloading.value.path().read_bytes()


def test_an_inspector_goes_from_published_papers_to_lines_of_enquiry(inspected: Desk):
    page, walk = inspected.page, inspected.walk
    add(page, [*inspected.reports, *inspected.inspections])
    page.locator(".papers-line").get_by_text("7 papers from 3 councils").wait_for()
    walk.stop("reports and inspections added")

    go_to(page, "Lines of enquiry")
    form = page.get_by_role("form", name="Lines of enquiry")
    form.get_by_label("Council").select_option("Sefton")
    form.get_by_label("Position at").fill(AS_OF)
    form.get_by_role("button", name="List lines of enquiry").click()
    page.get_by_role("heading", name=f"Lines of enquiry: Sefton, position at {AS_OF_IN_WORDS}").wait_for()
    listed = page.locator("#enquiries-results .line h4").all_inner_texts()
    _, sheet = taken(page, "enquiries", ENQUIRIES, "Spreadsheet")
    _, word = taken(page, "enquiries", ENQUIRIES, "Word")
    walk.stop("lines of enquiry taken away")
    questions = [re.sub(r"^\d+\s+", "", it) for it in listed]
    check_lines(sheets_in(sheet), questions, inspected.services)
    check_lines_in_word(word, questions)

    finding = trace_and_pin(walk)
    assert in_tray(page, 1) == [finding]
    page.get_by_label("Line of enquiry", exact=True).fill(ENQUIRY)
    page.locator("#tray-root .kept").get_by_text("Saved.").wait_for()
    _, sheet = taken(page, "tray", ENQUIRIES, "Spreadsheet")
    _, word = taken(page, "tray", ENQUIRIES, "Word")
    walk.stop("the tray's lines of enquiry taken away")
    check_own_line(sheets_in(sheet), word, finding)
    assert walk.wrong == []


def trace_and_pin(walk: Walk) -> str:
    """Trace an inspection to the plan, look at the page of a finding, and pin it; return its words."""
    page = walk.page
    go_to(page, "Inspection to plan")
    report = page.get_by_label("Inspection report")
    report.select_option(label=next(it for it in report.locator("option").all_inner_texts() if INSPECTED in it))
    page.get_by_role("button", name="Trace", exact=True).click()
    page.locator(".finding").first.wait_for()
    unanswered = page.locator(".finding", has_text="No reply found in the papers searched").first
    asked = unanswered.locator(".asked-for")
    asked.get_by_text("See the page").click()
    picture = asked.locator(".page-picture img")
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    told = asked.locator(".page-told").inner_text()
    drawn = Image.open(io.BytesIO(fetched(page, picture.get_attribute("src") or ""))).convert("RGB")
    finding = pin(page, asked)
    walk.stop("a finding, its page, and pinned")

    assert re.fullmatch(r"Page \d+ of \d+, with the passage outlined\.", told)
    assert drawn.width > 1000
    assert INK in set(drawn.get_flattened_data())
    return finding


def fetched(page: Page, address: str) -> bytes:
    """Return what the page itself gets at an address."""
    return bytes(
        page.evaluate(
            "address => fetch(address).then((it) => it.arrayBuffer()).then((it) => [...new Uint8Array(it)])", address
        )
    )


def check_lines(sheets: dict[str, list[list[str]]], questions: list[str], services: Services) -> None:
    """Read lines of enquiry in a spreadsheet: a row each, quoted and cited, nothing judged, room for the inspector."""
    statement, title, head, *rows = sheets["Lines of enquiry"]
    columns = {name: [row[place] for row in rows] for place, name in enumerate(head)}
    quotations = [whole(it) for cell in columns["What the papers say"] for it in re.findall(r"^“.*”", cell, re.M)]
    citations = {it for cell in columns["Citation"] for it in cell.split("\n\n") if it}
    ours = ("Line of enquiry", "Claim type", "Position", "Gap or tension", "Evidence to seek")

    assert "reached no conclusion" in statement[0]
    assert title == [f"Lines of enquiry: Sefton. Position at {AS_OF_IN_WORDS}."]
    assert columns["Line of enquiry"] == questions
    assert columns["No."] == [str(number) for number in range(1, len(rows) + 1)]
    assert {*columns["Inspector’s notes"], *columns["Priority"]} == {""}
    assert [it for name in ours for cell in columns[name] if (it := JUDGING.search(in_our_words(cell)))] == []
    assert any("status printed: “" in it and "; the date has passed." in it for it in columns["Position"])
    assert len(quotations) >= len(rows)
    assert [it for it in quotations if not is_slice(it, services)] == []
    assert citations <= {cite(found) for found in services.passages()}
    assert all(re.search(PINPOINT, it) for it in citations)
    assert any(it.startswith("Ofsted, 4 March 2022, ") for it in citations)


def in_our_words(text: str) -> str:
    """Return a text without what it quotes."""
    return re.sub(r"“.*?”", "", text, flags=re.DOTALL)


def check_lines_in_word(data: bytes, questions: list[str]) -> None:
    opened = docx.Document(io.BytesIO(data))
    rows = [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows[1:]]
    said = [paragraph.text for paragraph in opened.paragraphs]

    assert said[0] == "Lines of enquiry: Sefton"
    assert "reached no conclusion" in said[1]
    assert {is_head(table.rows[0]) for table in opened.tables} == {True}
    assert [row[1] for row in rows] == questions
    assert {cell for row in rows for cell in row[7:]} == {""}
    assert languages(opened) == {"en-GB"}


def check_own_line(sheets: dict[str, list[list[str]]], word: bytes, finding: str) -> None:
    """Read the tray's documents: what was pinned beside what was written to it."""
    _, _, head, row = sheets["Lines of enquiry"]
    told = dict(zip(head, row, strict=True))
    opened = docx.Document(io.BytesIO(word))
    (cells,) = [[cell.text for cell in row.cells] for row in opened.tables[0].rows[1:]]

    assert squeezed(whole(told["What the paper says"])) == squeezed(finding)
    assert told["Citation"].startswith("Ofsted, 4 March 2022, ")
    assert re.search(r", page \d+$", told["Citation"])
    assert (told["Inspector’s notes"], told["Priority"]) == ("", "")
    assert ENQUIRY in row
    assert cells[1] == ENQUIRY
    assert squeezed(finding) in squeezed(cells[2])
    assert "reached no conclusion" in opened.paragraphs[1].text


def test_a_researcher_goes_from_marks_to_a_coded_extract(desk: Desk):
    page, walk = desk.page, desk.walk
    add(page, desk.reports)
    page.locator(".papers-line").get_by_text("from 3 councils").wait_for()
    ask_on_theme(page)
    walk.stop("passages of one theme")
    _, before = taken(page, "search", EXTRACT, "CSV")
    rejected, *kept = [row["passage_id"] for row in table_of(before)]
    review(desk.library, rejected, kept[0])
    page.reload()
    results(page)
    _, reviewed = taken(page, "search", EXTRACT, "CSV")
    _, again = taken(page, "search", EXTRACT, "CSV")
    _, project = taken(page, "search", EXTRACT, "REFI-QDA")
    _, project_again = taken(page, "search", EXTRACT, "REFI-QDA")
    walk.stop("extracts taken away")

    assert (again, project_again) == (reviewed, project)
    check_extract(reviewed, desk.services)
    rows = {row["passage_id"]: row for row in table_of(reviewed)}
    assert rejected not in rows
    assert set(kept) <= set(rows)
    assert rows[kept[0]]["coder"] == CODER
    assert [name for name, row in rows.items() if CODED not in row["themes_final"].split("; ")] == []
    check_project(project, desk.services)
    assert walk.wrong == []


def ask_on_theme(page: Page) -> None:
    """Search among the passages marked with one theme."""
    go_to(page, "Search")
    page.get_by_role("button", name="More filters").click()
    page.get_by_label("Only passages on").select_option(CODED)
    ask(page, "social workers")
    results(page)


def review(library: Path, rejected: str, accepted: str) -> None:
    """Decide as a coder does who has read two passages."""
    command = [sys.executable, "-m", "ui.cli", "--library", str(library), "code", "--coder", CODER]
    for decided in ([rejected, "--reject", CODED], [accepted, "--accept", CODED]):
        subprocess.run([*command, *decided], cwd=ROOT, check=True, capture_output=True, timeout=START_S)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def table_of(data: bytes) -> list[dict[str, str]]:
    text = unpacked(data)["coded extract.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def check_extract(data: bytes, services: Services) -> None:
    """Read a coded extract as a spreadsheet would, and hold every row against its paper."""
    files, rows = unpacked(data), table_of(data)
    tables = [files[name].decode("utf-8-sig") for name in ("coded extract.csv", "codebook.csv")]
    cells = [cell for text in tables for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row]
    exact = [services.text(row["paper_id"])[int(row["start"]) : int(row["end"])] for row in rows]

    assert list(files) == ["coded extract.csv", "codebook.csv", "methods.txt"]
    assert {text[:3] for text in files.values()} == {b"\xef\xbb\xbf"}
    for text in tables:  # RFC 4180: lines end with CRLF, and all else that is not plain stands in quotation marks
        outside = re.sub(r'"(?:[^"]|"")*"', "", text)
        assert text.endswith("\r\n")
        assert re.findall(r'(?<!\r)\n|\r(?!\n)|"', outside) == []
    assert list(rows[0])[: len(COLUMNS)] == COLUMNS
    assert len(rows) >= 5
    assert {row["hidden"] for row in rows} == {""}
    assert [row["text_raw"].removeprefix("'") for row in rows] == exact
    assert [cell for cell in cells if cell.startswith(RISKY)] == []
    assert f"\r\n{CODED}," in tables[1]
    assert f"Coders: {CODER}; 1 decision." in files["methods.txt"].decode("utf-8-sig")


def check_project(data: bytes, services: Services) -> None:
    """Read a project for qualitative-analysis software: well formed, with its sources, and codes on exact stretches."""
    files = unpacked(data)
    root = ET.fromstring(files["project.qde"])
    sources = {
        it.get("plainTextPath", "").replace("internal://", "Sources/"): it for it in root.iter(f"{QDA}TextSource")
    }
    texts = {squeezed(services.text(paper.id)) for paper in services.papers()}
    selected = [
        files[name].decode("utf-8")[int(it.get("startPosition", "")) : int(it.get("endPosition", ""))]
        for name, source in sources.items()
        for it in source.iter(f"{QDA}PlainTextSelection")
    ]

    assert root.tag == f"{QDA}Project"
    assert sorted(files) == sorted(["project.qde", *sources])
    assert len(sources) >= 2
    assert len(selected) >= 5
    assert [it for it in selected if not any(squeezed(it) in text for text in texts)] == []
    assert CODER in {it.get("name") for it in root.iter(f"{QDA}User")}
