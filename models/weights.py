"""Find an encoder's weights on this machine and check that they are the published ones."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import WeightsAlteredError, WeightsMissingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.errors import ReadacrossError
    from models.catalogue import CatalogueEntry


def folder_of(entry: CatalogueEntry, places: Sequence[Path]) -> Path:
    """Return the folder that holds the model: of the first of `places` that has one, else of the installed package.

    In each place a folder of the model's name is looked for, and the way in which the Hugging Face libraries keep what
    they once downloaded: the catalogue's revision, else the one that they call main.

    Raises:
        WeightsMissingError: it is nowhere; the remedy says where to put it.
    """
    for place in places:
        for folder in (place / entry.name, *_kept_revisions(entry, place)):
            if folder.is_dir():
                return folder
    if entry.package is not None:
        return installed_folder(entry)
    put = f"put them in {places[0] / entry.name}" if places else "put them in a folder"
    raise _with_remedy(
        WeightsMissingError(f"{entry.name} is not on this machine"),
        f"Download the files of {entry.repository} (revision {entry.revision[:12]}) and {put}, "
        "or name the folder that has them: READACROSS_MODEL=FOLDER",
    )


def installed_folder(entry: CatalogueEntry) -> Path:
    """Return the folder of the installed package that holds the model. Nothing of the package is run.

    Raises:
        WeightsMissingError: the package is not installed.
    """
    spec = find_spec(entry.package) if entry.package else None
    if spec is None or spec.origin is None:
        raise WeightsMissingError(f"the package {entry.package} is not installed")
    return Path(spec.origin).parent / entry.folder


def verified_folder(entry: CatalogueEntry, folder: Path) -> Path:
    """Return `folder` once the weights in it have the published checksum; at once where none is known.

    Raises:
        WeightsMissingError: there is no weights file in it.
        WeightsAlteredError: the file differs from the published one.
    """
    if entry.sha256 is None:
        return folder
    path = folder / entry.weights
    if not path.is_file():
        raise _for(entry, WeightsMissingError(f"no file {path}"))
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != entry.sha256:
        raise _for(entry, WeightsAlteredError(str(path), expected=entry.sha256, found=found))
    return folder


def _kept_revisions(entry: CatalogueEntry, place: Path) -> list[Path]:
    kept = place / f"models--{entry.repository.replace('/', '--')}"
    main = kept / "refs" / "main"
    revisions = [entry.revision, *([main.read_text(encoding="utf-8").strip()] if main.is_file() else [])]
    return [kept / "snapshots" / revision for revision in revisions]


def _for(entry: CatalogueEntry, error: ReadacrossError) -> ReadacrossError:
    """Return the error, with a remedy that fits where no package holds the model."""
    if entry.package is not None:
        return error
    return _with_remedy(error, f"Put the files of {entry.repository} (revision {entry.revision[:12]}) there")


def _with_remedy(error: ReadacrossError, remedy: str) -> ReadacrossError:
    error.remedy = f"{remedy} — or search by words alone: --mode words"
    return error
