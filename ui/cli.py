"""The one command: say what can be asked for, run it, and turn errors into a sentence and an exit code."""

from __future__ import annotations

import argparse
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, NoReturn

from corpus.errors import ReadacrossError
from corpus.types import PaperKind
from ui.settings import DEFAULT_HOST, DEFAULT_PORT, go_offline, library_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

OUR_BUG = 1
INTERRUPTED = 130
USAGE = 2
LONGEST_FAULT = 300  # characters: some libraries print whole tables


class _Parser(argparse.ArgumentParser):
    """Answers a wrong call in one sentence with a remedy."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"readacross: {message}. See: {self.prog} --help\n")
        raise SystemExit(USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 our bug, 2 your input, 3 library, 4 missing extra."""
    given = _parser().parse_args(arguments)
    go_offline()
    from ui import commands

    try:
        return int(getattr(commands, given.command)(given))
    except ReadacrossError as error:
        sys.stderr.write(f"readacross: {error.message}\n{error.remedy}\n")
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has gone; nothing is wrong.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\nreadacross: stopped. What was added before stays in the library.\n")
        return INTERRUPTED
    except Exception as error:
        sys.stderr.write(f"readacross: a fault of ours: {type(error).__name__}: {str(error)[:LONGEST_FAULT]}\n")
        sys.stderr.write("Please report it with what you typed; READACROSS_TRACEBACK=1 shows where it happened.\n")
        if _wants_traceback():
            raise
        return OUR_BUG


