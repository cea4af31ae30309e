"""Read what a folder with a sentence-transformers model says of itself, without loading the model."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from models.encoder import ModelCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MODULES, CONFIG, PROMPTS = "modules.json", "config.json", "config_sentence_transformers.json"
TOKENIZER = "tokenizer.json"
OURS = "sentence_transformers."  # modules of this package run; any other could be code that came with the model
STAGES = {"Transformer", "Pooling", "Dense", "LayerNorm", "Dropout", "Normalize"}  # whose width and pooling we can tell
PASSAGE_PROMPTS = ("document", "passage", "corpus")  # the order in which sentence-transformers looks for one
UNLIMITED = 1_000_000  # above this, tokenizers mean that they know no limit
USUAL_TOKENS = 512  # where nothing in the folder says how much is read
OLD_POOLINGS = {  # how files before sentence-transformers 6 write the pooling, in its order
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}
MATTERING = re.compile(
    r"(?:config|sentence_[a-z]+_config|modules|config_sentence_transformers|tokenizer|tokenizer_config"
    r"|special_tokens_map|added_tokens|vocab)\.json|vocab\.txt|merges\.txt|.+\.model"
    r"|.+\.safetensors(?:\.index\.json)?|pytorch_model.*\.bin(?:\.index\.json)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """What the files of a sentence-transformers model say.

    `network` is the kind of transformer ("bert"), `modules` the names of the stages that a text goes through, in order;
    the rest as in `ModelCard`. `licence` is the README's, else "unknown". `plain` is whether tokenizer.json says all of
    how texts are prepared, and the vectors are kept whole.
    """

    name: str
    network: str
    modules: tuple[str, ...]
    width: int
    pooling: str
    max_tokens: int
    licence: str
    question_prefix: str
    passage_prefix: str
    plain: bool

    def card(self, sha256: str) -> ModelCard:
        """Return the model's card, its weights known by `sha256`."""
        return ModelCard(
            name=self.name,
            width=self.width,
            max_tokens=self.max_tokens,
            licence=self.licence,
            sha256=sha256,
            pooling=self.pooling,
            question_prefix=self.question_prefix,
            passage_prefix=self.passage_prefix,
        )


def read_model_folder(folder: Path) -> ModelFolder:
    """Return what the folder says.

    Raises:
        InputError: it holds no sentence-transformers model, or one that would run code of its own.
    """
    modules = read_modules(folder)
    names = tuple(module["type"].rpartition(".")[2] for module in modules)
    network = folder / modules[0]["path"]
    by_name = {
        name: read_settings(folder / module["path"] / CONFIG) for name, module in zip(names, modules, strict=True)
    }
    if unknown := sorted(set(names) - STAGES):
        raise _not_a_model(folder, f"it has a stage that is not known here ({', '.join(unknown)})")
    if names[:2] != ("Transformer", "Pooling"):
        raise _not_a_model(folder, "it does not begin with a transformer whose tokens are pooled")
    config, prompts = read_settings(network / CONFIG), read_settings(folder / PROMPTS)
    pooling = by_name.get("Pooling", {})
    settings = read_settings(network / "sentence_bert_config.json")
    prefixes = prompts.get("prompts") or {}
    return ModelFolder(
        name=folder.resolve().name,
        network=str(config.get("model_type", "unknown")),
        modules=names,
        width=_width(config, pooling, by_name.get("Dense", {}), prompts),
        pooling=_pooling(pooling),
        max_tokens=_max_tokens(config, settings, read_settings(network / "tokenizer_config.json")),
        licence=read_licence(folder / "README.md"),
        question_prefix=prefixes.get("query") or "",
        passage_prefix=next(filter(None, (prefixes.get(name) for name in PASSAGE_PROMPTS)), ""),
        plain=(folder / TOKENIZER).is_file()
        and network == folder
        and not prompts.get("truncate_dim")
        and not settings.get("do_lower_case", False)
        and bool(pooling.get("include_prompt", True)),
    )


