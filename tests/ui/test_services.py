"""Weights that are missing, altered or other than the library's, and digests that step aside."""

import shutil

import pytest

from corpus.errors import OtherEncoderError, WeightsAlteredError, WeightsMissingError
from indexer.build import Corrections
from models.catalogue import DEFAULT_ENCODER, read_catalogue
from models.hashing import HashingEncoder
from models.weights import installed_folder
from search.answers import Mode, Request
from search.marks.decide import Verdict
from ui.library.coding import decide
from ui.library.knowledge import THEMES_FILE
from ui.services import Services


@pytest.fixture
def copy(demonstration, tmp_path):
    """A copy of the demonstration library, to be opened with another encoder."""
    shutil.copytree(demonstration.folder, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def moved_weights(monkeypatch, tmp_path):
    """The catalogue's model, installed in a folder of the test's."""
    from importlib.resources import files

    entry = read_catalogue(files("models").joinpath("catalogue.toml").read_text(encoding="utf-8"))[DEFAULT_ENCODER]
    shutil.copytree(installed_folder(entry), tmp_path / "model")
    monkeypatch.setattr("models.weights.installed_folder", lambda _: tmp_path / "model")
    return tmp_path / "model"


def test_a_library_made_with_other_weights_is_not_searched_by_meaning(copy):
    services = Services(copy, encoder=HashingEncoder())

    with pytest.raises(OtherEncoderError, match="readacross reindex"):
        services.search(Request(question="supervision"))
    assert services.search(Request(question="supervision", mode=Mode.WORDS)).results


def test_reindexing_makes_the_vectors_anew_and_keeps_corrections(copy):
    services = Services(copy, encoder=HashingEncoder())
    digest = services.paper_called("halton")
    services.store.revise(digest.id, services.store.identity(digest.id))

    services.read_again()

    assert services.store.made_with() == HashingEncoder().card.fingerprint
    assert services.search(Request(question="supervision")).results
    assert len(services.all_papers()) == 5


def test_missing_weights_are_told_with_the_way_to_search_without(copy, moved_weights):
    (moved_weights / "model.safetensors").unlink()

    with pytest.raises(WeightsMissingError, match="--mode words") as told:
        Services(copy).search(Request(question="supervision"))
    assert told.value.exit_code == 4


def test_altered_weights_are_not_loaded(copy, moved_weights):
    with (moved_weights / "model.safetensors").open("ab") as weights:
        weights.write(b"!")

    with pytest.raises(WeightsAlteredError, match="not the published ones") as told:
        Services(copy).search(Request(question="supervision"))
    assert told.value.exit_code == 4


def test_a_digest_steps_aside_for_its_paper_and_comes_back(copy, demonstration):
    services = Services(copy, encoder=demonstration.encoder)
    paper = copy.parent / "paper.txt"
    paper.write_text(
        "REPORT TO: Children, Young People and Families Policy and\n\nPerformance Board\n\nDATE: 11 September 2023\n\n"
        "SUBJECT: Overview of Children's Social Care\n\n1.0 PURPOSE\n\n1.1 Halton writes this anew.\n\n"
        "2.0 RECOMMENDATION: That\n\n(1) Halton Borough Council notes it.\n",
        encoding="utf-8",
    )

    added = services.add(paper, Corrections()).paper
    with_it = [p.file for p in services.papers() if p.council == "Halton"]
    services.remove(added.id)
    without_it = [p.file for p in services.papers() if p.council == "Halton"]

    assert with_it == ["paper.txt"]
    assert without_it == ["halton-policy-and-performance-board-2023-09.md"]


def test_the_libraries_own_themes_file_stands_in_for_ours(copy, demonstration):
    (copy / THEMES_FILE).write_text(
        '[[theme]]\nid = "cars"\ntitle = "Cars"\ndefinition = "Cars of staff."\nvocabulary = ["car"]\nareas = []\n',
        encoding="utf-8",
    )

    assert [theme.id for theme in Services(copy, encoder=demonstration.encoder).themes] == ["cars"]


def test_a_theme_of_a_librarys_own_needs_no_areas_to_be_counted_and_compared_by_its_marks(copy, demonstration):
    (copy / THEMES_FILE).write_text(
        '[[theme]]\nid = "visa"\ntitle = "Visas"\ndefinition = "From abroad."\nvocabulary = ["visa"]\nareas = []\n',
        encoding="utf-8",
    )
    services = Services(copy, encoder=demonstration.encoder)

    compared = services.compare("visas", ())
    decide(services, compared.columns[1].evidence[0].found.passage.id, "visa", "Ann", Verdict.REJECT)

    assert (compared.theme.id, compared.theme.is_free_text) == ("visa", False)
    assert [(column.council, len(column.evidence)) for column in compared.columns] == [
        ("Halton", 0),
        ("Sefton", 1),
        ("Southend-on-Sea", 0),
    ]
    assert services.theme_counts().counts["visa"] == (0, 0, 0)
    assert [len(column.evidence) for column in services.compare("visas", ()).columns] == [0, 0, 0]
