"""Find passages by examples: more like these, less like those, with or without a question."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.cleaning import fold
from corpus.errors import InputError
from models.encoder import UnitRows, unit_rows
from search.answers import Answer, Match, Mode, Result, Why
from search.duplicates import groups_of
from search.find import searched
from search.fuse import fuse
from search.limits import as_worded, on_subject
from search.question import Question, parse
from search.rank import scopes_of

if TYPE_CHECKING:
    from indexer.store import Found, PassageId, View
    from models.encoder import Encoder
    from search.answers import Request
    from search.duplicates import Group

# As the textbook advises (Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, section 9.1.1);
# not chosen on any data of ours. Without a question the examples stand alone, and keep their five to one.
QUESTION_SHARE, PLUS_SHARE, MINUS_SHARE = 1.0, 0.75, 0.15
ALL = sys.maxsize


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Passages that answers should be like, and passages that they should not be like; each id once."""

    plus: tuple[PassageId, ...] = ()
    minus: tuple[PassageId, ...] = ()


def direction(question: UnitRows | None, plus: UnitRows, minus: UnitRows) -> UnitRows:
    """Return the direction towards a question and good examples and away from bad ones, shape (1, d).

    The question's vector and the means of the examples' are added with the weights `QUESTION_SHARE`, `PLUS_SHARE` and
    minus `MINUS_SHARE`. The order of examples does not matter. A bad example is never nearer to the direction than it
    would be without it, and as the only bad one never ranks higher.

    Args:
        question: Shape (1, d), or None where nothing was asked in words.
        plus: Shape (n, d); may be empty.
        minus: Shape (n, d); may be empty.

    Raises:
        ValueError: there is neither a question nor a good example, so there is nowhere to go.

    Source:
        Rocchio, Relevance Feedback in Information Retrieval, in Salton (ed.), The SMART Retrieval System, 1971.

    >>> east, north = unit_rows(np.array([[1.0, 0.0]])), unit_rows(np.array([[0.0, 1.0]]))
    >>> direction(None, east, north).round(2).tolist()
    [[0.9800000190734863, -0.20000000298023224]]
    """
    if question is None and not len(plus):
        raise ValueError("neither a question nor a good example")
    towards = np.zeros((1, plus.shape[1] if question is None else question.shape[1]))
    if question is not None:
        towards += QUESTION_SHARE * question
    for rows, share in ((plus, PLUS_SHARE), (minus, -MINUS_SHARE)):
        if len(rows):
            towards += share * rows.mean(axis=0, keepdims=True, dtype=np.float64)
    return unit_rows(towards)


def find_by_examples(request: Request, examples: Examples, view: View, encoder: Encoder | None) -> Answer:
    """Return the passages nearest to a question and good examples and away from bad ones, the examples left out.

    The question may be empty when there is a good example; it is not widened, but its exact phrases and exclusions
    hold. Limits apply before ranking, and passages
    that say the same are one result, as in `find`. `matched` are words of the question and the good examples; `fused`
    is the cosine stretched over all that was searched. There is no calibrated threshold for examples: nothing is
    relevant only where nothing was found.

    Raises:
        InputError: there is neither a question nor a good example; an example is good and bad; or words alone are to
            be searched.
        KeyError: there is no passage of an example's id.
        ValueError: there is a question and no encoder.
    """
    _check(request, examples)
    asked = parse(request.question) if has_words(request.question) else Question("")
    within = on_subject(request.where, request.theme, request.statuses, view, request.decisions)
    request = replace(request, where=as_worded(within, asked, view))
    rows = set(view.rows_of([*examples.plus, *examples.minus]))
    cosines = dict(_near(_towards(asked.words, examples, view, encoder), rows, request, view))
    ranked = fuse(sorted(cosines), cosines=cosines, bm25s=None)
    groups = groups_of(((row, scores, view.rows([row])[0]) for row, scores in ranked), request.limit)
    spoken = " ".join([asked.words, *(view.passage(name).passage.text for name in examples.plus)])
    results = tuple(_result(rank, group, spoken, view) for rank, group in enumerate(groups, start=1))
    return Answer(
        question=" ".join(request.question.split()),
        mode=Mode.MEANING,
        expanded_with=(),
        nothing_relevant=not results,
        searched=searched(view, within),
        results=results,
        required=asked.phrases,
        excluded=asked.excluded,
    )


def has_words(question: str) -> bool:
    """Tell whether anything is asked in words."""
    return any(map(str.isalnum, question))


def words_in_common(spoken: str, found: Found, view: View) -> tuple[Match, ...]:
    """Return where a passage uses the words of a text, in any of their forms, in order."""
    return tuple(Match(start, end, Why.WORD) for start, end in view.shared_words(spoken, found.passage.text))


def _result(rank: int, group: Group, spoken: str, view: View) -> Result:
    found = group.found[0]
    matched = words_in_common(spoken, found, view)
    return Result(rank=rank, found=found, scores=group.scores, matched=matched, also_in=group.found[1:])


def _check(request: Request, examples: Examples) -> None:
    if not examples.plus and not has_words(request.question):
        raise InputError(
            "There is nothing to look for, only what not to look for.",
            remedy="Ask a question as well, or name a passage that answers should be like: --more-like PASSAGE",
        )
    both = set(examples.plus) & set(examples.minus)
    if both:
        raise InputError(
            f"Answers cannot be both more and less like {min(both)}.", remedy="Name it once: as good or as bad."
        )
    if request.mode is Mode.WORDS:
        raise InputError("Examples are compared by meaning, not by words.", remedy="Leave out --mode words.")


def _towards(question: str, examples: Examples, view: View, encoder: Encoder | None) -> UnitRows:
    asked = None
    if question:
        if encoder is None:
            raise ValueError("a question needs an encoder")
        asked = encoder.encode_question(fold(question))
    plus, minus = (view.vectors(view.rows_of(names)) for names in (examples.plus, examples.minus))
    return direction(asked, plus, minus)


def _near(towards: UnitRows, left_out: set[int], request: Request, view: View) -> list[tuple[int, float]]:
    """Return rows with their cosines: each council's share when each has one, else all."""
    near = []
    for where in scopes_of(request, view):
        share = request.per_council
        hits = view.nearest(towards, ALL if share is None else share + len(left_out), where)
        near += [(row, cosine) for row, cosine in hits if row not in left_out][:share]
    return near
