"""The coded extract: one row a passage, exact, safe to open, the same whenever it is made."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.errors import InputError, UnknownNameError
from indexer.store import EVERYWHERE
from search.masking import masked
from ui.documents.csv import csv_bytes
from ui.documents.extract import ExtractWanted
from ui.documents.writing import coded_extract, write_extract
from ui.table_files import RISKY, unguarded

COLUMNS = (
    "passage_id council council_gss doc_title meeting_body meeting_date doc_date_precision section_path para_no part "
    "kind text_raw text_clean repairs themes_suggested score themes_final coder coded_at action_ref lead_role status "
    "milestone_due target_value figures citation source_file source_sha256 line_start line_end index_version model_name"
).split()
EVERY = ExtractWanted(date="2026-11-22")
Q = "{urn:QDA-XML:project:1.0}"


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture(scope="module")
def made(coded):
    return coded_extract(coded, EVERY, to="csv")


@pytest.fixture(scope="module")
def rows(made):
    return {row["para_no"]: row for row in table(made.data)}


@pytest.fixture(scope="module")
def project(coded):
    with zipfile.ZipFile(io.BytesIO(coded_extract(coded, EVERY, to="qdpx").data)) as packed:
        return ET.fromstring(packed.read("project.qde")), {name: packed.read(name) for name in packed.namelist()}


def test_the_columns_are_those_that_researchers_were_promised_with_the_place_after_them(made):
    head = made.data.decode("utf-8-sig").split("\r\n", 1)[0].split(",")

    assert head == [*COLUMNS, "paper_id", "start", "end", "hidden"]


def test_a_row_holds_its_passage_and_where_it_stands(rows, coded):
    row = rows["1.1"]
    text = coded.text(row["paper_id"])

    assert text[int(row["start"]) : int(row["end"])] == row["text_raw"]
    assert row["text_raw"].endswith("We have recruited 14 social workers to vacant posts since January 2023.")
    assert (row["council"], row["council_gss"], row["meeting_date"]) == ("Sefton", "E08000014", "2023-03-08")
    assert (row["doc_date_precision"], rows["2.1"]["doc_date_precision"]) == ("day", "month")
    assert (row["line_start"], row["line_end"], rows["1.2"]["line_start"]) == ("1", "1", "3")
    assert row["figures"] == "14 social workers (actual)"
    assert row["citation"] == "Sefton Council, 8 March 2023, sefton.txt, para 1.1"
    assert row["model_name"] == f"all-MiniLM-L6-v2 ({coded.encoder.card.fingerprint})"


def test_every_passage_has_one_row_and_every_row_is_exact(made, coded):
    found = {item.passage.id: item.passage.text for item in coded.passages()}
    written = {row["passage_id"]: unguarded(row["text_raw"]) for row in table(made.data)}

    assert made.quotations == len(found) == 6
    assert written == {name: masked(text).text for name, text in found.items()}


def test_suggestions_decisions_and_what_stands_are_told_apart(rows):
    told = {number: (row["themes_suggested"], row["themes_final"], row["coder"]) for number, row in rows.items()}

    assert told["1.1"] == ("workforce", "workforce", "Ada")
    assert told["1.2"] == ("workforce", "", "Ada")
    assert told["2.2"] == ("workforce", "workforce", "")
    assert told["3.1"] == ("", "voice", "Ben; 2nd")
    assert 0.36 <= float(rows["1.1"]["score"]) <= 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", rows["1.1"]["coded_at"])


def test_contacts_are_hidden_and_said_to_be(rows, made):
    assert "[e-mail address hidden] or ring [telephone number hidden]" in rows["1.2"]["text_raw"]
    assert rows["1.2"]["hidden"] == "e-mail address; telephone number"
    assert b"council.example" not in made.data


def test_the_codebook_and_the_methods_stand_beside_it(made, coded):
    codebook = {row["theme"]: row for row in table(made.beside["codebook.csv"])}
    methods = made.beside["methods.txt"].decode("utf-8-sig")

    assert list(codebook) == [theme.id for theme in coded.themes]
    counts = (codebook["workforce"]["passages_suggested"], codebook["workforce"]["passages_final"])
    assert counts == ("5", "4")
    assert codebook["voice"]["passages_final"] == "1"
    assert methods.startswith("Methods of this coded extract\r\n")
    assert "Coders: Ada, Ben; 2nd; 3 decisions." in methods
    assert coded.encoder.card.fingerprint in methods


def test_only_the_passages_of_a_theme_that_stands_are_kept_when_one_is_named(coded):
    kept = table(coded_extract(coded, ExtractWanted(theme="workforce"), to="csv").data)

    assert [row["para_no"] for row in kept] == ["2.1", "2.2", "1.1", "1.3"]


def test_limits_are_kept_to(coded):
    where = replace(EVERYWHERE, councils=("Halton",))

    assert {row["council"] for row in table(coded_extract(coded, ExtractWanted(where=where), to="csv").data)} == {
        "Halton"
    }


def test_a_theme_that_is_not_known_is_refused(coded):
    with pytest.raises(UnknownNameError, match="No theme is called “nonsense”"):
        coded_extract(coded, ExtractWanted(theme="nonsense"), to="csv")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4))
@example(["=1+1", "+44", "-5", "@a", "\t=1", "'x", "＝1"])
def test_no_cell_begins_like_a_formula_and_every_cell_can_be_read_back(cells):
    written = csv_bytes(cells, [cells]).decode("utf-8-sig")
    (_, row) = csv.reader(io.StringIO(written, newline=""), strict=True)

    assert not any(cell.startswith(tuple(set(RISKY) - {"'"})) for cell in row)
    assert [unguarded(cell) for cell in row] == cells


def test_a_passage_that_begins_like_a_formula_is_guarded(demonstration, coded):
    items = [row["text_raw"] for row in table(coded_extract(demonstration, EVERY, to="csv").data)]

    assert not any(item.startswith(("=", "+", "-", "@")) for item in items)


def test_the_workbook_holds_the_same_with_codebook_decisions_and_methods(coded, made, sheets_of):
    data = coded_extract(coded, EVERY, to="xlsx").data
    sheets = sheets_of(data)

    assert list(sheets) == ["Extract", "Codebook", "Decisions", "Methods"]
    assert sheets["Extract"][0] == [*COLUMNS, "paper_id", "start", "end", "hidden"]
    exact = [row[COLUMNS.index("text_clean")] for row in sheets["Extract"][1:]]
    assert exact == [unguarded(row["text_clean"]) for row in table(made.data)]
    assert sorted(row[1:4] for row in sheets["Decisions"][1:]) == [
        ["voice", "Ben; 2nd", "add"],
        ["workforce", "Ada", "accept"],
        ["workforce", "Ada", "reject"],
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        head = book.read("xl/tables/table1.xml").decode()
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>' in sheet
    assert 'headerRowCount="0"' not in head


@pytest.mark.parametrize("to", ["csv", "xlsx", "md", "qdpx"])
def test_written_again_the_bytes_are_the_same(coded, tmp_path, to):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        write_extract(tmp_path / name / "extract", coded, EVERY, to=to)

    first, second = ({it.name: it.read_bytes() for it in (tmp_path / name).iterdir()} for name in ("first", "second"))
    assert first == second
    assert set(first) == ({"extract", "codebook.csv", "methods.txt"} if to == "csv" else {"extract"})


def test_somebody_elses_codebook_is_not_replaced(coded, tmp_path):
    (tmp_path / "codebook.csv").write_text("mine\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"another file at .*which the extract would replace"):
        write_extract(tmp_path / "extract.csv", coded, EVERY, to="csv")

    assert (tmp_path / "codebook.csv").read_text(encoding="utf-8") == "mine\n"
    assert [path.name for path in tmp_path.iterdir()] == ["codebook.csv"]


def test_an_extract_does_not_overwrite_itself_with_its_codebook(coded, tmp_path):
    with pytest.raises(InputError, match=r"needs codebook\.csv for itself"):
        write_extract(tmp_path / "codebook.csv", coded, EVERY, to="csv")

    assert list(tmp_path.iterdir()) == []


def test_in_markdown_every_passage_reads_as_it_stands(coded):
    html = MarkdownIt("commonmark").enable("table").render(coded_extract(coded, EVERY, to="md").data.decode("utf-8"))
    quotations = re.findall(r"<blockquote>\s*<p>(.*?)</p>", html, re.DOTALL)

    expected = [" ".join(masked(item.passage.text).text.split()) for item in coded.passages()]
    assert [" ".join(it.split()).strip("“”") for it in quotations] == expected
    assert html.count("<h1>") == 1


# What the schema of REFI-QDA projects (version 1.5) asks of the parts that are used: the required attributes of each
# element, and its children in their order.
SCHEMA = {
    "Project": ({"name"}, ["Users", "CodeBook", "Sources", "Description"]),
    "Users": (set(), ["User"]),
    "User": ({"guid"}, []),
    "CodeBook": (set(), ["Codes"]),
    "Codes": (set(), ["Code"]),
    "Code": ({"guid", "name", "isCodable"}, ["Description"]),
    "Sources": (set(), ["TextSource"]),
    "TextSource": ({"guid", "plainTextPath"}, ["Description", "PlainTextSelection"]),
    "PlainTextSelection": ({"guid", "startPosition", "endPosition"}, ["Description", "Coding"]),
    "Coding": ({"guid"}, ["CodeRef"]),
    "CodeRef": ({"targetGUID"}, []),
    "Description": (set(), []),
}
ALLOWED = {"name", "origin", "creatingUserGUID", "creatingUser", "creationDateTime", "color"}


def test_the_project_has_the_elements_and_attributes_of_the_schema(project):
    root, _ = project

    for element in root.iter():
        required, children = SCHEMA[element.tag.removeprefix(Q)]
        own = {name for name in element.attrib if not name.startswith("{")}
        found = [child.tag.removeprefix(Q) for child in element]
        assert required <= own <= required | ALLOWED
        assert set(found) <= set(children)
        assert found == sorted(found, key=children.index)
    assert root.tag == f"{Q}Project"


def test_every_guid_is_one_and_every_reference_leads_somewhere(project):
    root, _ = project
    guids = [it.get("guid") for it in root.iter() if it.get("guid")]
    codes = {it.get("guid") for it in root.iter(f"{Q}Code")}
    users = {it.get("guid") for it in root.iter(f"{Q}User")}

    assert len(guids) == len(set(guids))
    assert {str(UUID(guid)) for guid in guids} == set(guids)
    assert {it.get("targetGUID") for it in root.iter(f"{Q}CodeRef")} <= codes
    assert {it.get("creatingUser") for it in root.iter() if it.get("creatingUser")} <= users
    assert root.get("creatingUserGUID") in users
    assert {it.get("name") for it in root.iter(f"{Q}User")} == {"Readacross (suggested)", "Ada", "Ben; 2nd"}


def test_every_selection_is_its_passage_in_the_source_beside_it(project, coded):
    root, files = project
    passages = {masked(item.passage.text).text: item for item in coded.passages()}
    selected = []
    for source in root.iter(f"{Q}TextSource"):
        name = source.get("plainTextPath").replace("internal://", "Sources/")
        text = files[name].decode("utf-8")
        selected += [
            text[int(it.get("startPosition")) : int(it.get("endPosition"))]
            for it in source.iter(f"{Q}PlainTextSelection")
        ]

    assert sorted(files) == sorted(["project.qde", *(name for name in files if name.startswith("Sources/"))])
    assert [passages[text].passage.number for text in selected] == ["2.1", "2.2", "1.1", "1.3", "3.1"]


def test_codings_say_who_gave_the_theme_and_when(project):
    root, _ = project
    names = {it.get("guid"): it.get("name") for it in (*root.iter(f"{Q}User"), *root.iter(f"{Q}Code"))}
    by_label = {it.get("name"): it for it in root.iter(f"{Q}PlainTextSelection")}
    (recruited,) = [it for name, it in by_label.items() if "14 social workers" in name]
    codings = [
        (names[it.get("creatingUser")], names[it.find(f"{Q}CodeRef").get("targetGUID")], it.get("creationDateTime"))
        for it in recruited.iter(f"{Q}Coding")
    ]

    assert [coding[0] for coding in codings] == ["Readacross (suggested)", "Ada"]
    assert {coding[1] for coding in codings} == {"Workforce recruitment, retention and agency reliance"}
    assert codings[0][2] is None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", codings[1][2])


def test_contacts_are_covered_in_the_sources_of_a_project(project, coded):
    _, files = project
    whole = b"".join(files.values())

    assert b"council.example" not in whole
    assert "••••••" in whole.decode("utf-8")
    lengths = {len(text.decode("utf-8")) for name, text in files.items() if name.startswith("Sources/")}
    assert lengths == {len(coded.text(paper.id)) for paper in coded.papers()}
