"""Take what an inspection report says must improve, finding by finding."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records import Inspection
    from indexer.store import Found, Passage, PassageId, View
    from search.expand import Concept

# How the splitter labels the parts of a list item or paragraph that it cut: "bullet 1, sentences 4 to 6".
SENTENCES = re.compile(r"(?:^|, )sentences? (?P<first>\d+)(?: to \d+)?$")
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRules:
    """What is known of the wording of findings and replies.

    `left_out` is said around findings and is no part of them; `between_items` stands between the things that a finding
    names one after another; `vocabulary` holds the sector's other names.
    """

    left_out: re.Pattern[str] = NOTHING
    between_items: re.Pattern[str] = NOTHING
    vocabulary: tuple[Concept, ...] = ()

    def asked(self, text: str) -> str:
        r"""Return a finding as it is compared: on one line, without what is left out.

        >>> TraceRules(left_out=re.compile(r"\s*\(Outcome \d\)")).asked("Visits to children. (Outcome 2)")
        'Visits to children.'
        """
        return on_one_line(self.left_out.sub("", on_one_line(text)))

    def items(self, asked: str) -> list[str]:
        """Return the things that a finding names one after another, in order; one where it names but one.

        >>> TraceRules(between_items=re.compile("including ")).items("Plans, including pathway plans.")
        ['Plans', 'pathway plans']
        """
        places = [match.span() for match in self.between_items.finditer(asked)]
        starts, ends = [0, *(end for _, end in places)], [*(start for start, _ in places), len(asked)]
        items = (asked[start:end].strip(" .,;:") for start, end in zip(starts, ends, strict=True))
        return [item for item in items if item]


NO_RULES = TraceRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an inspection says must improve.

    `text` is an exact slice of the report, from the first of its passages to the last; `found` are those passages, one
    or more. `id` is the id of the first of them.
    """

    id: PassageId
    text: str
    found: tuple[Found, ...]


def read_trace_rules(toml: str, vocabulary: Sequence[Concept] = ()) -> TraceRules:
    """Return the rules of a trace file, with the vocabulary in use.

    Raises:
        ValueError: the text is not TOML, or a pattern is not a regular expression.
        KeyError: a list is missing.
    """
    values = tomllib.loads(toml)
    return TraceRules(
        left_out=_any_of(values["left_out"]),
        between_items=_any_of(values["between_items"]),
        vocabulary=tuple(vocabulary),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or NOTHING.pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error


def findings_of(inspection: Inspection, view: View) -> list[Finding]:
    """Return what an inspection says must improve, in reading order; what was cut for its length is one finding."""
    groups: list[list[Found]] = []
    for name in inspection.improvements:
        found = view.passage(name)
        if groups and _goes_on(groups[-1][-1].passage, found.passage):
            groups[-1].append(found)
        else:
            groups.append([found])
    return [_finding(group, view) for group in groups]


def _finding(group: Sequence[Found], view: View) -> Finding:
    first, last = group[0].passage, group[-1].passage
    text = view.text(first.document_id)[first.span.start : last.span.end]
    return Finding(id=first.id, text=text, found=tuple(group))


def _goes_on(before: Passage, after: Passage) -> bool:
    """Tell whether a passage is the next part of the list item or paragraph that the one before is a part of."""
    last, cut = SENTENCES.search(before.label or ""), SENTENCES.search(after.label or "")
    if last is None or cut is None or int(cut["first"]) <= int(last["first"]):
        return False
    same = _place(before, last) == _place(after, cut)
    return same and before.span.end <= after.span.start


def _place(passage: Passage, label: re.Match[str]) -> tuple[str | None, tuple[str, ...], str]:
    return passage.number, passage.section, (passage.label or "")[: label.start()]
