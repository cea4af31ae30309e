"""The parts of the page's addresses: what a search or a comparison was asked, so that a link asks it again."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Query = Mapping[str, list[str]]


#: Stands in an answer to an address that asks nothing.
NOTHING_ASKED = '<span data-query="" data-title=""></span>'


class BadLinkError(InputError):
    """A link names something that there is not, or not any more."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This link cannot be opened: {what}.", remedy="Ask again with the form above.")


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names and values as the end of an address; values that are empty are left out.

    >>> query_of([("q", "team managers"), ("theme", ""), ("council", "Halton")])
    'q=team+managers&council=Halton'
    """
    return urlencode([(name, value) for name, value in pairs if value])


def values_in(query: str) -> Query:
    """Return the values of each name in the end of an address, in order; values may be empty.

    >>> values_in("council=Halton&council=Sefton")
    {'council': ['Halton', 'Sefton']}
    """
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return values


def first(values: Query, name: str, default: str = "") -> str:
    """Return the first value of a name, without spaces around it."""
    return values.get(name, [default])[0].strip()


def link_html(place: str, query: str, words: str) -> str:
    """Return a link that asks something in a place of the page; `words` are plain text."""
    return f'<a href="#{escape(place)}?{escape(query)}">{escape(words)}</a>'


def asked_html(query: str, *, title: str, what: str, lines: Iterable[str] = (), links: Iterable[str] = ()) -> str:
    """Return what stands above results: what they were limited to, and a button that copies their link.

    The page's script keeps `query` as the page's address and `title` as its title, and writes the whole address into
    the last line, which is printed. `lines` and `links` are HTML, `what` is what the link leads to: a search, or a
    comparison.
    """
    told = "".join(f'<p class="limit">{line}</p>' for line in lines)
    return (
        f'<div class="asked" data-query="{escape(query)}" data-title="{escape(title)}">{told}'
        f'<p class="links">{" ".join(links)} '
        f'<button type="button" class="as-link" data-copies-link>Copy link to this {escape(what)}</button> '
        '<span class="copied" role="status"></span></p><p class="address"></p></div>'
    )
