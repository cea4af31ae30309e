"""The routes beside the page: pictures, files and trays, for those who may see the page and from the page alone."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from indexer.build import Corrections
from models.language import people_finder
from tests.conftest import ROOT
from tests.ui.desk.test_page_drawing import paper_id, sheet
from ui.library.names_hidden import NamesHidden
from ui.routes.library import PREFIX, attachment, reading_routes
from ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = {"x-readacross": "page"}
HOSTILE = 'a"; x="<script>.pdf'


@pytest.fixture(scope="module")
def services(demonstration, tmp_path_factory) -> Services:
    folder = tmp_path_factory.mktemp("reading")
    services = Services(folder / "library", encoder=demonstration.encoder)
    services.builder.add(sheet(), file=HOSTILE, corrections=Corrections(title="A <plan>"))
    web = b"<html><body><h1>Plan</h1><p>1.1 Visits are weekly.</p><script>alert(1)</script></body></html>"
    services.builder.add(web, file="page.html", corrections=Corrections(title="Web"))
    yield services
    services.desk.draw.close()


def client_of(services) -> TestClient:
    return TestClient(Starlette(routes=[Mount(PREFIX, routes=reading_routes(services))]), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def client(services) -> TestClient:
    return client_of(services)


def test_a_page_is_served_as_a_picture_kept_by_this_browser_alone(client, services):
    answer = client.get(f"/library/paper/{paper_id(services, HOSTILE)}/page/1.png")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["cache-control"] == "private, max-age=600"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("paper/{id}/page/3.png", "“A <plan>” has no page 3. It has pages 1 to 2."),
        ("paper/{id}/page/0.png", "“A <plan>” has no page 0. It has pages 1 to 2."),
        ("paper/none/page/1.png", "That paper is not here. It may have been removed: the Papers tab lists those here."),
        ("paper/none/file", "That paper is not here. It may have been removed: the Papers tab lists those here."),
    ],
)
def test_what_is_not_there_is_answered_404_in_plain_words(client, services, path, said):
    answer = client.get(f"/library/{path.format(id=paper_id(services, HOSTILE))}")

    assert answer.status_code == 404
    assert answer.text == said
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_is_handed_out_byte_for_byte_under_a_safe_name(client, services):
    answer = client.get(f"/library/paper/{paper_id(services, HOSTILE)}/file")

    assert answer.content == sheet()
    assert answer.headers["content-disposition"] == (
        'attachment; filename="a__ x=__script_.pdf"; ' + "filename*=UTF-8''a__%20x%3D__script_.pdf"
    )
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_web_page_is_never_shown_in_line(client, services):
    answer = client.get(f"/library/paper/{paper_id(services, 'page.html')}/file")

    assert b"<script>" in answer.content
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_name_in_other_letters_is_told_in_both_ways():
    assert attachment("Môn.pdf") == "attachment; filename=\"M_n.pdf\"; filename*=UTF-8''M%C3%B4n.pdf"


def test_a_quotation_is_pinned_and_comes_back_in_the_tray(client, services):
    found = next(found for found in services.passages() if "monthly" in found.passage.text or found.passage.number)

    pinned = client.post("/library/tray", json={"do": "pin", "tray": "Mine", "passage": found.passage.id}, headers=OURS)
    shown = client.get("/library/tray", params={"tray": "Mine"})

    assert pinned.json()["said"] == "Pinned to “Mine”: 1 item."
    assert shown.json()["count"] == 1
    span = found.passage.span
    assert shown.json()["keys"] == [f"{found.passage.id}:{span.start}-{span.end}"]
    assert shown.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**OURS, "origin": "http://evil.example"},
        {**OURS, "origin": "null"},
        {**OURS, "sec-fetch-site": "cross-site"},
        {**OURS, "sec-fetch-site": "same-site"},
        {**OURS, "sec-fetch-site": "none"},
    ],
)
def test_another_site_changes_nothing(client, services, headers):
    before = services.store.noted("tray")

    answer = client.post("/library/tray", json={"do": "start", "name": "Foreign"}, headers=headers)

    assert answer.status_code == 403
    assert services.store.noted("tray") == before


def test_another_site_shows_no_picture_and_loads_no_file(client, services):
    for path in ("page/1.png", "file"):
        address = f"/library/paper/{paper_id(services, HOSTILE)}/{path}"
        assert client.get(address, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert client.get(address, headers={"sec-fetch-site": "none"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"do": "dance"}', 400),
        (b'{"do": "pin", "by": {}}', 400),
        (b'{"do": "start", "name": "' + b"x" * 70_000 + b'"}', 400),
        (b'{"do": "move", "tray": "No", "item": "x", "by": 1}', 404),
        (b'{"do": "pin", "passage": "no"}', 404),
        (b'{"do": "start", "name": ""}', 400),
    ],
)
def test_a_request_that_cannot_be_done_is_refused_in_words(client, body, status):
    answer = client.post("/library/tray", content=body, headers=OURS)

    assert answer.status_code == status
    assert answer.text.endswith(".")


SERVER = """
import sys
from pathlib import Path
import gradio as gr
from ui.page.app import reading_room
from ui.routes.library import reading_routes
from ui.services import Services
from ui.server.serving import serve
with gr.Blocks() as page:
    gr.HTML("page")
routes = reading_routes(Services(Path(sys.argv[1])))
auth = [("ann", "secret")] if sys.argv[3] == "ask" else []
serve(page, at=("127.0.0.1", int(sys.argv[2])), auth=auth, theme=reading_room(), head="", routes=routes)
"""


@contextmanager
def serving(services, who: str) -> Iterator[httpx.Client]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = [sys.executable, "-c", SERVER, str(services.folder), str(port), who]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert "Readacross is open at" in server.stdout.readline()
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                yield client
        finally:
            server.terminate()


def test_with_a_password_only_who_has_signed_in_gets_anything(services):
    paths = [f"/library/paper/{paper_id(services, HOSTILE)}/{path}" for path in ("page/1.png", "file")]
    with serving(services, "ask") as client:
        refused = [client.get(path) for path in [*paths, "/library/tray"]]
        refused.append(client.post("/library/tray", json={"do": "start", "name": "X"}, headers=OURS))
        refused.append(client.get(paths[1], headers={"cookie": "access-token-unsecure-x=ann"}))
        client.post("/login", data={"username": "ann", "password": "wrong"})
        refused.append(client.get(paths[1]))
        client.post("/login", data={"username": "ann", "password": "secret"})
        let_in = [client.get(path) for path in [*paths, "/library/tray"]]

    assert [answer.status_code for answer in refused] == [401] * 6
    assert {answer.text for answer in refused} == {"Sign in first: open the page, then try again."}
    assert [answer.status_code for answer in let_in] == [200] * 3
    assert let_in[1].content == sheet()
    assert "X" not in services.store.noted("tray")


def test_without_a_password_everybody_on_this_machine_is_let_in_but_under_no_other_name(services):
    with serving(services, "nobody") as client:
        answer = client.get("/library/tray")
        renamed = client.get("/library/tray", headers={"host": "evil.example"})

    assert (answer.status_code, renamed.status_code) == (200, 400)


def test_where_names_are_hidden_neither_page_nor_file_is_handed_out_and_the_reason_is_told(services):
    client = client_of(NamesHidden(services, people_finder()))

    answers = [client.get(f"/library/paper/{paper_id(services, HOSTILE)}/{path}") for path in ("page/1.png", "file")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].text.startswith("People’s names are hidden here, and they stand in the paper’s pages")
