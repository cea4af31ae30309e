"""Which figures are read from a passage, and what is said of each."""

import pytest

from indexer.figures.reading import figures_of
from indexer.figures.records import Direction, Role, Tone

ACTUAL, TARGET, CHANGE, BUDGET = Role


def read(text, rules, paper_date=None):
    return figures_of(text, rules, paper_date=paper_date)


def told(text, rules):
    return [(figure.value, figure.what, figure.role) for figure in read(text, rules)]


COUNTED = [
    ("Wexcombe now looks after 612 children.", [("612", "children", ACTUAL)]),
    ("Eleven family hubs are open in the borough.", [("Eleven", "family hubs", ACTUAL)]),
    ("Two edge-of-care teams were set up in the spring.", [("Two", "edge-of-care teams", ACTUAL)]),
    ("Forty-one newly qualified social workers joined.", [("Forty-one", "newly qualified social workers", ACTUAL)]),
    ("There were 1,204 contacts.", [("1,204", "contacts", ACTUAL)]),
    ("c. 40 foster carers came to the day.", [("40", "foster carers", ACTUAL)]),
    ("One independent review was commissioned.", [("One", "independent review", ACTUAL)]),
    ("A third of care leavers have no adviser.", [("A third", "care leavers have no adviser", ACTUAL)]),
    ("Over half of visits were late.", [("half", "visits were late", ACTUAL)]),
    ("In all, 9 of 58 actions are complete.", [("9 of 58", "actions", ACTUAL)]),
    ("One in five children moved school.", [("One in five", "children", ACTUAL)]),
    ("Reviews held in time: 88 %.", [("88 %", "Reviews held in time", ACTUAL)]),
    ("Only 31.4 per cent of plans were shared.", [("31.4 per cent", "plans were shared", ACTUAL)]),
    ("The rate of referrals is 402.6 per 10,000.", [("402.6", "referrals", ACTUAL)]),
    ("Families wait 10 to 12 weeks.", [("10 to 12", "Families wait", ACTUAL)]),
    ("The average wait is 10 to 12 weeks.", [("10 to 12", "average wait", ACTUAL)]),
    ("Between 20 and 30 families attend the group.", [("20 and 30", "families", ACTUAL)]),
    ("There are not 20 but 12 advanced practitioners.", [("12", "advanced practitioners", ACTUAL)]),
    ("The vacancy rate stands at 7.5%.", [("7.5%", "vacancy rate", ACTUAL)]),
    ("There are now c.130 foster carers.", [("130", "foster carers", ACTUAL)]),
    ("Care was up from 61% to 70%.", [("61%", "Care", ACTUAL), ("70%", "Care", ACTUAL)]),
    ("Take-up was 78% against a target of 90%.", [("78%", "Take-up", ACTUAL), ("90%", "Take-up", TARGET)]),
    ("Take-up of 78% is below the 90% target.", [("78%", "Take-up", ACTUAL), ("90%", "Take-up", TARGET)]),
    ("Targets are 90% and 75% of visits.", [("90%", None, TARGET), ("75%", "visits", TARGET)]),
    ("Recruit 12 permanent staff by May 2025", [("12", "permanent staff", TARGET)]),
    ("Recruited 12 permanent staff", [("12", "permanent staff", ACTUAL)]),
    ("We spent £12.3m on agency staff.", [("£12.3m", "agency staff", ACTUAL)]),
    (
        "31 of 44 actions are complete, 9 on track and four delayed.",
        [("31 of 44", "actions", ACTUAL), ("9", "actions", ACTUAL), ("four", "actions", ACTUAL)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), COUNTED)
def test_a_figure_is_told_with_what_it_counts_and_its_role(text, figures, rules):
    assert told(text, rules) == figures


NONE = [
    "3.12 The Panel met in Ashworth.",
    "62.The duty team is well led.",
    "See paragraphs 4.2 and 4.7, pages 12 to 14 and Appendix 3.",
    "Enquiries under Section 47 and sections 17 and 20 are timely.",
    "Phase 2, Priority 1, Part 3 and Key Stage 2 are described below.",
    "The strategy runs between 2019 and 2021.",
    "It was agreed on 14th May 2021, in 2019/20 and in June 2022.",
    "Cabinet met on 9 th June 2021 at 10.30am, and again on 02/07/2021.",
    "Call 01632 960 147 or write to hub@ashworth.example about FD.7153/23.",
    "Children aged 16 and 17, under 18 or over 21 years old are included.",
    "Care leavers up to the age of 25 and 16- and 17-year-olds are helped.",
    "One of the managers left, and no one was told.",
    "The line is staffed 24/7 and Covid-19 did not stop it.",
    "A twelve-week plan and a three year strategy follow.",
    "The Board meets every 6 months and reported in the last 12 – 18 months.",
    "The 2nd and 3rd reviews were cancelled.",
    "Assessments must be completed within 45 days.",
    "1. Recruit\n2. Retain\n3. Train",
    "Frequency\tTarget\tActual\tTarget\tActual\t",
    "4A\tDental checks\tQuarterly\t\t\t\t",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_count_nothing_are_no_figures(text, rules):
    assert told(text, rules) == []


def test_two_groups_in_one_row_keep_their_own_targets(rules):
    row = "Recruit\tHead of Service\tTarget 60% Practice Leads by June 2025 Target 95% Youth Workers by June 2025"

    figures = read(row, rules)

    assert [(f.value, f.what, f.role, f.as_of) for f in figures] == [
        ("60%", "Practice Leads", TARGET, "2025-06"),
        ("95%", "Youth Workers", TARGET, "2025-06"),
    ]


def test_a_further_sum_a_total_and_an_increase_are_three_things(rules):
    text = "A further investment of £3.2m takes the annual budget to £41m, which is a £12M increase since 2019/20."

    further, total, increase = read(text, rules)

    assert (further.value, further.number, further.role, further.what) == (
        "£3.2m",
        3_200_000,
        BUDGET,
        "further investment",
    )
    assert (total.value, total.role, total.what, total.change) == ("£41m", BUDGET, "annual budget", increase.change)
    assert (increase.value, increase.role, increase.direction) == ("£12M", CHANGE, Direction.UP)
    assert increase.change == "£12M increase since 2019/20"
    assert [total.as_of, increase.as_of] == [None, None]


def test_a_projected_overspend_keeps_what_it_leaves_out(rules):
    text = "The projected overspend for the directorate is £1.9m (excluding the £0.8m one-off reserve)."

    overspend, reserve = read(text, rules)

    assert (overspend.value, overspend.role, overspend.what) == (
        "£1.9m",
        BUDGET,
        "projected overspend for the directorate",
    )
    assert overspend.qualifiers == ("projected", "(excluding the £0.8m one-off reserve)")
    assert (reserve.value, reserve.what, reserve.role) == ("£0.8m", "one-off reserve", BUDGET)


def test_more_that_is_not_good_is_a_deterioration(rules):
    text = "In the latest audit 64% of records did not meet good; this had increased from 41% in the audit before."

    now, before = read(text, rules)

    assert (now.value, now.direction, now.tone, now.change) == (
        "64%",
        Direction.UP,
        Tone.DETERIORATION,
        "increased from 41%",
    )
    assert "not meet good" in now.reason
    assert (before.value, before.direction, before.tone, before.role) == ("41%", None, None, ACTUAL)


TONES = [
    ("Agency staff fell from 31% to 22%.", Tone.IMPROVEMENT),
    ("Agency staff rose from 22% to 31%.", Tone.DETERIORATION),
    ("Care leavers in suitable accommodation rose from 80% to 91%.", Tone.IMPROVEMENT),
    ("Children looked after rose from 310 to 322.", None),
    ("Timeliness improved from 60% to 72%.", Tone.IMPROVEMENT),
    ("The share of plans not reviewed on time fell from 66 % to 58 %.", Tone.IMPROVEMENT),
]


@pytest.mark.parametrize(("text", "tone"), TONES)
def test_a_change_is_for_the_better_only_where_the_words_tell(text, tone, rules):
    first, last = read(text, rules)

    assert (first.tone, last.tone) == (None, tone)


def test_both_ends_of_a_change_are_told_with_their_own_dates(rules):
    text = "The number of children in care fell from circa 420 at the end of 2020 to 371 as of June 2022."

    first, last = read(text, rules)

    assert (first.value, first.as_of, first.qualifiers, first.direction) == ("420", "2020-12", ("circa",), None)
    assert (last.value, last.as_of, last.as_of_raw, last.direction) == (
        "371",
        "2022-06",
        "as of June 2022",
        Direction.DOWN,
    )
    assert first.what == last.what == "children in care"
    assert first.change == last.change == "fell from circa 420 at the end of 2020 to 371"


@pytest.mark.parametrize("arrow", ["→", "–", "-"])
def test_an_arrow_or_dash_that_leads_down_is_a_change(arrow, rules):
    first, last = read(f"Placements outside the county: 88 {arrow} 73.", rules)

    assert [(f.value, f.direction) for f in (first, last)] == [("88", None), ("73", Direction.DOWN)]


def test_a_rate_before_its_base_has_the_base_as_its_unit(rules):
    first, last = read("There was a fall in the rate of referrals (611 – 598.2 per 10000).", rules)

    assert [(f.value, f.unit, f.number) for f in (first, last)] == [
        ("611", "per 10,000", 611.0),
        ("598.2", "per 10,000", 598.2),
    ]
    assert last.change == "fall in the rate of referrals (611 – 598.2 per 10000)"


def test_the_amount_of_a_change_and_where_it_led_stand_apart(rules):
    text = "An increase in the number of children looked after by approximately 6% to 344 children on 31st March 2021."

    amount, level = read(text, rules)

    assert (amount.value, amount.role, amount.direction, amount.qualifiers) == (
        "6%",
        CHANGE,
        Direction.UP,
        ("approximately",),
    )
    assert (level.value, level.role, level.what, level.as_of) == ("344", ACTUAL, "children looked after", "2021-03-31")
    assert level.as_of_raw == "on 31st March 2021"


def test_a_count_beside_its_target_shares_what_it_counts(rules):
    text = "19 carers have been approved against a target of 15. The target rises to 20 in April"

    reached, aimed, next_aim = read(text, rules)

    assert [(f.value, f.role, f.what) for f in (reached, aimed, next_aim)] == [
        ("19", ACTUAL, "carers"),
        ("15", TARGET, "carers"),
        ("20", TARGET, "carers"),
    ]
    assert (next_aim.as_of, next_aim.as_of_raw) == (None, "in April")
    assert text[slice(*next_aim.quote)] == text


def test_a_count_that_is_planned_is_not_told_as_reached(rules):
    planned, done = read("The service plans to recruit thirty advisers. Fourteen advisers have been recruited.", rules)

    assert (planned.value, planned.role) == ("thirty", TARGET)
    assert "plans to" in planned.reason
    assert (done.value, done.role) == ("Fourteen", ACTUAL)


def test_a_number_of_others_says_whose_it_is(rules):
    ours, theirs = read("Attendance is 91%, compared with 89% nationally.", rules)

    assert (ours.qualifiers, theirs.qualifiers) == ((), ("nationally",))


AS_OF = [
    ("At 30 June 2022, 91 children were missing.", "2022-06-30"),
    ("91 children were missing in 2021/22.", "2022-03-31"),
    ("91 children were missing in 2021.", "2021"),
    ("91 children were missing at the end of May 2021.", "2021-05"),
    ("91 children were missing in Q3 2021/22.", "2021-12-31"),
    ("91 children were missing on 30.06.2022.", "2022-06-30"),
    ("Between April and June 2022, 91 children were missing.", "2022-06"),
    ("91 children were missing in Jan 22.", "2022-01"),
    ("91 children were missing, compared with the end of 2020.", None),
    ("91 children were missing.", None),
    ("91 children have gone missing since 2019.", None),
    ("91 children were missing this year.", None),
]


@pytest.mark.parametrize(("text", "as_of"), AS_OF)
def test_a_date_is_the_passages_own_or_none(text, as_of, rules):
    (figure,) = read(text, rules, paper_date="2022-09-01")

    assert figure.as_of == as_of


NUMBERS = [
    ("£1.2 million was saved.", 1_200_000, "£"),
    ("The grant is £450k.", 450_000, "£"),
    ("A saving of £2,300 was made.", 2300, "£"),
    ("Twenty-five per cent of staff left.", 25, "%"),
    ("One hundred and four families came.", 104, "count"),
    ("The team has 12.5 FTE social workers.", 12.5, "FTE"),
    ("Three quarters of staff replied.", 0.75, "ratio"),
]


@pytest.mark.parametrize(("text", "number", "unit"), NUMBERS)
def test_numbers_are_read_with_their_scale_and_unit(text, number, unit, rules):
    (figure,) = read(text, rules)

    assert (figure.number, figure.unit) == (number, unit)


def test_caseloads_that_range_have_not_changed(rules):
    (figure,) = read("Caseloads ranged from 15 to 23.", rules)

    assert (figure.value, figure.number, figure.upper, figure.change) == ("15 to 23", 15, 23, None)


def test_a_range_has_two_ends(rules):
    (figure,) = read("The average wait is 10 to 12 weeks.", rules)

    assert (figure.value, figure.number, figure.upper, figure.unit) == ("10 to 12", 10, 12, "weeks")
