"""Measure how well figures are read: `python -m evaluation.figures [--lost]`, run where pyproject.toml is.

Two systems and a baseline in one run: the product's `figures_of` alone, the same with the columns of measures tables,
and every run of digits taken for a figure. Two measures:

- facts: of the numbers that `facts.json` names, dates left out, the share that stand among the figures of the passage
  that holds the fact's anchor, and for how many of those the role fits the fact's status;
- judged: `figures.tsv` says of single figures whether they are one and in what role, as of when, and whether what they
  are said to count is right. Of the five reports all figures are judged, so recall and precision are both known; of
  the inspections a random sample of what was read, so only precision is.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import zlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from corpus.reading import read_document
from evaluation.benches import SHARED
from indexer.figures.measures import figures_of_measure, with_columns
from indexer.figures.reading import figures_of
from indexer.figures.rules import read_figure_rules
from indexer.figures.values import number_in_words
from indexer.plans.measures import measures_of
from indexer.plans.rules import read_plan_rules
from indexer.split.passages import split_passages
from indexer.split.rules import read_splitting_rules
from indexer.store import SET_ASIDE
from models.language import sentence_finder
from search.judged import Anchor, satisfied_anchors
from search.metrics import bootstrap_interval, mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.types import Document
    from indexer.figures.records import Figure
    from indexer.figures.rules import FigureRules
    from indexer.records import Measure
    from indexer.store import Passage

JUDGED = Path(__file__).parent / "figures.tsv"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATES = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})(?: \d{{4}})?|(?:{MONTHS})(?: \d{{4}})?|\b(?:19|20)\d\d(?:/\d\d)?|per \d+",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NUMBER = re.compile(rf"(?P<digits>{DIGITS.pattern})(?P<million>m\b)?|(?P<word>[a-z]+)", re.IGNORECASE)
MILLION = 1_000_000
FITTING = {
    "planned": {"target", "budget"},
    "target": {"target"},
    "reported": {"actual", "change", "budget"},
    "complete": {"actual", "change", "budget"},
}


class Fact(NamedTuple):
    """A fact that a comparison must be able to show, with the numbers that it names."""

    id: str
    anchor: Anchor
    status: str
    numbers: tuple[float, ...]


class Read(NamedTuple):
    """A figure as a system read it: where it starts in the paper's text, its value as printed and as numbers."""

    start: int
    value: str
    numbers: tuple[float, ...]
    role: str | None
    as_of: str | None
    what_crc: str | None


