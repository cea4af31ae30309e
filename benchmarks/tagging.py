"""Measure how fast passages are marked with themes: `python -m benchmarks.tagging`, run where pyproject.toml is.

Every passage of a library is marked with all themes by words, against the plain way in the same run: each term of each
theme looked for by itself. The fastest of the rounds counts. Adds a line to results/tagging.jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from indexer.store import EVERYWHERE, SET_ASIDE, PassageKind
from models.hashing import HashingEncoder
from search.marks.mark import marks_of
from search.marks.prepare import prepared
from search.vocabulary import spoken_of
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.themes import Theme

RESULTS = Path(__file__).parent / "results" / "tagging.jsonl"


def main() -> int:
    """Time, print, keep."""
    given = _arguments()
    with TemporaryDirectory(prefix="readacross-") as passing:
        services = Services(given.library or Path(passing) / "library", encoder=HashingEncoder())
        if given.library is None:
            list(services.add_demonstration())
        texts, themes = _texts(services), services.themes
    seconds = {"marks_of": _fastest(lambda: _mark(texts, themes), given.rounds)}
    seconds["per term"] = _fastest(lambda: _look_for_each(texts[: given.plain], themes), 1)
    result = _result(seconds, texts, themes, plain=min(given.plain, len(texts)))
    print(json.dumps(result, indent=1))
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(result) + "\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tagging", description="Measure how fast passages are marked with themes."
    )
    parser.add_argument("--library", type=Path, metavar="FOLDER", help="whose passages; our digests by default")
    parser.add_argument("--rounds", type=int, default=3, help="times that all passages are marked (3)")
    parser.add_argument("--plain", type=int, default=500, metavar="N", help="passages of the plain way, which is slow")
    return parser.parse_args()


def _texts(services: Services) -> list[str]:
    kinds = tuple(kind for kind in PassageKind if kind not in SET_ASIDE)
    with services.store.viewing() as view:
        return [found.passage.text for found in view.passages(EVERYWHERE) if found.passage.kind in kinds]


def _mark(texts: Sequence[str], themes: Sequence[Theme]) -> None:
    ready = prepared(themes)
    for text in texts:
        marks_of(text, ready)


def _look_for_each(texts: Sequence[str], themes: Sequence[Theme]) -> None:
    for text in texts:
        for theme in themes:
            spoken_of((*theme.vocabulary, *theme.weak), text, false_friends=theme.false_friends)


def _fastest(way: Callable[[], None], rounds: int) -> float:
    return min(_timed(way) for _ in range(rounds))


def _timed(way: Callable[[], None]) -> float:
    start = perf_counter()
    way()
    return perf_counter() - start


def _result(
    seconds: dict[str, float], texts: Sequence[str], themes: Sequence[Theme], *, plain: int
) -> dict[str, object]:
    each = {"marks_of": seconds["marks_of"] / len(texts), "per term": seconds["per term"] / plain}
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "sizes": {
            "passages": len(texts),
            "themes": len(themes),
            "terms": sum(len(theme.vocabulary) + len(theme.weak) + len(theme.false_friends) for theme in themes),
        },
        "seconds": round(seconds["marks_of"], 2),
        "milliseconds_a_passage": {name: round(value * 1000, 3) for name, value in each.items()},
        "times_per_term": round(each["per term"] / each["marks_of"], 1),
    }


if __name__ == "__main__":
    raise SystemExit(main())
