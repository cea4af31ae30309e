"""How a file becomes passages in a library, and how what a person says of it is kept."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from corpus.errors import FileRefusedError, OtherEncoderError, UnknownNameError
from corpus.types import DocumentId, PaperKind, Span
from indexer.build import BY_YOU, Builder, Corrections, searched_text
from indexer.figures.rules import read_figure_rules
from indexer.store import Passage, PassageId, PassageKind
from indexer.stores.library import SqliteLibrary
from models.hashing import HashingEncoder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.councils import Councils
    from indexer.judgements import InspectionRules
    from indexer.plans.rules import PlanRules
    from indexer.split.rules import SplittingRules

PAPER = """Sefton Council

Report to: Cabinet

8 March 2023

Progress report on children's services

1. Progress

1.1 The team of Sefton Council made all of its visits on time.

1.2 Staff stay for longer than they did.

1.3 N/A
"""
OTHER = PAPER.replace("visits", "plans")
AS_RECOGNISED = Corrections()


def ours(name: str) -> str:
    return files("indexer").joinpath("data", name).read_text(encoding="utf-8")


@pytest.fixture
def builder(
    tmp_path: Path,
    councils: Councils,
    rules: SplittingRules,
    inspection_rules: InspectionRules,
    plan_rules: PlanRules,
    find_sentences: Callable[[str], list[Span]],
) -> Builder:
    return Builder(
        store=SqliteLibrary(tmp_path / "library"),
        encoder=HashingEncoder(),
        councils=councils,
        rules=rules,
        inspection_rules=inspection_rules,
        plan_rules=plan_rules,
        figure_rules=read_figure_rules(ours("figures.toml")),
        find_sentences=find_sentences,
    )


def add(builder: Builder, text: str = PAPER, corrections: Corrections = AS_RECOGNISED, *, file: str = "paper.txt"):
    return builder.add(text.encode("utf-8"), file=file, corrections=corrections)


def test_a_file_becomes_a_paper_with_passages_that_are_found(builder: Builder):
    paper, was_there = add(builder)

    assert was_there is False
    assert (paper.council, paper.date, paper.file) == ("Sefton", "2023-03-08", "paper.txt")
    with builder.store.viewing() as view:
        (best,) = view.rows([hit.row for hit in view.matching("visit", 5)])
        nearest = view.rows([hit.row for hit in view.nearest(builder.encoder.encode_question("staff stay longer"), 1)])
    assert (best.passage.number, best.passage.text) == (
        "1.1",
        "The team of Sefton Council made all of its visits on time.",
    )
    assert [found.passage.number for found in nearest] == ["1.2"]
    assert builder.store.made_with() == builder.encoder.card.fingerprint


def test_adding_a_file_again_changes_nothing_whatever_it_is_called(builder: Builder):
    first = add(builder)
    with builder.store.viewing() as view:
        before = view.passages()

    again = add(builder, file="copy of paper.txt")

    assert (again.paper, again.was_there) == (first.paper, True)
    with builder.store.viewing() as view:
        assert view.passages() == before


def test_adding_other_papers_changes_no_passage_of_the_first(builder: Builder):
    first = add(builder).paper
    with builder.store.viewing() as view:
        before = view.everything_of(first.id)

    add(builder, OTHER)

    with builder.store.viewing() as view:
        assert view.everything_of(first.id) == before
        assert len(view.papers()) == 2


def test_only_a_new_papers_passages_are_encoded(builder: Builder):
    heard: list[int] = []
    builder.add(PAPER.encode("utf-8"), file="paper.txt", corrections=AS_RECOGNISED, on_progress=heard.append)
    with builder.store.viewing() as view:
        kept = len(view.everything_of(view.papers()[0].id))

    builder.add(PAPER.encode("utf-8"), file="paper.txt", corrections=AS_RECOGNISED, on_progress=heard.append)

    assert sum(heard) == kept


def test_what_a_person_says_takes_the_place_of_what_was_recognised(builder: Builder):
    said = Corrections(
        council="halton borough council", body="Panel", date="2020-05", title="Mine", kind="strategy", licence="CC0"
    )

    paper = add(builder, corrections=said).paper

    assert (paper.council, paper.council_printed) == ("Halton", "Halton Borough Council")
    assert (paper.body, paper.date, paper.title) == ("Panel", "2020-05", "Mine")
    assert (paper.kind, paper.licence) == (PaperKind.STRATEGY, "CC0")
    assert {name for name, reason in paper.reasons if reason == BY_YOU} == {
        "council",
        "body",
        "date",
        "title",
        "kind",
        "licence",
    }


def test_adding_a_file_again_with_a_correction_corrects_it(builder: Builder):
    add(builder)

    corrected = add(builder, corrections=Corrections(title="Mine"))

    assert (corrected.was_there, corrected.paper.title, corrected.paper.council) == (True, "Mine", "Sefton")


def test_confirming_a_council_keeps_its_name_as_printed(builder: Builder):
    paper = add(builder).paper

    confirmed = builder.correct(paper.id, Corrections(council="Sefton"))

    assert confirmed.council_printed == paper.council_printed
    assert dict(confirmed.reasons)["council"] == BY_YOU


def test_a_correction_leaves_the_other_facts_and_the_passages_alone(builder: Builder):
    paper = add(builder).paper
    with builder.store.viewing() as view:
        before = [found.passage for found in view.everything_of(paper.id)]

    corrected = builder.correct(paper.id, Corrections(date="2024"))

    assert (corrected.date, corrected.title, corrected.council) == ("2024", paper.title, "Sefton")
    with builder.store.viewing() as view:
        assert [found.passage for found in view.everything_of(paper.id)] == before


def test_an_unknown_council_is_refused_with_the_nearest_name_and_nothing_is_added(builder: Builder):
    with pytest.raises(UnknownNameError, match="Did you mean “Sefton”"):
        add(builder, corrections=Corrections(council="Seftn"))
    with builder.store.viewing() as view:
        assert view.all_papers() == []


def test_a_paper_that_is_not_there_cannot_be_corrected(builder: Builder):
    with pytest.raises(KeyError, match="none"):
        builder.correct(DocumentId("none"), Corrections(title="Mine"))


def test_a_file_that_cannot_be_read_leaves_the_library_as_it_was(builder: Builder):
    add(builder)

    with pytest.raises(FileRefusedError, match="it is empty"):
        add(builder, "   ")
    with builder.store.viewing() as view:
        assert len(view.all_papers()) == 1


def test_a_library_of_another_encoder_is_left_as_it_was(builder: Builder):
    add(builder)

    with pytest.raises(OtherEncoderError):
        add(replace(builder, encoder=HashingEncoder(width=8)), OTHER)
    with builder.store.viewing() as view:
        assert [paper.title for paper in view.all_papers()] == ["Progress report on children's services"]


def test_reading_again_keeps_what_a_person_stated_and_makes_vectors_anew(builder: Builder):
    first = add(builder, corrections=Corrections(title="Mine", council="Halton")).paper
    second = add(builder, OTHER).paper
    narrow = replace(builder, encoder=HashingEncoder(width=8))
    heard: list[int] = []

    papers = narrow.read_again(on_paper=heard.append)

    assert {paper.id: paper for paper in papers} == {first.id: first, second.id: second}
    assert heard == [1, 1]
    assert builder.store.made_with() == narrow.encoder.card.fingerprint
    with builder.store.viewing() as view:
        assert len(view.nearest(narrow.encoder.encode_question("visits"), 99)) == view.count()


def test_reading_again_recognises_anew_what_nobody_stated(builder: Builder):
    paper = add(builder).paper
    known = builder.store.identity(paper.id)
    builder.store.revise(paper.id, replace(known, date=known.date._replace(value="1999", reason="misread")))

    (again,) = builder.read_again()

    assert (again.date, dict(again.reasons)["date"]) == ("2023-03-08", known.date.reason)


def test_reading_again_is_all_or_nothing(builder: Builder):
    add(builder)
    add(builder, OTHER)
    with builder.store.viewing() as view:
        before = (view.papers(), view.passages())

    def refuse_the_second(data: bytes, *, file: str):
        if b"plans" in data:
            raise FileRefusedError(file, "it is damaged", remedy="Get it again.")
        return builder.read(data, file=file)

    with pytest.raises(FileRefusedError):
        replace(builder, read=refuse_the_second, encoder=HashingEncoder(width=8)).read_again()
    with builder.store.viewing() as view:
        assert (view.papers(), view.passages()) == before
    assert builder.store.made_with() == builder.encoder.card.fingerprint


@pytest.mark.parametrize(
    ("section", "searched"),
    [
        ((), 'The first "step".'),
        (("1 Progress",), '1 Progress. The first "step".'),
        (("1 Progress", "Care", "Homes"), 'Care. Homes. The first "step".'),
    ],
)
def test_a_passage_is_searched_with_its_two_nearest_headings_folded(section, searched):
    passage = Passage(
        id=PassageId("a/1.1/1"),
        document_id=DocumentId("a"),
        kind=PassageKind.PARAGRAPH,
        span=Span(0, 19),
        text="The  ﬁrst\n“step”.",
        number="1.1",
        part=1,
        section=section,
        label=None,
        page=None,
        repairs=(),
    )

    assert searched_text(passage) == searched


@pytest.mark.parametrize(("corrections", "any_"), [(Corrections(), False), (Corrections(date="2020"), True)])
def test_corrections_say_whether_there_are_any(corrections, any_):
    assert corrections.any is any_


def test_the_numbers_that_passages_tell_are_kept_with_them(builder: Builder):
    add(builder, PAPER.replace("made all of its visits", "made 212 visits, up from 180 in 2022, all of them"))

    with builder.store.viewing() as view:
        (hit,) = view.matching("visit", 5)
        ((made, before),) = view.figures([hit.row])
    assert (made.value, made.number, made.unit, made.what) == ("212", 212.0, "count", "visits")
    assert (before.value, before.number) == ("180", 180.0)


def test_a_paper_that_is_corrected_to_an_inspection_report_gets_what_that_records(builder: Builder):
    text = """Inspection of Sefton Council children's services

Inspection dates: 21 February to 4 March 2022

What needs to improve?
- The timeliness of visits.
"""
    added = add(builder, text, Corrections(kind="other")).paper
    with builder.store.viewing() as view:
        assert view.inspection(added.id) is None

    corrected_paper = builder.correct(added.id, Corrections(kind="inspection report"))

    with builder.store.viewing() as view:
        inspection = view.inspection(added.id)
        improvements = [view.passage(name).passage.text for name in inspection.improvements]
        (paper,) = view.papers()
    assert (paper.id, paper.kind, corrected_paper.kind) == (added.id, "inspection report", "inspection report")
    assert dict(paper.reasons)["kind"] == "stated by you"
    assert improvements == ["The timeliness of visits."]
