"""The command: what it prints, where, and the code that it ends with."""

import json
import shutil
import socket
import sqlite3
from pathlib import Path

import pytest

from ui.cli import main

OUR_THEMES = Path(__file__).parents[2] / "search" / "data" / "themes.toml"


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


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["search", " "], 2, "The question is empty.\nType at least one word."),
        (["search", "x", "--council", "Seftn"], 2, "No council is called “Seftn” here.\nDid you mean “Sefton”?"),
        (["search", "x", "--from", "March"], 2, "“March” is not a date that can be read.\nWrite it as 2023,"),
        (["search", "x", "--kind", "paragraf"], 2, "No kind is called “paragraf” here.\nDid you mean “paragraph”?"),
        (["search", "x", "--paper", "halto.md"], 2, "No paper is called “halto.md” here.\n"),
        (["search", "x", "--limit", "0"], 2, "0 is less than 1"),
        (["search", "x", "--limit", "ten"], 2, "argument --limit: “ten” is no whole number above 0."),
        (["compare", "workfroce"], 2, "No theme is called “workfroce” here.\nDid you mean “workforce”?"),
        (["remove", "nothing.pdf"], 2, "No paper is called “nothing.pdf” here.\n"),
        (["add"], 2, "No file or folder was named.\nSay which: readacross add FILE-OR-FOLDER"),
        (["add", "/no/such/file"], 2, "No paper was added: 1 file was refused.\n"),
        (["correct", "halton", "--kind", "poem"], 2, "No kind of paper is called “poem” here."),
        (["frobnicate"], 2, "invalid choice: 'frobnicate'"),
        (["serve", "--auth", "/no/such/file"], 2, "The file /no/such/file cannot be read"),
        (["serve", "--port", "65536"], 2, "argument --port: 65536 is more than 65535."),
    ],
)
def test_a_wrong_call_is_answered_with_a_sentence_a_remedy_and_a_code(run, folder, arguments, code, said):
    ended, out, err = run(folder, *arguments)

    assert (ended, out.replace("0 papers added, 1 file refused.\n", "")) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_an_empty_library_says_what_to_do_next(run, tmp_path):
    code, out, err = run(tmp_path / "empty", "search", "anything")

    assert (code, out) == (3, "")
    assert "holds no papers yet.\nAdd some: readacross add FILE-OR-FOLDER" in err


def test_a_file_where_the_library_should_be_is_told(run, tmp_path):
    (tmp_path / "file").write_text("I am no folder", encoding="utf-8")

    code, _, err = run(tmp_path / "file", "papers")

    assert code == 3
    assert "cannot be opened" in err
    assert "Choose a folder that you can write to" in err


def test_a_database_of_something_else_is_told(run, tmp_path):
    (tmp_path / "library.sqlite3").write_bytes(b"not a database at all" * 100)

    code, _, err = run(tmp_path, "papers")

    assert code == 3
    assert "is damaged or is not a Readacross library" in err


