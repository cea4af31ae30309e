"""One folder per oddity of real papers: what the splitter makes of it, and why. Update with --update-golden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import Document
    from indexer.store import Passage

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", CASES)
def test_an_oddity_is_split_as_its_golden_file_says(
    name: str, split: Callable[[Document], list[Passage]], request: pytest.FixtureRequest
):
    (source,) = (GOLDEN / name).glob("source.*")
    expected = GOLDEN / name / "expected.jsonl"

    found = [record(passage) for passage in split(read_document(source.read_bytes(), file=source.name))]

    if request.config.getoption("--update-golden", default=False):
        expected.write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found), encoding="utf-8", newline="\n"
        )
    assert found == [json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines()]


def record(passage: Passage) -> dict[str, object]:
    return {
        "id": passage.id,
        "kind": passage.kind.value,
        "number": passage.number,
        "part": passage.part,
        "label": passage.label,
        "section": list(passage.section),
        "span": list(passage.span),
        "text": passage.text,
        "repairs": list(passage.repairs),
    }


@pytest.mark.parametrize("name", CASES)
def test_a_golden_folder_says_why_it_is_there(name: str):
    files = sorted(path.suffix for path in (GOLDEN / name).iterdir())

    assert files in ([".jsonl", ".md", ".txt"], [".jsonl", ".md", ".md"])
    assert len((GOLDEN / name / "why.md").read_text(encoding="utf-8").split()) >= 20
