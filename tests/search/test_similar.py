"""Comparable practice elsewhere, on our digests and on papers made for the purpose."""

import pytest

from indexer.build import Corrections
from indexer.store import Where
from search.similar import SimilarWanted, similar
from ui.services import Services

SAME = "The council recruits twenty experienced social workers from overseas to fill its vacant posts"
PAPERS = {
    "one.txt": ("Halton", f"{SAME} by spring.", "Foster carers are paid a higher allowance from April each year."),
    "two.txt": ("Sefton", f"{SAME} by spring!", "Schools attend the review of each plan for children in care."),
    "three.txt": (
        "Leeds",
        "Recruiting from abroad fills the vacancies in social work teams.",
        "Visits are weekly and each is recorded within a day.",
    ),
    "four.txt": ("Halton", "International recruitment of social workers has begun in two teams.", "Buses are late."),
}


@pytest.fixture(scope="module")
def library(demonstration, tmp_path_factory):
    folder = tmp_path_factory.mktemp("similar")
    services = Services(folder / "library", encoder=demonstration.encoder)
    for name, (council, *paragraphs) in PAPERS.items():
        text = "".join(f"{place}.1 {words}\n\n" for place, words in enumerate(paragraphs, start=1))
        (folder / name).write_text(text, encoding="utf-8")
        services.add(folder / name, Corrections(council=council, date="2023"))
    return services


@pytest.fixture
def near(library):
    def found(words, **wanted):
        with library.store.viewing() as view:
            (name,) = [item.passage.id for item in view.passages() if words in item.passage.text]
            return similar([name], SimilarWanted(**wanted), view)

    return found


def firsts(answer):
    return [
        (elsewhere.council, [item.found.passage.text[:20] for item in elsewhere.neighbours])
        for elsewhere in answer.councils
    ]


def test_other_councils_come_with_the_nearest_first_and_no_more_than_their_share(near):
    answer = near("by spring.", per_council=1)

    assert firsts(answer) == [("Sefton", ["The council recruits"]), ("Leeds", ["Recruiting from abro"])]
    assert (answer.searched.papers, answer.searched.passages) == (2, 4)


def test_text_that_is_the_same_is_flagged_and_practice_is_not(near):
    sefton, leeds = near("by spring.", per_council=1).councils

    assert sefton.neighbours[0].says_the_same
    assert sefton.neighbours[0].cosine > 0.95
    assert not leeds.neighbours[0].says_the_same
    assert 0.4 < leeds.neighbours[0].cosine < sefton.neighbours[0].cosine


def test_words_in_common_are_marked_in_the_passage(near):
    leeds = near("by spring.", per_council=1).councils[1].neighbours[0]

    marked = [leeds.found.passage.text[match.start : match.end] for match in leeds.matched]
    assert marked == ["Recruiting", "fills", "social"]


def test_its_own_council_is_looked_among_only_when_asked(near):
    answer = near("by spring.", with_own_council=True, limit=3)
    named = near("by spring.", where=Where(councils=("Halton",)), limit=1)

    assert firsts(answer) == [
        ("Sefton", ["The council recruits"]),
        ("Leeds", ["Recruiting from abro"]),
        ("Halton", ["International recrui"]),
    ]
    assert firsts(named) == [("Halton", ["International recrui"])]


def test_where_there_is_nobody_else_nothing_is_found_and_nothing_was_searched(near):
    answer = near("by spring.", where=Where(date_from="2024"))

    assert (answer.councils, answer.searched) == ((), (0, 0, 0))


def test_all_there_is_of_other_councils_is_found_when_there_is_room(near):
    answer = near("Buses are late", limit=100, per_council=100)

    shown = [item for elsewhere in answer.councils for n in elsewhere.neighbours for item in (n.found, *n.also_in)]
    assert len(shown) == answer.searched.passages == 4


def test_an_action_is_asked_with_all_its_passages_and_shown_beside_others(demonstration):
    with demonstration.store.viewing() as view:
        action = view.actions()[0]
        wanted = SimilarWanted(with_own_council=True, limit=200, per_council=100)
        answer = similar(action.action.passage_ids, wanted, view)

    neighbours = [item for elsewhere in answer.councils for item in elsewhere.neighbours]
    assert answer.action == action
    assert not {item.found.passage.id for item in neighbours} & set(action.action.passage_ids)
    beside = [item.action for item in neighbours if item.action is not None]
    assert beside
    assert all(item.found.passage.id in item.action.action.passage_ids for item in neighbours if item.action)


def test_no_passage_at_all_is_refused(demonstration):
    with demonstration.store.viewing() as view, pytest.raises(ValueError, match="no passage"):
        similar([], SimilarWanted(), view)
