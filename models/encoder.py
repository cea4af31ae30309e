"""What an encoder is: something that turns texts into directions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, NewType, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UnitRows = NewType("UnitRows", npt.NDArray[np.float32])


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """Which encoder made a vector space. Two cards that differ in `fingerprint` make vectors that cannot be compared.

    `width` is the number of dimensions, `max_tokens` how much of a text is read, `sha256` that of the weights file
    where it was published, else of all files that the vectors depend on (`model_folder.folder_sum`). `pooling` is how
    the vectors of tokens become that of a text, as sentence-transformers names it ("mean", "cls"; "+" joins several).
    The prefixes stand before each text as the model was trained to expect; empty for most. `revision` is the published
    commit, empty where it is not known.
    """

    name: str
    width: int
    max_tokens: int
    licence: str
    sha256: str
    pooling: str = "mean"
    question_prefix: str = ""
    passage_prefix: str = ""
    revision: str = ""

    @property
    def fingerprint(self) -> str:
        """A short name that changes with anything that changes the vectors.

        Mean pooling and no prefixes go without saying: libraries made before there were others keep their name.
        """
        pooling = "" if self.pooling == "mean" else f"/{self.pooling}"
        prefixes = f"{self.question_prefix}\0{self.passage_prefix}"
        prefixed = "" if prefixes == "\0" else f"/p{hashlib.sha256(prefixes.encode()).hexdigest()[:8]}"
        return f"{self.name}@{self.sha256[:12]}/{self.width}d/{self.max_tokens}t{pooling}{prefixed}"


class Encoded(NamedTuple):
    """What an encoder makes of one text, the marks that it sets around it left out.

    `vector` is the text's unit vector, shape (d,); `tokens` are its tokens' unit vectors in context, shape (t, d), and
    `spans` says where each stands in the text: half-open offsets, shape (t, 2).
    """

    vector: npt.NDArray[np.float32]
    tokens: UnitRows
    spans: npt.NDArray[np.int64]


class Encoder(Protocol):
    """Turns texts into unit vectors, so that a dot product is a cosine."""

    @property
    def card(self) -> ModelCard:
        """Which model this is."""

    def encode_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> UnitRows:
        """Return one unit vector a text, shape (n, d), in order. `on_progress` hears how many more are done."""

    def encode_question(self, text: str) -> UnitRows:
        """Return the question's unit vector, shape (1, d)."""

    def encode_tokens(
        self, texts: Sequence[str], *, are_questions: bool = False, on_progress: Callable[[int], None] | None = None
    ) -> list[Encoded]:
        """Return for each text its vector and those of its tokens, in one pass.

        Texts are read as passages, or as questions: some models expect another prefix before each.
        """


def unit_rows(rows: npt.NDArray[np.floating]) -> UnitRows:
    """Return the rows scaled to length 1, float32; a row of zeros stays as it is.

    Raises:
        ValueError: `rows` has not two dimensions, or holds a number that is not finite.

    >>> unit_rows(np.array([[3.0, 4.0]])).round(2).tolist()
    [[0.6000000238418579, 0.800000011920929]]
    """
    if rows.ndim != 2:  # noqa: PLR2004 - rows and columns
        raise ValueError(f"rows must have two dimensions, not {rows.ndim}")
    if not np.isfinite(rows).all():
        raise ValueError("rows hold a number that is not finite")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return UnitRows((rows / np.where(lengths == 0, 1, lengths)).astype(np.float32))
