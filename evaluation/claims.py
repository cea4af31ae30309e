"""Measure how well claims are told: `python -m evaluation.claims`, run where pyproject.toml is.

Sets `search.claims` on the passages of evaluation/sets/claims.json against two baselines in the same run: the commonest
claim of those passages for all of them, and status words alone ("complete", "has been", "will be", "not"). Figures
are told apart for the passages that the rules were revised on and for those that they never saw. Prints accuracy with
its 95 % interval, macro-F1, which claim is taken for which, and milliseconds a passage.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluation.benches import REPORTS, SHARED
from indexer.build import Corrections
from indexer.figures.reading import figures_of
from indexer.figures.rules import read_figure_rules
from indexer.store import PassageKind, Where
from models.hashing import HashingEncoder
from search.claim_rules import ClaimKind, read_claim_rules
from search.claims import Claim, claim_of, counted_as, has_actual, has_deterioration
from search.metrics import bootstrap_interval, macro_f1
from ui.library.adding import add_files
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.figures.records import Figure
    from indexer.records import Action
    from indexer.store import Passage, View

JUDGED = Path(__file__).parent / "sets" / "claims.json"
DATA = Path(__file__).parents[1]
REPEATS = 20
DONE = re.compile(r"\b(?:complete|completed|has been|have been|was|were)\b", re.IGNORECASE)
TO_DO = re.compile(r"\b(?:will|to be|on track|not yet|planned)\b", re.IGNORECASE)
WORRY = re.compile(r"\b(?:not|concern|concerns|issues)\b", re.IGNORECASE)


class Judged(NamedTuple):
    """A passage that was judged. `place` is its number, or "-", and its part: "2.1.8/1"."""

    file: str
    place: str
    claim: ClaimKind
    is_seen: bool


class Case(NamedTuple):
    """A judged passage as it was found. `kind` is what it counts as: an inspection's recommendation must improve."""

    judged: Judged
    passage: Passage
    kind: PassageKind
    action: Action | None
    figures: Sequence[Figure]


def main() -> int:
    """Measure and print."""
    given = _arguments()
    judged = read_judged(JUDGED)
    with TemporaryDirectory(prefix="readacross-") as passing:
        services = Services(given.library or Path(passing, "library"), encoder=HashingEncoder())
        if given.library is None:
            names = {one.file for one in judged}
            paths = [path for folder in given.papers for path in sorted(folder.iterdir()) if path.name in names]
            add_files(services, paths, Corrections())
        with services.store.viewing() as view:
            cases = cases_of(judged, view)
    print(f"{len(judged)} judged passages, {len(judged) - len(cases)} not found in the papers")
    _print(cases, wrong=given.wrong)
    return 0


def read_judged(file: Path) -> list[Judged]:
    """Return the judged passages of a file. Raises KeyError or ValueError when it is no such file."""
    entries = json.loads(file.read_text(encoding="utf-8"))["judged"]
    return [Judged(e["file"], e["passage"], ClaimKind(e["claim"]), e["half"] == "seen") for e in entries]


def cases_of(judged: Sequence[Judged], view: View) -> list[Case]:
    """Return the judged passages that stand in the papers, with what the rules are told of them."""
    rules = read_figure_rules((DATA / "indexer/data/figures.toml").read_text(encoding="utf-8"))
    papers = {paper.file: paper for paper in view.papers()}
    actions = {name: found.action for found in view.actions() for name in found.action.passage_ids}
    cases = []
    for one in judged:
        if one.file not in papers:
            continue
        paper = papers[one.file]
        for found in view.passages(Where(papers=(paper.id,), kinds=tuple(PassageKind))):
            passage = found.passage
            if f"{passage.number or '-'}/{passage.part}" == one.place:
                figures = figures_of(passage.text, rules, paper_date=paper.date)
                kind = counted_as(passage.kind, paper.kind)
                cases.append(Case(one, passage, kind, actions.get(passage.id), figures))
    return cases


