"""Run the subcommands that ask a library again, many questions at once, by examples, or for what is similar."""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from corpus.errors import InputError
from search.answers import Mode
from ui.library import asking, limits
from ui.settings import hides_names
from ui.shapes import saved as saved_shapes
from ui.terminal import saved as tell_saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.store import Where
    from search.answers import Request
    from search.batch import AnswerRow, Asked
    from ui.services import Services

    RequestOf = Callable[[argparse.Namespace, Services], Request]

DONE = 0
CHOICES: dict[str, tuple[str, ...]] = {"mode": tuple(Mode), "status": limits.STATUSES, "by": tuple(limits.LIKENESSES)}
PATIENCE_S = 1.0  # how long a person waits without a word
ASK = 'Ask one: readacross search "recruiting social workers" — or many: --questions FILE --output answers.csv'


def search(given: argparse.Namespace, services: Services, request_of: RequestOf) -> int:
    """Answer by examples, or write the answers to one question or a file of questions into a table."""
    examples = given.more_like or given.less_like
    if given.question is None and given.questions is None and not examples:
        raise InputError("No question was asked.", remedy=ASK)
    if given.questions is None and given.output is None:
        return _by_examples(given, services, request_of)
    if examples:
        raise InputError(
            "Examples give an answer, not a table.", remedy="Leave out --more-like and --less-like, or --output."
        )
    if given.questions is not None and given.question is not None:
        raise InputError("A question was asked beside a file of questions.", remedy="Write it in the file.")
    if given.output is None:
        raise InputError("There is no file to write the answers to.", remedy="Name one: --output answers.csv")
    return _table(given, services, request_of)


def similar(given: argparse.Namespace, services: Services, where: Where) -> int:
    """Find comparable practice elsewhere for one passage or action."""
    from search.similar import SimilarWanted

    wanted = SimilarWanted(
        where=where, limit=given.limit, per_council=given.per_council, with_own_council=given.same_council
    )
    found = asking.similar_to(services, given.passage, wanted, of=given.of)
    _print(saved_shapes.similar_json(found, services.themes), tell_saved.similar(found), given)
    return DONE


def questions(given: argparse.Namespace, services: Services, request_of: RequestOf) -> int:
    """List saved questions, save one, run them, or forget one."""
    if given.action == "save":
        return _save(given, services, request_of)
    if given.action == "run":
        return _run(given, services)
    if given.action == "forget":
        name = asking.forget_question(services, given.name)
        _print({"forgotten": name}, tell_saved.forgotten(name), given)
    else:
        listed = asking.saved_questions(services)
        _print([saved_shapes.saved_json(item) for item in listed], tell_saved.saved_questions(listed), given)
    return DONE


def _save(given: argparse.Namespace, services: Services, request_of: RequestOf) -> int:
    from search.saved import SavedQuestion

    request = limits.with_those_to_come(request_of(given, services), limits.alike_of(given, services))
    saved = SavedQuestion(name=given.name.strip(), request=request)
    asking.save_question(services, saved)
    _print(saved_shapes.saved_json(saved), tell_saved.saved(saved), given)
    return DONE


def _run(given: argparse.Namespace, services: Services) -> int:
    """Show what is new, and mark it as seen once it has been shown."""
    from search.saved import seen

    wanted = asking.saved_questions(services) if given.name is None else [asking.saved_called(services, given.name)]
    told = asking.run_saved(services, wanted) if wanted else []
    _print([saved_shapes.news_json(news, services.themes) for news in told], tell_saved.all_news(told), given)
    sys.stdout.flush()
    if not given.keep_new:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for news in told:
            asking.keep_seen(services, seen(news, at=now))
    return DONE


def _by_examples(given: argparse.Namespace, services: Services, request_of: RequestOf) -> int:
    request = request_of(given, services)
    answer, examples = asking.by_examples(services, request, given.more_like, given.less_like)
    alike = limits.alike_of(given, services)
    as_json = saved_shapes.by_examples_json(answer, examples, services.themes)
    as_text = tell_saved.by_examples(answer, len(examples.plus), len(examples.minus))
    told = limits.limits_told(answer, given, alike) + as_text
    _print({**as_json, **limits.limits_json(answer, given, alike)}, told, given)
    return DONE


