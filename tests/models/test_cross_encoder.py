"""A cross-encoder from a folder judges a question with each passage, and is refused where it cannot."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from corpus.errors import InputError
from models.cross_encoder import Reranker, cross_encoder_at
from tests.models.tiny_models import change_settings, cross_encoder

QUESTION = "Who visits the hub?"
TEXTS = ["Carers visits the hub.", "x", "The panel met 4 times: £12 each. " * 20, "", "Carers visits the hub."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A cross-encoder with one output."""
    return cross_encoder(tmp_path_factory.mktemp("models") / "judge")


@pytest.fixture(scope="module")
def reranker(folder) -> Reranker:
    """The same, loaded."""
    return cross_encoder_at(folder)


def test_scores_are_the_sigmoid_of_the_models_output_for_each_pair(folder, reranker):
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    model = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    pairs = tokenizer([QUESTION] * 5, TEXTS, padding=True, truncation=True, max_length=62, return_tensors="pt")
    with torch.inference_mode():
        expected = torch.sigmoid(model(**pairs).logits[:, 0]).numpy()

    scores = reranker.scores(QUESTION, TEXTS)

    assert scores == pytest.approx(expected, abs=1e-5)
    assert scores.dtype == np.float32
    assert scores.shape == (5,)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len({round(float(score), 3) for score in scores}) >= 3


def test_the_order_of_texts_changes_nothing(reranker):
    assert reranker.scores(QUESTION, TEXTS[::-1])[::-1] == pytest.approx(reranker.scores(QUESTION, TEXTS), abs=1e-5)


def test_the_question_changes_what_a_passage_is_worth(reranker):
    asked, otherwise = (reranker.scores(question, TEXTS[:1]) for question in (QUESTION, "12?"))

    assert abs(float(asked[0] - otherwise[0])) > 1e-3


def test_no_texts_have_no_scores(reranker):
    scores = reranker.scores(QUESTION, [])

    assert scores.shape == (0,)
    assert scores.dtype == np.float32


def test_scores_stay_within_zero_and_one_whatever_activation_the_folder_asks_for(folder, reranker, tmp_path):
    changed = shutil.copytree(folder, tmp_path / "judge")
    identity = {"activation_fn": "torch.nn.modules.linear.Identity", "version": "5.0.0"}
    change_settings(changed / "config.json", sentence_transformers=identity)

    assert cross_encoder_at(changed).scores(QUESTION, TEXTS) == pytest.approx(reranker.scores(QUESTION, TEXTS))


def test_a_cross_encoder_that_sentence_transformers_saved_says_the_same(folder, reranker, tmp_path):
    from sentence_transformers import CrossEncoder

    CrossEncoder(str(folder), device="cpu", local_files_only=True).save(str(tmp_path / "saved"))

    assert cross_encoder_at(tmp_path / "saved").scores(QUESTION, TEXTS) == (
        pytest.approx(reranker.scores(QUESTION, TEXTS), abs=1e-5)
    )


def test_a_card_says_name_licence_and_checksum(folder, tmp_path):
    other = cross_encoder(tmp_path / "judge", seed=2)
    (other / "README.md").write_text("---\nlicense: mit\n---\n", encoding="utf-8")

    card, second = cross_encoder_at(folder).card, cross_encoder_at(other).card

    assert (card.name, card.licence, second.licence) == ("judge", "unknown", "mit")
    assert card.fingerprint == f"judge@{card.sha256[:12]}"
    assert card.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (shutil.rmtree, "there is no such folder"),
        (lambda folder: (folder / "config.json").unlink(), "it has no config.json"),
        (
            lambda folder: change_settings(folder / "config.json", id2label={"0": "a", "1": "b", "2": "c"}),
            "it has 3 outputs, and one is needed, that says how well a passage answers",
        ),
    ],
)
def test_a_folder_without_a_cross_encoder_is_refused_with_a_remedy(folder, tmp_path, change, reason):
    changed = shutil.copytree(folder, tmp_path / "judge")
    change(changed)

    with pytest.raises(InputError) as error:
        cross_encoder_at(changed)

    assert error.value.message == f"The folder {changed} holds no cross-encoder that can be used: {reason}."
    assert error.value.remedy == (
        "Name a folder that CrossEncoder.save has written, READACROSS_CROSS_ENCODER=FOLDER, or name none."
    )


def test_a_cross_encoder_that_would_run_code_of_its_own_is_refused(folder, tmp_path):
    changed = shutil.copytree(folder, tmp_path / "judge")
    (changed / "modules.json").write_text('[{"type": "theirs.Judge", "path": ""}]', encoding="utf-8")

    with pytest.raises(InputError, match=r"it would run code of its own \(theirs\.Judge\)"):
        cross_encoder_at(changed)


def test_a_damaged_cross_encoder_is_refused(folder, tmp_path):
    changed = shutil.copytree(folder, tmp_path / "judge")
    (changed / "model.safetensors").write_bytes(b"not weights")

    with pytest.raises(InputError, match="holds no cross-encoder that can be used"):
        cross_encoder_at(changed)
