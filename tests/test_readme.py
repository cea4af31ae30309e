"""The README says what is so: its transcript is re-run, its tables name what there is."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ui.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TRANSCRIPT = re.search(r"```console\n(.*?)```", README, re.DOTALL).group(1)
STEPS = re.findall(r"^\$ (readacross .*)\n((?:(?!\$ ).*\n)*)", TRANSCRIPT, re.MULTILINE)


def test_the_transcript_shows_a_search_and_a_comparison():
    assert [command.split()[1] for command, _ in STEPS] == ["search", "compare"]


@pytest.mark.parametrize(("command", "printed"), STEPS)
def test_the_transcript_is_what_the_command_prints(command, printed, demonstration, capsys, monkeypatch):
    monkeypatch.setenv("READACROSS_LIBRARY", str(demonstration.folder))

    code = main(shlex.split(command)[1:])

    assert (code, capsys.readouterr().out) == (0, printed)


def test_every_command_stands_in_the_readme():
    usage = subprocess.run(
        [sys.executable, "-m", "ui.cli", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    commands = re.findall(r"^    (\w+) ", usage.stdout, re.MULTILINE)

    assert len(commands) >= 12
    assert [command for command in commands if not re.search(rf"^\| `{command}\b", README, re.MULTILINE)] == []


def test_every_environment_variable_stands_in_the_readme():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("corpus", "models", "indexer", "search", "ui")
        for path in (ROOT / folder).rglob("*.py")
    )

    assert [name for name in sorted(set(re.findall(r"READACROSS_[A-Z_]+", code))) if name not in README] == []
