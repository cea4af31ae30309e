"""What kind of claim a passage makes, and by what that is told."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import PaperKind, Span
from indexer.figures.reading import figures_of
from indexer.figures.rules import read_figure_rules
from indexer.records import Status
from indexer.store import PassageKind
from search.claim_rules import ClaimKind, ClaimRules, read_claim_rules
from search.claims import Claim, claim_of, counted_as, has_actual, has_deterioration
from tests.search.enquiry_signals import a_milestone, an_action

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.figures.rules import FigureRules

CLAIMS = files("search").joinpath("data/claims.toml").read_text(encoding="utf-8")
ROW = "1.1.1\tOpen the new home\tHead of Care\tOn its way, some issues\tMay 2031\tThe home is open"


@pytest.fixture(scope="module")
def rules() -> ClaimRules:
    return read_claim_rules(CLAIMS)


@pytest.fixture(scope="module")
def figure_rules() -> FigureRules:
    return read_figure_rules(files("indexer").joinpath("data/figures.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told(rules: ClaimRules) -> Callable[..., Claim]:
    def tell(text: str, *, has_measure: bool = False, is_worse: bool = False, kind=PassageKind.PARAGRAPH) -> Claim:
        return claim_of(text, rules, kind=kind, action=None, has_measure=has_measure, is_worse=is_worse)

    return tell


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The service has not yet moved to the new system.", "planned", "has not yet moved"),
        ("The strategy has not yet been published.", "planned", "has not yet been"),
        ("The Early Help offer was widened in May.", "reported", "was widened"),
        ("There will be a new team from May.", "planned", "will be"),
        ("The audit was expected to finish in March.", "planned", "was expected to"),
        ("Leaders had hoped to open the home by June.", "planned", "had hoped"),
        ("The work is due to be completed in May.", "planned", "is due to"),
        ("Once the review has been completed, a new team will be set up.", "planned", "will be"),
        ("A fostering strategy is being developed.", "planned", "is being developed"),
        ("Reduce drift and delay in planning.", "planned", "Reduce"),
        ("Agency staff are no longer used in the team.", "reported", "no longer"),
        ("Supervision continues to take place each week.", "reported", "continues to"),
        ("The plan to recruit has been agreed.", "reported", "has been"),
        ("The team was set up in May and will grow.", "reported", "was set"),
        ("Delays have reduced.", "reported", "have reduced"),
        ("There are no concerns about the home.", "reported", "There are"),
        ("Recruitment continues to be a concern.", "concern", "continues to be a concern"),
        ("Practice is not yet consistent.", "concern", "is not yet consistent"),
        ("Caseloads remain too high.", "concern", "too high"),
        ("We have not met the target.", "concern", "have not met"),
        ("Improvement is needed.", "concern", "Improvement is needed"),
    ],
)
def test_tense_and_modals_tell_what_is_claimed(told: Callable[..., Claim], text: str, kind: str, words: str):
    claim = told(text)

    assert claim.kind == kind
    assert claim.span is not None
    assert text[claim.span.start : claim.span.end] == words
    assert claim.reason == f"says “{words}”"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many children wait for a home?", PassageKind.PARAGRAPH),
        ("Note the report, and that the team has grown.", PassageKind.RECOMMENDATION),
        ("The board is asked to note what has been done.", PassageKind.PARAGRAPH),
        ("4.6 Arrangements for visits", PassageKind.PARAGRAPH),
        ("Overall effectiveness\tGood", PassageKind.JUDGEMENT),
        ("The home has been opened.", PassageKind.BOILERPLATE),
    ],
)
def test_what_only_asks_or_names_is_context(told: Callable[..., Claim], text: str, kind: PassageKind):
    assert told(text, kind=kind).kind is ClaimKind.CONTEXT


def test_what_must_improve_is_a_concern_whatever_its_words(told: Callable[..., Claim]):
    claim = told("The recruitment of foster carers.", kind=PassageKind.IMPROVEMENT)

    assert claim == (ClaimKind.CONCERN, "an inspection says that it must improve", None)


def test_what_an_inspection_recommends_counts_as_what_must_improve():
    assert counted_as(PassageKind.RECOMMENDATION, PaperKind.INSPECTION_REPORT) is PassageKind.IMPROVEMENT
    assert counted_as(PassageKind.RECOMMENDATION, PaperKind.COMMITTEE_REPORT) is PassageKind.RECOMMENDATION
    assert counted_as(PassageKind.PARAGRAPH, PaperKind.INSPECTION_REPORT) is PassageKind.PARAGRAPH


def test_a_report_with_a_measure_is_evidenced_and_a_plan_with_one_is_not(told: Callable[..., Claim]):
    assert told("We have recruited 45 carers.", has_measure=True).kind is ClaimKind.EVIDENCED
    assert told("We will recruit to the 45 posts.", has_measure=True).kind is ClaimKind.PLANNED
    assert told("Too many reports, 71%, come on the day itself.", has_measure=True).kind is ClaimKind.CONCERN


def test_a_figure_that_got_worse_is_a_concern(told: Callable[..., Claim]):
    claim = told("In May 60% of files were incomplete, up from 40%.", has_measure=True, is_worse=True)

    assert claim == (ClaimKind.CONCERN, "a figure in it got worse", None)


def test_half_the_sentences_make_a_passage_a_concern(told: Callable[..., Claim]):
    text = "The team has been enlarged. Visits are too late. Plans are inconsistent. Staff have been trained."

    assert told(text).kind is ClaimKind.CONCERN
    assert told(f"{text} A manager was appointed.").kind is ClaimKind.REPORTED


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (Status.COMPLETE, ClaimKind.REPORTED, "complete"),
        (Status.ON_TRACK, ClaimKind.PLANNED, "on track"),
        (Status.SOME_ISSUES, ClaimKind.PLANNED, "some issues"),
        (Status.OFF_TRACK, ClaimKind.CONCERN, "not on track"),
    ],
)
def test_a_row_of_a_plan_goes_by_its_printed_status(rules: ClaimRules, status: Status, kind: ClaimKind, words: str):
    action = an_action(milestones=(a_milestone("2031-05", status, "On its way, some issues"),))

    claim = claim_of(ROW, rules, kind=PassageKind.ACTION, action=action, has_measure=False)

    assert claim.kind is kind
    assert claim.reason == f"a row of an action plan, status: {words}"
    assert claim.span is not None
    assert ROW[claim.span.start : claim.span.end] == "On its way, some issues"


def test_a_row_without_a_status_goes_by_the_whole_action(rules: ClaimRules):
    action = an_action(milestones=(a_milestone("2031-05", Status.COMPLETE, "Done"),))
    unknown = an_action(milestones=(a_milestone("2031-05", None, ""),))

    of_whole = claim_of(ROW, rules, kind=PassageKind.ACTION, action=action, has_measure=False)
    of_none = claim_of(ROW, rules, kind=PassageKind.ACTION, action=unknown, has_measure=False)

    assert of_whole == (ClaimKind.REPORTED, "a row of an action plan, status of the whole action: complete", None)
    assert of_none == (ClaimKind.PLANNED, "a row of an action plan, status of the whole action: none printed", None)


def test_a_complete_row_with_a_measure_is_evidenced(rules: ClaimRules):
    action = an_action(milestones=(a_milestone("2031-05", Status.COMPLETE, "some issues"),))

    assert claim_of(ROW, rules, kind=PassageKind.ACTION, action=action, has_measure=True).kind is ClaimKind.EVIDENCED


def test_a_measure_is_evidenced_only_by_an_actual(told: Callable[..., Claim]):
    assert told("1A\t85%\t80%", kind=PassageKind.MEASURE, has_measure=True).kind is ClaimKind.EVIDENCED
    assert told("1A\t85%\t", kind=PassageKind.MEASURE).kind is ClaimKind.PLANNED


@pytest.mark.parametrize(
    ("text", "is_measure"),
    [
        ("45 carers were recruited.", True),
        ("Two teams were set up.", False),
        ("Recruited 7 carers against a target of 6.", True),
        ("The number of carers rose by 3.", True),
        ("The target is 85% of visits.", False),
    ],
)
def test_a_bare_small_count_is_no_measure(figure_rules: FigureRules, text: str, is_measure: bool):
    assert has_actual(figures_of(text, figure_rules, paper_date=None)) is is_measure


def test_a_deterioration_is_told_by_the_figures(figure_rules: FigureRules):
    worse = figures_of(
        "60% of records did not meet the standard, this had increased from 40%.", figure_rules, paper_date=None
    )
    better = figures_of("60% of records met the standard, this had increased from 40%.", figure_rules, paper_date=None)

    assert has_deterioration(worse)
    assert not has_deterioration(better)


@given(st.text(max_size=200))
def test_the_words_that_tell_are_a_slice_of_any_text(text: str):
    claim = claim_of(
        text, read_claim_rules_once(), kind=PassageKind.PARAGRAPH, action=None, has_measure=False, is_worse=False
    )

    span = claim.span or Span(0, 0)
    assert 0 <= span.start <= span.end <= len(text)
    assert " ".join(text[span.start : span.end].split()) in claim.reason


def read_claim_rules_once(kept: list[ClaimRules] = []) -> ClaimRules:  # noqa: B006 - kept from one example to the next
    if not kept:
        kept.append(read_claim_rules(CLAIMS))
    return kept[0]


def test_a_claims_file_with_an_entry_that_begins_with_no_word_is_refused():
    broken = CLAIMS.replace('"will ~ be"', '"~ will be"', 1)

    with pytest.raises(ValueError, match="must begin with a word: '~ will be'"):
        read_claim_rules(broken)


def test_a_claims_file_that_leaves_a_status_out_is_refused():
    with pytest.raises(ValueError, match=r"what each of complete, none, off_track, on_track, some_issues claims"):
        read_claim_rules(CLAIMS.replace('off_track = "concern"\n', ""))
