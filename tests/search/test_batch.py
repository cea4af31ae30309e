"""A file of questions is read, and answers are laid out as rows whose quotations are exact."""

import pytest

from corpus.errors import InputError
from indexer.store import Where
from search.answers import Request
from search.batch import AnswerRow, Asked, answer_rows, check_quotations, heading, read_questions
from search.find import find


def asked(text, *, is_table):
    return read_questions(text, is_table=is_table, file="q")


def test_a_text_has_one_question_a_line():
    assert asked("\n Who leads? \n\nWho pays, and when?\r\n", is_table=False) == [
        Asked(2, "Who leads?", {}),
        Asked(4, "Who pays, and when?", {}),
    ]


def test_a_table_has_its_questions_and_limits_under_headings():
    table = (
        "Council,QUESTION,Per council,from\n"
        "Halton; Sefton ;,Who leads?,2,\n"
        '\n,"Who pays,\nand when?",,2023\nLeeds,Who stays?\n'
    )

    assert asked(table, is_table=True) == [
        Asked(2, "Who leads?", {"council": ("Halton", "Sefton"), "per_council": ("2",)}),
        Asked(4, "Who pays,\nand when?", {"from": ("2023",)}),
        Asked(6, "Who stays?", {"council": ("Leeds",)}),
    ]


@pytest.mark.parametrize(
    ("text", "is_table", "said"),
    [
        ("\n \n", False, "q holds no question.*one question a line"),
        ("question\n", True, "q holds no question"),
        ("", True, "no column “question”"),
        ("council,body\nLeeds,x\n", True, "no column “question”"),
        ("question,concil\nx,y\n", True, "a column “concil” that is not known.*council, body"),
        ("question,council,council\nx,y,z\n", True, "a column “council” that is not known, or that it has twice"),
        ("question,council\n,Leeds\n", True, "line 2: the question is missing"),
        ("question\nWho leads, and who pays?\n", True, "line 2: there are more cells.*quotation marks"),
        ('question\n"Who\n', True, "cannot be read as a table"),
    ],
)
def test_a_file_that_cannot_be_followed_is_refused_with_the_place(text, is_table, said):
    with pytest.raises(InputError, match=f"(?s){said}"):
        asked(text, is_table=is_table)


@pytest.fixture
def ask(demonstration):
    def answered(question, **limits):
        with demonstration.store.viewing() as view:
            return find(Request(question=question, **limits), view, demonstration.encoder, demonstration.vocabulary)

    return answered


def test_a_row_says_all_that_is_needed_to_use_a_quotation(ask, demonstration):
    row, *others = answer_rows(ask("recruiting social workers from South Africa and Zimbabwe", limit=2))

    assert (row.rank, row.council, row.body, row.date) == (1, "Sefton", "Health and Wellbeing Board", "2023-03-08")
    assert (row.place, row.page, row.nothing_relevant) == ("para 2.3", None, "")
    assert row.citation.startswith("Our digest of: Sefton Council, Health and Wellbeing Board, 8 March 2023")
    assert row.quotation == demonstration.text(row.paper_id)[row.start : row.end]
    assert row.searched == "322 passages of 5 papers"
    assert "staff recruitment; " in row.also_searched
    assert [other.rank for other in others] == [2]


def test_a_question_without_an_answer_is_one_row_that_says_what_was_searched(ask):
    answer = ask("female genital mutilation", where=Where(councils=("Halton",)))

    (row,) = answer_rows(answer, "councils: Halton")

    assert row == AnswerRow(
        question="female genital mutilation",
        nothing_relevant="nothing relevant found in 33 passages of 1 paper",
        searched="33 passages of 1 paper (councils: Halton)",
        also_searched=row.also_searched,
    )


def test_every_quotation_of_an_answer_passes_the_check(ask, demonstration):
    rows = answer_rows(ask("supervision", limit=100))

    check_quotations([*rows, AnswerRow(question="without an answer")], demonstration.text)

    assert len(rows) > 50


@pytest.mark.parametrize("change", [{"quotation": "Otherwise."}, {"start": 0}, {"end": 3}])
def test_a_quotation_that_is_not_what_stands_there_is_not_let_through(ask, demonstration, change):
    rows = [row._replace(**change) for row in answer_rows(ask("supervision", limit=1))]

    with pytest.raises(ValueError, match="is not what stands in its paper"):
        check_quotations(rows, demonstration.text)


def test_columns_are_headed_in_words():
    assert [heading(name) for name in AnswerRow._fields[-3:]] == ["start", "end", "passage id"]
