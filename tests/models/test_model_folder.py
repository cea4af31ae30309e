"""What a folder with a model says of itself is read without loading the model, and code of its own is refused."""

from __future__ import annotations

import json
import shutil

import pytest

from corpus.errors import InputError
from models.model_folder import folder_sum, read_model_folder
from tests.models.tiny_models import PREFIXES, change_settings, sentence_model

REMEDY = "Choose a folder that SentenceTransformer.save has written, or that was copied whole."


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A model as sentence-transformers saves it now."""
    return sentence_model(tmp_path_factory.mktemp("models") / "small", pooling="cls", prompts=PREFIXES)


@pytest.fixture
def model(saved, tmp_path):
    """A copy of it that a test may change."""
    return shutil.copytree(saved, tmp_path / "small")


def test_a_folder_says_what_its_card_needs(model):
    says = read_model_folder(model)

    assert (says.name, says.network) == ("small", "bert")
    assert says.modules == ("Transformer", "Pooling", "Normalize")
    assert (says.width, says.pooling, says.max_tokens) == (32, "cls", 62)
    assert (says.question_prefix, says.passage_prefix) == ("query: ", "passage: ")
    assert says.licence == "unknown"
    assert says.plain
    assert says.card("0" * 64).fingerprint == "small@000000000000/32d/62t/cls/pf1529947"


def test_a_folder_written_by_an_older_version_is_understood(model):
    listed = [("Transformer", ""), ("Pooling", "1_Pooling"), ("Dense", "2_Dense"), ("Normalize", "3_Normalize")]
    modules = [{"path": path, "type": f"sentence_transformers.models.{name}"} for name, path in listed]
    (model / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    old = {"word_embedding_dimension": 32, "pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": True}
    (model / "1_Pooling" / "config.json").write_text(json.dumps(old), encoding="utf-8")
    (model / "sentence_bert_config.json").write_text(
        json.dumps({"max_seq_length": 48, "do_lower_case": True}), encoding="utf-8"
    )

    undensed = read_model_folder(model)
    (model / "2_Dense").mkdir()
    (model / "2_Dense" / "config.json").write_text(json.dumps({"out_features": 24}), encoding="utf-8")

    assert (undensed.width, undensed.pooling, undensed.max_tokens) == (64, "max+mean", 48)
    assert not undensed.plain
    assert read_model_folder(model).width == 24


def test_the_licence_is_that_of_the_readmes_front_matter(model):
    (model / "README.md").write_text("---\nlanguage: en\nlicense: apache-2.0\n---\nlicense: mit\n", encoding="utf-8")

    assert read_model_folder(model).licence == "apache-2.0"


def test_a_model_that_cuts_its_vectors_short_is_as_wide_as_what_is_left(model):
    change_settings(model / "config_sentence_transformers.json", truncate_dim=8)

    assert read_model_folder(model).width == 8
    assert not read_model_folder(model).plain


def test_without_a_limit_in_any_file_512_tokens_are_read(model):
    change_settings(model / "tokenizer_config.json", model_max_length=10**30)
    change_settings(model / "config.json", max_position_embeddings=None)

    assert read_model_folder(model).max_tokens == 512


def test_a_folder_without_modules_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(InputError) as error:
        read_model_folder(tmp_path)

    assert error.value.message == (
        f"The folder {tmp_path} holds no sentence-transformers model that can be used: it has no modules.json."
    )
    assert error.value.remedy == REMEDY


@pytest.mark.parametrize(
    ("modules", "reason"),
    [
        ("[", "modules.json cannot be read"),
        ("{}", "its modules.json lists no modules"),
        ("[]", "its modules.json lists no modules"),
        ('[{"type": "theirs.Transformer"}]', "it would run code of its own (theirs.Transformer)"),
        (
            '[{"type": "sentence_transformers.models.Transformer", "path": "../../elsewhere"}]',
            "it reaches for files elsewhere (../../elsewhere)",
        ),
        (
            '[{"type": "sentence_transformers.models.CLIPModel"}]',
            "it has a stage that is not known here (CLIPModel)",
        ),
        (
            '[{"type": "sentence_transformers.models.Transformer"}]',
            "it does not begin with a transformer whose tokens are pooled",
        ),
    ],
)
def test_modules_that_cannot_be_trusted_or_told_apart_are_refused(model, modules, reason):
    (model / "modules.json").write_text(modules, encoding="utf-8")

    with pytest.raises(InputError) as error:
        read_model_folder(model)

    assert error.value.message.endswith(f": {reason}.")


def test_settings_that_are_none_are_refused(model):
    (model / "config.json").write_text("[]", encoding="utf-8")

    with pytest.raises(InputError, match=r"config\.json holds no settings"):
        read_model_folder(model)


# --- the checksum ------------------------------------------------------------------------------------------------


def test_the_checksum_of_a_folder_does_not_depend_on_where_it_lies(saved, tmp_path):
    assert folder_sum(shutil.copytree(saved, tmp_path / "moved")) == folder_sum(saved)


@pytest.mark.parametrize(
    "file", ["model.safetensors", "config.json", "tokenizer.json", "modules.json", "1_Pooling/config.json"]
)
def test_a_space_more_in_a_file_that_makes_vectors_changes_the_checksum(model, saved, file):
    with (model / file).open("ab") as changed:
        changed.write(b" ")

    assert folder_sum(model) != folder_sum(saved)


@pytest.mark.parametrize("file", ["README.md", "data_config.json", "pytorch_model.bin", "onnx/model.onnx"])
def test_what_is_not_loaded_does_not_change_the_checksum(model, saved, file):
    (model / file).parent.mkdir(exist_ok=True)
    (model / file).write_text("more", encoding="utf-8")

    assert folder_sum(model) == folder_sum(saved)


def test_older_weights_count_where_there_are_no_newer_ones(model, saved):
    (model / "model.safetensors").rename(model / "pytorch_model.bin")
    before = folder_sum(model)
    (model / "pytorch_model.bin").write_bytes(b"other")

    assert len({before, folder_sum(model), folder_sum(saved)}) == 3
