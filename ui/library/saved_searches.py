"""Keep a person's searches in their library, as `readacross questions` does, and find what is new for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import InputError
from search.saved import NOTE_KIND, SavedQuestion, seen
from ui.library import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpus.types import Paper
    from search.answers import Request
    from search.saved import News
    from ui.services import Services

    Shown = Callable[[News], News]

MOST_NAME_CHARACTERS = 100


class Unreadable(NamedTuple):
    """A saved search that cannot be read; it can only be removed."""

    name: str


class NotRunError(InputError):
    """News were to be marked as seen that were never shown."""

    def __init__(self, name: str) -> None:
        super().__init__(f"What is new for “{name}” was not shown.", remedy="Ask for it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearches:
    """Save, list, run and remove searches. Safe to use from several threads.

    `shown` makes of news what may be shown of it: with names hidden, where they are to be.
    """

    services: Services
    shown: Shown | None = None
    lock: Lock = field(default_factory=Lock)
    #: What was found and not yet seen, by the search's name: it is news until it has been shown.
    pending: dict[str, News] = field(default_factory=dict)

    def all(self) -> list[SavedQuestion | Unreadable]:
        """Return the saved searches, by name, those that cannot be read too."""
        return [self._read(name) for name in self.services.store.noted(NOTE_KIND)]

    def save(self, name: str, request: Request, *, shelf: str) -> SavedQuestion:
        """Keep a search whose answer is on the page, so that what it shows is not news later.

        `shelf` is `shelf_mark` of the papers that were searched. Where others are there by now, nothing counts as seen.

        Raises:
            InputError: it has no name, or one that is too long or taken.
            EmptyQuestionError, and as `ui.library.asking.run_saved`.
        """
        if len(name.strip()) > MOST_NAME_CHARACTERS:
            raise InputError("That name is too long.", remedy=f"Use at most {MOST_NAME_CHARACTERS} characters.")
        saved = SavedQuestion(name=" ".join(name.split()), request=request)
        with self.lock:
            asking.save_question(self.services, saved)
            if shelf != shelf_mark(self.services.papers()):
                return saved
            (news,) = asking.run_saved(self.services, [saved])
            return self._keep(news)

    def news(self, name: str) -> News:
        """Return what is new for a search, to be marked as seen once it has been shown; raises as `run_saved`."""
        (news,) = asking.run_saved(self.services, [asking.saved_called(self.services, name)])
        self.pending[news.saved.name] = news
        return self.shown(news) if self.shown else news

    def mark_seen(self, name: str) -> SavedQuestion:
        """Mark what `news` returned as seen. Raises NotRunError when it returned nothing since."""
        news = self.pending.pop(name, None)
        if news is None:
            raise NotRunError(name)
        with self.lock:
            asking.saved_name(self.services, name)  # it may have been removed meanwhile
            return self._keep(news)

    def remove(self, name: str) -> str:
        """Take a search out; return its name. Raises UnknownNameError."""
        with self.lock:
            return asking.forget_question(self.services, name)

    def _keep(self, news: News) -> SavedQuestion:
        saved = seen(news, at=datetime.now(UTC).isoformat(timespec="seconds"))
        asking.keep_seen(self.services, saved)
        return saved

    def _read(self, name: str) -> SavedQuestion | Unreadable:
        try:
            return asking.saved_called(self.services, name)
        except InputError:
            return Unreadable(name)


def shelf_mark(papers: Iterable[Paper]) -> str:
    """Return a short text that differs when other papers are there."""
    return sha256("\n".join(sorted(str(paper.id) for paper in papers)).encode()).hexdigest()[:16]
