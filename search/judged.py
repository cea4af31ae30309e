"""Read sets of questions that a reader judged, and tell which of their anchors a passage holds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.cleaning import fold
from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

QUESTIONS_FILE = "queries.json"
NEGATIVES_FILE = "negatives.json"
THEMES_FILE = "themes.json"


class Anchor(NamedTuple):
    """A piece of one line of a paper, by which a relevant passage is known. An empty one is any passage of its paper.

    `file` is the paper's file name. `grade` is 2 when the passage answers directly and 1 when it is related.
    """

    file: str
    text: str
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuestion:
    """A question with all that is relevant to it; nothing where the papers hold no answer."""

    id: str
    user: str
    question: str
    kind: str
    relevant: tuple[Anchor, ...]

    @property
    def grades(self) -> list[int]:
        """The grades of its anchors, in order."""
        return [anchor.grade for anchor in self.relevant]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSet:
    """Judged questions in the order of their files. `sha256` changes with anything that was judged."""

    name: str
    sha256: str
    questions: tuple[JudgedQuestion, ...]

    @property
    def answerable(self) -> tuple[JudgedQuestion, ...]:
        """The questions that something answers."""
        return tuple(question for question in self.questions if question.relevant)

    @property
    def negatives(self) -> tuple[JudgedQuestion, ...]:
        """The questions that nothing answers."""
        return tuple(question for question in self.questions if not question.relevant)

    @property
    def files(self) -> set[str]:
        """The file names of the papers in which anything relevant stands."""
        return {anchor.file for question in self.questions for anchor in question.relevant}


class Labelled(NamedTuple):
    """The passage of a paper that holds an anchor, with the themes that a reader gave it; none is deliberate."""

    anchor: Anchor
    themes: frozenset[str]


def read_judged_set(folder: Path) -> JudgedSet:
    """Return the questions of a folder: `queries.json`, and `negatives.json` where there is one.

    Raises:
        InputError: a file is missing or is not in the form of judged questions.
    """
    paths = [folder / QUESTIONS_FILE, folder / NEGATIVES_FILE]
    present = [path for path in paths if path.is_file() or path.name == QUESTIONS_FILE]
    questions = tuple(question for path in present for question in _questions(path))
    ids = [question.id for question in questions]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice or not any(question.relevant for question in questions):
        reason = f"the id {twice[0]} occurs twice" if twice else "no question has an answer"
        raise _not_judged(folder, reason)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in present)).hexdigest()
    return JudgedSet(name=folder.resolve().name, sha256=digest, questions=questions)


def read_labelled(folder: Path) -> tuple[Labelled, ...]:
    """Return the passages that a reader labelled with themes, from `themes.json` in a folder.

    Raises:
        InputError: the file is missing or is not in the form of labelled passages.
    """
    path = folder / THEMES_FILE
    try:
        return tuple(
            Labelled(Anchor(str(entry["file"]), str(entry["anchor"]), 1), frozenset(map(str, entry["themes"])))
            for entry in _entries(path)
        )
    except (KeyError, TypeError) as error:
        raise _not_judged(path, repr(error)) from error


def satisfied_anchors(file: str, text: str, anchors: Sequence[Anchor]) -> frozenset[int]:
    """Return which anchors a passage satisfies, by their places: those of its file that its quoted text contains.

    Case, white space, quotation marks and dashes are folded on both sides.

    >>> anchors = [Anchor("a.txt", "a child's plan - now", 2), Anchor("b.txt", "plan", 1), Anchor("a.txt", "", 1)]
    >>> sorted(satisfied_anchors("a.txt", "Every CHILD’S  PLAN", [anchors[0]._replace(text="child's plan")]))
    [0]
    >>> sorted(satisfied_anchors("a.txt", "A child’s plan – now", anchors))
    [0, 2]
    """
    folded = _folded(text)
    return frozenset(
        place for place, anchor in enumerate(anchors) if anchor.file == file and _folded(anchor.text) in folded
    )


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    return fold(text).casefold()


def _questions(path: Path) -> list[JudgedQuestion]:
    try:
        return [
            JudgedQuestion(
                id=str(entry["id"]),
                user=str(entry["user"]),
                question=str(entry["query"]),
                kind=str(entry["kind"]),
                relevant=tuple(
                    Anchor(str(item["file"]), str(item["anchor"]), int(item["grade"])) for item in entry["relevant"]
                ),
            )
            for entry in _entries(path)
        ]
    except (KeyError, TypeError) as error:
        raise _not_judged(path, repr(error)) from error


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _not_judged(path, str(error)) from error
    if not isinstance(entries, list):
        raise _not_judged(path, "it holds no list")
    return entries


def _not_judged(path: Path, reason: str) -> InputError:
    return InputError(
        f"{path} cannot be read as judged questions: {reason}.",
        remedy=f"Name a folder with {QUESTIONS_FILE}: a list of {{id, user, query, kind, relevant}}.",
    )
