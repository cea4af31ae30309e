"""What headings and a line's own words make of it: contents, judgements, improvements, bare headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.reading import read_document
from indexer.store import PassageKind
from tests.indexer import inspection_layouts as made

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Document
    from indexer.split.rules import SplittingRules
    from indexer.store import Passage

    Split = Callable[[Document], list[Passage]]


FIRST = "This plan was made for a test, and says nothing of a real place."


def split_pdf(split: Split, *parts: object) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, text and section of what follows the first paragraph of a PDF of these parts."""
    data = made.pdf(made.text(FIRST), *parts)
    passages = split(read_document(data, file="plan.pdf"))
    shown = [(p.kind.value, " ".join(p.text.split()), p.section) for p in passages]
    return shown[[words for _, words, _ in shown].index(FIRST) + 1 :]


def test_a_table_of_contents_is_metadata_and_heads_nothing_else(split: Split):
    found = split_pdf(
        split,
        made.text("Contents", made.CHAPTER),
        made.Table([["What was found", "3"], ["What comes next", "9"]], colWidths=(300, 60)),
        made.text("What was found", made.HEADING),
        made.text("Visits were made on the day that had been promised."),
    )

    assert found == [
        ("metadata", "What was found 3", ("Contents",)),
        ("metadata", "What comes next 9", ("Contents",)),
        ("paragraph", "Visits were made on the day that had been promised.", ("What was found",)),
    ]


def test_a_heading_that_nothing_stands_below_is_kept(split: Split):
    found = split_pdf(
        split,
        made.text("Signed by everyone", made.HEADING),
        made.text("A. N. Other, Director", made.HEADING),
        made.text("Next steps", made.HEADING),
        made.text("The plan will be read again in a year from now."),
        made.text("B. N. Other, Chair", made.HEADING),
    )

    assert [(kind, text) for kind, text, _ in found] == [
        ("metadata", "Signed by everyone"),
        ("metadata", "A. N. Other, Director"),
        ("paragraph", "The plan will be read again in a year from now."),
        ("metadata", "B. N. Other, Chair"),
    ]


def test_a_paragraph_right_below_areas_for_improvement_names_one_but_not_what_leads_in_a_list(split: Split):
    found = split_pdf(
        split,
        made.text("Areas for improvement", made.HEADING),
        made.text("Leaders should ask families what helps them."),
        made.text("The council should take the following action."),
        *made.items("write plans sooner."),
        made.text("A case study", made.SMALL),
        made.text("One family had a plan within a week, and it helped them."),
    )

    assert [kind for kind, _, _ in found] == ["improvement", "paragraph", "improvement", "paragraph"]


def test_a_number_behind_a_bullet_belongs_to_the_sentence(split: Split):
    found = split_pdf(split, *made.items("155 (or a third) live elsewhere.", "46 A-level students live at home."))

    assert [text for _, text, _ in found] == ["155 (or a third) live elsewhere.", "46 A-level students live at home."]


@pytest.mark.parametrize(
    ("line", "is_judgement"),
    [
        ("Children’s services in Halton are good", True),
        ("Children's services in Halton require improvement to be good", True),
        ("The overall judgement is that children’s services require improvement", True),
        ("The Local Safeguarding Children Board is inadequate", True),
        ("The graded judgement for adoption performance is that it is outstanding", True),
        ("Children’s services in Halton require improvement because:", False),
        ("Children’s services are good at visits", False),
        ("The Board is good", False),
    ],
)
def test_a_line_that_states_a_judgement_and_nothing_more_is_one(split: Split, line: str, is_judgement: bool):
    found = split_pdf(
        split, made.text(line, made.HEADING), made.text("Visits are made on the promised day, as a rule.")
    )

    assert (PassageKind.JUDGEMENT.value in [kind for kind, _, _ in found]) is is_judgement


def test_the_words_for_judgements_and_improvements_are_data(rules: SplittingRules):
    assert rules.grades.fullmatch("Requires improvement to be good")
    assert not rules.grades.fullmatch("Goodness")
    assert rules.improvement_headings.fullmatch("What does the LSCB need to improve?")
    assert not rules.improvement_headings.fullmatch("Practice study: areas for improvement")
    assert rules.contents_headings.fullmatch("Contents")
