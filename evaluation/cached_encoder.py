"""Keep passages' vectors between runs, so that a benchmark encodes each text once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from models.encoder import UnitRows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from models.encoder import Encoder, ModelCard

FEWEST = 16  # texts asked for at once: what is fewer are questions, which are timed and so always encoded
BATCH = 512  # texts between two savings, so that a run that is stopped need not begin again


class CachedEncoder:
    """An encoder that keeps the vectors of many texts in a folder, one file for each encoder and engine.

    Args:
        encoder: What encodes texts that are not kept yet.
        folder: Made when it is not there.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        engine = f"{type(encoder).__name__}\0{encoder.card.fingerprint}"
        self._path = folder / f"{hashlib.sha256(engine.encode()).hexdigest()[:16]}.npz"
        self._kept: dict[str, npt.NDArray[np.float32]] = {}
        if self._path.is_file():
            with np.load(self._path) as file:
                self._kept = dict(zip(file["keys"].tolist(), file["vectors"], strict=True))

    @property
    def card(self) -> ModelCard:
        """Which model this is."""
        return self._encoder.card

    def encode_passages(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> UnitRows:
        """Return one unit vector a text, shape (n, d), in order. `on_progress` hears how many more are done."""
        if len(texts) < FEWEST:
            return self._encoder.encode_passages(texts, on_progress=on_progress)
        keys = [hashlib.sha256(text.encode("utf-8")).hexdigest()[:32] for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._kept}
        for start in range(0, len(missing), BATCH):
            self._encode(dict(list(missing.items())[start : start + BATCH]))
        if on_progress is not None:
            on_progress(len(texts))
        return UnitRows(np.stack([self._kept[key] for key in keys]))

    def encode_question(self, text: str) -> UnitRows:
        """Return the question's unit vector, shape (1, d)."""
        return self._encoder.encode_question(text)

    def token_vectors(self, texts: Sequence[str]) -> list[UnitRows]:
        """Return for each text the unit vectors of its tokens, shape (tokens, d), in order."""
        return self._encoder.token_vectors(texts)

    def _encode(self, missing: dict[str, str]) -> None:
        """Encode these texts and save all that is kept; a run that is stopped leaves no half file."""
        self._kept.update(zip(missing, self._encoder.encode_passages(list(missing.values())), strict=True))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".part")
        with unfinished.open("wb") as file:
            np.savez(file, keys=np.array(list(self._kept)), vectors=np.stack(list(self._kept.values())))
        unfinished.replace(self._path)
