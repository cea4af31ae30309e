"""Measure how well passages are marked with themes: `python -m evaluation.themes`, run where pyproject.toml is.

Sets the marks of `search.marks` on the labelled passages of ../shared/gold/themes.json against two baselines in the
same run: the themes' vocabularies alone, and MiniLM's similarity to the themes' definitions alone, with the one
threshold that serves it best on these very labels (which flatters it). Beside the marks as shipped stand their figures
under cross-validation, weights and thresholds set anew without the passages that they mark, and on the passages that
were not looked at while the vocabulary was revised: those at odd places of the file, counted from 0. `--calibrate`
prints weights and thresholds set from all labels, to paste into search/marks/mark.py and search/data/themes.toml.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from evaluation import calibration
from evaluation.benches import GOLD, REPORTS, reports_library, shared_encoder
from search.judged import read_labelled, satisfied_anchors
from search.marks.lexicon import Lexicon
from search.marks.mark import marks_of
from search.marks.prepare import prepared
from search.metrics import bootstrap_interval, f1_by_label, macro_f1, micro_f1

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.store import Found, View
    from models.encoder import Encoder
    from search.judged import Labelled
    from search.themes import Theme

Marks = list[frozenset[str]]
THRESHOLDS = np.arange(0.20, 0.70, 0.01)
MOST_NEAREST = 2


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
    print(f"{len(cases)} labelled passages, {sum(len(case.judged) for case in cases)} marks; {_lost(cases)}")
    if given.calibrate:
        _print_calibration(cases, themes)
        return 0
    _print_systems(cases, themes, encoder)
    return 0


def _print_systems(cases: Sequence[Case], themes: Sequence[Theme], encoder: Encoder) -> None:
    judged = [case.judged for case in cases]
    ours = tagged(cases, themes)
    print(f"{'':<34}{'micro-F1':>10}{'macro-F1':>10}{'exact':>22}")
    _print_row("search.marks", ours, judged)
    rounds = by_cross_validation(cases, themes)
    _print_row(f"  cross-validated, mean of {len(rounds)}", [it for one in rounds for it in one], judged * len(rounds))
    _print_row("  on the half not looked at", ours[1::2], judged[1::2])
    _print_row("vocabulary alone", by_vocabulary(cases, themes), judged)
    _print_row("MiniLM similarity alone", by_similarity(cases, themes, encoder), judged)
    worst = sorted(f1_by_label(ours, judged).items(), key=lambda item: item[1])
    print("search.marks, theme by theme, worst first: " + ", ".join(f"{theme} {f1:.2f}" for theme, f1 in worst))


def _print_row(name: str, marks: Marks, judged: Sequence[frozenset[str]]) -> None:
    exact = [float(given == wanted) for given, wanted in zip(marks, judged, strict=True)]
    low, high = bootstrap_interval(exact)
    shown = f"{np.mean(exact):.3f} [{low:.2f}, {high:.2f}]"
    print(f"{name:<34}{micro_f1(marks, judged):>10.3f}{macro_f1(marks, judged):>10.3f}{shown:>22}")


def _print_calibration(cases: Sequence[Case], themes: Sequence[Theme]) -> None:
    ready = prepared(themes)
    evidence = calibration.features_of(_texts(cases), ready)
    found = calibration.calibrate(evidence, calibration.judged_matrix([case.judged for case in cases], ready))
    print(f"search/marks/mark.py: WEIGHTS = {found.weights}")
    print(f"search/themes.py: THRESHOLD = {found.common:.2f}")
    for theme, threshold in zip(themes, found.thresholds, strict=True):
        print(f"{theme.id}: threshold = {threshold:.2f}")


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
    ready = prepared(themes)
    return [frozenset(mark.theme for mark in marks_of(text, ready)) for text in _texts(cases)]


def by_cross_validation(cases: Sequence[Case], themes: Sequence[Theme]) -> list[Marks]:
    """Return, for each repeat, the marks with weights and thresholds set without the passage that is marked."""
    ready = prepared(themes)
    judged = calibration.judged_matrix([case.judged for case in cases], ready)
    rounds = calibration.cross_validated(calibration.features_of(_texts(cases), ready), judged)
    return [[_ids(row, themes) for row in marks] for marks in rounds]


def by_vocabulary(cases: Sequence[Case], themes: Sequence[Theme]) -> Marks:
    """Return the themes a word of whose vocabulary stands in the passage, false friends or not."""
    lexicon = Lexicon((term, place) for place, theme in enumerate(themes) for term in theme.vocabulary)
    return [
        frozenset(themes[place].id for hit in lexicon.hits(text) for place in lexicon.entries[hit.entry].uses)
        for text in _texts(cases)
    ]


def by_similarity(cases: Sequence[Case], themes: Sequence[Theme], encoder: Encoder) -> Marks:
    """Return the one or two themes whose definitions are nearest, by the threshold with the best micro-F1 here.

    Of the ways of using MiniLM alone with one threshold that were tried, this did best: the passage without its
    headings, and not more than two themes.
    """
    definitions = encoder.encode_passages([fold(f"{theme.title}. {theme.definition}") for theme in themes])
    cosines = encoder.encode_passages([fold(text) for text in _texts(cases)]) @ definitions.T
    is_among_nearest = (-cosines).argsort(axis=1).argsort(axis=1) < MOST_NEAREST

    def marks(threshold: float) -> Marks:
        return [
            _ids(row, themes) if case.found else frozenset()
            for case, row in zip(cases, is_among_nearest & (cosines >= threshold), strict=True)
        ]

    judged = [case.judged for case in cases]
    return max((marks(float(threshold)) for threshold in THRESHOLDS), key=lambda given: micro_f1(given, judged))


def _ids(given: npt.NDArray[np.bool_], themes: Sequence[Theme]) -> frozenset[str]:
    return frozenset(theme.id for theme, is_given in zip(themes, given, strict=True) if is_given)


def _texts(cases: Sequence[Case]) -> list[str]:
    return [case.found.passage.text if case.found else "" for case in cases]


def _lost(cases: Sequence[Case]) -> str:
    return f"{sum(case.found is None for case in cases)} anchors stand in no passage"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.themes", description="Measure how well passages are marked with themes."
    )
    parser.add_argument("--judged", type=Path, default=GOLD, metavar="FOLDER", help="holds themes.json")
    parser.add_argument("--papers", type=Path, default=REPORTS, metavar="FOLDER", help="the labelled papers")
    parser.add_argument("--calibrate", action="store_true", help="set weights and thresholds from the labels instead")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
