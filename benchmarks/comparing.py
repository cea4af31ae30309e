"""Measure how long a comparison takes: `python -m benchmarks.comparing [--library DIR] [--rounds N]`.

Compares each theme of the taxonomy over all councils of a warm process, and sets the time against one search, the
judged questions asked in the same run. Marks are up to date: how long that takes after a change of themes is told
apart (`benchmarks.tagging` has more). Without a library, one is made of the reports and inspections beside the project
(../shared), which takes minutes. Adds a line to results/comparing.jsonl. Run where pyproject.toml is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.questions import benchmark_library
from evaluation.benches import GOLD, shared_encoder
from search.answers import Request
from search.compare import CompareRequest, compare
from search.find import find
from search.judged import read_judged_set
from search.runs import machine
from ui.library.asking import mark

if TYPE_CHECKING:
    from ui.services import Services

RESULTS = Path(__file__).parent / "results" / "comparing.jsonl"


def main() -> int:
    """Time, print, keep."""
    given = _arguments()
    with benchmark_library(given.library, shared_encoder()) as services:
        result = measured(services, [q.question for q in read_judged_set(given.judged).questions], given.rounds)
    print(told(result))
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0


def measured(services: Services, questions: list[str], rounds: int) -> dict[str, Any]:
    """Return the median milliseconds of a comparison and of a search, taken in turn."""
    start = perf_counter()
    mark(services)
    marking = perf_counter() - start
    searching: list[float] = []
    comparing: list[float] = []
    encoder, rules = services.encoder, services.claim_rules
    with services.store.viewing() as view:
        for question in questions:  # not counted: names are encoded once in a process
            find(Request(question=question), view, encoder, services.vocabulary)
        for _ in range(rounds):
            for question, theme in zip(questions, services.themes, strict=False):
                start = perf_counter()
                find(Request(question=question), view, encoder, services.vocabulary)
                searching.append(perf_counter() - start)
                start = perf_counter()
                compare(CompareRequest(theme=theme), view, encoder, rules)
                comparing.append(perf_counter() - start)
        papers = view.papers()
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "papers": len(papers),
        "councils": len({paper.council for paper in papers if paper.council}),
        "comparisons": len(comparing),
        "ms": 1000 * statistics.median(comparing),
        "ms_slowest": 1000 * max(comparing),
        "ms_search": 1000 * statistics.median(searching),
        "times_a_search": statistics.median(comparing) / statistics.median(searching),
        "s_marking": marking,
        "machine": machine(),
    }


def told(result: dict[str, Any]) -> str:
    """Return the result in a few lines."""
    return "\n".join(
        [
            f"{result['comparisons']} comparisons over {result['papers']} papers of {result['councils']} councils",
            f"{'one theme, all councils':<26}{result['ms']:>8.1f} ms (median; the slowest {result['ms_slowest']:.1f})",
            f"{'one search':<26}{result['ms_search']:>8.1f} ms",
            f"{'ratio':<26}{result['times_a_search']:>8.2f}",
            f"{'bringing marks up to date':<26}{result['s_marking']:>8.2f} s, once",
        ]
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.comparing", description="Measure how long a comparison takes beside a search."
    )
    parser.add_argument("--library", type=Path, help="compare in this one; by default one is made of ../shared")
    parser.add_argument("--judged", type=Path, default=GOLD, metavar="FOLDER", help="holds the questions")
    parser.add_argument("--rounds", type=int, default=3, help="times that each theme is compared (3)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
