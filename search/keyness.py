"""Find the words and phrases that a council uses more, or less, than the others do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import chdtrc, rel_entr

from corpus.cleaning import fold
from corpus.types import PaperKind
from indexer.stop_words import STOP_WORDS
from indexer.store import Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from corpus.types import DocumentId
    from indexer.store import View

LONGEST_PHRASE = 3
# 10.83 is the chi-square value, one degree of freedom, that chance alone exceeds once in a thousand terms. Thousands of
# terms are tested at a time, so a few that pass are chance: `Keyness.by_chance` says how many to expect.
CRITICAL = 10.83
FEWEST = 5  # times that the side which uses a term more must use it; below, G2 is no longer near chi-square
FEWEST_PLACES = 3  # different passages that it must stand in there, so that no single list or table makes a term
FEWEST_PAPERS = 2  # different papers, where there are so many
HALF = 0.5  # stands for a count of 0 in the effect size alone, as Hardie does
PER = 10_000
MOSTLY = 0.8  # of a term's uses inside a longer one that is listed: then it is not listed beside it
WORD = re.compile(r"[^\W\d_]+(?:['&-][^\W\d_]+)*")
BREAK = re.compile(r"[^\w\s'&-]+|\d|\s[-&]+\s|\t|\n")


class Texts(NamedTuple):
    """One council's texts: for each of its papers the passages, boilerplate left out."""

    council: str
    papers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTerm:
    """A word or phrase that a council uses more, or less, than the others.

    `n` and `others_n` count its uses, `expected` is how many there would be if all councils used it alike. `papers`
    and `passages` say in how many different ones it stands, on the side that uses it more. `g2` is Dunning's statistic
    in the form of Rayson and Garside, at least 0; `log_ratio` how many times the use doubles against the others',
    negative for less; `p` the chance of so large a `g2` for one term without any difference.
    """

    term: str
    n: int
    expected: float
    per_10_000: float
    others_n: int
    others_per_10_000: float
    g2: float
    log_ratio: float
    p: float
    papers: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyness:
    """What one council says more and less, strongest evidence first, ties by term.

    `words` and `others_words` are the running words compared, `tested` the terms, `by_chance` how many of them would
    pass if no council differed from another.
    """

    council: str
    more: tuple[KeyTerm, ...]
    less: tuple[KeyTerm, ...]
    words: int
    others_words: int
    tested: int
    by_chance: float


def keyness(texts: Sequence[Texts], *, left_out: Iterable[str] = (), limit: int = 20) -> tuple[Keyness, ...]:
    """Return for each council, in the order given, what it says more and less than all the others together.

    A passage that several of a council's papers copy counts once. Words that say nothing of a matter begin and end no
    term; phrases go over no number and no punctuation mark.

    Args:
        texts: At least two councils'.
        left_out: Words that no term may hold, whatever the case: councils' own names, for one.
        limit: The most terms each way.

    Raises:
        ValueError: fewer than two councils have words.

    Source:
        Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19(1), 1993;
        Rayson and Garside, Comparing corpora using frequency profiling, 2000; Hardie, Log Ratio: an informal
        introduction, 2014.
    """
    without = frozenset(part for name in left_out for word in _words(name) for part in (word, *word.split("-")))
    counted = [_counted(of_council, without) for of_council in texts]
    if sum(counts.words > 0 for counts in counted) < 2:  # noqa: PLR2004 - one to compare with another
        raise ValueError("words of at least two councils are needed")
    everyone = _together(counted)
    return tuple(_keyness(counts, everyone, limit) for counts in counted)


def log_likelihood(
    n: npt.ArrayLike, others_n: npt.ArrayLike, words: float, others_words: float
) -> npt.NDArray[np.float64]:
    """Return G2 for terms used `n` and `others_n` times in texts of `words` and `others_words` running words.

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)  # UCREL's example
    2.65
    """
    observed = np.asarray(n, dtype=np.float64), np.asarray(others_n, dtype=np.float64)
    share = (observed[0] + observed[1]) / (words + others_words)
    return np.asarray(2 * (rel_entr(observed[0], words * share) + rel_entr(observed[1], others_words * share)))


def log_ratio(n: npt.ArrayLike, others_n: npt.ArrayLike, words: float, others_words: float) -> npt.NDArray[np.float64]:
    """Return the binary logarithm of how many times as often terms are used; a count of 0 is taken for a half.

    >>> float(log_ratio(8, 2, 1000, 1000))
    2.0
    """
    ours, theirs = np.asarray(n, dtype=np.float64), np.asarray(others_n, dtype=np.float64)
    rates = np.where(ours, ours, HALF) / words, np.where(theirs, theirs, HALF) / others_words
    return np.asarray(np.log2(rates[0] / rates[1]))


def texts_of(view: View, councils: Sequence[str] = ()) -> list[Texts]:
    """Return the texts of councils, all that have papers of their own by default, boilerplate and metadata left out.

    Inspection reports are left out too: their words are the inspectors'. Of a plan's rows only what is planned is
    taken: status words and leads, which stand in every row, say nothing.
    """
    own = tuple(kind for kind in PaperKind if kind is not PaperKind.INSPECTION_REPORT)
    known = sorted({paper.council for paper in view.papers(Where(paper_kinds=own)) if paper.council})
    return [
        Texts(
            council,
            tuple(
                tuple(_texts_of_paper(paper.id, view))
                for paper in view.papers(Where(councils=(council,), paper_kinds=own))
            ),
        )
        for council in councils or known
    ]


