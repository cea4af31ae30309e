"""What a question requires and excludes, and when a text holds a phrase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EmptyQuestionError
from search.question import QUOTES, Question, holds, parse


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("How are visits  recorded?", Question("How are visits recorded?")),
        ('homes near "the coast"', Question("homes near the coast", ("the coast",))),
        ("“night  duty” and “day duty”", Question("night duty and day duty", ("night duty", "day duty"))),
        ('"night duty" "night duty"', Question("night duty night duty", ("night duty",))),
        ("homes -agency", Question("homes", (), ("agency",))),
        ("-agency homes −locum", Question("homes", (), ("agency", "locum"))),
        ('homes -"night duty"?', Question("homes ?", (), ("night duty",))),
        ("homes -part-time, please", Question("homes please", (), ("part-time",))),
        ('"night duty" -staff rota', Question("night duty rota", ("night duty",), ("staff",))),
        ("multi-agency work for 0-25", Question("multi-agency work for 0-25")),
        ("2021 - 2023 and a --dash", Question("2021 - 2023 and a --dash")),
        ('a 12" pipe in the "main hall"', Question('a 12" pipe in the main hall', ("main hall",))),
        ('an "open end', Question('an "open end')),
        ('nothing "" or "?!" there -" "', Question('nothing "" or "?!" there -" "')),
        ("(“Staying put”)", Question("( Staying put )", ("Staying put",))),
    ],
)
def test_phrases_are_required_and_words_after_a_minus_excluded(typed, asked):
    assert parse(typed) == asked


@pytest.mark.parametrize("typed", ["", " ?! ", "-agency", '-"night duty" -staff', '""', "“ ”"])
def test_a_question_that_asks_for_nothing_is_refused(typed):
    with pytest.raises(EmptyQuestionError):
        parse(typed)


@given(st.text(alphabet=st.characters(blacklist_characters=QUOTES + "-−"), min_size=1).filter(str.isalnum))
def test_without_marks_a_question_is_its_words(typed):
    assert parse(typed) == Question(" ".join(typed.split()))


@given(st.text(alphabet='ab "“”-\n', max_size=30))
def test_no_mark_makes_a_question_fail_that_has_a_word_beside_what_it_excludes(typed):
    asked = parse(f"homes {typed}")

    assert asked.words.startswith("homes")
    assert all(phrase.strip() == phrase != "" for phrase in asked.phrases + asked.excluded)
    assert all(phrase in asked.words for phrase in asked.phrases)


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("night duty", "The Night\nDuty team", True),
        ("night duty", "The night\u00a0duty team", True),
        ("night duty", "night-duty", False),
        ("part-time", "PART–TIME staff, part-\ntime", True),
        ("part-time", "part time", True),
        ("night duty", "fortnight duty", False),
        ("night duty", "night dutyholder", False),
        ("the team's plan", "the team’s plan", True),
        ("first office", "the ﬁrst oﬃce", True),
        ("ABLE", "able", True),
        ("visit", "visits", False),
        ("£5", "£5 each", True),
        ("£5", "£50 each", False),
    ],
)
def test_a_phrase_stands_in_a_text_word_for_word_in_any_case(phrase, text, is_there):
    assert holds([phrase], text) is is_there


def test_no_phrase_stands_in_no_text_and_any_of_several_is_enough():
    assert not holds([], "night duty")
    assert holds(["day duty", "night duty"], "night duty")
