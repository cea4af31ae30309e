"""Encode texts with sentence-transformers, from a folder on this machine only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from models.encoder import UnitRows, unit_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from models.encoder import ModelCard

BATCH = 16  # texts; sorted by length, so little is padded


class SentenceEncoder:
    """An encoder that runs a sentence-transformers model on the processor.

    Args:
        card: What the folder holds.
        folder: The model's folder, already verified.
    """

    def __init__(self, card: ModelCard, folder: Path) -> None:
        go_offline()
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs has no types
        self._card = card
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._model.max_seq_length = card.max_tokens

    @property
    def card(self) -> ModelCard:
        """Which model this is."""
        return self._card

    def encode_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> UnitRows:
        """Return one unit vector a text, shape (n, d), in order. `on_progress` hears how many more are done."""
        rows = np.zeros((len(texts), self._card.width), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            rows[batch] = self._model.encode(
                [texts[index] for index in batch], batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True
            )
            if on_progress is not None:
                on_progress(len(batch))
        return unit_rows(rows)

    def encode_question(self, text: str) -> UnitRows:
        """Return the question's unit vector, shape (1, d)."""
        return self.encode_passages([text])

    def token_vectors(self, texts: Sequence[str]) -> list[UnitRows]:
        """Return for each text the unit vectors of its tokens, shape (tokens, d), without the marks around them."""
        if not texts:
            return []
        hidden = self._model.encode(list(texts), output_value="token_embeddings", show_progress_bar=False)
        return [unit_rows(tokens.numpy()[1:-1]) for tokens in hidden]


def go_offline() -> None:
    """Keep the model libraries from looking for anything beyond this machine."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ[name] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
