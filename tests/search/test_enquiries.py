"""Lines of enquiry: what is asked, of what, in which order, and that nothing of it judges."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import PaperKind, Span
from indexer.records import Period, Status
from indexer.store import FoundAction, FoundMeasure
from search.answers import Searched
from search.claim_rules import read_claim_rules
from search.enquiries.ask import enquiries
from search.enquiries.collect import Knowledge, signals_of
from search.enquiries.drafts import is_by, is_over
from search.enquiries.records import FiguresInPassage, Signal, Signals, SilentTheme, UnansweredFinding
from search.enquiries.templates import read_enquiry_templates, sentences_of
from search.themes import read_themes
from search.trace_findings import read_trace_rules
from tests.search.enquiry_signals import a_measure, a_milestone, a_paper, a_passage, a_worse_figure, an_action
from tests.search.traced_library import ALLEGATIONS, HOUSING, traced_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.records import Milestone
    from search.enquiries.records import Enquiries, Enquiry
    from ui.services import Services

TEMPLATES = files("search").joinpath("data/enquiries.toml").read_text(encoding="utf-8")
THEMES = files("search").joinpath("data/themes.toml").read_text(encoding="utf-8")
WORDED, TAXONOMY = read_enquiry_templates(TEMPLATES), read_themes(THEMES)
PLAN = a_paper("plan", "2031-01")
ROW = "1.1.1\tOpen a home for four children in the old mill\tHead of Care\tNot done yet, on track\tMay 2031"

# The words of judgement of shared design notes on users (§2: no grade, score, rank or judgement wording, never
# "missed"; silence is no finding), in their forms. Written apart from the file's own list, which the product checks.
JUDGING = re.compile(
    r"\b(?:grad(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|rank(?:s|ed|ing|ings)?|rat(?:ed|ing|ings)|judg\w*|outstanding|good"
    r"|better|best|(?:in)?adequa\w*|requir\w* improvement|(?:un)?satisfactor\w*|poor\w*|weak\w*|strong\w*|strength\w*"
    r"|fail\w*|missed|missing|late|overdue|delay\w*|worse\w*|worst|deteriorat\w*|excellen\w*|breach\w*|neglect\w*"
    r"|ignor\w*|lack\w*|(?:in)?sufficiently?|insufficiency|(?:in)?effective\w*|(?:un)?success\w*|unanswered|concern\w*"
    r"|shortcoming\w*|does not do|has not done)\b",
    re.IGNORECASE,
)


def signals(**given: object) -> Signals:
    made = Signals(papers=(PLAN,), searched=Searched(1, 10, 0))
    return replace(made, **given)  # type: ignore[arg-type]


def asked(made: Signals, as_of: str = "2031-09-01") -> Enquiries:
    return enquiries("Sefton", as_of, made, WORDED, TAXONOMY)


def lines(made: Enquiries) -> list[Enquiry]:
    return [line for area in made.areas for line in area.enquiries]


def a_plan(*milestones: Milestone, paper=PLAN, ref: str | None = "1.1.1", **given: object) -> Signals:
    row = a_passage(paper, ROW)
    action = an_action(paper=paper, ref=ref, milestones=milestones, rows=(row,))
    return signals(actions=(FoundAction(action, paper),), passages={row.passage.id: row}, **given)


def said(made: Enquiries) -> Iterator[str]:
    """Yield all that is not quoted or cited."""
    yield from (made.framework, made.statement)
    for area in made.areas:
        yield area.title
        for line in area.enquiries:
            yield from (line.question, line.gap, *line.evidence_to_ask_for, *(date.what for date in line.dates))


def test_a_milestone_that_has_passed_is_asked_about():
    (line,) = lines(asked(a_plan(a_milestone("2031-05", Status.ON_TRACK))))

    assert line.signal is Signal.MILESTONE_PASSED
    assert (
        line.question == "What is the position at 1 September 2031 on action 1.1.1, whose milestone date was May 2031?"
    )
    assert line.gap == (
        "The milestone date has passed; the document predates the outcome, and a later paper that reports on it was "
        "not found in the papers searched."
    )
    assert line.quotations == (
        (ROW, "Sefton Council, January 2031, Plan, para 1.1", "plan/1.1/100", 100, 100 + len(ROW)),
    )
    assert line.dates == (("milestone", "2031-05", "May 2031", "Not done yet, on track"),)
    assert line.evidence_to_ask_for[0] == "The latest version of the plan, with status and date"


@pytest.mark.parametrize(
    ("milestone", "as_of"),
    [
        (a_milestone("2031-05", Status.COMPLETE), "2031-09-01"),
        (a_milestone("2031-05", Status.ON_TRACK), "2031-05-31"),
        (a_milestone("2031-05", Status.ON_TRACK), "2030-12-31"),
        (a_milestone(None, Status.ON_TRACK, printed="soon"), "2031-09-01"),
    ],
    ids=["complete", "month not over", "plan not yet written", "no date"],
)
def test_a_milestone_that_has_not_passed_is_not_asked_about(milestone: Milestone, as_of: str):
    assert lines(asked(a_plan(milestone), as_of)) == []


@pytest.mark.parametrize(
    ("name", "date", "kind", "is_asked"),
    [
        ("report", "2031-06", PaperKind.COMMITTEE_REPORT, False),
        ("report", "2031-05-02", PaperKind.COMMITTEE_REPORT, False),
        ("report", "2031-04", PaperKind.COMMITTEE_REPORT, True),
        ("report", None, PaperKind.COMMITTEE_REPORT, True),
        ("report", "2031-10", PaperKind.COMMITTEE_REPORT, True),
        ("report", "2031-06", PaperKind.INSPECTION_REPORT, True),
        ("plan", "2031-06", PaperKind.IMPROVEMENT_PLAN, True),
    ],
    ids=["later", "same month", "earlier", "undated", "after the date asked at", "inspection", "the plan itself"],
)
def test_only_a_later_paper_of_the_councils_own_reports_on_a_milestone(
    name: str, date: str | None, kind: PaperKind, is_asked: bool
):
    made = a_plan(a_milestone("2031-05", Status.ON_TRACK))
    near = a_passage(a_paper(name, date, kind=kind), "The home in the old mill has been opened.")

    found = asked(replace(made, near_later={made.actions[0].action.id: (near,)}))

    assert bool(lines(found)) is is_asked


@pytest.mark.parametrize(
    ("ref", "text", "is_asked"),
    [
        ("1.1.1", "The home for children in the mill", False),
        ("1.1.1", "Train all team managers", True),
        ("2.4", "The home for children in the mill", True),
        ("2.4", "Open the home for four children in the old mill", False),
    ],
)
def test_a_later_plan_reports_on_an_action_of_like_words(ref: str, text: str, is_asked: bool):
    newer = a_paper("newer", "2031-06")
    made = a_plan(a_milestone("2031-05", Status.ON_TRACK))
    later = FoundAction(an_action(paper=newer, ref=ref, text=text), newer)

    found = asked(replace(made, actions=(*made.actions, later)))

    assert bool(lines(found)) is is_asked


def test_actions_of_one_reference_are_one_line_with_all_their_dates():
    first, second = a_passage(PLAN, ROW), a_passage(PLAN, "Furnish the home\tJune 2031", number="1.1.1", at=300)
    actions = (
        an_action(paper=PLAN, milestones=(a_milestone("2031-05", Status.ON_TRACK),), rows=(first,)),
        an_action(paper=PLAN, milestones=(a_milestone("2031-06", None, "", printed="June 2031"),), rows=(second,)),
    )
    passages = {found.passage.id: found for found in (first, second)}

    (line,) = lines(asked(signals(actions=[FoundAction(each, PLAN) for each in actions], passages=passages)))

    assert line.question == (
        "What is the position at 1 September 2031 on the 2 actions quoted under 1.1.1, whose milestone dates were "
        "May 2031 and June 2031?"
    )
    assert [quoted.start for quoted in line.quotations] == [100, 300]
    assert line.date == "2031-05"


def test_a_target_without_an_actual_is_asked_about_once_its_time_is_over():
    row = a_passage(PLAN, "1A\tVisits to care leavers on time\t85%\t\t90%\t", number="1A")
    measure = a_measure(PLAN, row, Period("April 2031", "85%", None), Period("October 2031", "90%", None))
    made = signals(measures=(FoundMeasure(measure, PLAN),), passages={row.passage.id: row})

    (line,) = lines(asked(made))

    assert line.area == "care-leavers"
    assert line.question == "What are the actuals, with their dates, for the target that measure 1A prints?"
    assert line.gap == "A target is printed; an actual for it was not found in the papers searched."
    assert line.dates == (("target", "2031-04", "April 2031", "85%"),)
    assert lines(asked(made, "2031-04-30")) == []


def test_a_target_with_its_actual_is_not_asked_about():
    row = a_passage(PLAN, "1A\t85%\t86%")
    measure = a_measure(PLAN, row, Period("April 2031", "85%", "86%"))

    assert lines(asked(signals(measures=(FoundMeasure(measure, PLAN),), passages={row.passage.id: row}))) == []


def test_a_reported_change_is_quoted_by_its_sentence():
    text = "Much was done. 60% of visits were late, up from 40%. A review follows."
    found = a_passage(PLAN, text)
    quote = Span(15, 52)
    made = signals(deteriorations=(FiguresInPassage(found, (a_worse_figure("60%", quote),)),))

    (line,) = lines(asked(made))

    assert line.quotations[0].text == "60% of visits were late, up from 40%."
    assert (line.quotations[0].start, line.quotations[0].end) == (115, 152)
    assert line.question == "What accounts for the change that the paper reports, and what are the figures since?"


def test_a_finding_without_reply_tells_how_many_papers_were_searched():
    report = a_paper("inspection", "2030-03-04", kind=PaperKind.INSPECTION_REPORT)
    finding = a_passage(report, "The recruitment of foster carers.")

    (line,) = lines(asked(signals(unanswered=(UnansweredFinding((finding,), 1),))))

    assert line.area == "in-care"
    assert line.gap == "A reply was not found in the papers searched (1 paper of the council's since the inspection)."
    assert line.date == "2030-03-04"


def test_a_silence_is_asked_about_with_what_others_write():
    elsewhere = a_passage(a_paper("elsewhere", "2030", council="Halton"), "Care leavers can choose a flat.")

    (line,) = lines(
        asked(signals(silences=(SilentTheme("care-leavers", 12, (elsewhere,)), SilentTheme("data", 12, ()))))
    )

    assert line.signal is Signal.SILENT_THEME
    assert (
        line.question == "Where do the council's papers set out its work on “Care leavers and transition to adulthood”?"
    )
    assert line.gap == "“Care leavers and transition to adulthood” was not found in the papers searched (12 passages)."
    assert line.quotations[0].citation == "Halton Council, 2030, Elsewhere, para 1.1"
    assert "Care leavers in touch, in suitable homes, in education or work" in line.evidence_to_ask_for


def test_a_gain_without_a_figure_is_asked_about():
    found = a_passage(PLAN, "Supervision of social workers has improved.")

    (line,) = lines(asked(signals(reports=((found, Span(34, 42)),))))

    assert line.area == "leaders"
    assert line.gap == "A figure for it was not found in the passage quoted."


def test_areas_stand_in_the_order_of_the_file_and_lines_by_date():
    earlier, later = a_paper("earlier", "2029"), a_paper("later", "2030")
    carers = "Recruitment of foster carers has improved."
    found = [a_passage(later, carers), a_passage(earlier, carers), a_passage(later, "The weather improved.")]
    helped = a_passage(later, "Thresholds at the front door have improved.")
    silent = SilentTheme("care", 5, (a_passage(later, "Children move less."),))

    made = asked(signals(reports=[(each, Span(0, 1)) for each in (*found, helped)], silences=(silent,)))

    assert [area.id for area in made.areas] == ["help-and-protection", "in-care", "unplaced"]
    assert [line.date for line in made.areas[1].enquiries] == ["2029", "2030", None]


def test_nothing_that_was_written_after_the_date_is_used():
    future = a_paper("future", "2032")
    found = a_passage(future, "Supervision has improved.")
    made = signals(
        papers=(PLAN, future),
        reports=((found, Span(0, 1)),),
        deteriorations=(FiguresInPassage(found, (a_worse_figure("60%", Span(0, 5)),)),),
        unanswered=(UnansweredFinding((found,), 1),),
    )

    assert lines(asked(made)) == []
    assert asked(made).papers == (PLAN,)
    assert len(lines(asked(made, "2032-12-31"))) == 3


def test_ids_stay_while_what_is_quoted_does():
    made = a_plan(a_milestone("2031-05", Status.ON_TRACK))

    (now,), (a_year_on,) = lines(asked(made)), lines(asked(made, "2032-09-01"))

    assert now.id == a_year_on.id
    assert re.fullmatch("[0-9a-f]{10}", now.id)


DATES = st.dates().map(lambda day: day.isoformat()).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


@given(DATES, DATES)
def test_nothing_is_over_before_it_can_be_known(due: str, as_of: str):
    assert not (is_over(due, as_of) and not is_by(due, as_of))


def test_no_template_judges():
    found = [sentence for sentence in sentences_of(WORDED) if JUDGING.search(sentence)]

    assert found == []
    assert len(list(sentences_of(WORDED))) > 60


@pytest.mark.parametrize("word", ["graded", "inadequate", "missed", "failing", "Overdue", "poorly"])
def test_a_template_that_judges_is_refused(word: str):
    changed = TEMPLATES.replace("The output that the milestone names", f"The {word} output")

    with pytest.raises(ValueError, match=f"holds a forbidden word: {word}"):
        read_enquiry_templates(changed)


def test_a_template_with_an_unknown_place_is_refused():
    with pytest.raises(ValueError, match="has a place for verdict"):
        read_enquiry_templates(TEMPLATES.replace("{reference}", "{verdict}"))


def test_a_file_without_a_signal_is_refused():
    start, end = TEMPLATES.index('[[signal]]\nid = "silent_theme"'), TEMPLATES.index('[[signal]]\nid = "report_without')

    with pytest.raises(ValueError, match="no template for silent_theme"):
        read_enquiry_templates(TEMPLATES[:start] + TEMPLATES[end:])


def test_every_area_of_a_theme_is_an_area_of_the_file():
    known = {name for area in WORDED.areas for name in area.names}

    assert {name for theme in TAXONOMY for name in theme.areas} == known
    assert set(WORDED.evidence_by_theme) == {theme.id for theme in TAXONOMY}


def knowledge(services: Services) -> Knowledge:
    data = files("search").joinpath("data")
    return Knowledge(
        themes=services.themes,
        templates=WORDED,
        claim_rules=read_claim_rules(data.joinpath("claims.toml").read_text(encoding="utf-8")),
        trace_rules=read_trace_rules(data.joinpath("trace.toml").read_text(encoding="utf-8"), services.vocabulary),
    )


def made_from(services: Services, council: str, as_of: str) -> tuple[Enquiries, list[str]]:
    """Return the lines of enquiry for a council, and each quotation as its paper's text has it."""
    from search.marking import mark_passages
    from search.marks.prepare import prepared

    mark_passages(services.store, prepared(services.themes))
    with services.store.viewing() as view:
        found = signals_of(council, as_of, view, services.encoder, knowledge(services))
        made = enquiries(council, as_of, found, WORDED, services.themes)
        quoted = [each for line in lines(made) for each in line.quotations]
        slices = [view.text(view.passage(q.passage_id).paper.id)[q.start : q.end] for q in quoted]
    assert [each.text for each in quoted] == slices
    return made, slices


