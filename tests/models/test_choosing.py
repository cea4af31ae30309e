"""An encoder is chosen by name or by folder, runs as its makers meant it to, and is not mistaken for another."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import InputError, OtherEncoderError, WeightsAlteredError, WeightsMissingError
from models.catalogue import DEFAULT_ENCODER
from models.choosing import ENOUGH, PROBES, agreement, chosen_encoder, encoder_named, located, why_not_openvino
from models.hashing import HashingEncoder
from models.model_folder import folder_sum, read_model_folder
from models.openvino_encoder import OpenVinoEncoder
from models.sentence_encoder import SentenceEncoder
from tests.models.tiny_models import PREFIXES, change_settings, sentence_model
from ui.services import Services

ROOT = Path(__file__).parents[2]
TEXTS = [*PROBES, "The hub visits carers.", "Panel: 12 visits, £4 each. " * 12]


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Folders with a model each, by pooling and whether texts have prefixes."""
    place = tmp_path_factory.mktemp("models")
    return {
        (pooling, prefixed): sentence_model(
            place / f"{pooling}-{'prefixed' if prefixed else 'plain'}",
            pooling=pooling,
            prompts=PREFIXES if prefixed else None,
        )
        for pooling in ("mean", "cls")
        for prefixed in (False, True)
    }


def published(folder, **known):
    """Return a catalogue entry's name for a test's own folder of that name, with the shape of e5-small-v2."""
    change_settings(folder / "1_Pooling" / "config.json", embedding_dimension=384, **known)
    return folder


# --- as its makers meant it to -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pooling", ["mean", "cls"])
@pytest.mark.parametrize("prefixed", [False, True])
def test_the_reference_makes_the_vectors_that_sentence_transformers_makes(models, tmp_path, pooling, prefixed):
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(models[pooling, prefixed]), device="cpu", local_files_only=True)
    ours = encoder_named(str(models[pooling, prefixed]), "torch", tmp_path)

    passages = theirs.encode(TEXTS, prompt=PREFIXES["passage"] if prefixed else "", normalize_embeddings=True)
    questions = theirs.encode_query(TEXTS, normalize_embeddings=True)

    assert (ours.encode_passages(TEXTS) * passages).sum(axis=1).min() >= 0.9999
    assert min(float((ours.encode_question(text) @ row).item()) for text, row in zip(TEXTS, questions, strict=True)) > (
        0.9999
    )


def test_a_prefix_makes_a_question_another_vector_than_a_passage(models, tmp_path):
    plain = encoder_named(str(models["mean", False]), "torch", tmp_path)
    prefixed = encoder_named(str(models["mean", True]), "torch", tmp_path)

    assert (plain.encode_question("carers") @ plain.encode_passages(["carers"])[0]).item() > 0.9999
    assert (prefixed.encode_question("carers") @ prefixed.encode_passages(["carers"])[0]).item() < 0.999


def test_a_default_prompt_of_the_folder_stands_before_nothing(models, tmp_path):
    folder = shutil.copytree(models["mean", False], tmp_path / "prompted")
    change_settings(
        folder / "config_sentence_transformers.json", prompts={"other": "hub: "}, default_prompt_name="other"
    )

    prompted, plain = (encoder_named(str(path), "torch", tmp_path) for path in (folder, models["mean", False]))

    assert np.allclose(prompted.encode_passages(TEXTS), plain.encode_passages(TEXTS), atol=1e-5)


def test_tokens_are_those_of_the_text_without_its_prefix(models, tmp_path):
    encoder = encoder_named(str(models["mean", True]), "torch", tmp_path)

    encoded, empty = encoder.encode_tokens(["hub 12", ""])

    assert encoded.spans.tolist() == [[0, 3], [4, 5], [5, 6]]
    assert encoded.tokens.shape == (3, 32)
    assert empty.tokens.shape == (0, 32)
    assert np.allclose(encoded.vector, encoder.encode_passages(["hub 12"])[0], atol=1e-5)


# --- OpenVINO or the reference -----------------------------------------------------------------------------------


@pytest.mark.parametrize("network", ["bert", "distilbert", "electra", "mpnet", "roberta", "xlm-roberta"])
def test_openvino_runs_a_network_whose_vectors_it_makes_alike(tmp_path, network):
    folder = sentence_model(tmp_path / network, network=network)

    choice = chosen_encoder(str(folder), "openvino", tmp_path / "cache")

    assert (choice.engine, choice.reason) == ("openvino", "")
    assert isinstance(choice.encoder, OpenVinoEncoder)
    assert agreement(choice.encoder, encoder_named(str(folder), "torch", tmp_path)) >= ENOUGH


