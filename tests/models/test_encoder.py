"""What every encoder promises, and what makes a row a unit row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.encoder import Encoder, ModelCard, unit_rows
from models.hashing import HashingEncoder

TEXTS = [
    "Social workers have smaller caseloads.",
    "Eleven foster carers were approved.",
    "",
    "The budget is overspent by £2.5 million, for the second year.",
    "Eleven foster carers were approved.",
    "Caseloads.",
    *(f"Hub {n} opened its doors to {n * 10} families and {n} partners." for n in range(1, 20)),
]
TOLERANCE = 2e-3  # a batch's padding moves the last digits: of a float32 at 1e-5, of a bfloat16 at 5e-4
ROWS = arrays.arrays(
    np.float64,
    st.tuples(st.integers(0, 6), st.integers(1, 8)),
    elements=st.floats(-1e6, 1e6).map(lambda number: 0.0 if abs(number) < 1e-6 else number),
)


# --- unit rows ---------------------------------------------------------------------------------------------------


@given(ROWS)
def test_every_row_has_length_one_or_stays_zero(rows):
    unit = unit_rows(rows)

    lengths = np.linalg.norm(unit, axis=1)
    assert unit.shape == rows.shape
    assert unit.dtype == np.float32
    assert lengths == pytest.approx(np.any(rows != 0, axis=1).astype(float), abs=1e-5)


@given(ROWS, st.floats(0.01, 100))
def test_a_rows_length_does_not_matter_and_its_direction_stays(rows, factor):
    assert unit_rows(rows * factor) == pytest.approx(unit_rows(rows), abs=1e-5)


@given(ROWS)
def test_unit_rows_are_left_as_they_are(rows):
    unit = unit_rows(rows)

    assert unit_rows(unit) == pytest.approx(unit, abs=1e-6)


def test_three_and_four_become_three_fifths_and_four_fifths():
    unit = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0], [-2.0, 0.0]]))

    assert unit == pytest.approx(np.array([[0.6, 0.8], [0, 0], [-1, 0]]))


@pytest.mark.parametrize("shape", [(), (3,), (1, 2, 3)])
def test_rows_must_stand_in_two_dimensions(shape):
    with pytest.raises(ValueError, match=f"rows must have two dimensions, not {len(shape)}"):
        unit_rows(np.ones(shape))


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_refused(number):
    with pytest.raises(ValueError, match="rows hold a number that is not finite"):
        unit_rows(np.array([[1.0, number]]))


# --- the card ----------------------------------------------------------------------------------------------------


def card(**changed: object) -> ModelCard:
    fields = {"name": "small", "width": 8, "max_tokens": 16, "licence": "MIT", "sha256": "0123456789abcdef" * 4}
    return ModelCard(**{**fields, **changed})


def test_a_fingerprint_says_name_weights_width_and_length():
    assert card().fingerprint == "small@0123456789ab/8d/16t"


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "other"},
        {"width": 9},
        {"max_tokens": 17},
        {"sha256": "f" * 64},
        {"pooling": "cls"},
        {"question_prefix": "query: "},
        {"passage_prefix": "query: "},
    ],
)
def test_whatever_changes_the_vectors_changes_the_fingerprint(changed):
    assert card(**changed).fingerprint != card().fingerprint


def test_a_fingerprint_says_a_pooling_that_is_not_the_mean_and_marks_prefixes():
    assert card(pooling="cls").fingerprint == "small@0123456789ab/8d/16t/cls"
    assert card(question_prefix="query: ", passage_prefix="passage: ").fingerprint == (
        "small@0123456789ab/8d/16t/pf1529947"
    )


@pytest.mark.parametrize("changed", [{"revision": "f" * 40}, {"licence": "Apache-2.0"}])
def test_what_leaves_the_vectors_alone_leaves_the_fingerprint_alone(changed):
    assert card(**changed).fingerprint == card().fingerprint


# --- the contract ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", params=["hashing", "sentence", "openvino"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Each encoder in turn."""
    return HashingEncoder() if request.param == "hashing" else request.getfixturevalue(f"{request.param}_encoder")


