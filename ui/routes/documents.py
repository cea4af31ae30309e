"""Make the document that the page asks for: of a search, a comparison, lines of enquiry, or a tray."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import InputError
from indexer.store import Where
from ui.addresses.links import first, values_in
from ui.desk.desk import PassageGoneError, bare_name, safe_stem
from ui.library import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.store import PassageId, View
    from search.masking import FindPeople
    from ui.addresses.links import Query
    from ui.documents.extract import ExtractWanted
    from ui.documents.quoting import Mask
    from ui.documents.writing import Made
    from ui.services import Services

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "zip": "application/zip",
    "qdpx": "application/zip",
}
MOST_SUBJECT_CHARACTERS = 60  # of a file's name
CALLED = {"briefing": "briefing", "enquiries": "lines of enquiry", "extract": "coded extract"}


class NoSuchDocumentError(InputError):
    """A document was asked for that cannot be made of what it was to be made of."""

    def __init__(self) -> None:
        super().__init__("There is no such document.", remedy="Choose one under Take away, below what it is made of.")


class NothingToTakeError(InputError):
    """An extract was asked for of a search that found nothing."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing relevant was found, so there is nothing to take away.",
            remedy="Ask in other words, or of more papers.",
        )


class Asked(NamedTuple):
    """What the page asks for: `what` is a briefing, enquiries or an extract, made of what a `place` of the page asks.

    `to` is the format, `query` the end of the place's own address; it may add a `date` and a `question` for the head.
    """

    place: str
    what: str
    to: str
    query: str


class Document(NamedTuple):
    """A file to hand out, and in words what was checked."""

    name: str
    data: bytes
    media_type: str
    told: str


class _Asking(NamedTuple):
    """What each maker needs: the library, the query and its values, the format, the date to bear, who hides names."""

    services: Services
    query: str
    values: Query
    to: str
    date: str | None
    find_people: FindPeople | None

    @property
    def day(self) -> str:
        """The date that is given, else today's."""
        return self.date or datetime.now(UTC).astimezone().date().isoformat()

    @property
    def question(self) -> str | None:
        """The person's question, None where none was written."""
        return first(self.values, "question") or None


def take_away(services: Services, asked: Asked, *, find_people: FindPeople | None = None) -> Document:
    """Return a document; names are hidden as in `ui.documents.writing.briefing`.

    A briefing bears today's date where none is given; an extract none, so that it is the same tomorrow.

    Raises:
        ReadacrossError: it cannot be made, as it says.
        ValueError: a quotation is not what stands in its paper.
    """
    maker = MAKERS.get((asked.place, asked.what))
    if maker is None:
        raise NoSuchDocumentError
    values = values_in(asked.query)
    date = limits.iso_date(first(values, "date") or None)
    asking = _Asking(services, asked.query, values, asked.to, date, find_people)
    subject, made = maker(asking)
    ending, data = (asked.to, made.data) if asked.to != "csv" else ("zip", _zipped(asked.what, made))
    return Document(_name(asked.what, subject, asking.day, ending), data, MEDIA[ending], f"{made.told}.")


def _of_comparison(asking: _Asking) -> tuple[str, Made]:
    from ui.addresses.comparison import asked_in
    from ui.documents.briefing import BriefingWanted
    from ui.documents.writing import briefing

    asked = asked_in(asking.query, asking.services.councils())
    wanted = BriefingWanted(theme=asked.what[1], councils=asked.councils, question=asking.question, date=asking.day)
    return asked.what[1], briefing(asking.services, wanted, to=asking.to, find_people=asking.find_people)


def _extract_of_comparison(asking: _Asking) -> tuple[str, Made]:
    """Return the extract of a theme; of a person's own words, that of the passages that the comparison shows."""
    from ui.addresses.comparison import asked_in
    from ui.documents.extract import ExtractWanted
    from ui.documents.writing import coded_extract

    asked = asked_in(asking.query, asking.services.councils())
    where = Where(councils=asked.councils)
    if asked.theme:
        wanted = ExtractWanted(where=where, theme=asked.theme, date=asking.date)
        return asked.theme, coded_extract(asking.services, wanted, to=asking.to, find_people=asking.find_people)
    compared = asking.services.compare(asked.words, asked.councils)
    shown = [evidence.found.passage.id for column in compared.columns for evidence in column.evidence]
    chosen = (f"The passages that a comparison on the words “{asked.words}” shows, council by council.",)
    return asked.words, _extract_of(asking, shown, where, chosen)


