"""The judged claims, and how well those of the five reports are told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evaluation.claims import JUDGED, cases_of, read_judged, told
from search.claim_rules import ClaimKind

if TYPE_CHECKING:
    from ui.services import Services


def test_each_passage_is_judged_once():
    judged = read_judged(JUDGED)

    assert len(judged) == len({(one.file, one.place) for one in judged}) == 234
    assert sum(one.is_seen for one in judged) == 184
    assert Counter(one.claim for one in judged) == {
        ClaimKind.REPORTED: 96,
        ClaimKind.CONCERN: 46,
        ClaimKind.PLANNED: 41,
        ClaimKind.CONTEXT: 41,
        ClaimKind.EVIDENCED: 10,
    }
    assert judged[0] == ("000_66e1033645450ee5.txt", "(1)/1", ClaimKind.CONTEXT, True)
    assert judged[-1] == ("ILACS__southend-on-sea__2016-07-07.pdf", "-/88", ClaimKind.CONCERN, False)


def test_four_of_five_judged_passages_of_the_reports_are_told_as_judged(real_papers: Services):
    judged = [one for one in read_judged(JUDGED) if one.file.endswith(".txt")]

    with real_papers.store.viewing() as view:
        cases = cases_of(judged, view)

    right = sum(claim.kind is case.judged.claim for case, claim in zip(cases, told(cases), strict=True))
    assert len(cases) == len(judged)
    assert right / len(cases) >= 0.8
