"""What the Papers tab says, without a browser: facts, reasons, losses, and the form's contents."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from corpus.types import DocumentId, FileFormat, Paper, PaperKind, ReadingWarning
from indexer.build import BY_YOU
from indexer.records import Framework, Inspection, Judgement
from indexer.store import PassageId
from ui.papers_html import chooser_html, form_html, listing_html, saved_html

PAPER = Paper(
    id=DocumentId("a1"),
    file="report.pdf",
    sha256="0" * 64,
    format=FileFormat.PDF,
    title="Update & review",
    council="Sefton",
    council_printed="Sefton Council",
    body=None,
    date="2023-03-08",
    kind=PaperKind.COMMITTEE_REPORT,
    licence="unknown: council copyright",
    is_digest=False,
    stands_for=None,
    stands_for_sha256=None,
    stepped_aside_for=None,
    pages=12,
    characters=1000,
    reasons=(("council", "the cover’s letterhead"), ("date", BY_YOU)),
    warnings=(),
    unreadable_pages=0,
)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def facts_of(html: str) -> dict[str, str]:
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html.split("<details", maxsplit=1)[0])
    return {words_of(label): words_of(value) for label, value in rows}


def test_a_paper_is_listed_with_every_fact_in_words():
    assert facts_of(listing_html([PAPER], {})) == {
        "Date": "8 March 2023 Stated by you",
        "Committee or board": "Not recognised",
        "Kind of paper": "Committee report",
        "Licence": "Unknown: council copyright",
        "File": "report.pdf, 12 pages",
    }


def test_papers_stand_under_their_council_in_the_order_given():
    other = replace(PAPER, id=DocumentId("b2"), council=None, title="Unsigned")

    html = listing_html([PAPER, replace(PAPER, id=DocumentId("a2"), title="Older"), other], {})

    assert words_of(re.findall(r"<h2>.*?</h2>", html)[0]) == "3 papers, by council, newest first"
    headings = [words_of(each) for each in re.findall(r"<h[34].*?</h[34]>", html)]
    assert headings == [
        "Sefton 2 papers",
        "Update & review",
        "Older",
        "Council not recognised 1 paper",
        "Unsigned",
    ]


def test_each_reason_stands_by_its_fact():
    reasons = listing_html([PAPER], {}).split("<details")[1]

    assert [(words_of(dt), words_of(dd)) for dt, dd in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", reasons)] == [
        ("Council: Sefton", "The cover’s letterhead"),
        ("Date: 8 March 2023", "Stated by you"),
    ]


def test_lost_pages_are_told_by_number_and_reason():
    pages = (*(ReadingWarning(page=page, reason="a picture, no text") for page in (4, 5, 6, 9)),)
    paper = replace(PAPER, warnings=(*pages, ReadingWarning(page=None, reason="read by OCR")), unreadable_pages=4)

    html = listing_html([paper], {})

    assert "4 pages of 12 could not be read as text" in words_of(html)
    assert "<li>Pages 4 to 6 and 9: a picture, no text</li><li>Read by OCR</li>" in html


def test_a_remark_on_the_reading_is_not_called_a_loss():
    html = listing_html([replace(PAPER, warnings=(ReadingWarning(page=None, reason="the file is a web page"),))], {})

    assert '<div class="reading"><p>How the file was read:</p><ul><li>The file is a web page</li></ul></div>' in html


def test_a_digest_that_stepped_aside_names_the_paper_that_took_its_place():
    digest = replace(PAPER, id=DocumentId("d"), title="Its digest", is_digest=True, stepped_aside_for="a1")

    html = listing_html([PAPER, digest], {})

    said = words_of(html)
    assert "Digest, in our words: quote the council's paper" in said
    assert "Not searched: it has stepped aside for the council’s own paper, Update & review ." in said
    assert '<a href="#paper-a1">' in html
    assert 'id="paper-a1"' in html


def test_an_inspection_report_is_listed_with_what_it_records():
    inspection = Inspection(
        framework=Framework.ILACS_STANDARD,
        start="2022-06-27",
        end="2022-07-01",
        published=None,
        judgements=(Judgement("Overall effectiveness", "overall", "Inadequate", PassageId("p")),),
        improvements=(),
    )

    facts = facts_of(listing_html([PAPER], {PAPER.id: inspection}))

    assert facts["Inspected under"] == "ILACS standard"
    assert facts["Inspected"] == "27 June 2022 to 1 July 2022"
    assert facts["Judgements, as printed"] == "Overall effectiveness: Inadequate"
    assert "Published" not in facts


def test_what_a_paper_prints_is_shown_and_not_run():
    paper = replace(PAPER, title='"><script>alert(1)</script>', licence="<b>none</b>", file="<i>.pdf")

    html = listing_html([paper], {}) + chooser_html([paper]) + saved_html(PAPER, paper)

    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_the_list_to_choose_from_carries_what_is_known_of_each_paper():
    html = chooser_html([PAPER, replace(PAPER, id=DocumentId("a2"))], chosen="a2")

    facts = json.loads(unescape(re.findall(r'data-facts="(.*?)"', html)[0]))
    assert facts["a1"] == {
        "council": "Sefton",
        "body": "",
        "date": "2023-03-08",
        "title": "Update & review",
        "kind": "committee report",
        "licence": "unknown: council copyright",
    }
    assert '<optgroup label="Sefton"><option value="a1">8 March 2023: Update &amp; review</option>' in html
    assert re.findall(r'value="(\w*)" selected', html) == ["a2"]


def test_without_papers_there_is_nothing_to_correct():
    assert chooser_html([]) == ""
    assert words_of(listing_html([], {})) == "Papers No papers yet."


def test_the_form_names_every_box_and_offers_councils_and_kinds():
    html = form_html(["Halton", "Sefton"])

    names = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', html)
    assert names == ["council", "body", "date", "title", "kind", "licence"]
    for name in names:
        assert f'<label for="correct-{name}">' in html
    assert '<option value="Halton"></option><option value="Sefton"></option>' in html
    assert '<option value="self-evaluation">Self-evaluation</option>' in html


def test_what_was_saved_is_told_with_what_it_was_before():
    after = replace(PAPER, date="2023-03", body="Cabinet")

    assert words_of(saved_html(PAPER, after)) == (
        "Saved: Update & review. See it in the list "
        "Committee or board: Cabinet (before: Not recognised) Date: March 2023 (before: 8 March 2023)"
    )