def told(cases: Sequence[Case]) -> list[Claim]:
    """Return the product's claims."""
    rules = read_claim_rules((DATA / "search/data/claims.toml").read_text(encoding="utf-8"))
    return [
        claim_of(
            case.passage.text,
            rules,
            kind=case.kind,
            action=case.action,
            has_measure=has_actual(case.figures),
            is_worse=has_deterioration(case.figures),
        )
        for case in cases
    ]


def by_status_words(cases: Sequence[Case]) -> list[ClaimKind]:
    """Return the claims that a few status words alone tell."""
    return [_by_words(case.passage.text) for case in cases]


def _by_words(text: str) -> ClaimKind:
    pairs = ((WORRY, ClaimKind.CONCERN), (TO_DO, ClaimKind.PLANNED), (DONE, ClaimKind.REPORTED))
    return next((kind for words, kind in pairs if words.search(text)), ClaimKind.CONTEXT)


def _print(cases: Sequence[Case], *, wrong: bool) -> None:
    ours = told(cases)
    commonest = Counter(case.judged.claim for case in cases).most_common(1)[0][0]
    systems = {
        "search.claims": [claim.kind for claim in ours],
        "status words alone": by_status_words(cases),
        f"always “{commonest}”": [commonest] * len(cases),
    }
    print(f"{'':<26}{'all':>22}{'seen':>22}{'unseen':>22}{'macro-F1':>10}")
    for name, kinds in systems.items():
        _print_row(name, kinds, cases)
    unseen = [place for place, case in enumerate(cases) if not case.judged.is_seen]
    for heading, places in (("all", range(len(cases))), ("unseen", unseen)):
        _print_confusion(heading, [cases[place] for place in places], [ours[place].kind for place in places])
    start = perf_counter()
    for _ in range(REPEATS):
        told(cases)
    print(f"{(perf_counter() - start) / REPEATS / max(1, len(cases)) * 1000:.3f} ms a passage, rules read each time")
    if wrong:
        for case, claim in zip(cases, ours, strict=True):
            if claim.kind != case.judged.claim:
                one = case.judged
                print(f"{one.file} {one.place}: {claim.kind}, judged {one.claim}: {claim.reason}")


def _print_row(name: str, kinds: Sequence[ClaimKind], cases: Sequence[Case]) -> None:
    right = [float(kind == case.judged.claim) for kind, case in zip(kinds, cases, strict=True)]
    cells = ""
    for wanted in (None, True, False):
        chosen = [hit for hit, case in zip(right, cases, strict=True) if wanted in (None, case.judged.is_seen)]
        low, high = bootstrap_interval(chosen) if chosen else (0.0, 0.0)
        shown = f"{np.mean(chosen):.2f} [{low:.2f}, {high:.2f}]" if chosen else "none"
        cells += f"{shown:>22}"
    f1 = macro_f1([frozenset([kind.value]) for kind in kinds], [frozenset([c.judged.claim.value]) for c in cases])
    print(f"{name:<26}{cells}{f1:>10.2f}")


def _print_confusion(heading: str, cases: Sequence[Case], kinds: Sequence[ClaimKind]) -> None:
    counts = Counter((case.judged.claim, kind) for case, kind in zip(cases, kinds, strict=True))
    print(f"\n{heading}: judged as (down), told as (across)")
    print(f"{'':<11}" + "".join(f"{kind:>11}" for kind in ClaimKind))
    for judged in ClaimKind:
        print(f"{judged:<11}" + "".join(f"{counts[judged, kind]:>11}" for kind in ClaimKind))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.claims", description="Measure how well kinds of claims are told."
    )
    folders = [REPORTS, SHARED / "inspections"]
    parser.add_argument("--papers", nargs="+", type=Path, default=folders, metavar="FOLDER", help="the judged papers")
    parser.add_argument("--library", type=Path, metavar="FOLDER", help="a library that holds them already")
    parser.add_argument("--wrong", action="store_true", help="list what is told otherwise than judged")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
