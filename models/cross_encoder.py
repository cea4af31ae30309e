"""Judge a question and a passage together, with a cross-encoder from a folder on this machine only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.errors import InputError
from models.model_folder import CONFIG, MODULES, folder_sum, read_licence, read_modules, read_settings
from models.sentence_encoder import go_offline, loading_errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

BATCH = 16  # pairs; sentence-transformers sorts them by length
SURE = (0.0, 1.0)  # the range of what a cross-encoder says


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankerCard:
    """Which cross-encoder judged. `sha256` is of all files that its judgement depends on (`folder_sum`)."""

    name: str
    licence: str
    sha256: str

    @property
    def fingerprint(self) -> str:
        """A short name that changes with anything that changes what it says."""
        return f"{self.name}@{self.sha256[:12]}"


class Reranker(Protocol):
    """Says how well passages answer a question, having read both together."""

    @property
    def card(self) -> RerankerCard:
        """Which model this is."""

    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one number in [0, 1] a text, shape (n,), in order, higher for a better answer."""


class CrossEncoder:
    """A reranker that runs a sentence-transformers cross-encoder on the processor. Load it with `cross_encoder_at`.

    Its numbers are the sigmoid of the model's one output, whatever activation the model's files ask for, so that all
    cross-encoders speak in [0, 1]; they are no probabilities that an answer is right.
    A pair longer than the model reads is cut at the passage's end.
    """

    def __init__(self, card: RerankerCard, folder: Path) -> None:
        go_offline()
        import sentence_transformers
        import torch
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs has no types
        self._card = card
        self._model = sentence_transformers.CrossEncoder(
            str(folder),
            device="cpu",
            local_files_only=True,
            activation_fn=torch.nn.Sigmoid(),
            model_kwargs={"dtype": "float32"},
        )

    @property
    def card(self) -> RerankerCard:
        """Which model this is."""
        return self._card

    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one number in [0, 1] a text, shape (n,), in order, higher for a better answer."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        said = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False, prompt="")
        return np.asarray(said, dtype=np.float32).reshape(len(texts)).clip(*SURE)


def cross_encoder_at(folder: Path) -> CrossEncoder:
    """Load the cross-encoder of a folder. Nothing is fetched, and no code that came with the model is run.

    Raises:
        InputError: there is no such folder, or no cross-encoder with one output in it, or it cannot be loaded.
    """
    if not folder.is_dir():
        raise _unusable(folder, "there is no such folder")
    if not (folder / CONFIG).is_file():
        raise _unusable(folder, f"it has no {CONFIG}")
    if (folder / MODULES).is_file():
        read_modules(folder)
    outputs = len(read_settings(folder / CONFIG).get("id2label") or ("", ""))  # not said: two, as transformers has it
    if outputs != 1:
        raise _unusable(folder, f"it has {outputs} outputs, and one is needed, that says how well a passage answers")
    card = RerankerCard(
        name=folder.resolve().name, licence=read_licence(folder / "README.md"), sha256=folder_sum(folder)
    )
    try:
        return CrossEncoder(card, folder)
    except loading_errors() as error:
        raise _unusable(folder, str(error).partition("\n")[0]) from error


def _unusable(folder: Path, reason: str) -> InputError:
    return InputError(
        f"The folder {folder} holds no cross-encoder that can be used: {reason}.",
        remedy="Name a folder that CrossEncoder.save has written, READACROSS_CROSS_ENCODER=FOLDER, or name none.",
    )