class Judged(NamedTuple):
    """A figure as a reader judged it; see figures.tsv."""

    file: str
    start: int
    value: str
    verdict: str
    role: str
    as_of: str
    what_crc: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper with its passages and the measures of its tables."""

    document: Document
    passages: tuple[Passage, ...]
    measures: tuple[Measure, ...]


Reads = dict[str, list[tuple["Passage", list[Read]]]]


def main() -> int:
    """Measure and print."""
    given = _arguments()
    rules = read_figure_rules(_data("figures.toml"))
    papers = read_papers([*sorted(given.papers.glob("*.txt")), *sorted(given.inspections.glob("*.pdf"))])
    start = perf_counter()
    alone = {paper.document.file: _reads(paper, rules, columns=False) for paper in papers}
    seconds = perf_counter() - start
    systems: dict[str, Reads] = {
        "figures_of": alone,
        "figures_of and columns": {paper.document.file: _reads(paper, rules, columns=True) for paper in papers},
        "every run of digits": {paper.document.file: digit_runs(paper) for paper in papers},
    }
    passages = sum(len(read) for read in alone.values())
    count = sum(len(figures) for read in alone.values() for _, figures in read)
    print(
        f"{len(papers)} papers, {passages} passages, {count} figures: {count / passages:.2f} a passage, "
        f"{1000 * seconds / passages:.2f} ms a passage"
    )
    facts, judged = read_facts(given.judged / "facts.json", rules), read_judged(JUDGED)
    print(f"{len(facts)} of the facts name {sum(len(fact.numbers) for fact in facts)} numbers that are no dates")
    for name, reads in systems.items():
        _print_system(name, reads, facts, judged, show_lost=given.lost and name == "figures_of")
    return 0


def read_papers(paths: Iterable[Path]) -> list[Paper]:
    """Return papers as the product reads and divides them."""
    rules, plans = read_splitting_rules(_data("splitting.toml")), read_plan_rules(_data("action_plans.toml"))
    find_sentences = sentence_finder()
    papers = []
    for path in paths:
        document = read_document(path.read_bytes(), file=path.name)
        passages = tuple(split_passages(document, rules, find_sentences))
        measures = measures_of(document, passages, plans)
        papers.append(Paper(document=document, passages=passages, measures=measures))
    return papers


def digit_runs(paper: Paper) -> list[tuple[Passage, list[Read]]]:
    """Return every run of digits of each passage as a figure: the baseline."""
    return [
        (
            passage,
            [
                Read(passage.span.start + run.start(), run.group(), (_number(run.group()),), None, None, None)
                for run in DIGITS.finditer(passage.text)
            ],
        )
        for passage in paper.passages
        if passage.kind not in SET_ASIDE
    ]


def read_facts(path: Path, rules: FigureRules) -> list[Fact]:
    """Return the facts that name a number other than a date."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    facts = [
        Fact(
            id=entry["id"],
            anchor=Anchor(entry["file"], entry["anchor"], 1),
            status=entry["status"],
            numbers=numbers_of(entry["figure"] or "", rules),
        )
        for entry in entries
    ]
    return [fact for fact in facts if fact.numbers]


def numbers_of(figure: str, rules: FigureRules) -> tuple[float, ...]:
    """Return the numbers that a fact names, in digits or words, dates left out; each once, in order."""
    found = []
    for match in NUMBER.finditer(DATES.sub(" ", figure)):
        if match.group("digits"):
            found.append(_number(match.group("digits")) * (MILLION if match.group("million") else 1))
        elif match.group("word").casefold() in {**rules.ones, **rules.tens} and match.group("word").casefold() != "one":
            found.append(number_in_words(match.group("word"), rules))
    return tuple(dict.fromkeys(found))


def read_judged(path: Path) -> list[Judged]:
    """Return the judged figures of a file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        Judged(
            file=row["file"],
            start=int(row["start"]),
            value=row["value"],
            verdict=row["verdict"],
            role=row["role"],
            as_of=row["as_of"],
            what_crc=row["what_crc"],
            what=row["what"],
        )
        for row in csv.DictReader(lines, delimiter="\t")
    ]


def found_numbers(fact: Fact, reads: Reads) -> list[tuple[float, bool | None]]:
    """Return the fact's numbers that the passage with its anchor gives, each with whether its role fits the status."""
    for passage, figures in reads.get(fact.anchor.file, []):
        if satisfied_anchors(fact.anchor.file, passage.text, [fact.anchor]):
            return [
                (number, _fits(fact, [figure for figure in figures if number in figure.numbers]))
                for number in fact.numbers
                if any(number in figure.numbers for figure in figures)
            ]
    return []


def precision(judged: Sequence[Judged], reads: Reads) -> list[float]:
    """Return 1 for each figure read that a reader judged right, or had missed, and 0 for each judged wrong."""
    by_place = _by_place(reads)
    return [float(one.verdict != "wrong") for one in judged if (one.file, one.start) in by_place]


def _fits(fact: Fact, figures: Sequence[Read]) -> bool | None:
    return None if figures[0].role is None else any(figure.role in FITTING[fact.status] for figure in figures)


def _reads(paper: Paper, rules: FigureRules, *, columns: bool) -> list[tuple[Passage, list[Read]]]:
    reads = []
    for passage in paper.passages:
        if passage.kind in SET_ASIDE:
            continue
        figures = figures_of(passage.text, rules, paper_date=None)
        if columns:
            told = [
                figure
                for measure in paper.measures
                if passage.id in measure.passage_ids
                for figure in figures_of_measure(passage.text, measure, rules)
            ]
            figures = with_columns(figures, told)
        reads.append((passage, [_read(passage, figure) for figure in figures]))
    return reads


