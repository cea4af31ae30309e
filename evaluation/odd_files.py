"""Read every broken, hostile or unusual file as the program does, and print what became of them by category."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import FileRefusedError
from corpus.sandbox import SandboxedReader
from ui.settings import reading_limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.sandbox import ReadingLimits

FOLDER = Path(__file__).parents[1].parent / "shared" / "odd-files"
CATEGORY = "__"  # ends the category in a file's name; for Word files, the project that the file is from


@dataclass(slots=True)
class Tally:
    """What became of a category's files."""

    added: int = 0
    with_losses: int = 0
    refused: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    peak_mb: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def files(self) -> int:
        """How many files were read."""
        return self.added + self.with_losses + self.refused

    def take(self, other: Tally) -> None:
        """Add what became of other files."""
        self.added += other.added
        self.with_losses += other.with_losses
        self.refused += other.refused
        self.seconds += other.seconds
        self.longest = max(self.longest, other.longest)
        self.peak_mb = max(self.peak_mb, other.peak_mb)
        self.reasons += other.reasons


def main() -> int:
    """Read the files and print the table."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.odd_files", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"the files (default {FOLDER})")
    parser.add_argument("--files", action="store_true", help="print what became of each file, too")
    given = parser.parse_args()
    files = sorted(file for file in given.folder.rglob("*") if file.is_file() and file.suffix != ".csv")
    if not files:
        sys.stderr.write(f"There are no files in {given.folder}.\n")
        return 2
    limits = reading_limits()
    tallies: dict[str, Tally] = {}
    for file in files:
        tally = _read(file, limits)
        tallies.setdefault(_category(file), Tally()).take(tally)
        if given.files:
            print(f"{file.name}: {'; '.join(tally.reasons) or 'added'} ({tally.seconds:.1f} s, {tally.peak_mb:.0f} MB)")
    print(f"Limits: {limits.seconds:g} s and {limits.megabytes:,} MB a file; a process of its own for each.\n")
    print("\n".join(_table(tallies)))
    return 0


def _category(file: Path) -> str:
    name = file.name.partition(CATEGORY)[0] if CATEGORY in file.name else "made by us"
    return f"{file.parent.name}: {name}"


def _read(file: Path, limits: ReadingLimits) -> Tally:
    """Read one file in a process that has read nothing before, so that its memory is the file's."""
    reader = SandboxedReader(limits)
    reader(b"To start the process.", file="start.txt")
    tally = Tally()
    began = time.perf_counter()
    try:
        document = reader(file.read_bytes(), file=file.name)
    except FileRefusedError as refusal:
        tally.refused = 1
        tally.reasons[f"refused: {refusal.reason}"] += 1
    else:
        reasons = {_in_general(warning.reason) for warning in document.warnings}
        tally.with_losses, tally.added = (1, 0) if reasons else (0, 1)
        tally.reasons.update(reasons)
    tally.seconds = tally.longest = time.perf_counter() - began
    tally.peak_mb = reader.peak_mb
    reader.close()
    return tally


def _in_general(reason: str) -> str:
    """Return a warning without what is the file's own: its counts, its pages."""
    return f"added, but: {reason.partition(': ')[0].partition(' (')[0]}"


def _table(tallies: dict[str, Tally]) -> Iterable[str]:
    total = Tally()
    counts = f"{'files':>6}{'added':>7}{'losses':>8}{'refused':>9}"
    yield f"{'category':<32}{counts}{'seconds':>9}{'longest':>9}{'peak MB':>9}"
    for category, tally in tallies.items():
        total.take(tally)
        yield _row(category, tally)
    yield _row("all", total)
    yield ""
    yield "Why, and of how many files:"
    yield from (f"{count:>4}  {reason}" for reason, count in sorted(total.reasons.items(), key=lambda item: -item[1]))


def _row(name: str, tally: Tally) -> str:
    counts = f"{tally.files:>6}{tally.added:>7}{tally.with_losses:>8}{tally.refused:>9}"
    return f"{name:<32}{counts}{tally.seconds:>9.1f}{tally.longest:>9.1f}{tally.peak_mb:>9.0f}"


if __name__ == "__main__":
    sys.exit(main())
