"""Ask about what papers leave out: actuals of targets, figures since, replies, themes, figures beside a gain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.cleaning import fold, on_one_line
from corpus.deadlines import deadlines_in
from search.enquiries.drafts import Draft, dated, is_by, is_over, listed, quotation
from search.enquiries.records import Dated, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.records import Measure, Period
    from indexer.store import Found, FoundMeasure
    from search.enquiries.records import FiguresInPassage, Signals, SilentTheme, UnansweredFinding


def targets_without_actual(signals: Signals, as_of: str, area_for: Callable[[str], str]) -> list[Draft]:
    """Return a draft for each plan and area that has measures with a target whose time is over and no actual.

    A period whose name bears no date counts as over.
    """
    groups: dict[tuple[str, str], list[FoundMeasure]] = {}
    for found in signals.measures:
        if is_by(found.paper.date, as_of) and _open_periods(found.measure, as_of):
            groups.setdefault((found.paper.id, area_for(found.measure.measure)), []).append(found)
    return [_targets(group, signals, as_of) for group in groups.values()]


def reported_changes(signals: Signals, as_of: str) -> list[Draft]:
    """Return a draft for each passage with figures that moved for the worse, each sentence quoted once."""
    return [_change(each) for each in signals.deteriorations if is_by(each.found.paper.date, as_of)]


def findings_without_reply(signals: Signals, as_of: str) -> list[Draft]:
    """Return a draft for each finding of an inspection for which no reply was found."""
    return [_finding(each) for each in signals.unanswered if is_by(each.found[0].paper.date, as_of)]


def silent_themes(signals: Signals, titles: dict[str, str]) -> list[Draft]:
    """Return a draft for each theme that others write on and this council's papers were not found to."""
    return [_theme(each, titles.get(each.theme, each.theme)) for each in signals.silences if each.others]


def reports_without_measure(signals: Signals, as_of: str) -> list[Draft]:
    """Return a draft for each passage that reports a gain and prints no figure."""
    return [_report(found) for found, _ in signals.reports if is_by(found.paper.date, as_of)]


def _open_periods(measure: Measure, as_of: str) -> list[Period]:
    return [
        period
        for period in measure.periods
        if period.target and not period.actual and ((due := _due(period)) is None or is_over(due, as_of))
    ]


def _due(period: Period) -> str | None:
    deadlines = deadlines_in(fold(period.name))
    return deadlines[-1].iso if deadlines else None


def _targets(group: Sequence[FoundMeasure], signals: Signals, as_of: str) -> Draft:
    measures = [found.measure for found in group]
    rows = [signals.passages[name] for measure in measures for name in measure.passage_ids if name in signals.passages]
    periods = [period for measure in measures for period in _open_periods(measure, as_of)]
    refs = [measure.ref for measure in measures if measure.ref]
    noun = "measure" if len(measures) == 1 else "measures"
    return Draft(
        signal=Signal.TARGET_WITHOUT_ACTUAL,
        facts={
            "reference": f"{noun} {listed(refs)}" if len(refs) == len(measures) else f"the {noun} quoted",
            "many": str(len(periods)),
        },
        quotations=tuple(quotation(found) for found in rows),
        dates=tuple(Dated("target", _due(p), p.name, on_one_line(p.target or "")) for p in periods),
        date=min((due for p in periods if (due := _due(p))), default=group[0].paper.date),
        about="\n".join(measure.measure for measure in measures),
        question="many" if len(measures) > 1 or len(periods) > 1 else "",
        gap="many" if len(periods) > 1 else "",
    )


def _change(each: FiguresInPassage) -> Draft:
    found = each.found
    sentences = dict.fromkeys(figure.quote for figure in each.figures)
    return Draft(
        signal=Signal.REPORTED_CHANGE,
        facts={"many": str(len(each.figures))},
        quotations=tuple(quotation(found, span) for span in sentences),
        dates=(dated(found.paper), *(Dated("figure", f.as_of, f.as_of_raw or "", f.value) for f in each.figures)),
        date=found.paper.date,
        about=found.passage.text,
        question="many" if len(each.figures) > 1 else "",
    )


def _finding(each: UnansweredFinding) -> Draft:
    papers = "1 paper" if each.papers_searched == 1 else f"{each.papers_searched} papers"
    return _of_passages(Signal.FINDING_WITHOUT_REPLY, each.found, {"papers": papers})


def _report(found: Found) -> Draft:
    return _of_passages(Signal.REPORT_WITHOUT_MEASURE, (found,), {})


def _of_passages(signal: Signal, found: Sequence[Found], facts: dict[str, str]) -> Draft:
    paper = found[0].paper
    return Draft(
        signal=signal,
        facts=facts,
        quotations=tuple(map(quotation, found)),
        dates=(dated(paper),),
        date=paper.date,
        about="\n".join(each.passage.text for each in found),
    )


def _theme(each: SilentTheme, title: str) -> Draft:
    return Draft(
        signal=Signal.SILENT_THEME,
        facts={"theme": title, "passages": str(each.passages_searched)},
        quotations=tuple(map(quotation, each.others)),
        dates=tuple(dated(found.paper) for found in each.others),
        date=None,
        themes=(each.theme,),
    )
