"""Measure what each part of the search gains and costs: `python -m evaluation.parts [--sets reports scifact]`.

Each of `VARIANTS` switches parts of `search.find.find` on or off; a new part is one line there. Prints nDCG@10 by kind
of question, milliseconds a question, and what each variant gains and costs beside the one that it names as its `base`.
Run where pyproject.toml is.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from evaluation.benches import add_arguments, benches
from evaluation.tables import gain, measured, table
from search.answers import Mode, Request
from search.evaluate import RECALL_DEPTH, Ranked, ranked_of
from search.find import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.benches import Bench
    from evaluation.tables import Measured

    Answerer = Callable[[Bench, str], Ranked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way to answer a question. `base` is the variant without the part in question, None for the simplest."""

    answer: Answerer
    base: str | None = None


def found(
    bench: Bench,
    question: str,
    *,
    mode: Mode = Mode.HYBRID,
    is_widened: bool = True,
    is_compared_word_by_word: bool = False,
) -> Ranked:
    """Answer by `search.find.find` with these parts switched on."""
    request = Request(
        question=question,
        mode=mode,
        is_widened=is_widened,
        is_compared_word_by_word=is_compared_word_by_word,
        limit=RECALL_DEPTH,
    )
    encoder = None if mode is Mode.WORDS else bench.encoder
    return ranked_of(find(request, bench.view, encoder, bench.vocabulary))


VARIANTS: dict[str, Variant] = {
    "words": Variant(answer=partial(found, mode=Mode.WORDS, is_widened=False)),
    "meaning": Variant(answer=partial(found, mode=Mode.MEANING, is_widened=False)),
    "both": Variant(answer=partial(found, is_widened=False), base="meaning"),
    "words, expanded": Variant(answer=partial(found, mode=Mode.WORDS), base="words"),
    "meaning, expanded": Variant(answer=partial(found, mode=Mode.MEANING), base="meaning"),
    "both, expanded": Variant(answer=found, base="both"),
    "both, word by word": Variant(answer=partial(found, is_widened=False, is_compared_word_by_word=True), base="both"),
    "all of it": Variant(answer=partial(found, is_compared_word_by_word=True), base="both, expanded"),
}


def main() -> int:
    """Measure and print."""
    for bench in benches(_arguments()):
        print(told(bench, VARIANTS))
    return 0


def told(bench: Bench, variants: dict[str, Variant]) -> str:
    """Measure the variants on a bench and return the table, then each one's gain and cost beside its base."""
    systems: dict[str, Measured] = {
        name: measured(name, bench.judged, partial(variant.answer, bench)) for name, variant in variants.items()
    }
    lines = [f"\n{bench.judged.name}: {len(bench.judged.answerable)} questions", table(list(systems.values()))]
    for name, variant in variants.items():
        if variant.base is not None:
            system, base = systems[name], systems[variant.base]
            value, low, high = gain(system, base)
            cost = system.ms_per_question - base.ms_per_question
            lines.append(f"{name} beside {variant.base}: {value:+.3f} [{low:+.3f}, {high:+.3f}], {cost:+.1f} ms")
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.parts", description="Measure what each part of the search gains and costs."
    )
    add_arguments(parser)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
