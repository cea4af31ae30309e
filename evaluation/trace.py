"""Measure how well inspections are traced to later papers: `python -m evaluation.trace`, run where pyproject.toml is.

The proving case is Sefton's inspection of 2022 against its improvement plan, Phase 2, of which each finding was judged
by hand before anything was run. Only one of its 14 findings has no answer in the plan, too few to choose a threshold on
or to measure one by. So other inspections were judged in the same way: those of 2015 to 2020 of three councils against
a later paper of theirs, and whole reports on other councils against the same plan, which answers a part of what they
say. The threshold was chosen on these alone; the proving case had no part in it. Which ways to compare are added up was
decided with all 180 findings in view, by what sets answered and unanswered ones apart over all of them.

Each system is measured in the same run: `search.trace`, and passages by cosine alone and by words alone (BM25). For
findings with an answer, the share whose first reply is one (P@1), and for those with a direct answer, whose first reply
is direct. For findings without, precision and recall of "unanswered": a system says so when its best falls below a
threshold. The baselines have none of their own, so for all systems a threshold is chosen, report by report, on all
the other reports: where the smaller of precision and recall is largest. The proving case takes no part in choosing any.
`search.trace` is also measured with the threshold that it ships with.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus.cleaning import fold
from evaluation.benches import REPORTS, SHARED, shared_encoder
from evaluation.trace_judged import First, balanced_threshold, figures_of, outcomes_of, read_cases
from indexer.build import Corrections
from indexer.store import PassageKind, Where
from search.trace import ENOUGH, trace
from search.trace_findings import findings_of, read_trace_rules
from ui.library.adding import add_files
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.types import Paper
    from evaluation.trace_judged import Case, Figures, Outcome
    from indexer.store import Hit, View
    from models.encoder import Encoder
    from search.trace import Trace
    from search.trace_findings import TraceRules

    Answerer = Callable[[Case, "Bench"], list[First]]

JUDGED = Path(__file__).parent / "sets" / "trace_sefton_2022.json"
INSPECTIONS = SHARED / "inspections"
PROVING = "proving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The papers of all cases in one library, and the places in them by passage."""

    view: View
    encoder: Encoder
    rules: TraceRules
    papers: dict[str, Paper]
    places: dict[str, str]


def main() -> int:
    """Measure and print."""
    given = _arguments()
    cases = read_cases(given.judged)
    encoder = shared_encoder()
    wanted = {case.inspection for case in cases}
    paths = [*sorted(given.papers.glob("*.txt")), *(given.inspections / name for name in sorted(wanted))]
    with TemporaryDirectory(prefix="readacross-") as folder:
        services = Services(Path(folder), encoder=encoder)
        add_files(services, paths, Corrections(), [])
        toml = files("search").joinpath("data/trace.toml").read_text(encoding="utf-8")
        with services.store.viewing() as view:
            print(told(cases, bench_of(view, encoder, read_trace_rules(toml, services.vocabulary))))
    return 0


def bench_of(view: View, encoder: Encoder, rules: TraceRules) -> Bench:
    """Return a library as it is measured on."""
    papers = {paper.file: paper for paper in view.papers()}
    return Bench(view=view, encoder=encoder, rules=rules, papers=papers, places=places(view))


def places(view: View) -> dict[str, str]:
    """Return by passage id where each passage stands: "FILE action 3", "FILE measure 4A" or "FILE passage 2.1/2"."""
    named: dict[str, str] = {}
    for found in view.passages():
        passage, paper = found
        if passage.kind is PassageKind.MEASURE:
            named[passage.id] = f"{paper.file} measure {passage.number}"
        else:
            named[passage.id] = f"{paper.file} passage {passage.number or '-'}/{passage.part}"
    for paper in view.papers():
        for number, (action, _) in enumerate(view.actions(Where(papers=(paper.id,))), start=1):
            named.update((name, f"{paper.file} action {number}") for name in action.passage_ids)
    return named


def by_trace(case: Case, bench: Bench) -> list[First]:
    """Answer by the product."""
    traced = _traced(case, bench)
    nearest = [finding.nearest for finding in traced.findings]
    return [
        First(bench.places[each.found.passage.id], each.nearness.together) if each else First(None, 0.0)
        for each in nearest
    ]


def by_cosine(case: Case, bench: Bench) -> list[First]:
    """Answer by the passage that is nearest in meaning alone."""
    where = _where(case, bench)
    vectors = [bench.encoder.encode_question(fold(text)) for text in _texts(case, bench)]
    return [_first(bench.view.nearest(vector, 1, where), bench) for vector in vectors]


def by_words(case: Case, bench: Bench) -> list[First]:
    """Answer by the passage that shares most words alone: the best BM25."""
    where = _where(case, bench)
    return [_first(bench.view.matching(text, 1, where), bench) for text in _texts(case, bench)]


