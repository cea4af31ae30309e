"""What an encoder is: something that turns texts into directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UnitRows = NewType("UnitRows", npt.NDArray[np.float32])


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """Which encoder made a vector space. Two cards that differ in `fingerprint` make vectors that cannot be compared.

    `width` is the number of dimensions, `max_tokens` how much of a text is read, `sha256` that of the weights file.
    """

    name: str
    width: int
    max_tokens: int
    licence: str
    sha256: str

    @property
    def fingerprint(self) -> str:
        """A short name that changes with anything that changes the vectors."""
        return f"{self.name}@{self.sha256[:12]}/{self.width}d/{self.max_tokens}t"


class Encoder(Protocol):
    """Turns texts into unit vectors, so that a dot product is a cosine."""

    @property
    def card(self) -> ModelCard:
        """Which model this is."""

    def encode_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> UnitRows:
        """Return one unit vector a text, shape (n, d), in order. `on_progress` hears how many more are done."""

    def encode_question(self, text: str) -> UnitRows:
        """Return the question's unit vector, shape (1, d)."""

    def token_vectors(self, texts: Sequence[str]) -> list[UnitRows]:
        """Return for each text the unit vectors of its tokens, shape (tokens, d), in order."""


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
