"""Candidates ranked in stages, with the real encoder."""

import pytest

from models.cross_encoder import cross_encoder_at
from search.answers import Mode, Request
from search.expand import expand
from search.find import find
from search.rank import COMPARED, JUDGED, rank
from tests.models.tiny_models import cross_encoder


@pytest.fixture(scope="module")
def reranker(tmp_path_factory):
    return cross_encoder_at(cross_encoder(tmp_path_factory.mktemp("models") / "tiny"))


def test_a_cross_encoder_that_a_person_names_reads_the_best_candidates(demonstration, reranker):
    question = "how are social workers supervised"
    with demonstration.store.viewing() as view:
        ranking = rank(expand(question, ()), Request(question=question), view, demonstration.encoder, reranker)
        texts = [found.passage.text for found in view.rows([row for row, _ in ranking.rows])]

    scores = [scores for _, scores in ranking.rows]
    judged = [score.cross_encoder for score in scores]
    assert judged[:JUDGED] == pytest.approx(reranker.scores(question, texts[:JUDGED]).tolist(), abs=1e-4)
    assert set(judged[JUDGED:]) == {None}
    assert [score.fused for score in scores] == sorted((score.fused for score in scores), reverse=True)


def test_it_changes_the_order_by_what_it_says(demonstration, reranker):
    request = Request(question="how are social workers supervised", limit=JUDGED)
    with demonstration.store.viewing() as view:
        without = find(request, view, demonstration.encoder)
        judged = find(request, view, demonstration.encoder, reranker=reranker)

    ids = [[result.found.passage.id for result in answer.results] for answer in (without, judged)]
    assert ids[0] != ids[1]


def test_as_many_candidates_are_compared_word_by_word_as_agreed(demonstration):
    question = "improvement"
    with demonstration.store.viewing() as view:
        ranking = rank(expand(question, ()), Request(question=question), view, demonstration.encoder)

    compared = [scores.word_by_word is not None for _, scores in ranking.rows]
    assert len(compared) > COMPARED
    assert compared == [True] * COMPARED + [False] * (len(compared) - COMPARED)


def test_by_words_alone_nothing_is_compared_in_meaning(demonstration):
    with demonstration.store.viewing() as view:
        ranking = rank(expand("overseas", ()), Request(question="overseas", mode=Mode.WORDS), view, None)

    assert ranking.compared is None
    assert {scores.word_by_word for _, scores in ranking.rows} == {None}
