"""Write what changed between two papers as escaped, semantic HTML: counts first, then each change."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from search.actions import cite_action, cite_measure
from search.citation import cite, cite_paper, date_in_words
from search.masking import masked
from search.milestone_changes import DateChange
from ui.charts.chart import Table, chart_html, table_html
from ui.charts.statuses import statuses_chart
from ui.html.actions import LOST, milestone_html, reference, status_tag_html
from ui.html.quotation import figure_html
from ui.html.render import counted
from ui.html.rewording import rewording_html
from ui.terminal.changes import FIELD_NAMES
from ui.terminal.plans import HOW_COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.records import Milestone, Period, Target
    from indexer.store import Found, FoundMeasure
    from search.changes import Changes, JudgementChange
    from search.measure_changes import MeasureChange, MeasureChanges
    from search.milestone_changes import MilestoneChange
    from search.passage_changes import PassageChange, PassageChanges
    from search.plan_changes import ActionChange, ActionChanges, PlannedAction, TargetChange

    Part = ActionChanges | MeasureChanges | PassageChanges

KEY = (
    '<p class="key">In what was reworded, <del>this was removed</del> and <ins>this was added</ins>: '
    "removed words are struck through, added words are underlined.</p>"
)
MOST_OPEN = 8  # more passages of one kind wait behind a line that says how many


def changes_status_html(changes: Changes) -> str:
    """Return how much changed, in words for the status line."""
    if changes.nothing_changed:
        return "<p><strong>Nothing changed</strong> between the two papers.</p>"
    parts = [f"{kind}: {_counts(part)}" for kind, part in _parts(changes)]
    return f"<p><strong>{escape('; '.join(parts))}.</strong></p>"


def changes_html(changes: Changes) -> str:
    """Return what changed from one paper to another: judgements, actions, measures, passages."""
    head = (
        f'<dl class="from-to"><div><dt>Earlier paper</dt><dd>{escape(cite_paper(changes.old))}</dd></div>'
        f"<div><dt>Later paper</dt><dd>{escape(cite_paper(changes.new))}</dd></div></dl>{''.join(_notes(changes))}"
        f"{table_html(_counted(changes))}"
    )
    if changes.nothing_changed:
        return f"{head}<p>All that both papers hold is the same.</p>"
    sections = [
        _section("Judgements", map(_judgement_html, changes.judgements)) if changes.judgements else "",
        _actions_html(changes.actions) if changes.actions else "",
        _measures_html(changes.measures) if changes.measures else "",
        _passages_html(changes),
    ]
    key = KEY if any(part.changed for _, part in _parts(changes)) else ""
    return f"{head}{key}{''.join(sections)}"


def _parts(changes: Changes) -> list[tuple[str, Part]]:
    kinds: list[tuple[str, Part | None]] = [
        ("Actions", changes.actions),
        ("Measures", changes.measures),
        ("Passages", changes.passages),
    ]
    return [(name, part) for name, part in kinds if part is not None]


def _counts(part: Part) -> str:
    return f"{len(part.changed)} changed, {len(part.added)} added, {len(part.dropped)} dropped"


def _counted(changes: Changes) -> Table:
    rows: list[tuple[str | int, ...]] = [
        (kind, part.same, *(len(side) for side in (part.changed, part.added, part.dropped)))
        for kind, part in _parts(changes)
    ]
    caption = "How many are the same, changed, added or dropped"
    return Table(caption=caption, head=("What", "The same", "Changed", "Added", "Dropped"), rows=tuple(rows))


def _notes(changes: Changes) -> Iterator[str]:
    notes = ["The paper chosen as the earlier is the later one by its date."] if changes.is_backwards else []
    for paper in (changes.old, changes.new):
        if paper.date is None and changes.old.id != changes.new.id:
            notes.append(f"“{paper.title}” bears no date; which paper is the earlier is as you said.")
        if paper.unreadable_pages:
            pages = counted(paper.unreadable_pages, "page")
            notes.append(f"{pages} of “{paper.title}” could not be read; what stands there is not compared.")
    yield from (f'<p class="caution">{escape(note)}</p>' for note in notes)


def _section(title: str, rows: Iterable[str], intro: str = "") -> str:
    name = f"changes-{title.split(maxsplit=1)[0].lower()}"
    listed = "".join(f"<li>{row}</li>" for row in rows)
    results = f'<ol class="results">{listed}</ol>' if listed else ""
    return (
        f'<section class="changed" aria-labelledby="{name}"><h3 id="{name}">{escape(title)}</h3>{intro}{results}'
        "</section>"
    )


def _listed(title: str, rows: Sequence[str]) -> str:
    """Return a list under its own heading; a long one is opened on demand."""
    if not rows:
        return ""
    listed = f'<ol class="results">{"".join(f"<li>{row}</li>" for row in rows)}</ol>'
    if len(rows) <= MOST_OPEN:
        return f"<h4>{title}: {len(rows)}</h4>{listed}"
    summary = f"Show all {len(rows)} {title.lower()}"
    return f"<h4>{title}: {len(rows)}</h4><details><summary>{summary}</summary>{listed}</details>"


def _judgement_html(change: JudgementChange) -> str:
    sides = [side for side in (change.new, change.old) if side is not None]
    grades = [side.judgement.grade if side else "not judged" for side in (change.old, change.new)]
    has_changed = change.has_moved or None in (change.old, change.new)
    told = f"was {grades[0]}, is {grades[1]}" if has_changed else f"{grades[1]}, as before"
    cites = "".join(f'<p class="citation">{escape(cite(side.found))}</p>' for side in sides)
    return f"<h4>{escape(sides[0].judgement.area)}</h4><p><strong>{escape(told)}</strong></p>{cites}"


def _actions_html(found: ActionChanges) -> str:
    before, now = found.roll_ups
    charts = chart_html(statuses_chart(before, own_id="status-before", title="How the actions stood before"))
    charts += chart_html(statuses_chart(now, own_id="status-now", title="How the actions stand now"))
    intro = f'<div class="before-now">{charts}</div><p class="how-counted">{escape(HOW_COUNTED)}</p>'
    changed = _listed("Changed", [_action_change_html(change) for change in found.changed])
    added = _listed("Added", [_planned_html(planned) for planned in found.added])
    dropped = _listed("Dropped", [_planned_html(planned) for planned in found.dropped])
    return _section("Actions", (), f"{intro}{changed}{added}{dropped}")


def _planned_html(planned: PlannedAction) -> str:
    action = planned.found.action
    words = escape(_shown(on_one_line(action.action))) or LOST
    milestones = "".join(f"<li>{milestone_html(milestone)}</li>" for milestone in action.milestones)
    return (
        f'<article class="action"><h5><span class="ref">{escape(reference(action))}</span> {words}</h5>'
        f'<ul class="milestones">{milestones}</ul><p class="citation">{escape(_shown(cite_action(planned.found)))}</p>'
        f"{_as_printed_html('As printed', planned.passages)}</article>"
    )


def _action_change_html(change: ActionChange) -> str:
    old, new = change.old.found, change.new.found
    how = "Matched by its reference" if change.by_reference else "Matched by its words and meaning"
    before, after = change.statuses
    rows = []
    if before is not after:
        rows.append(("Status", f"was {status_tag_html(before)}, is {status_tag_html(after)}"))
    rows += [("Milestone", _milestone_change_html(each)) for each in change.milestones]
    fields = (*change.fields, *([change.lead] if change.lead else []))
    rows += [(FIELD_NAMES[each.field], rewording_html(each.rewording)) for each in fields]
    rows += [("Target", escape(_target_change(each))) for each in change.targets]
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{said}</dd></div>" for name, said in rows)
    printed = (*change.old.passages, *change.new.passages)
    return (
        f'<article class="action"><h5><span class="ref">{escape(reference(new.action))}</span> '
        f"{escape(_shown(on_one_line(new.action.action))) or LOST}</h5>"
        f'<p class="how">{how}.</p><dl class="what-changed">{listed}</dl>'
        f'<p class="citation">Was: {escape(_shown(cite_action(old)))}</p>'
        f'<p class="citation">Is: {escape(_shown(cite_action(new)))}</p>'
        f"{_as_printed_html('Both as printed', printed)}</article>"
    )


def _milestone_change_html(change: MilestoneChange) -> str:
    if change.old is None or change.new is None:
        one, word = (change.new, "Added") if change.old is None else (change.old, "Dropped")
        return f"{word}: {milestone_html(one)}" if one else word
    parts = [f"Due {escape(_due(change.new))}"]
    if change.date:
        moved = f"{_due(change.old)} → {_due(change.new)}"
        parts = [f"{escape(moved)}: <strong>{_moved_in_words(change)}</strong>"]
    if change.status_moved:
        old, new = (status_tag_html(side.status, side.status_raw) for side in (change.old, change.new))
        parts.append(f"was {old}, is {new}")
    if change.output_reworded:
        was, now = (escape(_shown(on_one_line(side.output))) or "blank" for side in (change.old, change.new))
        parts.append(f"output was “{was}”, is “{now}”")
    return "; ".join(parts)


def _moved_in_words(change: MilestoneChange) -> str:
    by = abs(change.months or 0)
    length = f"by {counted(by, 'month')}" if by else "within the month"
    return {
        DateChange.SLIPPED: f"later {length}",
        DateChange.BROUGHT_FORWARD: f"earlier {length}",
        DateChange.DATED: "now has a date",
        DateChange.UNDATED: "has no date any more",
        DateChange.REWORDED: "date put in other words",
        None: "",
    }[change.date]


def _due(milestone: Milestone) -> str:
    return date_in_words(milestone.due) if milestone.due else milestone.due_raw or "no date"


def _target_change(change: TargetChange) -> str:
    one = change.new or change.old
    what = " ".join(part for part in (one.measure, f"({one.group})" if one.group else "") if part) if one else ""
    return f"{what}: was {_target(change.old)}, is {_target(change.new)}"


def _target(target: Target | None) -> str:
    if target is None:
        return "none"
    return f"{target.value:g}{target.unit}{f' by {date_in_words(target.due)}' if target.due else ''}"


def _measures_html(found: MeasureChanges) -> str:
    parts = [
        _listed("Changed", [_measure_change_html(change) for change in found.changed]),
        _listed("Added", [_measure_cited_html(item) for item in found.added]),
        _listed("Dropped", [_measure_cited_html(item) for item in found.dropped]),
    ]
    same = f"<p>{counted(found.same, 'measure')} the same, nothing else.</p>"
    return _section("Measures", (), "".join(parts) or same)


def _measure_cited_html(found: FoundMeasure) -> str:
    return f'<p class="citation">{escape(_shown(cite_measure(found)))}</p>'


def _measure_change_html(change: MeasureChange) -> str:
    measure = change.new.measure
    words = rewording_html(change.rewording) if change.rewording else escape(_shown(on_one_line(measure.measure)))
    periods = "".join(
        f"<div><dt>{escape(on_one_line(side.name))}</dt><dd>was {escape(_period(each.old))}; "
        f"is {escape(_period(each.new))}</dd></div>"
        for each in change.periods
        for side in [each.new or each.old]
        if side is not None
    )
    return (
        f'<p class="rewording"><span class="ref">{escape(measure.ref or "Unnumbered")}</span> {words}</p>'
        f'<dl class="what-changed">{periods}</dl>{_measure_cited_html(change.new)}'
    )


def _period(period: Period | None) -> str:
    if period is None:
        return "no such period"
    return on_one_line(f"target {period.target or 'none'}, actual {period.actual or 'none published'}")


def _passages_html(changes: Changes) -> str:
    found = changes.passages
    parts = [
        _listed("Changed", [_passage_change_html(change) for change in found.changed]),
        _listed("Added", [figure_html(item) for item in found.added]),
        _listed("Dropped", [figure_html(item) for item in found.dropped]),
    ]
    same = f"<p>{counted(found.same, 'passage')} the same, nothing else.</p>"
    return _section("Passages", (), "".join(parts) or same)


def _passage_change_html(change: PassageChange) -> str:
    words = ["moved"] if change.is_moved else []
    words += ["reworded"] if change.rewording else []
    words += ["numbers changed"] if change.rewording and change.rewording.numbers else []
    text = rewording_html(change.rewording) if change.rewording else escape(_shown(change.new.passage.text))
    return (
        f'<p class="how">{", ".join(words).capitalize()}</p><p class="rewording">{text}</p>'
        f'<p class="citation">Was: {escape(cite(change.old))}</p><p class="citation">Is: {escape(cite(change.new))}</p>'
        f"{_as_printed_html('Both as printed', (change.old, change.new))}"
    )


def _as_printed_html(said: str, passages: Sequence[Found]) -> str:
    if not passages:
        return ""
    rows = "".join(f"<li>{figure_html(found)}</li>" for found in passages)
    return f'<details class="as-printed"><summary>{said}</summary><ol>{rows}</ol></details>'


def _shown(text: str) -> str:
    return masked(text).text
