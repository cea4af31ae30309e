"""An encoder without weights, for tests and for machines that have none: words hashed to directions."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import numpy as np

from models.encoder import Encoded, ModelCard, UnitRows, unit_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORD = re.compile(r"\w+")


class HashingEncoder:
    """Gives texts that share words a high cosine. Knows nothing of meaning."""

    def __init__(self, width: int = 64) -> None:
        self._card = ModelCard(
            name="hashing",
            width=width,
            max_tokens=1_000_000,
            licence="MIT",
            sha256=hashlib.sha256(b"hashing 1").hexdigest(),
        )

    @property
    def card(self) -> ModelCard:
        """Which model this is."""
        return self._card

    def encode_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> UnitRows:
        """Return one unit vector a text, shape (n, d), in order. `on_progress` hears how many more are done."""
        rows = np.zeros((len(texts), self._card.width), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in WORD.findall(text.casefold()):
                digest = hashlib.sha256(word.encode()).digest()
                row[int.from_bytes(digest[:4], "big") % self._card.width] += 1
        if on_progress is not None:
            on_progress(len(texts))
        return unit_rows(rows)

    def encode_question(self, text: str) -> UnitRows:
        """Return the question's unit vector, shape (1, d)."""
        return self.encode_passages([text])

    def encode_tokens(
        self, texts: Sequence[str], *, are_questions: bool = False, on_progress: Callable[[int], None] | None = None
    ) -> list[Encoded]:
        """Return for each text its vector, as `encode_passages` makes it, and those of its words, in one pass."""
        vectors = self.encode_passages(texts, on_progress=on_progress)
        encoded = []
        for vector, text in zip(vectors, texts, strict=True):
            spans = np.array([match.span() for match in WORD.finditer(text)], dtype=np.int64).reshape(-1, 2)
            encoded.append(Encoded(vector, self.encode_passages(WORD.findall(text)), spans))
        return encoded
