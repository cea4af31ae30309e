"""Say which passages two papers share, word for word or nearly, and which only one of them has."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.cleaning import fold
from search.alignment import matched, same_keys
from search.rewording import reworded, same_wording, word_likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.store import Found, PassageId, View
    from search.rewording import Rewording

# How alike two passages must be to be one, reworded: half by their words, half by their meaning. Chosen on 2026-11-22
# with MiniLM-L6 on four reports and our retellings of them, which change nearly every sentence: of 163 paragraphs that
# both have, 152 are matched, none wrongly; between two different reports, 1 pair of some 10,000. Two inspections of one
# council on the same arrangements come to 0.60 to 0.67: at 0.65 a few of those are shown as reworded.
LIKE = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChange:
    """A passage that both papers have, in other words or at another place in the order.

    `cosine` is that of the two, in [-1, 1]. `rewording` is of their texts after their own numbers, None where the
    words are the same.
    """

    old: Found
    new: Found
    cosine: float
    rewording: Rewording | None
    is_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChanges:
    """Passages of two papers: how many are the same, what one alone has, what changed, in the new order."""

    same: int
    added: tuple[Found, ...]
    dropped: tuple[Found, ...]
    changed: tuple[PassageChange, ...]


def passage_changes(old: Sequence[Found], new: Sequence[Found], view: View, *, is_swapped: bool) -> PassageChanges:
    """Compare the passages of two papers, each in reading order; `is_swapped` as for `matched`.

    What stands before the same passages as before has not moved, however much was put in between.
    """
    ours, theirs = ([[item.passage.id] for item in side] for side in (old, new))
    cosines = cosines_between(ours, theirs, view, is_swapped=is_swapped)
    pairs = _pairs(old, new, cosines, is_swapped=is_swapped)
    unmoved = _in_order(pairs, is_swapped=is_swapped)
    changed = []
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        before, after = _said(old[i]), _said(new[j])
        rewording = None if same_wording(before, after) else reworded(before, after)
        if rewording is not None or (i, j) not in unmoved:
            changed.append(
                PassageChange(
                    old=old[i],
                    new=new[j],
                    cosine=float(cosines[i, j]),
                    rewording=rewording,
                    is_moved=(i, j) not in unmoved,
                )
            )
    kept, shown = {i for i, _ in pairs}, {j for _, j in pairs}
    return PassageChanges(
        same=len(pairs) - len(changed),
        added=tuple(item for place, item in enumerate(new) if place not in shown),
        dropped=tuple(item for place, item in enumerate(old) if place not in kept),
        changed=tuple(changed),
    )


def cosines_between(
    old: Sequence[Sequence[PassageId]], new: Sequence[Sequence[PassageId]], view: View, *, is_swapped: bool
) -> npt.NDArray[np.float64]:
    """Return the cosines of the mean directions of groups of passages, shape (n, m); 0 for a group of none."""
    if is_swapped:  # a product of matrices can round differently the other way round
        return cosines_between(new, old, view, is_swapped=False).T
    ours, theirs = _directions(old, view), _directions(new, view)
    if not ours.size or not theirs.size:
        return np.zeros((len(old), len(new)))
    return ours @ theirs.T


def _directions(groups: Sequence[Sequence[PassageId]], view: View) -> npt.NDArray[np.float64]:
    """Return a unit row a group, shape (n, d); of no width when no group has a passage."""
    ids = [name for group in groups for name in group]
    if not ids:
        return np.zeros((len(groups), 0))
    vectors = view.vectors(view.rows_of(ids)).astype(np.float64)
    means = np.zeros((len(groups), vectors.shape[1]))
    start = 0
    for place, group in enumerate(groups):
        if group:
            mean = vectors[start : start + len(group)].mean(axis=0)
            means[place] = mean / (np.linalg.norm(mean) or 1)
        start += len(group)
    return means


def _pairs(
    old: Sequence[Found], new: Sequence[Found], cosines: npt.NDArray[np.float64], *, is_swapped: bool
) -> list[tuple[int, int]]:
    """Return which passages are the same, by place: those alike to the letter first, under the same headings first."""
    placed = [[(item.passage.section, fold(_said(item))) for item in side] for side in (old, new)]
    texts = [[_said(item) for item in side] for side in (old, new)]
    keys: list[list[object]] = [[fold(text) for text in side] for side in texts]
    for number, (i, j) in enumerate(same_keys(*placed)):
        keys[0][i] = keys[1][j] = number

    def likeness(first: Sequence[int], second: Sequence[int]) -> npt.NDArray[np.floating]:
        one, other = (texts[1], texts[0]) if is_swapped else texts
        meaning = cosines.T if is_swapped else cosines
        return likeness_of([one[i] for i in first], [other[j] for j in second], meaning[np.ix_(first, second)])

    return matched(keys[0], keys[1], likeness, threshold=LIKE, is_swapped=is_swapped)


def _said(found: Found) -> str:
    """Return a passage's text after its own number: one paragraph put in renumbers all below, and rewords none."""
    text, number = found.passage.text, found.passage.number
    printed = re.match(rf"{re.escape(number)}(?!\w)[).:\s]*", text) if number else None
    return text[printed.end() :] or text if printed else text


def likeness_of(
    some: Sequence[str], others: Sequence[str], cosines: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return how alike texts are, shape (n, m): the mean of what words they share and their cosine.

    Where neither has words (a plan's cell that is lost) the cosine alone tells.
    """
    words = word_likeness(some, others).astype(np.float64)
    blank = ~np.array([bool(text.strip()) for text in some])[:, None] & ~np.array([bool(t.strip()) for t in others])
    return np.asarray(np.where(blank, cosines, (words + cosines) / 2), dtype=np.float64)


def _in_order(pairs: Sequence[tuple[int, int]], *, is_swapped: bool) -> set[tuple[int, int]]:
    """Return the most pairs that stand in the same order on both sides (a longest increasing subsequence).

    Source:
        Schensted, Longest increasing and decreasing subsequences, Canadian Journal of Mathematics 13, 1961.
    """
    if is_swapped:
        return {(i, j) for j, i in _in_order([(j, i) for i, j in pairs], is_swapped=False)}
    ordered = sorted(pairs)
    ends: list[int] = []  # for each length, the smallest place on the second side that such a run can end at
    last: list[int] = []  # for each length, the pair that it ends with
    before: list[int | None] = []
    for number, (_, place) in enumerate(ordered):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    kept: set[tuple[int, int]] = set()
    here = last[-1] if last else None
    while here is not None:
        kept.add(ordered[here])
        here = before[here]
    return kept