def _wants_traceback() -> bool:
    import os

    return bool(os.environ.get("READACROSS_TRACEBACK"))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="readacross",
        description="Search and compare English councils' papers on improving children's services. "
        "Every quotation is an exact slice of the paper; nothing leaves this machine.",
    )
    parser.add_argument("--version", action="version", version=f"readacross {version('readacross')}")
    parser.add_argument("--library", metavar="DIR", type=library_folder, default=None, help="the library's folder")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for add in (
        _add,
        _remove,
        _correct,
        _papers,
        _passages,
        _actions,
        _measures,
        _text,
        _search,
        _themes,
        _compare,
        _evaluate,
        _reindex,
        _doctor,
        _serve,
    ):
        add(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[_Parser]


def _command(commands: Commands, name: str, help_text: str, *, prints_results: bool = True) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
    parser.add_argument(
        "--library", metavar="DIR", type=library_folder, default=argparse.SUPPRESS, help="the library's folder"
    )
    if prints_results:
        parser.add_argument("--json", action="store_true", help="print one JSON value and nothing else")
    return parser


def _corrections(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--council", metavar="NAME", help="whose paper it is")
    parser.add_argument("--date", metavar="DATE", help="2023, 2023-03 or 2023-03-08")
    parser.add_argument("--title", metavar="TEXT")
    parser.add_argument("--body", metavar="NAME", help="the committee or board that it was written for")
    parser.add_argument("--kind", metavar="KIND", help=", ".join(PaperKind))
    parser.add_argument("--licence", metavar="TEXT", help="on what terms it may be quoted")


def _limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--council", metavar="NAME", action="append", default=[], help="repeatable; all by default")
    parser.add_argument(
        "--kind",
        metavar="KIND",
        action="append",
        default=[],
        help="of passage or paper, such as list_item or “annual report”",
    )
    parser.add_argument(
        "--paper", metavar="PAPER", action="append", default=[], help="file name, title or id; repeatable"
    )
    parser.add_argument("--body", metavar="NAME", action="append", default=[], help="committee or board; repeatable")
    parser.add_argument("--from", metavar="DATE", dest="date_from", help="papers of this date or later")
    parser.add_argument("--to", metavar="DATE", dest="date_to", help="papers of this date or earlier")


def _add(commands: Commands) -> None:
    parser = _command(commands, "add", "read files and folders into the library")
    parser.add_argument("paths", metavar="PATH", nargs="*")
    parser.add_argument("--demonstration", action="store_true", help="add our digests of five real papers")
    _corrections(parser)


def _remove(commands: Commands) -> None:
    parser = _command(commands, "remove", "take papers out of the library")
    parser.add_argument("papers", metavar="PAPER", nargs="+", help="file name, title or id")


def _correct(commands: Commands) -> None:
    parser = _command(commands, "correct", "correct what was recognised of a paper")
    parser.add_argument("paper", metavar="PAPER", help="file name, title or id")
    _corrections(parser)


def _papers(commands: Commands) -> None:
    parser = _command(
        commands, "papers", "list papers, what was recognised of them and why, and what could not be read"
    )
    parser.add_argument("--reasons", action="store_true", help="say why each fact is believed")


def _passages(commands: Commands) -> None:
    _limits(_command(commands, "passages", "list passages in reading order"))


def _actions(commands: Commands) -> None:
    parser = _command(commands, "actions", "list the actions of improvement plans, with how they stand")
    _plan_limits(parser)
    parser.add_argument(
        "--status",
        choices=("complete", "on_track", "some_issues", "off_track", "none"),
        action="append",
        default=[],
        help="actions with a milestone that stands so; repeatable",
    )
    parser.add_argument(
        "--due-before", metavar="DATE", help="actions with a milestone (of that status, if one is given) before 2023-06"
    )
    parser.add_argument("--lead", metavar="TEXT", help="actions whose lead's name holds these words")
    parser.add_argument("--theme", metavar="THEME", help="actions that speak of a theme: see readacross themes")


def _measures(commands: Commands) -> None:
    _plan_limits(_command(commands, "measures", "list the measures of improvement plans, with targets and actuals"))


def _plan_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--council", metavar="NAME", action="append", default=[], help="repeatable; all by default")
    parser.add_argument(
        "--paper", metavar="PAPER", action="append", default=[], help="file name, title or id; repeatable"
    )


def _text(commands: Commands) -> None:
    parser = _command(commands, "text", "print a paper's text exactly as decoded", prints_results=False)
    parser.add_argument("paper", metavar="PAPER", help="file name, title or id")


def _search(commands: Commands) -> None:
    parser = _command(commands, "search", "find passages for a question")
    parser.add_argument("question", metavar="QUESTION")
    _limits(parser)
    parser.add_argument("--limit", metavar="N", type=_at_least_one, default=20)
    parser.add_argument("--mode", choices=("hybrid", "meaning", "words"), default="hybrid")
    parser.add_argument("--per-council", metavar="N", type=_at_least_one, help="at most this many from each council")
    parser.add_argument(
        "--no-expansion", action="store_true", help="search only the words typed, no other names for them"
    )


def _themes(commands: Commands) -> None:
    _command(commands, "themes", "list the themes that councils can be compared on")


def _compare(commands: Commands) -> None:
    parser = _command(commands, "compare", "lay the evidence on a theme side by side")
    parser.add_argument("theme", metavar="THEME", help="a theme's id or title: see readacross themes")
    parser.add_argument("--council", metavar="NAME", action="append", default=[], help="repeatable; all by default")
    parser.add_argument("--limit", metavar="N", type=_at_least_one, default=5, help="passages for each council")


def _evaluate(commands: Commands) -> None:
    parser = _command(commands, "evaluate", "measure on judged questions how well this finds")
    parser.add_argument("--judged", metavar="FOLDER", required=True, help="holds queries.json and negatives.json")
    parser.add_argument("--papers", metavar="PATH", help="the judged papers, read afresh; by default the library's")
    parser.add_argument("--record", action="store_true", help="keep the figures in evaluation/results of this checkout")


def _reindex(commands: Commands) -> None:
    _command(commands, "reindex", "read all papers again and make their vectors anew; corrections stay")


def _doctor(commands: Commands) -> None:
    _command(commands, "doctor", "check the installation and the library, with a remedy for each finding")


def _serve(commands: Commands) -> None:
    parser = _command(commands, "serve", "open the web page on this machine", prints_results=False)
    parser.add_argument("--host", default=DEFAULT_HOST)
    parser.add_argument("--port", metavar="N", type=_at_least_one, default=DEFAULT_PORT)
    parser.add_argument(
        "--auth", metavar="FILE", help="a file of lines NAME:PASSWORD; whoever opens the page must give one"
    )


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
