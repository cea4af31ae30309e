"""The encoders that Readacross knows, read from a file of model cards."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.encoder import ModelCard

if TYPE_CHECKING:
    from models.model_folder import ModelFolder

DEFAULT_ENCODER = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """What is known of a published encoder before its files have been seen.

    `repository` is where it was published, `revision` the commit. `package` is the Python package that holds the model
    in `folder`, None when no package does and a person must put it on the machine. `sha256` is that of the file
    `weights`, None when we do not know it; then the files' own checksum tells vector spaces apart. Likewise the
    model's own files say `max_tokens` and `licence` where these are None.
    """

    name: str
    repository: str
    revision: str
    width: int
    pooling: str
    question_prefix: str
    passage_prefix: str
    max_tokens: int | None
    licence: str | None
    sha256: str | None
    package: str | None
    folder: str
    weights: str

    def is_called(self, name: str) -> bool:
        """Return whether a person who types `name` means this one: its name or its repository, in any case."""
        return name.casefold() in (self.name.casefold(), self.repository.casefold())

    @property
    def card(self) -> ModelCard:
        """The model's card, from published facts alone.

        Raises:
            ValueError: not all of them are known, so that its files have to be asked: `card_of`.
        """
        if self.max_tokens is None or self.licence is None or self.sha256 is None:
            raise ValueError(f"not all facts of {self.name} are published")
        return ModelCard(
            name=self.name,
            width=self.width,
            max_tokens=self.max_tokens,
            licence=self.licence,
            sha256=self.sha256,
            pooling=self.pooling,
            question_prefix=self.question_prefix,
            passage_prefix=self.passage_prefix,
            revision=self.revision,
        )

    def card_of(self, found: ModelFolder, sha256: str) -> ModelCard:
        """Return the card of the model whose files were found: the published facts, else what the files say."""
        return replace(
            found.card(sha256),
            name=self.name,
            max_tokens=self.max_tokens or found.max_tokens,
            licence=self.licence or found.licence,
            question_prefix=self.question_prefix,
            passage_prefix=self.passage_prefix,
            revision=self.revision,
        )


def read_catalogue(toml: str) -> dict[str, CatalogueEntry]:
    """Return the catalogue's entries by name, in the file's order.

    Raises:
        KeyError: an entry lacks a field that every entry has.
    """
    return {
        entry["name"]: CatalogueEntry(
            name=entry["name"],
            repository=entry["repository"],
            revision=entry["revision"],
            width=entry["width"],
            pooling=entry["pooling"],
            question_prefix=entry["question_prefix"],
            passage_prefix=entry["passage_prefix"],
            max_tokens=entry.get("max_tokens"),
            licence=entry.get("licence"),
            sha256=entry.get("sha256"),
            package=entry.get("package"),
            folder=entry.get("folder", ""),
            weights=entry.get("weights", "model.safetensors"),
        )
        for entry in tomllib.loads(toml)["encoder"]
    }


def entry_called(name: str, catalogue: dict[str, CatalogueEntry]) -> CatalogueEntry | None:
    """Return the entry that a person means by `name`, None when the catalogue has none."""
    return next((entry for entry in catalogue.values() if entry.is_called(name)), None)
