"""Convert an encoder's weights for OpenVINO, once, and keep the result where it can be trusted."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.encoder import ModelCard

MODEL, SUMS = "model.xml", "sha256"
EXAMPLE = (2, 16)  # texts and tokens: any will do, both are left open


def converted(card: ModelCard, folder: Path, cache: Path) -> Path:
    """Return the converted model's file; convert `folder`'s weights when `cache` holds none that is whole.

    The conversion is kept under the card's fingerprint with a checksum, built aside and renamed into place, so that two
    programs may do it at once and half a model is never loaded.

    Raises:
        OSError: the cache cannot be written to.
    """
    place = cache / card.sha256[:16]
    if not _is_whole(place):
        cache.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix="converting-", dir=cache))
        _convert(folder, aside)
        (aside / SUMS).write_text(_sum_of(aside), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        aside.rename(place)
    return place / MODEL


def _is_whole(place: Path) -> bool:
    sums = place / SUMS
    return sums.is_file() and sums.read_text(encoding="utf-8") == _sum_of(place)


def _sum_of(place: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(place.glob("model.*")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _convert(folder: Path, aside: Path) -> None:
    from models.openvino_encoder import without_telemetry

    without_telemetry()
    import openvino
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs has no types
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    model = AutoModel.from_pretrained(
        folder, attn_implementation="eager", local_files_only=True, dtype=torch.float32
    ).eval()

    class HiddenStates(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
        """The model with one output: a vector for each token."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    example = (torch.ones(EXAMPLE, dtype=torch.long), torch.ones(EXAMPLE, dtype=torch.long))
    open_shape = openvino.PartialShape([-1, -1])
    with warnings.catch_warnings():
        # Tracing warns that it fixes branches: those taken here are the same for texts of every length.
        warnings.simplefilter("ignore")
        traced = openvino.convert_model(HiddenStates(), example_input=example, input=[open_shape, open_shape])
    openvino.save_model(traced, aside / MODEL, compress_to_fp16=False)
