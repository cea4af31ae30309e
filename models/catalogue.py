"""The encoders that Readacross knows, read from a file of model cards."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from models.encoder import ModelCard

DEFAULT_ENCODER = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A model card with the place where an installed package keeps the model.

    `folder` and `weights` are paths inside `package`, the weights inside the folder.
    """

    card: ModelCard
    package: str
    folder: str
    weights: str


def read_catalogue(toml: str) -> dict[str, CatalogueEntry]:
    """Return the catalogue's entries by name.

    Raises:
        KeyError: an entry lacks a field.
    """
    return {
        entry["name"]: CatalogueEntry(
            card=ModelCard(
                name=entry["name"],
                width=entry["width"],
                max_tokens=entry["max_tokens"],
                licence=entry["licence"],
                sha256=entry["sha256"],
            ),
            package=entry["package"],
            folder=entry["folder"],
            weights=entry["weights"],
        )
        for entry in tomllib.loads(toml)["encoder"]
    }
