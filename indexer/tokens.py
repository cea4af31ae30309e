"""The vectors of a passage's words in context, kept so that answers can be compared with a question word by word.

The idea is late interaction:

Source:
    Khattab and Zaharia, ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction over BERT,
    SIGIR 2020.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.stop_words import says_something
from models.encoder import UnitRows

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.encoder import Encoded

SCALE = 127  # a unit vector's coordinates as bytes: a quarter of the space, and no answer of 18 changes its place


class PassageTokens(NamedTuple):
    """The words of a passage that say something: unit vectors (t, d), and about where each begins in the text (t,).

    Places are off by as many characters as the text's plain form is shorter: they serve to find a sentence, not a word.
    """

    vectors: UnitRows
    places: npt.NDArray[np.int64]


def passage_tokens(searched: str, text: str, folded: str, encoded: Encoded) -> PassageTokens:
    """Return the words of a passage's own text among those that were encoded with its headings before them.

    Args:
        searched: What was encoded; it ends with `folded`.
        text: The passage's text as printed.
        folded: The same in plain form.
        encoded: What an encoder made of `searched`.
    """
    lead = len(searched) - len(folded)
    starts, ends = encoded.spans[:, 0], encoded.spans[:, 1]
    own = [
        place
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start >= lead and says_something(searched[start:end])
    ]
    stretch = len(text) / max(len(folded), 1)
    places = ((starts[own] - lead) * stretch).astype(np.int64)
    return PassageTokens(UnitRows(encoded.tokens[own]), places)


def packed(tokens: PassageTokens) -> tuple[bytes, bytes]:
    """Return the vectors and the places as they are kept: a byte a coordinate, four bytes a place."""
    return np.rint(tokens.vectors * SCALE).astype(np.int8).tobytes(), tokens.places.astype("<u4").tobytes()


def unpacked(vectors: bytes, places: bytes) -> PassageTokens:
    """Return what `packed` wrote; each coordinate is off by up to 1/254."""
    where = np.frombuffer(places, dtype="<u4").astype(np.int64)
    rows = np.frombuffer(vectors, dtype=np.int8).reshape(len(where), -1) if len(where) else np.zeros((0, 1))
    return PassageTokens(UnitRows((rows / SCALE).astype(np.float32)), where)