def test_texts_become_unit_rows_one_for_each_in_order(encoder):
    rows = encoder.encode_passages(TEXTS)

    lengths = np.linalg.norm(rows, axis=1)
    assert rows.shape == (len(TEXTS), encoder.card.width)
    assert rows.dtype == np.float32
    assert all(length == pytest.approx(1, abs=1e-5) for length, text in zip(lengths, TEXTS, strict=True) if text)


def test_a_vector_does_not_depend_on_the_texts_beside_it(encoder):
    together = encoder.encode_passages(TEXTS)

    apart = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])

    assert together == pytest.approx(apart, abs=TOLERANCE)


def test_a_vector_does_not_depend_on_the_order_of_the_texts(encoder):
    forwards = encoder.encode_passages(TEXTS)

    backwards = encoder.encode_passages(TEXTS[::-1])

    assert backwards[::-1] == pytest.approx(forwards, abs=TOLERANCE)


def test_the_same_text_has_the_same_vector(encoder):
    once, again = encoder.encode_passages(TEXTS), encoder.encode_passages(TEXTS)

    assert (once == again).all()
    assert once[1] == pytest.approx(once[4], abs=TOLERANCE)


def test_a_question_is_encoded_as_one_row(encoder):
    row = encoder.encode_question(TEXTS[0])

    assert row.shape == (1, encoder.card.width)
    assert row == pytest.approx(encoder.encode_passages(TEXTS[:1]), abs=TOLERANCE)


def test_no_texts_become_no_rows_of_the_right_width(encoder):
    rows = encoder.encode_passages([])

    assert rows.shape == (0, encoder.card.width)
    assert rows.dtype == np.float32


@pytest.mark.parametrize("n", [0, 1, 16, 25])
def test_progress_adds_up_to_the_number_of_texts(encoder, n):
    done: list[int] = []

    encoder.encode_passages(TEXTS[:n], on_progress=done.append)

    assert sum(done) == n
    assert all(more > 0 for more in done) or n == 0


def test_texts_that_share_words_are_nearer_than_texts_that_share_none(encoder):
    question = encoder.encode_question("foster carers approved")

    cosines = encoder.encode_passages(TEXTS) @ question[0]

    assert {int(index) for index in np.argsort(-cosines)[:2]} == {1, 4}


# --- each alone --------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(st.text(), st.text())
def test_hashing_hears_words_and_neither_case_nor_order(one, other):
    encoder = HashingEncoder(width=16)
    assume(one.casefold() == one.upper().casefold())

    rows = encoder.encode_passages([f"{one} {other}", f"{other} {one.upper()}"])

    assert (rows[0] == rows[1]).all()


def test_hashing_gives_a_text_without_words_no_direction():
    assert HashingEncoder(width=4).encode_passages(["", " – …"]).tolist() == [[0, 0, 0, 0], [0, 0, 0, 0]]


def test_hashing_is_known_by_its_width():
    assert HashingEncoder().card.fingerprint == "hashing@2a8b5d87b99a/64d/1000000t"
    assert HashingEncoder(width=8).card.fingerprint == "hashing@2a8b5d87b99a/8d/1000000t"


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Staff have fewer cases each", "Social workers have smaller caseloads."),
        ("New families look after children in care", "Eleven foster carers were approved."),
        ("The money has run out", "The budget is overspent by £2.5 million, for the second year."),
    ],
)
def test_the_real_encoder_hears_meaning(sentence_encoder, question, nearest):
    texts = [TEXTS[0], TEXTS[1], TEXTS[3]]

    cosines = sentence_encoder.encode_passages(texts) @ sentence_encoder.encode_question(question)[0]

    assert texts[int(cosines.argmax())] == nearest


def test_the_real_encoder_reads_no_further_than_its_card_says(sentence_encoder):
    long = "The hub is open. " * 60  # five words and a full stop make some 300 tokens, of which 256 are read

    rows = sentence_encoder.encode_passages([long, f"{long} Budgets are overspent and carers have left."])

    assert rows[0] == pytest.approx(rows[1], abs=TOLERANCE)
