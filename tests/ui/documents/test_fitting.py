"""A briefing takes two pages, by our own measure and by LibreOffice's, and its type can be read."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from indexer.build import Corrections
from ui.documents.briefing import BriefingWanted
from ui.documents.fitting import pages_of
from ui.documents.records import Blank, Bullets, Heading, Look, Paragraph, Table, TakeAway, cell, plain
from ui.documents.typography import lines_of
from ui.documents.writing import briefing
from ui.services import Services

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
THEMES = ("workforce", "sufficiency", "front-door", "voice", "supervision of newly qualified staff")
WHY_NOT = "LibreOffice is not installed (as root: apt-get install libreoffice-writer fonts-liberation)"
COUNCILS = ("Bolton", "Bury", "Oldham", "Salford")
SAID = (
    "We have recruited {n} social workers since January {year}, and the use of agency staff fell by {n} posts.",
    "We will recruit {n} team managers by June {year}, and offer retention payments of £{n},000 to agency workers who "
    "become permanent, with a career pathway, protected caseloads and a mentor in their first year of practice here.",
    "Turnover of social workers remains a challenge, and agency staff hold {n} posts, which costs £{n}0,000 a month.",
    "Newly qualified social workers have a caseload of at most {n} and supervision each fortnight.",
)


@pytest.fixture(scope="module")
def many_papers(demonstration, tmp_path_factory):
    """Four papers of each of four councils, each with all that a briefing may quote."""
    folder = tmp_path_factory.mktemp("many")
    services = Services(folder / "library", encoder=demonstration.encoder)
    for place, council in enumerate(COUNCILS):
        for year in range(2020, 2024):
            lines = [said.format(n=10 * place + year - 2015, year=year) for said in SAID]
            text = "\n\n".join(f"1.{number} {line}" for number, line in enumerate(lines, start=1))
            path = folder / f"{council}-{year}.txt"
            path.write_text(f"{text}\n", encoding="utf-8")
            title = f"Update on the workforce strategy for children's social care and early help in {year}"
            services.add(path, Corrections(council=council, date=f"{year}-03-08", title=title))
    return services


def document(*blocks):
    return TakeAway(title="T", subject="S", date=None, is_landscape=False, blocks=blocks)


def pages_in_libreoffice(data: bytes, folder: Path) -> int:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(WHY_NOT)
    (folder / "made.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "made.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return len(PdfReader(folder / "made.pdf").pages)


@pytest.fixture
def made_of(monkeypatch):
    """Return what makes a briefing, as the record from which the file was written and as the file."""
    from ui.documents import docx

    seen = []
    write = docx.docx_bytes
    monkeypatch.setattr(docx, "docx_bytes", lambda record: [seen.append(record), write(record)][1])

    def make(services, **wanted):
        data = briefing(services, BriefingWanted(**wanted), to="docx").data
        return seen[-1], data

    return make


@pytest.mark.parametrize("theme", THEMES)
def test_a_briefing_on_the_demonstration_papers_is_measured_at_two_pages(demonstration, made_of, theme):
    record, _ = made_of(demonstration, theme=theme, date="2026-11-22", question="Who keeps team managers?")

    assert 0.9 < pages_of(record) <= 2


@pytest.mark.parametrize("theme", ["workforce", "supervision of newly qualified staff"])
def test_a_briefing_on_many_papers_is_measured_at_two_pages(many_papers, made_of, theme):
    record, _ = made_of(many_papers, theme=theme, date="2026-11-22", question="Who keeps team managers?")

    assert 1.2 < pages_of(record) <= 2


def test_libreoffice_sets_the_demonstrations_briefing_on_two_pages(demonstration, made_of, tmp_path):
    _, data = made_of(demonstration, theme="workforce", date="2026-11-22", question="Who keeps team managers?")

    assert pages_in_libreoffice(data, tmp_path) == 2


def test_libreoffice_sets_a_briefing_on_many_papers_on_two_pages(many_papers, made_of, tmp_path):
    _, data = made_of(many_papers, theme="workforce", date="2026-11-22", question="Who keeps team managers?")

    assert pages_in_libreoffice(data, tmp_path) == 2


def test_what_needs_more_room_is_measured_as_libreoffice_sets_it(many_papers, made_of, tmp_path):
    record, data = made_of(many_papers, theme="workforce", per_council=12)

    pages = pages_in_libreoffice(data, tmp_path)

    assert pages > 2
    assert pages_of(record) == pytest.approx(pages - 0.5, abs=0.6)
    said = [block.para[0].text for block in record.blocks if isinstance(block, Paragraph) and block.look is Look.LEAD]
    assert said == [
        "This briefing is on 4 councils and takes more than two pages. Choose six or fewer for one of two pages."
    ]


def test_each_council_keeps_an_extract_of_many_papers_and_no_paper_is_left_out_of_the_list(many_papers, made_of):
    record, _ = made_of(many_papers, theme="workforce")

    councils = Counter(quoted.citation.split(" Council")[0].split(",")[0] for quoted in record.quotations)
    (listed,) = [
        "".join(run.words for run in block.para)
        for block in record.blocks
        if isinstance(block, Paragraph) and block.para[0].words.startswith("64 passages of 16 papers")
    ]
    assert min(councils.values()) >= 2
    assert len(councils) == 4
    assert re.findall(r"\b([A-P]) (?:committee report|paper|strategy)", listed) == list("ABCDEFGHIJKLMNOP")


def test_a_quotation_cut_to_fit_says_so(many_papers, made_of):
    record, _ = made_of(many_papers, theme="workforce")

    for quoted in record.quotations:
        whole = many_papers.text(quoted.document_id)
        passage = next(it.passage for it in many_papers.passages() if it.passage.id == quoted.passage_id)
        if len(quoted.text.split()) > 3:  # a number is shown bare
            assert quoted.is_cut_before == (quoted.start > passage.span.start)
            assert quoted.is_cut_after == bool(whole[quoted.end : passage.span.end].strip())


def test_the_type_can_be_read(demonstration, word_of, made_of):
    word = word_of(made_of(demonstration, theme="voice")[1])
    size = {
        style.get(f"{WORD}styleId"): int(half.get(f"{WORD}val")) / 2
        for style in word.styles.iter(f"{WORD}style")
        if (half := style.find(f"{WORD}rPr/{WORD}sz")) is not None
    }

    assert size["Normal"] == 10.5
    assert min(size[name] for name in ("Tabletext", "Note")) >= 9
    margins = next(word.body.iter(f"{WORD}pgMar"))
    assert min(int(margins.get(f"{WORD}{side}")) for side in ("left", "right", "top", "bottom")) >= 1.5 * 567


def test_the_footer_counts_the_pages(demonstration, made_of):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(made_of(demonstration, theme="voice")[1])) as packed:
        footer = ET.fromstring(packed.read("word/footer1.xml"))

    assert [it.text for it in footer.iter(f"{WORD}instrText")] == ["PAGE", "NUMPAGES"]


def test_more_words_never_take_less_room():
    few, many = (document(Paragraph(para=plain("word " * count))) for count in (100, 200))

    assert 0 < pages_of(few) < pages_of(many) < 1
    assert pages_of(document()) == 0


def test_a_page_full_of_lines_is_told():
    line = Paragraph(para=plain("One line."))

    # 26.3 cm hold 745.5 points; a line with its space takes 10.5 · 1.15 · 1.05 + 3 = 15.68 of them.
    assert pages_of(document(*[line] * 47)) == pytest.approx(47 * 15.68 / 745.5, abs=0.001)
    assert pages_of(document(*[line] * 48)) > 1


def test_a_row_that_does_not_fit_goes_on_the_next_page_whole():
    def table(rows):
        return Table(caption="C", head=("A", "B"), rows=rows, widths=(1, 1))

    tall = (cell("a"), cell(*["line"] * 40))

    assert pages_of(document(table((tall,)))) < 1
    assert 1.7 < pages_of(document(table((tall, tall)))) < 2


def test_a_heading_goes_with_what_it_heads():
    filled = [Paragraph(para=plain("One line."))] * 46
    alone = document(*filled, Heading(level=2, text="Next"), Bullets(items=(plain("first"),)))

    assert pages_of(alone) > 1.03
    assert pages_of(replace(alone, blocks=(*filled, Blank(label="Notes", lines=0)))) < 1


def test_words_are_broken_into_lines_between_them():
    assert lines_of("seven words that stand on two lines", 10, 100) == 2
    assert lines_of("", 10, 100) == 1
    assert lines_of("unbreakable" * 10, 10, 100) == 6
