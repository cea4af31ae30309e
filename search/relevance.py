"""Tell when nothing that was found is relevant.

The two numbers were chosen on 30 judged questions over five papers (2026-11): 8 of the 10 questions of
`negatives.json` and both of `queries.json` are told that there is nothing, none of 18 with an answer is lost. The
sector's names do most of the work: a question about a thing that no paper names is told so however near a passage is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.vocabulary import speaks_of, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.store import View, Where
    from search.expand import Expansion, Mention

FEWEST_COSINE = 0.49
LARGEST_SHARE_OF_WORDS = 0.5
NAMED_AMONG = 20  # passages that match a concept's names best, among which one must really name it


def is_nothing_relevant(
    expansion: Expansion, cosines: Iterable[float | None], texts: Sequence[str], view: View, where: Where
) -> bool:
    """Tell whether nothing passes the threshold of relevance.

    Nothing does when the question names things of the sector and no passage searched names any of them, by whatever
    name. Otherwise something does when a passage is nearer in meaning than `FEWEST_COSINE`, or when one of `texts`,
    those to be shown, holds more than `LARGEST_SHARE_OF_WORDS` of the question's words.
    """
    if expansion.mentions and not any(_is_named(mention, where, view) for mention in expansion.mentions):
        return True
    if any(cosine is not None and cosine >= FEWEST_COSINE for cosine in cosines):
        return False
    return not any(view.share_of_words(expansion.question, text) > LARGEST_SHARE_OF_WORDS for text in texts)


def _is_named(mention: Mention, where: Where, view: View) -> bool:
    """Tell whether a passage calls the concept by one of its names, and not by a false friend."""
    concept = mention.concept
    hits = view.matching("", NAMED_AMONG, where, alternatives=[concept.terms])
    found = view.rows([hit.row for hit in hits])
    return any(speaks_of(concept.terms, without(concept.false_friends, item.passage.text)) for item in found)
