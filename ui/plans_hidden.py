"""What the page shows of plans and changes when people's names are to be hidden: roles stay, names do not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, TypeVar, cast

from corpus.types import Paper, Span
from indexer.records import Action, Measure, Milestone
from indexer.store import Passage
from search.masking import masked
from search.rewording import Rewording
from search.themes import Theme
from search.timeline import FigureThen
from ui.names_hidden import HIDDEN
from ui.rewording_html import hidden_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.figures.records import Figure
    from search.masking import FindPeople

AnyT = TypeVar("AnyT")


def names_hidden_in(record: AnyT, find_people: FindPeople) -> AnyT:
    """Return a record with names hidden in all the papers' words that it holds, however deep they stand.

    Passages, actions, measures, milestones, figures and rewordings are known; tuples, lists and records made of them
    are walked through; all else, papers and themes too, is returned as it is.
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
    return milestone._replace(output=_text(milestone.output, find_people))


@_hidden.register(Action)
def _of_action(action: Action, find_people: FindPeople) -> object:
    return replace(
        action,
        priority=_text(action.priority, find_people) if action.priority else None,
        outcome=_text(action.outcome, find_people),
        objective=_text(action.objective, find_people),
        action=_text(action.action, find_people),
        success_criteria=_text(action.success_criteria, find_people),
        lead=_text(action.lead, find_people),
        milestones=cast("tuple[Milestone, ...]", _hidden(action.milestones, find_people)),
        others=tuple((heading, _text(text, find_people)) for heading, text in action.others),
    )


@_hidden.register(Measure)
def _of_measure(measure: Measure, find_people: FindPeople) -> object:
    return replace(measure, measure=_text(measure.measure, find_people))


@_hidden.register(FigureThen)
def _of_figure(then: FigureThen[Figure], find_people: FindPeople) -> object:
    """Return a figure whose passage is cut to its sentence, since hiding names moves what stands after them."""
    found, figure = then
    quote = _text(found.passage.text[slice(*figure.quote)], find_people)
    start = max(0, quote.find(figure.value))
    what = _text(figure.what, find_people) if figure.what else None
    passage = replace(found.passage, text=quote, repairs=(*found.passage.repairs, HIDDEN))
    shown = replace(figure, quote=Span(0, len(quote)), span=Span(start, start + len(figure.value)), what=what)
    return FigureThen(found._replace(passage=passage), shown)


def _text(text: str, find_people: FindPeople) -> str:
    return masked(text, find_people=find_people).text
