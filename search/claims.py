"""Say what kind of claim a passage makes: planned, reported as done, evidenced with a measure, a concern, or context.

The order of rules, the first that applies:

1. What the passage is. A judgement, boilerplate and metadata are context; what an inspection says must improve is a
   concern; a measure's row is evidenced when it prints an actual, else planned.
2. A row of an action plan goes by its status: the row's own as printed there, else the whole action's. Complete is
   reported (evidenced when an actual stands in it), on track and without status planned, not on track a concern. "Some
   issues" is planned, since such an action goes on; the reason names the status, which is shown beside it anyway.
3. A question, and a recommendation that asks its readers only to note or discuss, are context.
4. Words, sentence by sentence: tense, modals, status words (search/data/claims.toml). The first sentence that claims
   anything speaks for the passage, unless half of those that do are concerns, or it is one with a figure that
   got worse. Where figures are printed that are actuals, what would be reported is evidenced.
5. Else: context, or evidenced where an actual is printed.

It is told from words alone and can be wrong: `python -m evaluation.claims` measures how often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus.types import PaperKind, Span
from indexer.figures.records import Role, Tone
from indexer.figures.values import COUNT
from indexer.records import Status
from indexer.store import PassageKind
from search.claim_rules import ClaimKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.figures.records import Figure
    from indexer.records import Action
    from search.claim_rules import ClaimRules, Cue

BEFORE_IN_NAME = re.compile(r"\b[A-Z][a-z]+[ -]$")
SENTENCE = re.compile(r"[^\t\n.!?;]+(?:[.!?;](?![\s\t]|$)[^\t\n.!?;]*|\n(?!\s*\n)[^\t\n.!?;]*)*[.!?;]?")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
LABEL_WORDS = 10
FEW = 10
MOST_LEADING = 160  # characters of a clause that leads up to a sentence's own
CONCERNS_PREVAIL = 0.5  # share of the sentences that claim anything


SET_BY_KIND = {
    PassageKind.JUDGEMENT: (ClaimKind.CONTEXT, "an inspection's judgement"),
    PassageKind.BOILERPLATE: (ClaimKind.CONTEXT, "boilerplate"),
    PassageKind.METADATA: (ClaimKind.CONTEXT, "metadata"),
    PassageKind.IMPROVEMENT: (ClaimKind.CONCERN, "an inspection says that it must improve"),
}
STATUS_WORDS = {
    Status.COMPLETE: "complete",
    Status.ON_TRACK: "on track",
    Status.SOME_ISSUES: "some issues",
    Status.OFF_TRACK: "not on track",
    None: "none printed",
}


class Claim(NamedTuple):
    """What a passage claims, by what that was told, and where those words stand.

    `span` is in characters of the passage's text; None where it was told by something else than words.
    """

    kind: ClaimKind
    reason: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class _Said:
    """What one sentence claims."""

    kind: ClaimKind
    span: Span


def claim_of(
    text: str,
    rules: ClaimRules,
    *,
    kind: PassageKind,
    action: Action | None,
    has_measure: bool,
    is_worse: bool = False,
) -> Claim:
    """Return what kind of claim a passage makes, by the order of rules above.

    Args:
        text: The passage as quoted; cells of a row are parted by tabs.
        rules: The words that tell.
        kind: What the passage is.
        action: The action that the row belongs to, None for what is no row of a plan.
        has_measure: Whether a figure stands in the passage that is an actual.
        is_worse: Whether a figure stands in it whose change is a deterioration.
    """
    if kind in SET_BY_KIND:
        return Claim(*SET_BY_KIND[kind], None)
    if kind is PassageKind.MEASURE:
        return _of_measure(has_measure=has_measure)
    if action is not None:
        return _of_action(text, action, rules, has_measure=has_measure)
    asked = _asked(text, kind, rules)
    return asked or _of_words(text, rules, has_measure=has_measure, is_worse=is_worse)


def counted_as(kind: PassageKind, paper_kind: PaperKind) -> PassageKind:
    """Return what a passage counts as here: what an inspection recommends is what it says must improve."""
    is_inspections = paper_kind is PaperKind.INSPECTION_REPORT and kind is PassageKind.RECOMMENDATION
    return PassageKind.IMPROVEMENT if is_inspections else kind


def has_actual(figures: Sequence[Figure]) -> bool:
    """Tell whether a passage prints a measure: how things are, or by how much they changed.

    A bare count below `FEW` is none unless it changed or stands beside a target: "two teams", "three priorities".
    """
    has_target = any(figure.role is Role.TARGET for figure in figures)
    return any(_is_measure(figure, has_target=has_target) for figure in figures)


def _is_measure(figure: Figure, *, has_target: bool) -> bool:
    if figure.what is None or figure.role not in (Role.ACTUAL, Role.CHANGE):
        return False
    is_few = figure.unit == COUNT and (figure.number is None or figure.number < FEW)
    return not is_few or has_target or figure.change is not None


def has_deterioration(figures: Iterable[Figure]) -> bool:
    """Tell whether a passage prints a figure that got worse: what `claim_of` calls worse."""
    return any(figure.tone is Tone.DETERIORATION for figure in figures)


def _of_measure(*, has_measure: bool) -> Claim:
    if has_measure:
        return Claim(ClaimKind.EVIDENCED, "a measure with an actual printed", None)
    return Claim(ClaimKind.PLANNED, "a measure with no actual printed", None)


def _of_action(text: str, action: Action, rules: ClaimRules, *, has_measure: bool) -> Claim:
    """Return the claim of a plan's row, by the status that stands in it, else by that of the whole action."""
    printed = [m for m in action.milestones if m.status is not None and m.status_raw and m.status_raw in text]
    status = max((m.status for m in printed if m.status), key=list(Status).index, default=action.status)
    raw = next((m.status_raw for m in printed if m.status is status), None)
    start = text.find(raw) if raw else -1
    kind = rules.statuses[status or "none"]
    if kind is ClaimKind.REPORTED and has_measure:
        kind = ClaimKind.EVIDENCED
    whose = "" if raw else " of the whole action"
    said = f"a row of an action plan, status{whose}: {STATUS_WORDS[status]}"
    return Claim(kind, said, Span(start, start + len(raw)) if raw else None)


