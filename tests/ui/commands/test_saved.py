"""Tables of answers, examples, saved questions and comparable practice, as typed and as printed."""

import csv
import io
import json

import pytest

from indexer.build import Corrections
from ui.cli import main
from ui.services import Services
from ui.table_files import unguarded

VISITS = "Social workers see children in care every week and write each visit up within a day."
LATER = "Children are visited every ten days by their social worker, and at home."
CONTACT = "To report a missed visit, ring the duty social worker on 0151 496 0123."


@pytest.fixture
def run(capsys, monkeypatch):
    def ran(library, *arguments):
        monkeypatch.setenv("READACROSS_LIBRARY", str(library))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ran


@pytest.fixture
def folder(demonstration):
    return demonstration.folder


@pytest.fixture
def library(demonstration, tmp_path):
    return Services(tmp_path / "library", encoder=demonstration.encoder)


@pytest.fixture
def add(library, tmp_path):
    def added(name, words, council):
        (tmp_path / name).write_text(f"1.1 {words}\n", encoding="utf-8")
        return library.add(tmp_path / name, Corrections(council=council, date="2023")).paper

    return added


class Full(io.StringIO):
    """A place to print to that has no room left."""

    def flush(self):
        raise OSError(28, "No space left on device")


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search"], "No question was asked.\nAsk one: readacross search"),
        (["search", "--less-like", "{passage}"], "only what not to look for.\nAsk a question as well"),
        (["search", "--more-like", "nowhere/1"], "No passage or action is called “nowhere/1” here.\n"),
        (["search", "x", "--more-like", "{passage}", "-o", "a.csv"], "Examples give an answer, not a table.\n"),
        (["search", "x", "--more-like", "{passage}", "--mode", "words"], "Leave out --mode words."),
        (["search", "x", "--questions", "q.txt", "-o", "a.csv"], "beside a file of questions.\nWrite it in the file."),
        (["search", "--questions", "q.txt"], "no file to write the answers to.\nName one: --output answers.csv"),
        (["search", "--questions", "q.txt", "--to", "a.csv"], "no file to write the answers to."),
        (["search", "--questions", "/no/such", "-o", "a.csv"], "The file /no/such cannot be read"),
        (["search", "x", "-o", "a.ods"], "A table cannot be written to a.ods.\nEnd its name with .csv or .xlsx."),
        (["search", " ", "-o", "a.csv"], "The question is empty."),
        (["similar", "9.9.9"], "No passage or action is called “9.9.9” here.\n"),
        (["similar", "1.1.1"], "“1.1.1” may be any of"),
        (["similar", "3.4", "--of", "halto.md"], "No paper is called “halto.md” here.\n"),
        (["questions", "run", "x"], "No saved question is called “x” here.\nKnown: none yet."),
        (["questions", "forget", "x"], "No saved question is called “x” here."),
        (["questions", "save", "x", "?"], "The question is empty."),
        (["questions", "save", " ", "why"], "The question has no name."),
        (["questions", "save", "x", "why", "--council", "Seftn"], "Did you mean “Sefton”?"),
    ],
)
def test_a_wrong_call_is_answered_with_a_remedy_and_writes_nothing(
    run, demonstration, tmp_path, monkeypatch, arguments, said
):
    monkeypatch.chdir(tmp_path)
    passage = demonstration.passages()[0].passage.id

    code, out, err = run(demonstration.folder, *(part.format(passage=passage) for part in arguments))

    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_table_of_questions_has_a_row_for_each_passage_and_each_silence(run, folder, demonstration, tmp_path):
    (tmp_path / "q.csv").write_text(
        'question,council,limit\n"recruiting social workers, from abroad",sefton,3\nfemale genital mutilation,,\n',
        encoding="cp1252",
    )

    code, out, err = run(folder, "search", "--questions", tmp_path / "q.csv", "-o", tmp_path / "a.csv", "--limit", "2")

    rows = table(tmp_path / "a.csv")
    assert code == 0
    assert [line for line in err.splitlines() if not line.startswith(("1 of 2", "2 of 2"))] == []
    assert out == f"2 questions, 3 passages: {tmp_path / 'a.csv'}\nNothing relevant was found for 1 of them.\n"
    assert [(row["question"][:10], row["rank"], row["council"]) for row in rows] == [
        ("recruiting", "1", "Sefton"),
        ("recruiting", "2", "Sefton"),
        ("recruiting", "3", "Sefton"),
        ("female gen", "", ""),
    ]
    exact = [demonstration.text(row["paper id"])[int(row["start"]) : int(row["end"])] for row in rows[:3]]
    assert [unguarded(row["quotation"]) for row in rows[:3]] == exact
    assert rows[0]["searched"] == "240 passages of 3 papers (councils: Sefton)"
    assert rows[3]["nothing relevant"] == "nothing relevant found in 322 passages of 5 papers"


