"""The vocabulary file: what it holds and what it must not."""

import tomllib
from collections import Counter, defaultdict
from importlib.resources import files

import pytest

from search.expand import expand, read_vocabulary
from search.vocabulary import speaks_of, spoken_of

CONCEPTS = tomllib.loads(files("search").joinpath("data", "vocabulary.toml").read_text(encoding="utf-8"))["concept"]
LISTS = ("names", "abbreviations", "false_friends", "also")
IN_TWO_CONCEPTS = {
    "CPP": ["child-protection-plan", "corporate-parenting"],
    "CPPs": ["child-protection-plan", "corporate-parenting"],
    "FGC": ["family-group-conference", "female-genital-mutilation"],
    "ICS": ["case-management-system", "integrated-care-board"],
}


def test_the_file_holds_its_concepts_in_the_order_of_their_ids():
    ids = [concept["id"] for concept in CONCEPTS]

    assert 150 <= len(ids) == len(set(ids))
    assert ids == sorted(ids)
    assert [name for name in ids if not (name.islower() and name.replace("-", "").isalnum())] == []


def test_the_first_and_last_records_are_these():
    first, last = CONCEPTS[0], CONCEPTS[-1]

    assert (first["id"], first["names"][0], first["names"][-1]) == ("adoption", "adoption", "adoption team")
    assert first["also"] == ["new parents", "forever families", "finding adoptive parents"]
    assert last == {
        "id": "youth-work",
        "names": [
            *("youth work", "youth service", "youth services", "youth clubs", "youth centres", "youth provision"),
            *("detached youth work", "youth workers", "open access youth"),
        ],
        "also": ["things for teenagers to do", "after school clubs", "activities for young people"],
    }


def test_a_concept_has_known_keys_and_two_names_or_a_name_and_an_abbreviation():
    poor = [concept["id"] for concept in CONCEPTS if not concept["names"] or len(_terms(concept)) < 2]

    assert poor == []
    assert {key for concept in CONCEPTS for key in concept} == {"id", *LISTS}


def test_a_name_or_abbreviation_stands_in_two_concepts_only_where_we_mean_it():
    owners = defaultdict(list)
    for concept in CONCEPTS:
        for term in {*map(_as_matched, concept["names"]), *concept.get("abbreviations", [])}:
            owners[term].append(concept["id"])

    assert {term: ids for term, ids in owners.items() if len(ids) > 1} == IN_TWO_CONCEPTS


def test_no_list_holds_an_empty_or_untidy_term_or_the_same_one_twice():
    lists = [(concept["id"], key, concept[key]) for concept in CONCEPTS for key in LISTS if key in concept]

    assert [(owner, key) for owner, key, terms in lists if not terms] == []
    assert [
        (owner, term) for owner, _, terms in lists for term in terms if not term or " ".join(term.split()) != term
    ] == []
    assert [(owner, key, twice) for owner, key, terms in lists if (twice := _twice(key, terms))] == []


def test_what_is_also_asked_is_not_a_name_already():
    for concept in CONCEPTS:
        assert set(map(_as_matched, concept["names"])).isdisjoint(map(_as_matched, concept.get("also", [])))


def test_an_abbreviation_is_one_word_with_a_capital():
    shorts = [short for concept in CONCEPTS for short in concept.get("abbreviations", [])]

    assert [short for short in shorts if " " in short or short.lower() == short] == []


def test_a_false_friend_holds_a_name_or_abbreviation_of_its_concept():
    assert [
        (concept["id"], phrase)
        for concept in CONCEPTS
        for phrase in concept.get("false_friends", [])
        if not speaks_of(_terms(concept), phrase)
    ] == []


def test_no_false_friend_hides_a_name_of_its_own_concept():
    assert [
        (concept["id"], term)
        for concept in CONCEPTS
        for term in _terms(concept)
        if not spoken_of([term], term, false_friends=concept.get("false_friends", []))
    ] == []


def _terms(concept):
    return [*concept["names"], *concept.get("abbreviations", [])]


def _as_matched(phrase):
    """Return the phrase so that two which match the same text are the same."""
    return " ".join(phrase.replace("-", " ").split()).casefold()


def _twice(key, terms):
    read = terms if key == "abbreviations" else map(_as_matched, terms)
    return [term for term, count in Counter(read).items() if count > 1]


@pytest.mark.parametrize(
    ("question", "not_asked"),
    [
        ("how are councils cutting their use of agency staff", "self-harm-and-suicide"),
        ("registered managers of children's homes", "child-protection-plan"),
        ("statements of members at the meeting", "education-health-and-care-plans"),
        ("who broke the cycle of short-term contracts", "section-114-notice"),
    ],
)
def test_an_everyday_word_asks_for_no_other_thing(question, not_asked):
    vocabulary = read_vocabulary(files("search").joinpath("data", "vocabulary.toml").read_text(encoding="utf-8"))

    asked = [mention.concept.id for mention in expand(question, vocabulary).mentions]

    assert not_asked not in asked
    assert [concept.id for concept in vocabulary if concept.id == not_asked] == [not_asked]
