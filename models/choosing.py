"""Load the encoder that a person names: one of the catalogue's, or one from a folder on this machine."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.errors import InputError, nearest_name
from models import weights
from models.catalogue import entry_called, read_catalogue
from models.model_folder import folder_sum, read_model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.catalogue import CatalogueEntry
    from models.encoder import Encoder, ModelCard
    from models.model_folder import ModelFolder
    from models.sentence_encoder import SentenceEncoder

ENOUGH = 0.999  # cosine; bfloat16 costs up to 0.0003, a wrong pooling or a missing prefix a hundred times as much
NETWORKS = {"bert", "distilbert", "electra", "mpnet", "roberta", "xlm-roberta"}  # converted in our tests
STAGES = {"Transformer", "Pooling", "Normalize"}
POOLINGS = {"mean", "cls"}
PROBES = (  # of several lengths, because a batch's padding is where conversions go wrong
    "x",
    "Visits are weekly.",
    "How do councils keep their foster carers?",
    "4.2\tPanel meets each month\tOn track\tMarch 2023",
    "Caseloads fell from 21 to 17 while agency staff left and permanent social workers were appointed. " * 3,
)


class Choice(NamedTuple):
    """The encoder in use, the engine that runs it, and why it is not the one asked for; empty when it is."""

    encoder: Encoder
    engine: str
    reason: str


class Located(NamedTuple):
    """A model on this machine. `tested` is whether our tests compare its conversion with the reference."""

    card: ModelCard
    folder: Path
    says: ModelFolder
    tested: bool


def encoder_named(name_or_folder: str, engine: str, cache: Path, places: Sequence[Path] = ()) -> Encoder:
    """Return the encoder of `chosen_encoder`, whatever runs it."""
    return chosen_encoder(name_or_folder, engine, cache, places).encoder


def chosen_encoder(name_or_folder: str, engine: str, cache: Path, places: Sequence[Path] = ()) -> Choice:
    """Load an encoder, its files verified. Nothing is fetched.

    Args:
        name_or_folder: A name of the catalogue, with or without its publisher, or the path of a folder.
        engine: "openvino", or "torch" for the reference, which also runs what OpenVINO does not run alike.
        cache: Where converted models are kept.
        places: Folders in which models of the catalogue are looked for, before their package.

    Raises:
        InputError: there is no such name or folder, or the folder holds no model that can be used, or another one.
        WeightsMissingError: the catalogue's model is not on this machine.
        WeightsAlteredError: the weights are not the published ones.
    """
    model = located(name_or_folder, places)
    if engine == "torch":
        return Choice(_reference(model), "torch", "")
    reason = why_not_openvino(model.says)
    if reason:
        return Choice(_reference(model), "torch", reason)
    return _measured_choice(model, cache)


def located(name_or_folder: str, places: Sequence[Path] = ()) -> Located:
    """Find and verify a model on this machine; arguments and errors as in `chosen_encoder`."""
    catalogue = read_catalogue(files("models").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    entry = entry_called(name_or_folder, catalogue)
    folder = weights.folder_of(entry, places) if entry else Path(name_or_folder).expanduser()
    if not folder.is_dir():
        raise _unknown(name_or_folder, catalogue)
    entry = entry or _published_as(folder, catalogue)
    if entry is None:
        says = read_model_folder(folder)
        return Located(says.card(folder_sum(folder)), folder, says, tested=False)
    weights.verified_folder(entry, folder)
    says = read_model_folder(folder)
    _check_alike(entry, says, folder)
    card = entry.card_of(says, entry.sha256 or folder_sum(folder))
    return Located(card, folder, says, tested=entry.package is not None)


def why_not_openvino(says: ModelFolder) -> str:
    """Return why OpenVINO is not even tried with a model, empty when it is."""
    if says.network not in NETWORKS:
        return f"its network ({says.network}) has not been tried with OpenVINO"
    if unlike := sorted(set(says.modules) - STAGES):
        return f"it has a stage that only the reference runs ({', '.join(unlike)})"
    if says.pooling not in POOLINGS:
        return f"only the reference pools its tokens ({says.pooling})"
    return "" if says.plain else "only the reference prepares its texts as it was trained to see them"


def agreement(one: Encoder, other: Encoder) -> float:
    """Return the lowest cosine between two encoders' vectors of the same texts, as passages and as questions."""
    passages = (one.encode_passages(PROBES) * other.encode_passages(PROBES)).sum(axis=1)
    questions = [(one.encode_question(text) * other.encode_question(text)).sum() for text in PROBES]
    return float(min(passages.min(), np.min(questions)))


def _measured_choice(model: Located, cache: Path) -> Choice:
    """Return the model run by OpenVINO if its vectors are the reference's, which is measured once and noted."""
    from models.openvino_encoder import OpenVinoEncoder

    if model.tested or _note(model.card, cache).is_file():
        return Choice(OpenVinoEncoder(model.card, model.folder, cache), "openvino", "")
    reference = _reference(model)
    converted = OpenVinoEncoder(model.card, model.folder, cache)
    cosine = agreement(converted, reference)
    if cosine < ENOUGH:
        return Choice(reference, "torch", f"OpenVINO's vectors differ from the reference's (cosine {cosine:.3f})")
    _note(model.card, cache).write_text(f"{cosine:.6f}\n", encoding="utf-8")
    return Choice(converted, "openvino", "")


def _note(card: ModelCard, cache: Path) -> Path:
    """Return the file that notes the agreement: beside the conversion, so that it goes when that is made anew."""
    state = f"{card.fingerprint} {version('openvino')}"
    return cache / card.sha256[:16] / f"agreed-{hashlib.sha256(state.encode()).hexdigest()[:16]}"


def _reference(model: Located) -> SentenceEncoder:
    from models.sentence_encoder import SentenceEncoder, loading_errors

    try:
        return SentenceEncoder(model.card, model.folder)
    except loading_errors() as error:
        raise InputError(
            f"The model in {model.folder} cannot be loaded: {str(error).partition(chr(10))[0]}.",
            remedy="Copy its files again, all of them.",
        ) from error


def _published_as(folder: Path, catalogue: dict[str, CatalogueEntry]) -> CatalogueEntry | None:
    """Return the entry that a folder's name says it holds: the model's, or that of the place it was downloaded to."""
    names = {folder.resolve().name, *(part.rpartition("--")[2] for part in folder.parts if part.startswith("models--"))}
    return next((entry for entry in catalogue.values() if entry.name in names), None)


def _check_alike(entry: CatalogueEntry, says: ModelFolder, folder: Path) -> None:
    if (says.width, says.pooling) != (entry.width, entry.pooling):
        raise InputError(
            f"The folder {folder} holds another model than {entry.name}: it makes {says.width} dimensions by "
            f"{says.pooling} pooling, {entry.name} {entry.width} by {entry.pooling}.",
            remedy=f"Put the files of {entry.repository} there, or give a model of your own a name of its own.",
        )


def _unknown(name: str, catalogue: dict[str, CatalogueEntry]) -> InputError:
    near = nearest_name(name, catalogue)
    hint = f"Did you mean “{near}”?" if near else f"Known: {', '.join(catalogue)}."
    return InputError(
        f"No encoder is called “{name}”, and there is no such folder.",
        remedy=f"{hint} Or name the folder of a sentence-transformers model: READACROSS_MODEL=FOLDER",
    )
