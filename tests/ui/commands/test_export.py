"""The command `export`: what it writes, what it refuses, and what it says."""

import json

import pytest

from ui.cli import main
from ui.desk import tray as trays


@pytest.fixture
def run(demonstration, capsys, monkeypatch):
    monkeypatch.setenv("READACROSS_LIBRARY", str(demonstration.folder))

    def ran(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ran


def test_the_format_is_told_by_the_files_ending(run, tmp_path):
    code, out, _ = run("export", "briefing", "--theme", "workforce", "-o", tmp_path / "b.docx", "--json")
    told = json.loads(out)

    assert (code, told["what"], told["format"]) == (0, "briefing", "docx")
    assert told["files"] == [str(tmp_path / "b.docx")]
    assert told["quotations"] > 3
    assert (tmp_path / "b.docx").read_bytes()[:2] == b"PK"


def test_the_format_can_be_named(run, tmp_path):
    code, out, _ = run("export", "briefing", "--theme", "workforce", "--to", "html", "-o", tmp_path / "briefing")

    assert code == 0
    assert (tmp_path / "briefing").read_bytes().startswith(b"<!DOCTYPE html>")
    assert out.startswith(f"Written: {tmp_path / 'briefing'} (")
    assert out.endswith("quotations checked against the papers).\n")


def test_csv_brings_its_codebook_and_methods(run, tmp_path):
    _, out, _ = run("export", "extract", "--council", "Sefton", "-o", tmp_path / "x.csv", "--json")

    files = [str(tmp_path / name) for name in ("x.csv", "codebook.csv", "methods.txt")]
    assert json.loads(out)["files"] == files


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("briefing", "-o", "b.docx"), "A briefing is about a theme."),
        (("briefing", "--theme", "workforce", "-o", "b.csv"), "A briefing cannot be written as “csv”."),
        (("briefing", "--theme", "workforce", "-o", "nameless"), "A briefing cannot be written as “”."),
        (("enquiries", "-o", "e.docx"), "Lines of enquiry are for one council."),
        (("enquiries", "--council", "Sefton", "-o", "e.csv"), "Lines of enquiry cannot be written as “csv”."),
        (("extract", "-o", "x.docx"), "A coded extract cannot be written as “docx”."),
        (("extract", "-o", "nowhere/x.csv"), "There is no folder nowhere."),
        (("extract", "--date", "March", "-o", "x.csv"), "“March” is not a date that can be read."),
        (("poster", "-o", "x.csv"), "invalid choice: 'poster'"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_remedy_and_leaves_nothing(
    run, tmp_path, monkeypatch, arguments, message
):
    monkeypatch.chdir(tmp_path)

    code, out, err = run("export", *arguments)

    assert (code, out) == (2, "")
    assert message in err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def pinned(demonstration):
    passages = {found.passage.number: found.passage.id for found in demonstration.passages()}
    for number in ("3.2", "2.2"):
        demonstration.desk.pin("Mine", passages[number])
    yield [passages["3.2"], passages["2.2"]]
    trays.delete_tray(demonstration.store, "Mine")


def test_each_document_can_be_made_of_a_tray(run, tmp_path, pinned):
    for what, name in (("briefing", "b.docx"), ("enquiries", "e.xlsx"), ("extract", "x.csv")):
        code, out, _ = run("export", what, "--tray", "Mine", "-o", tmp_path / name, "--json")
        told = json.loads(out)

        assert (code, told["what"], told["left_out"]) == (0, what, 0)
        assert (tmp_path / name).is_file()
    rows = (tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == pinned
    assert "“Mine”" in (tmp_path / "methods.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--tray", "Nobody’s", "-o", "b.docx"), "There is no tray called “Nobody’s”."),
        (
            ("--tray", "Mine", "--theme", "workforce", "--council", "Sefton", "-o", "b.docx"),
            "Leave --theme and --council",
        ),
        (("--tray", "Mine", "-o", "b.xlsx"), "A briefing cannot be written as “xlsx”."),
    ],
)
def test_what_cannot_be_made_of_a_tray_is_refused(run, tmp_path, monkeypatch, pinned, arguments, message):
    monkeypatch.chdir(tmp_path)

    code, _, err = run("export", "briefing", *arguments)

    assert (code, message in err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_limits_on_papers_hold(run, tmp_path):
    run("export", "extract", "--from", "2023", "--until", "2023-06", "-o", tmp_path / "x.md")

    written = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "8 March 2023" in written
    assert "11 September 2023" not in written
