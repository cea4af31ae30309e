"""What is read from a cover sheet: its lines, its fields, its headings."""

from __future__ import annotations

import pytest

from corpus.cover import cover_of
from corpus.reading import read_document


def test_the_cover_ends_where_the_first_numbered_section_begins(paper):
    cover = cover_of(paper("Bolton Council\n\nHub plan\n\n1. Purpose\n\nReport to: Cabinet\n"))

    assert cover.lines == ("Bolton Council", "Hub plan")
    assert cover.fields == {}


def test_the_cover_ends_before_the_first_long_sentence(paper):
    sentence = "This plan says in plain words what the hubs will do for families in the coming year."

    cover = cover_of(paper(f"Bolton Council\nHub plan\n{sentence}\n\nMore\n"))

    assert cover.lines == ("Bolton Council", "Hub plan")


@pytest.mark.parametrize("word", ["Summary:", "Contents"])
def test_the_cover_ends_at_a_summary_or_a_list_of_contents(paper, word):
    assert cover_of(paper(f"Hub plan\n\n{word}\n\nForeword\t3\n")).lines == ("Hub plan",)


def test_a_line_that_is_a_date_is_no_numbered_section(paper):
    cover = cover_of(paper("4 June 2024\n\nDear partners\n\n1 Background\n"))

    assert cover.lines == ("4 June 2024", "Dear partners")


def test_the_cover_is_folded(paper):
    assert cover_of(paper("  The Board’s  plan – 8 th Μay\n")).lines == ("The Board's plan - 8th May",)


def test_lines_without_a_gap_belong_together(paper):
    cover = cover_of(paper("Annual Report of\nthe Hubs\n2023\n\nA. Writer\n"))

    assert cover.lines == ("Annual Report of", "the Hubs", "2023", "A. Writer")
    assert cover.lines_joined_to(0) == ("the Hubs", "2023")
    assert cover.lines_joined_to(2) == ()
    assert cover.lines_joined_to(3) == ()


def test_fields_stand_after_a_colon(paper):
    cover = cover_of(paper("REPORT TO: Cabinet\n\nDATE : 3 May 2024\n\nWARDS:\n\nNo field here\n"))

    assert cover.fields == {"report to": "Cabinet", "date": "3 May 2024", "wards": ""}


def test_a_value_that_cannot_end_there_goes_on_in_the_next_line(paper):
    cover = cover_of(paper("REPORT TO: Learning, Health and\n\nFamilies Board\n\nDATE: 3 May 2024\n\nA. Writer\n"))

    assert cover.fields == {"report to": "Learning, Health and Families Board", "date": "3 May 2024"}


def test_fields_stand_in_cells_two_pairs_to_a_line(paper):
    cover = cover_of(
        paper("Report to:\tHubs Board\tDate of Meeting:\t4 th June 2024\nIs this a Key Decision?\tN\tWards:\t\n")
    )

    assert cover.fields == {
        "report to": "Hubs Board",
        "date of meeting": "4th June 2024",
        "is this a key decision": "N",
        "wards": "",
    }
    assert cover.mended == {}


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ("Family Help Ex\tpansion Program\tnme", "Family Help Expansion Programme"),
        ("Family Help for\tExpansion", "Family Help for Expansion"),
        ("Families and Ho\tmes", "Families and Ho mes"),
    ],
)
def test_a_word_cut_by_cells_is_mended_only_from_the_papers_own_words(paper, cells, value):
    cover = cover_of(paper(f"Subject:\t{cells}\n\n1. Background\n\nThe Expansion Programme has begun.\n"))

    assert cover.fields == {"subject": value}
    assert cover.mended == {"subject": cells.replace("\t", "⇥")}


def test_words_on_lines_of_their_own_lead_in_what_follows(paper):
    cover = cover_of(paper("Report of the Director\n\nto\n\nHubs Scrutiny\n\non\n\n7th November 2022\n"))

    assert cover.fields == {"report to": "Hubs Scrutiny", "date": "7th November 2022"}


def test_the_first_field_that_is_filled_in_is_given(paper):
    cover = cover_of(paper("Committee:\n\nMeeting: Hubs Board\n"))

    assert cover.field("committee", "meeting") == "Hubs Board"
    assert cover.field("subject") is None


def test_headings_are_given_without_their_marks():
    document = read_document("# Hub plan\n\nText\n\n## The board’s aims\n".encode(), file="plan.md")

    assert cover_of(document).headings == ("Hub plan", "The board's aims")


def test_front_matter_is_no_part_of_the_cover():
    document = read_document(b'+++\ncouncil = "Bury"\n+++\n\n# Hub plan\n', file="plan.md")

    assert cover_of(document).lines == ("Hub plan",)


@pytest.mark.parametrize(
    ("text", "has_recommendations"),
    [
        ("Hubs\n\nRecommendation(s):\n", True),
        ("Hubs\n\n2.0 RECOMMENDATION: That\n", True),
        ("Hubs\n\n## Recommendations\n", True),
        ("Hubs\n\nThe review made nine recommendations\n", False),
    ],
)
def test_a_paper_has_recommendations_when_a_line_begins_with_the_word(paper, text, has_recommendations):
    assert cover_of(paper(text)).has_recommendations is has_recommendations


def test_a_paper_without_a_cover_has_none(paper):
    cover = cover_of(paper("1. Purpose\n\nTo tell members.\n"))

    assert (cover.lines, cover.fields, cover.headings) == ((), {}, ())
