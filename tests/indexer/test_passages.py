"""How a paper is divided into passages, and by what number, label and section each is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.types import Block, BlockKind, Box, Document, DocumentId, FileFormat, Line, Span
from indexer.split.units import JOINED
from indexer.store import PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.store import Passage

    Read = Callable[..., Document]
    Split = Callable[[Document], list[Passage]]
    Listed = Callable[..., list[str]]

OPENING = "The board heard from every team in the whole service.\n\n"


def lines(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def test_unnumbered_paragraphs_inherit_the_number_above_them(listed: Listed):
    text = lines("1. Progress", "1.1 Staff stay.", "More came in May.", "None left.", "- 1.2 Visits rose.", "1.3 Good.")

    assert listed(text) == [
        "paragraph 1.1: Staff stay.",
        "paragraph 1.1 [paragraph 2]: More came in May.",
        "paragraph 1.1 [paragraph 3]: None left.",
        "paragraph 1.2: Visits rose.",
        "paragraph 1.3: Good.",
    ]


def test_parts_count_the_passages_that_share_a_number(read: Read, split: Split):
    text = lines(
        "1. Progress", "1.1 Staff stay:", "- They are glad of it.", "So are we.", "1.2 Visits rose.", "1.3 Good."
    )

    assert [(passage.number, passage.part) for passage in split(read(text))] == [
        ("1.1", 1),
        ("1.1", 2),
        ("1.1", 3),
        ("1.2", 1),
        ("1.3", 1),
    ]


def test_bullets_below_a_subheading_are_cited_by_it(listed: Listed):
    text = lines(
        "3. Background",
        "3.1 The plan is set.",
        "3.2 Much was done.",
        "Leadership",
        "- The head stays for a third year.",
        "- The deputy came back in June.",
        "Partnership",
        "- Schools sit on the board now.",
        "The police do too.",
        "3.3 More is to come.",
    )

    assert listed(text) == [
        "paragraph 3.1: The plan is set.",
        "paragraph 3.2: Much was done.",
        "list_item 3.2 [Leadership, bullet 1]: The head stays for a third year.",
        "list_item 3.2 [Leadership, bullet 2]: The deputy came back in June.",
        "list_item 3.2 [Partnership, bullet 1]: Schools sit on the board now.",
        "paragraph 3.2 [Partnership, paragraph 1]: The police do too.",
        "paragraph 3.3: More is to come.",
    ]


def test_a_section_is_the_path_of_headings_above(read: Read, split: Split):
    text = lines(
        "3. Background",
        "3.1 The plan is set.",
        "3.2 Ten week plan",
        "It began in May.",
        "Leadership",
        "- The head stays for a third year.",
        "3.3 More is to come.",
        "4. Costs",
        "4.1 There is one post to pay.",
    )

    assert [(passage.number, passage.section) for passage in split(read(text))] == [
        ("3.1", ("3 Background",)),
        ("3.2", ("3 Background", "3.2 Ten week plan")),
        ("3.2", ("3 Background", "3.2 Ten week plan", "Leadership")),
        ("3.3", ("3 Background",)),
        ("4.1", ("4 Costs",)),
    ]


def test_a_subheading_right_above_a_numbered_paragraph_heads_it(read: Read, split: Split):
    text = lines("1. Progress", "1.1 Staff stay.", "Leadership", "1.2 The head is new.", "1.3 So is her deputy.")

    assert [(passage.number, passage.section) for passage in split(read(text))] == [
        ("1.1", ("1 Progress",)),
        ("1.2", ("1 Progress", "Leadership")),
        ("1.3", ("1 Progress", "Leadership")),
    ]


@pytest.mark.parametrize("heading", ["Recommendations", "Recommendation(s):", "2. RECOMMENDATION: That"])
def test_recommendations_are_cited_by_their_brackets(listed: Listed, heading):
    text = lines("Homes for children", heading, "(1) members note the plan; and", "- (2) members ask for more.")

    assert listed(text) == [
        "metadata: Homes for children",
        "recommendation (1): members note the plan; and",
        "recommendation (2): members ask for more.",
    ]


def test_numbered_recommendations_keep_their_number(listed: Listed):
    text = lines(
        "2. Recommendations", "2.1 That members note it.", "2.2 That they ask.", "3. Reasons", "3.1 To keep on."
    )

    assert listed(text) == [
        "recommendation 2.1: That members note it.",
        "recommendation 2.2: That they ask.",
        "paragraph 3.1: To keep on.",
    ]


def test_reasons_for_recommendations_are_no_recommendations(listed: Listed):
    text = lines(
        "Homes", "Summary:", "All is well.", "Reasons for the Recommendation(s):", "- To keep members informed."
    )

    assert listed(text)[1:] == [
        "paragraph [paragraph 1]: All is well.",
        "list_item [bullet 1]: To keep members informed.",
    ]


def test_a_list_of_bare_names_stays_with_the_line_that_leads_it_in(listed: Listed):
    text = (
        OPENING + "1.1 The board is made of:\n\n- The police\n- Health\n- Schools\n\n1.2 It meets.\n\n1.3 It is new.\n"
    )

    assert listed(text)[1:] == [
        "paragraph 1.1: 1.1 The board is made of:⏎⏎- The police⏎- Health⏎- Schools",
        "paragraph 1.2: It meets.",
        "paragraph 1.3: It is new.",
    ]


def test_a_list_with_one_sentence_in_it_is_a_list_of_passages(listed: Listed):
    text = (
        OPENING
        + "1.1 The board is made of:\n- The police\n- Health, who sent two.\n\n1.2 It meets.\n\n1.3 It is new.\n"
    )

    assert listed(text)[1:4] == [
        "paragraph 1.1: 1.1 The board is made of:",
        "list_item 1.1 [bullet 1]: The police",
        "list_item 1.1 [bullet 2]: Health, who sent two.",
    ]


def test_a_list_without_a_lead_in_is_a_list_of_passages(listed: Listed):
    assert listed(OPENING + "- The police\n- Health\n")[1:] == [
        "list_item [bullet 1]: The police",
        "list_item [bullet 2]: Health",
    ]


def test_a_list_of_single_numbers_under_a_dotted_one_is_cited_by_its_items(listed: Listed):
    text = OPENING + "1.1 The aims are:\n\n1. To hear.\n 2. To help.\n 3. To stay.\n\n1.2 The rest.\n\n1.3 More rest.\n"

    assert listed(text)[1:] == [
        "paragraph 1.1: 1.1 The aims are:",
        "list_item 1.1 [item 1]: To hear.",
        "list_item 1.1 [item 2]: To help.",
        "list_item 1.1 [item 3]: To stay.",
        "paragraph 1.2: The rest.",
        "paragraph 1.3: More rest.",
    ]


def test_numbers_without_dots_cite_the_paragraphs_of_an_inspection(listed: Listed):
    text = lines("Visit to Ashby", "1. Leaders know it.", "2. Visits are on time.", "They are kept.", "3. Plans vary.")

    assert listed(text) == [
        "metadata: Visit to Ashby",
        "paragraph 1: Leaders know it.",
        "paragraph 2: Visits are on time.",
        "paragraph 2 [paragraph 2]: They are kept.",
        "paragraph 3: Plans vary.",
    ]


def test_numbered_paragraphs_without_gaps_are_still_paragraphs(listed: Listed):
    assert listed(OPENING + "1. Leaders know it.\n2. Visits are on time.\n3. Plans vary.\n")[1:] == [
        "paragraph 1: Leaders know it.",
        "paragraph 2: Visits are on time.",
        "paragraph 3: Plans vary.",
    ]


def test_the_first_of_a_closing_numbered_list_is_not_lost_as_a_heading(read: Read, split: Split):
    text = OPENING + "Background papers:\n\n1. Report on homes, 2019\n2. Minutes of the board\n"

    assert [(passage.number, passage.text, passage.section) for passage in split(read(text))[1:]] == [
        ("1", "Report on homes, 2019", ("Background papers:",)),
        ("2", "Minutes of the board", ("Background papers:",)),
    ]


def test_a_numbered_last_line_is_not_lost_as_a_heading(listed: Listed):
    assert listed(OPENING + "1. Progress\n\nStaff stay.\n\n2. Members are asked to note\n")[1:] == [
        "paragraph [paragraph 1]: Staff stay.",
        "paragraph 2: Members are asked to note",
    ]


def test_improvement_lists_of_an_inspection_are_set_apart(listed: Listed):
    text = lines(
        "Visit to Ashby",
        "What needs to improve?",
        "- The time that children wait.\n- The making of plans.",
        "Findings",
        "- Visits to children are kept.",
    )

    assert listed(text) == [
        "metadata: Visit to Ashby",
        "improvement [bullet 1]: The time that children wait.",
        "improvement [bullet 2]: The making of plans.",
        "list_item [bullet 1]: Visits to children are kept.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "N/A",
        "None.",
        "None identified.",
        "Not applicable",
        "There are none related to this report.",
        "Legal: None",
        "Contact Officer: A Person",
        "Write to a.person@ashby.gov.uk for more.",
        "----------",
        "© Crown copyright 2020",
    ],
)
def test_lines_that_say_nothing_of_their_own_are_set_aside(listed: Listed, line):
    assert listed(OPENING + line + "\n")[1] == f"boilerplate [paragraph 2]: {line}"


def test_none_of_a_real_sentence_is_set_aside(listed: Listed):
    line = "None of the children had to wait for a visit."

    assert listed(OPENING + line + "\n")[1] == f"paragraph [paragraph 2]: {line}"


def test_the_cover_sheet_is_metadata(listed: Listed):
    text = lines("Report of the director", "to", "Scrutiny Panel", "on", "5 May 2021", "1. Purpose", "To tell members.")

    assert listed(text) == [
        "metadata: Report of the director",
        "metadata: to",
        "metadata: Scrutiny Panel",
        "metadata: on",
        "metadata: 5 May 2021",
        "paragraph [paragraph 1]: To tell members.",
    ]


def test_a_paper_that_begins_with_a_sentence_has_no_cover_sheet(listed: Listed):
    assert listed(OPENING)[0] == "paragraph [paragraph 1]: The board heard from every team in the whole service."


def test_a_year_at_a_lines_start_is_no_number(listed: Listed):
    text = lines("1. Work", "1.1 Visits rose.", "2020 To 2021 was a hard year.", "1.2 They fell.", "1.3 They rose.")

    assert listed(text)[1] == "paragraph 1.1 [paragraph 2]: 2020 To 2021 was a hard year."


@pytest.mark.parametrize("figure", ["9.5", "1.1", "48"])
def test_a_number_that_cannot_come_next_is_part_of_its_sentence(listed: Listed, figure):
    text = lines("1. Work", "1.1 Visits rose.", "1.2 They fell.", f"{figure} More visits came.", "1.3 They rose.")

    assert listed(text)[2:] == [
        f"paragraph 1.2 [paragraph 2]: {figure} More visits came.",
        "paragraph 1.3: They rose.",
    ]


def test_a_sentence_over_a_page_break_is_one_passage_that_says_so(read: Read, split: Split):
    text = lines("1. Work", "1.1 The team has heard of the work of the", "new board.", "1.2 Visits.", "1.3 Rest.")

    first = split(read(text))[0]

    assert (first.number, first.text) == ("1.1", "The team has heard of the work of the\n\nnew board.")
    assert first.repairs == (JOINED,)


def test_a_long_paragraph_is_cut_between_sentences_into_parts_of_its_number(read: Read, split: Split):
    sentences = [f"In month {month} the team made all of its visits to the families on time." for month in range(1, 13)]
    text = lines("1. Work", "1.1 " + " ".join(sentences), "1.2 Rest came.", "1.3 It was good.")

    parts = split(read(text))

    assert [(part.number, part.part, part.label, part.text) for part in parts[:3]] == [
        ("1.1", 1, "sentences 1 to 4", " ".join(sentences[:4])),
        ("1.1", 2, "sentences 5 to 8", " ".join(sentences[4:8])),
        ("1.1", 3, "sentences 9 to 12", " ".join(sentences[8:])),
    ]


def test_a_short_rest_stays_with_the_part_before_it(read: Read, split: Split):
    sentences = [f"In month {month} the team made all of its visits to the families on time." for month in range(1, 9)]
    text = lines("1. Work", "1.1 " + " ".join([*sentences, "That is all."]), "1.2 Rest came.", "1.3 It was good.")

    assert [part.label for part in split(read(text))[:3]] == ["sentences 1 to 4", "sentences 5 to 9", None]


def test_a_long_sentence_that_stands_alone_in_its_part_is_cited_alone(read: Read, split: Split):
    longest = "The team made visits to " + ", ".join(f"family {number}" for number in range(40)) + "."
    sentences = [f"In month {month} the team made all of its visits to the families on time." for month in range(1, 3)]
    text = lines("1. Work", "1.1 " + " ".join([*sentences, longest]), "1.2 Rest came.", "1.3 It was good.")

    assert [part.label for part in split(read(text))[:2]] == ["sentences 1 to 2", "sentence 3"]


def test_a_long_paragraph_of_one_sentence_is_left_whole(read: Read, split: Split):
    sentence = "The team made visits to " + ", ".join(f"family {number}" for number in range(80)) + "."

    (passage,) = split(read(OPENING + sentence))[1:]

    assert (passage.text, passage.label) == (sentence, "paragraph 2")


def test_closing_headings_end_what_a_number_covers(listed: Listed):
    text = lines(
        "1. Work", "1.1 Visits rose.", "1.2 They fell.", "1.3 They rose.", "Background Papers", "Plan of 2020."
    )

    assert listed(text)[3] == "paragraph [paragraph 1]: Plan of 2020."


def test_numbered_names_keep_their_number(listed: Listed):
    text = OPENING + "1. Quality\n\n1.1 The workforce\n1.2 Audits\n1.3 Concerns of the inspectors last year.\n"

    assert listed(text)[1:] == [
        "paragraph 1.1: 1.1 The workforce",
        "paragraph 1.2: 1.2 Audits",
        "paragraph 1.3: Concerns of the inspectors last year.",
    ]


def test_markdown_headings_nest_by_their_marks(read: Read, split: Split):
    text = lines(
        "# Plan",
        OPENING.strip(),
        "## 1 Help",
        "It comes **soon**.",
        "### Costs",
        "One post.",
        "## 2 Care",
        "- Near home.",
    )

    assert [(passage.text, passage.section) for passage in split(read(text))[1:]] == [
        (OPENING.strip(), ()),
        ("It comes **soon**.", ("1 Help",)),
        ("One post.", ("1 Help", "Costs")),
        ("Near home.", ("2 Care",)),
    ]


def test_front_matter_is_metadata(read: Read, split: Split):
    text = '+++\ntitle = "Plan"\n+++\n\n# Plan\n\n' + OPENING

    assert [(passage.kind, passage.text) for passage in split(read(text))] == [
        (PassageKind.METADATA, '+++\ntitle = "Plan"\n+++'),
        (PassageKind.PARAGRAPH, OPENING.strip()),
    ]


def test_a_pdfs_headings_nest_by_level_and_its_passages_know_their_page(split: Split):
    pieces = [
        ("Visit to Ashby", BlockKind.HEADING, 1, 1),
        ("The visit was made in May and took all of ten days.", BlockKind.PARAGRAPH, 0, 1),
        ("Leaders", BlockKind.HEADING, 2, 1),
        ("1. Leaders know it.", BlockKind.PARAGRAPH, 0, 2),
        ("Page 2", BlockKind.FURNITURE, 0, 2),
        ("2. Visits are on time.", BlockKind.PARAGRAPH, 0, 3),
    ]

    shown = [
        (passage.text, passage.number, passage.section, passage.page) for passage in split(document_of_pieces(pieces))
    ]

    assert shown == [
        ("Visit to Ashby", None, (), 1),
        ("The visit was made in May and took all of ten days.", None, (), 1),
        ("Leaders know it.", "1", ("Leaders",), 2),
        ("Visits are on time.", "2", ("Leaders",), 3),
    ]


def document_of_pieces(pieces: list[tuple[str, BlockKind, int, int]]) -> Document:
    """Return a document as the PDF reader would give it: (text, kind, level, page), with a gap between."""
    text = "\n\n".join(piece for piece, *_ in pieces)
    blocks, page_lines = [], []
    start = 0
    for piece, kind, level, page in pieces:
        span = Span(start, start + len(piece))
        blocks.append(Block(span=span, kind=kind, page=page, level=level))
        page_lines.append(Line(span=span, page=page, box=Box(0, 0, 1, 1)))
        start = span.end + 2
    return Document(
        id=DocumentId("a"),
        sha256="a",
        file="a.pdf",
        format=FileFormat.PDF,
        text=text,
        blocks=tuple(blocks),
        lines=tuple(page_lines),
        pages=3,
    )


def test_an_id_names_paper_number_part_and_content(read: Read, split: Split):
    document = read("1. Work\n\n1.1 Visits rose.\n\nThey fell.\n\n1.2 Rest.\n\n1.3 More.\n")

    ids = [passage.id for passage in split(document)][:2]

    assert ids == [f"{document.id}/1.1/1/c65f56ea", f"{document.id}/1.1/2/dd0a8912"]


def test_a_paper_of_marks_alone_has_nothing_to_search(listed: Listed):
    assert listed("-----\n\n***\n") == ["boilerplate [paragraph 1]: -----", "boilerplate [paragraph 2]: ***"]
