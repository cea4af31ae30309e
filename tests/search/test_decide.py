"""What people decide about marks."""

import pytest

from indexer.store import PassageId
from search.marks.decide import Decision, Verdict, latest, seen_by, with_decisions
from search.marks.mark import Mark

PASSAGE = PassageId("p-1")


def mark(theme):
    return Mark(theme=theme, score=0.8, terms=("x",), spans=(), nearness=None, reason="names “x”")


def decided(theme, verdict, *, coder="ann", at="2026-11-22T10:00:00Z"):
    return Decision(passage_id=PASSAGE, theme=theme, coder=coder, verdict=Verdict(verdict), at=at)


@pytest.mark.parametrize(
    ("decisions", "themes"),
    [
        ([], ["data", "voice"]),
        ([decided("data", "accept")], ["data", "voice"]),
        ([decided("data", "reject")], ["voice"]),
        ([decided("care", "add")], ["data", "voice", "care"]),
        ([decided("care", "add"), decided("care", "reject", at="2026-11-22T11:00:00Z")], ["data", "voice"]),
        ([decided("data", "reject", at="2026-11-22T11:00:00Z"), decided("data", "accept")], ["voice"]),
        (
            [decided("data", "reject"), decided("data", "accept", at="2026-11-23T09:00:00Z", coder="bo")],
            ["data", "voice"],
        ),
        ([decided("data", "accept"), decided("data", "reject", coder="bo")], ["voice"]),
        ([decided("care", "reject")], ["data", "voice"]),
    ],
)
def test_the_latest_decision_on_a_theme_holds(decisions, themes):
    coded = with_decisions([mark("data"), mark("voice")], decisions)

    assert [each.theme for each in coded if each.is_final] == themes


def test_what_was_suggested_and_what_was_decided_stand_side_by_side():
    rejected, added = decided("data", "reject"), decided("care", "add")

    coded = with_decisions([mark("data"), mark("voice")], [added, rejected])

    assert [(it.theme, it.mark is not None, it.decision, it.is_final) for it in coded] == [
        ("data", True, rejected, False),
        ("voice", True, None, True),
        ("care", False, added, True),
    ]


def test_a_blind_coder_sees_only_their_own_decisions():
    anns, bos = decided("data", "accept"), decided("data", "reject", coder="bo")

    assert seen_by("bo", [anns, bos], is_blind=True) == [bos]
    assert seen_by("bo", [anns, bos], is_blind=False) == [anns, bos]
    assert seen_by("cy", [anns, bos], is_blind=True) == []


def test_the_held_decision_is_found_whatever_the_order():
    early, late = decided("data", "accept"), decided("data", "reject", at="2026-11-22T10:00:01Z")

    assert latest([early, late]) == latest([late, early]) == {"data": late}
