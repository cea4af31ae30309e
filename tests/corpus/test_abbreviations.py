"""Abbreviations that a paper defines itself: which are learned, from where, and which brackets say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.abbreviations import Abbreviation, abbreviations_of
from corpus.types import Span


def found(text: str) -> list[tuple[str, str]]:
    return [(abbreviation.short, abbreviation.long) for abbreviation in abbreviations_of(text)]


# --- in brackets -------------------------------------------------------------------------------------------------


def test_a_definition_is_kept_with_its_place_in_the_text():
    text = "Fewer Looked After Children (LAC) live far from home."

    assert abbreviations_of(text) == (Abbreviation(short="LAC", long="Looked After Children", at=Span(6, 27)),)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("our multi-agency safeguarding hub (MASH) opened", "MASH", "multi-agency safeguarding hub"),
        ("a multiagency safeguarding hub (MASH)", "MASH", "multiagency safeguarding hub"),
        ("the health and wellbeing board (HWBB)", "HWBB", "health and wellbeing board"),
        ("a virtual headteacher (VHT)", "VHT", "virtual headteacher"),
        ("its special educational needs coordinator (SENCo)", "SENCo", "special educational needs coordinator"),
        ("Children in Need (CiN) plans", "CiN", "Children in Need"),
        ("the Department for Education (DfE)", "DfE", "Department for Education"),
        ("not in education, employment or training (NEET)", "NEET", "not in education, employment or training"),
        ("needs and/or disabilities (ND)", "ND", "needs and/or disabilities"),
        ("local accident and emergency department (A&E)", "A&E", "accident and emergency department"),
        ("children who are missing from education (CME)", "CME", "children who are missing from education"),
        ("a multi-agency child exploitation panel (MACE)", "MACE", "multi-agency child exploitation panel"),
        ("a multi-agency safeguarding hub plus (MASH+)", "MASH+", "multi-agency safeguarding hub plus"),
        ("by Key Stage 2 (KS2)", "KS2", "Key Stage 2"),
    ],
)
def test_each_letter_of_the_short_form_begins_a_word_of_the_long(text, short, long):
    assert found(text) == [(short, long)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("newly qualified social workers (NQSWs)", "NQSWs", "newly qualified social workers"),
        ("four Independent Reviewing Officers (IRO's)", "IRO's", "Independent Reviewing Officers"),
        ("personal education plans (PEPS)", "PEPS", "personal education plans"),
        ("Independent Reviewing Officer(s) (IROs)", "IROs", "Independent Reviewing Officer(s)"),
        ("reviewing officers' (ROs) caseloads", "ROs", "reviewing officers"),
        ("the Department for Education's (DfE's) adviser", "DfE's", "Department for Education"),
    ],
)
def test_a_plural_is_kept_as_printed(text, short, long):
    (abbreviation,) = abbreviations_of(text)

    assert (abbreviation.short, abbreviation.long) == (short, long)


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("the emergency\nduty team (EDT) works", "emergency\nduty team"),
        ("the emergency duty team\n  (EDT) works", "emergency duty team"),
        ("the emergency duty team (\nEDT) works", "emergency duty team"),
        ("EDT (emergency\n   duty team)", "emergency\n   duty team"),
        ("EDT\temergency\n\tduty team", "emergency\n\tduty team"),
        ("EDT\temergency\nduty team", "emergency\nduty team"),
    ],
)
def test_a_definition_may_run_over_a_line_s_end(text, long):
    assert found(text) == [("EDT", long)]


@pytest.mark.parametrize(
    "text",
    [
        "the front door team (“FDT”)",
        "the front door team (hereafter 'FDT')",
        "the front door team (also known as the FDT)",
        "the front door team (FDT; see below)",
        "the FDT (front door team)",
        "the FDT (the front door team)",
        "the FDT (front door team, once called duty)",
        "the “front door team” (FDT)",
    ],
)
def test_a_definition_is_known_in_quotation_marks_with_a_lead_in_or_the_other_way_round(text):
    assert found(text) == [("FDT", "front door team")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "as agreed (see Appendix A)",
        "last year (2021)",
        "the plan's ratings (RAG) are shown",
        "rated amber (A)",
        "Councillor Ann Example (Cllr)",
        "Cllr Ann Example (AE)",
        "Ms Ann Bee Example (ABE)",
        "the Leader of the Council (Chair)",
        "Grade 3 (Adequate)",
        "in September (Sept)",
        "emergency duty (EDT) team",
        "child protection plans (CP)",
        "and support (AS)",
        "the LAC team (LAC)",
        "Family hubs opened. Teams (FHT) moved",
        "Family Hub\n\nTeam (FHT)",
        "Family\tHub\tTeam (FHT)",
        "Family (once Hub) Team (FHT)",
        "- Family\n- Hub\n- Team (FHT)",
        "looked at all of the newer cases (LAC)",
        "Lots of work was done with agencies and children (LAC)",
        "Looked After Children (LAC",
        "panel (part)",
    ],
)
def test_a_bracket_that_defines_nothing_teaches_nothing(text):
    assert found(text) == []


# --- glossaries --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", ["\t", " \t ", " – ", " — ", " - ", ": ", " = ", "    ", " | "])
def test_a_glossary_s_lines_are_learned_in_their_order(separator):
    text = f"Glossary\nLAC{separator}Looked after children\nPLO{separator}Public law outline\nRAG{separator}A rating\n"

    assert found(text) == [("LAC", "Looked after children"), ("PLO", "Public law outline")]


@pytest.mark.parametrize(
    "line",
    [
        "| LAC | looked after children |",
        "| looked after children | LAC |",
        "- **LAC** – looked after children",
        "• LAC: looked after children.",
        "LAC – looked after children: those whom the council cares for",
        "LAC – looked after children (those in care)",
        "LAC\tlooked after children\t4.2",
        "looked after children\tLAC",
        "looked after children – LAC",
    ],
)
def test_a_glossary_may_be_a_table_a_list_or_stand_the_other_way_round(line):
    assert found(f"Terms\n\n{line}\n") == [("LAC", "looked after children")]


@pytest.mark.parametrize(
    "line",
    [
        "LAC\t42",
        "LAC\tNumber of children in care",
        "MASH – open since May",
        "CP – children play an important part in the plan",
        "Q1\t83%\tQuality",
        "Ofsted: visits are short",
    ],
)
def test_a_line_that_explains_no_letters_teaches_nothing(line):
    assert found(line) == []


# --- the whole paper ---------------------------------------------------------------------------------------------


def test_a_short_form_with_two_meanings_is_kept_with_both_where_each_is_first_defined():
    text = (
        "The child protection (CP) plans came first. Later, child protection (CP) again, Child\nProtection (CP) once "
        "more, and the community pledge (CP)."
    )

    assert [(one.short, one.long, one.at.start) for one in abbreviations_of(text)] == [
        ("CP", "child protection", text.index("child protection")),
        ("CP", "community pledge", text.index("community pledge")),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "Family",
                "hub",
                "team",
                "and",
                "of",
                " ",
                "\n",
                "\n\n",
                "\t",
                "(FHT)",
                "FHT",
                "(",
                ")",
                "(s)",
                " – ",
                "’s",
            ]
        ),
        max_size=25,
    ).map("".join)
    | st.text(max_size=80)
)
def test_every_long_form_is_a_slice_of_the_text_and_every_short_form_stands_in_it(text):
    learned = abbreviations_of(text)

    assert all(text[one.at.start : one.at.end] == one.long and one.short in text for one in learned)
    assert [one.at for one in learned] == sorted(one.at for one in learned)
    assert len({(one.short, " ".join(one.long.split()).casefold()) for one in learned}) == len(learned)


def test_the_reports_define_what_a_reader_finds_in_them(shared):
    learned = {
        file.name[:3]: [one.short for one in abbreviations_of(file.read_bytes().decode())]
        for file in sorted((shared / "reports").glob("*.txt"))
    }

    assert learned == {
        "000": ["DfE", "BABS", "SARC", "LGA"],
        "001": [],
        "002": ["BAME", "BALI", "NAAS", "DfE's", "LAC", "PVI", "CiN"],
        "003": ["IROs", "MASH", "PLO", "SLIP"],
        "004": [],
    }
