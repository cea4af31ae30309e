"""Read the data files that hold what the program must know: ours, or those that a library has of its own.

What takes a `library` reads the file in that folder when there is one, else ours; both where one extends the other.
"""

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
    """Return what is known of action plans; the library's own file extends ours. Raises InputError."""
    from indexer.plans.rules import read_plan_rules

    return _known(library, "indexer", PLANS_FILE, read_plan_rules, is_extending=True)


def figure_rules(library: Path) -> FigureRules:
    """Return what is known of figures; the library's own file extends ours. Raises InputError."""
    from indexer.figures.rules import read_figure_rules

    return _known(library, "indexer", FIGURES_FILE, read_figure_rules, is_extending=True)


def inspection_rules(library: Path) -> InspectionRules:
    """Return what is known of inspection reports. Raises InputError."""
    from indexer.judgements import read_inspection_rules

    return _known(library, "indexer", INSPECTIONS_FILE, read_inspection_rules)


def themes(library: Path) -> tuple[Theme, ...]:
    """Return the themes. Raises InputError."""
    from search.themes import read_themes

    return _known(library, "search", THEMES_FILE, read_themes)


def vocabulary(library: Path) -> tuple[Concept, ...]:
    """Return the other names of what questions ask for. Raises InputError."""
    from search.expand import read_vocabulary

    return _known(library, "search", VOCABULARY_FILE, read_vocabulary)


def trace_rules(library: Path) -> TraceRules:
    """Return what is known of the wording of findings. Raises InputError."""
    from search.trace_findings import read_trace_rules

    names = vocabulary(library)
    return _known(library, "search", TRACE_FILE, lambda text: read_trace_rules(text, names))


def claim_rules(library: Path) -> ClaimRules:
    """Return the words that tell kinds of claims. Raises InputError."""
    from search.claim_rules import read_claim_rules

    return _known(library, "search", CLAIMS_FILE, read_claim_rules)


def enquiry_templates(library: Path) -> EnquiryTemplates:
    """Return what lines of enquiry ask. Raises InputError."""
    from search.enquiries.templates import read_enquiry_templates

    return _known(library, "search", ENQUIRIES_FILE, read_enquiry_templates)


#: What a library's folder may hold of its own, by file name, and what reads it.
OWN: dict[str, Callable[[Path], object]] = {
    THEMES_FILE: themes,
    VOCABULARY_FILE: vocabulary,
    CLAIMS_FILE: claim_rules,
    TRACE_FILE: trace_rules,
    ENQUIRIES_FILE: enquiry_templates,
    PLANS_FILE: plan_rules,
    INSPECTIONS_FILE: inspection_rules,
    FIGURES_FILE: figure_rules,
}


def digests() -> list[Path]:
    """Return our demonstration papers, by file name."""
    folder = Path(str(files("corpus").joinpath("digests")))
    return sorted(folder.glob("*.md"))


def _ours(package: str, name: str) -> str:
    return files(package).joinpath("data", name).read_text(encoding="utf-8")


def _known(library: Path, package: str, name: str, read: Callable[..., Known], *, is_extending: bool = False) -> Known:
    """Return what our file says, or a library's own of the same name in its place; `is_extending`: both together.

    Raises:
        InputError: the library's own file cannot be read.
    """
    ours, own = _ours(package, name), library / name
    if not own.is_file():
        return read(ours)
    try:
        text = own.read_text(encoding="utf-8")
        return read(ours, text) if is_extending else read(text)
    except (ValueError, KeyError, OSError, re.error) as error:
        what = own.stem.replace("_", " ")
        raise InputError(
            f"The {what} file {own} cannot be read: {error}.",
            remedy=f"Correct it, or move it away to use ours{' alone' if is_extending else ''}.",
        ) from error
