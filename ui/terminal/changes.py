"""Tell in plain text what changed between two papers, for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.actions import cite_action, cite_measure, in_words
from search.citation import cite, cite_paper, date_in_words
from search.milestone_changes import DateChange
from ui.terminal.answers import WIDTH
from ui.terminal.plans import HOW_COUNTED, LOST, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.records import Milestone, Period, Status, Target
    from indexer.store import Found
    from search.changes import Changes, JudgementChange
    from search.keyness import Keyness, KeyTerm
    from search.measure_changes import MeasureChange
    from search.milestone_changes import MilestoneChange
    from search.passage_changes import PassageChange
    from search.plan_changes import ActionChange, ActionChanges, PlannedAction, TargetChange
    from search.rewording import Rewording

KEY = "In what was reworded, [-this-] was taken out and {+this+} was put in."
FIELD_NAMES = {
    "ref": "Reference",
    "priority": "Priority",
    "outcome_ref": "Outcome's reference",
    "outcome": "Outcome",
    "objective": "Objective",
    "action": "Action",
    "success_criteria": "Success criteria",
    "strengthening": "Category",
    "others": "Other columns",
    "lead": "Lead",
}


def changes(changed: Changes) -> str:
    """Return what changed from one paper to another: actions, measures, judgements, passages."""
    parts = [f"From: {cite_paper(changed.old)}\nTo:   {cite_paper(changed.new)}\n", *_notes(changed)]
    if changed.nothing_changed:
        return "".join([*parts, f"\nNothing changed: {_same(changed)}.\n"])
    parts.append(f"{KEY}\n")
    if changed.judgements:
        parts += ["\nJudgements\n", *map(_judgement, changed.judgements)]
    if changed.actions:
        parts += _actions(changed.actions)
    if changed.measures:
        counts = _counts(changed.measures.same, changed.measures)
        parts += [f"\nMeasures: {counts}\n", *map(_measure_change, changed.measures.changed)]
        parts += [_filled("  added    ", cite_measure(found)) for found in changed.measures.added]
        parts += [_filled("  dropped  ", cite_measure(found)) for found in changed.measures.dropped]
    parts.append(f"\nPassages: {_counts(changed.passages.same, changed.passages)}\n")
    parts += map(_passage_change, changed.passages.changed)
    parts += [_quoted("added", found) for found in changed.passages.added]
    parts += [_quoted("dropped", found) for found in changed.passages.dropped]
    return "".join(parts)


def keyness(found: Sequence[Keyness]) -> str:
    """Return what each council says more and less than the others, with how often and by how much."""
    return "\n".join("".join(_keyness(one)) for one in found)


def _notes(changed: Changes) -> Iterator[str]:
    if changed.is_backwards:
        yield "Note: the paper named first is the later one by its date.\n"
    for paper in (changed.old, changed.new):
        if paper.date is None and changed.old.id != changed.new.id:
            yield f"Note: {paper.file} bears no date; which paper is the earlier is as you said.\n"
        if paper.unreadable_pages:
            yield (
                f"Note: {paper.unreadable_pages} of the pages of {paper.file} could not be read; "
                "what stands on them is not compared.\n"
            )


def _same(changed: Changes) -> str:
    kinds = [(changed.actions, "action"), (changed.measures, "measure"), (changed.passages, "passage")]
    counts = [f"{part.same} {noun}{'' if part.same == 1 else 's'}" for part, noun in kinds if part is not None]
    return f"{', '.join(counts)} the same"


def _counts(same: int, part: object) -> str:
    sizes = {name: len(getattr(part, name)) for name in ("changed", "added", "dropped")}
    return ", ".join([f"{same} the same", *(f"{number} {name}" for name, number in sizes.items())])


def _actions(found: ActionChanges) -> Iterator[str]:
    yield f"\nActions: {_counts(found.same, found)}\n"
    for when, listed in zip(("Before", "Now"), found.roll_ups, strict=True):
        yield _filled(f"  {when}: ", f"{in_words(listed)}.")
    yield _filled("  ", HOW_COUNTED)
    for change in found.changed:
        yield from _action_change(change)
    for name, listed_actions in (("Added", found.added), ("Dropped", found.dropped)):
        for planned in listed_actions:
            yield _one_sided(name, planned)


def _one_sided(name: str, planned: PlannedAction) -> str:
    action = planned.found.action
    head = _filled(f"\n{name}  {action.ref or '–'}  ", on_one_line(action.action) or LOST)
    return f"{head}{_filled('      ', cite_action(planned.found))}"


def _action_change(change: ActionChange) -> Iterator[str]:
    old, new = change.old.found, change.new.found
    how = "same reference" if change.by_reference else "by its words and meaning"
    yield _filled(f"\nChanged  {new.action.ref or '–'}  ", f"{on_one_line(new.action.action) or LOST} ({how})")
    before, after = change.statuses
    if before is not after:
        yield _filled("      Status: ", f"{_status(before)} → {_status(after)}")
    for milestone in change.milestones:
        yield _filled("      · ", _milestone_change(milestone))
    for field in (*change.fields, *([change.lead] if change.lead else [])):
        yield _filled(f"      {FIELD_NAMES[field.field]}: ", _marked(field.rewording))
    for target in change.targets:
        yield _filled("      Target: ", _target_change(target))
    yield _filled("      was: ", cite_action(old))
    yield _filled("      now: ", cite_action(new))


def _milestone_change(change: MilestoneChange) -> str:
    if change.old is None or change.new is None:
        one, word = (change.new, "milestone added") if change.old is None else (change.old, "milestone dropped")
        return f"{word}: {_milestone(one)}" if one else word
    parts = []
    if change.date:
        parts.append(f"{_due(change.old)} → {_due(change.new)}: {_in_words(change)}")
    else:
        parts.append(_due(change.new))
    if change.status_moved:
        parts.append(f"{_milestone_status(change.old)} → {_milestone_status(change.new)}")
    if change.output_reworded:
        parts.append(f"output was “{on_one_line(change.old.output)}”, is “{on_one_line(change.new.output)}”")
    return "; ".join(parts)


def _in_words(change: MilestoneChange) -> str:
    by = abs(change.months or 0)
    length = f" by {by} month{'' if by == 1 else 's'}" if by else " within the month"
    return {
        DateChange.SLIPPED: f"slipped{length}",
        DateChange.BROUGHT_FORWARD: f"brought forward{length}",
        DateChange.DATED: "now has a date",
        DateChange.UNDATED: "has no date any more",
        DateChange.REWORDED: "date put in other words",
        None: "",
    }[change.date]


def _milestone(milestone: Milestone) -> str:
    output = f": {on_one_line(milestone.output)}" if milestone.output else ""
    return f"{_due(milestone)}, {_milestone_status(milestone)}{output}"


def _due(milestone: Milestone) -> str:
    return date_in_words(milestone.due) if milestone.due else milestone.due_raw or "no date"


def _milestone_status(milestone: Milestone) -> str:
    return _status(milestone.status) if milestone.status or not milestone.status_raw else milestone.status_raw


def _status(status: Status | None) -> str:
    return STATUSES[status]


def _target_change(change: TargetChange) -> str:
    one = change.new or change.old
    what = " ".join(part for part in (one.measure, f"({one.group})" if one.group else "") if part) if one else ""
    return f"{what}: {_target(change.old)} → {_target(change.new)}"


def _target(target: Target | None) -> str:
    if target is None:
        return "none"
    due = f" by {date_in_words(target.due)}" if target.due else ""
    return f"{target.value:g}{target.unit}{due}"


def _measure_change(change: MeasureChange) -> str:
    words = _marked(change.rewording) if change.rewording else on_one_line(change.new.measure.measure)
    lines = [_filled(f"  {change.new.measure.ref or '–'}  ", words)]
    for period in change.periods:
        name = next(side.name for side in (period.new, period.old) if side is not None)
        lines.append(_filled(f"      · {name}: ", f"{_period(period.old)} → {_period(period.new)}"))
    return "".join([*lines, _filled("      ", cite_measure(change.new))])


def _period(period: Period | None) -> str:
    if period is None:
        return "no such period"
    return f"target {period.target or 'none'}, actual {period.actual or 'none published'}"


def _judgement(change: JudgementChange) -> str:
    sides = [(side.judgement.area, side.judgement.grade) for side in (change.new, change.old) if side is not None]
    grades = [side.judgement.grade if side else "not judged" for side in (change.old, change.new)]
    told = " → ".join(grades) if change.has_moved or None in (change.old, change.new) else f"{grades[1]}, as before"
    return _filled("  ", f"{sides[0][0]}: {told}")


def _passage_change(change: PassageChange) -> str:
    words = ["moved"] if change.is_moved else []
    words += ["reworded"] if change.rewording else []
    words += ["numbers changed"] if change.rewording and change.rewording.numbers else []
    text = _marked(change.rewording) if change.rewording else on_one_line(change.new.passage.text)
    head = _filled(f"\n{', '.join(words).capitalize()}  ", text)
    return f"{head}{_filled('      was: ', cite(change.old))}{_filled('      now: ', cite(change.new))}"


def _quoted(name: str, found: Found) -> str:
    quotation = on_one_line(found.passage.text.replace("\t", " | "))
    return f"{_filled(f'{chr(10)}{name.capitalize()}  ', f'“{quotation}”')}{_filled('      ', cite(found))}"


def _marked(rewording: Rewording) -> str:
    """Return two wordings as one text, with what was taken out and put in marked as wdiff marks it."""
    parts = []
    for run in rewording.runs:
        old, new = rewording.old[slice(*run.old)], rewording.new[slice(*run.new)]
        if run.is_kept:
            parts.append(max(old, new, key=len))  # with the white space of the side where the text goes on
        else:
            marks = [f"[-{old.strip()}-]" if old.strip() else "", f"{{+{new.strip()}+}}" if new.strip() else ""]
            parts.append(" ".join(filter(None, marks)) + (" " if (new or old)[-1:].isspace() else ""))
    return on_one_line("".join(parts))


def _keyness(one: Keyness) -> Iterable[str]:
    yield f"{one.council}: {one.words:,} words against {one.others_words:,} of the others\n"
    for name, terms in (("Says more", one.more), ("Says less", one.less)):
        yield f"  {name}\n" if terms else ""
        yield from map(_term, terms)
    if one.tested:
        yield (
            f"  {one.tested:,} terms were tested; with no difference at all about {one.by_chance:.0f} of them "
            "would be listed by chance.\n"
        )


def _term(term: KeyTerm) -> str:
    times = 2 ** abs(term.log_ratio)
    more = "more" if term.log_ratio > 0 else "less"
    return (
        f"    {term.term}: {term.n} uses, {term.expected:.1f} expected; {term.per_10_000:.1f} in 10,000 words against "
        f"{term.others_per_10_000:.1f} ({times:.1f} times {more} often; G2 {term.g2:.1f})\n"
    )


def _filled(lead: str, text: str) -> str:
    start = "\n" if lead.startswith("\n") else ""
    filled = textwrap.fill(f"{lead.lstrip(chr(10))}{text}", WIDTH, subsequent_indent="        ", break_long_words=False)
    return f"{start}{filled}\n"
