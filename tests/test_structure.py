"""The house stands as drawn: imports point down, each outside library has one home, asking for help is quick."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "spacy", "gradio", "numpy")


def test_imports_keep_every_contract(monkeypatch):
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename="pyproject.toml", no_cache=True, is_debug_mode=False) == 0


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_asking_for_help_imports_nothing_heavy(asked):
    program = (
        "import sys\n"
        "from ui.cli import main\n"
        "try:\n"
        f"    main(['{asked}'])\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print('HEAVY', [name for name in {HEAVY} if name in sys.modules])\n"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True).stdout

    assert said.endswith("HEAVY []\n")


def test_no_module_of_ours_is_longer_than_agreed():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("corpus", "models", "indexer", "search", "ui")
        for path in (ROOT / folder).rglob("*.py")
    }

    assert {name: length for name, length in lengths.items() if length > 330} == {}