def test_one_question_can_be_answered_in_a_table_too(run, folder, tmp_path):
    code, out, _ = run(folder, "search", "supervision", "-o", tmp_path / "a.xlsx", "--limit", "4", "--json")

    told = json.loads(out)
    assert (code, told["questions"], told["file"]) == (0, 1, str(tmp_path / "a.xlsx"))
    assert [result["rank"] for result in told["answers"][0]["results"]] == [1, 2, 3, 4]
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("why,Seftn,,", "q.csv, line 2: No council is called “Seftn” here.\nDid you mean “Sefton”?"),
        ("why,,0,", "q.csv, line 2: “0” under limit is no whole number above 0."),
        ("why,,,meening", "q.csv, line 2: No mode is called “meening”.\nWrite one of hybrid, meaning, words."),
    ],
)
def test_a_row_that_cannot_be_asked_is_told_by_its_line_and_nothing_is_written(run, folder, tmp_path, row, said):
    (tmp_path / "q.csv").write_text(f"question,council,limit,mode\n{row}\n", encoding="utf-8")

    code, _, err = run(folder, "search", "--questions", tmp_path / "q.csv", "-o", tmp_path / "a.csv")

    assert code == 2
    assert said in err
    assert not (tmp_path / "a.csv").exists()


def test_a_telephone_number_is_hidden_in_a_table_and_said_to_be(run, library, add, tmp_path):
    paper = add("contact.txt", CONTACT, "Halton")

    run(library.folder, "search", "a missed visit by a social worker", "-o", tmp_path / "a.csv")

    (row,) = table(tmp_path / "a.csv")
    assert row["quotation"] == CONTACT.replace("0151 496 0123", "[telephone number hidden]")
    assert row["hidden"] == "telephone number"
    assert library.text(paper.id)[int(row["start"]) : int(row["end"])] == CONTACT


def test_names_are_hidden_in_a_table_where_the_settings_say_so(run, library, add, tmp_path, monkeypatch):
    monkeypatch.setenv("READACROSS_HIDE_NAMES", "1")
    add("named.txt", "Sarah Thompson, the head of service, reviews each missed visit by a social worker.", "Halton")

    run(library.folder, "search", "a missed visit by a social worker", "-o", tmp_path / "a.csv")

    (row,) = table(tmp_path / "a.csv")
    assert row["quotation"] == "[name hidden], the head of service, reviews each missed visit by a social worker."
    assert row["hidden"] == "name"


def test_a_search_by_examples_says_what_it_went_by(run, folder, demonstration):
    good, bad = (
        next(item.passage.id for item in demonstration.passages() if words in item.passage.text)
        for words in ("South Africa", "budget")
    )

    code, out, _ = run(folder, "search", "staff", "--more-like", good, "--less-like", bad, "--limit", "3", "--json")
    text = run(folder, "search", "staff", "--more-like", good, "--less-like", bad, "--limit", "3")[1]

    answer = json.loads(out)
    assert code == 0
    assert (answer["question"], answer["mode"], answer["more_like"], answer["less_like"]) == (
        "staff",
        "meaning",
        [good],
        [bad],
    )
    assert len(answer["results"]) == 3
    assert not {good, bad} & {result["passage"]["id"] for result in answer["results"]}
    assert text.startswith("Asked: “staff”, more like 1 passage, less like 1 passage.\n3 passages from ")


def test_comparable_practice_is_grouped_by_council_with_how_actions_stand(run, folder, demonstration):
    action = demonstration.actions()[2].action

    code, out, _ = run(folder, "similar", action.id, "--per-council", "2", "--json")

    found = json.loads(out)
    assert code == 0
    assert (found["passage"]["id"], found["action"]["ref"]) == (action.passage_ids[0], "1.1.1")
    assert sorted(group["council"] for group in found["councils"]) == ["Halton", "Southend-on-Sea"]
    assert [len(group["passages"]) for group in found["councils"]] == [2, 2]
    assert found["councils"][0]["passages"][0].keys() >= {"passage", "cosine", "action", "same_words", "matched"}
    assert found["searched"] == {"papers": 2, "passages": 82, "unreadable_pages": 0}


def test_an_action_near_by_is_shown_with_its_status_in_words(run, folder, demonstration):
    action = demonstration.actions()[2].action

    code, out, _ = run(folder, "similar", action.id, "--same-council", "--limit", "3", "--kind", "action")

    assert code == 0
    assert "\nSefton\n======\n" in out
    assert " near in meaning; words in common: " in out
    assert out.count("action 1.1") >= 4
    assert any(f": {status}\n" in out for status in ("complete", "on track", "some issues"))


def test_a_paragraph_is_named_by_its_number_and_paper(run, folder):
    code, out, _ = run(
        folder, "similar", "2.3", "--of", "sefton-health-and-wellbeing-board-2023-03", "--limit", "1", "--json"
    )

    assert (code, json.loads(out)["passage"]["number"]) == (0, "2.3")


