"""Find an encoder's weights on this machine and check that they are the published ones."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import WeightsAlteredError, WeightsMissingError

if TYPE_CHECKING:
    from models.catalogue import CatalogueEntry


def installed_folder(entry: CatalogueEntry) -> Path:
    """Return the folder of the installed package that holds the model. Nothing of the package is run.

    Raises:
        WeightsMissingError: the package is not installed.
    """
    spec = find_spec(entry.package)
    if spec is None or spec.origin is None:
        raise WeightsMissingError(f"the package {entry.package} is not installed")
    return Path(spec.origin).parent / entry.folder


def verified_folder(entry: CatalogueEntry, folder: Path) -> Path:
    """Return `folder` once the weights in it have the published checksum.

    Raises:
        WeightsMissingError: there is no weights file in it.
        WeightsAlteredError: the file differs from the published one.
    """
    path = folder / entry.weights
    if not path.is_file():
        raise WeightsMissingError(f"no file {path}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != entry.card.sha256:
        raise WeightsAlteredError(str(path), expected=entry.card.sha256, found=found)
    return folder
