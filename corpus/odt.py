"""Read an OpenDocument text's bytes into text and blocks."""

from __future__ import annotations

from corpus.types import Reading


def read_odt(data: bytes, *, file: str) -> Reading:
    """Read."""
    raise NotImplementedError
