"""The default encoder against the reference: the same weights, without torch, kept where it can be trusted."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.openvino_model import MODEL, converted

ROOT = Path(__file__).parents[2]
TEXTS = [
    "Supervision is monthly.",
    "How do councils keep foster carers?",
    "Caseloads fell from 21 to 17 while agency staff left and permanent social workers were appointed. " * 4,
    "4.2.2\tRaise awareness of private fostering\tOn track\tMarch 2023",
    "x",
]


def test_its_vectors_are_those_of_the_reference(openvino_encoder, sentence_encoder):
    ours, reference = openvino_encoder.encode_passages(TEXTS), sentence_encoder.encode_passages(TEXTS)

    assert (ours * reference).sum(axis=1).min() > 0.999


def test_its_token_vectors_are_those_of_the_reference(openvino_encoder, sentence_encoder):
    both = (openvino_encoder, sentence_encoder)
    ours, reference = ([encoded.tokens for encoded in encoder.encode_tokens(TEXTS)] for encoder in both)

    assert [rows.shape for rows in ours] == [rows.shape for rows in reference]
    assert min((a * b).sum(axis=1).min() for a, b in zip(ours, reference, strict=True)) > 0.98


def test_a_text_is_read_to_the_length_that_the_card_says(openvino_encoder):
    long = "word " * 400

    assert openvino_encoder.encode_tokens([long])[0].tokens.shape == (openvino_encoder.card.max_tokens - 2, 384)
    assert np.allclose(openvino_encoder.encode_question(long), openvino_encoder.encode_question("word " * 300))


def test_it_is_of_the_same_vector_space_as_the_reference(openvino_encoder, sentence_encoder):
    assert openvino_encoder.card.fingerprint == sentence_encoder.card.fingerprint


def test_a_conversion_is_made_once_and_made_again_when_it_is_damaged(entry, installed, tmp_path):
    first = converted(entry.card, installed, tmp_path)
    made_at = first.stat().st_mtime_ns
    again = converted(entry.card, installed, tmp_path)
    with first.with_suffix(".bin").open("ab") as weights:
        weights.write(b"!")
    mended = converted(entry.card, installed, tmp_path)

    assert again == first == mended == tmp_path / entry.card.sha256[:16] / MODEL
    assert mended.stat().st_mtime_ns > made_at
    assert sorted(path.name for path in tmp_path.iterdir()) == [entry.card.sha256[:16]]


def test_searching_with_it_imports_neither_torch_nor_the_telemetry(openvino_encoder, entry, installed, tmp_path):
    converted(entry.card, installed, tmp_path)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from models.catalogue import DEFAULT_ENCODER, read_catalogue\n"
        "from models.openvino_encoder import OpenVinoEncoder\n"
        "entry = read_catalogue(Path('models/catalogue.toml').read_text('utf-8'))[DEFAULT_ENCODER]\n"
        "encoder = OpenVinoEncoder(entry.card, Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(encoder.encode_question('foster carers').shape)\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])\n"
        "print(sys.modules['openvino_telemetry'])\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", program, str(installed), str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )

    assert said.stdout == "(1, 384)\n[]\nNone\n"


@pytest.mark.parametrize("number", [1, 8])
def test_several_threads_get_the_vectors_that_one_gets(openvino_encoder, number):
    from concurrent.futures import ThreadPoolExecutor

    alone = openvino_encoder.encode_passages(TEXTS)

    with ThreadPoolExecutor(number) as pool:
        answers = list(pool.map(lambda _: openvino_encoder.encode_passages(TEXTS), range(number)))

    assert all(np.array_equal(answer, alone) for answer in answers)
