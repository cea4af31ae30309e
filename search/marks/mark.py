"""Say which themes a passage speaks of, how surely, and by which words.

How a score comes about. Terms of a theme that stand in the passage are counted, those inside a false friend, inside a
longer term of the same theme, or in a table's cell that only names an owner or a status left out. Strong terms speak
for themselves; weak ones count only where no strong one stands; what is said again counts again; a long passage
needs more than a short one, for it mentions much in passing. The sum, with the weights below, becomes a score in
[0, 1]; the passage is marked when it reaches the theme's threshold.

Where the weights come from. A logistic regression over all pairs of passage and theme of 120 labelled passages
(2026-11), shared by all themes, so that each rests on 2,640 decisions; `python -m evaluation.themes --calibrate` fits
them anew. Tried and left out, since cross-validation did not gain by them: the cosine to definition and examples, as
one more addend, as a way in without strong terms or as support for weak ones; a term in the heading above; a term among
the first words; how many other themes speak. Nearness in meaning is told beside a mark, and does not make one.

Where the thresholds come from. For each theme the one with the best F1 on the labelled passages, drawn to the one that
serves all themes best as if 30 more passages had spoken for it: few labels move a threshold little.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from search.marks.prepare import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.types import Span
    from models.encoder import UnitRows
    from search.marks.prepare import Prepared, Use
    from search.themes import Theme

MOST_STRONG, MOST_WEAK, MOST_AGAIN = 4, 3, 3  # terms counted; more say no more
USUAL_WORDS = 30  # words of a passage that needs neither more nor less evidence


class Weights(NamedTuple):
    """What each piece of evidence adds to the log-odds that a passage speaks of a theme."""

    start: float  # for nothing
    strong: float  # a strong term
    further: float  # each further strong term
    again: float  # each time that a strong term is said again
    weak: float  # each weak term, where no strong one stands
    length: float  # each time that the passage is e times as long as usual, where a strong term stands


WEIGHTS = Weights(start=-4.9, strong=5.66, further=1.61, again=1.35, weak=1.24, length=-1.91)


class Evidence(NamedTuple):
    """What of a passage speaks for a theme: its strong and its weak terms where they stand, each list in order."""

    strong: tuple[tuple[Span, str], ...]
    weak: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A theme that a passage speaks of.

    `score` is in [0, 1]; `terms` are what earned it, each once, in the order in which they first stand there, and
    `spans` where they stand, in characters of the passage's text. `nearness` is the best cosine to the theme's
    definition or examples; None when there was no encoder, or when a counter-example is nearer. `reason` says the
    terms to a reader.
    """

    theme: str
    score: float
    terms: tuple[str, ...]
    spans: tuple[Span, ...]
    nearness: float | None
    reason: str


def marks_of(text: str, themes: Prepared, *, vector: UnitRows | None = None) -> list[Mark]:
    """Return the marks that a passage earns, best first, ties in the order of the themes.

    Args:
        text: The passage's; cells of a table's row are parted by tabs.
        themes: What to mark with.
        vector: The passage's, shape (1, d), from the encoder that prepared the themes; None for words alone.
    """
    evidence = evidence_in(text, themes)
    nearness = themes.nearness(vector)
    words = len(text.split())
    marks = []
    for place, found in sorted(evidence.items()):
        theme = themes.themes[place]
        score = score_of(features(found, words=words))
        if score >= theme.threshold:
            marks.append(_mark(theme, score, found, nearness.get(place)))
    return sorted(marks, key=lambda mark: -mark.score)


def evidence_in(text: str, themes: Prepared) -> dict[int, Evidence]:
    """Return what of a text speaks for each theme, by the theme's place; a theme without any is left out."""
    by_theme: dict[int, list[tuple[Span, str, Use]]] = {}
    for hit in themes.lexicon.hits(text):
        entry = themes.lexicon.entries[hit.entry]
        for number in entry.uses:
            use = themes.uses[number]
            by_theme.setdefault(use.theme, []).append((hit.span, entry.term, use))
    ignored = themes.ignored_spans(text)
    found = {place: _evidence(hits, ignored, themes.themes[place]) for place, hits in by_theme.items()}
    return {place: evidence for place, evidence in found.items() if evidence.strong or evidence.weak}


def features(evidence: Evidence, *, words: int) -> tuple[float, ...]:
    """Return what `WEIGHTS` weighs, in its order: 1, strong, further, again, weak, length.

    >>> from corpus.types import Span
    >>> features(Evidence(((Span(0, 5), "audit"), (Span(9, 15), "audits")), ()), words=30)
    (1.0, 1.0, 0.0, 1.0, 0.0, 0.0)
    """
    strong = len({_plain(term) for _, term in evidence.strong})
    return (
        1.0,
        float(strong > 0),
        float(max(0, min(strong, MOST_STRONG) - 1)),
        float(min(len(evidence.strong) - strong, MOST_AGAIN)),
        0.0 if strong else float(min(len({_plain(term) for _, term in evidence.weak}), MOST_WEAK)),
        log(max(words, 1) / USUAL_WORDS) if strong else 0.0,
    )


def score_of(weighed: Sequence[float], weights: Weights = WEIGHTS) -> float:
    """Return the score of a passage's features: the logistic function of their weighted sum.

    >>> round(score_of((1.0, 1.0, 0.0, 0.0, 0.0, 0.0)), 2)
    0.68
    """
    return 1 / (1 + exp(-sum(value * weight for value, weight in zip(weighed, weights, strict=True))))


def _evidence(hits: Sequence[tuple[Span, str, Use]], ignored: Sequence[Span], theme: Theme) -> Evidence:
    """Return the hits of one theme that count."""
    barred = [*ignored, *(span for span, _, use in hits if use.role is Role.FALSE_FRIEND)]
    meant = [hit for hit in hits if hit[2].role is not Role.FALSE_FRIEND and not _meets_any(hit[0], barred)]
    named = {use.group for _, _, use in meant if use.role is Role.TOGETHER}
    is_complete = len(named) == len(theme.together)
    kept: list[tuple[Span, str, Use]] = []
    for hit in sorted(meant, key=lambda hit: (hit[0].start, -hit[0].end, hit[2].role)):
        if (hit[2].role is not Role.TOGETHER or is_complete) and (not kept or hit[0].end > kept[-1][0].end):
            kept.append(hit)
    return Evidence(
        tuple((span, term) for span, term, use in kept if use.role is not Role.WEAK),
        tuple((span, term) for span, term, use in kept if use.role is Role.WEAK),
    )


def _meets_any(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _plain(term: str) -> str:
    return term.casefold().removesuffix("s")


def _mark(theme: Theme, score: float, evidence: Evidence, nearness: float | None) -> Mark:
    earning = evidence.strong or evidence.weak
    terms = tuple(dict.fromkeys(term for _, term in earning))
    said = "names" if evidence.strong else "hints at it by"
    return Mark(
        theme=theme.id,
        score=score,
        terms=terms,
        spans=tuple(span for span, _ in earning),
        nearness=nearness,
        reason=f"{said} {', '.join(f'“{term}”' for term in terms)}",
    )
