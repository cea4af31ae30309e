"""Where things lie, from the command line, the environment and the platform."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from corpus.errors import InputError

if TYPE_CHECKING:
    from corpus.sandbox import ReadingLimits

LIBRARY_VARIABLE = "READACROSS_LIBRARY"
SENT_VARIABLE = "READACROSS_ADD_MB"
NAMES_VARIABLE = "READACROSS_HIDE_NAMES"
ENGINE_VARIABLE = "READACROSS_ENCODER"
ENGINES = ("openvino", "torch")
MODEL_VARIABLE = "READACROSS_MODEL"
CROSS_ENCODER_VARIABLE = "READACROSS_CROSS_ENCODER"
USUALLY_SENT_MB = 100  # agenda packs of a whole meeting have 20 to 60
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860


def library_folder(given: str | None) -> Path:
    """Return the library's folder: the one given, else the environment's, else the platform's for this user."""
    named = given or os.environ.get(LIBRARY_VARIABLE)
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("readacross", appauthor=False))


def reading_limits() -> ReadingLimits:
    """Return how long and how much memory reading a file may take: the environment's, else 60 seconds and 1,500 MB.

    Raises:
        InputError: the environment says something that is no whole number above 0.
    """
    from corpus.sandbox import MEGABYTES_VARIABLE, SECONDS_VARIABLE, ReadingLimits

    usual = ReadingLimits()
    return ReadingLimits(
        seconds=_number(SECONDS_VARIABLE, usual.seconds), megabytes=int(_number(MEGABYTES_VARIABLE, usual.megabytes))
    )


def most_sent_mb() -> int:
    """Return how many MB a file that is added on the page may have: the environment's, else 100.

    Raises:
        InputError: the environment says something that is no whole number above 0.
    """
    return int(_number(SENT_VARIABLE, USUALLY_SENT_MB))


def _number(variable: str, usual: float) -> float:
    value = os.environ.get(variable)
    if value is None:
        return usual
    if not value.isdecimal() or int(value) == 0:
        raise InputError(
            f"The setting {variable} is “{value}”, which is no whole number above 0.",
            remedy=f"Leave it out for {usual:g}, or set it to a whole number.",
        )
    return float(value)


def hides_names() -> bool:
    """Return whether people's names are to be hidden on the page."""
    return os.environ.get(NAMES_VARIABLE, "") not in ("", "0")


def encoder_engine() -> str:
    """Return what runs the encoder: "openvino", or "torch" for the reference.

    Raises:
        InputError: the environment names neither.
    """
    engine = os.environ.get(ENGINE_VARIABLE, ENGINES[0])
    if engine not in ENGINES:
        raise InputError(
            f"{ENGINE_VARIABLE} is “{engine}”.", remedy=f"Set it to {' or '.join(ENGINES)}, or not at all."
        )
    return engine


def encoder_name() -> str:
    """Return the encoder to use, by its name or its folder: the environment's, else the catalogue's default."""
    from models.catalogue import DEFAULT_ENCODER

    return os.environ.get(MODEL_VARIABLE) or DEFAULT_ENCODER


def model_places() -> tuple[Path, ...]:
    """Return the folders in which models are looked for by name: this user's, and the Hugging Face libraries'."""
    ours = Path(platformdirs.user_data_dir("readacross-models", appauthor=False))
    theirs = Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface")
    return ours, Path(os.environ.get("HF_HUB_CACHE") or theirs / "hub")


def cross_encoder_folder() -> Path | None:
    """Return the folder of the cross-encoder that judges the best passages, None when the environment names none."""
    named = os.environ.get(CROSS_ENCODER_VARIABLE)
    return Path(named).expanduser() if named else None


def encoder_cache() -> Path:
    """Return the folder where a converted encoder is kept for this user."""
    return Path(platformdirs.user_cache_dir("readacross", appauthor=False)) / "openvino"


def go_offline() -> None:
    """Keep every library from looking beyond this machine: model hubs, usage reports, version checks.

    Called before any of them is imported, because they read the environment when they are.
    """
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ[name] = "1"
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
