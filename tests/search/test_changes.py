"""What changed between two papers of one council, and that nothing did between a paper and itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.types import PaperKind, Span
from indexer.records import Action, Framework, Inspection, Judgement, Measure, Milestone, Period, Status, Target
from indexer.store import PassageKind
from indexer.stores.library import SqliteLibrary
from search.changes import Changes, changes
from search.milestone_changes import DateChange, MilestoneChange, milestone_changes
from search.plan_changes import TargetChange
from tests.indexer.conftest import shelved_paper
from tests.search.plan_versions import library_of, two_versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.types import DocumentId
    from indexer.store import Shelved
    from search.plan_changes import ActionChange
    from ui.services import Services

    Compare = Callable[[str, str], Changes]


@pytest.fixture(scope="module")
def compare(tmp_path_factory: pytest.TempPathFactory, demonstration: Services) -> Compare:
    """Compare papers of a small library by their files' names."""
    services, ids = library_of(tmp_path_factory.mktemp("versions"), demonstration.encoder, two_versions())

    def of(old: str, new: str) -> Changes:
        with services.store.viewing() as view:
            return changes(ids[old], ids[new], view)

    return of


@pytest.fixture(scope="module")
def plan(compare: Compare) -> Changes:
    return compare("plan-1.txt", "plan-2.txt")


def change_of(changed: Changes, ref: str) -> ActionChange:
    return next(item for item in changed.actions.changed if item.new.found.action.ref == ref)


def put_in(change: ActionChange) -> dict[str, tuple[str, str]]:
    """Return what was taken out of and put into each field that was reworded."""
    return {
        field: tuple(
            "".join(text[slice(*span)] for run in words.runs if not run.is_kept for span in [run[side]]).strip()
            for side, text in ((1, words.old), (2, words.new))
        )
        for field, words in change.fields
    }


# Plans.


def test_actions_that_were_added_and_dropped_stand_apart(plan: Changes):
    assert [item.found.action.ref for item in plan.actions.added] == ["1.3.1"]
    assert [item.found.action.ref for item in plan.actions.dropped] == ["1.2.2"]
    assert plan.actions.same == 0


def test_an_action_is_known_by_its_reference_or_else_by_its_meaning(plan: Changes):
    known = {item.new.found.action.ref: item.by_reference for item in plan.actions.changed}

    assert known == {"1.1.1": True, "1.1.2": True, "1.2.3": False}


def test_what_was_reworded_is_told_word_by_word(plan: Changes):
    assert put_in(change_of(plan, "1.1.1")) == {"action": ("", "every month")}
    assert put_in(change_of(plan, "1.2.3")) == {"ref": ("1.2.1", "1.2.3"), "success_criteria": ("Twelve", "Fifteen")}
    assert put_in(change_of(plan, "1.1.2")) == {}


def test_a_changed_lead_is_told_by_itself(plan: Changes):
    lead = change_of(plan, "1.1.1").lead

    assert (lead.rewording.old, lead.rewording.new) == ("Head of Early Help", "Principal Social Worker")
    assert change_of(plan, "1.1.2").lead is None


def test_dates_slip_or_are_brought_forward_milestone_by_milestone(plan: Changes):
    moved = {
        ref: [(item.old.due, item.new.due, item.date, item.months) for item in change_of(plan, ref).milestones]
        for ref in ("1.1.1", "1.1.2", "1.2.3")
    }

    assert moved == {
        "1.1.1": [("2031-05", "2031-07", DateChange.SLIPPED, 2)],
        "1.1.2": [("2031-07", "2031-07", None, 0), ("2032-03", "2032-01", DateChange.BROUGHT_FORWARD, -2)],
        "1.2.3": [("2031-08", "2031-06", DateChange.BROUGHT_FORWARD, -2)],
    }


def test_statuses_move_milestone_by_milestone_and_as_a_whole(plan: Changes):
    interview = change_of(plan, "1.1.2")

    assert [(item.old.status, item.new.status) for item in interview.milestones] == [
        (Status.SOME_ISSUES, Status.COMPLETE),
        (Status.OFF_TRACK, Status.SOME_ISSUES),
    ]
    assert all(item.status_moved for item in interview.milestones)
    assert interview.statuses == (Status.OFF_TRACK, Status.SOME_ISSUES)
    assert [(up.on_track, up.some_issues, up.off_track) for up in plan.actions.roll_ups] == [(2, 1, 1), (2, 2, 0)]


