"""What is shown of two wordings: which words stayed, went and came, and which numbers alone changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.rewording import Rewording, reworded, same_wording, word_likeness

WORDS = st.sampled_from(
    ["plan", "The", "children", "of", "and", "486", "£17.9m", "70%", "twenty", "’s", ".", ",", "–", "\n", "\t", "ﬁve"]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)


def shown(rewording: Rewording) -> str:
    """Return a rewording on one line: what went in square brackets, what came in braces."""
    parts = []
    for run in rewording.runs:
        old, new = rewording.old[slice(*run.old)], rewording.new[slice(*run.new)]
        parts.append(new if run.is_kept else f"[{old}]{{{new}}}")
    return "".join(parts)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Visit weekly.", "Visit weekly.", "Visit weekly."),
        ("Visit weekly.", "Visit every child weekly.", "Visit []{every child }weekly."),
        ("Visit every child.", "Visit child.", "Visit [every ]{}child."),
        ("Audit two files.", "Audit twelve files.", "Audit [two ]{twelve }files."),
        ("", "A plan.", "[]{A plan.}"),
        ("A  plan’s\naim", "A plan's aim", "A plan's aim"),
    ],
)
def test_words_that_went_and_came_are_marked(old: str, new: str, marked: str):
    assert shown(reworded(old, new)) == marked


def test_small_words_between_two_changes_are_shown_as_changed_with_them():
    rewording = reworded("Recruit managers of the north now", "Keep staff of the south now")

    assert shown(rewording) == "[Recruit managers of the north ]{Keep staff of the south }now"


def test_numbers_that_alone_changed_are_told_with_their_sentences():
    old = "In March 486 children were looked after, up 4%. More is to come."
    new = "In March 512 children were looked after, up 6%. Much more is to come."

    changes = reworded(old, new).numbers

    assert [(old[slice(*change.old)], new[slice(*change.new)]) for change in changes] == [("486", "512"), ("4%", "6%")]
    assert {old[slice(*change.old_sentence)] for change in changes} == {
        "In March 486 children were looked after, up 4%."
    }
    assert {new[slice(*change.new_sentence)] for change in changes} == {
        "In March 512 children were looked after, up 6%."
    }


def test_numbers_written_out_and_sums_of_money_are_numbers():
    old, new = "Twenty social workers joined; £17.9m was spent.", "Thirty social workers joined; £1.2bn was spent."

    changes = reworded(old, new).numbers

    assert [(old[slice(*change.old)], new[slice(*change.new)]) for change in changes] == [
        ("Twenty", "Thirty"),
        ("£17.9m", "£1.2bn"),
    ]


def test_a_number_in_a_sentence_that_was_reworded_too_is_not_flagged():
    assert reworded("We lost 20 nurses.", "We gained 30 doctors.").numbers == ()


@given(TEXTS, TEXTS)
def test_runs_cover_both_texts_from_end_to_end(old: str, new: str):
    runs = reworded(old, new).runs

    assert "".join(old[slice(*run.old)] for run in runs) == old
    assert "".join(new[slice(*run.new)] for run in runs) == new


@given(TEXTS, TEXTS)
def test_what_is_kept_reads_the_same_on_both_sides(old: str, new: str):
    for run in reworded(old, new).runs:
        if run.is_kept:
            assert "".join(old[slice(*run.old)].split()).replace("’", "'").replace("ﬁ", "fi") == "".join(
                new[slice(*run.new)].split()
            ).replace("’", "'").replace("ﬁ", "fi")


@given(TEXTS)
def test_a_text_and_itself_have_no_change(text: str):
    rewording = reworded(text, text)

    assert all(run.is_kept and run.old == run.new for run in rewording.runs)
    assert rewording.numbers == ()


@given(TEXTS, TEXTS)
def test_swapping_the_wordings_swaps_each_run(old: str, new: str):
    there, back = reworded(old, new), reworded(new, old)

    assert [(run.is_kept, run.new, run.old) for run in back.runs] == list(there.runs)
    assert [(n.new, n.old, n.new_sentence, n.old_sentence) for n in back.numbers] == list(there.numbers)


@given(TEXTS, TEXTS)
def test_each_number_that_is_flagged_stands_in_both_sentences(old: str, new: str):
    for change in reworded(old, new).numbers:
        assert old[slice(*change.old)] in old[slice(*change.old_sentence)]
        assert new[slice(*change.new)] in new[slice(*change.new_sentence)]
        assert old[slice(*change.old)] != new[slice(*change.new)]


def test_wordings_are_the_same_whatever_their_white_space_and_quotation_marks():
    assert same_wording("the child’s\n  plan – now", "the child's plan - now")
    assert not same_wording("the child’s plan", "the children’s plan")


def test_likeness_is_the_share_of_different_words_in_common():
    assert word_likeness(["one plan", ""], ["One PLAN for all", "two"]).tolist() == [[pytest.approx(2 / 3), 0], [0, 0]]
