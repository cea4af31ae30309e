"""A place that takes its time: what it shows meanwhile, and once it has been stopped."""

from __future__ import annotations

from threading import Event

import pytest

from corpus.errors import InputError
from ui.addresses.links import NOTHING_ASKED
from ui.tabs.asked import STOPPED, Asking


@pytest.fixture
def goes_on():
    return Event()


@pytest.fixture
def place(goes_on):
    def answer(_services, query, tell):
        if query == "wrong":
            raise InputError("That is wrong.", remedy="Ask otherwise.")
        tell("Finding 1 of 2")
        goes_on.wait(10)
        tell("Finding 2 of 2")
        return "<p>Found.</p>", f"<p>{query}</p>"

    return Asking(place="slow", while_asking="Looking…", form=lambda _: "", answer=answer)


def test_an_answer_tells_how_far_it_is_and_then_comes(place, goes_on, demonstration):
    steps = []

    for step in place.steps(place.work(demonstration, "query")):
        steps.append(step)
        if step[2]:
            goes_on.set()

    assert steps[0][0] == "<p data-working>Looking…</p>"
    assert steps[1][2] == "<p>Finding 1 of 2</p>"
    assert steps[-1] == ("<p>Found.</p>", "<p>query</p>", "")


def test_what_is_stopped_says_so_and_shows_nothing(place, goes_on, demonstration):
    steps = []
    work = place.work(demonstration, "query")

    for step in place.steps(work):
        steps.append(step)
        if step[2]:
            work.stop()
    goes_on.set()

    assert steps[-1] == (STOPPED, NOTHING_ASKED, "")


def test_an_error_is_told_in_words(place, demonstration):
    *_, (status, results, progress) = place.steps(place.work(demonstration, "wrong"))

    assert (status, progress) == ("", "")
    assert "That is wrong." in results
