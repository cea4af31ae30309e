"""Tell lines of enquiry in plain text, for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.citation import cite_paper, date_in_words
from ui.terminal.answers import WIDTH

if TYPE_CHECKING:
    from search.enquiries.records import Dated, Enquiries, Enquiry


def enquiries(made: Enquiries) -> str:
    """Return the lines of enquiry, area by area, numbered throughout, under the statement of what the tool did."""
    parts = [_head(made)]
    number = 0
    for area in made.areas:
        parts.append(f"\n{area.title}\n{'=' * len(area.title)}\n")
        for line in area.enquiries:
            number += 1
            parts.append(_line(number, line))
    if not number:
        parts.append("\nNo lines of enquiry: none of the signals was found in the papers searched.\n")
    return "".join(parts)


def _head(made: Enquiries) -> str:
    papers = "".join(_filled("  · ", cite_paper(paper), "    ") for paper in made.papers)
    within = f"{_count(made.searched.papers, 'paper')}, {_count(made.searched.passages, 'passage')}"
    unread = made.searched.unreadable_pages
    lost = f", {_count(unread, 'page')} that could not be read" if unread else ""
    return (
        f"Lines of enquiry: {made.council}, position at {date_in_words(made.as_of)}\n"
        + _filled("", made.statement, "")
        + _filled("", f"Areas: {made.framework}.", "")
        + f"Searched: {within}{lost}.\n{papers}"
    )


def _line(number: int, line: Enquiry) -> str:
    indent = " " * 4
    quoted = "".join(
        _filled(f"{indent}“", f"{on_one_line(each.text)}”", f"{indent} ")
        + _filled(f"{indent}  – ", each.citation, f"{indent}    ")
        for each in line.quotations
    )
    dates = _filled(f"{indent}Dates: ", "; ".join(map(_date, line.dates)), f"{indent}  ") if line.dates else ""
    ask = "".join(_filled(f"{indent}  · ", text, f"{indent}    ") for text in line.evidence_to_ask_for)
    return (
        "\n"
        + _filled(f"{number}. ", line.question, indent)
        + quoted
        + _filled(f"{indent}Gap: ", line.gap, f"{indent}  ")
        + dates
        + f"{indent}Evidence to ask for:\n{ask}"
        + f"{indent}[{line.id}]\n"
    )


def _date(date: Dated) -> str:
    printed = on_one_line(date.printed) or date_in_words(date.iso)
    return f"{date.what} {printed}" + (f" ({on_one_line(date.note)})" if date.note else "")


def _filled(lead: str, text: str, indent: str) -> str:
    return textwrap.fill(f"{lead}{text}", WIDTH, subsequent_indent=indent, break_long_words=False) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
