"""What the tests of papers share: the councils file, and a paper made from lines written in a test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.councils import Councils, read_councils
from corpus.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Document

COUNCILS = Path(__file__).parents[2] / "corpus" / "data" / "councils.toml"


@pytest.fixture(scope="session")
def councils() -> Councils:
    """England's councils, from the file that the program ships."""
    return read_councils(COUNCILS.read_text("utf-8"))


@pytest.fixture(scope="session")
def paper() -> Callable[[str], Document]:
    """Make a document from a text, as its bytes would be read."""
    return lambda text: read_document(text.encode(), file="paper.txt")
