"""The JSON of what changes: between two papers, from council to council, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.citation import cite
from ui.shapes.answers import Json, paper_json, passage_json
from ui.shapes.plans import action_json, measure_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.types import Span
    from indexer.records import Milestone, Period, Target
    from search.actions import RollUp
    from search.changes import Changes, Judged, JudgementChange
    from search.keyness import Keyness, KeyTerm
    from search.measure_changes import MeasureChange, MeasureChanges, PeriodChange
    from search.milestone_changes import MilestoneChange
    from search.passage_changes import PassageChange, PassageChanges
    from search.plan_changes import ActionChange, ActionChanges, FieldChange, PlannedAction, TargetChange
    from search.rewording import Rewording
    from search.themes import Theme
    from search.timeline import Timeline


def changes_json(changes: Changes, themes: Sequence[Theme]) -> Json:
    """Return what changed between two papers. `actions` and `measures` are null unless both papers have some.

    `passages` are those of neither. Spans are half-open offsets into the texts beside them: an exact slice of the
    paper for a passage (without its own number), and an action's cell put on one line (its `quotes` are exact).
    """
    return {
        "old": paper_json(changes.old),
        "new": paper_json(changes.new),
        "nothing_changed": changes.nothing_changed,
        "is_backwards": changes.is_backwards,
        "actions": _actions_json(changes.actions, themes) if changes.actions else None,
        "measures": _measures_json(changes.measures) if changes.measures else None,
        "passages": _passages_json(changes.passages, themes),
        "judgements": [_judgement_json(change, themes) for change in changes.judgements],
    }


def rewording_json(rewording: Rewording) -> Json:
    """Return two wordings with their runs: kept, or removed from the old and added to the new."""
    return {
        "old": rewording.old,
        "new": rewording.new,
        "runs": [
            {"kept": run.is_kept, "old": _span_json(run.old), "new": _span_json(run.new)} for run in rewording.runs
        ],
        "numbers": [
            {
                "old": rewording.old[slice(*change.old)],
                "new": rewording.new[slice(*change.new)],
                "old_span": _span_json(change.old),
                "new_span": _span_json(change.new),
                "old_sentence": rewording.old[slice(*change.old_sentence)],
                "new_sentence": rewording.new[slice(*change.new_sentence)],
            }
            for change in rewording.numbers
        ],
    }


def keyness_json(keyness: Sequence[Keyness]) -> list[Json]:
    """Return what each council says more and less than the others."""
    return [
        {
            "council": one.council,
            "words": one.words,
            "others_words": one.others_words,
            "tested": one.tested,
            "by_chance": one.by_chance,
            "more": [_term_json(term) for term in one.more],
            "less": [_term_json(term) for term in one.less],
        }
        for one in keyness
    ]


def timeline_json(timeline: Timeline[Any], themes: Sequence[Theme]) -> Json:
    """Return a theme's timeline; figures by their fields, spans as in their passages."""
    return {
        "theme": {"id": timeline.theme.id, "title": timeline.theme.title},
        "council": timeline.council,
        "papers": [
            {
                "paper": paper_json(item.paper),
                "undated": item.is_undated,
                "evidence": [passage_json(found, themes) for found in item.evidence],
            }
            for item in timeline.papers
        ],
        "milestones": [
            {"milestone": _milestone_json(item.milestone), "action": action_json(item.found, themes)}
            for item in timeline.milestones
        ],
        "figures": [
            {
                "value": item.figure.value,
                "as_of": item.figure.as_of,
                "start": item.figure.span.start,
                "end": item.figure.span.end,
                "passage": passage_json(item.found, themes),
            }
            for item in timeline.figures
        ],
    }


def _actions_json(changes: ActionChanges, themes: Sequence[Theme]) -> Json:
    old, new = changes.roll_ups
    return {
        "same": changes.same,
        "added": [_planned_json(planned, themes) for planned in changes.added],
        "dropped": [_planned_json(planned, themes) for planned in changes.dropped],
        "changed": [_action_change_json(change, themes) for change in changes.changed],
        "roll_up": {"old": _roll_up_json(old), "new": _roll_up_json(new)},
    }


def _roll_up_json(roll_up: RollUp) -> Json:
    counts: dict[str, Any] = roll_up._asdict()
    return counts


