"""The words of passages, kept as vectors."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.tokens import PassageTokens, packed, unpacked
from models.encoder import unit_rows


@given(st.integers(0, 20), st.integers(1, 16), st.integers(0, 2**32 - 1))
def test_words_come_back_as_they_were_kept_to_a_254th(n, width, seed):
    generator = np.random.default_rng(seed)
    tokens = PassageTokens(unit_rows(generator.normal(size=(n, width))), generator.integers(0, 10_000, n))

    back = unpacked(*packed(tokens))

    assert back.places.tolist() == tokens.places.tolist()
    assert len(back.vectors) == n
    if n:
        assert np.abs(back.vectors - tokens.vectors).max() <= 1 / 254 + 1e-6


def test_a_word_takes_a_byte_a_coordinate_and_four_for_its_place():
    vectors, places = packed(PassageTokens(unit_rows(np.ones((3, 8))), np.array([0, 5, 70_000])))

    assert (len(vectors), len(places)) == (24, 12)
