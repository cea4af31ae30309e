"""The page with people's names hidden, over a real library, with the real name finder."""

import pytest

from indexer.build import Corrections
from models.language import people_finder
from search.answers import Request
from ui.library.names_hidden import HIDDEN, NamesHidden
from ui.services import Services


@pytest.fixture(scope="module")
def services(demonstration, tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")
    paper = folder / "note.txt"
    paper.write_text(
        "Halton Borough Council\n\n1.1 The plan was written by Margaret Thompson, Director of Children's Services.\n",
        encoding="utf-8",
    )
    services = Services(folder / "library", encoder=demonstration.encoder)
    services.add(paper, Corrections())
    return services


def test_a_name_is_hidden_its_role_stays_and_the_passage_says_so(services):
    (result,) = NamesHidden(services, people_finder()).search(Request(question="who wrote the plan", limit=1)).results

    passage = result.found.passage
    assert passage.text == "The plan was written by [name hidden], Director of Children's Services."
    assert passage.repairs == (HIDDEN,)
    assert "plan" in [passage.text[match.start : match.end] for match in result.matched]


def test_without_the_setting_the_name_stands(services):
    (result,) = services.search(Request(question="who wrote the plan", limit=1)).results

    assert "Margaret Thompson" in result.found.passage.text
