"""Tables as files: nothing in them runs, nothing is lost, and a failure leaves what was there."""

import csv
import stat
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from ui.table_files import LONGEST_CELL, guarded, table_writer, unguarded, write_csv, write_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEAD = ["question", "quotation", "rank"]
HOSTILE = ["=1+1", "+44 20", "-5 % of posts", "@here", "\tindented", "\rreturned", "'tis so", "=cmd|' /C calc'!A0"]


def cells_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def sheet_of(path):
    """Return each cell of an XLSX file as (type, text), row by row, and the sheet's XML."""
    with zipfile.ZipFile(path) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))
    strings = ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in shared]
    table = [
        [(cell.get("t"), strings[int(value)] if cell.get("t") == "s" else value) for cell, value in _filled(row)]
        for row in sheet.iter(f"{MAIN}row")
    ]
    return table, sheet


def _filled(row):
    return [(cell, cell.findtext(f"{MAIN}v")) for cell in row if cell.find(f"{MAIN}v") is not None]


@given(st.text())
@example("")
@example("'")
def test_no_guarded_text_begins_like_a_formula_and_every_one_comes_back(text):
    assert not guarded(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert unguarded(guarded(text)) == text


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.floats(-1, 1))))
def test_a_csv_file_gives_back_every_cell(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "t.csv"

    write_csv(path, ["text", "cosine"], rows)

    read = cells_of(path)
    assert read[0] == ["text", "cosine"]
    assert [unguarded(text) for text, _ in read[1:]] == [text for text, _ in rows]
    assert [unguarded(cosine) for _, cosine in read[1:]] == ["" if c is None else str(c) for _, c in rows]


def test_a_csv_file_is_as_spreadsheets_want_it(tmp_path):
    write_csv(tmp_path / "t.csv", HEAD, [["Who “leads”?", 'He said "we".\nThen, left.', 1]])

    written = (tmp_path / "t.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfquestion,quotation,rank\r\n")
    assert written.endswith('Who “leads”?,"He said ""we"".\nThen, left.",1\r\n'.encode())


def test_no_cell_of_a_csv_file_begins_like_a_formula(tmp_path):
    write_csv(tmp_path / "t.csv", HEAD, [[text, text, -0.5] for text in HOSTILE])

    cells = [cell for row in cells_of(tmp_path / "t.csv") for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")] == []
    assert cells[3:6] == ["'=1+1", "'=1+1", "'-0.5"]


def test_an_xlsx_file_holds_texts_as_they_are_and_no_formula_or_link(tmp_path):
    texts = [*HOSTILE, "https://council.example", "12", "a\nb\r\nc\x0cd", "_x000D_"]

    write_xlsx(tmp_path / "t.xlsx", HEAD, [[text, "w " * 50, -0.5] for text in texts])

    (head, *rows), sheet = sheet_of(tmp_path / "t.xlsx")
    assert head == [("s", name) for name in HEAD]
    plain = [row[0][1].replace("_x000D_", "\r").replace("_x000C_", "\x0c") for row in rows[:-1]]
    assert plain == texts[:-1]
    assert rows[-1][0] == ("s", "_x005F_x000D_")  # how XLSX writes a text that looks like its own escapes
    assert {row[0][0] for row in rows} == {"s"}
    assert [row[2] for row in rows] == [(None, "-0.5")] * len(texts)
    assert [tag for tag in ("f", "hyperlink") if sheet.find(f".//{MAIN}{tag}") is not None] == []
    pane = sheet.find(f".//{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "A2")


def test_a_text_too_long_for_xlsx_is_refused_and_never_cut(tmp_path):
    with pytest.raises(InputError, match=r"32,768 characters does not fit.*\.csv"):
        write_xlsx(tmp_path / "t.xlsx", ["text"], [["x" * (LONGEST_CELL + 1)]])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_failure_leaves_what_was_there_and_nothing_beside_it(tmp_path, write):
    path = tmp_path / "t.any"
    path.write_text("what was there", encoding="utf-8")

    with pytest.raises(UnicodeEncodeError):
        write(path, HEAD, [["question", "half a letter: \ud800", 1]])

    assert path.read_text(encoding="utf-8") == "what was there"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_file_that_cannot_be_put_in_place_is_told(tmp_path, write):
    (tmp_path / "t.any").mkdir()

    with pytest.raises(InputError, match=r"t\.any cannot be written"):
        write(tmp_path / "t.any", HEAD, [["a", "b", 1]])

    assert [path.name for path in tmp_path.iterdir()] == ["t.any"]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_table_is_written_over_the_last_one_and_may_be_read_like_any_file(tmp_path, write):
    (tmp_path / "plain").write_text("", encoding="utf-8")
    write(tmp_path / "t.any", HEAD, [["a", "b", 1]])
    first = (tmp_path / "t.any").stat().st_size

    write(tmp_path / "t.any", HEAD, [])

    assert (tmp_path / "t.any").stat().st_size < first
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "t.any")}
    assert len(modes) == 1


def test_a_tables_name_says_what_it_is(tmp_path):
    assert table_writer(tmp_path / "a.CSV") is write_csv
    assert table_writer(tmp_path / "a.xlsx") is write_xlsx
    with pytest.raises(InputError, match=r"End its name with \.csv or \.xlsx"):
        table_writer(tmp_path / "a.ods")
    with pytest.raises(InputError, match="There is no folder"):
        table_writer(Path(tmp_path, "none", "a.csv"))
