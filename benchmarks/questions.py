"""Measure how long a question takes: `python -m benchmarks.questions [--library DIR] [--rounds N]`.

Asks the judged questions of a warm process, each once a round, and sets the time against what the encoder takes for the
question alone in the same run. Each stage's share is told: encoding (the question with its rewordings and other names),
finding by meaning and by words, reading the words' vectors, reading passages, and the rest, which is comparing, fusing
and marking. Without a library, one is made of the reports and inspections beside the project (../shared), which takes
minutes. Adds a line to results/questions.jsonl. Run where pyproject.toml is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from corpus.cleaning import fold
from evaluation.benches import GOLD, REPORTS, SHARED, shared_encoder
from indexer.build import Corrections
from search.answers import Request
from search.find import find
from search.interaction import encode_names
from search.judged import read_judged_set
from search.runs import machine
from ui.library.adding import add_files, files_at
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.encoder import Encoder

RESULTS = Path(__file__).parent / "results" / "questions.jsonl"
STAGES = {
    "encode_tokens": "encoding",
    "encode_passages": "encoding",
    "nearest": "finding by meaning",
    "vectors": "finding by meaning",
    "matching": "finding by words",
    "tokens": "reading the words’ vectors",
    "rows": "reading passages",
    "papers": "reading papers",
    "count": "counting passages",
    "share_of_words": "marking words",
    "shared_words": "marking words",
}
REST = "comparing, fusing and marking"


class Timed:
    """Passes everything on and adds up the seconds that each of `STAGES` takes."""

    def __init__(self, inner: object, seconds: dict[str, float]) -> None:
        self._inner = inner
        self._seconds = seconds

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        return self._timing(value, STAGES[name]) if name in STAGES else value

    def _timing(self, call: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def timed(*values: Any, **named: Any) -> Any:
            start = perf_counter()
            try:
                return call(*values, **named)
            finally:
                self._seconds[stage] += perf_counter() - start

        return timed


def main() -> int:
    """Time, print, keep."""
    given = _arguments()
    encoder = shared_encoder()
    with benchmark_library(given.library, encoder) as services:
        result = measured(services, [q.question for q in read_judged_set(given.judged).questions], given.rounds)
    print(told(result))
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0


def measured(services: Services, questions: list[str], rounds: int) -> dict[str, Any]:
    """Return the median milliseconds of a question, of its stages, and of its encoding alone."""
    whole: list[float] = []
    alone: list[float] = []
    seconds: dict[str, float] = defaultdict(float)
    encoder, vocabulary = services.encoder, services.vocabulary
    timed_encoder: Any = Timed(encoder, seconds)
    encode_names(vocabulary, timed_encoder)  # as `serve` does when it starts
    with services.store.viewing() as view:
        find(Request(question="a first question, not counted"), view, encoder, vocabulary)
        timed_view: Any = Timed(view, seconds)
        seconds.clear()
        for question in questions * rounds:
            start = perf_counter()
            encoder.encode_question(fold(question))
            alone.append(perf_counter() - start)
            start = perf_counter()
            find(Request(question=question), timed_view, timed_encoder, vocabulary)
            whole.append(perf_counter() - start)
        passages, papers = view.count(), len(view.papers())
    total = sum(whole)
    shares = {stage: spent / total for stage, spent in seconds.items()}
    shares[REST] = 1 - sum(shares.values())
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "papers": papers,
        "passages": passages,
        "questions": len(whole),
        "ms": 1000 * statistics.median(whole),
        "ms_slowest": 1000 * max(whole),
        "ms_first_time": 1000 * statistics.median(whole[: len(questions)]),
        "ms_encoding_alone": 1000 * statistics.median(alone),
        "times_encoding_alone": statistics.median(whole) / statistics.median(alone),
        "shares": dict(sorted(shares.items(), key=lambda item: -item[1])),
        "machine": machine(),
    }


def told(result: dict[str, Any]) -> str:
    """Return the result in a few lines."""
    lines = [
        f"{result['questions']} questions to {result['passages']:,} passages of {result['papers']} papers",
        f"{'a question':<34}{result['ms']:>8.1f} ms (median; the slowest {result['ms_slowest']:.1f})",
        f"{'asked for the first time':<34}{result['ms_first_time']:>8.1f} ms",
        f"{'encoding the question alone':<34}{result['ms_encoding_alone']:>8.1f} ms",
        f"{'ratio':<34}{result['times_encoding_alone']:>8.1f}",
        *(f"  {stage:<32}{100 * share:>8.1f} %" for stage, share in result["shares"].items()),
    ]
    return "\n".join(lines)


@contextmanager
def benchmark_library(folder: Path | None, encoder: Encoder) -> Iterator[Services]:
    """Open the library in a folder, or a passing one of the reports and inspections beside the project."""
    if folder is not None:
        yield Services(folder, encoder=encoder)
        return
    with TemporaryDirectory(prefix="readacross-") as passing:
        services = Services(Path(passing), encoder=encoder)
        paths, refused = files_at([str(REPORTS), str(SHARED / "inspections")])
        add_files(services, paths, Corrections(), refused)
        services.store.refresh()
        yield services


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.questions", description="Measure how long a question takes, stage by stage."
    )
    parser.add_argument("--library", type=Path, help="ask this one; by default one is made of ../shared")
    parser.add_argument("--judged", type=Path, default=GOLD, metavar="FOLDER", help="holds the questions")
    parser.add_argument("--rounds", type=int, default=5, help="times that each question is asked (5)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
