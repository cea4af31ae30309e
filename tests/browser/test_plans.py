"""The Actions and Change over time places in a real browser: asked, read, taken away, by keyboard and by axe-core."""

from __future__ import annotations

import csv
import io
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_page import BOTH, fits, go_to, violations

if TYPE_CHECKING:
    from playwright.sync_api import Download, Page

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n\x1a\n"
TITLES = ("Children's Improvement Plan Phase 2", "Annual Report and Review of Improvement Plan")


def place(page: Page, name: str) -> None:
    go_to(page, name)


def list_actions(page: Page) -> None:
    place(page, "Actions")
    page.get_by_role("button", name="List actions").click()
    page.locator("#actions-results .plan article").first.wait_for()


def follow(page: Page, theme: str, council: str) -> None:
    place(page, "Change over time")
    form = page.get_by_role("form", name="Follow a theme through a council’s papers")
    form.get_by_label("Theme").select_option(theme)
    form.get_by_label("Council").select_option(council)
    form.get_by_role("button", name="Show the timeline").click()
    page.locator("#timeline").wait_for()


def compare_papers(page: Page, old: str, new: str) -> None:
    place(page, "Change over time")
    form = page.get_by_role("form", name="Compare two papers of one council")
    for label, title in (("Earlier paper", old), ("Later paper", new)):
        field = form.get_by_label(label)
        option = field.locator("option", has_text=title).first.get_attribute("value")
        field.select_option(option)
    form.get_by_role("button", name="Show what changed").click()
    page.locator("#changes-results .from-to").wait_for()


