"""Work that takes its time: told how far it is, and stopped."""

from __future__ import annotations

from threading import Event

import pytest

from ui.page.working import StoppedError, Work


def test_work_tells_how_far_it_is_and_returns_what_it_made():
    goes_on = Event()

    def do(tell):
        tell("Finding 1 of 2")
        goes_on.wait(10)
        return "made"

    work = Work(do)
    told = []
    for words in work.progress():
        told.append(words)
        goes_on.set()

    assert told == ["Finding 1 of 2"]
    assert work.result() == "made"


def test_work_that_is_stopped_ends_at_its_next_word_and_makes_nothing():
    goes_on, ended = Event(), Event()
    done = []

    def do(tell):
        try:
            for number in range(1, 4):
                tell(f"Finding {number} of 3")
                done.append(number)
                goes_on.wait(10)
        finally:
            ended.set()

    work = Work(do)
    for _ in work.progress():
        work.stop()
    goes_on.set()

    assert ended.wait(10)
    assert done == [1]
    with pytest.raises(StoppedError):
        work.result()


def test_what_work_raises_is_raised_to_who_asked():
    def do(_):
        raise KeyError("gone")

    work = Work(do)
    told = list(work.progress())

    assert told == []
    with pytest.raises(KeyError, match="gone"):
        work.result()
