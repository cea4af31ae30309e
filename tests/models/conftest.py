"""What the tests of models share: the catalogue, and the real encoder, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import WeightsMissingError
from models.catalogue import DEFAULT_ENCODER, CatalogueEntry, read_catalogue
from models.openvino_encoder import OpenVinoEncoder
from models.sentence_encoder import SentenceEncoder
from models.weights import installed_folder, verified_folder

CATALOGUE = Path(__file__).parents[2] / "models" / "catalogue.toml"


@pytest.fixture(scope="session")
def entry() -> CatalogueEntry:
    """The catalogue's entry for the encoder that is used unless another is asked for."""
    return read_catalogue(CATALOGUE.read_text("utf-8"))[DEFAULT_ENCODER]


@pytest.fixture(scope="session")
def installed(entry: CatalogueEntry) -> Path:
    """The folder of the installed model."""
    try:
        return installed_folder(entry)
    except WeightsMissingError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def sentence_encoder(entry: CatalogueEntry, installed: Path) -> SentenceEncoder:
    """The real encoder, with its published weights."""
    return SentenceEncoder(entry.card, verified_folder(entry, installed))


@pytest.fixture(scope="session")
def openvino_encoder(
    entry: CatalogueEntry, installed: Path, tmp_path_factory: pytest.TempPathFactory
) -> OpenVinoEncoder:
    """The default encoder: the same weights, converted."""
    cache = tmp_path_factory.mktemp("openvino")
    return OpenVinoEncoder(entry.card, verified_folder(entry, installed), cache)
