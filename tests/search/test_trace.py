"""What papers say in reply to an inspection, with the real encoder."""

from importlib.resources import files

import pytest

from indexer.records import Status
from models.hashing import HashingEncoder
from search.expand import Concept, expand
from search.trace import later_papers, trace
from search.trace_candidates import candidates_in
from search.trace_findings import NO_RULES, findings_of, read_trace_rules
from search.trace_nearness import Nearness
from search.trace_words import Wording
from tests.search.traced_library import ALLEGATIONS, FOSTERING, HOUSING, INSPECTION, LONG, traced_library

OURS = files("search").joinpath("data/trace.toml").read_text(encoding="utf-8")
RULES = read_trace_rules(OURS)


@pytest.fixture(scope="module")
def library(tmp_path_factory, demonstration):
    return traced_library(tmp_path_factory.mktemp("traced"), demonstration.encoder)


@pytest.fixture(scope="module")
def papers(library):
    return library[1]


@pytest.fixture
def view(library):
    with library[0].store.viewing() as opened:
        yield opened


@pytest.fixture(scope="module")
def traced(library, papers):
    services, _ = library
    with services.store.viewing() as opened:
        return trace(papers[INSPECTION], opened, services.encoder, rules=RULES)


def told(finding):
    return " ".join(finding.text.split())


def test_every_finding_stands_once_in_the_reports_order(traced):
    assert [told(each.finding) for each in traced.findings] == [FOSTERING, HOUSING, ALLEGATIONS, LONG]


def test_a_finding_that_was_cut_for_its_length_is_put_together_as_an_exact_slice(traced, view, papers):
    long = traced.findings[3].finding

    assert len(long.found) > 1
    assert long.text in view.text(papers[INSPECTION].id)
    assert long.id == long.found[0].passage.id
    assert sum(len(found.passage.text.split()) for found in long.found) == len(LONG.split())


def test_what_names_the_framework_is_left_out_of_what_is_compared():
    assert RULES.asked(FOSTERING) == "The recruitment of foster carers in every part of the borough."
    assert NO_RULES.asked(FOSTERING) == FOSTERING


def test_things_named_one_after_another_are_told_apart():
    assert RULES.items(HOUSING.rstrip(".")) == ["The choice of flats for care leavers", "what they are told about rent"]
    assert NO_RULES.items(HOUSING) == [HOUSING.rstrip(".")]


def test_an_action_that_answers_comes_first_with_its_reference_and_status(traced):
    best = traced.findings[0].replies[0]

    assert (best.action.ref, best.action.status) == ("1.2.1", Status.SOME_ISSUES)
    assert best.found.passage.id in best.action.passage_ids
    assert {"recruit", "foster", "carers"} <= set(best.in_common)


def test_replies_stand_best_first_and_all_pass_the_threshold(traced):
    for each in traced.findings:
        near = [reply.nearness.together for reply in each.replies]
        assert near == sorted(near, reverse=True)
        assert all(value >= 0.426 for value in near)


def test_passages_of_later_papers_reply_and_those_of_unknown_date_too(traced):
    replies = traced.findings[1].replies

    assert {reply.found.paper.file for reply in replies} == {"report.md", "undated.md"}
    assert {reply.found.passage.number for reply in replies} == {"1.1"}
    assert [paper.file for paper in traced.undated] == ["undated.md"]


def test_a_finding_that_no_paper_answers_is_unanswered_and_tells_what_came_nearest(traced):
    allegations = traced.findings[2]

    assert (allegations.is_unanswered, allegations.replies) == (True, ())
    assert allegations.nearest.nearness.together < 0.426
    assert allegations.nearest.found.paper.council == "Sefton"


def test_only_the_councils_own_papers_since_the_inspection_are_searched(traced):
    assert traced.since == "2031-03-05"
    assert {paper.file for paper in traced.papers} == {"plan.txt", "report.md", "undated.md"}
    assert traced.searched.papers == 3
    assert traced.searched.unreadable_pages == 0


def test_a_paper_of_the_month_in_which_a_day_lies_counts_as_later(papers, view):
    later = {paper.file for paper in later_papers(papers[INSPECTION], "2031-05-20", view)}

    assert later == {"plan.txt", "report.md", "undated.md"}