def _planned_json(planned: PlannedAction, themes: Sequence[Theme]) -> Json:
    quotes = [
        {
            "passage_id": found.passage.id,
            "text": found.passage.text,
            "start": found.passage.span.start,
            "end": found.passage.span.end,
            "citation": cite(found),
        }
        for found in planned.passages
    ]
    return {**action_json(planned.found, themes), "quotes": quotes}


def _action_change_json(change: ActionChange, themes: Sequence[Theme]) -> Json:
    before, after = change.statuses
    both = [item for item in change.milestones if item.old and item.new]
    return {
        "old": _planned_json(change.old, themes),
        "new": _planned_json(change.new, themes),
        "matched_by": "reference" if change.by_reference else "meaning",
        "cosine": change.cosine,
        "reworded": [_field_json(field) for field in change.fields],
        "lead": _field_json(change.lead) if change.lead else None,
        "status": {"old": before, "new": after} if before is not after else None,
        "dates": [_milestone_change_json(item) for item in both if item.date],
        "statuses": [_milestone_change_json(item) for item in both if item.status_moved],
        "outputs": [_milestone_change_json(item) for item in both if item.output_reworded],
        "milestones_added": [_milestone_json(item.new) for item in change.milestones if item.old is None],
        "milestones_dropped": [_milestone_json(item.old) for item in change.milestones if item.new is None],
        "targets": [_target_change_json(target) for target in change.targets],
    }


def _field_json(change: FieldChange) -> Json:
    return {"field": change.field, **rewording_json(change.rewording)}


def _milestone_change_json(change: MilestoneChange) -> Json:
    return {
        "old": _milestone_json(change.old),
        "new": _milestone_json(change.new),
        "date": change.date,
        "months": change.months,
        "status_moved": change.status_moved,
    }


def _milestone_json(milestone: Milestone | None) -> Json | None:
    return {name: value or None for name, value in milestone._asdict().items()} if milestone else None


def _target_change_json(change: TargetChange) -> Json:
    return {"old": _target_json(change.old), "new": _target_json(change.new)}


def _target_json(target: Target | None) -> Json | None:
    if target is None:
        return None
    value = int(target.value) if target.value.is_integer() else target.value
    return {**target._asdict(), "group": target.group or None, "unit": target.unit or None, "value": value}


def _measures_json(changes: MeasureChanges) -> Json:
    return {
        "same": changes.same,
        "added": [measure_json(found) for found in changes.added],
        "dropped": [measure_json(found) for found in changes.dropped],
        "changed": [_measure_change_json(change) for change in changes.changed],
    }


def _measure_change_json(change: MeasureChange) -> Json:
    return {
        "old": measure_json(change.old),
        "new": measure_json(change.new),
        "reworded": rewording_json(change.rewording) if change.rewording else None,
        "periods": [_period_change_json(period) for period in change.periods],
    }


def _period_change_json(change: PeriodChange) -> Json:
    return {"old": _period_json(change.old), "new": _period_json(change.new)}


def _period_json(period: Period | None) -> Json | None:
    return {**period._asdict(), "name": period.name or None} if period else None


def _passages_json(changes: PassageChanges, themes: Sequence[Theme]) -> Json:
    return {
        "same": changes.same,
        "added": [passage_json(found, themes) for found in changes.added],
        "dropped": [passage_json(found, themes) for found in changes.dropped],
        "reworded": [_passage_change_json(change, themes) for change in changes.changed if change.rewording],
        "moved": [_passage_change_json(change, themes) for change in changes.changed if not change.rewording],
    }


def _passage_change_json(change: PassageChange, themes: Sequence[Theme]) -> Json:
    return {
        "old": passage_json(change.old, themes),
        "new": passage_json(change.new, themes),
        "cosine": change.cosine,
        "moved": change.is_moved,
        "reworded": rewording_json(change.rewording) if change.rewording else None,
    }


def _judgement_json(change: JudgementChange, themes: Sequence[Theme]) -> Json:
    return {
        "about": change.about,
        "old": _judged_json(change.old, themes),
        "new": _judged_json(change.new, themes),
        "moved": change.has_moved,
    }


def _judged_json(judged: Judged | None, themes: Sequence[Theme]) -> Json | None:
    if judged is None:
        return None
    area, grade = judged.judgement.area, judged.judgement.grade
    return {"area": area, "grade": grade, "passage": passage_json(judged.found, themes)}


def _term_json(term: KeyTerm) -> Json:
    return {name: getattr(term, name) for name in term.__slots__}


def _span_json(span: Span) -> Json:
    return {"start": span.start, "end": span.end}