SYSTEMS: dict[str, Answerer] = {"search.trace": by_trace, "cosine alone": by_cosine, "words alone (BM25)": by_words}


def told(cases: Sequence[Case], bench: Bench) -> str:
    """Measure all systems on all cases and return the tables."""
    head = f"{'':<22}{'findings':>9}{'answered':>9}{'P@1':>20}{'direct P@1':>12}{'“unanswered” prec.':>20}{'recall':>8}"
    lines = []
    for name, answer in SYSTEMS.items():
        outcomes = [outcomes_of(case, answer(case, bench)) for case in cases]
        said = [[each.strength < _threshold(own, outcomes) for each in own] for own in outcomes]
        lines += [f"\n{name}, threshold chosen on the other reports", head, *_lines(outcomes, said)]
        if answer is by_trace:
            shipped = [[each.strength < ENOUGH for each in own] for own in outcomes]
            lines += [f"\n{name}, as it ships: {ENOUGH}", head, *_lines(outcomes, shipped)]
            learnt = balanced_threshold([each for own in outcomes for each in own if each.case.role != PROVING])
            lines += [f"The threshold chosen on all reports but the proving one: {learnt:.3f}"]
            lines += ["", "The proving case, finding by finding", *_proving(cases[0], bench)]
    return "\n".join(lines)


def _threshold(own: Sequence[Outcome], outcomes: Sequence[Sequence[Outcome]]) -> float:
    """Return the threshold chosen on all other reports than this one, the proving one left out."""
    here = own[0].case.inspection
    others = [each for each in outcomes if each[0].case.inspection != here and each[0].case.role != PROVING]
    return balanced_threshold([each for report in others for each in report])


def _lines(outcomes: Sequence[Sequence[Outcome]], said: Sequence[Sequence[bool]]) -> list[str]:
    """Return a line for each set of reports: the proving case by its papers, the others by role, and all of those."""
    groups: dict[str, list[int]] = {}
    for number, own in enumerate(outcomes):
        case = own[0].case
        if case.role == PROVING:
            groups[f"{PROVING}, {len(case.papers)} paper{'' if len(case.papers) == 1 else 's'}"] = [number]
        else:
            groups.setdefault(case.role, []).append(number)
            groups.setdefault("all but proving", []).append(number)
    return [
        _line(
            name,
            figures_of([x for n in numbers for x in outcomes[n]], [x for n in numbers for x in said[n]]),
        )
        for name, numbers in groups.items()
    ]


def _line(name: str, figures: Figures) -> str:
    def shown(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f}"

    first = f"{shown(figures.first)} [{figures.low:.2f}, {figures.high:.2f}]"
    line = f"{name:<22}{figures.findings:>9}{figures.answered:>9}{first:>20}{shown(figures.direct):>12}"
    return line + f"{shown(figures.precision):>20}{shown(figures.recall):>8}"


def _proving(case: Case, bench: Bench) -> list[str]:
    lines = []
    for number, (first, grades) in enumerate(zip(by_trace(case, bench), case.grades, strict=True), start=1):
        grade = grades.get(first.place or "", 0) if grades else "no answer"
        said = "unanswered" if first.strength < ENOUGH else "answered"
        lines.append(f"{number:>3}  {first.strength:.2f} {said:<11} first: {first.place}, judged {grade}")
    return lines


def _traced(case: Case, bench: Bench) -> Trace:
    papers = [bench.papers[name] for name in case.papers]
    inspection = bench.papers[case.inspection]
    return trace(inspection, bench.view, bench.encoder, papers=papers, limit=1, rules=bench.rules)


def _texts(case: Case, bench: Bench) -> list[str]:
    inspection = bench.view.inspection(bench.papers[case.inspection].id)
    if inspection is None:
        raise ValueError(f"{case.inspection} was not read as an inspection report")
    return [bench.rules.asked(finding.text) for finding in findings_of(inspection, bench.view)]


def _where(case: Case, bench: Bench) -> Where:
    return Where(papers=tuple(bench.papers[name].id for name in case.papers))


def _first(hits: Sequence[Hit], bench: Bench) -> First:
    if not hits:
        return First(None, 0.0)
    (found,) = bench.view.rows([hits[0].row])
    return First(bench.places[found.passage.id], hits[0].strength)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.trace", description="Measure how well inspections are traced to later papers."
    )
    parser.add_argument("--judged", type=Path, default=JUDGED, metavar="FILE", help="the judged set")
    parser.add_argument("--papers", type=Path, default=REPORTS, metavar="FOLDER", help="the later papers")
    parser.add_argument("--inspections", type=Path, default=INSPECTIONS, metavar="FOLDER", help="the reports")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
