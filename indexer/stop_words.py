"""The words that say nothing of what a text is about."""

from __future__ import annotations

# tantivy's English list, and the words that questions are made of.
STOP_WORDS = frozenset(
    """
    a an and are as at be but by can did do does for from had has have how if in into is it its no not of on or our
    should so such than that the their them then there these they this to was we were what when where which who why
    will with would you your
    """.split()
)


def says_something(word: str) -> bool:
    """Tell whether a word, or a piece of one, holds a letter or digit and is no stop word.

    >>> [word for word in ("The", "councils", "’", "plans") if says_something(word)]
    ['councils', 'plans']
    """
    return any(map(str.isalnum, word)) and word.casefold() not in STOP_WORDS
