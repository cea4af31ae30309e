"""Keep the figures of evaluations, a run a line, so that the next one can be compared with the last."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from search.evaluate import Change, changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from search.evaluate import Evaluation
    from search.judged import JudgedSet

PACKAGES = ("readacross", "numpy", "openvino", "tokenizers", "torch", "faiss-cpu", "tantivy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The questions that are answered better or worse than in the run of `date`, the largest gains first."""

    date: str
    changes: tuple[Change, ...]

    @property
    def gains(self) -> tuple[Change, ...]:
        """The questions that are answered better, the largest gain first."""
        return tuple(change for change in self.changes if change.now > change.before)

    @property
    def losses(self) -> tuple[Change, ...]:
        """The questions that are answered worse, the largest loss first."""
        return tuple(change for change in reversed(self.changes) if change.now < change.before)

    def as_json(self) -> dict[str, Any]:
        """Return the changes in the form that scripts rely on."""
        gains, losses = ([change._asdict() for change in side] for side in (self.gains, self.losses))
        return {"date": self.date, "gains": gains, "losses": losses}


def last_run(path: Path, judged_sha256: str) -> dict[str, Any] | None:
    """Return the last run that was recorded for a judged set, None when there is none.

    Raises:
        InputError: a line of the file is no JSON.
    """
    if not path.is_file():
        return None
    try:
        runs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise InputError(f"{path} cannot be read: {error}.", remedy="Correct it, or move it away.") from error
    of_this_set = [run for run in runs if run.get("judged", {}).get("sha256") == judged_sha256]
    return of_this_set[-1] if of_this_set else None


def since(run: Mapping[str, Any] | None, measured: Evaluation) -> Since | None:
    """Return which questions are answered better or worse than in a recorded run; None when there was none."""
    if run is None:
        return None
    before = {str(entry["id"]): float(entry["ndcg_at_10"]) for entry in run["questions"]}
    return Since(date=str(run["date"]), changes=tuple(changes(measured.outcomes, before)))


def run_of(measured: Evaluation, judged: JudgedSet, *, encoder: str, date: str) -> dict[str, Any]:
    """Return the record of a run: when and on what it ran, and all its figures."""
    about = {"name": judged.name, "sha256": judged.sha256, "questions": len(judged.questions)}
    return {"date": date, "judged": about, "encoder": encoder, "machine": machine(), **measured.as_json()}


def record_run(path: Path, run: Mapping[str, Any]) -> None:
    """Add a run to a file of runs, which is made with its folder when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run, ensure_ascii=False) + "\n")


def machine() -> dict[str, Any]:
    """Return what figures depend on besides the code: processor, cores and the versions of what computes."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "versions": {"python": platform.python_version(), **_versions()},
    }


def _versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue  # an engine that is not installed takes no part
    return found


def _processor() -> str:
    """Return the processor's name as Linux tells it; elsewhere what Python knows, which may be nothing."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor()
