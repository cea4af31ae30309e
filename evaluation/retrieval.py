"""Measure how well passages are found, beside what others find: `python -m evaluation.retrieval`.

Answers the judged questions on the five reports, and the claims of SciFact (no vocabulary), by `search.find.find` and
by baselines over the same passages in the same run: BM25 (bm25s), MiniLM alone, their reciprocal-rank fusion, and
txtai's hybrid. Needs the extra: `pip install -e '.[evaluation]'`. With --record, adds a line for each set to
results/retrieval.jsonl. Run where pyproject.toml is.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.baselines import asking, bm25, dense, passages_of, reciprocal_rank_fusion, txtai_hybrid
from evaluation.benches import add_arguments, benches
from evaluation.tables import gain, measured, table
from search.answers import Request
from search.evaluate import RECALL_DEPTH, ranked_of
from search.find import find
from search.runs import last_run, record_run, run_of, since

if TYPE_CHECKING:
    from evaluation.benches import Bench
    from evaluation.tables import Measured
    from search.evaluate import Ranked

RUNS = Path(__file__).parent / "results" / "retrieval.jsonl"
NO_TXTAI = "txtai is not installed, so it is left out: pip install -e '.[evaluation]'"


def main() -> int:
    """Measure, print, keep if asked to."""
    given = _arguments()
    for bench in benches(given):
        run = _told(bench, [ours(bench), *baselines(bench)])
        if given.record:
            record_run(RUNS, run)
    return 0


def ours(bench: Bench) -> Measured:
    """Measure the product's own search."""

    def ask(question: str) -> Ranked:
        request = Request(question=question, limit=RECALL_DEPTH)
        return ranked_of(find(request, bench.view, bench.encoder, bench.vocabulary))

    return measured("Readacross", bench.judged, ask)


def baselines(bench: Bench) -> list[Measured]:
    """Measure what others find among the same passages."""
    passages = passages_of(bench)
    words, meaning = bm25(passages), dense(passages, bench.encoder)
    rankers = {
        "BM25 (bm25s)": words,
        "MiniLM alone": meaning,
        "BM25 + MiniLM, rank fusion": reciprocal_rank_fusion([words, meaning]),
    }
    try:
        rankers["txtai hybrid"] = txtai_hybrid(passages, bench.encoder)
    except ImportError:
        print(NO_TXTAI, file=sys.stderr)
    return [measured(name, bench.judged, asking(passages, rank)) for name, rank in rankers.items()]


def _told(bench: Bench, systems: list[Measured]) -> dict[str, Any]:
    """Print one set's figures and return them as they are recorded."""
    judged, own, others = bench.judged, systems[0], systems[1:]
    n_passages, n_papers = bench.view.count(), len(bench.view.papers())
    print(f"\n{judged.name}: {len(judged.answerable)} questions, {n_passages:,} passages of {n_papers:,} papers")
    print(table(systems))
    for other in others:
        value, low, high = gain(own, other)
        ratio = f"{own.ndcg / other.ndcg:.2f} times" if other.ndcg else "ahead of"
        print(f"Readacross is {ratio} {other.name}: {value:+.3f} nDCG@10 [{low:+.3f}, {high:+.3f}]")
    changed = since(last_run(RUNS, judged.sha256), own.evaluation)
    for change in () if changed is None else (*changed.gains, *changed.losses):
        print(f"  {change.id:<8}{change.before:.3f} → {change.now:.3f}  since {changed.date if changed else ''}")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    run = run_of(own.evaluation, judged, encoder=bench.encoder.card.fingerprint, date=now)
    return {**run, "passages": n_passages, "baselines": {other.name: _figures(other) for other in others}}


def _figures(system: Measured) -> dict[str, Any]:
    overall = system.evaluation.as_json()
    return {"overall": overall["overall"], "by_kind": overall["by_kind"]}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.retrieval", description="Measure how well passages are found."
    )
    add_arguments(parser)
    parser.add_argument("--record", action="store_true", help=f"add the figures to {RUNS.parent.name}/{RUNS.name}")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