def test_papers_that_are_named_are_searched_whosever_and_however_old(papers, view, library):
    named = [papers["earlier.md"], papers["elsewhere.md"], papers[INSPECTION]]

    answered = trace(papers[INSPECTION], view, library[0].encoder, papers=named, rules=RULES)

    assert [paper.file for paper in answered.papers] == ["earlier.md", "elsewhere.md"]
    assert answered.since is None
    assert answered.findings[1].replies[0].found.paper.file in {"earlier.md", "elsewhere.md"}
    assert answered.findings[0].is_unanswered


def test_with_nothing_to_search_every_finding_is_unanswered(papers, view, library):
    answered = trace(papers[INSPECTION], view, library[0].encoder, papers=[papers[INSPECTION]])

    assert tuple(answered.searched) == (0, 0, 0)
    assert [(each.is_unanswered, each.nearest) for each in answered.findings] == [(True, None)] * 4


def test_no_more_replies_are_listed_than_asked_for(papers, view, library):
    answered = trace(papers[INSPECTION], view, library[0].encoder, limit=1, rules=RULES)

    assert [len(each.replies) for each in answered.findings[:2]] == [1, 1]


def test_a_paper_that_is_no_inspection_report_is_refused(papers, view):
    with pytest.raises(ValueError, match="no inspection report"):
        trace(papers["plan.txt"], view, HashingEncoder())


def test_an_action_is_one_candidate_and_its_passages_are_none_of_their_own(papers, view):
    from indexer.store import Where

    found = candidates_in(view, Where(papers=(papers["plan.txt"].id,)))

    actions = [each for each in found if each.action is not None]
    assert [each.action.ref for each in actions] == ["1.1.1", "1.1.2", "1.2.1", "1.2.2"]
    assert actions[2].whole == "Recruit foster carers in every town. Twelve more carers are approved."
    assert actions[2].parts == ("Recruit foster carers in every town.", "Twelve more carers are approved.")
    taken = {one.passage.id for each in actions for one in each.found}
    assert not taken & {one.passage.id for each in found if each.action is None for one in each.found}


def test_a_rare_word_weighs_more_than_a_common_one(view):
    background = ["plans are good", "plans are late", "plans for rent"]

    wording = Wording(expand("plans rent", ()), background, view)

    assert wording.share_in("the rent") > 0.8
    assert 0 < wording.share_in("a plan") < 0.2
    assert wording.share_in("plans and rents") == pytest.approx(1)


def test_another_name_for_a_thing_of_the_sector_counts_as_the_thing(view):
    night = Concept(
        id="edt", names=("emergency duty team", "out of hours"), abbreviations=("EDT",), false_friends=(), also=()
    )

    wording = Wording(expand("the emergency duty team", [night]), ["calls at night"], view)

    assert (wording.share_in("calls to EDT"), wording.share_in("a team")) == (1.0, 0.0)


def test_words_that_say_nothing_share_nothing(view):
    assert Wording(expand("which of the", ()), ["the"], view).share_in("which of the") == 0


def test_nearness_is_the_mean_of_the_three():
    assert Nearness(0.9, 0.6, 0.3).together == pytest.approx(0.6)


def test_a_pattern_that_is_none_is_refused():
    with pytest.raises(ValueError, match="regular expression"):
        read_trace_rules("left_out = ['(']\nbetween_items = []")


def test_no_patterns_leave_nothing_out():
    rules = read_trace_rules("left_out = []\nbetween_items = []")

    assert (rules.asked("As it is."), rules.items("One, two")) == ("As it is.", ["One, two"])


def test_a_report_without_findings_has_none(view, papers):
    from dataclasses import replace

    inspection = replace(view.inspection(papers[INSPECTION].id), improvements=())

    assert findings_of(inspection, view) == []


def test_how_far_it_is_is_told_before_each_finding_and_what_is_raised_there_ends_it(traced, library, papers, view):
    heard = []

    def hear(number, of):
        heard.append((number, of))
        if number == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        trace(papers[INSPECTION], view, library[0].encoder, rules=RULES, on_finding=hear)

    assert heard == [(1, len(traced.findings)), (2, len(traced.findings))]