def taken(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


@BOTH
def test_actions_are_listed_with_how_they_stand_and_axe_finds_nothing_wrong(visit):
    page = visit.page
    place(page, "Actions")
    page.locator("#actions-overview .plans").wait_for()
    at_rest = violations(page)

    list_actions(page)
    page.locator(".as-printed summary").first.click()
    page.locator("#action-status .as-table summary").click()

    assert at_rest == []
    assert violations(page) == []
    assert fits(page)
    assert page.locator("#actions-results article.action").count() == 58
    status = page.locator("#actions-status [role=status]").inner_text()
    assert status.startswith("58 actions in 1 plan. 5 of 58 actions complete")
    assert not page.locator("#actions-overview").is_visible()


def test_filters_narrow_the_list_and_make_an_address_that_asks_again(visit):
    page = visit.page
    place(page, "Actions")
    page.get_by_label("How a milestone stands").select_option("complete")
    page.get_by_label("Milestone due before").fill("2023-01")
    page.keyboard.press("Enter")
    page.get_by_text("5 actions in 1 plan.").wait_for()
    first = page.url

    page.reload()

    page.get_by_text("5 actions in 1 plan.").wait_for()
    assert first.endswith("#actions?status=complete&due=2023-01")
    assert page.get_by_label("How a milestone stands").input_value() == "complete"
    assert page.get_by_label("Milestone due before").input_value() == "2023-01"


def test_a_date_that_cannot_be_read_is_told(visit):
    place(visit.page, "Actions")
    visit.page.get_by_label("Milestone due before").fill("soon")

    visit.page.get_by_role("button", name="List actions").click()

    visit.page.get_by_role("alert").wait_for()
    assert "“soon” is not a date that can be read." in visit.page.get_by_role("alert").inner_text()


def test_the_chart_downloads_as_a_picture_twice_its_size(visit):
    page = visit.page
    list_actions(page)
    box = page.locator("#action-status .drawn.wide svg").get_attribute("viewBox")

    with page.expect_download() as told:
        page.locator("#action-status").get_by_role("button", name="Download picture (PNG)").click()
    picture = taken(told.value)

    width, height = struct.unpack(">II", picture[16:24])
    assert told.value.suggested_filename == "action-status.png"
    assert picture.startswith(PNG)
    assert f"0 0 {width // 2} {height // 2}" == box
    assert page.locator("#action-status [role=status]").inner_text() == "Picture downloaded"


def test_the_chart_downloads_as_a_table(visit):
    list_actions(visit.page)

    with visit.page.expect_download() as told:
        visit.page.locator("#action-status").get_by_role("link", name="Download table (CSV)").click()

    assert told.value.suggested_filename == "action-status.csv"
    assert taken(told.value) == (
        b"\xef\xbb\xbfStatus,Actions\r\nComplete,5\r\nOn track,49\r\nSome issues,4\r\nNot on track,0\r\n"
        b"No status printed,0\r\nAll actions,58\r\n"
    )


@BOTH
def test_a_theme_is_drawn_over_time_and_axe_finds_nothing_wrong(visit):
    page = visit.page
    place(page, "Change over time")
    page.get_by_role("form", name="Compare two papers of one council").wait_for()
    at_rest = violations(page)

    follow(page, "workforce", "Sefton")
    page.locator("#timeline .as-table summary").click()

    assert at_rest == []
    assert violations(page) == []
    assert fits(page)
    shown = [drawn.is_visible() for drawn in page.locator("#timeline .drawn").all()]
    assert sorted(shown) == [False, True]
    image = page.get_by_role("img", name=re.compile("Workforce recruitment, retention and agency reliance: Sefton"))
    assert image.count() == 1
    assert page.url.endswith("#changes?theme=workforce&of=Sefton")


def test_figures_of_one_thing_are_charted_with_their_dates_and_taken_as_a_table(visit):
    follow(visit.page, "finance", "Southend-on-Sea")
    drawn = visit.page.locator("#figures-over-time-1 .drawn.wide")

    with visit.page.expect_download() as told:
        visit.page.locator("#figures-over-time-1").get_by_role("link").click()

    rows = list(csv.reader(io.StringIO(taken(told.value).decode("utf-8-sig"))))
    assert [row[:3] for row in rows] == [
        ["Date", "Value", "Kind"],
        ["2019", "330", "actual"],
        ["September 2021", "285", "actual"],
    ]
    assert {"330", "285", "2019, was", "September 2021, was"} <= set(drawn.locator("text").all_text_contents())


@BOTH
def test_two_papers_are_compared_and_axe_finds_nothing_wrong(visit):
    page = visit.page

    compare_papers(page, TITLES[1], TITLES[0])

    assert violations(page) == []
    assert fits(page)
    assert page.locator("#changes-status [role=status]").inner_text().startswith("Passages: ")
    terms = page.locator("#changes-results .from-to dd").all_inner_texts()
    assert [title in term for title, term in zip(reversed(TITLES), terms, strict=True)] == [True, True]


def test_one_paper_alone_is_answered_with_what_to_do(visit):
    place(visit.page, "Change over time")

    visit.page.get_by_role("button", name="Show what changed").click()
    visit.page.wait_for_timeout(300)
    field = visit.page.get_by_label("Earlier paper")
    field.select_option(index=1)
    visit.page.get_by_role("button", name="Show what changed").click()

    visit.page.get_by_role("alert").wait_for()
    assert "Two papers are needed." in visit.page.get_by_role("alert").inner_text()


def test_the_keyboard_alone_lists_actions_and_opens_a_row_as_printed(visit):
    page = visit.page
    place(page, "Actions")
    page.get_by_label("Lead", exact=True).focus()
    page.keyboard.type("safeguarding partnership")
    page.keyboard.press("Enter")
    page.get_by_text("5 actions in 1 plan.").wait_for()
    summary = page.locator(".as-printed summary").first
    for _ in range(40):
        if summary.evaluate("summary => summary === document.activeElement"):
            break
        page.keyboard.press("Tab")

    page.keyboard.press("Enter")

    assert page.locator(".as-printed blockquote").first.is_visible()
    assert summary.evaluate("s => getComputedStyle(s).outlineWidth") == "3px"
