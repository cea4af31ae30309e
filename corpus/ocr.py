"""Read the words in pictures of pages, on this machine alone, where the extra `ocr` is installed."""

from __future__ import annotations

import importlib.util
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, Protocol

from corpus.types import Box

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    ReadPicture = Callable[[Picture], list["Recognised"]]

LIBRARIES = ("rapidocr", "onnxruntime")
INSTALL = 'pip install "readacross[ocr]"'
READ_BY_OCR = "read by OCR"
# The recogniser knows Chinese too, and now and then takes a mark for its full-width form.
FULL_WIDTH = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)} | {
    ord("。"): ".",
    ord("、"): ",",
    ord("，"): ",",
}


class Recognised(NamedTuple):
    """A line of words and where it stands in the picture, in pixels."""

    text: str
    box: Box


class _Engine(Protocol):
    def __call__(self, picture: Picture) -> _Outcome: ...


class _Outcome(Protocol):
    txts: tuple[str, ...] | None
    boxes: np.ndarray[tuple[int, ...], np.dtype[np.float32]] | None


def picture_reader() -> ReadPicture | None:
    """Return what reads pictures, None where the extra is not installed. Its models are loaded with the first picture.

    They lie inside the package `rapidocr`; nothing is fetched.
    """
    if any(importlib.util.find_spec(library) is None for library in LIBRARIES):
        return None
    engines: list[_Engine] = []

    def read_picture(picture: Picture) -> list[Recognised]:
        if not engines:
            engines.append(_engine())
        return _lines(engines[0](picture))

    return read_picture


def _engine() -> _Engine:
    from rapidocr import RapidOCR

    engine: _Engine = RapidOCR(params={"Global.log_level": "critical"})
    return engine


def _lines(outcome: _Outcome) -> list[Recognised]:
    if outcome.txts is None or outcome.boxes is None:
        return []
    lines = []
    for text, corners in zip(outcome.txts, outcome.boxes.tolist(), strict=True):
        across, down = [x for x, _ in corners], [y for _, y in corners]
        plain = text.translate(FULL_WIDTH).strip()
        if plain:
            lines.append(Recognised(plain, Box(min(across), min(down), max(across), max(down))))
    return lines
