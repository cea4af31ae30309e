"""What the Papers tab says, without a browser: facts, reasons, losses, and the form's contents."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from corpus.errors import FileRefusedError
from corpus.types import DocumentId, FileFormat, Paper, PaperKind, ReadingWarning
from indexer.build import BY_YOU
from indexer.records import Framework, Inspection, Judgement
from indexer.store import PassageId
from ui.html.adding import added_html, refused_html, unchanged_html
from ui.html.correcting import form_html, saved_html
from ui.html.paper_facts import unrecognised
from ui.html.papers import listing_html

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
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", re.findall(r'<dl class="facts">(.*?)</dl>', html)[0])
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

    assert words_of(re.findall(r"<h2.*?</h2>", html)[0]) == "3 papers, by council, newest first"
    headings = [words_of(each) for each in re.findall(r"<h[34].*?</h[34]>", html)]
    assert headings == [
        "Sefton 2 papers",
        "Update & review",
        "Older",
        "Council not recognised 1 paper",
        "Unsigned",
    ]


def test_each_reason_stands_by_its_fact():
    reasons = listing_html([PAPER], {}).split('<details class="reasons">')[1]

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
    assert '<a href="#papers" data-goes="paper-a1">' in html
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

    html = listing_html([paper], {}) + added_html(paper, [paper.title]) + saved_html(PAPER, paper)

    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_paper_carries_what_is_known_of_it_for_the_form():
    html = listing_html([PAPER, replace(PAPER, id=DocumentId("a2"))], {})

    facts = dict(re.findall(r'id="paper-(\w+)" tabindex="-1" data-facts="(.*?)"', html))
    assert list(facts) == ["a1", "a2"]
    assert json.loads(unescape(facts["a1"])) == {
        "council": "Sefton",
        "body": "",
        "date": "2023-03-08",
        "title": "Update & review",
        "kind": "committee report",
        "licence": "unknown: council copyright",
    }


def test_without_papers_it_is_said_what_to_do_next():
    html = listing_html([], {})

    assert words_of(html).startswith("No papers yet Add files or a folder above. To look round first, add our demo")
    names = json.loads(unescape(re.findall(r'data-digests="(.*?)"', html)[0]))
    assert [name.split("-")[0] for name in names] == ["halton", "sefton", "sefton", "sefton", "southend"]


def test_councils_stand_at_the_head_of_the_list_with_how_many_papers_each_has():
    other = replace(PAPER, id=DocumentId("b2"), council="Halton")

    html = listing_html([other, PAPER, replace(PAPER, id=DocumentId("a2"))], {})

    assert words_of(re.findall(r"<nav.*?</nav>", html)[0]) == "Halton (1) Sefton (2)"
    for target in re.findall(r'data-goes="(.*?)"', html):
        assert html.count(f'id="{target}"') == 1
    assert "<nav" not in listing_html([PAPER], {})


def test_what_was_not_recognised_and_what_was_lost_is_seen_without_opening_the_paper():
    lost = replace(PAPER, date=None, kind=PaperKind.OTHER, unreadable_pages=2)

    (brief,) = re.findall(r'<p class="in-brief">.*?</p>', listing_html([lost], {}))

    assert words_of(brief) == (
        "Undated · Other Not recognised: date, committee or board and kind of paper "
        "2 pages of 12 could not be read as text"
    )


def test_inspectors_write_for_no_committee():
    assert unrecognised(replace(PAPER, kind=PaperKind.INSPECTION_REPORT)) == []
    assert unrecognised(replace(PAPER, kind=PaperKind.INSPECTION_REPORT, council=None)) == ["Council"]


def test_removal_is_confirmed_with_what_goes_and_what_stays():
    (asked,) = re.findall(r'<details class="removing">.*?</details>', listing_html([PAPER], {}))

    said = words_of(asked)
    assert said.startswith("Remove : Update & review Its file and all its passages will be gone")
    assert "What was pinned of it stays in its tray, quotation and citation as they are, marked as gone." in said
    assert 'data-removes="a1"' in asked


def test_what_was_added_is_told_with_what_was_not_recognised_first():
    html = added_html(replace(PAPER, body="Cabinet", council=None), ["Our digest"])

    said = words_of(html)
    assert said.startswith("Update & review Not recognised: council. Council Not recognised Committee or board Cabinet")
    assert "Our digest of it, “Our digest”, has stepped aside." in said
    assert 'data-corrects="a1"' in html
    assert 'data-goes="paper-a1"' in html
    assert "to-check" not in added_html(replace(PAPER, body="Cabinet"), [])


def test_a_refused_file_is_told_with_reason_and_remedy():
    refusal = FileRefusedError("<i>.pdf", "it is damaged", remedy="Get it anew.")

    assert refused_html(refusal) == "<li><p><strong>&lt;i&gt;.pdf</strong></p><p>It is damaged. Get it anew.</p></li>"
    assert words_of(unchanged_html(PAPER)).startswith("Update & review (Sefton, 8 March 2023) Correct this paper")


def test_the_form_names_every_box_and_offers_councils_and_kinds():
    html = form_html(["Halton", "Sefton"])

    names = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', html)
    assert names == ["council", "body", "date", "title", "kind", "licence"]
    for name in names:
        assert f'<label for="correct-{name}">' in html
    ids = re.findall(r' id="(.*?)"', html)
    assert len(ids) == len(set(ids))
    assert '<option value="Halton"></option><option value="Sefton"></option>' in html
    assert '<option value="self-evaluation">Self-evaluation</option>' in html


def test_what_was_saved_is_told_with_what_it_was_before():
    after = replace(PAPER, date="2023-03", body="Cabinet")

    assert words_of(saved_html(PAPER, after)) == (
        "Saved: Update & review. See it in the list "
        "Committee or board: Cabinet (before: Not recognised) Date: March 2023 (before: 8 March 2023)"
    )
