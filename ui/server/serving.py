"""Serve the page to this machine: one socket, no outside address, and a word when it can be opened."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Router

from ui.routes.library import PREFIX
from ui.server.listening import THIS_MACHINE, address, listening_at, reachable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Lets the browser itself refuse whatever would leave this machine. Gradio compiles its templates: unsafe-eval.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; form-action 'self'"
)
OUTSIDE = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>|\s*<link rel="manifest"[^>]*>')
NOT_LET_IN = "Sign in first: open the page, then try again."
#: What of a request is told when the page is asked about its sender.
PASSED_ON = ("type", "asgi", "http_version", "scheme", "headers", "client", "server")
WAIT_S = 0.05


def serve(  # noqa: PLR0913 - what is served, and to whom
    app: gr.Blocks,
    *,
    at: tuple[str, int],
    auth: Sequence[tuple[str, str]],
    theme: gr.themes.Base,
    head: str,
    routes: Sequence[BaseRoute] = (),
    tools: BaseRoute | None = None,
) -> None:
    """Serve the page `at` a host and port until the program is stopped; print its address once it answers.

    `routes` are answered below `ui.routes.library.PREFIX`, to who may see the page; `tools` looks itself whom it lets
    in.

    Raises:
        PortInUseError: another program answers at this port.
        CannotListenError: the host is not this machine's, or the port is not allowed.
    """
    host, port = at
    listening = listening_at(host, port)
    outer = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    outer.add_middleware(OurPage, head=head)
    if host in THIS_MACHINE:
        outer.add_middleware(TrustedHostMiddleware, allowed_hosts=list(THIS_MACHINE))
    outer.mount(PREFIX, OnlyWhoMaySee(Router(routes), page=outer))
    if tools is not None:
        outer.router.routes.append(tools)
    gr.mount_gradio_app(
        outer,
        app,
        path="",
        server_name=host,
        server_port=port,
        theme=theme,
        auth=list(auth) or None,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
    )
    server = uvicorn.Server(uvicorn.Config(outer, log_level="warning", access_log=False, timeout_graceful_shutdown=1))
    threading.Thread(target=_announce, args=(server, host, port), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how a person closes the page
        server.run(sockets=[listening])


class OurPage:
    """Makes of Gradio's page ours: its language, no addresses outside, and a policy that forbids them."""

    def __init__(self, app: ASGIApp, *, head: str) -> None:
        self.app = app
        self.head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, changing the page itself alone."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        start = messages[0]
        page = b"".join(message.get("body", b"") for message in messages[1:])
        body = our_page(page.decode(), head=self.head).encode()
        headers = MutableHeaders(scope=start)
        headers["content-length"] = str(len(body))
        headers["content-security-policy"] = POLICY
        headers["referrer-policy"] = "no-referrer"
        await send(start)
        await send({"type": "http.response.body", "body": body})


class OnlyWhoMaySee:
    """Passes on the requests of those whom the page itself lets in, with `--auth` or without, and refuses others."""

    #: Where Gradio says whether somebody may see the page.
    ASKED_AT = "/gradio_api/login_check"

    def __init__(self, app: ASGIApp, *, page: ASGIApp) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the page about whoever sent this, by the cookies that came with it."""
        if scope["type"] == "http" and not await self._may_see(scope):
            refusal = PlainTextResponse(NOT_LET_IN, HTTPStatus.UNAUTHORIZED, headers={"cache-control": "no-store"})
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _may_see(self, scope: Scope) -> bool:
        statuses: list[int] = []

        async def nothing() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        asked = {name: scope[name] for name in PASSED_ON if name in scope}
        path = {"path": self.ASKED_AT, "raw_path": self.ASKED_AT.encode(), "query_string": b"", "root_path": ""}
        await self.page({**asked, **path, "method": "GET"}, nothing, keep)
        return statuses == [HTTPStatus.OK]


def our_page(html: str, *, head: str) -> str:
    """Return Gradio's page in British English, with `head` at the end of its head and no address outside.

    >>> our_page('<html lang="en"><head><meta property="og:image" content="https://out.side/" /></head>', head="!")
    '<html lang="en-GB"><head>!</head>'
    """
    return OUTSIDE.sub("", html).replace('lang="en"', 'lang="en-GB"', 1).replace("</head>", f"{head}</head>", 1)


def _announce(server: uvicorn.Server, host: str, port: int) -> None:
    while not server.should_exit:
        if server.started and _answers(host, port):
            print(f"Readacross is open at {address(host, port)}", flush=True)  # noqa: T201 - what the person waits for
            return
        time.sleep(WAIT_S)


def _answers(host: str, port: int) -> bool:
    connection = HTTPConnection(reachable(host), port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR  # a page may first ask who is there
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
