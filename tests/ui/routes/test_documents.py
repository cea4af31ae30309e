"""Documents that the page hands out: made of what a place shows, safely named, for our own page, errors in words."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, datetime
from urllib.parse import unquote, urlencode

import docx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from search.answers import Request
from ui.desk import tray as trays
from ui.library.names_hidden import NamesHidden
from ui.routes.documents import MAKERS, Asked, NothingToTakeError, take_away
from ui.routes.library import PREFIX, reading_routes
from ui.table_files import unguarded

QUESTION = "agency social workers and their cost"
TRAY = "Für Montag / 1: <“x”>"


def client_of(services) -> TestClient:
    return TestClient(Starlette(routes=[Mount(PREFIX, routes=reading_routes(services))]), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def services(demonstration):
    for number in ("3.2", "2.2"):
        found = next(found for found in demonstration.passages() if found.passage.number == number)
        demonstration.desk.pin(TRAY, found.passage.id)
    yield demonstration
    trays.delete_tray(demonstration.store, TRAY)


@pytest.fixture(scope="module")
def client(services) -> TestClient:
    return client_of(services)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def rows_of(data: bytes) -> list[dict[str, str]]:
    table = unpacked(data)["coded extract.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(table, newline=""), strict=True))


ASKED = {
    "search": {"q": QUESTION},
    "compare": {"theme": "workforce", "council": "Sefton"},
    "enquiries": {"of": "Sefton", "as-of": "2024-01-31"},
    "tray": {"tray": TRAY},
}
OPENS = {"docx": b"PK", "xlsx": b"PK", "csv": b"PK", "qdpx": b"PK", "html": b"<!DOCTYPE html>", "md": b"# "}


@pytest.mark.parametrize(
    ("place", "what", "to", "name"),
    [
        ("compare", "briefing", "docx", "briefing workforce 2026-11-22.docx"),
        ("compare", "briefing", "html", "briefing workforce 2026-11-22.html"),
        ("compare", "extract", "csv", "coded extract workforce 2026-11-22.zip"),
        ("enquiries", "enquiries", "xlsx", "lines of enquiry Sefton 2026-11-22.xlsx"),
        ("search", "extract", "qdpx", f"coded extract {QUESTION} 2026-11-22.qdpx"),
        ("tray", "briefing", "md", "briefing Für Montag _ 1_ _“x” 2026-11-22.md"),
        ("tray", "enquiries", "docx", "lines of enquiry Für Montag _ 1_ _“x” 2026-11-22.docx"),
        ("tray", "extract", "xlsx", "coded extract Für Montag _ 1_ _“x” 2026-11-22.xlsx"),
    ],
)
def test_a_document_comes_as_a_download_under_a_safe_name_with_what_was_checked(client, place, what, to, name):
    answer = client.get(f"/library/document/{place}/{what}.{to}", params={**ASKED[place], "date": "2026-11-22"})

    assert answer.status_code == 200
    assert unquote(answer.headers["x-readacross-file"]) == name
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert unquote(answer.headers["x-readacross-told"]).endswith("checked against the papers.")
    assert answer.content.startswith(OPENS[to])
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_without_a_date_a_briefing_bears_todays(client):
    answer = client.get("/library/document/compare/briefing.docx", params=ASKED["compare"])
    today = datetime.now(UTC).astimezone().date().isoformat()

    assert unquote(answer.headers["x-readacross-file"]) == f"briefing workforce {today}.docx"
    assert docx.Document(io.BytesIO(answer.content)).core_properties.created.date().isoformat() == today


def test_an_extract_bears_no_date_so_that_it_is_the_same_tomorrow(client):
    answers = [client.get("/library/document/compare/extract.csv", params=ASKED["compare"]) for _ in range(2)]

    assert answers[0].content == answers[1].content
    files = unpacked(answers[0].content)
    assert list(files) == ["coded extract.csv", "codebook.csv", "methods.txt"]
    assert b"Date given: none." in files["methods.txt"]


def test_a_briefing_is_of_the_councils_compared_and_has_the_question_at_its_head(client):
    asked = {**ASKED["compare"], "question": "Who stays?"}
    page = client.get("/library/document/compare/briefing.html", params=asked).text

    assert "<strong>Question: </strong>Who stays?" in page
    assert '<th scope="row" role="rowheader"><p><strong>Sefton</strong>' in page
    assert "<strong>Halton</strong></p><p>Paper" not in page


def test_an_extract_of_a_search_holds_just_what_is_shown_in_its_order(client, services):
    answer = services.search(Request(question=QUESTION))
    given = client.get("/library/document/search/extract.csv", params=ASKED["search"])
    methods = unpacked(given.content)["methods.txt"].decode("utf-8-sig")

    rows = rows_of(given.content)
    assert [row["passage_id"] for row in rows] == [result.found.passage.id for result in answer.results]
    assert unguarded(rows[0]["text_raw"]) == answer.results[0].found.passage.text
    assert "note" not in rows[0]
    assert f"The passages that a search for “{QUESTION}” shows, best first." in methods


def test_the_limits_of_a_search_hold_in_its_extract_and_are_told(client):
    asked = {**ASKED["search"], "council": "Halton", "each": "2"}
    given = client.get("/library/document/search/extract.csv", params=asked).content

    assert [row["council"] for row in rows_of(given)] == ["Halton", "Halton"]
    methods = unpacked(given)["methods.txt"].decode("utf-8-sig")
    assert "Limited to councils: Halton." in methods
    assert (
        "\r\nThe address that asks it again: #search?q=agency+social+workers+and+their+cost&council=Halton&each=2"
        in methods
    )


def test_an_extract_of_a_persons_own_words_holds_what_the_comparison_shows(client, services):
    shown = services.compare("agency staff", ())
    given = client.get("/library/document/compare/extract.csv", params={"words": "agency staff"}).content

    ids = [evidence.found.passage.id for column in shown.columns for evidence in column.evidence]
    assert [row["passage_id"] for row in rows_of(given)] == ids
    assert len(ids) > 2


@pytest.mark.parametrize(
    ("path", "asked", "status", "said"),
    [
        ("compare/extract.xlsx", {"theme": "workforse"}, 400, "No theme is called “workforse” here."),
        ("compare/briefing.docx", {}, 400, "No theme is chosen."),
        ("compare/briefing.docx", {"theme": "workforce", "council": "Ely"}, 400, "of a council called “Ely”"),
        ("compare/enquiries.docx", {"theme": "workforce"}, 400, "There is no such document."),
        ("nowhere/briefing.docx", {}, 400, "There is no such document."),
        ("compare/briefing.pdf", {"theme": "workforce"}, 400, "This document cannot be written as “pdf”."),
        ("compare/briefing.docx", {"theme": "workforce", "date": "soon"}, 400, "“soon” is not a date"),
        ("enquiries/enquiries.docx", {"of": "Ely"}, 400, "No council is called “Ely”"),
        ("search/extract.csv", {"q": ""}, 400, "The question is empty."),
        ("search/extract.csv", {"q": "zeppelin moorings"}, 400, "Nothing relevant was found"),
        ("tray/briefing.docx", {"tray": "No"}, 404, "There is no tray called “No”."),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(client, path, asked, status, said):
    answer = client.get(f"/library/document/{path}", params=asked)

    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "content-disposition" not in answer.headers


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}])
def test_another_site_gets_no_document(client, headers):
    answer = client.get(f"/library/document/compare/briefing.docx?{urlencode(ASKED['compare'])}", headers=headers)

    assert answer.status_code == 403
    assert answer.text.startswith("Only Readacross’s own page may ask for this.")


def test_what_found_nothing_has_no_extract(services):
    with pytest.raises(NothingToTakeError):
        take_away(services, Asked("search", "extract", "csv", "q=zeppelin+moorings"))


@pytest.mark.parametrize(("place", "what"), MAKERS)
def test_names_are_hidden_in_every_document_of_who_may_not_read_them(services, monkeypatch, place, what):
    monkeypatch.delenv("READACROSS_HIDE_NAMES", raising=False)

    def find_people(text):
        return [match.span() for match in re.finditer("and|the", text)]

    hidden = client_of(NamesHidden(services, find_people))
    answer = hidden.get(f"/library/document/{place}/{what}.md", params=ASKED[place])

    assert answer.status_code == 200
    assert "name hidden" in answer.text.replace("\\", "")