def test_a_saved_question_is_listed_run_and_forgotten(run, library, add):
    add("old.txt", VISITS, "Halton")
    folder = library.folder

    saved = run(folder, "questions", "save", "Visits", "how often are children visited", "--council", "halton")
    again = run(folder, "questions", "save", "visits", "something else")
    listed = run(folder, "questions")
    first = run(folder, "questions", "run", "VISITS")
    second = run(folder, "questions", "run")
    forgotten = run(folder, "questions", "forget", "visits")
    gone = run(folder, "questions")

    assert saved == (0, "Saved as “Visits”. Run it: readacross questions run Visits\n", "")
    assert again[0] == 2
    assert "already saved as “Visits”.\nChoose another name, or take “Visits” out first." in again[2]
    assert listed[1] == "Visits: how often are children visited (councils: Halton)\n    not run yet; 0 papers seen\n"
    assert first[1].startswith("Visits: how often are children visited\n=====")
    assert VISITS[:60] in first[1]
    assert "Nothing new: no paper has come since. Searched then and now: 1 passage of 1 paper.\n" in second[1]
    assert VISITS[:20] not in second[1]
    assert forgotten[1] == "Forgotten: Visits\n"
    assert gone[1].startswith("No saved questions yet.")


def test_what_is_kept_new_is_shown_again_and_what_is_seen_is_not(run, library, add):
    add("old.txt", VISITS, "Halton")
    folder = library.folder
    run(folder, "questions", "save", "visits", "how often are children visited")

    def told(*arguments):
        (news,) = json.loads(run(folder, "questions", "run", *arguments, "--json")[1])
        return [result["passage"]["text"] for result in (news["answer"] or {"results": []})["results"]]

    assert told("--keep-new") == [VISITS]
    assert told() == [VISITS]
    assert told() == []
    paper = add("new.txt", LATER, "Leeds")
    assert told() == [LATER]
    library.remove(paper.id)
    assert told() == []


def test_saved_questions_survive_reading_papers_again(run, library, add):
    add("old.txt", VISITS, "Halton")
    run(library.folder, "questions", "save", "visits", "how often are children visited", "--kind", "paragraph")
    run(library.folder, "questions", "run")

    library.read_again()

    (saved,) = json.loads(run(library.folder, "questions", "--json")[1])
    assert (saved["name"], saved["limits"], saved["papers_seen"]) == ("visits", {"kinds": ["paragraph"]}, 1)
    assert "Nothing new" in run(library.folder, "questions", "run")[1]


def test_a_saved_question_keeps_its_theme_and_status_and_waits_for_councils_like_it(run, library, add):
    add("old.txt", VISITS, "Halton")
    limits = ["--theme", "supervision", "--status", "none", "--like", "Halton", "--by", "region"]

    code, out, _ = run(library.folder, "questions", "save", "visits", "how often", *limits, "--json")
    (listed,) = json.loads(run(library.folder, "questions", "--json")[1])

    saved = json.loads(out)
    assert (code, saved["limits"]) == (0, listed["limits"])
    assert (saved["limits"]["theme"], saved["limits"]["statuses"]) == ("supervision", ["none"])
    assert {"Halton", "Sefton", "Knowsley"} <= set(saved["limits"]["councils"])


def test_a_note_that_cannot_be_read_can_still_be_forgotten(run, library, add):
    add("old.txt", VISITS, "Halton")
    library.store.note("question", "old one", "{}")

    code, _, err = run(library.folder, "questions")
    forgotten = run(library.folder, "questions", "forget", "old one")

    assert code == 2
    assert "The saved question “old one” cannot be read" in err
    assert "readacross questions forget 'old one'" in err
    assert forgotten[0] == 0


def test_news_that_could_not_be_shown_is_still_new(run, library, add, monkeypatch):
    add("old.txt", VISITS, "Halton")
    run(library.folder, "questions", "save", "visits", "how often are children visited")

    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Full())
        code = run(library.folder, "questions", "run")[0]

    assert code == 1
    assert VISITS[:60] in run(library.folder, "questions", "run")[1]


def test_what_takes_long_says_how_far_it_is(run, folder, tmp_path, monkeypatch):
    (tmp_path / "q.txt").write_text("supervision\nfoster carers\n", encoding="utf-8")
    monkeypatch.setattr("ui.commands.saved.PATIENCE_S", 0.0)

    _, out, err = run(folder, "search", "--questions", tmp_path / "q.txt", "-o", tmp_path / "a.csv", "--mode", "words")

    assert [line.split(" after ")[0] for line in err.splitlines()] == [
        "1 of 2 questions answered",
        "2 of 2 questions answered",
    ]
    assert out.startswith("2 questions, ")
