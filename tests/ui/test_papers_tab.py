"""What a filled-in form changes, over a real library, and that it survives re-reading."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from corpus.errors import BadDateError, UnknownNameError
from indexer.build import BY_YOU, Corrections
from models.hashing import HashingEncoder
from ui.library.names_hidden import NamesHidden
from ui.routes.papers import Asked, corrections_for
from ui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.types import Paper


@pytest.fixture
def services(demonstration: Services, tmp_path: Path) -> Services:
    shutil.copytree(demonstration.folder, tmp_path / "library")
    return Services(tmp_path / "library", encoder=HashingEncoder())


@pytest.fixture
def paper(services: Services) -> Paper:
    return services.paper_called("halton")


def filled(paper: Paper, **typed: str) -> Asked:
    """The form as the page fills it for a paper, but for what was typed."""
    names = ("council", "body", "date", "title", "kind", "licence")
    known = {name: str(getattr(paper, name) or "") for name in names}
    return Asked(do="correct", paper=paper.id, **{**known, **typed})


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ({}, {}),
        ({"title": "  ", "date": ""}, {}),
        ({"date": " 2023-09 "}, {"date": "2023-09"}),
        ({"council": "thurrock council", "kind": "strategy"}, {"council": "Thurrock", "kind": "strategy"}),
        ({"title": "A  new\ntitle"}, {"title": "A new title"}),
    ],
    ids=["as it was", "emptied", "a month", "a council by its full name", "spaces"],
)
def test_only_what_is_changed_and_not_empty_is_sent(services, paper, typed, changed):
    assert corrections_for(filled(paper, **typed), paper, services.councils_file) == Corrections(**changed)


def test_an_unknown_council_is_answered_with_the_nearest(services, paper):
    with pytest.raises(UnknownNameError) as told:
        corrections_for(filled(paper, council="Haltom"), paper, services.councils_file)

    assert told.value.nearest == "Halton"
    assert told.value.remedy.startswith("Did you mean “Halton”?")


def test_a_date_that_is_none_is_refused(services, paper):
    with pytest.raises(BadDateError):
        corrections_for(filled(paper, date="2023-02-30"), paper, services.councils_file)


def test_a_kind_that_is_none_is_refused(services, paper):
    with pytest.raises(UnknownNameError, match="No kind of paper is called “poem”"):
        corrections_for(filled(paper, kind="poem"), paper, services.councils_file)


def test_corrections_survive_re_reading_with_names_hidden_too(services, paper):
    page = NamesHidden(services, lambda text: [])
    corrections = corrections_for(
        filled(paper, council="Thurrock", date="2023-09", body="Cabinet"), paper, page.councils_file
    )

    page.correct(paper.id, corrections)
    services.read_again()

    (kept,) = [each for each in page.all_papers() if each.id == paper.id]
    assert (kept.council, kept.date, kept.body, kept.title) == ("Thurrock", "2023-09", "Cabinet", paper.title)
    assert [name for name, reason in kept.reasons if reason == BY_YOU] == ["council", "body", "date"]
    assert page.inspections() == services.inspections()
