"""Make models that are real in every way but their size and that they have learned nothing."""

from __future__ import annotations

import json
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import PreTrainedModel

MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = [*string.ascii_lowercase, *string.digits, *"£.,:?-"]
WORDS = [*MARKS, "query", "passage", "carers", "hub", "visits", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
SHAPE = {"vocab_size": len(WORDS), "num_hidden_layers": 2, "num_attention_heads": 4, "max_position_embeddings": 64}
PREFIXES = {"query": "query: ", "passage": "passage: "}


def sentence_model(
    folder: Path, *, pooling: str = "mean", prompts: dict[str, str] | None = None, network: str = "bert", seed: int = 1
) -> Path:
    """Save a sentence-transformers model of 32 dimensions that reads 64 tokens (62 for those counted from two)."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    base = folder.with_name(f"{folder.name}-base")
    _network(network, seed).save_pretrained(base)
    _tokenizer(base)
    model = SentenceTransformer(
        modules=[Transformer(str(base)), Pooling(32, pooling_mode=pooling), Normalize()], device="cpu", prompts=prompts
    )
    model.save(str(folder), create_model_card=False)
    return folder


def cross_encoder(folder: Path, *, outputs: int = 1, seed: int = 1) -> Path:
    """Save a BERT cross-encoder of 16 dimensions, as the transformers library keeps it."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(seed)
    config = BertConfig(**SHAPE, hidden_size=16, intermediate_size=32, num_labels=outputs, initializer_range=1.0)
    BertForSequenceClassification(config).save_pretrained(folder)
    _tokenizer(folder)
    return folder


def change_settings(path: Path, **changed: object) -> None:
    """Change what a file of settings says."""
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changed}), encoding="utf-8")


def _network(kind: str, seed: int) -> PreTrainedModel:
    import torch
    from transformers import AutoModel
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    torch.manual_seed(seed)
    wide = {"dim": 32, "n_heads": 4, "n_layers": 2, "hidden_dim": 64} if kind == "distilbert" else {}
    # Networks as they are set up first hardly tell tokens apart; wider weights make poolings differ.
    config = CONFIG_MAPPING[kind](**SHAPE, hidden_size=32, intermediate_size=64, initializer_range=0.3, **wide)
    return AutoModel.from_config(config)


def _tokenizer(folder: Path) -> None:
    from transformers import BertTokenizerFast

    BertTokenizerFast(vocab={word: n for n, word in enumerate(WORDS)}, model_max_length=62).save_pretrained(folder)
