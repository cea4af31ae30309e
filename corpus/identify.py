"""Say whose paper it is, from when and what, from its own words, with the reason for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from corpus.cover import Cover, cover_of
from corpus.dates import is_iso_date, read_date
from corpus.types import Identity, PaperKind, Recognised

if TYPE_CHECKING:
    from corpus.councils import Councils
    from corpus.types import Document

BODY = re.compile(r".*\b(?:Committee|Board|Cabinet|Panel|Commission|Forum|Full Council)(?:\s\([^)]*\))?", re.IGNORECASE)
LONGEST_BODY = 14  # words
# At a line's start only: a council's plan "in answer to the inspection of …" is not an inspection report.
INSPECTION = re.compile(
    r"^(?:(?:(?:joint|targeted|local|area|send|full|short|single|focused)\s+)*inspection\s+(?:dates?|of|in)"
    r"|(?:focused|monitoring)\s+visit|(?:lead|reporting)\s+inspector)\b",
    re.IGNORECASE | re.MULTILINE,
)
INSPECTORATE = re.compile(r"\b(?:ofsted|(?:his|her) majesty[’']s inspector)", re.IGNORECASE)
TITLED = re.compile(
    r"\b(?:report|plan|review|strategy|update|overview|inspection|programme|assessment|evaluation|progress|summary)\b",
    re.IGNORECASE,
)
# "Update on … from the … Board" is about a body's work; "Overview and Scrutiny Board" is a body.
ABOUT = re.compile(r"\b(?:update|report|review|progress|overview|summary)\s+(?:on|of|from|to)\b", re.IGNORECASE)
NOT_A_TITLE = re.compile(
    r"(?:report (?:of|to|by|prepared|author)|cabinet member|agenda|part \d|item)\b.*", re.IGNORECASE
)
PERIOD = re.compile(r".*\b\d{4}\s+(?:to|-)\s+.*\b\d{4}\b.*|.*\b(?:19|20)\d\d/\d\d\b.*")
KINDS = (
    (PaperKind.ANNUAL_REPORT, re.compile(r"\bannual report\b", re.IGNORECASE)),
    (PaperKind.SELF_EVALUATION, re.compile(r"\bself[- ](?:evaluation|assessment)\b", re.IGNORECASE)),
    (PaperKind.COMMITTEE_REPORT, re.compile(r"\b(?:update|overview|progress|report|review)\b", re.IGNORECASE)),
    (PaperKind.IMPROVEMENT_PLAN, re.compile(r"\b(?:improvement|action|recovery) plan\b", re.IGNORECASE)),
    (PaperKind.STRATEGY, re.compile(r"\bstrateg(?:y|ic plan)\b", re.IGNORECASE)),
)
PROPER_NAME = re.compile(r"\bCouncil\b|\bBorough of\b")  # with capitals: "the city council" is no name
INSPECTION_TITLE = re.compile(
    r"(?:(?:joint|area|focused|short|single|monitoring)\b.*\b)?(?:inspection|visit)\b.*", re.IGNORECASE
)
FOOTNOTE = re.compile(r"(?<=[a-z])\d$")
CROWN = re.compile(r"© Crown copyright", re.IGNORECASE)
OGL = re.compile(r"open government licence", re.IGNORECASE)
UNKNOWN_LICENCE = "unknown: council copyright"


def identify(document: Document, councils: Councils) -> Identity:
    """Return what a paper says of itself; a fact that it does not state is None, with the reason.

    Front matter comes first, then the cover sheet, then the whole text. The file's name and the metadata hidden in a
    PDF are never believed: real ones say "Draft report" and "ENTER LA NAME".
    """
    cover = cover_of(document)
    is_inspection = _is_inspection(cover, document)
    date = _date(document, cover)
    council, printed = _council(document, cover, councils, date.value)
    title = _inspection_title(cover) if is_inspection else None
    title = title or _title(document, cover, council.value)
    return Identity(
        council=council,
        council_printed=printed,
        body=_body(document, cover, is_inspection=is_inspection),
        date=date,
        title=title,
        kind=_kind(document, cover, title.value, is_inspection=is_inspection),
        licence=_licence(document),
    )


def _stated(document: Document, key: str) -> Recognised | None:
    value = document.stated(key)
    return Recognised(value, "stated in the file's front matter") if value else None


def _is_inspection(cover: Cover, document: Document) -> bool:
    top = "\n".join(cover.lines)
    reports_to_a_council = cover.field("report to", "report of", "reporting officer") is not None
    return (
        INSPECTION.search(top) is not None
        and INSPECTORATE.search(document.text) is not None
        and not reports_to_a_council
    )


def _council(document: Document, cover: Cover, councils: Councils, date: str | None) -> tuple[Recognised, Recognised]:
    stated = _stated(document, "council")
    if stated and stated.value:
        name_then = councils.called(stated.value).name_at(date)
        return stated, _stated(document, "council_printed") or Recognised(name_then, "the council's name at the time")
    found = councils.first_full_name("\n".join(cover.lines))
    if found is not None:
        council, printed = found
        return Recognised(council.name, f"the cover says “{printed}”"), _printed(document, councils, council.name, date)
    text = fold(document.text)
    mentions = councils.mentions(text).most_common(2)
    if not mentions:
        return Recognised(None, "no council is named in the paper"), Recognised(
            None, "no council is named in the paper"
        )
    (name, count), *others = mentions
    runner_up = f"; {others[0][0]} {others[0][1]}" if others else ""
    reason = f"the cover names none; the text speaks of {name} most (weight {count}{runner_up})"
    return Recognised(name, reason), _printed(document, councils, name, date)


def _printed(document: Document, councils: Councils, name: str, date: str | None) -> Recognised:
    """Return the council's full name as the paper prints it most, else the name that it bore at the time."""
    printed = [
        (count, full)
        for (council, full), count in councils.full_names(fold(document.text)).items()
        if council == name and PROPER_NAME.search(full)
    ]
    if printed:
        count, full = max(printed)
        return Recognised(full, "printed so once" if count == 1 else f"printed so {count} times")
    return Recognised(
        councils.called(name).name_at(date), "the name that we know it by; the paper does not print its full name"
    )


