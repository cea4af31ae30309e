"""Compare two wordings of the same thing word by word, so that what was put in and taken out can be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.cleaning import fold
from corpus.types import Span
from indexer.stop_words import says_something

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

TOKEN = re.compile(
    r"(?P<number>[£$€]?\d+(?:[.,]\d+)*(?:%|(?:[km]|bn)\b)?)|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_", re.IGNORECASE
)
WORD = re.compile(r"\w+")
NUMBERS_IN_WORDS = frozenset(
    """
    no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half third quarter
    """.split()
)
SENTENCE_ENDS = frozenset(".;!?")


class Run(NamedTuple):
    """A stretch of both wordings. What is not kept was taken out of the old and put into the new; either can be empty.

    Texts that are kept can differ in white space and in the shape of quotation marks and dashes.
    """

    is_kept: bool
    old: Span
    new: Span


class NumberChange(NamedTuple):
    """A number that alone has changed, with others, in a sentence that is otherwise the same; spans in both texts."""

    old: Span
    new: Span
    old_sentence: Span
    new_sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """Two exact wordings with what differs. `runs` follow one another and cover both texts from end to end."""

    old: str
    new: str
    runs: tuple[Run, ...]
    numbers: tuple[NumberChange, ...]


def same_wording(old: str, new: str) -> bool:
    """Tell whether nothing differs but white space and the shape of quotation marks and dashes."""
    return fold(old) == fold(new)


def reworded(old: str, new: str) -> Rewording:
    """Return two wordings with what differs, word by word; swapping them swaps the sides of each run, and no more.

    Kept words that say nothing between two changes ("of", "the", a comma) are shown as changed with them: islands of
    one small word are hard to read.

    >>> [(run.is_kept, "One plan."[slice(*run.old)], "One new plan."[slice(*run.new)])
    ...  for run in reworded("One plan.", "One new plan.").runs]
    [(True, 'One ', 'One '), (False, '', 'new '), (True, 'plan.', 'plan.')]
    """
    ours, theirs = _tokens(old), _tokens(new)
    steps = _steps(ours, theirs)
    runs = tuple(Run(step.is_kept, _span(ours, step.old, old), _span(theirs, step.new, new)) for step in steps)
    if not steps and (old or new):
        runs = (Run(not (old.strip() or new.strip()), Span(0, len(old)), Span(0, len(new))),)
    return Rewording(old=old, new=new, runs=runs, numbers=tuple(_numbers(steps, ours, theirs)))


def word_likeness(some: Sequence[str], others: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return how many of their different words texts share, shape (n, m): Dice's coefficient, in [0, 1].

    It is 0 where a text has no words.
    """
    words = [[frozenset(WORD.findall(fold(text).casefold())) for text in texts] for texts in (some, others)]
    places = {word: place for place, word in enumerate(sorted(frozenset().union(*words[0], *words[1])))}
    left, right = (_presence(of_texts, places) for of_texts in words)
    sizes = left.sum(axis=1)[:, None] + right.sum(axis=1)[None, :]
    return np.asarray(2 * (left @ right.T) / np.maximum(sizes, 1), dtype=np.float32)


def _presence(texts: Sequence[frozenset[str]], places: dict[str, int]) -> npt.NDArray[np.float32]:
    held = np.zeros((len(texts), len(places)), dtype=np.float32)
    for row, words in enumerate(texts):
        held[row, [places[word] for word in words]] = 1
    return held


class _Token(NamedTuple):
    """A word, number or mark; `key` is what it is compared by, `start` and `end` its own place in the text."""

    key: str
    start: int
    end: int
    is_number: bool


class _Step(NamedTuple):
    """A stretch of tokens of both sides, kept or changed; half-open places in the lists of tokens."""

    is_kept: bool
    old: Span
    new: Span


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(key := fold(match.group()), *match.span(), bool(match["number"]) or key.casefold() in NUMBERS_IN_WORDS)
        for match in TOKEN.finditer(text)
    ]


def _steps(old: Sequence[_Token], new: Sequence[_Token]) -> list[_Step]:
    ours, theirs = [token.key for token in old], [token.key for token in new]
    if theirs < ours:  # difflib's answer can depend on which side comes first
        return [_Step(step.is_kept, step.new, step.old) for step in _steps(new, old)]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    steps = [_Step(tag == "equal", Span(i1, i2), Span(j1, j2)) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]
    return _without_islands(steps, old, new)


def _without_islands(steps: list[_Step], old: Sequence[_Token], new: Sequence[_Token]) -> list[_Step]:
    """Return the steps, with kept words that say nothing joined to the changes around them.

    A change of numbers alone is left as it is, since it is told of.
    """
    joined: list[_Step] = []
    for place, step in enumerate(steps):
        around = steps[place - 1 : place] + steps[place + 1 : place + 2]
        is_island = (
            step.is_kept
            and len(around) == 2  # noqa: PLR2004 - one on each side
            and not any(says_something(token.key) for token in old[slice(*step.old)])
            and not any(_is_number_change(other, old, new) for other in around)
        )
        if joined and not joined[-1].is_kept and (is_island or not step.is_kept):
            last = joined.pop()
            old_span, new_span = Span(last.old.start, step.old.end), Span(last.new.start, step.new.end)
            step = _Step(is_kept=False, old=old_span, new=new_span)  # noqa: PLW2901 - the step joined to the last
        joined.append(step)
    return joined


def _is_number_change(step: _Step, old: Sequence[_Token], new: Sequence[_Token]) -> bool:
    sides = old[slice(*step.old)], new[slice(*step.new)]
    return not step.is_kept and all(side and all(token.is_number for token in side) for side in sides)


def _numbers(steps: Sequence[_Step], old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[NumberChange]:
    for sentence in _sentences(steps, old):
        changed = [step for step in sentence if not step.is_kept]
        if changed and all(_is_number_change(step, old, new) for step in changed):
            old_sentence = _covered(old, sentence[0].old.start, sentence[-1].old.end)
            new_sentence = _covered(new, sentence[0].new.start, sentence[-1].new.end)
            for step in changed:
                yield NumberChange(_covered(old, *step.old), _covered(new, *step.new), old_sentence, new_sentence)


def _sentences(steps: Sequence[_Step], old: Sequence[_Token]) -> list[list[_Step]]:
    """Return the steps sentence by sentence; one that is kept is cut where a sentence ends in it."""
    sentences: list[list[_Step]] = [[]]
    for step in steps:
        ends = [place + 1 for place in range(*step.old) if step.is_kept and old[place].key in SENTENCE_ENDS]
        for start, end in pairwise([step.old.start, *ends, step.old.end]):
            shift = step.new.start - step.old.start
            if start < end or not step.is_kept:
                shifted = Span(start + shift, end + shift) if step.is_kept else step.new
                sentences[-1].append(_Step(step.is_kept, Span(start, end), shifted))
            if end in ends:
                sentences.append([])
    return [sentence for sentence in sentences if sentence]


def _covered(tokens: Sequence[_Token], start: int, end: int) -> Span:
    """Return where tokens stand, white space around them left out."""
    return Span(tokens[start].start, tokens[end - 1].end)


def _span(tokens: Sequence[_Token], places: Span, text: str) -> Span:
    """Return where tokens stand with the white space after them, so that spans follow one another without gaps."""
    edges = [0, *(token.start for token in tokens[1:]), len(text)]
    return Span(edges[places.start], edges[places.end]) if tokens else Span(0, len(text))
