"""Judged sets: how they are read, and when a passage satisfies an anchor."""

import json

import pytest

from corpus.errors import InputError
from search.judged import Anchor, read_judged_set, read_labelled, satisfied_anchors

ENTRY = {"id": "Q1", "user": "inspector", "query": "visits?", "kind": "question"}
ANSWERED = {**ENTRY, "relevant": [{"file": "a.txt", "anchor": "Visits are weekly", "grade": 2}]}
NEGATIVE = {**ENTRY, "id": "X1", "kind": "negative", "relevant": []}


@pytest.fixture
def folder(tmp_path):
    def write(name, entries):
        (tmp_path / name).write_text(entries if isinstance(entries, str) else json.dumps(entries), encoding="utf-8")
        return tmp_path

    return write


def test_the_questions_of_both_files_are_read_in_order(folder):
    folder("queries.json", [ANSWERED, NEGATIVE])
    judged = read_judged_set(folder("negatives.json", [{**NEGATIVE, "id": "X2"}]))

    assert [question.id for question in judged.questions] == ["Q1", "X1", "X2"]
    assert [question.id for question in judged.answerable] == ["Q1"]
    assert [question.id for question in judged.negatives] == ["X1", "X2"]
    assert judged.questions[0].relevant == (Anchor("a.txt", "Visits are weekly", 2),)
    assert judged.files == {"a.txt"}


def test_another_judgement_makes_it_another_set(folder):
    before = read_judged_set(folder("queries.json", [ANSWERED])).sha256
    after = read_judged_set(folder("queries.json", [ANSWERED, NEGATIVE])).sha256

    assert before != after


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ("{", "queries.json cannot be read"),
        ({}, "it holds no list"),
        ([{"id": "Q1"}], "KeyError('user')"),
        ([ANSWERED, ANSWERED], "the id Q1 occurs twice"),
        ([NEGATIVE], "no question has an answer"),
    ],
)
def test_what_is_no_judged_set_is_refused_with_the_reason(folder, entries, reason):
    place = folder("queries.json", entries)

    with pytest.raises(InputError) as refusal:
        read_judged_set(place)

    assert reason in refusal.value.message
    assert refusal.value.remedy.startswith("Name a folder with queries.json")


def test_a_folder_without_questions_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"queries\.json cannot be read as judged questions"):
        read_judged_set(tmp_path)


@pytest.mark.parametrize(
    ("text", "is_satisfied"),
    [
        ("The board’s “step–down” plan", True),
        ('THE\n  BOARD\'S "STEP-DOWN"   PLAN', True),
        ("The board's step-down plan", False),
        ("The board", False),
    ],
)
def test_an_anchor_is_satisfied_whatever_the_case_white_space_quotation_marks_and_dashes(text, is_satisfied):
    anchor = Anchor("a.txt", 'the board\'s "step-down" plan', 1)

    assert satisfied_anchors("a.txt", text, [anchor]) == (frozenset({0}) if is_satisfied else frozenset())


def test_an_anchor_of_another_paper_is_not_satisfied():
    assert satisfied_anchors("b.txt", "Visits", [Anchor("a.txt", "Visits", 1)]) == frozenset()


def test_labelled_passages_are_read_with_their_themes(folder):
    entries = [{"file": "a.txt", "anchor": "x", "themes": ["voice"]}, {"file": "a.txt", "anchor": "y", "themes": []}]

    labelled = read_labelled(folder("themes.json", entries))

    assert [(item.anchor.text, item.themes) for item in labelled] == [("x", {"voice"}), ("y", set())]


def test_the_judged_set_on_the_reports_is_whole(shared):
    judged = read_judged_set(shared / "gold")
    labelled = read_labelled(shared / "gold")

    assert (len(judged.answerable), len(judged.negatives), len(judged.files), len(labelled)) == (18, 12, 5, 120)


def test_nearly_every_anchor_stands_in_a_passage_of_the_reports(shared, real_papers):
    """A passage that is split in the middle of an anchor could never be found."""
    passages = [(item.paper.file, item.passage.text) for item in real_papers.passages()]
    anchors = sorted(
        {anchor for question in read_judged_set(shared / "gold").questions for anchor in question.relevant}
    )

    reached = {place for file, text in passages for place in satisfied_anchors(file, text, anchors)}

    assert [anchors[place] for place in range(len(anchors)) if place not in reached] == []
