"""The one command: say what can be asked for, run it, and turn errors into a sentence and an exit code."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from corpus.errors import ReadacrossError
from ui.arguments.asking import add_asking
from ui.arguments.papers import add_filling, add_keeping
from ui.arguments.parsing import Parser
from ui.settings import go_offline, library_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

OUR_BUG = 1
INTERRUPTED = 130
LONGEST_FAULT = 300  # characters: some libraries print whole tables


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 our bug, 2 your input, 3 library, 4 missing extra."""
    given = parser().parse_args(arguments)
    go_offline()
    try:
        return int(getattr(import_module(given.module), given.command)(given))
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


def parser() -> Parser:
    """Return what understands the command line."""
    made = Parser(
        prog="readacross",
        description="Search and compare English councils' papers on improving children's services. "
        "Every quotation is an exact slice of the paper; nothing leaves this machine.",
    )
    made.add_argument("--version", action="version", version=f"readacross {version('readacross')}")
    made.add_argument("--library", metavar="DIR", type=library_folder, default=None, help="the library's folder")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for add in (add_filling, add_asking, add_keeping):
        add(commands)
    return made


if __name__ == "__main__":
    sys.exit(main())