def test_our_digests_give_lines_that_quote_exactly_and_do_not_judge(demonstration: Services):
    made, slices = made_from(demonstration, "Sefton", "2024-06-01")

    assert [sentence for sentence in said(made) if JUDGING.search(sentence)] == []
    assert slices
    by_signal = {signal: sum(line.signal is signal for line in lines(made)) for signal in Signal}
    assert by_signal[Signal.MILESTONE_PASSED] > 10
    assert by_signal[Signal.TARGET_WITHOUT_ACTUAL] >= 1
    assert by_signal[Signal.FINDING_WITHOUT_REPLY] == 0  # there is no inspection report among them


def test_a_council_without_papers_gives_no_lines(demonstration: Services):
    made, _ = made_from(demonstration, "Leeds", "2024-06-01")

    assert (made.areas, made.searched) == ((), Searched(0, 0, 0))


def test_before_a_plans_dates_none_has_passed(demonstration: Services):
    made, _ = made_from(demonstration, "Sefton", "2022-10-31")

    assert Signal.MILESTONE_PASSED not in {line.signal for line in lines(made)}


@pytest.mark.parametrize("council", ["Sefton", "Southend-on-Sea", "Halton"])
def test_the_real_papers_give_lines_that_quote_exactly_and_do_not_judge(real_papers: Services, council: str):
    made, slices = made_from(real_papers, council, "2024-06-01")

    assert [sentence for sentence in said(made) if JUDGING.search(sentence)] == []
    assert slices


