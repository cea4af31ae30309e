"""Read an inspection report as a record: its framework, its days, its judgements, what must improve."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.cleaning import fold, on_one_line
from corpus.cover import cover_of
from corpus.dates import read_date, read_period
from corpus.types import PaperKind
from indexer.records import Framework, Inspection, Judgement
from indexer.store import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.cover import Cover
    from corpus.types import Document, Identity
    from indexer.store import Passage

NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+")
MUST_IMPROVE = frozenset({PassageKind.IMPROVEMENT, PassageKind.RECOMMENDATION})
DATE_WORDS = 5  # "Wednesday 8 th March 2023"; a longer line only mentions a date


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRule:
    """How a framework is known: by a line of the cover sheet, and by the days from first to last, None for any."""

    framework: Framework
    cover: re.Pattern[str]
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRules:
    """What is known of inspection reports; the file they are read from says what each part is for."""

    frameworks: tuple[FrameworkRule, ...]
    areas: tuple[tuple[str, re.Pattern[str]], ...]
    line: re.Pattern[str]
    held: tuple[str, ...]
    published: tuple[str, ...]
    told: re.Pattern[str]


def read_inspection_rules(toml: str) -> InspectionRules:
    """Return the rules of an inspections file.

    Raises:
        KeyError: a field is missing.
        ValueError: a framework is called what no framework is.
        re.error: a pattern is not a regular expression.
    """
    values = tomllib.loads(toml)
    lines = values["lines"]
    return InspectionRules(
        frameworks=tuple(
            FrameworkRule(
                framework=Framework(entry["name"]),
                cover=_at_line_start(entry["cover"]),
                days=entry.get("days"),
            )
            for entry in values["framework"]
        ),
        areas=tuple((entry["id"], _any_of(entry["names"])) for entry in values["area"]),
        line=re.compile(
            rf"(?:{lines['before']})?(?P<area>.+?)(?:{lines['between']})\s+(?P<grade>{lines['grade']})\.?",
            re.IGNORECASE,
        ),
        held=tuple(values["dates"]["held"]),
        published=tuple(values["dates"]["published"]),
        told=_any_of(values["dates"]["told"]),
    )


def inspection_of(
    document: Document, identity: Identity, passages: Sequence[Passage], rules: InspectionRules
) -> Inspection | None:
    """Return what an inspection report records; None for a paper of another kind.

    An area is listed once, where its grade is printed first. A report without grades has no judgements; a report of
    2026 may lack the overall one alone.
    """
    if identity.kind.value != PaperKind.INSPECTION_REPORT:
        return None
    cover = cover_of(document)
    start, end = _period(cover, passages, rules) or (None, None)
    return Inspection(
        framework=_framework(cover, start, end, rules),
        start=start,
        end=end,
        published=_published(cover, rules),
        judgements=tuple(_judgements(passages, rules)),
        improvements=tuple(passage.id for passage in passages if passage.kind in MUST_IMPROVE),
    )


def _period(cover: Cover, passages: Sequence[Passage], rules: InspectionRules) -> tuple[str, str] | None:
    """Return the first and the last day, by the cover's fields or by the paragraph that tells them."""
    field = cover.field(*rules.held)
    if field:
        period, day = read_period(field), read_date(field)
        return period or ((day, day) if day else None)
    told = (fold(passage.text) for passage in passages)
    return next((period for text in told if rules.told.fullmatch(text) and (period := read_period(text))), None)


def _framework(cover: Cover, start: str | None, end: str | None, rules: InspectionRules) -> Framework:
    lines = "\n".join(cover.lines)
    for rule in rules.frameworks:
        if rule.cover.search(lines) and (rule.days is None or _lasts(start, end) <= rule.days):
            return rule.framework
    return Framework.OTHER


def _lasts(start: str | None, end: str | None) -> float:
    """Return the days from the first to the last, both counted; without end where they are not known."""
    if start is None or end is None:
        return float("inf")
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def _published(cover: Cover, rules: InspectionRules) -> str | None:
    """Return the day of publication as a field gives it, or the day that a letter bears."""
    field = cover.field(*rules.published)
    if field:
        return read_date(field)
    alone = (line for line in cover.lines if ":" not in line and len(line.split()) <= DATE_WORDS)
    return next((day for line in alone if read_period(line) is None and (day := read_date(line))), None)


def _judgements(passages: Sequence[Passage], rules: InspectionRules) -> Iterator[Judgement]:
    seen: set[str] = set()
    for passage in passages:
        if passage.kind is not PassageKind.JUDGEMENT:
            continue
        judgement = _judgement(passage, rules)
        if judgement is not None and (judgement.about or judgement.area.casefold()) not in seen:
            seen.add(judgement.about or judgement.area.casefold())
            yield judgement


def _judgement(passage: Passage, rules: InspectionRules) -> Judgement | None:
    """Return the judgement in a row, whose last cell is the grade, or in a line; None where it names no area."""
    cells = [on_one_line(cell) for cell in passage.text.split("\t") if cell.strip()]
    if len(cells) > 1:
        area, grade = NUMBER.sub("", cells[0], count=1), cells[-1]
    else:
        line = rules.line.fullmatch(on_one_line(passage.text))
        if line is None:
            return None
        area, grade = line["area"], line["grade"]
    about = next((name for name, names in rules.areas if names.fullmatch(fold(area))), None)
    return Judgement(area, about, grade, passage.id)


def _at_line_start(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return what finds one of the patterns from a line's start on; a printed line may end at any of its blanks."""
    either = "|".join(pattern.replace(" ", r"\s+") for pattern in patterns)
    return re.compile(rf"^(?:{either})", re.IGNORECASE | re.MULTILINE)


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
