"""What the indexer's tests share: the rules, a sentence finder, and short ways to read and split a text."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.councils import read_councils
from corpus.reading import read_document
from indexer.passages import split_passages
from indexer.rules import read_splitting_rules
from models.language import sentence_finder

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.councils import Councils
    from corpus.types import Document, Span
    from indexer.rules import SplittingRules
    from indexer.store import Passage

SHARED = Path(__file__).parents[2].parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what is split now into tests/indexer/golden; run as: pytest tests/indexer --update-golden",
    )


@pytest.fixture(scope="session")
def rules() -> SplittingRules:
    return read_splitting_rules(files("indexer").joinpath("data/splitting.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def find_sentences() -> Callable[[str], list[Span]]:
    return sentence_finder()


@pytest.fixture(scope="session")
def councils() -> Councils:
    return read_councils(files("corpus").joinpath("data/councils.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a text as a file is read."""

    def read_text(text: str, *, file: str = "paper.txt") -> Document:
        return read_document(text.encode("utf-8"), file=file)

    return read_text


@pytest.fixture(scope="session")
def split(
    rules: SplittingRules, find_sentences: Callable[[str], list[Span]]
) -> Callable[[Document], list[Passage]]:
    """Split a document with the project's own rules and sentence finder."""

    def split_document(document: Document) -> list[Passage]:
        return split_passages(document, rules, find_sentences)

    return split_document


@pytest.fixture(scope="session")
def listed(
    read: Callable[..., Document], split: Callable[[Document], list[Passage]]
) -> Callable[..., list[str]]:
    """Split a text and show each passage on a line: its kind, its number, its label in brackets, its text."""

    def show(text: str, *, file: str = "paper.txt") -> list[str]:
        return [_shown(passage) for passage in split(read(text, file=file))]

    return show


def _shown(passage: Passage) -> str:
    facts = [passage.kind.value, passage.number or "", f"[{passage.label}]" if passage.label else ""]
    text = passage.text.replace("\n", "⏎").replace("\t", "⇥")
    return f"{' '.join(fact for fact in facts if fact)}: {text}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real papers, which not every checkout has beside it."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("the real papers are not at ../shared")
    return SHARED