def _read(passage: Passage, figure: Figure) -> Read:
    numbers = tuple(number for number in (figure.number, figure.upper) if number is not None)
    crc = f"{zlib.crc32((figure.what or '').encode()):08x}"
    return Read(passage.span.start + figure.span.start, figure.value, numbers, figure.role, figure.as_of, crc)


def _print_system(name: str, reads: Reads, facts: Sequence[Fact], judged: Sequence[Judged], *, show_lost: bool) -> None:
    found = {fact.id: found_numbers(fact, reads) for fact in facts}
    fits = [float(fit) for numbers in found.values() for _, fit in numbers if fit is not None]
    reports = [one for one in judged if one.file.endswith(".txt")]
    sample = [one for one in judged if not one.file.endswith(".txt")]
    by_place = _by_place(reads)
    true = [one for one in reports if one.verdict != "wrong"]
    extra = sum(
        place not in {(one.file, one.start) for one in true}
        for place in by_place
        if place[0] in {one.file for one in reports}
    )
    got = [float((one.file, one.start) in by_place) for one in true]
    print(f"\n{name}")
    print(f"  facts: numbers found      {_share([len(found[fact.id]) / len(fact.numbers) for fact in facts])}")
    print(f"  facts: role fits          {_share(fits)}")
    print(f"  reports: recall           {_share(got)}")
    print(f"  reports: precision        {sum(got) / max(1, sum(got) + extra):.3f} ({extra} are no figures)")
    if fits:  # the sample was drawn from what the product reads: of anything else it tells nothing
        print(f"  inspections: precision    {_share(precision(sample, reads))}")
    read = [(one, by_place[one.file, one.start]) for one in judged if (one.file, one.start) in by_place]
    for kind, which in (("reports", ".txt"), ("inspections", ".pdf")):
        _print_details(kind, [(one, is_read) for one, is_read in read if one.file.endswith(which)])
    if show_lost:
        lost = {fact.id: len(found[fact.id]) for fact in facts if len(found[fact.id]) < len(fact.numbers)}
        print(f"  facts with numbers not found: {lost}")


def _print_details(kind: str, read: Sequence[tuple[Judged, Read]]) -> None:
    right = [(one, figure) for one, figure in read if one.verdict != "wrong" and figure.role is not None]
    if not right:
        return
    told = [one for one, figure in right if one.what_crc == figure.what_crc]
    print(f"  {kind}: role              {_share([float(one.role == figure.role) for one, figure in right])}")
    print(f"  {kind}: as of             {_share([float(one.as_of == (figure.as_of or '-')) for one, figure in right])}")
    print(
        f"  {kind}: what, of those told {_share([float(one.what == 'right') for one in told if one.what != 'untold'])}"
    )


def _by_place(reads: Reads) -> dict[tuple[str, int], Read]:
    return {(file, figure.start): figure for file, read in reads.items() for _, figures in read for figure in figures}


def _share(values: Sequence[float]) -> str:
    if not values:
        return "-"
    low, high = bootstrap_interval(values)
    return f"{mean(values):.3f} [{low:.2f}, {high:.2f}] of {len(values)}"


def _number(digits: str) -> float:
    return float(digits.replace(",", ""))


def _data(name: str) -> str:
    return files("indexer").joinpath("data", name).read_text(encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.figures", description="Measure how figures are read.")
    parser.add_argument("--judged", type=Path, default=SHARED / "gold", metavar="FOLDER", help="holds facts.json")
    parser.add_argument("--papers", type=Path, default=SHARED / "reports", metavar="FOLDER", help="the judged papers")
    parser.add_argument("--inspections", type=Path, default=SHARED / "inspections", metavar="FOLDER")
    parser.add_argument("--lost", action="store_true", help="name the facts whose numbers are not all found")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