def test_actions_are_quoted_by_exact_slices_of_their_papers(plan: Changes):
    for change in plan.actions.changed:
        for side in (change.old, change.new):
            assert [item.passage.id for item in side.passages] == list(side.found.action.passage_ids)
            assert all(item.paper.id == side.found.paper.id for item in side.passages)


def test_rows_of_a_plan_are_not_compared_as_passages_again(plan: Changes):
    assert (plan.passages.same, plan.passages.changed) == (3, ())
    assert plan.passages.added == plan.passages.dropped == ()


# Reports.


def test_a_report_is_compared_passage_by_passage(compare: Compare):
    report = compare("report-1.md", "report-2.md")

    assert report.actions is None
    assert [item.passage.text[:10] for item in report.passages.added] == ["A new team"]
    assert [item.passage.text[:11] for item in report.passages.dropped] == ["The council"]
    assert [(item.new.passage.number, item.is_moved) for item in report.passages.changed] == [
        ("1.1", False),
        ("2.2", True),
    ]


def test_numbers_that_alone_changed_are_flagged(compare: Compare):
    staff, moved = compare("report-1.md", "report-2.md").passages.changed

    assert moved.rewording is None
    numbers = staff.rewording.numbers
    assert [staff.rewording.new[slice(*number.new)] for number in numbers] == ["52", "four"]
    assert [staff.rewording.old[slice(*number.old)] for number in numbers] == ["48", "six"]


@pytest.mark.parametrize("name", ["plan-1.txt", "report-2.md", "other.md"])
def test_a_paper_and_itself_have_nothing_but_the_same(compare: Compare, name: str):
    itself = compare(name, name)

    assert itself.nothing_changed
    assert itself.passages.same > 0
    assert itself.actions is None or itself.actions.same == 4


def test_papers_of_two_councils_are_refused_with_what_to_do_instead(compare: Compare):
    with pytest.raises(InputError, match="two councils") as refused:
        compare("report-1.md", "other.md")

    assert "readacross compare" in refused.value.remedy


def test_a_paper_that_is_named_first_but_later_is_told(compare: Compare):
    assert compare("plan-2.txt", "plan-1.txt").is_backwards
    assert not compare("plan-1.txt", "plan-2.txt").is_backwards


def test_a_plan_and_a_report_are_compared_by_their_passages(compare: Compare):
    mixed = compare("plan-1.txt", "report-1.md")

    assert mixed.actions is None
    assert {item.passage.kind for item in mixed.passages.dropped} >= {PassageKind.ACTION}


# Milestones.


def milestone(due: str | None, output: str = "", status: Status | None = None, raw: str = "") -> Milestone:
    return Milestone(due=due, due_raw=raw or due or "", status=status, status_raw="", output=output, strengthening=None)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (milestone("2031-05"), milestone("2031-07"), DateChange.SLIPPED),
        (milestone("2031-05-20"), milestone("2031-05-02"), DateChange.BROUGHT_FORWARD),
        (milestone("2031-05"), milestone("2031-05-31"), DateChange.REWORDED),
        (milestone(None, raw="Ongoing"), milestone("2031-05"), DateChange.DATED),
        (milestone("2031-05"), milestone(None, raw="Ongoing"), DateChange.UNDATED),
        (milestone(None, raw="Ongoing"), milestone(None, raw="Each term"), DateChange.REWORDED),
        (milestone("2031-05", raw="May 2031"), milestone("2031-05", raw="05/2031"), None),
    ],
)
def test_what_became_of_a_date(old: Milestone, new: Milestone, expected: DateChange | None):
    assert MilestoneChange(old, new).date is expected


def test_milestones_go_together_by_output_before_date():
    old = (milestone("2031-05", "A first audit report"), milestone("2031-11", "Training held for managers"))
    new = (milestone("2031-11", "A first audit report"), milestone("2032-01", "Training held for all managers"))

    found = milestone_changes(old, new, is_swapped=False)

    assert found == (MilestoneChange(old[0], new[0]), MilestoneChange(old[1], new[1]))


def test_milestones_for_other_things_at_other_times_are_two():
    old, new = (milestone("2031-05", "A first audit report"),), (milestone("2032-05", "Homes opened in Northgate"),)

    found = milestone_changes(old, new, is_swapped=False)

    assert found == (MilestoneChange(None, new[0]), MilestoneChange(old[0], None))


# Properties: plans and reports made of a few words, so that likeness, ties and repetitions are common.

