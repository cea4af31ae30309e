"""Measure how fast PDFs are read: `python -m benchmarks.reading [FILES…] [--rounds N]`, run where pyproject.toml is.

Without files, the inspections beside the project (../shared) are read. Pages per second of `read_document`, which also
finds places, blocks and furniture, are set against pypdf's and pypdfium2's bare extraction of text from the same bytes
in the same run: each file is read by all three in turn, and the fastest of the rounds counts. Adds a line to
results/reading.jsonl.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import statistics
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pypdf
import pypdfium2

from corpus.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(__file__).parents[2] / "shared"
RESULTS = Path(__file__).parent / "results" / "reading.jsonl"


def main() -> int:
    """Time, print, keep."""
    given = _arguments()
    paths = given.files or sorted((SHARED / "inspections").glob("*.pdf"))
    if not paths:
        print(f"No files were named, and there are none in {SHARED}.", file=sys.stderr)
        return 2
    files = [path.read_bytes() for path in paths]
    result = _result(files, _fastest(files, rounds=given.rounds), rounds=given.rounds)
    print(json.dumps(result, indent=1))
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(result) + "\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description="Measure how fast PDFs are read.")
    parser.add_argument("files", nargs="*", type=Path, help="PDFs; by default the inspections of ../shared")
    parser.add_argument("--rounds", type=int, default=3, help="times that each file is read by each (3)")
    return parser.parse_args()


def _fastest(files: list[bytes], *, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of the fastest of the rounds, file by file, for each way of reading."""
    ways: dict[str, Callable[[bytes], int]] = {"readacross": _read, "pypdf": _pypdf, "pypdfium2": _pypdfium2}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for data in files:
        for name, way in ways.items():
            seconds[name].append(min(_timed(way, data) for _ in range(rounds)))
    return seconds


def _timed(way: Callable[[bytes], int], data: bytes) -> float:
    start = perf_counter()
    way(data)
    return perf_counter() - start


def _read(data: bytes) -> int:
    return len(read_document(data, file="paper.pdf").text)


def _pypdf(data: bytes) -> int:
    return sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _pypdfium2(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return sum(len(page.get_textpage().get_text_bounded()) for page in document)


def _result(files: list[bytes], seconds: dict[str, list[float]], *, rounds: int) -> dict[str, object]:
    pages = [_pages(data) for data in files]
    total = {name: sum(each) for name, each in seconds.items()}
    by_file = [theirs / ours for ours, theirs in zip(seconds["readacross"], seconds["pypdf"], strict=True)]
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), **{n: version(n) for n in ("pypdf", "pypdfium2")}},
        "sizes": {
            "files": len(files),
            "pages": sum(pages),
            "mb": round(sum(map(len, files)) / 1e6, 1),
            "rounds": rounds,
        },
        "pages_per_second": {name: round(sum(pages) / each, 1) for name, each in total.items()},
        "times_pypdf": round(total["pypdf"] / total["readacross"], 2),
        "times_pypdfium2": round(total["pypdfium2"] / total["readacross"], 2),
        "times_pypdf_by_file": {
            "least": round(min(by_file), 2),
            "median": round(statistics.median(by_file), 2),
            "most": round(max(by_file), 2),
        },
    }


def _pages(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def _processor() -> str:
    """Return the processor's name; what the system calls it where it is not Linux."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    raise SystemExit(main())
