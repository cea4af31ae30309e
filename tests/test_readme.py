"""The README and the guides say what is so: transcripts are re-run, tables name what there is, links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ui.cli import main

ROOT = Path(__file__).parent.parent
TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])}
COMMANDS, RUNNING = TEXTS[ROOT / "docs" / "commands.md"], TEXTS[ROOT / "docs" / "running.md"]
TRANSCRIPT = re.search(r"```console\n(.*?)```", COMMANDS, re.DOTALL).group(1)
STEPS = re.findall(r"^\$ (readacross .*)\n((?:(?!\$ ).*\n)*)", TRANSCRIPT, re.MULTILINE)
LINKS = [
    pytest.param(path, link, id=f"{path.name}: {link}")
    for path, text in TEXTS.items()
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text)
]


def test_the_transcript_shows_a_search_and_a_comparison():
    assert [command.split()[1] for command, _ in STEPS] == ["search", "compare"]


@pytest.mark.parametrize(("command", "printed"), STEPS)
def test_the_transcript_is_what_the_command_prints(command, printed, demonstration, capsys, monkeypatch):
    monkeypatch.setenv("READACROSS_LIBRARY", str(demonstration.folder))

    code = main(shlex.split(command)[1:])

    assert (code, capsys.readouterr().out) == (0, printed)


def test_every_command_stands_in_the_guide_to_commands():
    usage = subprocess.run(
        [sys.executable, "-m", "ui.cli", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    commands = re.findall(r"^    (\w+) ", usage.stdout, re.MULTILINE)

    assert len(commands) >= 12
    assert [command for command in commands if not re.search(rf"^\| `{command}\b", COMMANDS, re.MULTILINE)] == []


def test_every_environment_variable_stands_in_the_guide_to_running():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("corpus", "models", "indexer", "search", "ui")
        for path in (ROOT / folder).rglob("*.py")
    )

    assert [name for name in sorted(set(re.findall(r"READACROSS_[A-Z_]+", code))) if name not in RUNNING] == []


@pytest.mark.parametrize(("path", "link"), LINKS)
def test_every_link_leads_to_a_file_and_to_a_heading_in_it(path, link):
    file, _, heading = link.partition("#")
    target = (path.parent / file).resolve() if file else path

    assert target.is_file()
    if heading:
        headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
        assert heading in [re.sub(r"[^\w\- ]", "", each).lower().replace(" ", "-") for each in headings]


def test_the_readme_leads_to_every_guide():
    readme = TEXTS[ROOT / "README.md"]

    assert [path.name for path in TEXTS if path.parent.name == "docs" and f"(docs/{path.name})" not in readme] == []
