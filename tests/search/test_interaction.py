"""A question compared with passages word by word."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import fold
from indexer.tokens import PassageTokens, passage_tokens
from models.encoder import UnitRows, unit_rows
from models.hashing import HashingEncoder
from search.expand import Concept, expand
from search.interaction import OTHER_NAME_WORTH, Unit, WordByWord, encode_names, stretches_of, word_by_word

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]
ENCODER = HashingEncoder(512)
LOCUMS = Concept(
    id="agency", names=("agency staff", "locums"), abbreviations=(), false_friends=("multi-agency",), also=()
)


def words(*vectors):
    return PassageTokens(unit_rows(np.array(vectors)), np.arange(len(vectors)))


def unit(*vectors, others=()):
    return Unit(unit_rows(np.array(vectors)), tuple(unit_rows(np.array(other)) for other in others))


def asked(question, *concepts):
    (encoded,) = ENCODER.encode_tokens([fold(question)])
    return word_by_word(expand(question, concepts), encoded, ENCODER)


def passage(text):
    (encoded,) = ENCODER.encode_tokens([fold(text)])
    return passage_tokens(fold(text), text, fold(text), encoded)


def test_each_word_of_the_question_is_worth_its_best_cosine_to_a_word_of_the_passage():
    question = WordByWord([unit(EAST), unit(NORTH)])

    assert question.scores([words(EAST, [0.6, 0.8]), words(EAST)]) == pytest.approx([0.9, 0.5])


def test_a_thing_with_several_names_is_worth_what_the_best_of_them_is_worth():
    question = WordByWord([unit(EAST, others=[[NORTH]]), unit(EAST)])

    assert question.scores([words(NORTH)]) == pytest.approx([OTHER_NAME_WORTH / 2])


def test_a_thing_of_two_words_counts_twice():
    question = WordByWord([unit(EAST, EAST), unit(NORTH)])

    assert question.scores([words(EAST)]) == pytest.approx([2 / 3])


def test_a_passage_whose_words_are_not_kept_scores_nothing():
    question = WordByWord([unit(EAST)])
    empty = PassageTokens(UnitRows(np.zeros((0, 2), dtype=np.float32)), np.zeros(0, dtype=np.int64))

    assert question.scores([None, words(EAST), empty]) == pytest.approx([0, 1, 0])


def test_a_question_of_stop_words_compares_with_nothing():
    assert asked("what is the").scores([passage("The plan.")]) == [0.0]


def test_a_passage_that_says_it_by_another_name_scores_nearly_as_one_that_says_it_so():
    question = asked("cost of locums", LOCUMS)

    scores = question.scores([passage("The cost of locums."), passage("The cost of agency staff."), passage("A cost.")])

    assert scores == pytest.approx([1.0, (1 + OTHER_NAME_WORTH) / 2, 0.5], abs=1e-6)


def test_headings_that_lead_a_passage_are_not_compared():
    text = "Staff  stay."
    searched = f"Leadership. {fold(text)}"
    (encoded,) = ENCODER.encode_tokens([searched])

    kept = passage_tokens(searched, text, fold(text), encoded)

    assert len(kept.vectors) == 2
    assert kept.places.tolist() == [0, 6]


def test_the_sentence_that_carries_the_match_is_found():
    text = "Budgets rose. Locums left the team.\tOn track"

    stretch = asked("locums leave", LOCUMS).best_stretch(text, passage(text))

    assert text[stretch.start : stretch.end] == "Locums left the team."


def test_a_passage_of_one_sentence_has_none_that_carries_the_match_more_than_others():
    assert asked("locums").best_stretch("Locums left.", passage("Locums left.")) is None


@given(st.text(st.sampled_from("ab .;?\t\n"), max_size=40))
def test_stretches_lie_in_order_and_leave_out_white_space_only(text):
    spans = stretches_of(text)

    assert all(one.end <= two.start for one, two in pairwise(spans))
    kept = "".join(text[span.start : span.end] for span in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_names_are_encoded_once_however_often_they_are_asked_for():
    class Listening(HashingEncoder):
        """Keeps what it was asked to encode."""

        def __init__(self):
            super().__init__(512)
            self.heard = []

        def encode_tokens(self, texts, *, are_questions=False, on_progress=None):
            self.heard += texts
            return super().encode_tokens(texts, are_questions=are_questions, on_progress=on_progress)

    encoder = Listening()
    encode_names([LOCUMS], encoder)
    (encoded,) = encoder.encode_tokens(["cost of locums"])
    word_by_word(expand("cost of locums", [LOCUMS]), encoded, encoder)

    assert encoder.heard == ["agency staff", "locums", "cost of locums"]
