"""Add many files: one after another, with progress, a bad one never stopping the rest."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tqdm import tqdm

from corpus.errors import FileRefusedError
from ui.html.render import counted
from ui.shapes.answers import paper_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.types import Paper
    from indexer.build import Addition, Corrections
    from ui.services import Services


class Counts(NamedTuple):
    """How many papers were added, were there already, were refused; how many pages of those added were not read."""

    added: int = 0
    unchanged: int = 0
    refused: int = 0
    lost: int = 0

    def in_words(self) -> str:
        """Return them as a sentence.

        >>> Counts(2, refused=1).in_words(), Counts(unchanged=1, lost=3).in_words()
        ('2 papers added, 1 file refused.', '0 papers added, 1 already there, 3 pages could not be read.')
        """
        told = [counted(self.added, "paper") + " added"]
        told += [f"{self.unchanged} already there"] if self.unchanged else []
        told += [counted(self.refused, "file") + " refused"] if self.refused else []
        told += [counted(self.lost, "page") + " could not be read"] if self.lost else []
        return ", ".join(told) + "."


@dataclass(slots=True)
class ReadingReport:
    """What became of the files that were added, in the order given."""

    added: list[Paper] = field(default_factory=list)
    unchanged: list[Paper] = field(default_factory=list)
    refused: list[FileRefusedError] = field(default_factory=list)

    def read(self, add: Callable[[], Addition]) -> FileRefusedError | None:
        """Add a file, note what became of it, and return the refusal when it was refused."""
        try:
            addition = add()
        except FileRefusedError as refusal:
            self.refused.append(refusal)
            return refusal
        (self.unchanged if addition.was_there else self.added).append(addition.paper)
        return None

    @property
    def counts(self) -> Counts:
        """How many papers were added, and what else there is to know."""
        lost = sum(paper.unreadable_pages for paper in self.added)
        return Counts(len(self.added), len(self.unchanged), len(self.refused), lost)

    def as_json(self) -> dict[str, Any]:
        """Return the report in the form that scripts rely on."""
        return {
            "added": [paper_json(paper) for paper in self.added],
            "unchanged": [paper_json(paper) for paper in self.unchanged],
            "refused": [
                {"file": refusal.file, "reason": refusal.reason, "remedy": refusal.remedy} for refusal in self.refused
            ],
        }


def files_at(paths: Sequence[str]) -> tuple[list[Path], list[FileRefusedError]]:
    """Return the files at these paths, those in folders by name, and a refusal for each path where nothing stands.

    Hidden files in folders are passed over.
    """
    found: dict[Path, None] = {}
    refused = []
    for given in paths:
        path = Path(given).expanduser()
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and not _is_hidden(file, path))
            found.update(dict.fromkeys(inside))
            if not inside:
                refused.append(
                    FileRefusedError(given, "the folder holds no files", remedy="Check that it is the one meant.")
                )
        elif path.is_file():
            found[path] = None
        else:
            refused.append(
                FileRefusedError(given, "there is no such file or folder", remedy="Check the spelling of the path.")
            )
    return list(found), refused


def add_files(
    services: Services, paths: Sequence[Path], corrections: Corrections, refused: Sequence[FileRefusedError] = ()
) -> ReadingReport:
    """Add files one after another and return what became of each; progress and refusals go to standard error."""
    report = ReadingReport(refused=list(refused))
    for refusal in refused:
        sys.stderr.write(f"Refused: {refusal}\n")
    with _progress(len(paths)) as progress:
        for ordinal, path in enumerate(paths, start=1):
            progress.set_postfix_str(path.name)
            if progress.disable:
                sys.stderr.write(f"Reading {ordinal} of {len(paths)}: {path.name}\n")
            refused_now = report.read(partial(services.add, path, corrections))
            if refused_now is not None:
                progress.write(f"Refused: {refused_now}", file=sys.stderr)
            progress.update()
    if report.added or report.unchanged:
        services.store.refresh()
    return report


def take_in(services: Services, data: bytes, *, file: str) -> ReadingReport:
    """Add one file that was sent, under the name `file`, and return what became of it; raises as `Builder.add`.

    Whoever sends another meanwhile waits: two that send the same file would read it twice.
    """
    from indexer.build import Corrections

    report = ReadingReport()
    with services.adding:
        report.read(partial(services.builder.add, data, file=file, corrections=Corrections()))
    return report


def read_again(services: Services) -> list[Paper]:
    """Read every paper's file again, keep what a person corrected, and make all vectors anew; with progress."""
    total = len(services.all_papers())
    with _progress(total) as progress:
        return services.read_again(on_paper=lambda more: _advance(progress, more))


def _progress(total: int) -> tqdm[Any]:
    """Return a bar on a terminal; elsewhere (a log, a pipe) nothing is drawn and the caller writes lines instead."""
    is_drawn = sys.stderr.isatty()
    return tqdm(total=total, desc="Reading", unit="file", file=sys.stderr, disable=not is_drawn, dynamic_ncols=True)


def _advance(progress: tqdm[Any], more: int) -> None:
    progress.update(more)


def _is_hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)
