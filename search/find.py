"""Find passages for a question: by meaning, by words, or both."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from search.answers import Answer, Result, Searched
from search.duplicates import groups_of
from search.expand import expand
from search.learned import also_searched, learned_concepts
from search.limits import as_worded, on_subject
from search.matches import matches, with_sentence
from search.question import holds, parse
from search.rank import rank
from search.relevance import is_nothing_relevant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.store import Found, View, Where
    from models.cross_encoder import Reranker
    from models.encoder import Encoder
    from search.answers import Request
    from search.duplicates import Group
    from search.expand import Concept, Expansion, Mention
    from search.fuse import Scores
    from search.learned import LearnedMention
    from search.question import Question
    from search.rank import Ranking


def find(
    request: Request,
    view: View,
    encoder: Encoder | None,
    vocabulary: Sequence[Concept] = (),
    reranker: Reranker | None = None,
) -> Answer:
    """Return the passages that answer a question best, best first, ties in reading order.

    Limits apply before ranking: ten passages are returned whenever ten exist, except by words alone, where a passage
    must share a word with the question or use another name for what it asks about. Passages that say the same almost
    word for word are one result. `encoder` may be None when the mode is by words; `vocabulary` holds those other names.
    `reranker`, where there is one, reads the best candidates with the question.

    "Exact words" in quotation marks are required of every result, -excluded ones forbidden (`search.question`); words
    that are required so are not widened.

    Raises:
        EmptyQuestionError: the question holds no letter or digit but in what it excludes.
        ValueError: the mode needs an encoder and there is none.
    """
    asked = parse(request.question)
    within = on_subject(request.where, request.theme, request.statuses, view, request.decisions)
    request = replace(request, where=as_worded(within, asked, view))
    expansion = _widened(asked, vocabulary if request.is_widened else ())
    learned = _learned(asked, expansion, view, within) if request.is_widened else ()
    ranking = rank(expansion, request, view, encoder, reranker, learned)
    groups = groups_of(_in_turn(ranking, request, view), request.limit)
    texts = [group.found[0].passage.text for group in groups]
    cosines = [scores.cosine for _, scores in ranking.rows]
    return Answer(
        question=" ".join(request.question.split()),
        mode=request.mode,
        expanded_with=also_searched(expansion, learned),
        nothing_relevant=is_nothing_relevant(expansion, cosines, texts, view, request.where),
        searched=searched(view, within),
        results=tuple(
            _result(rank, group, expansion, ranking, view, learned) for rank, group in enumerate(groups, start=1)
        ),
        required=asked.phrases,
        excluded=asked.excluded,
    )


def _widened(asked: Question, vocabulary: Sequence[Concept]) -> Expansion:
    expansion = expand(asked.words, vocabulary)
    return replace(expansion, mentions=tuple(m for m in expansion.mentions if not _is_exact(m, asked)))


def _learned(asked: Question, expansion: Expansion, view: View, where: Where) -> tuple[LearnedMention, ...]:
    learned = learned_concepts(asked.words, view.abbreviations(where), expansion.mentions)
    return tuple(item for item in learned if not _is_exact(item.mention, asked))


def _is_exact(mention: Mention, asked: Question) -> bool:
    said = asked.words[mention.span.start : mention.span.end]
    return any(holds([said], phrase) for phrase in asked.phrases)


def _in_turn(ranking: Ranking, request: Request, view: View) -> Iterator[tuple[int, Scores, Found]]:
    """Yield the ranked passages, each council's share only where councils have one."""
    shares: Counter[str | None] = Counter()
    for row, scores in ranking.rows:
        (found,) = view.rows([row])
        council = found.paper.council
        if request.per_council is None or shares[council] < request.per_council:
            shares[council] += 1
            yield row, scores, found


def _result(
    place: int,
    group: Group,
    expansion: Expansion,
    ranking: Ranking,
    view: View,
    learned: Sequence[LearnedMention],
) -> Result:
    found, text = group.found[0], group.found[0].passage.text
    own = [item.mention for item in learned if found.paper.id in item.papers]
    marks = matches(replace(expansion, mentions=(*expansion.mentions, *own)), text, view)
    if ranking.compared is not None:
        (tokens,) = view.tokens([group.row])
        carrying = ranking.compared.best_stretch(text, tokens)
        marks = with_sentence(marks, carrying)
    return Result(rank=place, found=found, scores=group.scores, matched=marks, also_in=group.found[1:])


def searched(view: View, where: Where) -> Searched:
    """Return what lies within the limits: papers, passages, and pages that could not be read."""
    papers = view.papers(where)
    return Searched(len(papers), view.count(where), sum(paper.unreadable_pages for paper in papers))
