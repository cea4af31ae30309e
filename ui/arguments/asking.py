"""The commands that ask a library."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from ui.arguments import parsing
from ui.arguments.parsing import Parser, at_least_one
from ui.library.limits import add_limits, add_subject_limits

if TYPE_CHECKING:
    from ui.arguments.parsing import Commands

command = partial(parsing.command, module="ui.commands.asking")


def add_asking(commands: Commands) -> None:
    """Add what asks a library."""
    for add in (
        _search,
        _similar,
        _questions,
        _themes,
        _compare,
        _trace,
        _changes,
        _timeline,
        _enquiries,
        _words,
        _code,
        _export,
    ):
        add(commands)


def _search(commands: Commands) -> None:
    parser = command(commands, "search", "find passages for a question, for a file of questions or by examples")
    parser.add_argument("question", metavar="QUESTION", nargs="?")
    _search_options(parser)
    parser.add_argument(
        "--more-like", metavar="PASSAGE", action="append", default=[], help="a passage's or action's id; repeatable"
    )
    parser.add_argument("--less-like", metavar="PASSAGE", action="append", default=[], help="the same; repeatable")
    parser.add_argument(
        "--questions", metavar="FILE", help="text with one question a line, or CSV with a column “question”"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write a table of answers: a name in .csv or .xlsx")


def _search_options(parser: argparse.ArgumentParser) -> None:
    add_limits(parser)
    add_subject_limits(parser)
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=20)
    parser.add_argument("--mode", choices=("hybrid", "meaning", "words"), default="hybrid")
    parser.add_argument("--per-council", metavar="N", type=at_least_one, help="at most this many from each council")
    parser.add_argument(
        "--no-expansion", action="store_true", help="search only the words typed, no other names for them"
    )


def _similar(commands: Commands) -> None:
    parser = command(commands, "similar", "find comparable practice elsewhere for one passage or action")
    parser.add_argument("passage", metavar="PASSAGE", help="a passage's id, or an action's id or reference")
    parser.add_argument("--of", metavar="PAPER", help="the paper that it stands in, where its number is of several")
    add_limits(parser)
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=20)
    parser.add_argument("--per-council", metavar="N", type=at_least_one, default=3, help="of each council (3)")
    parser.add_argument("--same-council", action="store_true", help="look among the same council's passages too")


def _questions(commands: Commands) -> None:
    parser = command(commands, "questions", "list saved questions, save one, run them for what is new, forget one")
    parser.set_defaults(action="list")
    actions = parser.add_subparsers(metavar="ACTION", parser_class=Parser)
    save = _questions_action(actions, "save", "keep a question with its limits")
    save.add_argument("name", metavar="NAME")
    save.add_argument("question", metavar="QUESTION")
    _search_options(save)
    run = _questions_action(actions, "run", "show only what is new since the last run")
    run.add_argument("name", metavar="NAME", nargs="?", help="all by default")
    run.add_argument("--keep-new", action="store_true", help="do not mark what is shown as seen")
    _questions_action(actions, "forget", "take a saved question out").add_argument("name", metavar="NAME")


def _questions_action(actions: Commands, name: str, help_text: str) -> argparse.ArgumentParser:
    parser = command(actions, name, help_text, prints_results=False)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON value and nothing else"
    )
    parser.set_defaults(action=name)
    return parser


def _themes(commands: Commands) -> None:
    parser = command(commands, "themes", "list the themes that councils can be compared on")
    parser.add_argument("--counts", action="store_true", help="how many passages of each council speak of each theme")


def _compare(commands: Commands) -> None:
    parser = command(commands, "compare", "lay the evidence on a theme side by side")
    parser.add_argument("theme", metavar="THEME", help="a theme's id or title, or words of your own")
    add_limits(parser)
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=12, help="passages for each council (12)")


def _trace(commands: Commands) -> None:
    parser = command(commands, "trace", "lay what an inspection says must improve beside what later papers reply")
    parser.add_argument("inspection", metavar="INSPECTION", help="an inspection report's file name, title or id")
    parser.add_argument(
        "--paper",
        metavar="PAPER",
        action="append",
        default=[],
        help="repeatable; the council's later papers and those of unknown date by default",
    )
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=5, help="replies for each finding (5)")


def _changes(commands: Commands) -> None:
    parser = command(commands, "changes", "tell what changed between two papers of one council")
    parser.add_argument("old", metavar="OLD", help="file name, title or id")
    parser.add_argument("new", metavar="NEW", help="file name, title or id")


def _timeline(commands: Commands) -> None:
    parser = command(commands, "timeline", "follow a theme through all papers of one council, in order of date")
    parser.add_argument("theme", metavar="THEME", help="a theme's id or title, or words of your own")
    parser.add_argument("council", metavar="COUNCIL")
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=3, help="passages of each paper (3)")


def _enquiries(commands: Commands) -> None:
    parser = command(commands, "enquiries", "list neutral lines of enquiry for one council, by inspection area")
    parser.add_argument("council", metavar="COUNCIL")
    parser.add_argument("--as-of", metavar="DATE", help="the day from which dates are past; today by default")


def _words(commands: Commands) -> None:
    parser = command(commands, "words", "list the words that each council uses more, or less, than the others")
    parser.add_argument(
        "--council", metavar="NAME", action="append", default=[], help="compared with one another; all by default"
    )
    parser.add_argument("--limit", metavar="N", type=at_least_one, default=20, help="words for each council (20)")


def _code(commands: Commands) -> None:
    parser = command(commands, "code", "decide about the themes of passages, blind if need be, and tell the agreement")
    parser.add_argument("passage", metavar="PASSAGE", nargs="?", help="a passage's id; without it, tells the agreement")
    parser.add_argument("--coder", metavar="NAME", action="append", default=[], help="who decides; two to be compared")
    for verdict, what in (("accept", "is rightly marked"), ("reject", "is wrongly marked"), ("add", "lacks the mark")):
        parser.add_argument(f"--{verdict}", metavar="THEME", action="append", default=[], help=f"the passage {what}")
    parser.add_argument("--undo", metavar="THEME", action="append", default=[], help="take the decision back")
    parser.add_argument("--blind", action="store_true", help="hide what others have decided")


def _export(commands: Commands) -> None:
    parser = command(commands, "export", "write a briefing, lines of enquiry or a coded extract into a file")
    parser.add_argument("what", metavar="WHAT", choices=("briefing", "enquiries", "extract"), help="one of %(choices)s")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the file to write")
    parser.add_argument(
        "--to",
        choices=("docx", "html", "xlsx", "csv", "md", "qdpx"),
        help="the format; by the file's ending if left out",
    )
    parser.add_argument("--tray", metavar="NAME", help="what is pinned to this evidence tray, with its notes, no more")
    parser.add_argument("--theme", metavar="THEME", help="what a briefing is about; passages of an extract")
    parser.add_argument("--question", metavar="WORDS", help="your question, to stand at the head of a briefing")
    parser.add_argument("--as-of", metavar="DATE", help="for lines of enquiry: today by default")
    parser.add_argument("--date", metavar="DATE", help="the date that the document bears; none by default")
    parser.add_argument(
        "--per-council", metavar="N", type=at_least_one, help="extracts in a briefing; by default as fit two pages"
    )
    parser.add_argument("--council", metavar="NAME", action="append", default=[], help="repeatable; all by default")
    parser.add_argument(
        "--paper", metavar="PAPER", action="append", default=[], help="file name, title or id; repeatable"
    )
    parser.add_argument("--kind", metavar="KIND", action="append", default=[], help="of passage or paper; repeatable")
    parser.add_argument("--from", metavar="DATE", dest="date_from", help="papers of this date or later")
    # The limits of other commands call this --to, which is the format here.
    parser.add_argument("--until", metavar="DATE", dest="date_to", help="papers of this date or earlier")
    parser.set_defaults(body=[])