WORDS = "audit visit train recruit review foster carers files managers every month town 12 70% school plan".split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
DUES = st.sampled_from([None, "2031-05", "2031-06", "2031-06-30", "2032-01"])
MILESTONES = st.builds(milestone, DUES, TEXTS | st.just(""), st.sampled_from([None, *Status]))
TARGETS = st.builds(
    Target, st.just(""), st.sampled_from(["visits", "audits"]), st.sampled_from([70.0, 85.0]), st.just("%"), DUES
)
ROWS = st.tuples(
    st.sampled_from([None, "1.1", "1.2"]),
    TEXTS | st.just(""),
    st.sampled_from(["Head", "Director"]),
    st.lists(MILESTONES, max_size=3).map(tuple),
    st.lists(TARGETS, max_size=2).map(tuple),
)
PAPERS = st.tuples(st.lists(ROWS, max_size=4), st.lists(TEXTS, max_size=5))


def plan_of(paper: tuple[list, list], salt: str) -> Shelved:
    """Return a paper with an action and a measure for each row and a passage for each text."""
    rows, texts = paper
    lines = [f"{ref or ''} {text} {lead}" for ref, text, lead, _, _ in rows]
    kinds = (*[PassageKind.ACTION] * len(rows), *[PassageKind.PARAGRAPH] * len(texts), PassageKind.METADATA)
    shelved = shelved_paper(*lines, *texts, "end", kinds=kinds, salt=salt)
    ids = [item.passage.id for item in shelved.kept]
    actions = [
        Action(
            id=f"{shelved.document.id}/{place}", document_id=shelved.document.id, ref=ref, ref_inferred=False,
            priority=None, outcome_ref=None, outcome="", objective="", action=text, success_criteria="", lead=lead,
            strengthening=(), milestones=milestones, targets=targets, others=(), lines=(Span(0, 1),),
            inherited_lines=(), repairs=(), missing=(), passage_ids=(ids[place],), page=None,
        )
        for place, (ref, text, lead, milestones, targets) in enumerate(rows)
    ]  # fmt: skip
    measures = [
        Measure(
            id=f"{shelved.document.id}/m{place}", document_id=shelved.document.id, ref=ref, ref_inferred=False,
            priority=None, measure=text or "Visits", frequency=None, periods=(Period("2031", lead, None),),
            lines=(Span(0, 1),), repairs=(), passage_ids=(ids[place],), page=None,
        )
        for place, (ref, text, lead, _, _) in enumerate(rows)
    ]  # fmt: skip
    return shelved._replace(actions=actions, measures=measures)


