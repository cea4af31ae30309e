"""Our digests of the five papers: what they state, what they retell, and that the words are ours."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from corpus.identify import identify
from corpus.reading import read_document
from corpus.types import Document, FileFormat, PaperKind

DIGESTS = Path(__file__).parents[2] / "corpus" / "digests"
REPORTS = Path(__file__).parents[2].parent / "shared" / "reports"
NAMES = sorted(path.name for path in DIGESTS.glob("*.md"))
RUN = 14  # words in a row that may not be a council's

HALTON = "halton-policy-and-performance-board-2023-09.md"
SEFTON_2018 = "sefton-annual-report-2018-06.md"
SEFTON_2023 = "sefton-health-and-wellbeing-board-2023-03.md"
SEFTON_PLAN = "sefton-improvement-plan-phase-2.md"
SOUTHEND = "southend-people-scrutiny-2021-10.md"

# council, name in full, body, date, title, kind
IDENTITIES = {
    HALTON: (
        "Halton",
        "Halton Borough Council",
        "Children, Young People and Families Policy and Performance Board",
        "2023-09-11",
        "Overview of Children's Social Care",
        PaperKind.COMMITTEE_REPORT,
    ),
    SEFTON_2018: (
        "Sefton",
        "Sefton Council",
        None,
        "2018-06",
        "Annual Report and Review of Improvement Plan, 1 April 2017 to 31 March 2018",
        PaperKind.ANNUAL_REPORT,
    ),
    SEFTON_2023: (
        "Sefton",
        "Sefton Council",
        "Health and Wellbeing Board",
        "2023-03-08",
        "Children's Services Improvement Programme",
        PaperKind.COMMITTEE_REPORT,
    ),
    SEFTON_PLAN: (
        "Sefton",
        "Sefton Council",
        None,
        None,
        "Children's Improvement Plan Phase 2",
        PaperKind.IMPROVEMENT_PLAN,
    ),
    SOUTHEND: (
        "Southend-on-Sea",
        "Southend-on-Sea Borough Council",
        "People Scrutiny Committee",
        "2021-10-05",
        "Update on Children's Services Improvement Programme from the Children's Services Improvement Board",
        PaperKind.COMMITTEE_REPORT,
    ),
}
# The council's paper, and how many of its numbers the digest keeps.
STANDS_FOR = {
    HALTON: ("004_73d85b48b18114fa.txt", 16, "3.1", "7.3"),
    SEFTON_2018: ("001_5017188a2e0d675d.txt", 32, "1.1", "5.3"),
    SEFTON_2023: ("000_66e1033645450ee5.txt", 19, "1.1", "3.4"),
    SEFTON_PLAN: ("003_ad821aef673912d9.txt", 48, "1.1", "4.6.1"),
    SOUTHEND: ("002_ea880576dbc0f0af.txt", 23, "2.1", "6.11"),
}
# Numbers that head a section; they number no paragraph.
HEADINGS = {
    HALTON: {f"{n}.0" for n in range(1, 11)},
    SEFTON_2018: {"2.1", "3.2"},
}
PRINTED_NUMBER = re.compile(r"(?:^(?:-|#+) |^|\| )(\d{1,2}(?:\.\d{1,2})+) ", re.MULTILINE)
WORD = re.compile(r"[a-z0-9£%']+")


def digest(name: str) -> Document:
    return read_document((DIGESTS / name).read_bytes(), file=name)


def report(name: str) -> Path:
    path = REPORTS / STANDS_FOR[name][0]
    if not path.is_file():
        pytest.skip(f"the council's paper is not at {path}")
    return path


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of words of the forbidden length."""
    words = WORD.findall(text.casefold().replace("’", "'"))
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def test_there_are_five_digests():
    assert NAMES == sorted(IDENTITIES) == sorted(STANDS_FOR)


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_says_that_it_is_one_and_what_it_stands_for(name):
    document = digest(name)

    without = {"body"} if IDENTITIES[name][2] is None else set()
    without |= {"date"} if IDENTITIES[name][3] is None else set()
    assert document.format is FileFormat.MARKDOWN
    assert document.is_digest
    assert document.warnings == ()
    assert {key for key, _ in document.front_matter} == {
        *("digest", "council", "council_printed", "body", "date", "title", "kind"),
        *("stands_for", "stands_for_file", "stands_for_sha256", "paragraphs", "wording", "licence"),
    } - without


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_says_that_the_words_are_ours(name):
    document = digest(name)

    assert document.stated("licence") == "CC0-1.0 for our wording"
    assert document.stated("wording") == (
        "ours: written for Readacross from the facts and figures of the paper; "
        "quote the council's paper, not this digest"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_is_recognised_as_the_paper_that_it_stands_for(name, councils):
    identity = identify(digest(name), councils)

    assert (
        identity.council.value,
        identity.council_printed.value,
        identity.body.value,
        identity.date.value,
        identity.title.value,
        identity.kind.value,
    ) == IDENTITIES[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_citation_begins_with_the_councils_name_and_ends_with_the_title(name):
    _, printed, body, _, title, _ = IDENTITIES[name]

    citation = digest(name).stated("stands_for") or ""

    assert citation.startswith(f"{printed}, ")
    assert title in citation
    assert body is None or f", {body}, " in citation


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_keeps_the_papers_numbers_as_it_lists_them(name):
    document = digest(name)
    file, count, first, last = STANDS_FOR[name]

    listed = dict(document.front_matter)["paragraphs"]
    body = document.text[document.blocks[0].span.end :]
    printed = [number for number in PRINTED_NUMBER.findall(body) if number not in HEADINGS.get(name, ())]

    assert document.stated("stands_for_file") == file
    assert (len(listed), listed[0], listed[-1]) == (count, first, last)
    assert len(set(listed)) == count
    assert set(printed) == set(listed)
    assert name == SEFTON_PLAN or tuple(printed) == listed  # the plan's tables print a number for each of two lists


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_names_the_very_bytes_that_it_stands_for(name):
    path = report(name)

    assert digest(name).stated("stands_for_sha256") == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_has_no_long_run_of_words_in_common_with_any_report(name):
    report(name)
    titles = {run for identity in IDENTITIES.values() for run in runs(identity[4])}
    theirs = {run for path in REPORTS.glob("*.txt") for run in runs(path.read_text("utf-8"))}

    assert runs((DIGESTS / name).read_text("utf-8")) & theirs - titles == set()
