"""Take in the files that the page sends, one at a time, and say what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.requests import ClientDisconnect

from corpus.errors import FileRefusedError, InputError
from ui.desk.desk import bare_name
from ui.html.adding import added_html, refused_html, unchanged_html
from ui.html.paper_facts import unrecognised
from ui.library.knowledge import digests
from ui.settings import most_sent_mb

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.library.adding import ReadingReport
    from ui.page.app import PageServices

NAMELESS = "a file without a name"
MOST_NAME_CHARACTERS = 200  # of the end of a name, where its ending is


class NotSentError(InputError):
    """A file did not come whole."""

    def __init__(self) -> None:
        super().__init__("The file did not come whole.", remedy="Add it again.")


class TooBigError(FileRefusedError):
    """A file is larger than what is taken in by the page."""

    def __init__(self, file: str, most_mb: int) -> None:
        super().__init__(
            file,
            f"it is larger than {most_mb:,} MB",
            remedy="Add a part of it, or a smaller copy. Whoever runs this page can add it in a terminal: "
            "readacross add FILE",
        )


class Sent(NamedTuple):
    """A file as it was sent: its name without folders, and its bytes."""

    name: str
    data: bytes


async def received(request: Request) -> Sent:
    """Return the file that a request carries, or our digest that it names.

    Raises:
        TooBigError: it is too big, or said to be: then its bytes need not be sent.
        NotSentError: the sender went away, or named a digest that there is not.
    """
    name = bare_name(request.query_params.get("name", ""))[-MOST_NAME_CHARACTERS:] or NAMELESS
    wanted = request.query_params.get("digest")
    if wanted is not None:
        return _digest(wanted)
    most_mb = most_sent_mb()
    said = [request.query_params.get("size", ""), request.headers.get("content-length", "")]
    if any(size.isdecimal() and int(size) > most_mb * 1_000_000 for size in said):
        raise TooBigError(name, most_mb)
    data = bytearray()
    try:
        async for part in request.stream():
            data += part
            if len(data) > most_mb * 1_000_000:
                raise TooBigError(name, most_mb)
    except ClientDisconnect as error:
        raise NotSentError from error
    return Sent(name, bytes(data))


def taken_in(services: PageServices, sent: Sent) -> dict[str, Any]:
    """Add a file, and return what became of it; raises as `Builder.add`, but for refusals."""
    return became(services, services.take_in(sent.data, file=sent.name))


def became(services: PageServices, report: ReadingReport) -> dict[str, Any]:
    """Return what became of the one file of a report: a word of `OUTCOMES`, an item of its list, and the counts."""
    counts = report.counts._asdict()
    if report.refused:
        return {"became": "refused", "html": refused_html(report.refused[0]), "counts": counts}
    if report.unchanged:
        return {"became": "unchanged", "html": unchanged_html(report.unchanged[0]), "counts": counts}
    (paper,) = report.added
    aside = [each.title for each in services.all_papers() if each.stepped_aside_for == paper.id]
    word = "doubtful" if unrecognised(paper) else "added"
    return {"became": word, "html": added_html(paper, aside), "counts": counts}


def _digest(name: str) -> Sent:
    for digest in digests():
        if digest.name == name:
            return Sent(name, digest.read_bytes())
    raise NotSentError
