"""What the page says, without a browser: values, escaping, marks and the words for silence."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from corpus.errors import EmptyQuestionError, UnknownNameError
from corpus.types import DocumentId, FileFormat, Paper, PaperKind, Span
from indexer.figures.records import Direction, Figure, Role, Tone
from indexer.store import Found, Passage, PassageId, PassageKind
from search.answers import Answer, Match, Mode, Result, Searched, Why
from search.claim_rules import ClaimKind
from search.claims import Claim
from search.compare import Comparison, CouncilColumn, Evidence, PairShown, Silence
from search.figures import FigureShown
from search.fuse import Scores
from search.themes import Theme
from ui.html.comparison import comparison_html, comparison_status_html
from ui.html.quotation import context_html, figure_html, quotation_html
from ui.html.render import (
    answer_html,
    error_html,
    masthead_html,
    notice_html,
    papers_line_html,
    status_html,
)

THEME = Theme(
    id="sufficiency",
    title="Placement sufficiency",
    definition="Enough homes.",
    vocabulary=("placements",),
    false_friends=(),
    areas=("care",),
)


def a_paper(
    council: str | None = "Southend-on-Sea", *, date: str | None = "2021-10-05", is_digest: bool = False
) -> Paper:
    return Paper(
        id=DocumentId(f"{council}-{date}"),
        file="paper.txt",
        sha256="0" * 64,
        format=FileFormat.TEXT,
        title="Update on the programme",
        council=council,
        council_printed=council and f"{council} Council",
        body="People Scrutiny Committee",
        date=date,
        kind=PaperKind.COMMITTEE_REPORT,
        licence="unknown: council copyright",
        is_digest=is_digest,
        stands_for=None,
        stands_for_sha256=None,
        stepped_aside_for=None,
        pages=0,
        characters=1000,
        reasons=(),
        warnings=(),
        unreadable_pages=0,
    )


def a_passage(text: str, *, number: str | None = "3.8", repairs: tuple[str, ...] = ()) -> Passage:
    return Passage(
        id=PassageId(f"id of {text}"),
        document_id=DocumentId("d"),
        kind=PassageKind.PARAGRAPH,
        span=Span(0, len(text)),
        text=text,
        number=number,
        part=1,
        section=("3 Background", "Placements & homes"),
        label=None,
        page=None,
        repairs=repairs,
    )


def found(text: str, *, paper: Paper | None = None, repairs: tuple[str, ...] = ()) -> Found:
    return Found(a_passage(text, repairs=repairs), paper or a_paper())


def an_answer(*founds: Found, nothing_relevant: bool = False, unreadable_pages: int = 0) -> Answer:
    results = tuple(
        Result(rank=rank, found=each, scores=Scores(0.614, 7.2, 0.8), matched=(Match(0, 4, Why.WORD),))
        for rank, each in enumerate(founds, start=1)
    )
    return Answer(
        question="q",
        mode=Mode.HYBRID,
        expanded_with=(),
        nothing_relevant=nothing_relevant,
        searched=Searched(papers=5, passages=1349, unreadable_pages=unreadable_pages),
        results=results,
    )


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ((), "Agency staff left."),
        (((0, 6),), "<mark>Agency</mark> staff left."),
        (((0, 6), (7, 12)), "<mark>Agency</mark> <mark>staff</mark> left."),
        (((0, 8), (7, 12)), "<mark>Agency staff</mark> left."),
        (((13, 99),), "Agency staff <mark>left.</mark>"),
    ],
)
def test_matches_are_marked_where_they_stand(matches, expected):
    marked = quotation_html("Agency staff left.", [Match(start, end, Why.WORD) for start, end in matches])

    assert marked == expected


def test_the_sentence_that_carries_the_match_is_told_apart_from_the_words():
    marked = quotation_html("Costs fell. Staff left.", [Match(12, 23, Why.MEANING), Match(12, 17, Why.WORD)])

    assert marked == ('Costs fell. <span class="carries"><mark>Staff</mark></span><span class="carries"> left.</span>')


def test_a_script_in_a_quotation_is_shown_and_not_run():
    html = figure_html(found("<script>alert(1)</script> & more"))

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


@pytest.mark.parametrize(
    "text",
    [
        "Plain words,\nrun over\n\ttwo lines.",
        "1.1.1\tRecruit to vacancies\tOn track\tMarch 2023",
        "| Outcome | | Action |\n| 1 | Recruit | |",
        "(1)\tThat the Board notes it.",
        "a\t|\tb & <c>",
        "",
    ],
)
def test_a_quotation_keeps_every_character_of_the_passage(text):
    html = quotation_html(text, [Match(2, 9, Why.MEANING)])

    assert words_of(html) == text


def test_cells_of_a_table_row_are_set_apart_by_the_style_alone():
    html = quotation_html("Recruit\tOn track")

    assert html == 'Recruit<span class="cell-break">\t</span>On track'


def test_the_label_of_a_list_is_not_a_cell():
    html = quotation_html("(1)\tThat it is noted.")

    assert html == '(1)<span class="cell-gap">\t</span>That it is noted.'


def test_a_passage_is_cited_under_its_quotation():
    html = figure_html(found("Agency staff left."))

    assert (
        '<p class="citation">Southend-on-Sea Council, People Scrutiny Committee, 5 October 2021, '
        "Update on the programme, para 3.8</p>"
    ) in html
    assert "Digest" not in html


def test_a_digest_says_that_its_words_are_ours():
    html = figure_html(found("Agency staff left.", paper=a_paper(is_digest=True)))

    assert '<figure class="quotation digest">' in html
    assert '<p class="digest-note">Digest, in our words: quote the council&#x27;s paper</p>' in html


def test_a_repaired_passage_says_that_its_source_was_damaged():
    assert "Source text damaged or rejoined" in figure_html(found("Text", repairs=("rejoined",)))
    assert "damaged" not in figure_html(found("Text"))


def test_the_passage_found_is_told_from_its_neighbours():
    before, quoted = found("Before it."), found("Agency staff left.")

    html = context_html(quoted, [before, quoted])

    assert html.count('aria-current="true"') == 1
    assert '<p class="where">para 3.8 <strong>The passage found</strong></p><p>Agency staff left.</p>' in html
    assert "Section: 3 Background <span>›</span> Placements &amp; homes" in html


def test_without_neighbours_nothing_can_be_opened():
    assert context_html(found("Alone."), []) == ""


def test_the_status_line_counts_passages_councils_and_papers():
    status = status_html(an_answer(found("One."), found("Two."), found("Three.", paper=a_paper("Halton"))))

    assert words_of(status) == (
        "3 passages from 2 councils, in 2 papers. Searched 1,349 passages in 5 papers, by meaning and by words."
    )


def test_pages_that_could_not_be_read_are_told_in_the_status_line():
    status = status_html(an_answer(found("One."), unreadable_pages=1))

    assert words_of(status).endswith("1 page could not be read as text and could not be searched.")


def test_an_answer_lists_passages_under_council_date_and_body():
    one = found("Agency staff left.")

    html = answer_html(an_answer(one), {one.passage.id: [one]})

    heading = re.search(r"<h3.*?</h3>", html)
    assert heading is not None
    assert words_of(heading.group()) == "Southend-on-Sea · 5 October 2021 · People Scrutiny Committee"
    assert "<blockquote><mark>Agen</mark>cy staff left.</blockquote>" in html
    assert "Committee report" in html
    assert "How near in meaning (0 to 1): 0.61." in html
    assert "<details" in html


def test_a_paper_without_a_date_is_called_undated():
    one = found("Agency staff left.", paper=a_paper("Sefton", date=None))

    html = answer_html(an_answer(one), {})

    assert '<span class="date">undated</span>' in html


def test_nothing_relevant_is_an_answer_and_the_nearest_stand_apart():
    answer = an_answer(found("Far off."), nothing_relevant=True)

    html = answer_html(answer, {})

    assert words_of(status_html(answer)).startswith("Nothing relevant found in what was searched. Searched 1,349")
    assert html.index("Nothing relevant found in what was searched") < html.index("The nearest passages")
    assert html.index("The nearest passages") < html.index("<mark>Far </mark>off.")


def test_nothing_at_all_to_list_is_said_without_a_list():
    html = answer_html(an_answer(), {})

    assert "Nothing relevant found in what was searched" in html
    assert "<ol" not in html


def a_comparison() -> Comparison:
    nearest = found("Far off.", paper=a_paper("Halton", date="2023-09-11"))
    silence = Silence(
        wording="not found in the papers searched",
        passages_searched=120,
        nearest=nearest,
        nearest_cosine=0.312,
        unreadable_pages=2,
    )
    evidence = (
        an_evidence(1, found("Homes are short."), Match(0, 5, Why.WORD)),
        an_evidence(2, found("More carers.", paper=a_paper(date="2018-06"))),
    )
    return Comparison(
        theme=THEME,
        columns=(
            a_column("Southend-on-Sea", papers=(a_paper(),), evidence=evidence, passages=2, figures=(a_figure(),)),
            a_column("Halton", papers=(nearest.paper,), silence=silence),
        ),
        pairs=(),
    )


def an_evidence(row: int, item: Found, *matched: Match) -> Evidence:
    return Evidence(
        row=row,
        found=item,
        relevance=0.7,
        terms=("homes",),
        matched=matched,
        is_in_passing=False,
        claim=Claim(ClaimKind.PLANNED, "says “will <be>”", None),
    )


def a_column(council: str, **known: Any) -> CouncilColumn:
    nothing = {"papers": (), "evidence": (), "figures": (), "actions": (), "rolled_up": None, "passages": 0}
    return CouncilColumn(council=council, **{**nothing, "silence": None, **known})


def a_figure() -> FigureShown:
    text = "Carers rose from 40 to 52 <by> March 2023."
    figure = Figure(
        value="52",
        span=Span(23, 25),
        number=52.0,
        upper=None,
        unit="count",
        what="Carers",
        change="from 40 to 52",
        as_of="2023-03",
        as_of_raw="March 2023",
        role=Role.ACTUAL,
        direction=Direction.UP,
        tone=Tone.IMPROVEMENT,
        qualifiers=(),
        quote=Span(0, len(text)),
        reason="says “rose”",
    )
    return FigureShown(figure=figure, found=found(text), quote=text, told_again=())


def test_each_passage_of_a_comparison_says_what_it_claims_and_why():
    html = comparison_html(a_comparison(), {})

    assert words_of(html).count("Planned: says “will <be>”.") == 2
    assert "&lt;be&gt;" in html


def test_a_figure_stands_with_its_facts_its_quotation_and_its_citation():
    (html,) = re.findall(r'<details class="figures">.*?</details>', comparison_html(a_comparison(), {}))

    words = words_of(html)
    assert "1 figure on this theme" in words
    assert "52 Carers (Actual, from 40 to 52, as of March 2023, Improvement)" in words
    assert "Carers rose from 40 to 52 <by> March 2023." in words
    assert "Southend-on-Sea" in words


def test_what_two_councils_say_about_the_same_thing_stands_side_by_side():
    left, right = found("Homes are short."), found("Few homes.", paper=a_paper("Halton"))
    columns = (
        a_column("Southend-on-Sea", evidence=(an_evidence(1, left),), passages=1),
        a_column("Halton", evidence=(an_evidence(2, right),), passages=1),
    )
    pairs = (PairShown(left.passage.id, right.passage.id, 0.714),)

    html = comparison_html(Comparison(theme=THEME, columns=columns, pairs=pairs), {})

    (section,) = re.findall(r'<section class="pairs".*?</section>', html)
    words = words_of(section)
    assert words.index("Homes are short.") < words.index("Few homes.")
    assert "How near in meaning (0 to 1): 0.71." in words


def test_every_cell_of_a_comparison_bears_its_papers_date():
    html = comparison_html(a_comparison(), {})

    headings = [words_of(heading) for heading in re.findall(r"<h4.*?</h4>", html)]
    assert headings == [
        "Southend-on-Sea · 5 October 2021 · People Scrutiny Committee",
        "Southend-on-Sea · June 2018 · People Scrutiny Committee",
        "Halton · 11 September 2023 · People Scrutiny Committee",
    ]


def test_a_silent_council_says_what_was_searched_and_what_came_nearest():
    html = words_of(comparison_html(a_comparison(), {}))

    assert "Not found in the papers searched" in html
    assert "120 passages searched. 2 pages could not be read as text and could not be searched." in html
    assert "How near in meaning (0 to 1): 0.31." in html
    assert "Far off." in html


def test_a_council_with_no_passage_at_all_has_no_nearest():
    silence = Silence(
        wording="not found in the papers searched",
        passages_searched=0,
        nearest=None,
        nearest_cosine=None,
        unreadable_pages=0,
    )
    column = a_column("Halton", silence=silence)

    html = comparison_html(Comparison(theme=THEME, columns=(column,), pairs=()), {})

    assert "0 passages searched." in html
    assert "nearest" not in html.lower()


def test_the_status_of_a_comparison_names_the_silent_councils():
    status = comparison_status_html(a_comparison())

    assert words_of(status) == "2 passages from 1 of 2 councils. Not found in the papers searched: Halton."


def a_wide_comparison(councils: int, passages: int) -> Comparison:
    """Return a comparison of so many councils, each with so many passages, the last of which is silent."""
    evidence = tuple(an_evidence(row, found(f"Homes {row}.")) for row in range(passages))
    names = [f"Place {number}" for number in range(1, councils)]
    pair = PairShown(evidence[0].found.passage.id, evidence[-1].found.passage.id, 0.7)
    return Comparison(
        theme=THEME,
        columns=(
            *(a_column(name, papers=(a_paper(),), evidence=evidence, passages=40) for name in names),
            a_comparison().columns[-1],
        ),
        pairs=(pair,) * 25,
    )


def test_the_status_of_a_comparison_says_of_how_many_the_passages_are_the_best():
    some = comparison_status_html(a_wide_comparison(3, 4))
    alone = comparison_status_html(replace(a_comparison(), columns=a_comparison().columns[:1]))

    assert words_of(some).startswith("The best 8 of 80 passages from 2 of 3 councils.")
    assert words_of(alone) == "2 passages from 1 council."


def test_of_many_councils_each_shows_its_best_two_passages_and_an_index_leads_to_each():
    html = comparison_html(a_wide_comparison(8, 4), {})

    (index,) = re.findall(r'<nav class="index".*?</nav>', html)
    assert words_of(index).startswith("Place 1 (40)Place 2 (40)")
    assert words_of(index).endswith("Place 7 (40)Halton (not found)")
    assert html.count("<summary>2 more passages<") == 7
    assert 'data-leads="column-8"' in index
    assert 'id="column-8"' in html
    assert 'class="index"' not in comparison_html(a_wide_comparison(6, 4), {})
    assert "more passage" not in comparison_html(a_wide_comparison(6, 4), {})


def test_of_many_pairs_the_nearest_are_shown_and_it_is_said_of_how_many():
    html = comparison_html(a_wide_comparison(8, 4), {})

    assert html.count('<div class="pair">') == 20
    assert "The 20 nearest of 25 pairs are shown." in html


def test_an_error_says_what_happened_and_what_to_do_at_once():
    html = error_html(EmptyQuestionError())

    assert html.startswith('<div class="error" role="alert">')
    assert words_of(html) == "The question is empty.Type at least one word."


def test_what_was_typed_is_escaped_in_an_error():
    html = error_html(UnknownNameError("council", "<b>Seftn</b>", ["Sefton"], list_with="readacross papers"))

    assert "<b>" not in html
    assert "“&lt;b&gt;Seftn&lt;/b&gt;”" in html


def test_the_head_counts_papers_and_councils():
    papers = [a_paper(), a_paper("Halton"), a_paper(None)]

    assert words_of(papers_line_html(papers)) == "3 papers from 2 councils"
    assert "<h1>Readacross</h1>" in masthead_html(papers)
    assert words_of(papers_line_html([])) == "No papers yet"


def test_an_empty_library_says_how_to_fill_it():
    html = notice_html([])

    assert "There are no papers here yet" in html
    assert '<a href="#papers">Add council papers</a>, or our demonstration papers' in html


def test_demonstration_papers_are_announced_until_a_real_paper_is_there():
    digest = a_paper("Halton", is_digest=True)

    assert "These are demonstration papers" in notice_html([digest])
    assert notice_html([digest, a_paper()]) == ""
