"""Nothing is written unless every quotation stands in its paper, and what was there stays when anything fails."""

import os
from dataclasses import replace

import pytest

from corpus.errors import InputError
from corpus.types import DocumentId
from indexer.store import PassageId
from search.masking import masked
from ui.documents import writing
from ui.documents.briefing import BriefingWanted
from ui.documents.checking import check_quotations, put_in_place
from ui.documents.records import Quoted

TEXT = "Ring 0151 496 0123. Visits are weekly."
QUOTED = Quoted(
    text="Visits are weekly.",
    shown="Visits are weekly.",
    hidden=(),
    citation="c",
    document_id=DocumentId("d"),
    passage_id=PassageId("p"),
    start=20,
    end=38,
)


def test_quotations_that_stand_in_their_papers_are_counted():
    hidden = replace(QUOTED, text=TEXT, shown="Ring [telephone number hidden]. Visits are weekly.", start=0)

    assert check_quotations([QUOTED, hidden], {"d": TEXT}.__getitem__, masked) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 19},
        {"end": 37},
        {"text": "Visits were weekly."},
        {"text": "", "end": 20},
        {"shown": "Visits are daily."},
        {"text": TEXT, "start": 0, "shown": TEXT},
    ],
)
def test_a_quotation_that_is_altered_moved_or_unmasked_is_refused(wrong):
    with pytest.raises(ValueError, match=r"the quotation of p is not"):
        check_quotations([replace(QUOTED, **wrong)], {"d": TEXT}.__getitem__, masked)


def test_a_wrong_quotation_leaves_the_file_that_was_there(papers, tmp_path, monkeypatch):
    path = tmp_path / "briefing.docx"
    path.write_bytes(b"what was there")
    right = writing.searching
    # The library changes under the export's feet: the paper's text is no longer what was quoted.
    monkeypatch.setattr(writing, "searching", lambda services, view, where: _moved(right(services, view, where), view))

    with pytest.raises(ValueError, match="is not what stands in its paper"):
        writing.write_briefing(path, papers, BriefingWanted(theme="workforce"), to="docx")

    assert path.read_bytes() == b"what was there"
    assert os.listdir(tmp_path) == ["briefing.docx"]


def _moved(told, view):
    text = view.text
    view.text = lambda document_id: f" {text(document_id)}"
    return told


def test_files_are_put_in_place_together(tmp_path):
    put_in_place({tmp_path / "a.csv": b"a", tmp_path / "b.txt": b"b"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.csv": b"a", "b.txt": b"b"}


def test_when_one_file_cannot_be_written_none_is(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "b.txt").mkdir()

    with pytest.raises(InputError, match=r"b\.txt cannot be written: a folder has this name"):
        put_in_place({tmp_path / "a.csv": b"new", tmp_path / "b.txt": b"new"})

    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.txt"]
