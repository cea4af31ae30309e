"""What the page shows of plans and changes when people's names are to be hidden: roles stay, names do not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, TypeVar, cast

from corpus.types import Paper, Span
from indexer.records import Action, Measure, Milestone, Period, Target
from indexer.store import Passage
from search.enquiries.records import Dated
from search.figures import FigureShown
from search.masking import masked
from search.rewording import Rewording
from search.themes import Theme
from search.timeline import FigureThen
from ui.html.rewording import hidden_in
from ui.library.names_hidden import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.figures.records import Figure
    from indexer.store import Found
    from search.masking import FindPeople

AnyT = TypeVar("AnyT")


def names_hidden_in(record: AnyT, find_people: FindPeople) -> AnyT:
    """Return a record with names hidden in all the papers' words that it holds, however deep they stand.

    Passages, actions, measures, milestones, targets, figures, dates and rewordings are known; tuples, lists and records
    made of them are walked through; all else, papers and themes too, is returned as it is. Dates and statuses as
    printed are words too: plans print who was late with what.
    """
    return cast("AnyT", _hidden(record, find_people))


@singledispatch
def _hidden(record: object, find_people: FindPeople) -> object:
    if is_dataclass(record) and not isinstance(record, type):
        values = {field.name: _hidden(getattr(record, field.name), find_people) for field in fields(record)}
        return replace(record, **values)
    return record


@_hidden.register(tuple)
def _of_tuple(record: tuple[object, ...], find_people: FindPeople) -> object:
    each = [_hidden(item, find_people) for item in record]
    make: Callable[..., object] = type(record)
    return make(*each) if hasattr(record, "_fields") else tuple(each)


@_hidden.register(list)
def _of_list(record: list[object], find_people: FindPeople) -> object:
    return [_hidden(item, find_people) for item in record]


@_hidden.register(Paper)
@_hidden.register(Theme)
def _as_it_is(record: object, find_people: FindPeople) -> object:
    del find_people
    return record


@_hidden.register(Passage)
def _of_passage(passage: Passage, find_people: FindPeople) -> object:
    shown = masked(passage.text, find_people=find_people)
    if not shown.hidden:
        return passage
    return replace(passage, text=shown.text, repairs=(*passage.repairs, HIDDEN))


@_hidden.register(Rewording)
def _of_rewording(rewording: Rewording, find_people: FindPeople) -> object:
    return hidden_in(rewording, find_people=find_people)


@_hidden.register(Milestone)
def _of_milestone(milestone: Milestone, find_people: FindPeople) -> object:
    return milestone._replace(
        due_raw=_text(milestone.due_raw, find_people),
        status_raw=_text(milestone.status_raw, find_people),
        output=_text(milestone.output, find_people),
        strengthening=_optional(milestone.strengthening, find_people),
    )


@_hidden.register(Target)
def _of_target(target: Target, find_people: FindPeople) -> object:
    return target._replace(group=_text(target.group, find_people), measure=_text(target.measure, find_people))


@_hidden.register(Period)
def _of_period(period: Period, find_people: FindPeople) -> object:
    return Period(
        _text(period.name, find_people), _optional(period.target, find_people), _optional(period.actual, find_people)
    )


@_hidden.register(Dated)
def _of_dated(date: Dated, find_people: FindPeople) -> object:
    return date._replace(printed=_text(date.printed, find_people), note=_text(date.note, find_people))


@_hidden.register(Action)
def _of_action(action: Action, find_people: FindPeople) -> object:
    return replace(
        action,
        priority=_optional(action.priority, find_people),
        outcome_ref=_optional(action.outcome_ref, find_people),
        outcome=_text(action.outcome, find_people),
        objective=_text(action.objective, find_people),
        action=_text(action.action, find_people),
        success_criteria=_text(action.success_criteria, find_people),
        lead=_text(action.lead, find_people),
        strengthening=tuple(_text(category, find_people) for category in action.strengthening),
        milestones=cast("tuple[Milestone, ...]", _hidden(action.milestones, find_people)),
        targets=cast("tuple[Target, ...]", _hidden(action.targets, find_people)),
        others=tuple((_text(heading, find_people), _text(text, find_people)) for heading, text in action.others),
    )


@_hidden.register(Measure)
def _of_measure(measure: Measure, find_people: FindPeople) -> object:
    return replace(
        measure,
        priority=_optional(measure.priority, find_people),
        measure=_text(measure.measure, find_people),
        frequency=_optional(measure.frequency, find_people),
        periods=cast("tuple[Period, ...]", _hidden(measure.periods, find_people)),
    )


@_hidden.register(FigureShown)
def _of_figure_shown(shown: FigureShown, find_people: FindPeople) -> object:
    """Return a figure with its words hidden; its spans stay those of the paper's text."""
    figure = shown.figure
    told = replace(
        figure,
        what=_optional(figure.what, find_people),
        change=_optional(figure.change, find_people),
        as_of_raw=_optional(figure.as_of_raw, find_people),
        qualifiers=tuple(_text(word, find_people) for word in figure.qualifiers),
    )
    return replace(
        shown,
        figure=told,
        found=shown.found._replace(passage=cast("Passage", _hidden(shown.found.passage, find_people))),
        quote=_text(shown.quote, find_people),
        told_again=tuple(cast("Found", _hidden(found, find_people)) for found in shown.told_again),
        about=_optional(shown.about, find_people),
    )


@_hidden.register(FigureThen)
def _of_figure(then: FigureThen[Figure], find_people: FindPeople) -> object:
    """Return a figure whose passage is cut to its sentence, since hiding names moves what stands after them."""
    found, figure = then
    quote = _text(found.passage.text[slice(*figure.quote)], find_people)
    start = max(0, quote.find(figure.value))
    what = _optional(figure.what, find_people)
    passage = replace(found.passage, text=quote, repairs=(*found.passage.repairs, HIDDEN))
    shown = replace(figure, quote=Span(0, len(quote)), span=Span(start, start + len(figure.value)), what=what)
    return FigureThen(found._replace(passage=passage), shown)


def _optional(text: str | None, find_people: FindPeople) -> str | None:
    return _text(text, find_people) if text else text


def _text(text: str, find_people: FindPeople) -> str:
    return masked(text, find_people=find_people).text
