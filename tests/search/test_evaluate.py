"""Evaluation: how answers are judged and summed up, and what changed since the last run."""

from math import log2

import pytest

from search.evaluate import Ranked, Shown, evaluate, outcome_of
from search.judged import Anchor, JudgedQuestion, JudgedSet
from search.runs import last_run, record_run, run_of, since

ANCHORS = (Anchor("a.txt", "weekly visits", 2), Anchor("b.txt", "visits", 1))


def question(name, *, kind="question", user="inspector", relevant=ANCHORS):
    return JudgedQuestion(id=name, user=user, question=f"{name}?", kind=kind, relevant=relevant)


JUDGED = JudgedSet(
    name="set",
    sha256="1" * 64,
    questions=(
        question("Q1"),
        question("Q2", kind="keyword"),
        question("Q3", kind="keyword", user="researcher"),
        question("X1", kind="negative", relevant=()),
        question("X2", kind="negative", relevant=()),
    ),
)
BEST, SECOND, OTHER = Shown("a.txt", "Weekly visits."), Shown("b.txt", "All visits."), Shown("b.txt", "Nothing.")
ANSWERS = {
    "Q1?": Ranked([BEST, SECOND]),
    "Q2?": Ranked([OTHER, SECOND], nothing_relevant=True),
    "Q3?": Ranked([]),
    "X1?": Ranked([OTHER], nothing_relevant=True),
    "X2?": Ranked([OTHER]),
}
SECOND_ALONE = (1 / log2(3)) / (3 + 1 / log2(3))


@pytest.fixture
def measured():
    return evaluate(JUDGED, ANSWERS.__getitem__)


def test_each_answer_is_judged(measured):
    figures = [(o.question.id, o.ndcg_at_10, o.recall_at_20, o.reciprocal_rank) for o in measured.outcomes]

    assert figures == [("Q1", 1, 1, 1), ("Q2", pytest.approx(SECOND_ALONE), 0.5, 0.5), ("Q3", 0, 0, 0)]


def test_what_stands_below_the_cut_off_earns_nothing():
    outcome = outcome_of(question("Q"), Ranked([OTHER] * 20 + [BEST]))

    assert (outcome.ndcg_at_10, outcome.recall_at_20, outcome.reciprocal_rank) == (0, 0, 0)


def test_figures_are_means_overall_by_kind_and_by_user(measured):
    by_kind = {kind: (figures.questions, figures.ndcg_at_10.value) for kind, figures in measured.by_kind.items()}
    by_user = {user: (figures.questions, figures.recall_at_20.value) for user, figures in measured.by_user.items()}

    assert measured.overall.questions == 3
    assert measured.overall.reciprocal_rank.value == pytest.approx(0.5)
    assert by_kind == {"question": (1, 1.0), "keyword": (2, pytest.approx(SECOND_ALONE / 2))}
    assert by_user == {"inspector": (2, 0.75), "researcher": (1, 0.0)}


def test_telling_that_nothing_is_relevant_is_counted_where_it_is_right_and_where_it_is_wrong(measured):
    assert measured.told == {"X1": True, "X2": False}
    assert measured.lost == ("Q2",)


def test_gains_and_losses_are_told_question_by_question_against_the_last_run(tmp_path, measured):
    path = tmp_path / "results" / "runs.jsonl"
    first = run_of(measured, JUDGED, encoder="hashing", date="2026-11-01")
    swapped = {**ANSWERS, "Q1?": ANSWERS["Q2?"], "Q2?": ANSWERS["Q1?"]}

    record_run(path, first)
    changed = since(last_run(path, JUDGED.sha256), evaluate(JUDGED, swapped.__getitem__))

    assert changed.date == "2026-11-01"
    assert changed.gains == (("Q2", pytest.approx(SECOND_ALONE, abs=1e-4), 1.0),)
    assert changed.losses == (("Q1", 1.0, pytest.approx(SECOND_ALONE, abs=1e-4)),)


def test_a_run_of_another_judged_set_is_not_compared_with(tmp_path, measured):
    path = tmp_path / "runs.jsonl"

    record_run(path, run_of(measured, JUDGED, encoder="hashing", date="2026-11-01"))

    assert last_run(path, "2" * 64) is None
    assert since(None, measured) is None


def test_a_recorded_run_says_when_on_what_and_with_which_versions(measured):
    run = run_of(measured, JUDGED, encoder="hashing", date="2026-11-01")

    assert (run["date"], run["encoder"], run["judged"]["questions"]) == ("2026-11-01", "hashing", 5)
    assert {"system", "processor", "cores", "versions"} == run["machine"].keys()
    assert {"python", "readacross", "numpy"} <= run["machine"]["versions"].keys()
    assert run["overall"]["ndcg_at_10"]["value"] == pytest.approx((1 + SECOND_ALONE) / 3, abs=1e-4)