def compared(*papers: Shelved) -> tuple[Changes, Changes]:
    """Return the changes from the first to the last paper, and back."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = SqliteLibrary(Path(folder))
        for paper in papers:
            store.put(paper)
        names: list[DocumentId] = [papers[0].document.id, papers[-1].document.id]
        with store.viewing() as view:
            return changes(*names, view), changes(*reversed(names), view)


def flipped(pair: tuple) -> tuple:
    return pair[1], pair[0]


def as_facts(found: Changes, *, is_swapped: bool) -> dict[str, object]:
    """Return all that a comparison says, with the sides the other way round if wanted; order is left out."""
    sides = flipped if is_swapped else tuple

    def side_by_side(part: str, name: Callable[[object], str]) -> dict[str, object]:
        of = getattr(found, part)
        if of is None:
            return {}
        alone = sides((sorted(map(name, of.dropped)), sorted(map(name, of.added))))
        return {part: (of.same, alone, sorted(sides((name(c.old), name(c.new))) for c in of.changed))}

    details = []
    for change in found.actions.changed if found.actions else ():
        moved = {
            DateChange.SLIPPED: DateChange.BROUGHT_FORWARD,
            DateChange.DATED: DateChange.UNDATED,
        }
        moved |= {back: there for there, back in moved.items()}
        details.append(
            (
                sides((change.old.found.action.id, change.new.found.action.id)),
                change.by_reference,
                change.cosine,
                sides(change.statuses),
                sorted((f.field, sides((f.rewording.old, f.rewording.new))) for f in change.fields),
                [(r.is_kept, *sides((r.old, r.new))) for f in change.fields for r in f.rewording.runs],
                sides((change.lead.rewording.old, change.lead.rewording.new)) if change.lead else None,
                sorted(
                    map(
                        repr,
                        (
                            (
                                sides((m.old, m.new)),
                                moved.get(m.date, m.date) if is_swapped else m.date,
                                -m.months if is_swapped and m.months else m.months,
                                m.status_moved,
                            )
                            for m in change.milestones
                        ),
                    )
                ),
                sorted(repr(sides((t.old, t.new))) for t in change.targets),
            )
        )
    passages = [
        (
            sides((c.old.passage.id, c.new.passage.id)),
            c.cosine,
            c.is_moved,
            [(r.is_kept, *sides((r.old, r.new))) for r in c.rewording.runs] if c.rewording else None,
            [sides((n.old, n.new)) for n in c.rewording.numbers] if c.rewording else None,
        )
        for c in found.passages.changed
    ]
    return {
        **side_by_side("actions", lambda item: item.found.action.id),
        **side_by_side("measures", lambda item: item.measure.id),
        **side_by_side("passages", lambda item: item.passage.id),
        "details": sorted(details, key=repr),
        "of passages": sorted(passages, key=repr),
        "papers": sides((found.old.id, found.new.id)),
        "nothing changed": found.nothing_changed,
    }


SLOW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(PAPERS)
def test_any_paper_and_itself_have_nothing_but_the_same(paper: tuple[list, list]):
    itself, _ = compared(plan_of(paper, "1"))

    assert itself.nothing_changed
    assert itself.passages.same == len(paper[1])
    assert (itself.actions.same if itself.actions else 0) == len(paper[0])


@SLOW
@given(PAPERS)
def test_a_copy_of_any_paper_has_nothing_but_the_same(paper: tuple[list, list]):
    there, _ = compared(plan_of(paper, "1"), plan_of(paper, "2"))

    assert there.old.id != there.new.id
    assert there.nothing_changed


@SLOW
@given(PAPERS, PAPERS)
def test_swapping_the_papers_mirrors_the_changes(old: tuple[list, list], new: tuple[list, list]):
    there, back = compared(plan_of(old, "1"), plan_of(new, "2"))

    assert as_facts(back, is_swapped=True) == as_facts(there, is_swapped=False)


@SLOW
@given(PAPERS, PAPERS)
def test_each_action_and_passage_is_told_of_once(old: tuple[list, list], new: tuple[list, list]):
    there, _ = compared(plan_of(old, "1"), plan_of(new, "2"))

    for part in filter(None, (there.actions, there.measures, there.passages)):
        before = part.same + len(part.changed) + len(part.dropped)
        after = part.same + len(part.changed) + len(part.added)
        full = [len(side[0]) if part is not there.passages else None for side in (old, new)]
        assert full[0] in (before, None)
        assert full[1] in (after, None)


@SLOW
@given(PAPERS, PAPERS)
def test_no_action_is_called_changed_without_saying_what(old: tuple[list, list], new: tuple[list, list]):
    there, _ = compared(plan_of(old, "1"), plan_of(new, "2"))

    for change in there.actions.changed if there.actions else ():
        assert change.fields or change.lead or change.milestones or change.targets


# Targets, measures, judgements.


def one_row(text: str, *targets: Target, lead: str = "Head") -> tuple[list, list]:
    return [("1.1", text, lead, (), targets)], []


def test_targets_that_were_raised_set_or_given_up_are_told():
    visits, audits = (Target("Teams", name, 70.0, "%", "2031-10") for name in ("visits", "audits"))
    raised = replace_value(visits, 85.0)
    reviews = visits._replace(measure="reviews")

    there, _ = compared(
        plan_of(one_row("Visit each child every week", visits, audits), "1"),
        plan_of(one_row("Visit each child every week", raised, reviews), "2"),
    )

    assert there.actions.changed[0].targets == (
        TargetChange(visits, raised),
        TargetChange(None, reviews),
        TargetChange(audits, None),
    )


def replace_value(target: Target, value: float) -> Target:
    return target._replace(value=value)


def test_a_measures_new_target_is_told_by_period():
    there, _ = compared(plan_of(one_row("Visits", lead="70%"), "1"), plan_of(one_row("Visits", lead="85%"), "2"))

    (change,) = there.measures.changed
    assert change.rewording is None
    assert [(item.old.target, item.new.target) for item in change.periods] == [("70%", "85%")]


def inspection_of(salt: str, **grades: str) -> Shelved:
    """Return an inspection report with grades by area."""
    lines = [f"{area}: {grade}" for area, grade in grades.items()]
    shelved = shelved_paper(*lines, kinds=(PassageKind.JUDGEMENT,), salt=salt, kind=PaperKind.INSPECTION_REPORT)
    judgements = tuple(
        Judgement(area, area if area != "Adoption" else None, grade, kept.passage.id)
        for (area, grade), kept in zip(grades.items(), shelved.kept, strict=False)
    )
    record = Inspection(
        framework=Framework.ILACS_STANDARD, start=None, end=None, published=None, judgements=judgements, improvements=()
    )
    return shelved._replace(inspection=record)


def test_grades_that_moved_between_two_inspections_are_told_area_by_area():
    there, back = compared(
        inspection_of("1", overall="Requires improvement", leaders="Inadequate", Adoption="Good"),
        inspection_of("2", overall="Requires improvement to be good", leaders="Good", in_care="Good"),
    )

    told = {change.about: change.has_moved for change in there.judgements}
    assert told == {"overall": False, "leaders": True, "in_care": False, "adoption": False}
    leaders = there.judgements[1]
    assert (leaders.old.judgement.grade, leaders.new.judgement.grade) == ("Inadequate", "Good")
    assert leaders.old.found.passage.text == "leaders: Inadequate"
    assert [change.old for change in there.judgements if change.about == "in_care"] == [None]
    assert {(c.about, c.has_moved) for c in back.judgements} == {(c.about, c.has_moved) for c in there.judgements}
    assert there.passages.added == there.passages.dropped == ()


def numbered(number: str, text: str, salt: str) -> Shelved:
    """Return a paper whose one passage is printed with its number."""
    shelved = shelved_paper(f"{number} {text}", salt=salt)
    kept = shelved.kept[0]
    return shelved._replace(kept=[kept._replace(passage=replace(kept.passage, number=number))])


def test_a_new_number_alone_rewords_no_passage():
    there, _ = compared(numbered("2.1", "Visits are weekly.", "1"), numbered("2.3", "Visits are weekly.", "2"))

    assert there.nothing_changed
    assert there.passages.same == 1


def test_a_figure_that_begins_as_the_number_does_is_no_number():
    there, _ = compared(numbered("2", "visits a week.", "1"), numbered("2", "021 visits a week.", "2"))

    assert [change.rewording.old for change in there.passages.changed] == ["visits a week."]


def test_a_paper_whose_council_is_not_known_is_refused():
    papers = [shelved_paper("One.", council=None, salt=salt) for salt in "12"]

    with pytest.raises(InputError, match="not known whose") as refused:
        compared(*papers)

    assert "readacross correct" in refused.value.remedy


# Real papers.


def test_each_real_paper_and_itself_have_nothing_but_the_same(real_papers: Services):
    with real_papers.store.viewing() as view:
        found = {paper.file[:3]: changes(paper.id, paper.id, view) for paper in view.papers()}

    assert len(found) == 5
    assert all(itself.nothing_changed for itself in found.values())
    assert (found["003"].actions.same, found["003"].measures.same) == (58, 16)


def test_real_papers_mirror_too(real_papers: Services):
    with real_papers.store.viewing() as view:
        sefton = [paper.id for paper in view.papers() if paper.council == "Sefton"]
        for old in sefton:
            for new in sefton:
                there, back = changes(old, new, view), changes(new, old, view)
                assert as_facts(back, is_swapped=True) == as_facts(there, is_swapped=False)


def test_our_retelling_of_a_plan_is_matched_action_by_action(real_papers: Services, demonstration: Services, tmp_path):
    """58 actions in other words throughout, with the same references."""
    from ui.library.knowledge import digests

    (digest,) = [path for path in digests() if "plan" in path.name]
    (report,) = [paper for paper in real_papers.papers() if paper.file.startswith("003")]
    retold = digest.read_bytes().replace(b"stands_for_sha256", b"stands_for_nothing")
    papers = {
        "plan.txt": (real_papers.text(report.id).encode(), "Sefton", "2023-01"),
        "retold.md": (retold, "Sefton", "2023-02"),
    }
    services, ids = library_of(tmp_path, demonstration.encoder, papers)

    with services.store.viewing() as view:
        found = changes(ids["plan.txt"], ids["retold.md"], view)

    old = [item.action.id for item in services.actions() if item.paper.id == ids["plan.txt"]]
    new = [item.action.id for item in services.actions() if item.paper.id == ids["retold.md"]]
    pairs = [(old.index(c.old.found.action.id), new.index(c.new.found.action.id)) for c in found.actions.changed]
    assert pairs == [(place, place) for place in range(58)]
    assert found.actions.same == 0