def _extract_of_search(asking: _Asking) -> tuple[str, Made]:
    from ui.addresses.search import asked_in, query_for
    from ui.addresses.search_request import request_for
    from ui.terminal.saved import limits_in_words

    services, councils = asking.services, asking.services.councils()
    asked = asked_in(asking.query, councils)
    request, _ = request_for(asked, services)
    answer = services.search(request)
    if answer.nothing_relevant:
        raise NothingToTakeError
    limited = limits_in_words(request)
    chosen = (
        f"The passages that a search for “{answer.question}” shows, best first. Passages that say the same almost word "
        f"for word are there once. {f'Limited to {limited}.' if limited else ''}",
        f"The address that asks it again: #search?{query_for(asked, councils)}",
    )
    shown = [result.found.passage.id for result in answer.results]
    return answer.question, _extract_of(asking, shown, request.where, chosen)


def _extract_of(asking: _Asking, shown: Sequence[PassageId], where: Where, chosen: tuple[str, ...]) -> Made:
    """Return the extract of passages in their order, chosen from what lies within limits."""
    from ui.documents.extract import ExtractWanted
    from ui.documents.extract_records import Piece
    from ui.documents.writing import chosen_extract

    if not shown:
        raise NothingToTakeError

    def choose(view: View, _mask: Mask) -> ExtractWanted:
        try:
            pieces = tuple(Piece(view.passage(name)) for name in shown)
        except KeyError as error:  # removed since they were found
            raise PassageGoneError from error
        return ExtractWanted(where=where, date=asking.date, pieces=pieces, chosen=chosen)

    return chosen_extract(asking.services, choose, to=asking.to, find_people=asking.find_people)


def _of_enquiries(asking: _Asking) -> tuple[str, Made]:
    from ui.documents.writing import lines_of_enquiry

    council, as_of = first(asking.values, "of"), limits.iso_date(first(asking.values, "as-of") or None) or asking.day
    made = lines_of_enquiry(asking.services, council, as_of, to=asking.to, find_people=asking.find_people)
    return council, made


def _of_tray(asking: _Asking) -> tuple[str, Made]:
    from ui.documents.from_tray import briefing_from_tray

    tray = first(asking.values, "tray")
    made = briefing_from_tray(
        asking.services, tray, question=asking.question, date=asking.day, to=asking.to, find_people=asking.find_people
    )
    return tray, made


def _enquiries_of_tray(asking: _Asking) -> tuple[str, Made]:
    from ui.documents.from_tray import enquiries_from_tray

    tray = first(asking.values, "tray")
    made = enquiries_from_tray(asking.services, tray, asking.day, to=asking.to, find_people=asking.find_people)
    return tray, made


def _extract_of_tray(asking: _Asking) -> tuple[str, Made]:
    from ui.documents.from_tray import extract_from_tray

    tray = first(asking.values, "tray")
    made = extract_from_tray(asking.services, tray, date=asking.date, to=asking.to, find_people=asking.find_people)
    return tray, made


#: What can be made of what: the places of the page, and the documents of each.
MAKERS: dict[tuple[str, str], Callable[[_Asking], tuple[str, Made]]] = {
    ("search", "extract"): _extract_of_search,
    ("compare", "briefing"): _of_comparison,
    ("compare", "extract"): _extract_of_comparison,
    ("enquiries", "enquiries"): _of_enquiries,
    ("tray", "briefing"): _of_tray,
    ("tray", "enquiries"): _enquiries_of_tray,
    ("tray", "extract"): _extract_of_tray,
}


def _zipped(what: str, made: Made) -> bytes:
    """Return a table with what stands beside it as one file: a browser is handed one at a time."""
    from ui.documents.packing import packed

    return packed({f"{CALLED[what]}.csv": made.data, **made.beside})


def _name(what: str, subject: str, day: str, ending: str) -> str:
    r"""Return what a document is called, whatever its subject holds.

    >>> _name("briefing", "workforce", "2026-11-22", "docx"), _name("extract", "a/b: \u202ec?", "2026", "zip")
    ('briefing workforce 2026-11-22.docx', 'coded extract a_b_ c 2026.zip')
    """
    about = safe_stem(bare_name(subject.replace("/", "_").replace("\\", "_"))[:MOST_SUBJECT_CHARACTERS]).strip(" ._")
    return f"{' '.join([CALLED[what], *([about] if about else []), day])}.{ending}"
