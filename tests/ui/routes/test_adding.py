"""Files that the page sends are read as the command reads them, within limits, whatever their names and contents."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from indexer.build import Corrections
from models.hashing import HashingEncoder
from tests.ui.routes.test_library import OURS
from ui.library.adding import Counts, add_files
from ui.library.knowledge import digests
from ui.library.names_hidden import NamesHidden
from ui.routes.library import PREFIX, reading_routes
from ui.services import Services
from ui.settings import SENT_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx import Response

FILE = "/library/papers/file"
PLAN = b"Thurrock Council\n\nReport to: Cabinet\n\n12 March 2024\n\nA word on staff\n\n1.1 We recruited nine workers.\n"
NOTE = b"A note.\n\n1.1 Visits are made each week by the family team.\n"
BROKEN = b"%PDF-1.4\nno objects, no trailer"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return Services(tmp_path / "library", encoder=HashingEncoder())


@pytest.fixture
def client(services: Services) -> Iterator[TestClient]:
    app = Starlette(routes=[Mount(PREFIX, routes=reading_routes(services))])
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def send(client: TestClient, data: bytes, name: str, **more: str) -> Response:
    return client.post(FILE, content=data, params={"name": name, **more}, headers=OURS)


def test_a_file_is_added_and_what_was_recognised_is_told(client, services):
    answer = send(client, PLAN, "plan.txt").json()

    (paper,) = services.all_papers()
    assert (paper.council, paper.body, paper.date, paper.file) == ("Thurrock", "Cabinet", "2024-03-12", "plan.txt")
    assert answer["became"] == "doubtful"
    assert answer["counts"] == {"added": 1, "unchanged": 0, "refused": 0, "lost": 0}
    assert "Not recognised: title and kind of paper." in answer["html"]
    assert f'data-corrects="{paper.id}"' in answer["html"]


def test_what_the_page_adds_is_what_the_command_adds(client, services, tmp_path):
    (tmp_path / "plan.txt").write_bytes(PLAN)
    beside = Services(tmp_path / "beside", encoder=HashingEncoder())

    send(client, PLAN, "plan.txt")
    add_files(beside, [tmp_path / "plan.txt"], Corrections())

    assert services.all_papers() == beside.all_papers()
    assert services.passages() == beside.passages()


def test_a_file_that_is_here_already_is_left_as_it_is(client, services):
    send(client, PLAN, "plan.txt")
    (before,) = services.all_papers()
    services.correct(before.id, Corrections(title="Mine"))

    answer = send(client, PLAN, "other name.txt").json()

    assert (answer["became"], answer["counts"]["unchanged"]) == ("unchanged", 1)
    assert "<strong>Mine</strong> (Thurrock, 12 March 2024)" in answer["html"]
    assert [(paper.title, paper.file) for paper in services.all_papers()] == [("Mine", "plan.txt")]


def test_a_bad_file_is_refused_with_reason_and_remedy_and_the_next_is_read(client, services):
    bad = send(client, BROKEN, "broken.pdf").json()
    empty = send(client, b"", "empty.txt").json()
    good = send(client, NOTE, "note.txt").json()

    assert [answer["became"] for answer in (bad, empty, good)] == ["refused", "refused", "doubtful"]
    assert "<strong>broken.pdf</strong></p><p>It is damaged beyond opening." in bad["html"]
    assert "Not recognised: council, date, committee or board, title and kind of paper." in good["html"]
    assert [paper.file for paper in services.all_papers()] == ["note.txt"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\plan.txt", "plan.txt"),
        ("/etc/plan.txt", "plan.txt"),
        ("plan\u202etxt.exe\x00\r\n.txt", "plantxt.exe.txt"),
        ("", "a file without a name"),
        ("..", "a file without a name"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
    ],
    ids=["dots", "backslashes", "root", "unseen", "none", "only dots", "long", "markup"],
)
def test_no_name_leads_anywhere_or_is_run(client, services, tmp_path, name, kept):
    before = sorted(tmp_path.rglob("*.txt"))

    answer = send(client, NOTE, name).json()

    (paper,) = services.all_papers()
    assert paper.file == kept
    assert "<img" not in answer["html"]
    assert sorted(tmp_path.rglob("*.txt")) == before


def test_too_big_a_file_is_refused_in_words_before_and_while_it_is_sent(client, services, monkeypatch):
    monkeypatch.setenv(SENT_VARIABLE, "1")
    big = b"x" * 1_000_001

    def in_parts() -> Iterator[bytes]:
        yield from (big[:600_000], big[600_000:])

    said = send(client, b"", "big.pdf", size="1000001").json()
    whole = send(client, big, "big.pdf").json()
    parts = client.post(FILE, content=in_parts(), params={"name": "big.pdf"}, headers=OURS).json()
    largest = send(client, PLAN + b" " * (1_000_000 - len(PLAN)), "full.txt").json()

    assert said == whole == parts
    assert said["became"] == "refused"
    assert "<strong>big.pdf</strong></p><p>It is larger than 1 MB." in said["html"]
    assert "readacross add FILE" in said["html"]
    assert largest["became"] == "doubtful"
    assert [paper.file for paper in services.all_papers()] == ["full.txt"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**OURS, "origin": "http://evil.example"},
        {**OURS, "sec-fetch-site": "cross-site"},
        {**OURS, "sec-fetch-site": "none"},
    ],
)
def test_another_site_adds_and_removes_nothing(client, services, headers):
    send(client, PLAN, "plan.txt")
    (paper,) = services.all_papers()

    added = client.post(FILE, content=NOTE, params={"name": "note.txt"}, headers=headers)
    removed = client.post("/library/papers", json={"do": "remove", "paper": paper.id}, headers=headers)

    assert (added.status_code, removed.status_code) == (403, 403)
    assert services.all_papers() == [paper]


def test_a_demonstration_paper_is_added_by_its_name_alone(client, services):
    name = digests()[0].name

    added = client.post(FILE, params={"digest": name}, headers=OURS).json()
    strange = client.post(FILE, params={"digest": f"../digests/{name}"}, headers=OURS)

    assert added["counts"]["added"] == 1
    assert [(paper.file, paper.is_digest) for paper in services.all_papers()] == [(name, True)]
    assert strange.status_code == 400


def test_two_who_send_the_same_files_at_once_both_hear_what_became_of_them(client, services):
    names = ["one.txt", "two.txt"] * 3
    texts = [PLAN, NOTE] * 3

    with ThreadPoolExecutor(6) as sending:
        answers = list(sending.map(lambda each: send(client, *each).json(), zip(texts, names, strict=True)))

    became = [answer["became"] for answer in answers]
    assert (became.count("doubtful"), became.count("unchanged")) == (2, 4)
    assert sorted(paper.file for paper in services.all_papers()) == ["one.txt", "two.txt"]


def test_a_library_that_is_being_written_says_so(client, services, monkeypatch):
    monkeypatch.setattr("indexer.stores.library.BUSY_AFTER_S", 0.1)
    with services.store._writing():
        answer = send(client, PLAN, "plan.txt")

    assert answer.status_code == 500
    assert answer.text.startswith("Another program is writing to the library at ")
    assert services.all_papers() == []


def test_a_digest_that_steps_aside_is_told(client, services):
    name = digests()[0].name
    client.post(FILE, params={"digest": name}, headers=OURS)
    (digest,) = services.all_papers()
    real = f"Halton Borough Council\n\nReport to: {digest.body}\n\n11 September 2023\n\n{digest.title}\n\n1.1 Words.\n"

    answer = send(client, real.encode(), "real.txt").json()
    services.remove(digest.id)
    late = client.post(FILE, params={"digest": name}, headers=OURS).json()

    assert "<p>Our digest of it, “Overview of Children&#x27;s Social Care”, has stepped aside.</p>" in answer["html"]
    assert "This digest is not searched: the council’s own paper is here." in late["html"]


def test_a_paper_is_removed_and_said_to_be_gone(client, services):
    send(client, PLAN, "plan.txt")
    (paper,) = services.all_papers()

    first = client.post("/library/papers", json={"do": "remove", "paper": paper.id}, headers=OURS).json()
    again = client.post("/library/papers", json={"do": "remove", "paper": paper.id}, headers=OURS).json()

    assert services.all_papers() == []
    assert first["error"] == ""
    assert first["said"].startswith(f"<p><strong>Removed: {paper.title}.</strong>")
    assert "That paper is not here." in again["error"]


def test_the_end_of_adding_says_how_many_and_what_was_not_read(client):
    asked = {"do": "finish", "added": 2, "unchanged": 1, "refused": 1, "lost": 3, "left": 4}

    answer = client.post("/library/papers", json=asked, headers=OURS).json()

    assert answer["said"] == (
        "<p><strong>2 papers added, 1 already there, 1 file refused, 3 pages could not be read.</strong> "
        "4 files not read; what was added before stays.</p>"
    )
    assert Counts(2, 1, 1, 3).in_words() in answer["said"]


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "dance"},
        {"do": "finish", "added": "2"},
        {"do": "remove", "paper": 1},
        {"do": "finish", "added": True},
        [],
    ],
)
def test_a_request_that_is_not_the_pages_is_refused(client, asked):
    answer = client.post("/library/papers", json=asked, headers=OURS)

    assert answer.status_code == 400
    assert answer.text == "That request cannot be understood. Open this page again and try once more."


def test_with_names_hidden_papers_are_added_and_removed_all_the_same(services):
    hidden = NamesHidden(services, lambda text: [])

    (paper,) = hidden.take_in(PLAN, file="plan.txt").added
    hidden.remove(paper.id)

    assert paper.council == "Thurrock"
    assert services.all_papers() == []
