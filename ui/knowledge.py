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
    from indexer.figures.rules import FigureRules
    from indexer.judgements import InspectionRules
    from indexer.plans.rules import PlanRules
    from indexer.split.rules import SplittingRules
    from search.claim_rules import ClaimRules
    from search.enquiries.templates import EnquiryTemplates
    from search.expand import Concept
    from search.themes import Theme
    from search.trace_findings import TraceRules

    Known = TypeVar("Known")

THEMES_FILE, VOCABULARY_FILE = "themes.toml", "vocabulary.toml"
CLAIMS_FILE, TRACE_FILE, ENQUIRIES_FILE = "claims.toml", "trace.toml", "enquiries.toml"
PLANS_FILE, INSPECTIONS_FILE, FIGURES_FILE = "action_plans.toml", "inspections.toml", "figures.toml"


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


def figure_rules(library: Path) -> FigureRules:
    """Return what is known of figures: our file, extended by the library's own when it has one.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from indexer.figures.rules import read_figure_rules

    ours = _ours("indexer", FIGURES_FILE)
    own = library / FIGURES_FILE
    if not own.is_file():
        return read_figure_rules(ours)
    return _read_own("figures", own, lambda text: read_figure_rules(ours, text), "use ours alone")


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


def trace_rules(library: Path) -> TraceRules:
    """Return what is known of the wording of findings: the library's own file when it has one, else ours.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from search.trace_findings import read_trace_rules

    known = vocabulary(library)
    own = library / TRACE_FILE
    if not own.is_file():
        return read_trace_rules(_ours("search", TRACE_FILE), known)
    return _read_own("trace", own, lambda text: read_trace_rules(text, known), "use ours")


def claim_rules(library: Path) -> ClaimRules:
    """Return the words that tell kinds of claims: the library's own file when it has one, else ours.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from search.claim_rules import read_claim_rules

    own = library / CLAIMS_FILE
    if not own.is_file():
        return read_claim_rules(_ours("search", CLAIMS_FILE))
    return _read_own("claims", own, read_claim_rules, "use ours")


def enquiry_templates(library: Path) -> EnquiryTemplates:
    """Return what lines of enquiry ask: the library's own file when it has one, else ours.

    Raises:
        InputError: the library's own file cannot be read.
    """
    from search.enquiries.templates import read_enquiry_templates

    own = library / ENQUIRIES_FILE
    if not own.is_file():
        return read_enquiry_templates(_ours("search", ENQUIRIES_FILE))
    return _read_own("enquiries", own, read_enquiry_templates, "use ours")


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
