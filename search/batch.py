"""Read a file of questions, and lay their answers out as the rows of a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import InputError
from corpus.types import DocumentId
from search.citation import cite, date_in_words, pinpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from search.answers import Answer, Result, Searched

QUESTION = "question"
BETWEEN = ";"  # several councils, papers or kinds in one cell
SEVERAL = ("council", "body", "kind", "paper", "status")
ONE = ("theme", "like", "by", "from", "to", "mode", "limit", "per_council")
AS_OPTIONS = str.maketrans({" ": "_", "-": "_"})


class Asked(NamedTuple):
    """A question of a file, with the line that it begins on, from 1, and the limits that stand beside it.

    Limits are as written, one or several to a name of `SEVERAL` or `ONE`; names of blank cells are left out.
    """

    line: int
    question: str
    limits: Mapping[str, tuple[str, ...]]


class AnswerRow(NamedTuple):
    """A row of a table of answers: a passage found for a question, or the word that nothing was.

    `quotation` is what stands from `start` to `end` (half-open, in characters) in the text of the paper `paper_id`,
    but for what `hidden` names. What a question without an answer does not have is None or empty.
    """

    question: str
    rank: int | None = None
    council: str = ""
    body: str = ""
    date: str = ""
    paper: str = ""
    place: str = ""
    page: int | None = None
    quotation: str = ""
    citation: str = ""
    cosine: float | None = None
    bm25: float | None = None
    fused: float | None = None
    also_in: str = ""
    nothing_relevant: str = ""
    searched: str = ""
    also_searched: str = ""
    hidden: str = ""
    file: str = ""
    paper_id: str = ""
    start: int | None = None
    end: int | None = None
    passage_id: str = ""


def heading(column: str) -> str:
    """Return a column's name as it stands at the head of a table.

    >>> heading("also_in")
    'also in'
    """
    return column.replace("_", " ")


def read_questions(text: str, *, is_table: bool, file: str) -> list[Asked]:
    r"""Return the questions of a file: one a line, or one a row under the heading "question".

    Blank lines and rows without a question or limits are passed over. Other columns may be those of `SEVERAL`, with
    semicolons between values, and of `ONE`.

    Raises:
        InputError: there is no question; a table has no such heading, a heading that is not known, a row with limits
            and no question, or cells under no heading.

    >>> read_questions("Who leads?\n\nWho pays?\n", is_table=False, file="q.txt")[1]
    Asked(line=3, question='Who pays?', limits={})
    """
    if is_table:
        asked = _read_table(text, file)
    else:
        lines = enumerate(text.splitlines(), start=1)
        asked = [Asked(number, line.strip(), {}) for number, line in lines if line.strip()]
    if not asked:
        raise InputError(f"The file {file} holds no question.", remedy="Write one question a line in it.")
    return asked


def _read_table(text: str, file: str) -> list[Asked]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    asked: list[Asked] = []
    try:
        names = [name.strip().casefold().translate(AS_OPTIONS) for name in next(reader, [])]
        _check_headings(names, file)
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                asked.append(_asked(names, [cell.strip() for cell in cells], line, file))
    except csv.Error as error:
        raise InputError(
            f"The file {file} cannot be read as a table: {error}, near line {reader.line_num}.",
            remedy="Save it as CSV with commas, or as text with one question a line.",
        ) from error
    return asked


def _check_headings(names: Sequence[str], file: str) -> None:
    known = (QUESTION, *SEVERAL, *ONE)
    if QUESTION not in names:
        raise InputError(
            f"The file {file} has no column “{QUESTION}”.",
            remedy=f"Name the columns in its first line: {QUESTION}, and if you like {', '.join(known[1:])}.",
        )
    wrong = [name for place, name in enumerate(names) if name not in known or name in names[:place]]
    if wrong:
        raise InputError(
            f"The file {file} has a column “{wrong[0]}” that is not known, or that it has twice.",
            remedy=f"Take it out or correct it. Known: {', '.join(known)}.",
        )


def _asked(names: Sequence[str], cells: Sequence[str], line: int, file: str) -> Asked:
    if any(cells[len(names) :]):
        raise InputError(
            f"{file}, line {line}: there are more cells than headings.",
            remedy="Put quotation marks around a question that holds a comma.",
        )
    filled = {name: cell for name, cell in zip(names, cells, strict=False) if cell}
    question = filled.pop(QUESTION, "")
    if not question:
        raise InputError(f"{file}, line {line}: the question is missing.", remedy="Write it, or delete the line.")
    limits = {
        name: tuple(part.strip() for part in cell.split(BETWEEN) if part.strip()) if name in SEVERAL else (cell,)
        for name, cell in filled.items()
    }
    return Asked(line, question, limits)


def answer_rows(answer: Answer, limits: str = "") -> list[AnswerRow]:
    """Return an answer's rows, best first; one that says so when nothing relevant was found.

    Args:
        answer: The answer.
        limits: What was searched was limited to, in words; empty where there was no limit.
    """
    within = in_words(answer.searched) + (f" ({limits})" if limits else "")
    also = "; ".join(answer.expanded_with)
    if answer.nothing_relevant or not answer.results:
        nothing = f"nothing relevant found in {in_words(answer.searched)}"
        return [AnswerRow(answer.question, nothing_relevant=nothing, searched=within, also_searched=also)]
    return [
        _row(result)._replace(question=answer.question, searched=within, also_searched=also)
        for result in answer.results
    ]


def in_words(within: Searched) -> str:
    """Return what was searched, in words.

    >>> from search.answers import Searched
    >>> in_words(Searched(1, 1200, 2))
    '1,200 passages of 1 paper, 2 pages of them unreadable'
    """
    lost = f", {_count(within.unreadable_pages, 'page')} of them unreadable" if within.unreadable_pages else ""
    return f"{_count(within.passages, 'passage')} of {_count(within.papers, 'paper')}{lost}"


def check_quotations(rows: Sequence[AnswerRow], text_of: Callable[[DocumentId], str]) -> None:
    """Check that every quotation stands in its paper just so, where the row says; before anything is hidden in it.

    Raises:
        ValueError: one does not; names its passage.
    """
    for row in rows:
        if row.rank is not None and text_of(DocumentId(row.paper_id))[row.start : row.end] != row.quotation:
            raise ValueError(f"the quotation of {row.passage_id} is not what stands in its paper")


def _row(result: Result) -> AnswerRow:
    passage, paper = result.found
    scores = result.scores
    return AnswerRow(
        question="",
        rank=result.rank,
        council=paper.council or "",
        body=paper.body or "",
        date=paper.date or date_in_words(None),
        paper=paper.title,
        place=pinpoint(replace(passage, page=None)),
        page=passage.page,
        quotation=passage.text,
        citation=cite(result.found),
        cosine=_rounded(scores.cosine),
        bm25=_rounded(scores.bm25),
        fused=_rounded(scores.fused),
        also_in="\n".join(map(cite, result.also_in)),
        file=paper.file,
        paper_id=paper.id,
        start=passage.span.start,
        end=passage.span.end,
        passage_id=passage.id,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
