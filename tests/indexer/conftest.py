"""What the indexer's tests share: the rules, a sentence finder, and short ways to read and split a text."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from corpus.councils import read_councils
from corpus.reading import read_document
from corpus.types import Document, DocumentId, FileFormat, Identity, PaperKind, ReadingWarning, Recognised, Span
from indexer.judgements import read_inspection_rules
from indexer.plans.rules import read_plan_rules
from indexer.shelved import Kept, Shelved
from indexer.split.passages import split_passages
from indexer.split.rules import read_splitting_rules
from indexer.store import Passage, PassageId, PassageKind
from indexer.tokens import passage_tokens
from models.hashing import HashingEncoder
from models.language import sentence_finder
from tests.indexer.shelf import ENGINES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.councils import Councils
    from indexer.judgements import InspectionRules
    from indexer.plans.rules import PlanRules
    from indexer.split.rules import SplittingRules
    from indexer.store import PassageStore
    from models.encoder import Encoder


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
def inspection_rules() -> InspectionRules:
    return read_inspection_rules(files("indexer").joinpath("data/inspections.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def plan_rules() -> PlanRules:
    return read_plan_rules(files("indexer").joinpath("data/action_plans.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def councils() -> Councils:
    return read_councils(files("corpus").joinpath("data/councils.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def find_sentences() -> Callable[[str], list[Span]]:
    return sentence_finder()


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a text as a file is read."""

    def read_text(text: str, *, file: str = "paper.txt") -> Document:
        return read_document(text.encode("utf-8"), file=file)

    return read_text


@pytest.fixture(scope="session")
def split(rules: SplittingRules, find_sentences: Callable[[str], list[Span]]) -> Callable[[Document], list[Passage]]:
    """Split a document with the project's own rules and sentence finder."""

    def split_document(document: Document) -> list[Passage]:
        return split_passages(document, rules, find_sentences)

    return split_document


@pytest.fixture(scope="session")
def listed(read: Callable[..., Document], split: Callable[[Document], list[Passage]]) -> Callable[..., list[str]]:
    """Split a text and show each passage on a line: its kind, its number, its label in brackets, its text."""

    def show(text: str, *, file: str = "paper.txt") -> list[str]:
        return [_shown(passage) for passage in split(read(text, file=file))]

    return show


def _shown(passage: Passage) -> str:
    facts = [passage.kind.value, passage.number or "", f"[{passage.label}]" if passage.label else ""]
    text = passage.text.replace("\n", "⏎").replace("\t", "⇥")
    return f"{' '.join(fact for fact in facts if fact)}: {text}"


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PassageStore:
    return ENGINES[request.param](tmp_path / "library")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture(scope="session")
def shelved() -> Callable[..., Shelved]:
    """Make a paper, ready for a store, in which each line is a passage; `kinds` says of which kind, by turns."""
    return shelved_paper


def shelved_paper(
    *lines: str,
    kinds: tuple[PassageKind, ...] = (PassageKind.PARAGRAPH,),
    council: str | None = "Sefton",
    body: str | None = None,
    date: str | None = "2023-03-08",
    title: str = "Plan",
    kind: PaperKind = PaperKind.OTHER,
    salt: str = "",
    stands_for_sha256: str | None = None,
    encoder: Encoder | None = None,
) -> Shelved:
    """Return a paper with a passage for each line; `salt` makes another file of the same lines."""
    encoder = encoder or HashingEncoder()
    text = "\n".join([*lines, salt]) if salt else "\n".join(lines)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    digest = (("digest", True), ("stands_for", "A paper"), ("stands_for_sha256", stands_for_sha256))
    document = Document(
        id=DocumentId(sha256[:12]),
        sha256=sha256,
        file=f"{title}.txt",
        format=FileFormat.TEXT,
        text=text,
        blocks=(),
        front_matter=digest if stands_for_sha256 is not None else (),
        warnings=(ReadingWarning(page=None, reason="a test's"),) if salt else (),
    )
    kept = []
    start = 0
    for part, line in enumerate(lines, start=1):
        passage = Passage(
            id=PassageId(f"{document.id}/-/{part}"),
            document_id=document.id,
            kind=kinds[(part - 1) % len(kinds)],
            span=Span(start, start + len(line)),
            text=line,
            number=f"1.{part}",
            part=1,
            section=("1 Progress", "Leadership"),
            label=f"bullet {part}",
            page=None,
            repairs=("joined over a page break",) if part == 1 else (),
        )
        kept.append(Kept(passage, line))
        start += len(line) + 1
    facts = {"council": council, "council_printed": council, "body": body, "date": date, "title": title, "kind": kind}
    identity = Identity(**{n: Recognised(v, "made up") for n, v in facts.items()}, licence=Recognised("CC0", "made up"))
    made = encoder.encode_tokens([item.searched for item in kept])
    kept = [
        item._replace(tokens=passage_tokens(item.searched, item.passage.text, item.searched, one))
        for item, one in zip(kept, made, strict=True)
    ]
    vectors = encoder.encode_passages([item.searched for item in kept])
    return Shelved(document, identity, text.encode("utf-8"), kept, vectors, encoder.card.fingerprint)
