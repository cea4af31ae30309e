"""Where things lie, from the command line, the environment and the platform."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

LIBRARY_VARIABLE = "READACROSS_LIBRARY"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860


def library_folder(given: str | None) -> Path:
    """Return the library's folder: the one given, else the environment's, else the platform's for this user."""
    named = given or os.environ.get(LIBRARY_VARIABLE)
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("readacross", appauthor=False))


def go_offline() -> None:
    """Keep every library from looking beyond this machine: model hubs, usage reports, version checks.

    Called before any of them is imported, because they read the environment when they are.
    """
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
        os.environ[name] = "1"
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
