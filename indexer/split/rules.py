"""The words that the splitter must know, read from a file that a subject expert can edit."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class SplittingRules:
    """What a splitter knows of councils' papers. Patterns match a whole folded line, whatever the case.

    Lengths are in words.
    """

    recommendations: re.Pattern[str]
    closing_headings: re.Pattern[str]
    top_headings: re.Pattern[str]
    improvement_headings: re.Pattern[str]
    contents_headings: re.Pattern[str]
    judgement_lines: re.Pattern[str]
    lead_ins: re.Pattern[str]
    boilerplate: re.Pattern[str]
    columns: frozenset[str]
    action_reference: re.Pattern[str]
    measure_reference: re.Pattern[str]
    grades: re.Pattern[str]
    action_columns: int
    longest: int
    part: int
    short_item: int


def read_splitting_rules(toml: str) -> SplittingRules:
    """Return the rules of a splitting file.

    Raises:
        KeyError: a field is missing.
        re.error: a pattern is not a regular expression.
    """
    values = tomllib.loads(toml)
    return SplittingRules(
        recommendations=_any_of(values["recommendations"]),
        closing_headings=_any_of(values["closing_headings"]),
        top_headings=_any_of(values["top_headings"]),
        improvement_headings=_any_of(values["improvement_headings"]),
        contents_headings=_any_of(values["contents_headings"]),
        judgement_lines=_any_of(values["judgement_lines"]),
        lead_ins=_any_of(values["lead_ins"]),
        boilerplate=_any_of(values["boilerplate"]),
        columns=frozenset(name.casefold() for name in values["columns"]),
        action_reference=_any_of([values["action_reference"]]),
        measure_reference=_any_of([values["measure_reference"]]),
        grades=_any_of(values["grades"]),
        action_columns=values["action_columns"],
        longest=values["length"]["longest"],
        part=values["length"]["part"],
        short_item=values["length"]["short_item"],
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
