"""Search by examples: where the direction goes, and what is found there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.errors import InputError
from indexer.store import Where
from models.encoder import UnitRows, unit_rows
from search.answers import Mode, Request
from search.examples import Examples, direction, find_by_examples

WIDTH = 6
NONE = UnitRows(np.zeros((0, WIDTH), dtype=np.float32))


def rows(least, most):
    numbers = st.floats(-1, 1, width=32)
    return (
        st.integers(least, most)
        .flatmap(lambda n: arrays(np.float32, (n, WIDTH), elements=numbers))
        .filter(lambda made: bool((np.linalg.norm(made, axis=1) > 0.1).all()))
        .map(unit_rows)
    )


@given(rows(1, 1), rows(0, 4), rows(0, 4), st.randoms())
def test_the_order_of_examples_makes_no_difference(question, plus, minus, random):
    mixed_plus, mixed_minus = (rows[random.sample(range(len(rows)), len(rows))] for rows in (plus, minus))

    assert direction(question, mixed_plus, mixed_minus) == pytest.approx(direction(question, plus, minus), abs=1e-5)


@given(rows(1, 1), rows(0, 4), rows(0, 4))
def test_the_direction_is_a_unit_vector(question, plus, minus):
    towards = direction(question, plus, minus)

    # Nothing is left when the good ones cancel the question out.
    assert towards.shape == (1, WIDTH)
    assert np.linalg.norm(towards) == pytest.approx(1, abs=1e-5) or not towards.any()


@given(rows(1, 1))
def test_a_question_without_examples_is_its_own_direction(question):
    assert direction(question, NONE, NONE) == pytest.approx(question, abs=1e-6)


@given(rows(1, 3), rows(1, 4))
def test_bad_examples_are_together_never_nearer_than_without_them(plus, minus):
    mean = minus.mean(axis=0)

    with_them, without = direction(None, plus, minus) @ mean, direction(None, plus, NONE) @ mean

    # Where good examples cancel out there is no direction without the bad ones either.
    if np.linalg.norm(plus.mean(axis=0)) > 0.3:
        assert with_them[0] <= without[0] + 1e-5


@given(rows(1, 1), rows(0, 3), rows(1, 1), rows(1, 8))
def test_a_single_bad_example_never_ranks_above_where_it_was_without(question, plus, minus, others):
    def before_it(towards):
        cosines = others @ towards[0]
        return {place for place, cosine in enumerate(cosines) if cosine >= (minus @ towards[0])[0] - 1e-4}

    def above_it(towards):
        cosines = others @ towards[0]
        return {place for place, cosine in enumerate(cosines) if cosine > (minus @ towards[0])[0] + 1e-4}

    assert above_it(direction(question, plus, NONE)) <= before_it(direction(question, plus, minus))


@given(rows(0, 4))
def test_bad_examples_alone_lead_nowhere(minus):
    with pytest.raises(ValueError, match="neither a question nor a good example"):
        direction(None, NONE, minus)


def test_the_weights_are_the_textbooks():
    axes = np.eye(3, dtype=np.float32)

    towards = direction(UnitRows(axes[:1]), UnitRows(axes[1:2]), UnitRows(axes[2:]))

    assert (towards[0] / towards[0, 0]).tolist() == pytest.approx([1, 0.75, -0.15])


@pytest.fixture
def ask(demonstration):
    def asked(question="", *, plus=(), minus=(), **limits):
        with demonstration.store.viewing() as view:
            examples = Examples(plus=tuple(plus), minus=tuple(minus))
            return find_by_examples(Request(question=question, **limits), examples, view, demonstration.encoder)

    return asked


@pytest.fixture(scope="module")
def passage(demonstration):
    """Return the id of the only passage that holds some words."""

    def found(words):
        (name,) = [item.passage.id for item in demonstration.passages() if words in item.passage.text]
        return name

    return found


def ids(answer):
    return [result.found.passage.id for result in answer.results]


def test_what_is_like_a_passage_is_about_the_same_and_is_not_that_passage(ask, passage):
    example = passage("South Africa")

    answer = ask(plus=[example], limit=5)

    assert len(answer.results) == 5
    assert example not in ids(answer)
    first = answer.results[0].found.passage
    assert "social workers" in first.text.casefold()
    assert answer.results[0].matched
    assert not answer.nothing_relevant
    cosines = [result.scores.cosine for result in answer.results]
    assert cosines == sorted(cosines, reverse=True)


def test_a_bad_example_pushes_what_is_like_it_down(ask, demonstration):
    plain = ask("staff", limit=40, is_widened=False, mode=Mode.MEANING)
    bad = ids(plain)[0]
    like_it = ids(ask(plus=[bad], limit=1))[0]

    pushed = ask("staff", minus=[bad], limit=400)

    assert bad not in ids(pushed)
    cosine = {result.found.passage.id: result.scores.cosine for result in pushed.results}
    before = {result.found.passage.id: result.scores.cosine for result in ask("staff", limit=400).results}
    assert cosine[like_it] < before[like_it]


def test_as_many_are_found_as_exist_but_for_the_examples(ask, passage, demonstration):
    where = Where(councils=("Southend-on-Sea",))
    example = next(item.passage.id for item in demonstration.passages(where))

    answer = ask("agency staff", plus=[example], where=where, limit=400)

    shown = [name for result in answer.results for name in (result.found, *result.also_in)]
    assert len(shown) == answer.searched.passages - 1


def test_each_council_contributes_its_share_beside_the_examples(ask, passage):
    answer = ask(plus=[passage("South Africa")], per_council=2)

    councils = sorted(result.found.paper.council for result in answer.results)
    assert councils == ["Halton"] * 2 + ["Sefton"] * 2 + ["Southend-on-Sea"] * 2


@pytest.mark.parametrize(
    ("plus", "minus", "mode", "said"),
    [
        ([], ["x"], Mode.HYBRID, "--more-like PASSAGE"),
        (["x"], ["x"], Mode.HYBRID, "as good or as bad"),
        (["x"], [], Mode.WORDS, "Leave out --mode words"),
    ],
)
def test_examples_that_cannot_be_followed_are_refused(ask, plus, minus, mode, said):
    with pytest.raises(InputError, match=said):
        ask(plus=plus, minus=minus, mode=mode)


def test_an_example_that_is_not_there_is_told(ask):
    with pytest.raises(KeyError, match="nowhere/1"):
        ask(plus=["nowhere/1"])
