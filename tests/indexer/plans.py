"""What the tests of action plans share: reading a plan, and writing its records down for golden files."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.cleaning import fold
from corpus.reading import read_document
from indexer.plans.actions import actions_of
from indexer.plans.measures import measures_of
from indexer.plans.rules import read_plan_rules

if TYPE_CHECKING:
    from corpus.types import Document
    from indexer.records import Action, Measure

ROOT = Path(__file__).parents[2]
REPORT = ROOT.parent / "shared" / "reports" / "003_ad821aef673912d9.txt"
DIGEST = ROOT / "corpus" / "digests" / "sefton-improvement-plan-phase-2.md"
GOLDEN = Path(__file__).parent / "golden_actions"
OUR_FILE = files("indexer").joinpath("data/action_plans.toml").read_text(encoding="utf-8")
RULES = read_plan_rules(OUR_FILE)
HASH_DIGITS = 12


def document_at(path: Path) -> Document:
    return read_document(path.read_bytes(), file=path.name)


def document_of(text: str | bytes, *, file: str = "plan.txt") -> Document:
    return read_document(text.encode("utf-8") if isinstance(text, str) else text, file=file)


def actions_in(text: str | bytes, *, own_file: str = "") -> tuple[Action, ...]:
    """Return the actions of a plan given as text, known by our file and the library's own."""
    return actions_of(document_of(text), (), read_plan_rules(OUR_FILE, own_file) if own_file else RULES)


def measures_in(text: str) -> tuple[Measure, ...]:
    return measures_of(document_of(text), (), RULES)


def rows(*rows: str) -> str:
    """Return a table as tab-separated text, from rows whose cells are divided by bars."""
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows) + "\n"


def line_numbers(document: Document, record: Action | Measure) -> list[int]:
    starts = [0, *(place + 1 for place, letter in enumerate(document.text) if letter == "\n")]
    return [bisect_right(starts, line.start) for line in record.lines]


def described(document: Document, action: Action, *, shown: bool) -> dict[str, Any]:
    """Return an action for a golden file: facts, and texts as they are or, where they are not ours, as fingerprints."""
    texts = ("outcome", "objective", "action", "success_criteria", "lead")
    write = str if shown else fingerprint
    return {
        "ref": action.ref,
        "ref_inferred": action.ref_inferred,
        "priority": (action.priority or "").split(" – ")[0],
        "outcome_ref": action.outcome_ref,
        **{name: write(getattr(action, name)) for name in texts},
        "strengthening": list(action.strengthening),
        "status": action.status,
        "milestones": [
            {
                "due": milestone.due,
                "due_raw": milestone.due_raw,
                "status": milestone.status,
                "status_raw": write(milestone.status_raw),
                "output": write(milestone.output),
                "strengthening": milestone.strengthening,
            }
            for milestone in action.milestones
        ],
        "targets": [list(target) for target in action.targets],
        "missing": list(action.missing),
        "repairs": list(action.repairs),
        "lines": line_numbers(document, action),
    }


def described_measure(document: Document, measure: Measure, *, shown: bool) -> dict[str, Any]:
    write = str if shown else fingerprint
    return {
        "ref": measure.ref,
        "ref_inferred": measure.ref_inferred,
        "priority": (measure.priority or "").split(" – ")[0],
        "measure": write(measure.measure),
        "frequency": measure.frequency,
        "periods": [[period.name, period.target, period.actual] for period in measure.periods],
        "repairs": list(measure.repairs),
        "lines": line_numbers(document, measure),
    }


def fingerprint(text: str) -> str:
    """Return the first digits of a text's hash; empty for an empty text."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:HASH_DIGITS] if text else ""