def _body(document: Document, cover: Cover, *, is_inspection: bool) -> Recognised:
    stated = _stated(document, "body")
    if stated or document.front_matter:
        return stated or Recognised(None, "the file's front matter names no body")
    if is_inspection:
        return Recognised("Ofsted", "an inspection report")
    named = cover.field("report to", "to", "committee", "meeting", "meeting of", "decision maker")
    lines = [line for line in cover.lines if BODY.fullmatch(line) and len(line.split()) <= LONGEST_BODY]
    if named:
        longer = next((line for line in lines if line.casefold().startswith(named.casefold())), named)
        return Recognised(longer, "named on the cover as the body reported to")
    bodies = [line for line in lines if not ABOUT.search(line) and not NOT_A_TITLE.fullmatch(line)]
    if bodies:
        return Recognised(bodies[0], "a line of the cover names a committee or board")
    return Recognised(None, "the cover names no committee or board")


def _date(document: Document, cover: Cover) -> Recognised:
    stated = document.stated("date")
    if stated and is_iso_date(stated):
        return Recognised(stated, "stated in the file's front matter")
    if document.front_matter:
        return Recognised(None, "the file's front matter gives no date")
    for name in (
        "report published",
        "published",
        "date of meeting",
        "meeting date",
        "date",
        "inspection dates",
        "inspection date",
    ):
        value = cover.field(name)
        date = read_date(value) if value else None
        if date:
            last = ", last day" if re.search(r"\bto\b|-|–", value or "") else ""
            return Recognised(date, f"the cover's “{name}”{last}")
    for line in cover.lines:
        date = read_date(line)
        if date and not PERIOD.fullmatch(line) and len(line.split()) <= 6:  # noqa: PLR2004 - a line that is a date
            return Recognised(date, f"a line of the cover is “{line}”")
    return Recognised(None, "the paper bears no date")


def _title(document: Document, cover: Cover, council: str | None) -> Recognised:
    stated = _stated(document, "title")
    if stated:
        return stated
    subject = cover.field("subject", "title", "report title", "report subject")
    if subject:
        mended = cover.mended.get("subject")
        reason = (
            f"the cover's subject, printed “{mended}” in damaged cells and mended from the paper's own words"
            if mended
            else "the cover's subject"
        )
        return Recognised(subject, reason)
    for index, line in enumerate(cover.lines):
        if _reads_like_a_title(line):
            return Recognised(_whole_title(cover, index), "a line of the cover reads like a title")
    headings = [line for line in cover.headings if council is None or line.casefold() != council.casefold()]
    if headings:
        return Recognised(headings[0], "the first heading")
    return Recognised(None, "no line of the cover reads like a title")


def _reads_like_a_title(line: str) -> bool:
    names_a_kind = " " in line and any(pattern.fullmatch(line) for _, pattern in KINDS)
    return (
        TITLED.search(line) is not None
        and (len(line.split()) > 2 or names_a_kind)  # noqa: PLR2004 - words
        and not NOT_A_TITLE.fullmatch(line)
        and not PERIOD.fullmatch(line)
        and (not BODY.fullmatch(line) or ABOUT.search(line) is not None)
    )


def _inspection_title(cover: Cover) -> Recognised | None:
    """Return the line that says what was inspected, None when none does."""
    for index, line in enumerate(cover.lines):
        if INSPECTION_TITLE.fullmatch(line) and not line.casefold().startswith("inspection date"):
            return Recognised(FOOTNOTE.sub("", _whole_title(cover, index)), "the cover says what was inspected")
    return None


def _whole_title(cover: Cover, index: int) -> str:
    """Return a title with the lines right below that go on with it, and the period that it reports on."""
    title = cover.lines[index]
    for line in cover.lines_joined_to(index):
        if PERIOD.fullmatch(line) and not TITLED.search(line):
            return f"{title}, {line}"
        if read_date(line) or NOT_A_TITLE.fullmatch(line) or ":" in line:
            break
        title = f"{title} {line}"
    return title


def _kind(document: Document, cover: Cover, title: str | None, *, is_inspection: bool) -> Recognised:
    stated = _stated(document, "kind")
    if stated and stated.value in set(PaperKind):
        return stated
    if is_inspection:
        return Recognised(PaperKind.INSPECTION_REPORT, "the cover speaks of an inspection, and inspectors wrote it")
    if cover.field("report to", "report of", "reporting officer") and cover.has_recommendations:
        return Recognised(PaperKind.COMMITTEE_REPORT, "a report to a committee, with recommendations")
    for kind, pattern in KINDS:
        match = pattern.search(title or "")
        if match:
            return Recognised(kind, f"the title says “{match.group()}”")
    return Recognised(PaperKind.OTHER, "nothing in the title says what kind of paper it is")


def _licence(document: Document) -> Recognised:
    stated = _stated(document, "licence")
    if stated:
        return stated
    if OGL.search(document.text):
        return Recognised("Open Government Licence v3.0", "the paper says so")
    if CROWN.search(document.text):
        return Recognised("Crown copyright", "the paper says so")
    return Recognised(UNKNOWN_LICENCE, "the paper states no licence")
