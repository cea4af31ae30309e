"""Answer the browser's requests beside the page's own: papers and their pages, saved searches, evidence trays."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from corpus.errors import FileRefusedError, InputError, ReadacrossError
from corpus.types import DocumentId
from indexer.store import PassageId
from ui.desk.desk import NoSuchPageError, NotDrawnError, PaperNotHereError, PassageGoneError, WithheldError
from ui.desk.tray import NoSuchTrayError, NotInTrayError
from ui.html.tray import tray_html
from ui.library.adding import ReadingReport
from ui.routes import adding as adding_asked
from ui.routes import documents
from ui.routes import papers as papers_asked
from ui.routes import saved as saved_asked
from ui.routes.trays import Asked, done
from ui.tabs.edge import UnforeseenError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ui.page.app import PageServices

    Answer = Callable[[Request], Awaitable[Response]]
    AskedT = TypeVar("AskedT", Asked, papers_asked.Asked, saved_asked.Asked)

PREFIX = "/library"
#: A page of another site cannot send it without asking us first, and we do not answer that question.
OUR_HEADER = "x-readacross"
MOST_BYTES = 65_536  # of a request: a note and a line of enquiry of the greatest length, and room
PICTURE_KEPT_S = 600
NOT_FOUND = (NoSuchPageError, NotDrawnError, PaperNotHereError, PassageGoneError, NoSuchTrayError, NotInTrayError)
#: Whatever a file holds, no browser runs it as a page of ours, and no other site shows it.
SAFE_HEADERS = {
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

logger = logging.getLogger(__name__)


class ForeignRequestError(InputError):
    """A page of another site asked."""

    def __init__(self) -> None:
        super().__init__("Only Readacross’s own page may ask for this.", remedy="Open it from there.")


class BadRequestError(InputError):
    """A request was not made as the page makes it."""

    def __init__(self) -> None:
        super().__init__("That request cannot be understood.", remedy="Open this page again and try once more.")


def reading_routes(services: PageServices) -> list[Route]:
    """Return the routes, without `PREFIX`, that the page's quotations and its tray ask."""

    async def picture(request: Request) -> Response:
        asked = request.path_params
        passage = request.query_params.get("passage")
        png = await run_in_threadpool(
            services.desk.picture,
            DocumentId(asked["paper"]),
            asked["page"],
            PassageId(passage) if passage else None,
        )
        return Response(png, media_type="image/png", headers={"cache-control": f"private, max-age={PICTURE_KEPT_S}"})

    async def file(request: Request) -> Response:
        given = await run_in_threadpool(services.desk.file, DocumentId(request.path_params["paper"]))
        headers = {"content-disposition": attachment(given.name), "cache-control": "private, no-store"}
        return Response(given.data, media_type="application/octet-stream", headers=headers)

    async def tray(request: Request) -> Response:
        if request.method == "GET":
            asked = Asked(do="show", tray=request.query_params.get("tray"))
        else:
            asked = await _asked(request, Asked)
        said, shown, keys = await run_in_threadpool(done, services.desk, asked)
        count = len(shown.items)
        answer = {"said": said, "tray": shown.name, "count": count, "keys": keys, "html": tray_html(shown)}
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    async def saved(request: Request) -> Response:
        is_change = request.method != "GET"
        asked = await _asked(request, saved_asked.Asked) if is_change else saved_asked.Asked(do="show")
        answer = await run_in_threadpool(saved_asked.done, services, asked)
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    async def document(request: Request) -> Response:
        place, what, to = (request.path_params[name] for name in ("place", "what", "to"))
        made = await run_in_threadpool(services.take_away, documents.Asked(place, what, to, request.url.query))
        headers = {
            "content-disposition": attachment(made.name),
            "cache-control": "no-store",
            "x-readacross-file": quote(made.name, safe=""),
            "x-readacross-told": quote(made.told, safe=""),
        }
        return Response(made.data, media_type=made.media_type, headers=headers)

    return [
        *_papers_routes(services),
        Route("/document/{place}/{what}.{to}", _careful(document), methods=["GET"]),
        Route("/saved", _careful(saved), methods=["GET", "POST"]),
        Route("/paper/{paper}/page/{page:int}.png", _careful(picture), methods=["GET"]),
        Route("/paper/{paper}/file", _careful(file), methods=["GET"]),
        Route("/tray", _careful(tray), methods=["GET", "POST"]),
    ]


def _papers_routes(services: PageServices) -> list[Route]:
    """Return the routes at which papers are added, corrected and removed."""

    async def papers(request: Request) -> Response:
        answer = await run_in_threadpool(papers_asked.done, services, await _asked(request, papers_asked.Asked))
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    async def added(request: Request) -> Response:
        try:
            sent = await adding_asked.received(request)
        except FileRefusedError as refusal:  # too big; the page lists it with the files that cannot be read
            answer = adding_asked.became(services, ReadingReport(refused=[refusal]))
        else:
            answer = await run_in_threadpool(adding_asked.taken_in, services, sent)
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    return [
        Route("/papers", _careful(papers), methods=["POST"]),
        Route("/papers/file", _careful(added), methods=["POST"]),
    ]


def attachment(name: str) -> str:
    r"""Return what makes a browser save a file under `name`, which holds neither quotes nor control characters.

    >>> attachment("Plan ‘23’.pdf")
    'attachment; filename="Plan _23_.pdf"; filename*=UTF-8\'\'Plan%20%E2%80%9823%E2%80%99.pdf'
    """
    plain = "".join(letter if letter.isascii() else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _careful(answer: Answer) -> Answer:
    """Return an answer that only our own page gets, with safe headers; what goes wrong is said in words."""

    async def careful(request: Request) -> Response:
        try:
            if not _is_ours(request):
                raise ForeignRequestError
            response = await answer(request)
        except ReadacrossError as error:
            response = _refusal(error)
        except Exception:  # the edge of the page, as in `ui.tabs.edge`
            logger.exception("A request could not be answered")
            response = _refusal(UnforeseenError())
        for name, value in SAFE_HEADERS.items():
            response.headers[name] = value
        return response

    return careful


def _is_ours(request: Request) -> bool:
    """Tell whether a request comes from our own page, or, if it changes nothing, from the address bar."""
    changes = request.method != "GET"
    site = request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin") and (changes or site != "none"):
        return False
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    return not changes or OUR_HEADER in request.headers


async def _asked(request: Request, kind: type[AskedT]) -> AskedT:
    """Return what a request asks for, as a record of that kind. Raises BadRequestError."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise BadRequestError
    try:
        fields: dict[str, Any] = json.loads(body)
        return kind(**fields).checked()
    except (ValueError, TypeError) as error:
        raise BadRequestError from error


def _refusal(error: ReadacrossError) -> Response:
    if isinstance(error, NOT_FOUND):
        status = HTTPStatus.NOT_FOUND
    elif isinstance(error, WithheldError | ForeignRequestError):
        status = HTTPStatus.FORBIDDEN
    elif isinstance(error, FileRefusedError):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        status = HTTPStatus.BAD_REQUEST if isinstance(error, InputError) else HTTPStatus.INTERNAL_SERVER_ERROR
    return PlainTextResponse(str(error), status_code=status, headers={"cache-control": "no-store"})
