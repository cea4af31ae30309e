"""Read the data files that hold what the program must know: ours, or those that a library has of its own."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.councils import Councils
    from indexer.judgements import InspectionRules
    from indexer.plans.rules import PlanRules
    from indexer.split.rules import SplittingRules
    from search.expand import Concept
    from search.themes import Theme

    Known = TypeVar("Known")

THEMES_FILE, VOCABULARY_FILE = "themes.toml", "vocabulary.toml"
PLANS_FILE, INSPECTIONS_FILE = "action_plans.toml", "inspections.toml"


def councils_file() -> Councils:
    """Return the councils of England."""
    from corpus.councils import read_councils

    return read_councils(_ours("corpus", "councils.toml"))


def splitting_rules() -> SplittingRules:
    """Return the words that the splitter must know."""
    from indexer.split.rules import read_splitting_rules

    return read_splitting_rules(_ours("indexer", "splitting.toml"))


def plan_rules(library: Path) -> PlanRules:
    """Return what is known of action plans: our file, extended by the library's own when it has one.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from indexer.plans.rules import read_plan_rules

    ours = _ours("indexer", PLANS_FILE)
    own = library / PLANS_FILE
    if not own.is_file():
        return read_plan_rules(ours)
    return _read_own("action plans", own, lambda text: read_plan_rules(ours, text), "use ours alone")


def inspection_rules(library: Path) -> InspectionRules:
    """Return what is known of inspection reports: the library's own file when it has one, else ours.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from indexer.judgements import read_inspection_rules

    own = library / INSPECTIONS_FILE
    if not own.is_file():
        return read_inspection_rules(_ours("indexer", INSPECTIONS_FILE))
    return _read_own("inspections", own, read_inspection_rules, "use ours")


def themes(library: Path) -> tuple[Theme, ...]:
    """Return the themes: the library's own file when it has one, else ours.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from search.themes import read_themes

    own = library / THEMES_FILE
    if not own.is_file():
        return read_themes(_ours("search", THEMES_FILE))
    return _read_own("themes", own, read_themes, "use ours")


def vocabulary(library: Path) -> tuple[Concept, ...]:
    """Return the other names of what questions ask for: the library's own file when it has one, else ours.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from search.expand import read_vocabulary

    own = library / VOCABULARY_FILE
    if not own.is_file():
        return read_vocabulary(_ours("search", VOCABULARY_FILE))
    return _read_own("vocabulary", own, read_vocabulary, "use ours")


def digests() -> list[Path]:
    """Return our demonstration papers, by file name."""
    folder = Path(str(files("corpus").joinpath("digests")))
    return sorted(folder.glob("*.md"))


def _ours(package: str, name: str) -> str:
    return files(package).joinpath("data", name).read_text(encoding="utf-8")


def _read_own(what: str, file: Path, read: Callable[[str], Known], otherwise: str) -> Known:
    try:
        return read(file.read_text(encoding="utf-8"))
    except (ValueError, KeyError, OSError, re.error) as error:
        raise InputError(
            f"The {what} file {file} cannot be read: {error}.",
            remedy=f"Correct it, or move it away to {otherwise}.",
        ) from error
