"""Make lines of enquiry for one council: neutral questions by inspection area, each with what it rests on.

The same signals give the same lines of enquiry in the same order. Nothing is graded or ranked: areas stand in the
order of the framework, lines within them by date.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from search.citation import date_in_words
from search.enquiries.drafts import is_by
from search.enquiries.milestones import milestones_passed
from search.enquiries.records import Enquiries, Enquiry, EnquiryArea, Signal
from search.enquiries.silent_papers import (
    findings_without_reply,
    reported_changes,
    reports_without_measure,
    silent_themes,
    targets_without_actual,
)
from search.tag import themes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.enquiries.drafts import Draft
    from search.enquiries.records import Signals
    from search.enquiries.templates import EnquiryTemplates
    from search.themes import Theme

FOREVER = "9999"  # undated lines stand last
ID_LENGTH = 10


def enquiries(
    council: str, as_of: str, signals: Signals, templates: EnquiryTemplates, themes: Sequence[Theme]
) -> Enquiries:
    """Return the lines of enquiry for one council at a date.

    Args:
        council: Its short name.
        as_of: An ISO date of any precision. Papers and dates after it are left out; a milestone or target has passed
            when its day, month or year is over.
        signals: What was found in the council's papers.
        templates: How to ask.
        themes: By whose words a line is placed in an inspection area.
    """
    made = [_enquiry(draft, as_of, templates, themes) for draft in _drafts(signals, as_of, templates, themes)]
    areas = []
    for area in templates.areas:
        own = sorted((line for line in made if line.area == area.id), key=_order)
        if own:
            areas.append(EnquiryArea(id=area.id, title=area.title, enquiries=tuple(own)))
    return Enquiries(
        council=council,
        as_of=as_of,
        framework=templates.framework,
        statement=templates.statement,
        papers=tuple(paper for paper in signals.papers if is_by(paper.date, as_of)),
        searched=signals.searched,
        areas=tuple(areas),
    )


def _drafts(signals: Signals, as_of: str, templates: EnquiryTemplates, themes: Sequence[Theme]) -> list[Draft]:
    def area_for(text: str) -> str:
        return templates.area_of(themes_of(text, themes), themes).id

    return [
        *milestones_passed(signals, as_of),
        *targets_without_actual(signals, as_of, area_for),
        *reported_changes(signals, as_of),
        *findings_without_reply(signals, as_of),
        *silent_themes(signals, {theme.id: theme.title for theme in themes}),
        *reports_without_measure(signals, as_of),
    ]


def _enquiry(draft: Draft, as_of: str, templates: EnquiryTemplates, themes: Sequence[Theme]) -> Enquiry:
    own = themes_of(draft.about, themes) if draft.themes is None else draft.themes
    area = templates.area_of(own, themes)
    template = templates.signals[draft.signal]
    facts = {"as_of": date_in_words(as_of), **draft.facts}
    by_theme = [text for theme in own for text in templates.evidence_by_theme.get(theme, ())]
    return Enquiry(
        id=_id(draft),
        area=area.id,
        themes=own,
        signal=draft.signal,
        question=template.filled("question", draft.question, facts),
        quotations=draft.quotations,
        gap=template.filled("gap", draft.gap, facts),
        evidence_to_ask_for=tuple(dict.fromkeys([*template.evidence, *by_theme, *area.evidence])),
        dates=draft.dates,
        date=draft.date,
    )


def _id(draft: Draft) -> str:
    places = (f"{quoted.passage_id}:{quoted.start}" for quoted in draft.quotations)
    digest = hashlib.sha256("\n".join([draft.signal, *(draft.themes or ()), *places]).encode("utf-8"))
    return digest.hexdigest()[:ID_LENGTH]


def _order(line: Enquiry) -> tuple[str, int, str]:
    return line.date or FOREVER, list(Signal).index(line.signal), line.id