def folder_sum(folder: Path) -> str:
    """Return one sha256 of all files that the model's vectors depend on: weights, settings, tokenizer, by their paths.

    What only describes the model (README, training records) and other renderings of it (ONNX) do not count.
    """
    digest = hashlib.sha256()
    for path in sorted(_mattering(folder), key=lambda path: path.relative_to(folder).as_posix()):
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{found}\n".encode())
    return digest.hexdigest()


def _mattering(folder: Path) -> Iterator[Path]:
    stages = read_modules(folder) if (folder / MODULES).is_file() else []  # a cross-encoder need not list any
    for place in {folder, *(folder / stage["path"] for stage in stages)}:
        if not place.is_dir():
            continue  # a stage without settings, such as Normalize, has no folder
        files = [path for path in place.iterdir() if path.is_file() and MATTERING.fullmatch(path.name)]
        safe = any(path.suffix == ".safetensors" for path in files)  # then older renderings are not loaded
        yield from (path for path in files if not (safe and ".bin" in path.suffixes))


def read_modules(folder: Path) -> list[dict[str, str]]:
    """Return the type and the path, inside the folder, of each stage that a text goes through, in order.

    Raises:
        InputError: none are listed, or one would run code of its own or lies elsewhere.
    """
    if not (folder / MODULES).is_file():
        raise _not_a_model(folder, f"it has no {MODULES}")
    listed = _json_of(folder / MODULES)
    if not isinstance(listed, list) or not listed or not all(isinstance(module, dict) for module in listed):
        raise _not_a_model(folder, f"its {MODULES} lists no modules")
    modules = [{"type": str(module.get("type")), "path": str(module.get("path", ""))} for module in listed]
    for module in modules:
        if not module["type"].startswith(OURS):
            raise _not_a_model(folder, f"it would run code of its own ({module['type']})")
        if not (folder / module["path"]).resolve().is_relative_to(folder.resolve()):
            raise _not_a_model(folder, f"it reaches for files elsewhere ({module['path']})")
    return modules


def _width(config: Mapping[str, Any], pooling: Mapping[str, Any], dense: Mapping[str, Any], kept: Any) -> int:
    # Newest name first: a Dense stage sets the width, else the pooling, else the network; the model may cut it short.
    across = pooling.get("embedding_dimension") or pooling.get("word_embedding_dimension") or config.get("hidden_size")
    width = dense.get("out_features") or int(across or 0) * len(_pooling(pooling).split("+"))
    return min(int(width), int(kept.get("truncate_dim") or width))


def _pooling(pooling: Mapping[str, Any]) -> str:
    said = pooling.get("pooling_mode")
    if said:
        return said if isinstance(said, str) else "+".join(said)
    return "+".join(name for key, name in OLD_POOLINGS.items() if pooling.get(key)) or "mean"


def _max_tokens(config: Mapping[str, Any], settings: Mapping[str, Any], tokenizer: Mapping[str, Any]) -> int:
    if settings.get("max_seq_length"):
        return int(settings["max_seq_length"])
    limits = [int(said) for said in (tokenizer.get("model_max_length"), config.get("max_position_embeddings")) if said]
    return min([limit for limit in limits if limit < UNLIMITED], default=USUAL_TOKENS)


def read_licence(readme: Path) -> str:
    """Return the licence of the README's front matter, "unknown" where it names none."""
    text = readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else ""
    front = re.match(r"---\n(.*?)\n---", text, re.DOTALL)
    said = re.search(r"^license:[ \t]*['\"]?([\w.+-]+)", front[1], re.MULTILINE) if front else None
    return said[1] if said else "unknown"


def read_settings(path: Path) -> dict[str, Any]:
    """Return the file's settings, empty where there is no such file."""
    if not path.is_file():
        return {}
    settings = _json_of(path)
    if not isinstance(settings, dict):
        raise _not_a_model(path.parent, f"{path.name} holds no settings")
    return settings


def _json_of(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # what is no JSON, or no UTF-8
        raise _not_a_model(path.parent, f"{path.name} cannot be read") from error


def _not_a_model(folder: Path, reason: str) -> InputError:
    return InputError(
        f"The folder {folder} holds no sentence-transformers model that can be used: {reason}.",
        remedy="Choose a folder that SentenceTransformer.save has written, or that was copied whole.",
    )
