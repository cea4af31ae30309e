"""The commands that fill a library, list what is in it, and serve it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from corpus.types import PaperKind
from ui.arguments import parsing
from ui.arguments.parsing import port
from ui.library.limits import STATUSES, add_limits, add_subject_limits
from ui.settings import DEFAULT_HOST, DEFAULT_PORT

if TYPE_CHECKING:
    import argparse

    from ui.arguments.parsing import Commands

command = partial(parsing.command, module="ui.commands.library")


def add_filling(commands: Commands) -> None:
    """Add what fills a library and lists what is in it."""
    for add in (_add, _remove, _correct, _papers, _passages, _actions, _measures, _text):
        add(commands)


def add_keeping(commands: Commands) -> None:
    """Add what keeps a library in order and serves it."""
    for add in (_evaluate, _reindex, _doctor, _serve):
        add(commands)


def _corrections(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--council", metavar="NAME", help="whose paper it is")
    parser.add_argument("--date", metavar="DATE", help="2023, 2023-03 or 2023-03-08")
    parser.add_argument("--title", metavar="TEXT")
    parser.add_argument("--body", metavar="NAME", help="the committee or board that it was written for")
    parser.add_argument("--kind", metavar="KIND", help=", ".join(PaperKind))
    parser.add_argument("--licence", metavar="TEXT", help="on what terms it may be quoted")


def _add(commands: Commands) -> None:
    parser = command(commands, "add", "read files and folders into the library")
    parser.add_argument("paths", metavar="PATH", nargs="*")
    parser.add_argument("--demonstration", action="store_true", help="add our digests of five real papers")
    _corrections(parser)


def _remove(commands: Commands) -> None:
    parser = command(commands, "remove", "take papers out of the library")
    parser.add_argument("papers", metavar="PAPER", nargs="+", help="file name, title or id")


def _correct(commands: Commands) -> None:
    parser = command(commands, "correct", "correct what was recognised of a paper")
    parser.add_argument("paper", metavar="PAPER", help="file name, title or id")
    _corrections(parser)


def _papers(commands: Commands) -> None:
    parser = command(commands, "papers", "list papers, what was recognised of them and why, and what could not be read")
    parser.add_argument("--reasons", action="store_true", help="say why each fact is believed")


def _passages(commands: Commands) -> None:
    parser = command(commands, "passages", "list passages in reading order")
    add_limits(parser)
    add_subject_limits(parser)


def _actions(commands: Commands) -> None:
    parser = command(commands, "actions", "list the actions of improvement plans, with how they stand")
    _plan_limits(parser)
    parser.add_argument(
        "--status",
        choices=STATUSES,
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
    _plan_limits(command(commands, "measures", "list the measures of improvement plans, with targets and actuals"))


def _plan_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--council", metavar="NAME", action="append", default=[], help="repeatable; all by default")
    parser.add_argument(
        "--paper", metavar="PAPER", action="append", default=[], help="file name, title or id; repeatable"
    )


def _text(commands: Commands) -> None:
    parser = command(commands, "text", "print a paper's text exactly as decoded", prints_results=False)
    parser.add_argument("paper", metavar="PAPER", help="file name, title or id")


def _evaluate(commands: Commands) -> None:
    parser = command(commands, "evaluate", "measure on judged questions how well this finds")
    parser.add_argument("--judged", metavar="FOLDER", required=True, help="holds queries.json and negatives.json")
    parser.add_argument("--papers", metavar="PATH", help="the judged papers, read afresh; by default the library's")
    parser.add_argument("--record", action="store_true", help="keep the figures in evaluation/results of this checkout")


def _reindex(commands: Commands) -> None:
    command(commands, "reindex", "read all papers again and make their vectors anew; corrections stay")


def _doctor(commands: Commands) -> None:
    command(commands, "doctor", "check the installation and the library, with a remedy for each finding")


def _serve(commands: Commands) -> None:
    parser = command(commands, "serve", "open the web page on this machine", prints_results=False)
    parser.add_argument("--host", default=DEFAULT_HOST)
    parser.add_argument("--port", metavar="N", type=port, default=DEFAULT_PORT)
    parser.add_argument(
        "--auth", metavar="FILE", help="a file of lines NAME:PASSWORD; whoever opens the page must give one"
    )
    parser.add_argument("--mcp", action="store_true", help="offer what can be asked to assistants too, as tools (MCP)")