def _asked(text: str, kind: PassageKind, rules: ClaimRules) -> Claim | None:
    if text.rstrip().endswith("?"):
        return Claim(ClaimKind.CONTEXT, "a question", None)
    first = WORD.search(text)
    if kind is PassageKind.RECOMMENDATION and first and first.group().casefold() in rules.remits:
        return Claim(ClaimKind.CONTEXT, f"a recommendation that says “{first.group()}”", Span(*first.span()))
    return None


def _of_words(text: str, rules: ClaimRules, *, has_measure: bool, is_worse: bool) -> Claim:
    said = [one for match in SENTENCE.finditer(text) if (one := _said(text, match, rules)) is not None]
    concerns = [one for one in said if one.kind is ClaimKind.CONCERN]
    if is_worse and not concerns:
        return Claim(ClaimKind.CONCERN, "a figure in it got worse", None)
    if not said:
        if has_measure:
            return Claim(ClaimKind.EVIDENCED, "a figure that is an actual stands in it", None)
        return Claim(ClaimKind.CONTEXT, "no words of a plan, a report or a concern", None)
    prevails = bool(concerns) and (is_worse or len(concerns) >= CONCERNS_PREVAIL * len(said))
    leading = concerns[0] if prevails else said[0]
    words = f"says “{' '.join(text[leading.span.start : leading.span.end].split())}”"
    has_report = any(one.kind is ClaimKind.REPORTED for one in said)
    if has_measure and leading.kind is not ClaimKind.CONCERN and has_report:
        return Claim(ClaimKind.EVIDENCED, f"{words}, and a figure that is an actual stands in it", leading.span)
    return Claim(leading.kind, words, leading.span)


def _said(text: str, sentence: re.Match[str], rules: ClaimRules) -> _Said | None:
    """Return what a sentence claims, None when it claims nothing."""
    words = list(WORD.finditer(text, *sentence.span()))
    if not words or rules.opens_context(text, words[0].start()):
        return None
    cues = [cue for cue in _without_denied(rules.cues_in(text, words)) if not _is_in_a_name(text, cue)]
    if any(cue.kind is ClaimKind.CONTEXT for cue in cues):
        return None
    if _is_label(text, sentence, words):
        cues = [cue for cue in cues if cue.is_strong]
    main = _end_of_leading(text, words[0], sentence.end(), rules)
    chosen = _chosen([cue for cue in cues if cue.span.start >= main]) or _chosen(cues)
    opening = rules.opening_of_task(text, words[0].start())
    if opening is not None:
        return _Said(ClaimKind.PLANNED, opening)
    return _Said(chosen.kind, chosen.span) if chosen and chosen.kind else None


def _is_in_a_name(text: str, cue: Cue) -> bool:
    """Tell whether a cue is the later part of a name: "Help" of "Early Help" is no verb."""
    return text[cue.span.start].isupper() and BEFORE_IN_NAME.search(text[: cue.span.start]) is not None


def _is_label(text: str, sentence: re.Match[str], words: Sequence[re.Match[str]]) -> bool:
    """Tell whether it is a title or a name rather than a sentence, in which "visit" and "help" are no verbs."""
    return text[sentence.end() - 1] not in ".!?;:," and len(words) <= LABEL_WORDS


def _without_denied(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues without the concerns that a phrase denies, and without those phrases."""
    denied = [cue.span for cue in cues if cue.kind is None]
    return [
        cue
        for cue in cues
        if cue.kind is not None
        and not (
            cue.kind is ClaimKind.CONCERN
            and any(span.start < cue.span.end and cue.span.start < span.end for span in denied)
        )
    ]


def _chosen(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that decides: a strong concern, else the first strong one, else the first."""
    strong = _outermost([cue for cue in cues if cue.is_strong])
    concern = next((cue for cue in strong if cue.kind is ClaimKind.CONCERN), None)
    return concern or next(iter(strong), None) or next(iter(cues), None)


def _outermost(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues in order without those that stand within, or overlap, one that begins before or is longer."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.span.start, -cue.span.end)):
        if not kept or cue.span.start >= kept[-1].span.end:
            kept.append(cue)
        elif cue.kind is ClaimKind.CONCERN and kept[-1].kind is ClaimKind.REPORTED:
            kept[-1] = cue  # "is still waiting to see": the concern is the point of it
    return kept


def _end_of_leading(text: str, first: re.Match[str], end: int, rules: ClaimRules) -> int:
    """Return where a sentence's own clause begins: after the comma of a clause that leads up to it."""
    if first.group().casefold() not in rules.leading:
        return first.start()
    comma = text.find(",", first.end(), min(end, first.end() + MOST_LEADING))
    return first.start() if comma < 0 else comma
