"""Questions answered from our digests, with the real encoder."""

import pytest

from corpus.errors import EmptyQuestionError
from indexer.store import PassageKind, Where
from search.answers import Mode, Request, Why
from search.find import find


@pytest.fixture
def ask(demonstration):
    def asked(question, **limits):
        with demonstration.store.viewing() as view:
            return find(Request(question=question, **limits), view, demonstration.encoder)

    return asked


def test_the_best_passage_for_a_plain_question_comes_first(ask):
    answer = ask("recruiting social workers from South Africa and Zimbabwe", limit=1)

    (result,) = answer.results
    assert (result.found.paper.council, result.found.passage.number) == ("Sefton", "2.3")
    assert not answer.nothing_relevant


@pytest.mark.parametrize("question", ["", "  ", "?!"])
def test_a_question_without_a_word_is_refused(ask, question):
    with pytest.raises(EmptyQuestionError):
        ask(question)


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.MEANING])
@pytest.mark.parametrize("limit", [1, 10, 40])
def test_as_many_passages_of_a_council_are_returned_as_exist(ask, mode, limit):
    where = Where(councils=("Southend-on-Sea",))

    answer = ask("placement sufficiency", where=where, mode=mode, limit=limit)

    assert len(answer.results) == min(limit, answer.searched.passages)
    assert {result.found.paper.council for result in answer.results} == {"Southend-on-Sea"}


def test_ranks_count_from_one_and_scores_fall(ask):
    answer = ask("supervision of social workers")

    assert [result.rank for result in answer.results] == list(range(1, 21))
    fused = [result.scores.fused for result in answer.results]
    assert fused == sorted(fused, reverse=True)


def test_words_alone_need_no_encoder_and_find_only_passages_that_share_a_word(demonstration):
    with demonstration.store.viewing() as view:
        answer = find(Request(question="overseas", mode=Mode.WORDS), view, None)

    assert answer.results
    assert all(result.matched and result.scores.cosine is None for result in answer.results)


def test_a_word_that_no_paper_uses_finds_nothing_by_words(ask):
    answer = ask("zeppelin", mode=Mode.WORDS)

    assert (answer.results, answer.nothing_relevant) == ((), True)


def test_each_council_contributes_at_most_its_share(ask):
    answer = ask("improving practice", per_council=2)

    councils = [result.found.paper.council for result in answer.results]
    assert sorted(councils) == ["Halton"] * 2 + ["Sefton"] * 2 + ["Southend-on-Sea"] * 2


def test_what_was_searched_is_told(ask):
    answer = ask("anything at all", where=Where(councils=("Halton",)))

    assert answer.searched.papers == 1
    assert answer.searched.passages == 33
    assert answer.searched.unreadable_pages == 0


def test_boilerplate_is_found_only_when_it_is_asked_for(ask):
    plain = ask("none stated", limit=400)
    asked = ask("none stated", where=Where(kinds=(PassageKind.BOILERPLATE,)))

    assert PassageKind.BOILERPLATE not in {result.found.passage.kind for result in plain.results}
    assert {result.found.passage.kind for result in asked.results} == {PassageKind.BOILERPLATE}


def test_matched_words_are_marked_in_any_of_their_forms(ask):
    answer = ask("supervising", limit=400)

    marked = {
        result.found.passage.text[match.start : match.end].casefold()
        for result in answer.results
        for match in result.matched
        if match.why is Why.WORD
    }
    assert marked == {"supervise", "supervised", "supervision"}


def test_the_sentence_that_carries_the_match_is_marked_where_a_passage_has_several(ask):
    answer = ask("recruiting social workers from South Africa and Zimbabwe", limit=1)

    (result,) = answer.results
    (carrying,) = [match for match in result.matched if match.why is Why.MEANING]
    text = result.found.passage.text
    assert "South Africa" in text[carrying.start : carrying.end]
    assert (carrying.start, carrying.end) != (0, len(text))


def test_results_tell_how_they_compare_word_by_word_and_without_it_do_not(ask):
    compared = ask("supervision of social workers", limit=3)
    plain = ask("supervision of social workers", limit=3, is_compared_word_by_word=False)

    assert all(0 < result.scores.word_by_word <= 1 for result in compared.results)
    assert [result.scores.word_by_word for result in plain.results] == [None] * 3


def test_a_question_that_nothing_answers_is_answered_so_with_the_nearest(ask):
    answer = ask("female genital mutilation", limit=3)

    assert answer.nothing_relevant
    assert len(answer.results) == 3