def test_a_port_in_use_is_told_with_another_to_try(run, folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code, _, err = run(folder, "serve", "--port", port)

    assert code == 2
    assert f"Another program already uses port {port} on 127.0.0.1." in err
    assert f"readacross serve --port {port + 1}" in err


@pytest.mark.parametrize(("host", "is_warned"), [("0.0.0.0", True), ("127.0.0.1", False)])
def test_opening_the_page_to_others_without_passwords_is_warned_of(run, folder, host, is_warned):
    with socket.create_server((host, 0)) as taken:
        _, _, err = run(folder, "serve", "--host", host, "--port", taken.getsockname()[1])

    assert ("Whoever reaches this machine can open the page" in err) is is_warned


def test_every_passage_printed_is_the_exact_slice_of_its_papers_text(run, folder):
    _, out, _ = run(folder, "passages", "--json")
    passages = json.loads(out)
    texts = {name: run(folder, "text", name)[1] for name in {passage["paper"]["id"] for passage in passages}}

    assert len(texts) == 5
    assert len(passages) > 300
    assert [p["id"] for p in passages if p["text"] != texts[p["paper"]["id"]][p["start"] : p["end"]]] == []


def test_the_json_of_a_search_keeps_its_names(run, folder):
    _, out, _ = run(folder, "search", "agency staff", "--council", "southend", "--limit", "2", "--json")
    answer = json.loads(out)

    assert answer.keys() >= {"question", "expanded_with", "mode", "nothing_relevant", "searched", "results"}
    assert answer["searched"] == {"papers": 1, "passages": 49, "unreadable_pages": 0}
    assert [result["rank"] for result in answer["results"]] == [1, 2]
    assert answer["results"][0].keys() >= {"rank", "passage", "scores", "matched"}
    assert answer["results"][0]["scores"].keys() == {"cosine", "bm25", "fused", "word_by_word", "cross_encoder"}
    passage = answer["results"][0]["passage"]
    assert passage.keys() >= {
        *("id", "kind", "text", "number", "part", "section", "page", "start", "end", "repairs", "themes", "citation"),
        "paper",
    }
    assert passage["paper"].keys() >= {"id", "file", "title", "council", "body", "date", "kind", "is_digest"}
    assert (passage["page"], passage["paper"]["is_digest"], passage["paper"]["date"]) == (None, True, "2021-10-05")
    assert passage["themes"] == ["workforce"]


def test_the_json_of_a_comparison_keeps_its_names(run, folder):
    _, out, _ = run(folder, "compare", "supervision", "--json")
    comparison = json.loads(out)

    assert comparison["theme"] == {
        "id": "supervision",
        "title": "Supervision and management oversight",
        "is_free_text": False,
    }
    halton, sefton, southend = comparison["councils"]
    assert [column["council"] for column in (halton, sefton, southend)] == ["Halton", "Sefton", "Southend-on-Sea"]
    assert halton["evidence"] == []
    assert halton["silence"]["wording"] == "not found in the papers searched"
    assert halton["silence"]["passages_searched"] == 33
    assert sefton["silence"] is None
    assert sefton["evidence"][0].keys() >= {"passage", "score", "claim"}
    assert {item["claim"] for item in sefton["evidence"]} <= {"planned", "reported", "evidenced", "concern", "context"}
    assert sefton["rolled_up"]["actions"] == len(sefton["actions"]) > 0
    assert [pair.keys() for pair in comparison["pairs"]] == [{"left", "right", "cosine"}] * len(comparison["pairs"])


def test_the_json_of_figures_bounds_quotation_and_value_in_the_papers_text(run, folder):
    comparison = json.loads(run(folder, "compare", "workforce", "--council", "Sefton", "--json")[1])
    (column,) = comparison["councils"]

    assert column["figures"]
    for figure in column["figures"]:
        assert figure.keys() >= {"value", "what", "change", "as_of", "role", "quote", "passage_id", "start", "end"}
        _, text, _ = run(folder, "text", figure["passage_id"].split("/")[0])
        assert text[figure["start"] : figure["end"]] == figure["quote"]
        assert text[figure["value_start"] : figure["value_end"]] == figure["value"]
        assert figure["role"] in ("actual", "target", "change", "budget")


def test_adding_again_changes_nothing_and_removing_leaves_no_trace(run, tmp_path):
    paper = tmp_path / "note.md"
    paper.write_text("# Note of Halton Borough Council\n\n1.1 Zeppelins carry every social worker.\n", encoding="utf-8")
    library = tmp_path / "library"

    first = json.loads(run(library, "add", paper, "--json")[1])
    again = json.loads(run(library, "add", paper, "--json")[1])
    found = json.loads(run(library, "search", "zeppelins", "--mode", "words", "--json")[1])
    run(library, "add", "--demonstration")
    run(library, "remove", "note.md")
    gone = json.loads(run(library, "search", "zeppelins", "--mode", "words", "--json")[1])

    assert [p["file"] for p in first["added"]] == ["note.md"]
    assert (again["added"], [p["id"] for p in again["unchanged"]]) == ([], [first["added"][0]["id"]])
    assert [r["passage"]["text"] for r in found["results"]] == ["Zeppelins carry every social worker."]
    assert gone["results"] == []


def test_a_bad_file_does_not_stop_the_others(run, tmp_path):
    (tmp_path / "good.txt").write_text(
        "Halton Borough Council\n\n1.1 Visits are weekly and recorded.\n", encoding="utf-8"
    )
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")

    code, out, err = run(
        tmp_path / "library", "add", tmp_path / "good.txt", tmp_path / "empty.pdf", tmp_path / "broken.pdf", "--json"
    )

    report = json.loads(out)
    assert code == 0
    assert [paper["file"] for paper in report["added"]] == ["good.txt"]
    assert [refusal["file"] for refusal in report["refused"]] == ["empty.pdf", "broken.pdf"]
    assert all(refusal["reason"] and refusal["remedy"] for refusal in report["refused"])
    assert "Refused: empty.pdf: it is empty." in err


def test_what_was_recognised_can_be_overridden_and_corrected(run, tmp_path):
    paper = tmp_path / "note.txt"
    paper.write_text("1.1 Visits are weekly and they are recorded.\n", encoding="utf-8")
    library = tmp_path / "library"

    added = json.loads(run(library, "add", paper, "--council", "Halton", "--date", "2023-09", "--json")[1])["added"][0]
    corrected = json.loads(run(library, "correct", "note.txt", "--council", "southend", "--json")[1])

    assert (added["council"], added["date"], added["recognised"]["council"]) == ("Halton", "2023-09", "stated by you")
    assert (corrected["council"], corrected["council_printed"]) == ("Southend-on-Sea", "Southend-on-Sea City Council")
    assert corrected["date"] == "2023-09"


def test_the_doctor_finds_a_sound_library_well(run, folder):
    code, out, _ = run(folder, "doctor", "--json")

    findings = json.loads(out)
    assert code == 0
    assert [finding["what"] for finding in findings if not finding["is_well"]] == []
    assert any("weights verified (sha256 53aa51172d14…)" in finding["what"] for finding in findings)


def test_the_doctor_tells_of_an_empty_library(run, tmp_path):
    code, out, _ = run(tmp_path / "library", "doctor")

    assert code == 3
    assert "mend   the library holds no papers\n       Add some: readacross add FILE-OR-FOLDER" in out


def test_the_doctor_reads_the_files_of_a_librarys_own(run, tmp_path):
    library = tmp_path / "library"
    library.mkdir()
    (library / "claims.toml").write_text("[[", encoding="utf-8")
    shutil.copy(OUR_THEMES, library)

    code, out, _ = run(library, "doctor")

    assert code == 3  # it holds no papers either
    assert "well   the library's own themes.toml can be read" in out
    assert f"mend   The claims file {library / 'claims.toml'} cannot be read" in out


def test_the_doctor_tells_of_passages_that_an_earlier_version_kept(run, tmp_path):
    paper = tmp_path / "note.md"
    paper.write_text("# Note of Halton Borough Council\n\n1.1 Visits rose.\n", encoding="utf-8")
    library = tmp_path / "library"
    run(library, "add", paper)
    with sqlite3.connect(library / "library.sqlite3") as connection:
        connection.execute("DELETE FROM tokens")
    connection.close()

    code, out, _ = run(library, "doctor")

    assert code == 0
    assert "passages were kept by an earlier version" in out
    run(library, "reindex")
    assert "earlier version" not in run(library, "doctor")[1]
