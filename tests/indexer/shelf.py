"""What the tests of stores share: the engines, and short ways to say what a store holds and finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.store import EVERYWHERE, PassageKind, Where
from indexer.stores.library import SqliteLibrary
from models.hashing import HashingEncoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.shelved import Shelved
    from indexer.store import Found, PassageStore, View

    Shelve = Callable[..., Shelved]

#: To add an engine, add a line: every contract test then runs on it.
ENGINES = {"sqlite": SqliteLibrary}
ENCODER = HashingEncoder()
EVERY_KIND = tuple(PassageKind)


def texts(found: list[Found]) -> list[str]:
    return [passage.text for passage, _ in found]


def everything(store: PassageStore) -> list[tuple[str, list[str]]]:
    """Return what the store holds: the title of each paper, with its passages' texts."""
    with store.viewing() as view:
        return [(paper.title, texts(view.everything_of(paper.id))) for paper in view.all_papers()]


def found_by_meaning(view: View, question: str, k: int, where: Where = EVERYWHERE) -> list[str]:
    return texts(view.rows([hit.row for hit in view.nearest(ENCODER.encode_question(question), k, where)]))


def found_by_words(view: View, question: str, k: int, where: Where = EVERYWHERE) -> list[str]:
    return texts(view.rows([hit.row for hit in view.matching(question, k, where)]))
