"""How inspection reports are listed: as JSON, in words, and known by a file of the library's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus.errors import InputError
from indexer.build import Corrections
from models.hashing import HashingEncoder
from tests.indexer import inspection_layouts as made
from ui import cli
from ui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

PAPER = "Halton Council\n\nReport to: Cabinet\n\nProgress\n\n1.1 The inspection by Ofsted in March went well.\n"
GRADES = ((made.LEADERS, "Good"), ("Overall effectiveness", "Requires improvement to be good"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of an inspection report, a letter without grades and a council's own paper."""
    services = Services(tmp_path / "library", encoder=HashingEncoder())
    files = {
        "report.pdf": made.ilacs("4 to 15 March 2024", *GRADES),
        "letter.pdf": made.joint_letter(),
        "paper.txt": PAPER.encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        services.add(tmp_path / name, Corrections())
    return tmp_path / "library"


def listed(library: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert cli.main(["--library", str(library), "papers", *options]) == 0
    return capsys.readouterr().out


def test_the_json_of_papers_holds_what_an_inspection_records(library: Path, capsys: pytest.CaptureFixture[str]):
    papers = {paper["file"]: paper["inspection"] for paper in json.loads(listed(library, capsys, "--json"))}

    report = papers["report.pdf"]
    assert (report["framework"], report["start"], report["end"], report["published"]) == (
        "ILACS standard",
        "2024-03-04",
        "2024-03-15",
        None,
    )
    assert [(j["area"], j["about"], j["grade"]) for j in report["judgements"]] == [
        (made.LEADERS, "leaders", "Good"),
        ("Overall effectiveness", "overall", "Requires improvement to be good"),
    ]
    assert len(report["improvements"]) == 2
    assert papers["letter.pdf"]["judgements"] == []
    assert papers["paper.txt"] is None


def test_passages_named_in_an_inspections_json_are_there(library: Path, capsys: pytest.CaptureFixture[str]):
    papers = json.loads(listed(library, capsys, "--json"))
    cli.main(["--library", str(library), "passages", "--json"])
    ids = {passage["id"]: passage["kind"] for passage in json.loads(capsys.readouterr().out)}

    records = [paper["inspection"] for paper in papers if paper["inspection"]]
    judged = {ids[j["passage_id"]] for record in records for j in record["judgements"]}
    assert judged == {"judgement"}
    assert {ids[name] for record in records for name in record["improvements"]} == {"improvement"}


def test_papers_are_listed_with_their_inspection_in_words(library: Path, capsys: pytest.CaptureFixture[str]):
    out = listed(library, capsys)

    assert "    ILACS standard, 4 March 2024 to 15 March 2024\n" in out
    assert "    Overall effectiveness: Requires improvement to be good\n" in out
    assert "    joint targeted area inspection, 29 April 2024 to 3 May 2024, published 31 May 2024\n" in out
    assert "    no graded judgements\n" in out
    assert out.count("    2 passages on what must improve\n") == 2


def test_a_librarys_own_inspections_file_stands_in_for_ours(library: Path, tmp_path: Path):
    (library / "inspections.toml").write_text("[[framework]]\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(f"{PAPER}\n1.2 More.\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"inspections file .* cannot be read"):
        Services(library, encoder=HashingEncoder()).add(tmp_path / "other.txt", Corrections())
