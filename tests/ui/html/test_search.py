"""What stands around an answer."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from search.answers import Answer, Mode, Searched
from ui.addresses.search import asked_in
from ui.html.search import EXAMPLES, examples_html, limits_told

if TYPE_CHECKING:
    from ui.services import Services


def an_answer(*, required: tuple[str, ...] = (), excluded: tuple[str, ...] = ()) -> Answer:
    return Answer(
        question="q",
        mode=Mode.HYBRID,
        expanded_with=(),
        nothing_relevant=False,
        searched=Searched(1, 1, 0),
        results=(),
        required=required,
        excluded=excluded,
    )


def test_each_example_leads_to_its_own_question(demonstration: Services):
    html = examples_html(demonstration.papers())

    queries = [unescape(query) for query in re.findall(r'href="#search\?([^"]+)"', html)]
    assert [asked_in(query, []).question for query in queries] == [question for question, _ in EXAMPLES]


def test_there_is_nothing_to_try_without_papers():
    assert examples_html([]) == ""


def test_exact_and_excluded_words_are_told_and_escaped():
    told = limits_told(an_answer(required=("a <b>", "c"), excluded=("d",)), None, ["On track", "Complete"], "Like X.\n")

    assert told == [
        "Every passage holds the exact words <strong>“a &lt;b&gt;”</strong> and <strong>“c”</strong>.",
        "No passage holds <strong>“d”</strong>.",
        "Only actions that stand: on track or complete.",
        "Like X.",
    ]


def test_nothing_is_told_where_nothing_limits():
    assert limits_told(an_answer(), None, [], "") == []
