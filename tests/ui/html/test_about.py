"""What the page says of itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ui.html.about import about_html

if TYPE_CHECKING:
    from ui.services import Services


class Balance(HTMLParser):
    """Notes tags that are closed without having been opened, or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_every_part_is_there_and_every_tag_is_closed(demonstration: Services):
    html = about_html(demonstration.papers(), "9.8.7")

    reader = Balance()
    reader.feed(html)
    assert (reader.open, reader.wrong) == ([], [])
    assert re.findall(r"<h3>(.*?)</h3>", html) == [
        "What it is",
        "What it does not do",
        "How a search works",
        "How themes and claims are told",
        "What was measured",
        "Accessibility statement",
        "Licences of the papers quoted",
        "Version",
    ]
    assert "This is Readacross 9.8.7." in html


def test_the_papers_licences_are_counted(demonstration: Services):
    assert "<li><strong>CC0-1.0 for our wording</strong>: 5 papers</li>" in about_html(demonstration.papers(), "1")


def test_without_papers_it_says_so():
    assert "There are no papers here yet." in about_html([], "1")