def test_the_rise_of_incomplete_supervision_records_is_asked_about(real_papers: Services):
    made, _ = made_from(real_papers, "Sefton", "2024-06-01")

    changes = [line for line in lines(made) if line.signal is Signal.REPORTED_CHANGE]
    assert "75%" in " ".join(quoted.text for line in changes for quoted in line.quotations)


@pytest.fixture(scope="module")
def traced(demonstration: Services, tmp_path_factory: pytest.TempPathFactory) -> Services:
    return traced_library(tmp_path_factory.mktemp("traced"), demonstration.encoder)[0]


def test_only_findings_without_reply_are_asked_about(traced: Services):
    made, _ = made_from(traced, "Sefton", "2031-12-31")

    quoted = [line.quotations[0].text for line in lines(made) if line.signal is Signal.FINDING_WITHOUT_REPLY]
    assert ALLEGATIONS in quoted
    assert HOUSING not in quoted


def test_an_inspection_that_is_yet_to_come_is_not_asked_about(traced: Services):
    made, _ = made_from(traced, "Sefton", "2030-12-31")

    assert Signal.FINDING_WITHOUT_REPLY not in {line.signal for line in lines(made)}


def test_a_theme_on_which_only_others_write_is_asked_about_with_their_words(traced: Services):
    made, _ = made_from(traced, "Halton", "2031-12-31")

    silent = {line.themes: line for line in lines(made) if line.signal is Signal.SILENT_THEME}
    assert ("care-leavers",) not in silent
    assert ("sufficiency",) in silent
    assert all("Halton" not in quoted.citation for line in silent.values() for quoted in line.quotations)