def _texts_of_paper(document_id: DocumentId, view: View) -> Iterator[str]:
    only = Where(papers=(document_id,))
    actions = [found.action for found in view.actions(only)]
    measures = [found.measure for found in view.measures(only)]
    rows = {name for action in actions for name in action.passage_ids}
    rows |= {name for measure in measures for name in measure.passage_ids}
    yield from (found.passage.text for found in view.passages(only) if found.passage.id not in rows)
    for action in actions:
        yield from (action.outcome, action.objective, action.action, action.success_criteria)
        yield from (milestone.output for milestone in action.milestones)
    yield from (measure.measure for measure in measures)


class _Counts(NamedTuple):
    """How often terms are used, and in how many papers and passages."""

    council: str
    words: int
    n: Counter[str]
    papers: Counter[str]
    passages: Counter[str]
    of_papers: int


def _counted(texts: Texts, without: frozenset[str]) -> _Counts:
    n: Counter[str] = Counter()
    papers: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    words = 0
    seen: set[str] = set()
    for paper in texts.papers:
        in_paper: set[str] = set()
        for text in dict.fromkeys(fold(passage).casefold() for passage in paper):
            stretches = [WORD.findall(stretch) for stretch in BREAK.split(text)]
            terms = [term for stretch in stretches for term in _terms(stretch, without)]
            in_paper.update(terms)
            if text in seen:  # a paper that copies it still counts for how widely a term is used
                continue
            seen.add(text)
            words += sum(map(len, stretches))
            n.update(terms)
            passages.update(set(terms))
        papers.update(in_paper)
    return _Counts(texts.council, words, n, papers, passages, len(texts.papers))


def _terms(words: Sequence[str], without: frozenset[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1):
            if _is_term(words[start:end], without):
                yield " ".join(words[start:end])


def _is_term(words: Sequence[str], without: frozenset[str]) -> bool:
    edges = words[0], words[-1]
    return not any(word in STOP_WORDS or len(word) == 1 for word in edges) and not any(
        word in without or word.removesuffix("'s") in without for word in words
    )


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text).casefold())


def _together(counted: Sequence[_Counts]) -> _Counts:
    n: Counter[str] = Counter()
    papers: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    for counts in counted:
        n += counts.n
        papers += counts.papers
        passages += counts.passages
    words, of_papers = sum(counts.words for counts in counted), sum(counts.of_papers for counts in counted)
    return _Counts("", words, n, papers, passages, of_papers)


def _keyness(counts: _Counts, everyone: _Counts, limit: int) -> Keyness:
    others_words = everyone.words - counts.words
    terms = sorted(term for term, total in everyone.n.items() if total >= FEWEST)
    n = np.array([counts.n[term] for term in terms], dtype=np.int64)
    others = np.array([everyone.n[term] for term in terms], dtype=np.int64) - n
    if not counts.words or not others_words:
        return Keyness(
            council=counts.council,
            more=(),
            less=(),
            words=counts.words,
            others_words=others_words,
            tested=0,
            by_chance=0.0,
        )
    g2, ratio = (measure(n, others, counts.words, others_words) for measure in (log_likelihood, log_ratio))
    listed = [
        _term(terms[place], counts, everyone, float(g2[place]), float(ratio[place]))
        for place in np.flatnonzero(g2 >= CRITICAL)
    ]
    wide = sorted((term for term in listed if _is_wide(term, counts, everyone)), key=lambda t: (-t.g2, t.term))
    more, less = ([term for term in wide if (term.log_ratio > 0) is wanted] for wanted in (True, False))
    return Keyness(
        council=counts.council,
        more=tuple(_without_parts(more)[:limit]),
        less=tuple(_without_parts(less)[:limit]),
        words=counts.words,
        others_words=others_words,
        tested=len(terms),
        by_chance=len(terms) * float(chdtrc(1, CRITICAL)),
    )


def _term(term: str, counts: _Counts, everyone: _Counts, g2: float, ratio: float) -> KeyTerm:
    n, total, others_words = counts.n[term], everyone.n[term], everyone.words - counts.words
    is_more = ratio > 0
    return KeyTerm(
        term=term,
        n=n,
        expected=counts.words * total / everyone.words,
        per_10_000=PER * n / counts.words,
        others_n=total - n,
        others_per_10_000=PER * (total - n) / others_words,
        g2=g2,
        log_ratio=ratio,
        p=float(chdtrc(1, g2)),
        papers=counts.papers[term] if is_more else everyone.papers[term] - counts.papers[term],
        passages=counts.passages[term] if is_more else everyone.passages[term] - counts.passages[term],
    )


def _is_wide(term: KeyTerm, counts: _Counts, everyone: _Counts) -> bool:
    """Tell whether the side that uses a term more uses it often enough, in enough papers and passages."""
    n, of_papers = (
        (term.n, counts.of_papers) if term.log_ratio > 0 else (term.others_n, everyone.of_papers - counts.of_papers)
    )
    return n >= FEWEST and term.passages >= FEWEST_PLACES and term.papers >= min(FEWEST_PAPERS, of_papers)


def _without_parts(terms: Sequence[KeyTerm]) -> list[KeyTerm]:
    """Return the terms but those that stand nearly always inside a longer one that is listed too."""

    def stands_alone(term: KeyTerm) -> bool:
        return not any(_is_part(term.term, longer.term) and _most(longer) >= MOSTLY * _most(term) for longer in terms)

    return [term for term in terms if stands_alone(term)]


def _is_part(term: str, longer: str) -> bool:
    return term != longer and f" {term} " in f" {longer} "


def _most(term: KeyTerm) -> int:
    return term.n if term.log_ratio > 0 else term.others_n
