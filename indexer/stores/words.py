"""Find passages by their words with tantivy: BM25 over stemmed words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from corpus.cleaning import fold
from corpus.types import Span
from indexer.stop_words import STOP_WORDS
from indexer.store import Alternative, Hit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

ANALYSER = "council_english"
FOLDER = "words"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
TOKEN = re.compile(r"[^\W_]+")
ALTERNATIVE_WORTH = 0.7  # of a word of the question's own
HEAP_BYTES = 64_000_000
TIES = 16


class Among(NamedTuple):
    """The passages to look among, by paper, kind and row; None sets no limit. `without_rows` are not among them."""

    papers: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    rows: Sequence[int] | None = None
    without_rows: Sequence[int] = ()


class WordIndex:
    """The words of all passages.

    Args:
        index: A tantivy index made by `build_words`.
    """

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    def matching(
        self,
        question: str,
        k: int,
        *,
        alternatives: Sequence[Sequence[str]] = (),
        learned: Sequence[Alternative] = (),
        among: Among,
    ) -> list[Hit]:
        """Return up to `k` passages that share a word with the question, best BM25 first, ties by row.

        Each of `alternatives` holds other names for one thing that the question asks about: a passage that uses one of
        them as a phrase earns its BM25 at `ALTERNATIVE_WORTH`, once for each thing; each of `learned` counts so in its
        papers. Limits do not change the scores.
        """
        words = self._words(question) + [query for names in alternatives for query in self._one_of(names)]
        words += [query for names, of in learned for query in self._one_of(names, papers=of)]
        limits = (("paper", among.papers), ("kind", among.kinds), ("row", among.rows))
        if not words or k == 0 or any(values is not None and not values for _, values in limits):
            return []
        parts = [(tantivy.Occur.Must, tantivy.Query.boolean_query(words))]
        parts += [(tantivy.Occur.Must, self._limit(name, values)) for name, values in limits if values is not None]
        if among.without_rows:
            parts.append((tantivy.Occur.MustNot, self._limit("row", among.without_rows)))
        found = self._searcher.search(tantivy.Query.boolean_query(parts), limit=k + TIES, count=False)
        hits = [Hit(self._searcher.doc(address)["row"][0], float(bm25)) for bm25, address in found.hits]
        return sorted(hits, key=lambda hit: (-hit.strength, hit.row))[:k]

    def _words(self, question: str) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        schema = self._index.schema
        terms = sorted(set(stems(question)))
        return [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", term)) for term in terms]

    def _limit(self, field: str, values: Collection[str] | Collection[int]) -> tantivy.Query:
        """Return a query that holds where the field has one of these values, and earns nothing."""
        among = tantivy.Query.term_set_query(self._index.schema, field, sorted(values))
        return tantivy.Query.const_score_query(among, 0.0)

    def _one_of(
        self, names: Sequence[str], *, papers: Collection[str] | None = None
    ) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        """Return a query for the best matched of these names, none when no name has a word that is searched.

        Where `papers` are given, it counts only in these.
        """
        phrases = [self._phrase(name) for name in names if stems(name)]
        if not phrases:
            return []
        best = tantivy.Query.disjunction_max_query(phrases)
        worth = tantivy.Query.boost_query(best, ALTERNATIVE_WORTH)
        if papers is not None:
            within = self._limit("paper", papers)
            worth = tantivy.Query.boolean_query([(tantivy.Occur.Must, worth), (tantivy.Occur.Must, within)])
        return [(tantivy.Occur.Should, worth)]

    def _phrase(self, name: str) -> tantivy.Query:
        schema = self._index.schema
        # Stop words leave a gap in the index, so they must in the phrase.
        placed = [
            (place, stem)
            for place, token in enumerate(TOKEN.finditer(fold(name)))
            for stem in _stems_of_word(token.group())
        ]
        first = placed[0][0]
        if len(placed) == 1:
            return tantivy.Query.term_query(schema, "text", placed[0][1])
        return tantivy.Query.phrase_query(schema, "text", [(place - first, stem) for place, stem in placed])


def build_words(folder: Path, passages: Iterable[tuple[int, str, str, str]]) -> None:
    """Write an index of passages, each (row, paper, kind, text to search), into a new folder."""
    place = folder / FOLDER
    place.mkdir()
    index = _register(tantivy.Index(_schema(), path=str(place)))
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    for row, paper, kind, text in passages:
        document = tantivy.Document(paper=paper, kind=kind, text=fold(text))
        document.add_unsigned("row", row)  # given like the others it would be signed, and could not be indexed
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def open_words(folder: Path) -> WordIndex:
    """Return the index saved in a folder.

    Raises:
        ValueError: there is none, or it is damaged.
    """
    index = _register(tantivy.Index.open(str(folder / FOLDER)))
    index.reload()
    return WordIndex(index)


def stems(text: str) -> list[str]:
    """Return the stems of the words that a text is searched by, in order.

    >>> stems("How are the councils' social workers supervised?")
    ['council', 'social', 'worker', 'supervis']
    """
    words: list[str] = _analyser().analyze(fold(text))
    return words


def shared_words(question: str, text: str) -> list[Span]:
    """Return where the question's words stand in a text, in any of their forms, in order.

    >>> shared_words("supervising staff", "Staff supervision is weekly.")
    [Span(start=0, end=5), Span(start=6, end=17)]
    """
    wanted = set(stems(question))
    return [
        Span(match.start(), match.end())
        for match in WORD.finditer(text)
        if wanted.intersection(_stems_of_word(match.group()))
    ]


@lru_cache(maxsize=65_536)
def _stems_of_word(word: str) -> tuple[str, ...]:
    return tuple(_analyser().analyze(fold(word)))


@lru_cache(maxsize=1)
def _analyser() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.custom_stopword(sorted(STOP_WORDS)))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(ANALYSER, _analyser())
    return index


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=True, indexed=True)
    builder.add_text_field("paper", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name=ANALYSER, index_option="position")
    return builder.build()
