"""Encode texts with sentence-transformers, from a folder on this machine only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from models.encoder import Encoded, UnitRows, unit_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from models.encoder import ModelCard

BATCH = 16  # texts; sorted by length, so little is padded


class SentenceEncoder:
    """An encoder that runs a sentence-transformers model on the processor, through the model's own modules.

    Args:
        card: What the folder holds; its prefixes are set before each text, whatever prompts the folder names.
        folder: The model's folder, already verified.

    Raises:
        one of `loading_errors`: the files cannot be loaded.
    """

    def __init__(self, card: ModelCard, folder: Path) -> None:
        go_offline()
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs has no types
        self._card = card
        # Some models are kept in half precision, which processors compute slowly and less exactly.
        self._model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
        )
        self._model.max_seq_length = card.max_tokens

    @property
    def card(self) -> ModelCard:
        """Which model this is."""
        return self._card

    def encode_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> UnitRows:
        """Return one unit vector a text, shape (n, d), in order. `on_progress` hears how many more are done."""
        return self._encode(texts, self._card.passage_prefix, on_progress)

    def encode_question(self, text: str) -> UnitRows:
        """Return the question's unit vector, shape (1, d)."""
        return self._encode([text], self._card.question_prefix, None)

    def encode_tokens(
        self, texts: Sequence[str], *, are_questions: bool = False, on_progress: Callable[[int], None] | None = None
    ) -> list[Encoded]:
        """Return for each text its vector and those of its tokens.

        Texts are read with the prefix of passages or of questions before them; its tokens are left out.
        """
        prefix = self._card.question_prefix if are_questions else self._card.passage_prefix
        vectors = self._encode(texts, prefix, on_progress)
        hidden = (
            self._model.encode(list(texts), prompt=prefix, output_value="token_embeddings", show_progress_bar=False)
            if texts
            else []
        )
        encoded = []
        for vector, tokens, text in zip(vectors, hidden, texts, strict=True):
            inside, spans = self._spans(text, prefix)
            encoded.append(Encoded(vector, unit_rows(tokens.numpy()[: len(inside)][inside]), spans))
        return encoded

    def _encode(self, texts: Sequence[str], prefix: str, on_progress: Callable[[int], None] | None) -> UnitRows:
        rows = np.zeros((len(texts), self._card.width), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            # An empty prompt, too, is given: otherwise the folder's default prompt would stand before every text.
            rows[batch] = self._model.encode(
                [texts[index] for index in batch],
                prompt=prefix,
                batch_size=BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
            if on_progress is not None:
                on_progress(len(batch))
        return unit_rows(rows)

    def _spans(self, text: str, prefix: str) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
        """Return which tokens are the text's, neither marks nor prefix, and where those stand in it, shape (t, 2)."""
        encoding = self._model.tokenizer(
            prefix + text,
            truncation=True,
            max_length=self._card.max_tokens,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        spans = np.array(encoding["offset_mapping"], dtype=np.int64).reshape(-1, 2) - len(prefix)
        inside = (np.array(encoding["special_tokens_mask"]) == 0) & (spans[:, 1] > 0)
        return inside, spans[inside].clip(0)


def go_offline() -> None:
    """Keep the model libraries from looking for anything beyond this machine."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ[name] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def loading_errors() -> tuple[type[Exception], ...]:
    """Return what the model libraries raise for files that are damaged, missing or not meant for them."""
    from safetensors import SafetensorError

    return OSError, ValueError, RuntimeError, SafetensorError
