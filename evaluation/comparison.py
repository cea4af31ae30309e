"""Measure what a comparison shows: `python -m evaluation.comparison`, run where pyproject.toml is.

Facts of ../shared/gold/facts.json: the share whose anchor lies in what `compare` shows by default for that theme and
council: the passages of evidence, the quotations of figures, or the rows of the actions. Beside it, in the same run,
the same cut-off with passages ranked by MiniLM's similarity to the theme alone. Silences: the share of the absences
told as not found; and the themes with labelled passages (themes.json) that are wrongly told so.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.cleaning import fold
from evaluation.benches import GOLD, REPORTS, reports_library, shared_encoder
from indexer.store import EVERYWHERE, Where
from search.compare import LIMIT, CompareRequest, compare
from search.judged import read_labelled
from search.metrics import bootstrap_interval, mean
from ui.library.asking import mark
from ui.library.comparing import theme_asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.compare import CouncilColumn
    from ui.services import Services


ABSENCES = Path(__file__).parent / "sets" / "absences.json"


def main() -> int:
    """Measure and print."""
    given = _arguments()
    with reports_library(shared_encoder(), given.papers) as services:
        mark(services)
        facts = json.loads((given.judged / "facts.json").read_text(encoding="utf-8"))
        shown = [is_shown(services, fact) for fact in facts]
        alone = [is_near(services, fact) for fact in facts]
        for name, found in (("facts shown by compare", shown), ("MiniLM alone, same cut-off", alone)):
            low, high = bootstrap_interval([float(it) for it in found])
            print(f"{name:<32}{mean([float(it) for it in found]):>7.3f} [{low:.2f}, {high:.2f}] of {len(found)}")
        missed = [fact for fact, is_in in zip(facts, shown, strict=True) if not is_in]
        for fact in missed:
            print(f"  not shown: {fact['id']} {fact['theme']}, {fact['council']}, {fact['file'][:3]}: {fact['figure']}")
        print(absences(services))
        print(silences(services, given.judged))
    return 0


@cache
def column_of(services: Services, theme: str, council: str) -> CouncilColumn:
    """Return what compare shows for a theme and council."""
    with services.store.viewing() as view:
        asked = CompareRequest(theme=theme_asked(services, theme), councils=(council,))
        return compare(asked, view, services.encoder, services.claim_rules).columns[0]


def is_shown(services: Services, fact: dict[str, Any]) -> bool:
    """Tell whether a fact's anchor lies in what compare shows."""
    column = column_of(services, fact["theme"], fact["council"])
    texts = [item.found.passage.text for item in column.evidence if item.found.paper.file == fact["file"]]
    texts += [shown.quote for shown in column.figures if shown.found.paper.file == fact["file"]]
    with services.store.viewing() as view:
        for found in column.actions:
            if found.paper.file == fact["file"]:
                texts += [view.passage(name).passage.text for name in found.action.passage_ids]
    return _holds(texts, fact["anchor"])


def is_near(services: Services, fact: dict[str, Any]) -> bool:
    """Tell whether a fact's anchor lies in the council's passages nearest in meaning to the theme."""
    theme = theme_asked(services, fact["theme"])
    with services.store.viewing() as view:
        question = services.encoder.encode_question(fold(f"{theme.title}. {theme.definition}"))
        hits = view.nearest(question, LIMIT, replace(EVERYWHERE, councils=(fact["council"],)))
        found = view.rows([hit.row for hit in hits])
    return _holds([it.passage.text for it in found if it.paper.file == fact["file"]], fact["anchor"])


def absences(services: Services) -> str:
    """Return how many of the absences are told as not found, each asked for in the words of sets/absences.json.

    The set says, for each line of the judged absences in their order, what to ask of which council's papers, named by
    the beginning of their files' names; an absence counts as told when each thing asked for is.
    """
    judged = json.loads(ABSENCES.read_text(encoding="utf-8"))
    found = [(absence["council"], name) for absence in judged for name in spoken_of(services, absence)]
    lines = [sum(not spoken_of(services, absence) for absence in judged), len(judged)]
    told = f"{lines[0]} of {lines[1]} absences told as not found"
    return told + "".join(f"\n  found all the same: {council}: {name}" for council, name in found)


def spoken_of(services: Services, absence: dict[str, Any]) -> list[str]:
    """Return which of the things that an absence asks for are found."""
    papers = services.papers()
    within = tuple(paper.id for paper in papers if paper.file.startswith(tuple(absence["papers"])))
    where = Where(papers=within) if absence["papers"] else EVERYWHERE
    found = []
    with services.store.viewing() as view:
        for name in absence["asked"]:
            theme = theme_asked(services, name)
            asked = CompareRequest(theme=theme, councils=(absence["council"],), where=where)
            column = compare(asked, view, services.encoder, services.claim_rules).columns[0]
            found += [name] if column.silence is None else []
    return found


def silences(services: Services, judged: Path) -> str:
    """Return which themes of a council are told as not found that have a labelled passage."""
    council_of = {paper.file: paper.council for paper in services.papers()}
    labelled = {(council_of[anchor.file], theme) for anchor, themes in read_labelled(judged) for theme in themes}
    wrongly = sorted(
        f"{council}: {theme}"
        for council, theme in labelled
        if council and column_of(services, theme, council).silence is not None
    )
    told = f"{len(wrongly)} of {len(labelled)} themes with a labelled passage told as not found"
    return told + (f": {', '.join(wrongly)}" if wrongly else "")


def _holds(texts: Sequence[str], anchor: str) -> bool:
    wanted = fold(anchor).casefold()
    return any(wanted in fold(text).casefold() for text in texts)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.comparison", description="Measure what a comparison shows."
    )
    parser.add_argument("--judged", type=Path, default=GOLD, metavar="FOLDER", help="holds facts.json and themes.json")
    parser.add_argument("--papers", type=Path, default=REPORTS, metavar="FOLDER", help="the judged papers")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
