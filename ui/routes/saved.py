"""Do what the page asks of the saved searches, and say in a sentence what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ui.addresses.search import asked_in
from ui.addresses.search_request import request_for
from ui.html.saved import news_html, news_told, passages_of, saved_html
from ui.library.limits import with_those_to_come

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.page.app import PageServices


class Asked(NamedTuple):
    """What the page asks: `do` is a key of `DEEDS`, or "show"; the rest is what that needs, empty where it does not.

    `name` is a search's. `query` is the end of the address that asks it, `shelf` the mark of the papers that answered.
    """

    do: str
    name: str = ""
    query: str = ""
    shelf: str = ""

    def checked(self) -> Asked:
        """Return it. Raises TypeError when a value is no text, ValueError when nothing like it can be done."""
        if not all(isinstance(value, str) for value in self):
            raise TypeError(self)
        if self.do != "show" and self.do not in DEEDS:
            raise ValueError(self.do)
        return self


class Done(NamedTuple):
    """What was done: a sentence to announce, and what is new for a search as HTML, empty unless that was asked."""

    said: str = ""
    news: str = ""


def done(services: PageServices, asked: Asked) -> dict[str, str]:
    """Do what is asked; return what to say of it, the news, and the saved searches as they are then.

    Raises:
        ReadacrossError: it cannot be done; nothing was changed.
    """
    outcome = Done() if asked.do == "show" else DEEDS[asked.do](services, asked)
    return {**outcome._asdict(), "html": saved_html(services.searches.all(), services.councils())}


def _save(services: PageServices, asked: Asked) -> Done:
    request, alike = request_for(asked_in(asked.query, services.councils()), services)
    saved = services.searches.save(asked.name, with_those_to_come(request, alike), shelf=asked.shelf)
    return Done(f"Saved as “{saved.name}”. You find it under Saved searches.")


def _news(services: PageServices, asked: Asked) -> Done:
    news = services.searches.news(asked.name)
    return Done(news_told(news), news_html(news, services.contexts(passages_of(news))))


def _seen(services: PageServices, asked: Asked) -> Done:
    services.searches.mark_seen(asked.name)
    return Done()


def _remove(services: PageServices, asked: Asked) -> Done:
    name = services.searches.remove(asked.name)
    return Done(f"“{name}” was removed.")


DEEDS: dict[str, Callable[[PageServices, Asked], Done]] = {
    "save": _save,
    "news": _news,
    "seen": _seen,
    "remove": _remove,
}