def _table(given: argparse.Namespace, services: Services, request_of: RequestOf) -> int:
    from search.batch import AnswerRow, heading
    from ui.table_files import table_writer

    path = Path(given.output).expanduser()
    write = table_writer(path)
    requests = _requests(given, services, request_of)
    files = {paper.id: paper.file for paper in services.all_papers()}
    limited_to = [tell_saved.limits_in_words(request, files) for request in requests]
    with _progress(len(requests)) as advance:
        answers, rows = asking.answer_all(services, requests, limits=limited_to, on_answer=advance)
    write(path, [heading(name) for name in AnswerRow._fields], _hidden(rows))
    as_json = saved_shapes.asked_json(requests, answers, str(path), services.themes)
    _print(as_json, tell_saved.table_written(answers, str(path)), given)
    return DONE


def _requests(given: argparse.Namespace, services: Services, request_of: RequestOf) -> list[Request]:
    """Return the questions with their limits: those of the command, unless a row has its own."""
    from search.batch import read_questions

    if given.questions is None:
        return [request_of(given, services)]
    text, file = _text_of(Path(given.questions).expanduser())
    is_table = file.casefold().endswith(".csv")
    asked = read_questions(text, is_table=is_table, file=file)
    return [_request(item, file, given, lambda own: request_of(own, services)) for item in asked]


def _request(
    asked: Asked, file: str, given: argparse.Namespace, request_of: Callable[[argparse.Namespace], Request]
) -> Request:
    from search.batch import SEVERAL

    values: dict[str, Any] = {"question": asked.question}
    try:
        for name, cells in asked.limits.items():
            meant = [_meant(name, cell) for cell in cells]
            values[_option(name)] = meant if name in SEVERAL else meant[0]
        return request_of(argparse.Namespace(**{**vars(given), **values}))
    except InputError as error:
        raise InputError(f"{file}, line {asked.line}: {error.message}", remedy=error.remedy) from error


def _option(column: str) -> str:
    return {"from": "date_from", "to": "date_to"}.get(column, column)


def _meant(column: str, cell: str) -> str | int:
    if column in CHOICES:
        return _chosen(column, cell)
    if column not in ("limit", "per_council"):
        return cell
    if not cell.isdecimal() or int(cell) == 0:
        raise InputError(f"“{cell}” under {column} is no whole number above 0.", remedy="Correct it, or leave it out.")
    return int(cell)


def _chosen(column: str, cell: str) -> str:
    if cell not in CHOICES[column]:
        raise InputError(f"No {column} is called “{cell}”.", remedy=f"Write one of {', '.join(CHOICES[column])}.")
    return cell


def _text_of(path: Path) -> tuple[str, str]:
    """Return the text of a file and its name; Excel's own CSV files are not always UTF-8."""
    from corpus.plain import decode

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The file {path} cannot be read: {error.strerror}.", remedy="Check its name and place."
        ) from error
    text, warnings = decode(data)
    for warning in warnings:
        sys.stderr.write(f"{path.name}: {warning.reason}.\n")
    return text, path.name


def _hidden(rows: Sequence[AnswerRow]) -> list[Sequence[Any]]:
    """Return rows as they may be passed on: e-mail addresses and telephone numbers hidden, and said to be.

    People's names too, where the settings say so.
    """
    from models.language import people_finder
    from search.masking import masked

    find_people = people_finder() if hides_names() else None
    shown = [masked(row.quotation, find_people=find_people) for row in rows]
    return [
        row._replace(quotation=item.text, hidden=", ".join(item.hidden)) for row, item in zip(rows, shown, strict=True)
    ]


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Give what is called after each question: a bar on a terminal, else a line from time to time, never at once."""
    is_drawn = sys.stderr.isatty()
    started = told = time.monotonic()
    with tqdm(
        total=total, desc="Asking", unit="question", file=sys.stderr, disable=not is_drawn, delay=PATIENCE_S
    ) as bar:
        done = 0

        def advance() -> None:
            nonlocal done, told
            done += 1
            bar.update()
            now = time.monotonic()
            if not is_drawn and now - told >= PATIENCE_S:
                sys.stderr.write(f"{done} of {total} questions answered after {now - started:.0f} s\n")
                told = now

        yield advance


def _print(as_json: Any, as_text: str, given: argparse.Namespace) -> None:
    sys.stdout.write(json.dumps(as_json, ensure_ascii=False, indent=1) + "\n" if given.json else as_text)
