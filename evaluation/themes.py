"""Measure how well passages are marked with themes: `python -m evaluation.themes`, run where pyproject.toml is.

Sets the marks of `search.tag` on the labelled passages of ../shared/gold/themes.json against two baselines: the themes'
vocabularies alone, and MiniLM's similarity to the themes' definitions alone, with the one threshold that serves it
best on these very labels (which flatters it).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from evaluation.benches import GOLD, REPORTS, reports_library, shared_encoder
from indexer.build import searched_text
from search.judged import read_labelled, satisfied_anchors
from search.metrics import bootstrap_interval, f1_by_label, macro_f1, micro_f1
from search.tag import themes_of
from search.vocabulary import speaks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.store import Found, View
    from models.encoder import Encoder
    from search.judged import Labelled
    from search.themes import Theme

Marks = list[frozenset[str]]
THRESHOLDS = np.arange(0.20, 0.70, 0.01)


class Case(NamedTuple):
    """A labelled passage as it was found, None where no passage holds the anchor."""

    found: Found | None
    judged: frozenset[str]


def main() -> int:
    """Measure and print."""
    given = _arguments()
    encoder = shared_encoder()
    with reports_library(encoder, given.papers) as services, services.store.viewing() as view:
        cases = cases_of(read_labelled(given.judged), view)
        themes = services.themes
    judged = [case.judged for case in cases]
    lost = sum(case.found is None for case in cases)
    print(f"{len(cases)} labelled passages, {sum(map(len, judged))} marks; {lost} anchors stand in no passage")
    systems = {
        "search.tag": tagged(cases, themes),
        "vocabulary alone": by_vocabulary(cases, themes),
        "MiniLM similarity alone": by_similarity(cases, themes, encoder),
    }
    print(f"{'':<26}{'micro-F1':>10}{'macro-F1':>10}{'exact':>22}")
    for name, marks in systems.items():
        exact = [float(given == wanted) for given, wanted in zip(marks, judged, strict=True)]
        low, high = bootstrap_interval(exact)
        print(
            f"{name:<26}{micro_f1(marks, judged):>10.3f}{macro_f1(marks, judged):>10.3f}"
            f"{f'{np.mean(exact):.3f} [{low:.2f}, {high:.2f}]':>22}"
        )
    worst = sorted(f1_by_label(systems["search.tag"], judged).items(), key=lambda item: item[1])
    print("search.tag, theme by theme, worst first: " + ", ".join(f"{theme} {f1:.2f}" for theme, f1 in worst))
    return 0


def cases_of(labelled: Sequence[Labelled], view: View) -> list[Case]:
    """Return for each label the first passage of its paper, in reading order, that holds its anchor."""
    by_file: dict[str, list[Found]] = {}
    for paper in view.papers():
        by_file[paper.file] = view.everything_of(paper.id)
    cases = []
    for anchor, themes in labelled:
        holding = (
            found
            for found in by_file.get(anchor.file, [])
            if satisfied_anchors(anchor.file, found.passage.text, [anchor])
        )
        cases.append(Case(next(holding, None), themes))
    return cases


def tagged(cases: Sequence[Case], themes: Sequence[Theme]) -> Marks:
    """Return the product's marks."""
    return [frozenset(themes_of(case.found.passage.text, themes)) if case.found else frozenset() for case in cases]


def by_vocabulary(cases: Sequence[Case], themes: Sequence[Theme]) -> Marks:
    """Return the themes a word of whose vocabulary stands in the passage, false friends or not."""
    texts = [case.found.passage.text if case.found else "" for case in cases]
    return [frozenset(theme.id for theme in themes if speaks_of(theme.vocabulary, text)) for text in texts]


def by_similarity(cases: Sequence[Case], themes: Sequence[Theme], encoder: Encoder) -> Marks:
    """Return the themes whose definition is near to the passage, by the threshold with the best micro-F1 here."""
    definitions = encoder.encode_passages([fold(f"{theme.title}. {theme.definition}") for theme in themes])
    searched = [searched_text(case.found.passage) if case.found else "" for case in cases]
    cosines = encoder.encode_passages(searched) @ definitions.T

    def marks(threshold: float) -> Marks:
        return [
            frozenset(theme.id for theme, cosine in zip(themes, row, strict=True) if case.found and cosine >= threshold)
            for case, row in zip(cases, cosines, strict=True)
        ]

    judged = [case.judged for case in cases]
    return max((marks(float(threshold)) for threshold in THRESHOLDS), key=lambda given: micro_f1(given, judged))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.themes", description="Measure how well passages are marked with themes."
    )
    parser.add_argument("--judged", type=Path, default=GOLD, metavar="FOLDER", help="holds themes.json")
    parser.add_argument("--papers", type=Path, default=REPORTS, metavar="FOLDER", help="the labelled papers")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
