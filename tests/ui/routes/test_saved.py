"""Saved searches as the page asks for them: kept as the command keeps them, and told what is new."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from corpus.errors import InputError
from indexer.build import Corrections
from indexer.store import Where
from search.answers import Request
from ui.addresses.search import asked_in, query_for
from ui.html.saved import limits_said, save_html
from ui.library.names_hidden import NamesHidden
from ui.library.saved_searches import MOST_NAME_CHARACTERS, Unreadable, shelf_mark
from ui.routes.library import PREFIX, reading_routes
from ui.routes.saved import Asked, done
from ui.services import Services

VISITS = "Social workers see children in care every week and write each visit up within a day."
LATER = "Children are visited every ten days by Jane Doe, their social worker, and at home."
QUERY = "q=how+often+are+children+visited"


@pytest.fixture
def library(demonstration, tmp_path):
    return Services(tmp_path / "library", encoder=demonstration.encoder)


@pytest.fixture
def add(library, tmp_path):
    def added(name, words, council):
        (tmp_path / name).write_text(f"1.1 {words}\n", encoding="utf-8")
        return library.add(tmp_path / name, Corrections(council=council, date="2023")).paper

    return added


def save(services, name="Visits", query=QUERY):
    return done(services, Asked(do="save", name=name, query=query, shelf=shelf_mark(services.papers())))


def news(services, name="Visits"):
    answer = done(services, Asked(do="news", name=name))
    done(services, Asked(do="seen", name=name))
    return answer


def test_a_saved_search_is_listed_with_its_limits_and_a_link_that_opens_it(library, add):
    add("old.txt", VISITS, "Halton")
    add("other.txt", LATER, "Leeds")

    answer = save(library, name="  Visits   <b> ", query=f"{QUERY}&council=Halton&widen=no")

    assert answer["said"] == "Saved as “Visits <b>”. You find it under Saved searches."
    (link,) = re.findall(r'<h4><a href="#search\?([^"]+)">Visits &lt;b&gt;</a></h4>', answer["html"])
    asked = asked_in(link.replace("&amp;", "&"), library.councils())
    assert (asked.question, asked.councils, asked.is_widened) == ("how often are children visited", ["Halton"], False)
    assert '<p class="limit">Councils: Halton. Only the words typed.</p>' in answer["html"]
    assert re.search(r"data-news>What is new since \d+ \w+ \d{4}<", answer["html"])


def test_only_what_has_come_since_is_new_and_only_until_it_was_shown(library, add):
    add("old.txt", VISITS, "Halton")
    save(library)

    nothing = news(library)
    add("new.txt", LATER, "Leeds")
    shown = done(library, Asked(do="news", name="Visits"))
    again = news(library)
    after = news(library)

    assert re.fullmatch(r"Nothing new since \d+ \w+ \d{4}: 1 paper searched\.", nothing["said"])
    assert "<blockquote>" not in nothing["news"]
    assert re.fullmatch(r"1 passage new since \d+ \w+ \d{4}, 2 papers searched\.", shown["said"])
    (citation,) = re.findall(r'class="citation">([^<]+)<', shown["news"])
    assert citation.startswith("Leeds")
    assert citation.endswith("para 1.1")
    assert shown["news"].count("<blockquote>") == 1
    assert again["news"] == shown["news"]
    assert after["said"].startswith("Nothing new since ")


def test_papers_that_came_before_it_was_saved_but_were_not_searched_are_news(library, add):
    add("old.txt", VISITS, "Halton")
    shelf = shelf_mark(library.papers())
    add("new.txt", LATER, "Leeds")

    answer = done(library, Asked(do="save", name="Visits", query=QUERY, shelf=shelf))

    assert "data-news>What is new<" in answer["html"]
    assert news(library)["news"].count("<blockquote>") == 2


def test_the_command_and_the_page_keep_the_same_searches(library, add):
    from ui.library import asking

    add("old.txt", VISITS, "Halton")
    save(library)

    reopened = Services(library.folder, encoder=library.encoder)
    (saved,) = asking.saved_questions(reopened)
    asking.forget_question(reopened, "visits")

    assert (saved.name, saved.request) == ("Visits", Request(question="how often are children visited"))
    assert (len(saved.papers), len(saved.passages)) == (1, 1)
    assert done(library, Asked(do="show"))["html"] == ""


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(do="save", name=" ", query=QUERY), "The question has no name."),
        (Asked(do="save", name="visits", query=QUERY), "A question is already saved as “Visits”."),
        (Asked(do="save", name="x" * (MOST_NAME_CHARACTERS + 1), query=QUERY), "That name is too long."),
        (Asked(do="save", name="x", query=""), "The question is empty."),
        (Asked(do="save", name="x", query=f"{QUERY}&council=Atlantis"), "there is no council called “Atlantis” here"),
        (Asked(do="news", name="Nothing"), "No saved question is called “Nothing” here."),
        (Asked(do="seen", name="Visits"), "What is new for “Visits” was not shown."),
        (Asked(do="remove", name="Nothing"), "No saved question is called “Nothing” here."),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(library, add, asked, said):
    add("old.txt", VISITS, "Halton")
    before = save(library)["html"]

    with pytest.raises(InputError) as refused:
        done(library, asked)

    assert said in refused.value.message
    assert done(library, Asked(do="show"))["html"] == before


def test_a_search_that_cannot_be_read_is_listed_and_can_be_removed(library, add):
    add("old.txt", VISITS, "Halton")
    library.store.note("question", "old one", "{}")

    listed = done(library, Asked(do="show"))["html"]
    removed = done(library, Asked(do="remove", name="old one"))

    assert library.searches.all() == []
    assert "This search cannot be read any more" in listed
    assert "data-news" not in listed
    assert removed == {"said": "“old one” was removed.", "news": "", "html": ""}


def test_a_search_saved_with_limits_of_the_command_alone_has_no_link(library, add):
    add("old.txt", VISITS, "Halton")
    library.searches.save("Long", Request(question="visits", limit=50), shelf="")

    html = done(library, Asked(do="show"))["html"]

    assert "<h4>Long</h4>" in html
    assert "limits that the form above does not have" in html
    assert library.searches.all() != [Unreadable("Long")]


def test_names_are_hidden_in_what_is_new(library, add):
    from models.language import people_finder

    add("old.txt", VISITS, "Halton")
    save(library)
    add("new.txt", LATER, "Leeds")
    hidden = NamesHidden(library, people_finder())

    shown = done(hidden, Asked(do="news", name="Visits"))

    assert shown["news"].count("<blockquote>") == 1
    assert "Jane Doe" not in shown["news"]


def test_many_councils_are_counted_in_the_limits():
    names = tuple(f"C{number}" for number in range(9))

    assert limits_said(Request(question="x", where=Where(councils=names))) == "Councils: C0, C1, C2, C3, C4 and 4 more."


def test_the_form_that_saves_holds_the_question_as_a_name(demonstration):
    html = save_html('"family hubs" <now>', demonstration.papers())

    assert 'value="&quot;family hubs&quot; &lt;now&gt;"' in html
    assert f'data-shelf="{shelf_mark(demonstration.papers())}"' in html


def test_our_page_alone_may_save_and_is_told_in_words_what_is_wrong(library, add):
    add("old.txt", VISITS, "Halton")
    client = TestClient(Starlette(routes=[Mount(PREFIX, routes=reading_routes(library))]), base_url="http://127.0.0.1")
    asked = {"do": "save", "name": "Visits", "query": QUERY, "shelf": shelf_mark(library.papers())}
    ours = {"x-readacross": "page"}

    foreign = client.post("/library/saved", json=asked)
    saved = client.post("/library/saved", json=asked, headers=ours)
    again = client.post("/library/saved", json=asked, headers=ours)
    strange = client.post("/library/saved", json={**asked, "do": "burn"}, headers=ours)

    assert (foreign.status_code, saved.status_code, again.status_code, strange.status_code) == (403, 200, 400, 400)
    assert again.text.startswith("A question is already saved as “Visits”.")
    assert client.get("/library/saved").json()["html"] == saved.json()["html"]
    assert query_for(asked_in(QUERY, ["Halton"]), ["Halton"]) == QUERY
