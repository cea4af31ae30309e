"""Every broken, hostile or unusual file is read with its losses stated, or refused with reason and remedy."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import FileRefusedError
from corpus.sandbox import ReadingLimits, SandboxedReader

if TYPE_CHECKING:
    from corpus.types import Document

ODD = Path(__file__).parents[2].parent / "shared" / "odd-files"
FILES = sorted(file for file in ODD.rglob("*") if file.is_file() and file.suffix != ".csv")
LIMITS = ReadingLimits(seconds=60, megabytes=1500)
SLACK_MB, SLACK_S = 512, 30

if not FILES:
    pytest.skip(f"the odd files are not at {ODD}", allow_module_level=True)


@pytest.fixture(scope="module")
def reader():
    with_limits = SandboxedReader(LIMITS)
    yield with_limits
    with_limits.close()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_odd_file_is_read_or_refused_with_a_remedy_within_bounds(file, reader):
    began = time.monotonic()

    outcome = read_or_refused(file, reader)

    assert time.monotonic() - began < LIMITS.seconds + SLACK_S
    assert reader.peak_mb < LIMITS.megabytes + SLACK_MB
    if isinstance(outcome, FileRefusedError):
        assert re.fullmatch(r"[^.\s].*[^.\s]", outcome.reason)
        assert re.fullmatch(r"[A-Z].*\.", outcome.remedy)
    else:
        spans = [block.span for block in outcome.blocks]
        covered = "".join(outcome.text[slice(*span)] for span in spans)
        assert covered.strip()
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert "".join(covered.split()) == "".join(outcome.text.split())


def read_or_refused(file: Path, reader: SandboxedReader) -> Document | FileRefusedError:
    try:
        return reader(file.read_bytes(), file=file.name)
    except FileRefusedError as refusal:
        return refusal