@pytest.mark.parametrize("pooling", ["mean", "cls"])
@pytest.mark.parametrize("prefixed", [False, True])
def test_whatever_runs_a_model_its_vectors_are_the_references(models, tmp_path, pooling, prefixed):
    folder = str(models[pooling, prefixed])

    choice = chosen_encoder(folder, "openvino", tmp_path)

    assert agreement(choice.encoder, encoder_named(folder, "torch", tmp_path)) >= ENOUGH
    assert isinstance(choice.encoder, OpenVinoEncoder if choice.engine == "openvino" else SentenceEncoder)
    assert choice.reason.startswith("OpenVINO's vectors differ") == (choice.engine == "torch")


def test_that_both_engines_agree_is_measured_once_and_noted_beside_the_conversion(models, tmp_path):
    card = located(str(models["mean", False])).card
    chosen_encoder(str(models["mean", False]), "openvino", tmp_path)
    state = hashlib.sha256(f"{card.fingerprint} {version('openvino')}".encode()).hexdigest()

    note = tmp_path / card.sha256[:16] / f"agreed-{state[:16]}"
    measured = float(note.read_text("utf-8"))
    os.utime(note, (1, 1))
    again = chosen_encoder(str(models["mean", False]), "openvino", tmp_path)

    assert ENOUGH <= measured <= 1.001
    assert again.engine == "openvino"
    assert note.stat().st_mtime == 1


@pytest.mark.parametrize(
    ("file", "changed", "reason"),
    [
        ("config.json", {"model_type": "t5"}, "its network (t5) has not been tried with OpenVINO"),
        ("1_Pooling/config.json", {"pooling_mode": "max"}, "only the reference pools its tokens (max)"),
        (
            "1_Pooling/config.json",
            {"include_prompt": False},
            "only the reference prepares its texts as it was trained to see them",
        ),
    ],
)
def test_a_model_that_openvino_would_run_otherwise_is_not_tried(models, tmp_path, file, changed, reason):
    folder = shutil.copytree(models["mean", False], tmp_path / "changed")
    change_settings(folder / file, **changed)

    assert why_not_openvino(read_model_folder(folder)) == reason


def test_a_model_that_pools_otherwise_runs_with_the_reference_and_says_why(models, tmp_path):
    folder = shutil.copytree(models["mean", False], tmp_path / "changed")
    change_settings(folder / "1_Pooling" / "config.json", pooling_mode=["max", "mean"])

    choice = chosen_encoder(str(folder), "openvino", tmp_path)

    assert (choice.engine, choice.reason) == ("torch", "only the reference pools its tokens (max+mean)")
    assert choice.encoder.encode_passages(TEXTS).shape == (len(TEXTS), 64)


@pytest.mark.parametrize("which", ["the default", "another"])
def test_a_second_start_imports_no_torch(installed, models, tmp_path, which):
    named = DEFAULT_ENCODER if which == "the default" else str(models["mean", False])
    chosen_encoder(named, "openvino", tmp_path)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from models.choosing import encoder_named\n"
        "encoder = encoder_named(sys.argv[1], 'openvino', Path(sys.argv[2]))\n"
        "print(encoder.encode_question('foster carers').shape[0])\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", program, named, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert installed.is_dir()
    assert said.stdout == "1\n[]\n"


# --- not mistaken for another ------------------------------------------------------------------------------------


def test_models_that_differ_in_pooling_or_prefixes_have_fingerprints_that_differ(models):
    prints = [located(str(folder)).card.fingerprint for folder in models.values()]

    assert len(set(prints)) == 4


def test_weights_that_differ_have_fingerprints_that_differ(models, tmp_path):
    other = sentence_model(tmp_path / "mean-plain", seed=2)

    assert located(str(other)).card.fingerprint != located(str(models["mean", False])).card.fingerprint


def test_a_folder_with_a_name_of_the_catalogue_gets_the_published_prefixes_and_its_own_checksum(models, tmp_path):
    folder = published(shutil.copytree(models["mean", False], tmp_path / "e5-small-v2"))

    card = located(str(folder)).card

    assert (card.question_prefix, card.passage_prefix, card.licence) == ("query: ", "passage: ", "MIT")
    assert (card.max_tokens, card.width, card.sha256) == (512, 384, folder_sum(folder))
    assert located("intfloat/e5-small-v2", [tmp_path]).card == card


