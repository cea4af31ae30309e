"""Offer what programs may ask to assistants, as tools of the Model Context Protocol (MCP).

The protocol's own library serves it rather than Gradio's wrapper of that library, which answers with Python's notation
instead of JSON, passes on the words of our own faults, and lets in who was not let in to the page.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from corpus.errors import ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcp.server.lowlevel import Server
    from starlette.types import Receive, Scope, Send

    from ui.server.api import Question

PATH = "/mcp"
ABOUT = (
    "Search and compare English councils' papers on improving children's services. Every quotation is an exact "
    "slice of the paper: quote it word for word, with its citation and the paper's date. What was not found is not "
    "found in the papers searched; never say that a council does not do it. A digest is our words: do not quote it as "
    "the council's."
)


class McpMissingError(ExtraMissingError):
    """What serves the Model Context Protocol is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "What offers tools to assistants (MCP) is not installed.",
            remedy="Install it: pip install 'readacross[mcp]' — or open the page without --mcp",
        )


def check_installed() -> None:
    """Refuse to go on without the protocol's library. Raises McpMissingError."""
    try:
        import mcp  # noqa: F401
    except ImportError as error:
        raise McpMissingError from error


def tools_route(questions: Sequence[Question], *, auth: Sequence[tuple[str, str]] = ()) -> Route:
    """Return the route at which assistants find the questions as tools.

    `auth` holds the names and passwords of which one must come with each request (HTTP Basic); all are let in when it
    is empty. Raises McpMissingError.
    """
    check_installed()
    return Route(PATH, endpoint=Tools(questions, auth), methods=None)


class Tools:
    """Answers one request at a time, keeping nothing in between: what the protocol calls stateless."""

    def __init__(self, questions: Sequence[Question], auth: Sequence[tuple[str, str]]) -> None:
        self._server = _server(questions)
        self._auth = tuple(auth)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        if not may_ask(Headers(scope=scope).get("authorization", ""), self._auth):
            why = PlainTextResponse(
                "Send a name and a password of the file given with --auth (HTTP Basic).",
                HTTPStatus.UNAUTHORIZED,
                headers={"www-authenticate": 'Basic realm="Readacross"'},
            )
            await why(scope, receive, send)
        elif scope["method"] != "POST":  # there is nothing to listen to, and no session to end
            why = PlainTextResponse("Send a request.", HTTPStatus.METHOD_NOT_ALLOWED, headers={"allow": "POST"})
            await why(scope, receive, send)
        else:
            manager = StreamableHTTPSessionManager(app=self._server, json_response=True, stateless=True)
            async with manager.run():
                await manager.handle_request(scope, receive, send)


def may_ask(authorization: str, auth: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a request with this header is let in: by one of the names and passwords, or because there are none.

    >>> may_ask("", []), may_ask("", [("ann", "pass")]), may_ask("Basic YW5uOnBhc3M=", [("ann", "pass")])
    (True, False, True)
    """
    if not auth:
        return True
    scheme, _, encoded = authorization.partition(" ")
    if scheme.casefold() != "basic":
        return False
    try:
        sent = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return False
    return any(secrets.compare_digest(sent, f"{name}:{password}".encode()) for name, password in auth)


def _server(questions: Sequence[Question]) -> Server[Any, Any]:
    from importlib.metadata import version

    from mcp import types
    from mcp.server.lowlevel import Server

    by_name = {question.name: question for question in questions}
    server: Server[Any, Any] = Server("readacross", version=version("readacross"), instructions=ABOUT)
    only_reads = types.ToolAnnotations(readOnlyHint=True, openWorldHint=False)

    @server.list_tools()  # type: ignore[no-untyped-call, untyped-decorator]
    async def listed() -> list[types.Tool]:
        return [
            types.Tool(name=each.name, description=each.about, inputSchema=each.schema, annotations=only_reads)
            for each in questions
        ]

    @server.call_tool(validate_input=False)  # type: ignore[untyped-decorator]
    async def called(name: str, arguments: Mapping[str, Any]) -> types.CallToolResult:
        if name not in by_name:
            raise ValueError(f"There is no tool {name}. There are: {', '.join(by_name)}.")
        answer = await run_in_threadpool(by_name[name].answer, **arguments)
        text = types.TextContent(type="text", text=json.dumps(answer, ensure_ascii=False))
        structured = answer if isinstance(answer, dict) else {"result": answer}
        return types.CallToolResult(content=[text], structuredContent=structured)

    return server
