"""What all commands share: wrong calls are answered in a sentence, and each command names what runs it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from ui.settings import library_folder

USAGE = 2
HIGHEST_PORT = 65_535


class Parser(argparse.ArgumentParser):
    """Answers a wrong call in one sentence with a remedy."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong and end with the exit code of bad input."""
        sys.stderr.write(f"readacross: {message}. See: {self.prog} --help\n")
        raise SystemExit(USAGE)


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]


def command(
    commands: Commands, name: str, help_text: str, *, module: str, prints_results: bool = True
) -> argparse.ArgumentParser:
    """Add a command, which the function of its name in a module runs."""
    parser = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
    parser.add_argument(
        "--library", metavar="DIR", type=library_folder, default=argparse.SUPPRESS, help="the library's folder"
    )
    if prints_results:
        parser.add_argument("--json", action="store_true", help="print one JSON value and nothing else")
    parser.set_defaults(module=module)
    return parser


def at_least_one(text: str) -> int:
    """Return a whole number above 0. Raises ArgumentTypeError."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number above 0")
    if int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return int(text)


def port(text: str) -> int:
    """Return a port to listen at. Raises ArgumentTypeError."""
    number = at_least_one(text)
    if number > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is more than {HIGHEST_PORT}")
    return number