def test_a_folder_with_a_name_of_the_catalogue_and_another_model_is_refused(models, tmp_path):
    folder = shutil.copytree(models["mean", False], tmp_path / "e5-small-v2")

    with pytest.raises(InputError) as error:
        located(str(folder))

    assert error.value.message == (
        f"The folder {folder} holds another model than e5-small-v2: it makes 32 dimensions by mean pooling, "
        "e5-small-v2 384 by mean."
    )
    assert error.value.remedy == (
        "Put the files of intfloat/e5-small-v2 there, or give a model of your own a name of its own."
    )


def test_altered_weights_of_a_model_with_a_published_checksum_are_refused(models, tmp_path):
    shutil.copytree(models["cls", False], tmp_path / "bge-small-en-v1.5")

    with pytest.raises(WeightsAlteredError, match="not the published ones"):
        encoder_named("bge-small-en-v1.5", "torch", tmp_path, [tmp_path])


def test_the_default_encoder_keeps_its_fingerprint_and_runs_with_openvino(installed, tmp_path):
    assert installed.is_dir()

    choice = chosen_encoder("all-MiniLM-L6-v2", "openvino", tmp_path)

    assert choice.engine == "openvino"
    assert choice.encoder.card.fingerprint == "all-MiniLM-L6-v2@53aa51172d14/384d/256t"


def test_a_library_made_with_one_encoder_refuses_another_and_says_how_to_go_on(models, tmp_path):
    made = Services(tmp_path / "library", encoder=encoder_named(str(models["mean", False]), "torch", tmp_path))
    list(made.add_demonstration())
    before = made.store.made_with()
    other = Services(tmp_path / "library", encoder=encoder_named(str(models["mean", True]), "torch", tmp_path))

    with pytest.raises(OtherEncoderError) as error:
        other.check_encoder()
    other.read_again()
    other.check_encoder()

    assert error.value.message == (
        f"The library at {tmp_path / 'library'} was made with the encoder {before}; this one is "
        f"{other.encoder.card.fingerprint}. Their vectors cannot be compared."
    )
    assert error.value.remedy == "Make the vectors anew with the encoder in use: readacross reindex"
    assert other.store.made_with() == other.encoder.card.fingerprint


# --- what a person may get wrong ---------------------------------------------------------------------------------


def test_a_name_that_is_misspelt_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(InputError) as error:
        encoder_named("all-MiniLM-L6", "torch", tmp_path)

    assert error.value.message == "No encoder is called “all-MiniLM-L6”, and there is no such folder."
    assert error.value.remedy == (
        "Did you mean “all-MiniLM-L6-v2”? Or name the folder of a sentence-transformers model: READACROSS_MODEL=FOLDER"
    )


def test_a_name_unlike_any_is_answered_with_all_that_are_known(tmp_path):
    with pytest.raises(InputError, match=r"Known: all-MiniLM-L6-v2, .*, e5-base-v2\. Or name the folder"):
        encoder_named("zzzz", "torch", tmp_path)


def test_a_model_of_the_catalogue_that_is_not_here_is_answered_with_where_to_put_it(tmp_path):
    with pytest.raises(WeightsMissingError) as error:
        encoder_named("e5-base-v2", "torch", tmp_path, [tmp_path / "models"])

    assert f"put them in {tmp_path / 'models' / 'e5-base-v2'}" in error.value.remedy


@pytest.mark.parametrize("engine", ["openvino", "torch"])
def test_a_damaged_model_is_an_error_with_a_remedy(models, tmp_path, engine):
    folder = shutil.copytree(models["mean", False], tmp_path / "damaged")
    (folder / "model.safetensors").write_bytes(b"not weights")

    with pytest.raises(InputError, match=f"The model in {folder} cannot be loaded: ") as error:
        encoder_named(str(folder), engine, tmp_path / "cache")

    assert error.value.remedy == "Copy its files again, all of them."


def test_the_width_of_vectors_is_the_cards(models, tmp_path):
    rows = encoder_named(str(models["cls", False]), "torch", tmp_path).encode_passages(TEXTS)

    assert rows.shape == (len(TEXTS), 32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_encoders_of_two_kinds_do_not_agree(models, tmp_path):
    encoder = encoder_named(str(models["mean", False]), "torch", tmp_path)

    assert agreement(encoder, HashingEncoder(width=32)) < 0.9
    assert agreement(encoder, encoder) == pytest.approx(1, abs=1e-5)
